"""Long texts become paragraphs and true lists, and keep every word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.documents.blocks import Bullets, Numbered, Paragraph, Run, long_text


def shown(text):
    """The blocks of a text in short."""
    told = []
    for block in long_text(text):
        if isinstance(block, Paragraph):
            told.append(block.texts[0])
        elif isinstance(block, Bullets):
            told.append(["•", *block.items])
        else:
            told.append([f"{block.first}{block.mark}", *block.items])
    return told


def test_an_empty_line_begins_a_paragraph_and_a_newline_does_not():
    assert shown("yksi\nkaksi\n\n \nkolme") == ["yksi\nkaksi", "kolme"]


@pytest.mark.parametrize("nothing", ["", "\n", " \n\n \t"])
def test_an_empty_text_makes_no_paragraph(nothing):
    assert shown(nothing) == []


@pytest.mark.parametrize("mark", ["-", "–", "•", "*"])
def test_lines_with_dashes_or_bullets_become_a_list(mark):
    assert shown(f"Malli koskee:\n{mark} laatua\n  {mark} saatavuutta\nja muuta") == [
        "Malli koskee:",
        ["•", "laatua", "saatavuutta"],
        "ja muuta",
    ]


def test_numbers_that_count_up_become_a_numbered_list():
    assert shown("Hallitus päättää\n3. hyväksyä\n4. merkitä\n1) yksi\n2) kaksi") == [
        "Hallitus päättää",
        ["3.", "hyväksyä", "merkitä"],
        ["1)", "yksi", "kaksi"],
    ]


@pytest.mark.parametrize(
    "text",
    ["3. kokous pidetään Oulussa", "1. yksi\n3. kolme", "- yksin", "12.3.2026 ja\n13.3.2026"],
)
def test_what_only_looks_like_a_list_stays_text(text):
    assert shown(text) == [text]


def test_a_list_carries_the_language_of_its_text():
    assert list(long_text("- a\n- b", language="sv")) == [Bullets((Run("a", "sv"), Run("b", "sv")))]


@given(st.text("ab1.)-\n \t", max_size=40))
def test_no_word_is_lost_on_the_way_into_blocks(text):
    """Only blanks and the marks of true lists may go."""
    kept = []
    for block in long_text(text):
        if isinstance(block, Paragraph):
            kept += block.texts[0].split()
        elif isinstance(block, Numbered):
            for number, item in enumerate(block.items, block.first):
                kept += [f"{number}{block.mark}", *item.split()]
        else:
            kept += [word for item in block.items for word in ["-", *item.split()]]
    words = [re.sub(r"^0+(?=\d+[.)]$)", "", word) for word in text.split()]
    assert [re.sub(r"^0+(?=\d+[.)]$)", "", word) for word in kept] == words
