"""The gate for texts: nothing forbidden comes through, no letter is lost."""

import sqlite3
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.kernel.text import clean

#: Everything that Python can hold in a string, halves of surrogate pairs among it.
any_text = st.text(st.characters(codec=None, categories=None), max_size=60)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "a < b & c",
        "<w:p>x</w:p>",
        "{{ cycler.__init__ }} { INCLUDETEXT c:\\x }",
        "Äänekoski – pelastuslaitos\u00a0§\u00a012",
        "tavu\u00adviiva",
        "  kaksi välilyöntiä edessä",
        "sarake\tsarake\nrivi",
        "مرحبا",
        "👩\u200d🚒",
        "A\u200eB\u200fC",
        "y" * 5000,
    ],
)
def test_an_honest_text_is_kept_as_it_is(kept):
    assert clean(kept) == kept


@pytest.mark.parametrize("break_", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028"])
def test_every_kind_of_line_break_becomes_a_newline(break_):
    assert clean(f"ylärivi{break_}alarivi") == "ylärivi\nalarivi"


def test_a_paragraph_separator_becomes_an_empty_line():
    assert clean("ensimmäinen\u2029toinen") == "ensimmäinen\n\ntoinen"


@pytest.mark.parametrize(
    "dropped",
    ["\x00", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffe", "\uffff", "\U0010ffff", "\ufdd0"],
)
def test_what_xml_cannot_hold_is_dropped(dropped):
    assert clean(f"pelastus{dropped}laitos") == "pelastuslaitos"


@pytest.mark.parametrize("mark", [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069"])
def test_marks_that_turn_the_reading_order_are_dropped(mark):
    assert clean(f"raportti{mark}fdp.exe") == "raporttifdp.exe"


def test_letters_are_composed():
    assert clean("a\u0308iti") == "äiti"


def test_a_mark_split_off_by_a_dropped_character_is_composed_too():
    assert clean("a\x00\u0308iti") == "äiti"


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(any_text)
def test_a_clean_text_comes_back_from_xml_and_from_sqlite(text):
    cleaned = clean(text)
    element = ElementTree.Element("t")
    element.text = cleaned
    parsed = ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
    with sqlite3.connect(":memory:") as database:
        stored = database.execute("SELECT ?", (cleaned,)).fetchone()[0]
    database.close()
    assert (parsed.text or "", stored) == (cleaned, cleaned)


@given(any_text)
def test_no_letter_or_digit_is_lost(text):
    def letters(some):
        apart = unicodedata.normalize("NFD", some)
        return sum(unicodedata.category(letter)[0] in "LN" for letter in apart)

    assert letters(clean(text)) == letters(text)
