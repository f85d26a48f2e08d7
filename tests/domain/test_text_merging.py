"""Two changes of one text: each is shown, both are put together, and where they meet it is said."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.domain.text_merging import Piece, PieceKind, both_together, changed_words

SENTENCES = (
    "Kumppanuusverkosto on luotu pelastuslaitosten yhteistyön alustaksi vuonna 2008.",
    "Laitokset tekevät yhteistyötä kaikilla tehtäväalueillaan!",
    "Onko mittaristo käytössä kaikilla alueilla?",
    "Hallitus seuraa tavoitteiden toteutumista neljännesvuosittain.",
    "Sihteeristö kokoaa tiedot alueilta ja laatii yhteenvedon.",
    "Päätökset toimitetaan laitoksille kahden viikon kuluessa.",
)
BASE = " ".join(SENTENCES)
WORDS = ("valmius", "öljy", "kustannus", "talvi", "hälytys", "sopimus", "ääni", "kenttä")


def edited(drawn: random.Random, places: range) -> str:
    """The base with a word of one of these sentences replaced."""
    sentences = list(SENTENCES)
    at = drawn.choice(places)
    words = sentences[at].split()
    words[drawn.randrange(len(words) - 1)] = drawn.choice(WORDS)
    sentences[at] = " ".join(words)
    return " ".join(sentences)


def test_words_that_came_and_went_are_told_apart():
    assert changed_words("Määräaika on 15.1.", "Määräaika oli 15.2. asti") == (
        Piece(PieceKind.SAME, "Määräaika "),
        Piece(PieceKind.REMOVED, "on"),
        Piece(PieceKind.ADDED, "oli"),
        Piece(PieceKind.SAME, " 15."),
        Piece(PieceKind.REMOVED, "1"),
        Piece(PieceKind.ADDED, "2"),
        Piece(PieceKind.SAME, "."),
        Piece(PieceKind.ADDED, " asti"),
    )


def test_words_that_only_went_leave_nothing_behind():
    assert changed_words("Määräaika on 15.1.", "Määräaika") == (
        Piece(PieceKind.SAME, "Määräaika"),
        Piece(PieceKind.REMOVED, " on 15.1."),
    )


def test_a_new_text_is_all_added():
    assert changed_words("", "Uusi teksti") == (Piece(PieceKind.ADDED, "Uusi teksti"),)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_hold_both_texts_whole(before, after):
    pieces = changed_words(before, after)
    old = "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED)
    new = "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED)
    assert (old, new) == (before, after)


def test_changes_that_lie_apart_are_both_there():
    """Three hundred drawn pairs: a word of the first half here, a word of the second there."""
    for seed in range(300):
        drawn = random.Random(seed)
        ours, theirs = edited(drawn, range(3)), edited(drawn, range(3, 6))
        mine = ours.split(". ")[0]
        both = both_together(BASE, ours, theirs)
        assert not both.overlaps
        assert both.text.startswith(mine[:40])
        assert both.text == " ".join((*ours_half(ours), *theirs_half(theirs)))


def ours_half(text: str) -> tuple[str, ...]:
    """The first three sentences."""
    head = text[: text.index("Hallitus")].strip()
    return (head,)


def theirs_half(text: str) -> tuple[str, ...]:
    """What follows the third sentence."""
    mark = text.index("alueilla?") + len("alueilla?")
    return (text[mark:].strip(),)


def test_changes_of_one_sentence_are_said_to_meet():
    """Three hundred drawn pairs in the same sentence; both words may be lost among each other."""
    for seed in range(300):
        drawn = random.Random(seed)
        at = drawn.randrange(len(SENTENCES))
        ours, theirs = edited(drawn, range(at, at + 1)), edited(drawn, range(at, at + 1))
        if ours != theirs and BASE not in (ours, theirs):
            assert both_together(BASE, ours, theirs).overlaps


@pytest.mark.parametrize(
    ("ours", "theirs", "meet"),
    [
        ("Yksi. Kaksi.", "Yksi. Kaksi.", False),
        ("Yksi. Kaksi. Kolme.", "Yksi. Kaksi. Neljä.", True),
        ("Nolla. Yksi. Kaksi.", "Yksi. Kaksi. Kolme.", False),
        ("Kaksi.", "Yksi. Kaksi. Kolme.", False),
        ("Kaksi.", "Yksi muuttui. Kaksi.", True),
        ("Yksi. Väli. Kaksi.", "Yksi muuttui. Kaksi.", True),
        ("", "Yksi. Kaksi muuttui.", True),
    ],
)
def test_where_changes_meet(ours, theirs, meet):
    assert both_together("Yksi. Kaksi.", ours, theirs).overlaps is meet


def test_two_texts_without_a_common_base_meet():
    both = both_together("", "Meidän teksti.", "Heidän teksti.")
    assert both.overlaps
    assert "Meidän teksti." in both.text
    assert "Heidän teksti." in both.text


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_the_proposal_is_the_same_on_every_desk(base, ours, theirs):
    assert both_together(base, ours, theirs) == both_together(base, ours, theirs)
    assert both_together(base, ours, base).text == ours
    assert both_together(base, base, theirs).text == theirs
