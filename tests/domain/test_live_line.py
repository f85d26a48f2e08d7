"""A typed line of the live desk says what is logged; no line is ever refused, no word lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.domain.live_line import LiveLine, VoteCounts, letters, read_line
from kvdesk.domain.meetings import LogKind, ProposalKind

#: A Tuesday.
TODAY = "2026-11-24"


def read(text, language="fi"):
    return read_line(text, language, TODAY)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fi", "p Hyväksytään.", LogKind.DECISION),
        ("fi", "P Hyväksytään.", LogKind.DECISION),
        ("fi", "t Laaditaan mittaristo", LogKind.ACTION),
        ("fi", "e Muutetaan pohja", LogKind.PROPOSAL),
        ("fi", "k @Aho", LogKind.SECOND),
        ("fi", "ä 7-6", LogKind.VOTE),
        ("fi", "j @Aho", LogKind.DISQUALIFICATION),
        ("fi", "v @Aho", LogKind.DISSENT),
        ("fi", "b Tämä on muistiinpano", LogKind.NOTE),
        ("fi", "Päätös syntyi nopeasti", LogKind.NOTE),
        ("fi", "", LogKind.NOTE),
        ("sv", "b Godkänns.", LogKind.DECISION),
        ("sv", "å Utarbetas", LogKind.ACTION),
        ("sv", "f Bordläggs", LogKind.PROPOSAL),
        ("sv", "u @Aho", LogKind.SECOND),
        ("sv", "r 7-6", LogKind.VOTE),
        ("sv", "j @Aho", LogKind.DISQUALIFICATION),
        ("sv", "a @Aho", LogKind.DISSENT),
        ("en", "d Approved.", LogKind.DECISION),
        ("en", "a Write it", LogKind.ACTION),
        ("en", "p Change it", LogKind.PROPOSAL),
        ("en", "s @Aho", LogKind.SECOND),
        ("en", "v 7-6", LogKind.VOTE),
        ("en", "q @Aho", LogKind.DISQUALIFICATION),
        ("en", "o @Aho", LogKind.DISSENT),
        ("xx", "d Approved.", LogKind.DECISION),
    ],
)
def test_the_first_word_chooses_the_kind(language, text, kind):
    assert read(text, language).kind is kind


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_kind_that_can_be_typed_has_one_letter_in_each_language(language):
    typed = set(LogKind) - {LogKind.NOTE, LogKind.ARRIVAL, LogKind.LEAVING, LogKind.BREAK}
    assert sorted(letters(language).values()) == sorted(typed)


def test_a_letter_alone_is_a_line_without_text():
    assert read("p") == LiveLine(LogKind.DECISION, "")
    assert read("p ") == LiveLine(LogKind.DECISION, "")


@pytest.mark.parametrize("text", [" p on kirjain", "\\p on kirjain", "\tp on kirjain"])
def test_a_space_or_a_backslash_before_the_letter_makes_a_note(text):
    assert read(text) == LiveLine(LogKind.NOTE, "p on kirjain")


def test_an_action_gives_up_all_its_tokens():
    line = read("t @Aho Laaditaan mittaristo #1.2 #omavalvonta !15.1.2027")
    assert line == LiveLine(
        LogKind.ACTION,
        "Laaditaan mittaristo",
        people=("Aho",),
        goals=("1.2", "omavalvonta"),
        due="2027-01-15",
    )


@pytest.mark.parametrize(
    ("text", "due", "told"),
    [
        ("t Mittaristo !to", "2026-11-26", "Mittaristo"),
        ("t Mittaristo !15.1.", "2027-01-15", "Mittaristo"),
        ("t !15.1., mittaristo", "2027-01-15", "mittaristo"),
        ("t !15.1. 27 mittaria", "2027-01-15", "27 mittaria"),
        ("t Mittaristo !vko 3", "2027-01-18", "Mittaristo"),
        ("t !vko 3 mittaristo valmis", "2027-01-18", "mittaristo valmis"),
        ("t !+2 vk mittaristo", "2026-12-08", "mittaristo"),
        ("t !huomenna mittaristo", "2026-11-25", "mittaristo"),
        ("t !3. joulukuuta 2027 mittaristo", "2027-12-03", "mittaristo"),
        ("t !to 3.12.2026 mittaristo", "2026-12-03", "mittaristo"),
        ("t !to !pe mittaristo", "2026-11-27", "mittaristo"),
        ("t !2026-12-03 mittaristo", "2026-12-03", "mittaristo"),
        ("t Hienoa! mittaristo", "", "Hienoa! mittaristo"),
        ("t mittaristo ! nyt", "", "mittaristo ! nyt"),
    ],
)
def test_a_day_is_read_after_its_sign(text, due, told):
    line = read(text)
    assert (line.due, line.text, line.unread) == (due, told, ())


@pytest.mark.parametrize(
    ("text", "unread"),
    [("t Mittaristo !joskus pian", "!joskus"), ("t Mittaristo !ke 3.12.2026", "!ke")],
)
def test_a_day_that_cannot_be_read_stays_and_is_told(text, unread):
    line = read(text)
    assert (line.due, line.unread) == ("", (unread,))
    assert line.text == text[2:]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("t @Aho tekee", ("Aho",)),
        ("t @Aho, tekee", ("Aho",)),
        ("t tekee @Aho.", ("Aho",)),
        ('t @"Anna Aho" tekee', ("Anna Aho",)),
        ("t @Anna_Aho tekee", ("Anna Aho",)),
        ("t @Aho-Berg ja tekee @Öman", ("Aho-Berg", "Öman")),
        ("t kirje osoitteeseen aho@esimerkki.fi", ()),
        ("t @ ja @_ ja @-", ()),
        ("k Anna Aho", ("Anna Aho",)),
        ("k @Aho", ("Aho",)),
    ],
)
def test_people_are_named_after_their_sign(text, people):
    assert read(text).people == people


def test_who_seconds_needs_no_sign():
    assert read("k Aho") == LiveLine(LogKind.SECOND, "", people=("Aho",))
    assert read("k") == LiveLine(LogKind.SECOND, "")


def test_the_speaker_of_a_note_is_taken_out():
    assert read("@Aho: kertoi tilanteesta") == LiveLine(
        LogKind.NOTE, "kertoi tilanteesta", people=("Aho",)
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@Aho ja @Berg keskustelivat.", "Aho ja Berg keskustelivat."),
        ("Kuultiin @Aho.", "Kuultiin Aho."),
        ("p Valitaan @Aho, kausi alkaa !1.1.2027.", "Valitaan Aho, kausi alkaa 1.1.2027."),
        ("p Hyväksytään #1.2", "Hyväksytään"),
        ("ä @Aho vai @Berg", "Aho vai Berg"),
    ],
)
def test_in_a_told_text_the_words_stay(text, told):
    assert read(text).text == told


def test_where_a_person_is_a_field_the_name_is_taken_out():
    assert read("j @Aho asianosainen") == LiveLine(
        LogKind.DISQUALIFICATION, "asianosainen", people=("Aho",)
    )
    assert read("v @Aho, kannatti pohjaa").text == "kannatti pohjaa"


@pytest.mark.parametrize(
    ("text", "votes", "question"),
    [
        ("ä 7-6-1", VoteCounts(7, 6, 1), ""),
        ("ä 7-6", VoteCounts(7, 6), ""),
        ("ä 7–6–1–2", VoteCounts(7, 6, 1, 2), ""),
        ("ä 7 - 6 Pohja vastaan muutos", VoteCounts(7, 6), "Pohja vastaan muutos"),
        ("ä Pohja vastaan muutos 7/6", VoteCounts(7, 6), "Pohja vastaan muutos"),
        ("ä Rakennetaanko 3-4 asemaa: 7-6", VoteCounts(7, 6), "Rakennetaanko 3-4 asemaa"),
        ("ä 7-6 Rakennetaanko 3-4 asemaa", VoteCounts(7, 6), "Rakennetaanko 3-4 asemaa"),
        ("ä jaa 7, ei 6, tyhjiä 1, poissa 2", VoteCounts(7, 6, 1, 2), ""),
        ("ä Pohja: jaa 7 ei 6", VoteCounts(7, 6), "Pohja"),
        ("ä Pohja: jaa 7", None, "Pohja: jaa 7"),
        ("ä Kausi 2021-2023", None, "Kausi 2021-2023"),
        ("ä", None, ""),
    ],
)
def test_the_counts_of_a_vote_are_read(text, votes, question):
    line = read(text)
    assert (line.votes, line.text) == (votes, question)


def test_counts_are_read_in_votes_only():
    assert read("p Hyväksytään äänin 7-6") == LiveLine(LogKind.DECISION, "Hyväksytään äänin 7-6")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("e Pöydälle", ProposalKind.TABLING),
        ("e Palautetaan valmisteltavaksi", ProposalKind.RETURN),
        ("e @Aho vastaehdotus: ei rakenneta", ProposalKind.COUNTER),
        ("e Hylätään", ProposalKind.REJECTION),
        ("e Toivomus seurannasta", ProposalKind.WISH),
        ("e Lisätään lause", ProposalKind.CHANGE),
        ("p Pöydälle", None),
    ],
)
def test_a_proposal_tells_its_kind_by_its_first_word(text, kind):
    assert read(text).proposal_kind is kind


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["p", "t", "ä", "@Aho", '@"A B"', "#1.2", "!to", "!vko", "3", "!", "@", "#"]
        ),
        st.sampled_from(["7-6", "jaa 7", "ei 6", "\\", " ", "\n", "sana", "!ke 3.12.2026"]),
        st.text(max_size=6),
    ),
    max_size=10,
).map(" ".join)


@given(st.one_of(st.text(), _LINES), st.sampled_from(["fi", "sv", "en", ""]))
def test_any_line_is_read(text, language):
    line = read(text, language)
    assert line.text == " ".join(line.text.split())
    assert all(line.people)
    assert all(line.goals)
    assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", line.due)


@given(_LINES)
def test_a_note_loses_no_word(text):
    line = read(f" {text}")
    signless = re.sub(r'(?<!\S)[@#!]|["_]', " ", text)
    words = " ".join([line.text, *line.people, *line.goals]).replace("_", " ")
    assert set(re.findall(r"\w+", signless)) <= set(re.findall(r"\w+", words))
