"""On paper things stand where the standard puts them: measured on pages that LibreOffice made."""

import re
import subprocess

import pytest

from documents import samples
from kvdesk.documents import render
from kvdesk.kernel.words import words_for

#: Points from the left edge of the paper, of the reference implementation of SFS 2487:2024.
MARGIN, TEXT, METADATA = 56.69, 121.9, 317.5
CLOSE = 0.5

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)</word>')


@pytest.fixture(scope="module")
def pages(to_pdf, tmp_path_factory):
    """Of the typical minutes in English: per page (left, top, right, word) of every word."""
    path = tmp_path_factory.mktemp("look") / "minutes.docx"
    path.write_bytes(render(samples.typical()["minutes"], words_for("en")))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", to_pdf(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    return [
        [(float(x), float(y), float(r), word) for x, y, r, word in _WORD.findall(page)]
        for page in boxes.split("<page ")[1:]
    ]


def lefts(page, word):
    return [left for left, _, _, text in page if text == word]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Minutes", METADATA),
        ("PKV/112/00.01.02/2026", METADATA),
        ("Draft", METADATA),
        ("Pelastusjohtajien", MARGIN),
        ("Time", MARGIN),
        ("Tampereen", TEXT),
        ("It", TEXT),
        ("Participants", MARGIN),
        ("Name", TEXT),
    ],
)
def test_the_first_page_keeps_the_columns_of_the_standard(pages, word, expected):
    assert lefts(pages[0], word)[0] == pytest.approx(expected, abs=CLOSE)


def test_the_first_page_shows_the_metadata_once(pages):
    assert len(lefts(pages[0], "PKV/112/00.01.02/2026")) == 1


def test_section_numbers_stand_at_the_margin_and_titles_at_the_text(pages):
    page = next(page for page in pages[1:] if lefts(page, "Pelastustoimen"))
    assert lefts(page, "§")[0] == pytest.approx(MARGIN, abs=CLOSE)
    assert lefts(page, "Pelastustoimen")[0] == pytest.approx(TEXT, abs=CLOSE)


def test_clock_times_stand_at_the_text_and_what_happened_one_column_further(pages):
    page = next(page for page in pages if lefts(page, "9:41"))
    assert lefts(page, "9:41") == [pytest.approx(TEXT, abs=CLOSE)]
    top = next(top for _, top, _, text in page if text == "9:41")
    line = sorted(left for left, at, _, _ in page if abs(at - top) < 1)
    assert line[1] == pytest.approx(TEXT + 65.2, abs=CLOSE)


def test_later_pages_repeat_the_metadata_in_the_same_place(pages):
    for page in pages[1:]:
        assert lefts(page, "Minutes")[0] == pytest.approx(METADATA, abs=CLOSE)
        assert lefts(page, "Draft")[0] == pytest.approx(METADATA, abs=CLOSE)


def test_every_page_bears_its_number_of_all_at_the_right_edge(pages):
    for number, page in enumerate(pages, 1):
        right, text = max((right, text) for _, top, right, text in page if top < 45)
        assert text == f"({len(pages)})"
        assert right == pytest.approx(MARGIN + 510.25, abs=CLOSE)
        assert str(number) in [text for _, top, _, text in page if top < 45]


def test_text_stays_within_the_margins(pages):
    for page in pages:
        assert min(left for left, *_ in page) >= MARGIN - CLOSE
        assert max(right for _, _, right, _ in page) <= MARGIN + 510.25 + CLOSE


def test_nothing_touches_the_running_head(pages):
    for page in pages[1:]:
        head = max(top for left, top, _, text in page if text == "Draft")
        below = min(top for _, top, _, _ in page if top > head)
        assert below - head > 25


def test_no_page_holds_only_a_rest(pages):
    for page in pages:
        assert len({round(top) for _, top, _, _ in page}) > 6
