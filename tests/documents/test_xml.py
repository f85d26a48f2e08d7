"""Markup: whatever text goes in comes out again when the markup is parsed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from documents.conftest import W, text_of
from kvdesk.documents import xml
from kvdesk.kernel.text import clean

any_text = st.text(st.characters(codec=None, categories=None), max_size=80)
markup_like = st.text("<>&\"'/wprt:=?!-[]{}\\ \t\n\r\u05d0\u0627ä1", max_size=40)


def parsed(markup: str):
    return etree.fromstring(f"<body {xml.NAMESPACES}>{markup}</body>")


@given(any_text | markup_like)
def test_a_run_gives_back_its_text(text):
    assert text_of(parsed(xml.run(text))) == clean(text)


@given(any_text | markup_like)
def test_a_run_in_another_language_and_strong_gives_back_its_text(text):
    assert text_of(parsed(xml.run(text, language="sv", style="Strong"))) == clean(text)


@given(any_text | markup_like)
def test_a_paragraph_a_link_and_a_cell_give_back_their_text(text):
    content = xml.inside_link("asia_1", xml.run(text))
    element = parsed(xml.cell(100, "KVCell", content))
    assert text_of(element) == clean(text)


@given(any_text | markup_like)
def test_a_field_shows_its_text_and_keeps_its_code(text):
    element = parsed(xml.paragraph("KVText", xml.field("PAGE", text)))
    assert text_of(element) == clean(text)
    assert [code.text for code in element.iter(f"{{{W}}}instrText")] == [" PAGE "]


@given(any_text | markup_like)
def test_a_table_title_gives_back_its_words(text):
    table = parsed(xml.table_start("KVTable", indent=0, widths=(1, 2), title=text) + "</w:tbl>")
    caption = next(table.iter(f"{{{W}}}tblCaption")).get(f"{{{W}}}val")
    assert caption.split() == clean(text).split()


@given(any_text | markup_like)
def test_escaped_text_holds_nothing_that_is_markup(text):
    safe = xml.escape(text)
    assert not set(safe) & set('<>"')
    assert etree.fromstring(f'<a b="{safe}"/>') is not None


@pytest.mark.parametrize("text", ["{ PAGE }", "{ INCLUDETEXT C:\\x }", "=DDE(a)"])
def test_what_looks_like_a_field_code_stays_text(text):
    element = parsed(xml.run(text))
    assert text_of(element) == text
    assert not list(element.iter(f"{{{W}}}instrText", f"{{{W}}}fldChar", f"{{{W}}}fldSimple"))


def test_arabic_and_hebrew_words_are_marked_as_right_to_left():
    element = parsed(xml.run("sana مرحبا بالعالم ja עברית 12"))
    marked = [text_of(run) for run in element if run.find("w:rPr/w:rtl", {"w": W}) is not None]
    assert marked == ["مرحبا بالعالم", "עברית"]


def test_an_empty_text_makes_no_run():
    assert xml.run("") == ""
