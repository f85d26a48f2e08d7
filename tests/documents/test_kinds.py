"""What each kind says, in English, where the words of the code stand."""

from dataclasses import replace

import pytest

from documents import samples
from documents.conftest import body_of, parts_of
from kvdesk.documents import render
from kvdesk.documents.blocks import Numbered
from kvdesk.documents.content import (
    ActionListContent,
    ActionRow,
    AttendanceRow,
    Break,
    DecisionListContent,
    Handling,
    MinutesItem,
    Note,
    NoticeContent,
    Proposed,
    Quorum,
    Served,
    Status,
)
from kvdesk.documents.writing import laid_out
from kvdesk.domain.bodies import Profile
from kvdesk.domain.decisions import Outcome
from kvdesk.domain.meetings import Capacity, MeetingMode, ProposalKind


def after(lines, heading):
    """The lines that follow the last one equal to a heading."""
    return lines[len(lines) - lines[::-1].index(heading) :]


def section(lines, item, **other):
    """The lines of one item in minutes that hold nothing else."""
    told = lines(samples.minutes_of((replace(item, **other),)))
    start = next(i for i, line in enumerate(told) if line.endswith(f"\t{item.title}"))
    return told[start : told.index("Signatures")]


ITEM = MinutesItem(number=4, section=24, title="Omavalvonta")


@pytest.mark.parametrize(
    ("status", "state"), [(Status.DRAFT, "Draft"), (Status.CHECKED, "Checked")]
)
def test_the_first_page_says_how_far_the_minutes_have_come(lines, status, state):
    minutes = samples.minutes_of((ITEM,), head=samples.head(status=status))
    assert lines(minutes)[:4] == ["Minutes 3/2026", "13 March 2026", "PKV/112/00.01.02/2026", state]


def test_a_final_agenda_bears_no_state(lines):
    agenda = samples.typical()["agenda"]
    assert lines(agenda)[3] == "Pelastusjohtajien hallitus, meeting 3/2026"


def test_minutes_tell_when_and_where_in_the_past_tense(lines):
    told = lines(samples.minutes_of((ITEM,)))
    assert "Time\t12 March 2026 at 9:00–11:12" in told
    assert "It was also possible to take part over a remote connection." in told


def test_a_notice_tells_it_in_the_future(lines):
    notice = NoticeContent(head=samples.head(mode=MeetingMode.REMOTE, place="", ends=""), items=())
    told = lines(notice)
    assert "Place\tThe meeting is held over a remote connection." in told
    assert "Time\t12 March 2026 at 9:00" in told


def test_a_meeting_over_midnight_names_both_days(lines):
    head = samples.head(starts="2026-03-12T18:00", ends="2026-03-13T00:30")
    told = lines(samples.minutes_of((), head=head))
    assert "Time\t12 March 2026 at 18:00 – 13 March 2026 at 0:30" in told


def test_an_item_shows_section_agenda_number_and_register_number(lines):
    assert section(lines, ITEM, register_number="PKV/87/2025")[:2] == [
        "§ 24\tOmavalvonta",
        "Item 4 of the agenda · PKV/87/2025",
    ]


def test_a_removed_item_has_no_section_but_keeps_its_agenda_number(lines):
    told = section(lines, ITEM, section=None, removed=True)
    assert told == ["Item 4\tOmavalvonta", "Decision", "The item was removed from the agenda."]


@pytest.mark.parametrize(
    ("outcome", "decision", "shown"),
    [
        (Outcome.APPROVED, "", ["The proposed decision was approved."]),
        (Outcome.APPROVED, "Hyväksytään.", ["The proposed decision was approved."]),
        (
            Outcome.CHANGED,
            "Hyväksytään osin.",
            ["The proposed decision was approved as changed in the meeting.", "Hyväksytään osin."],
        ),
        (Outcome.TABLED, "", ["The matter was tabled."]),
        (None, "Päätettiin jatkaa.", ["Päätettiin jatkaa."]),
    ],
)
def test_a_decision_says_how_it_relates_to_the_proposal(lines, outcome, decision, shown):
    told = section(lines, ITEM, proposal="Hyväksytään.", outcome=outcome, decision=decision)
    assert after(told, "Decision") == shown


def test_without_a_proposal_only_the_decision_is_told(lines):
    told = section(lines, ITEM, outcome=Outcome.APPROVED, decision="Kokous päätettiin.")
    assert after(told, "Decision") == ["Kokous päätettiin."]


def test_what_is_not_known_leaves_no_heading(lines):
    assert section(lines, ITEM) == ["§ 24\tOmavalvonta", "Item 4 of the agenda"]


def test_the_handling_stands_in_order_with_its_clock_times(lines):
    log = (
        Note(text="Keskusteltiin.", at="09:41"),
        Proposed(
            text="Jätetään pöydälle.",
            person="Aho",
            kind=ProposalKind.TABLING,
            seconders=("Berg", "Salo", "Mäki"),
            at="09:45",
        ),
        Note(text="Ilman aikaa."),
    )
    assert after(section(lines, ITEM, log=log), "Handling") == [
        "9:41\tKeskusteltiin.",
        "9:45\tAho proposed that the matter be tabled. Jätetään pöydälle.",
        "Berg, Salo and Mäki seconded the proposal.",
        "Ilman aikaa.",
    ]


def test_without_clock_times_there_is_no_column_for_them(lines):
    log = (Note(text="Keskusteltiin.", person="Aho"), Break(until="10:30"))
    assert after(section(lines, ITEM, log=log), "Handling") == [
        "Aho: Keskusteltiin.",
        "The meeting was interrupted and went on at 10:30.",
    ]


def test_a_vote_shows_every_side_with_its_names(lines):
    vote = next(line for item in samples.ITEMS for line in item.log if hasattr(line, "sides"))
    assert after(section(lines, ITEM, log=(vote,)), "Handling")[1:] == [
        "Yes: 2 (Markku Virtanen, Timo Nieminen)",
        "No: 3 (Päivi Korhonen, Annika Lindström, Jukka Mäkelä)",
        "Blank: 0",
    ]


def test_a_disqualification_tells_its_ground_and_the_quorum_that_it_leaves(lines):
    told = lines(samples.minutes_of(samples.ITEMS))
    start = told.index(
        "10:05\tTimo Nieminen declared a disqualification and left the meeting while"
        " the matter was handled."
    )
    assert told[start + 1].startswith("Ground: jäsenyys")
    assert "Members present: 3 of 6. Needed for a quorum: 4. There was no quorum." in told[start:]


@pytest.mark.parametrize(("present", "has"), [(3, False), (4, True), (6, True)])
def test_a_quorum_is_derived_from_the_numbers(present, has):
    assert Quorum(present=present, members=6, needed=4).is_quorate is has


def test_a_body_without_a_quorum_rule_only_counts(lines):
    told = lines(samples.minutes_of((), quorum=Quorum(present=2, members=9, needed=0)))
    assert "The notice was sent on 5 March 2026. Members present: 2 of 9." in told


def test_the_roll_tells_capacity_times_and_for_whom(lines):
    told = lines(samples.minutes_of(()))
    roll = after(told, "Present")
    assert roll[:4] == ["Name", "Capacity", "Organisation", "Time"]
    rows = [tuple(roll[at : at + 4]) for at in range(4, 28, 4)]
    assert rows[1] == (
        "Päivi Korhonen\npelastusjohtaja",
        "member\npresenting officer, §\u00a025–26",
        "Pohjois-Savon pelastuslaitos",
        "throughout, remotely",
    )
    assert [row[3] for row in rows[2:4]] == ["from 9:33", "until 10:42"]
    assert rows[4][1] == "deputy member for Heikki Laine"
    assert roll[28] == "Absent"


def test_a_stay_in_the_middle_shows_both_times(lines):
    row = AttendanceRow(name="Aho", arrived="09:30", left="10:00")
    assert "9:30–10:00" in lines(samples.minutes_of((), present=(row,)))


def test_somebody_who_served_but_does_not_stand_in_the_roll_is_added(lines):
    told = lines(samples.minutes_of((), present=(), chairs=(Served(name="Aho", first_section=3),)))
    roll = after(told, "Present")
    assert roll[4:8] == ["Aho", "chair, §\u00a03", "–", "throughout"]


def test_a_chair_for_some_sections_keeps_the_capacity_of_the_roll(lines):
    row = AttendanceRow(name="Aho", capacity=Capacity.MEMBER)
    chairs = (Served(name="Aho", first_section=12, last_section=15),)
    told = lines(samples.minutes_of((), present=(row,), chairs=chairs))
    assert "member\nchair, §\u00a012–15" in told


def test_draft_minutes_leave_room_to_sign_and_checked_ones_show_typed_names(english):
    for status, style in ((Status.DRAFT, b"KVSignature"), (Status.CHECKED, b"KVSignatureTyped")):
        minutes = samples.minutes_of((), head=samples.head(status=status))
        body = body_of(render(minutes, english))
        styles = body.xpath(
            "//w:p[contains(., 'Markku Virtanen, chair')]/w:pPr/w:pStyle/@w:val",
            namespaces=body.nsmap,
        )
        assert styles == [style.decode()]


def test_somebody_who_chaired_twice_signs_once(lines):
    chairs = tuple(Served(name=name, first_section=1) for name in ("Aho", "Berg", "Aho"))
    told = lines(samples.minutes_of((), chairs=chairs))
    assert after(told, "Signatures")[:2].count("Aho, chair") == 1


def test_an_agenda_lists_earlier_handlings(lines):
    item = samples.typical()["agenda"].items[3]
    earlier = (Handling(day="2026-01-15", body="Työryhmä", text="Puollettiin."),)
    told = lines(replace(samples.typical()["agenda"], items=(replace(item, earlier=earlier),)))
    assert after(told, "Earlier handling")[0] == "15 January 2026, Työryhmä Puollettiin."


def test_many_items_are_listed_first_and_few_are_not(lines):
    many, few = (lines(samples.minutes_of(samples.ITEMS[:count])) for count in (6, 5))
    assert many.count("§ 21\tKokouksen avaus, laillisuus ja päätösvaltaisuus") == 2
    assert few.count("§ 21\tKokouksen avaus, laillisuus ja päätösvaltaisuus") == 1


def test_a_notice_counts_as_the_agenda_does(english):

    items = samples.typical()["agenda"].items
    notice = NoticeContent(head=samples.head(), items=items[:2] + items[3:5])
    lists = [b for b in laid_out(notice, english).blocks if isinstance(b, Numbered)]
    assert [(block.first, len(block.items)) for block in lists] == [(1, 2), (4, 2)]


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("https://kokous.example/a?b=1&c=%C3%A4", 1),
        ("mailto:sihteeri@kokous.example", 1),
        ("javascript:alert(1)", 0),
        ("file:///c:/salainen.txt", 0),
        ("\\\\palvelin\\jako", 0),
        ("http://[::1", 0),
        ("https://kokous.example/a b", 0),
        ("https://kokous.example/%zz", 0),
        ("Linkki lähetetään sähköpostilla.", 0),
    ],
)
def test_only_a_whole_web_or_mail_address_becomes_a_link(english, address, links):
    data = render(NoticeContent(head=samples.head(), items=(), remote_address=address), english)
    relations = parts_of(data)["word/_rels/document.xml.rels"]
    assert relations.count(b'TargetMode="External"') == links


def test_a_memo_leaves_the_ceremony_out(lines):
    told = lines(replace(samples.minutes_of(samples.ITEMS), profile=Profile.MEMO))
    assert told[0] == "Memo 3/2026"
    shown = "\n".join(told)
    for ceremony in ("Signatures", "Checking of the minutes", "quorum", "arrived", "(Markku"):
        assert ceremony not in shown
    assert (
        "A vote was taken. Käyttöönotto 1.9.2026 (jaa) vai 1.10.2026 (ei)? Yes: 2, No: 3" in shown
    )
    assert "Decision\tValitaan pöytäkirjan tarkastajiksi" in shown


def test_a_memo_gathers_the_actions_at_its_end(lines):
    told = lines(replace(samples.minutes_of(samples.ITEMS), profile=Profile.MEMO))
    table = after(told, "Actions agreed")
    assert [table[at] for at in range(3, 12, 3)] == [
        "Järjestää omavalvontamallin koulutukset pelastuslaitoksille",
        "Viedä asia pelastusjohtajien kokouksen esityslistalle",
        "Ilmoittaa nimeämisestä",
    ]


def test_an_extract_shows_one_section_and_that_others_are_left_out(lines):
    told = lines(samples.typical()["extract"])
    assert told.count("– –") == 2
    assert [line for line in told if line.startswith("§")] == [
        "§ 24\tPelastustoimen omavalvontamallin käyttöönotto ja yhteinen koulutuspaketti"
    ]
    assert after(told, "Certified as a true extract")[:2] == [
        "23 March 2026",
        "Sanna Lehtonen, verkostokoordinaattori",
    ]


def test_a_list_of_decisions_tells_the_outcome_where_there_is_no_text(lines):
    told = lines(samples.typical()["decisions"])
    at = told.index("3/2026 § 25")
    assert told[at : at + 4] == [
        "3/2026 § 25",
        "12 March 2026",
        "Lausunto pelastuslain uudistuksen valmistelusta\nVN/12345/2026",
        "The matter was tabled.",
    ]


def test_a_list_of_actions_says_in_words_that_one_is_late(lines):
    row = ActionRow(what="Raportti", is_late=True)
    told = lines(ActionListContent(head=samples.head(), rows=(row,)))
    assert told[told.index("Raportti") :][:5] == ["Raportti", "–", "–", "late", "–"]


@pytest.mark.parametrize("kind", [ActionListContent, DecisionListContent])
def test_an_empty_list_says_that_it_is_empty(lines, kind):
    assert any("There are no" in line for line in lines(kind(head=samples.head(), rows=())))


@pytest.mark.parametrize("kind", samples.typical())
def test_every_document_names_its_sender_and_the_version_of_its_data(lines, kind):
    last = lines(samples.typical()[kind])[-1]
    assert last.startswith("Contact\tPelastuslaitosten kumppanuusverkosto\nSanna Lehtonen, ")
    assert last.endswith("Made from the data version 7c41f09a2be8.")


def test_two_items_with_the_same_section_do_not_share_a_bookmark(english):
    body = body_of(render(samples.minutes_of((ITEM,) * 7), english))
    names = body.xpath("//w:bookmarkStart/@w:name", namespaces=body.nsmap)
    assert sorted(names) == ["kv_asiat", "pykala_24"]
