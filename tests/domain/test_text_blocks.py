"""Lines become headings, items and paragraphs again, as far as the text itself tells."""

import pytest

from kvdesk.domain.text_blocks import read_blocks
from kvdesk.domain.text_lines import flow_of, read_lines


def shapes(text):
    return [(str(block.kind), block.depth, block.text) for block in read_blocks(text)[0]]


def guesses(text):
    return [guess for block in read_blocks(text)[0] for guess in block.guesses]


def markers(text):
    return [(line.marker, line.text) for line in read_lines(text)[0]]


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("pitkä rivi jatkuu tieto-\nja viestintä", "pitkä rivi jatkuu tieto- ja viestintä"),
        ("pitkä rivi jatkuu osa-\nalueella", "pitkä rivi jatkuu osa-alueella"),
        ("pitkä rivi jatkuu ICT-\nhaasteisiin", "pitkä rivi jatkuu ICT-haasteisiin"),
        ("pitkä rivi jatkuu 112-\npäivänä", "pitkä rivi jatkuu 112-päivänä"),
        ("se on sote-maakunta-\nuudistus", "se on sote-maakunta-uudistus"),
        ("yhdessä Etelä-\nKarjalan kanssa", "yhdessä Etelä-Karjalan kanssa"),
        ("verkosto on pelastus\u00ad\nlaitosten", "verkosto on pelastuslaitosten"),
        ("verkosto on -\nkuten ennen", "verkosto on - kuten ennen"),
        ("sote-työ ja sote-\nuudistus", "sote-työ ja sote-uudistus"),
        ("pelastuslaitos ja pelastus-\nlaitos", "pelastuslaitos ja pelastuslaitos"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_belongs_to_the_word_or_to_the_break(broken, joined):
    (block,) = read_blocks(f"{broken} on tässä.")[0]
    assert block.text == f"{joined} on tässä."
    assert block.guesses == ()


def test_a_hyphen_that_could_be_either_is_asked_about():
    (guess,) = guesses("Verkosto on pelastus-\nlaitosten, yhteinen.")
    assert guess.code == "hyphen_dropped"
    assert guess.alternatives == ("pelastuslaitosten", "pelastus-laitosten")


@pytest.mark.parametrize("symbol", [*"•◦▪‣·●■►✓\uf0b7\uf0a7"])
def test_a_symbol_marks_an_item_even_without_a_space(symbol):
    assert markers(f"{symbol}Autamme.") == [(symbol, "Autamme.")]


@pytest.mark.parametrize(
    "text",
    [
        "12. toukokuuta 2026 alkaen",
        "12.5. alkaen",
        "2. Toinen ilman ensimmäistä",
        "c) kolmas ilman toista",
        "n. 30 % laitoksista",
        "A. Aho johti",
        "2021 alkoi työ",
        "3,5 miljoonaa",
        "–5 astetta",
        "oma lista",
    ],
)
def test_what_only_looks_like_a_marker_stays_in_the_text(text):
    assert markers(text) == [("", text)]


def test_numbers_and_letters_go_on_where_they_stopped():
    text = "1. Yksi\na) alku\nb) jatko\n2. Kaksi\n2.1 Alakohta\n2.2 Toinen\n10. Kymmenen\n"
    expected = ["1.", "a)", "b)", "2.", "2.1", "2.2", ""]
    assert [marker for marker, _ in markers(text)] == expected


def test_a_dash_in_the_middle_of_a_sentence_is_no_item():
    assert markers("Teemme yhteistyötä\n– ja ennakoimme – aina.")[1][0] == ""


def test_dashes_mark_items_once_one_did():
    text = "Teemme:\n– yhteistyötä, joka\nkantaa\n– ennakointia"
    assert [marker for marker, _ in markers(text)] == ["", "–", "", "–"]


@pytest.mark.parametrize("number", ["2", "2 (3)", "2/3", "Sivu 2", "sida 2/3", "- 2 -"])
def test_page_numbers_and_rulers_are_left_out_but_told(number):
    lines, left_out = read_lines(f"Ylärivi jatkuu\n\n{number}\n\nalarivillä.\n\n* * *\n")
    assert [line.text for line in lines] == ["Ylärivi jatkuu", "alarivillä."]
    assert left_out == (number, "* * *")


def test_a_number_within_a_paragraph_is_no_page_number():
    assert read_lines("Meitä on\n21\nlaitosta.")[1] == ()


def test_a_text_without_lines_has_no_blocks():
    assert read_blocks(" \n\t\n") == ((), ())


def test_the_width_is_measured_where_a_machine_broke_the_line():
    lines, _ = read_lines("Tämä rivi on katkaistu\nkoneella.\n\nLyhyt.\nToinen.")
    flow = flow_of(lines)
    assert (flow.blanks, flow.width, flow.is_airy) == (0, 32, True)
    assert flow.is_meant(lines[2], lines[3])


def test_every_break_was_meant_where_no_line_is_broken():
    assert shapes("Yksi lause.\nToinen lause.") == [
        ("paragraph", 0, "Yksi lause."),
        ("paragraph", 0, "Toinen lause."),
    ]


def test_a_short_heading_over_small_letters_is_not_drawn_into_the_text():
    text = "Visio\n\nturvallinen arki kaikille, jotka\nasuvat täällä."
    assert shapes(text)[0] == ("heading", 1, "Visio")


def test_signs_underlines_numbers_and_capitals_rank_headings():
    text = """\
Kansi
=====
Johdanto
--------
Tekstiä on.

1. Alku

Tekstiä on.

1.1 Alun alku

Tekstiä on.

Pikku otsikko

Tekstiä on.

2. Loppu

ISO OTSIKKO

### Pieni
Tekstiä on.
"""
    assert [shape[1:] for shape in shapes(text) if shape[0] == "heading"] == [
        (1, "Kansi"),
        (2, "Johdanto"),
        (3, "1. Alku"),
        (4, "1.1 Alun alku"),
        (5, "Pikku otsikko"),
        (3, "2. Loppu"),
        (1, "ISO OTSIKKO"),
        (3, "Pieni"),
    ]


def test_a_numbered_list_stays_a_list():
    text = "Tavoitteet ovat:\n1. Nopea apu\n2. Hyvä kunto\n\nTekstiä on."
    assert [shape[0] for shape in shapes(text)] == ["paragraph", "item", "item", "paragraph"]


def test_a_word_in_capitals_at_the_end_of_a_line_is_no_heading():
    text = "Otamme yhdessä käyttöön järjestelmän\nVIRVE\nja sen osat."
    assert shapes(text) == [("paragraph", 0, " ".join(text.split()))]


def test_capitals_over_two_lines_are_one_heading_or_two_and_asked_about():
    text = "POHJOINEN VERKOSTO\nYHTEINEN STRATEGIA\n\nTekstiä on."
    assert shapes(text)[0] == ("heading", 1, "POHJOINEN VERKOSTO YHTEINEN STRATEGIA")
    assert [guess.code for guess in guesses(text)] == ["heading_joined"]


def test_items_nest_by_indent_and_by_sign():
    text = """\
• yksi
   ◦ yksi yksi
      ▪ yksi yksi yksi
   ◦ yksi kaksi
• kaksi
– kaksi yksi
• kolme
1.1 neljä
"""
    assert [shape[1] for shape in shapes(text)] == [1, 2, 3, 2, 1, 2, 1, 2]


def test_an_indented_paragraph_belongs_to_its_item():
    text = "• Otsikko on\n\n  Kappale on.\n\n  Toinen on.\n\nUlkona on."
    assert [shape[:2] for shape in shapes(text)] == [
        ("item", 1),
        ("paragraph", 1),
        ("paragraph", 1),
        ("paragraph", 0),
    ]


def test_a_paragraph_under_an_item_that_breaks_off_is_asked_about():
    text = "• Nopea apu\nLähin yksikkö lähtee."
    assert shapes(text)[1] == ("paragraph", 1, "Lähin yksikkö lähtee.")
    assert [guess.code for guess in guesses(text)] == ["paragraph_in_item"]


def test_a_paragraph_under_items_that_all_break_off_stands_alone():
    text = "• Nopea apu\n• Hyvä kunto\nLähin yksikkö lähtee."
    assert shapes(text)[2] == ("paragraph", 0, "Lähin yksikkö lähtee.")


def test_short_lines_one_under_the_other_are_a_list_and_asked_about():
    text = "Arvot ovat:\nLuottamus\nAvoimuus\nRohkeus\nTekstiä on."
    assert [shape[0] for shape in shapes(text)] == ["paragraph", *["item"] * 3, "paragraph"]
    assert [guess.code for guess in guesses(text)] == ["bullet_missing"] * 3


@pytest.mark.parametrize(
    "line", ["Olemme täällä", "Apu, turva", "pieni alku", "Lause on tässä.", "Se oli sitten –"]
)
def test_a_line_that_reads_as_a_sentence_is_no_heading(line):
    assert shapes(f"Tekstiä on.\n\n{line}\n\nTekstiä on.")[1][0] == "paragraph"


def test_a_last_line_heads_nothing():
    assert shapes("Tekstiä on.\n\nHelsinki")[1] == ("paragraph", 0, "Helsinki")
