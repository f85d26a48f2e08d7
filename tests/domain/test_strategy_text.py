"""A strategy's text becomes a tree of sentences; what it leaves open is asked, not guessed."""

import re
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvdesk.domain.strategies import StatementKind
from kvdesk.domain.strategy_contradictions import QUESTIONS
from kvdesk.domain.strategy_text import (
    DOUBTS,
    print_sentences,
    print_statements,
    read_strategy,
    with_kinds,
)
from kvdesk.kernel.decoding import decode_text
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.resources import resource_folder
from kvdesk.kernel.sentences import all_sentences

TEXTS = Path(__file__).parent / "strategies"
SHIPPED = resource_folder() / "sample" / "strategy-2021-2023.txt"


def shipped():
    return decode_text(SHIPPED.read_bytes())


def told(reading):
    """What a reading says, without where its marks stood."""
    return [(passage.kind, passage.number, passage.text) for passage in reading.passages]


def outline(reading):
    """A reading as the .outline files show it."""
    lines = [f"{reading.title} | {reading.period} | {reading.starts} | {reading.ends}"]
    for passage in reading.passages:
        number = f" {passage.number}" if passage.number else ""
        mark = " (excerpt)" if passage.excerpt else ""
        lines.append(f"{'  ' * passage.level}{passage.kind}{number}{mark}: {passage.text}")
    for question in reading.questions:
        places = f"{question.first_passage} {question.second_passage}"
        lines.append(f"? {question.code} {places}: {question.first} / {question.second}")
    lines.extend(
        f"~ {doubt.code} {doubt.passage}: {' / '.join(doubt.alternatives)}"
        for doubt in reading.doubts
    )
    lines.extend(f"- {text}" for text in reading.left_out)
    return "\n".join(lines) + "\n"


def count(reading):
    return Counter(passage.kind for passage in reading.passages)


# The network's own strategy


def test_the_networks_strategy_has_its_parts():
    reading = read_strategy(shipped())
    assert count(reading) == {
        "title": 1,
        "heading": 4,
        "background": 8,
        "mission": 1,
        "vision": 1,
        "goal": 3,
        "commitment": 9,
        "cornerstone": 3,
        "governance": 2,
        "review": 1,
        "paragraph": 2,
    }
    assert [p.text for p in reading.passages if p.kind is StatementKind.CORNERSTONE] == [
        "yhteistyö",
        "ennakointi",
        "tilannetieto",
    ]
    assert reading.doubts == ()
    assert reading.left_out == ()


def test_the_networks_strategy_contradicts_itself_once():
    reading = read_strategy(shipped())
    assert (reading.period, reading.starts, reading.ends) == (
        "2021-2023",
        "2021-01-01",
        "2023-12-31",
    )
    (question,) = reading.questions
    assert (question.code, question.first, question.second) == (
        "period_differs",
        "2021-2023",
        "2021-2022",
    )
    assert reading.passages[question.first_passage].kind is StatementKind.TITLE
    assert reading.passages[question.second_passage].text == "MIHIN OLEMME MENOSSA 2021-2022?"


def test_the_commitments_stand_under_their_goals():
    passages = read_strategy(shipped()).passages
    goals = [index for index, passage in enumerate(passages) if passage.kind == "goal"]
    under = Counter(p.parent for p in passages if p.kind is StatementKind.COMMITMENT)
    assert [under[goal] for goal in goals] == [4, 3, 2]
    assert all(passages[goal].text.endswith(".") for goal in goals)
    assert [p.number for p in passages if p.parent == goals[1]] == ["2.1", "2.2", "2.3"]


def test_the_networks_strategy_is_printed_back_sentence_for_sentence():
    printed = print_sentences(read_strategy(shipped()))
    assert "".join(printed.split()) == "".join(shipped().replace("•", "").split())
    assert "Yhteisiä tavoitteita määrittämällä, verkoston" in printed


# Other texts, each with the tree that it must give


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_gives_its_tree(path):
    reading = read_strategy(decode_text(path.read_bytes()))
    assert outline(reading) == path.with_suffix(".outline").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_what_was_read_can_be_printed_from_stored_statements(path):
    reading = read_strategy(decode_text(path.read_bytes()))
    stored = [(passage.kind, passage.text) for passage in reading.passages]
    assert print_statements(stored) == print_sentences(reading)


# The same text in other clothes


def paragraphs(text):
    """The shipped text's paragraphs, each in one line."""
    found = []
    for passage in read_strategy(text).passages:
        starts = passage.marker or passage.kind in ("title", "heading")
        if starts or not found or found[-1].isupper():
            found.append(f"{passage.marker} {passage.text}".strip())
        elif not passage.excerpt:
            begins = passage.text.startswith(("Käynnissä", "Pelastuslaitosten kumppanuusverkoston"))
            found.append(passage.text) if begins else found.append(f"{found.pop()} {passage.text}")
    return found


def laid_out(bullet="•", width=0, gap="\n\n", line_end="\n"):
    """The shipped text with other bullets, wrapped at another width."""
    blocks = []
    for number, paragraph in enumerate(paragraphs(shipped()), start=-8):  # the first goal is 1
        own = bullet.format(n=number, letter="_abcdefg"[max(number, 0)])
        marked = paragraph.replace("•", own)
        wrapped = textwrap.wrap(marked, width, break_on_hyphens=False) if width else [marked]
        blocks.append(line_end.join(wrapped))
    return gap.join(blocks)


@pytest.mark.parametrize(
    "bullet", ["•", "-", "–", "*", "▪", "\uf0b7\t", "o ", "{n}.", "{n})", "{letter})"]
)
def test_any_bullet_will_do(bullet):
    assert told(read_strategy(laid_out(bullet))) == told(read_strategy(shipped()))


@pytest.mark.parametrize("width", [0, 50, 72, 100, 160])
def test_the_width_of_the_page_does_not_matter(width):
    assert told(read_strategy(laid_out(width=width))) == told(read_strategy(shipped()))


def test_blank_lines_between_all_lines_do_not_matter():
    spaced = laid_out(width=90, gap="\n\n\n\n", line_end="\n\n")
    assert told(read_strategy(spaced)) == told(read_strategy(shipped()))


def test_no_blank_lines_at_all_do_not_matter_where_lines_are_whole():
    assert told(read_strategy(laid_out(gap="\n"))) == told(read_strategy(shipped()))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\t"),
        lambda text: text.replace("a", "a\u200b"),
        lambda text: text.replace("ä", "a\u0308"),
        lambda text: text.replace("•", "   •"),
    ],
    ids=["crlf", "mark", "doubled", "nbsp", "tabs", "invisible", "decomposed", "indented"],
)
def test_odd_characters_do_not_matter(change):
    assert told(read_strategy(change(shipped()))) == told(read_strategy(shipped()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_of_the_file_does_not_matter(encoding):
    text = decode_text(shipped().encode(encoding))
    assert told(read_strategy(text)) == told(read_strategy(shipped()))


def test_without_bullets_the_goals_are_found_and_asked_about():
    reading = read_strategy(shipped().replace("• ", ""))
    assert [p[:2] for p in told(reading)] == [p[:2] for p in told(read_strategy(shipped()))]
    assert [doubt.code for doubt in reading.doubts] == ["goal_without_bullet"] * 3
    assert all(reading.passages[doubt.passage].kind == "goal" for doubt in reading.doubts)


# What a person answers


def test_an_answer_in_the_preview_changes_the_kind_and_ends_the_doubt():
    reading = read_strategy((TEXTS / "fi-missing-parts.txt").read_text(encoding="utf-8"))
    corrected = with_kinds(reading, {2: StatementKind.VISION, 3: StatementKind.PARAGRAPH})
    assert corrected.passages[2].kind is StatementKind.VISION
    assert [p.number for p in corrected.passages if p.kind is StatementKind.GOAL] == ["1"]
    codes = [doubt.code for doubt in corrected.doubts]
    assert "vision_missing" not in codes
    assert codes == ["period_missing", "goals_guessed"]


def test_a_statement_that_was_reworded_is_printed_even_below_its_sentence():
    stored = [
        (StatementKind.PARAGRAPH, "Kulmakivet ovat yhteistyö ja ennakointi."),
        (StatementKind.CORNERSTONE, "yhteistyö"),
        (StatementKind.CORNERSTONE, "ennakointi ja varautuminen"),
        (StatementKind.GOAL, "Autamme."),
    ]
    assert print_statements(stored).split("\n") == [
        "Kulmakivet ovat yhteistyö ja ennakointi.",
        "ennakointi ja varautuminen",
        "Autamme.",
    ]


def test_every_doubt_and_question_that_occurs_has_its_words():
    readings = [read_strategy(decode_text(path.read_bytes())) for path in TEXTS.glob("*.txt")]
    doubts = {doubt.code for reading in readings for doubt in reading.doubts}
    questions = {question.code for reading in readings for question in reading.questions}
    assert doubts == set(DOUBTS)
    assert questions == set(QUESTIONS)


# What is no strategy

POEM = """Tuuli käy yli veden,
lokki huutaa rannalla.
Kuka muistaa kesän,
kun lumi on maassa?
"""
MINUTES = """Pöytäkirja 3/2026

Aika: 12.5.2026 klo 9.00
Läsnä: A. Aho, B. Berg

§ 1 Kokouksen avaus
Puheenjohtaja avasi kokouksen.

§ 2 Strategian 2024–2027 tarkistaminen
Päätettiin, että missio, visio ja päämäärät säilyvät.
"""
TABLE = """tunnus;nimi;tavoite;missio;visio
1;Ahola;strategia;2021-2023;x
2;Berg;strategia;2021-2023;y
3;Niemi;strategia;2021-2023;z
"""
LETTER = """Hyvä vastaanottaja,

kiitos kirjeestänne. Tavoitteenamme on vastata kuukauden kuluessa.

Ystävällisin terveisin
Aho
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POEM, "no_strategy_words"),
        (LETTER, "no_strategy_words"),
        ("Strategia", "no_strategy_words"),
        (MINUTES, "minutes"),
        (TABLE, "table"),
        (TABLE.replace(";", "\t"), "table"),
        ("", "empty"),
        ("12 – 34\n", "empty"),
    ],
)
def test_other_texts_are_refused_with_the_reason(text, reason):
    with pytest.raises(Refusal) as refused:
        read_strategy(text)
    assert refused.value.code == "not_a_strategy"
    assert refused.value.parameters == {"reason": reason}
    assert refused.value.code in all_sentences()


# Laws

_WORDS = ["Verkosto", "tukee", "palveluja", "esim.", "12.5.", "Missio", "Visiona", "ovat", "ja"]
_WORDS += ["päämäärät", "kulmakivet", "tieto-", "ICT-", "A.", "2021-2023", "on", "apu.", "työ:"]
_WORDS += [
    "Strategia",
    "tarkistetaan",
    "vuosittain.",
    "TURVA",
    "NYT?",
    "osa-",
    "aika,",
    "(ks.",
    "3)",
]
_MARKS = ["", "", "", "• ", "- ", "– ", "1. ", "2. ", "a) ", "# ", "## ", "    ", "1.1 ", "o "]
_ENDS = ["\n", "\n", "\n\n", "\r\n", "\n\n\n", "\u00ad\n"]
_line = st.tuples(
    st.sampled_from(_MARKS), st.lists(st.sampled_from(_WORDS), min_size=1), st.sampled_from(_ENDS)
).map(lambda parts: parts[0] + " ".join(parts[1]) + parts[2])
_texts = st.lists(_line, max_size=12).map(
    lambda lines: "Strategia 2021–2023\n\nMissio, visio ja päämäärä.\n\n" + "".join(lines)
)


def letters(text):
    """All but spaces and hyphens, which belong to lines as well as to words."""
    return re.sub(r"[\s\u00ad-]", "", text)


def test_a_sentence_under_the_heading_of_the_goals_is_no_goal_by_itself():
    reading = read_strategy(
        "Strategia 2021-2023\n\nMissio\nTurvaamme arjen.\n\n"
        "Päämäärät\nVerkosto kokoontuu neljästi vuodessa.\n\n"
        "• Pelastustoimi on yhtenäinen.\n• Henkilöstö voi hyvin.\n"
    )
    assert told(reading)[4:] == [
        (StatementKind.PARAGRAPH, "", "Verkosto kokoontuu neljästi vuodessa."),
        (StatementKind.GOAL, "1", "Pelastustoimi on yhtenäinen."),
        (StatementKind.GOAL, "2", "Henkilöstö voi hyvin."),
    ]


@given(_texts)
@settings(max_examples=400, deadline=None)
def test_every_character_comes_back_in_order(text):
    reading = read_strategy(text)
    whole = [p for p in reading.passages if not p.excerpt]
    assert letters("".join(p.marker + p.text for p in whole)) == letters(text)
    bulletless = re.sub(r"\W|\d", "", print_sentences(reading))
    assert Counter(bulletless) <= Counter(re.sub(r"\W|\d", "", text))


@given(_texts)
@settings(deadline=None)
def test_the_tree_is_a_tree(text):
    reading = read_strategy(text)
    for index, passage in enumerate(reading.passages):
        if passage.parent is None:
            assert passage.level == 0
        else:
            assert passage.parent < index
            assert passage.level == reading.passages[passage.parent].level + 1
        if passage.excerpt:
            assert passage.text in reading.passages[passage.parent].text
    places = [doubt.passage for doubt in reading.doubts if doubt.passage is not None]
    assert all(place < len(reading.passages) for place in places)
    assert {doubt.code for doubt in reading.doubts} <= set(DOUBTS)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text):
    for given_text in (text, "Strategia 2021-2023: missio, visio, päämäärä. " + text):
        try:
            reading = read_strategy(given_text)
        except Refusal:
            continue
        assert reading.passages
