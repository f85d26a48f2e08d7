"""The sample: made by commands, whole, the same every time, and only once."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.decisions import ListDecisions
from kvdesk.desk.minutes_content import minutes_content
from kvdesk.desk.sample import MakeSample
from kvdesk.desk.sample_load import Picker
from kvdesk.desk.sample_scribe import Calendar, sample_texts
from kvdesk.domain.actions import Action, ActionReport, ActionState
from kvdesk.domain.bodies import Body, Membership
from kvdesk.domain.decisions import Ballot, Decision, Outcome, Stand, Vote
from kvdesk.domain.matters import Matter, MatterGoal
from kvdesk.domain.meetings import (
    AgendaEntry,
    Attendance,
    Capacity,
    EntryKind,
    Fate,
    LogKind,
    Meeting,
    MeetingState,
    MinuteEntry,
)
from kvdesk.domain.network import Person
from kvdesk.domain.strategies import Statement
from kvdesk.kernel.errors import Refusal
from kvdesk.store.queries.resolving import resolve

SEVERAL = 50


def every(desk, declared, **equal):
    return desk.store.read(lambda reader: reader.all(declared, **equal))


@pytest.fixture
def sampled(desk):
    desk.perform(MakeSample())
    return desk


def test_a_sampled_desk_agrees_with_its_log(sampled):
    assert sampled.perform(VerifyDesk()).faults == []


def test_the_first_thing_the_file_says_is_that_all_people_are_fictional():
    first, notice = next(iter(sample_texts().items()))
    assert first == "notice"
    assert "All people" in notice
    assert "fictional" in notice


def test_every_department_has_one_director_in_the_directors_meeting(sampled):
    (body,) = every(sampled, Body, abbreviation="PJK")
    directors = {person.id for person in every(sampled, Person, title="pelastusjohtaja")}
    seats = [seat for seat in every(sampled, Membership, body=body.id) if seat.votes]
    assert {seat.person for seat in seats} == directors
    assert len({seat.organisation for seat in seats}) == len(seats) == 21


def test_meetings_stand_in_every_state(sampled):
    states = Counter(meeting.state for meeting in every(sampled, Meeting))
    assert set(states) == set(MeetingState)
    assert 25 <= states.total() <= 30


def test_one_meeting_of_the_home_body_is_in_session_at_an_item_that_is_being_discussed(sampled):
    (meeting,) = every(sampled, Meeting, state=MeetingState.IN_SESSION)
    assert meeting.body == sampled.identity.home_body
    assert meeting.starts <= sampled.clock.local() <= meeting.ends
    agenda = sorted(every(sampled, AgendaEntry, meeting=meeting.id), key=lambda e: e.position)
    (now,) = [entry for entry in agenda if entry.started_at and not entry.ended_at]
    assert now.fate is Fate.OPEN
    said = every(sampled, MinuteEntry, entry=now.id)
    assert {line.kind for line in said} == {LogKind.NOTE, LogKind.PROPOSAL, LogKind.SECOND}
    assert max(line.at for line in said) <= sampled.clock.local()[11:]
    before, after = agenda[: agenda.index(now)], agenda[agenda.index(now) + 1 :]
    assert [e.fate for e in before if e.kind is EntryKind.BUSINESS] == [Fate.DECIDED]
    assert after
    assert all(entry.fate is Fate.OPEN for entry in after)


def test_clock_times_in_texts_are_written_as_finnish_is(sampled):
    texts = [line.text for line in every(sampled, MinuteEntry)]
    times = [match for text in texts for match in re.findall(r"klo (\S+)", text)]
    assert len(times) > SEVERAL // 2
    assert [
        time for time in times if not re.fullmatch(r"([1-9]|1\d|2[0-3])\.[0-5]\d\.?", time)
    ] == []


def test_there_is_enough_to_look_at(sampled):
    entries = every(sampled, AgendaEntry)
    business = [e for e in entries if e.kind in (EntryKind.BUSINESS, EntryKind.INFORMATION)]
    assert len(business) > SEVERAL
    assert len(every(sampled, Decision)) > SEVERAL
    assert len(every(sampled, Action)) > SEVERAL


def test_matters_serve_sentences_of_the_strategy(sampled):
    linked = {link.statement for link in every(sampled, MatterGoal)}
    numbers = {said.number for said in every(sampled, Statement) if said.id in linked}
    assert {"1", "1.2", "2.3", "3.1"} <= numbers
    assert {link.matter for link in every(sampled, MatterGoal)} == {
        matter.id for matter in every(sampled, Matter)
    }


def test_the_first_number_of_the_year_names_minutes_of_the_home_body(sampled):
    home = sampled.identity.home_body
    meeting = sampled.store.read(
        lambda reader: reader.get(Meeting, resolve(reader, "meeting", "1/2026", home_body=home))
    )
    content = sampled.store.read(lambda reader: minutes_content(reader, meeting.id, "fi", ""))
    assert meeting.body == home
    assert meeting.state is MeetingState.ARCHIVED
    assert [item.section for item in content.items] == list(range(1, len(content.items) + 1))


def test_one_vote_by_name_fell_seven_to_six_with_a_dissent(sampled):
    (vote,) = [vote for vote in every(sampled, Vote) if (vote.yes, vote.no) == (7, 6)]
    stands = Counter(ballot.stand for ballot in every(sampled, Ballot, vote=vote.id))
    kinds = {line.kind for line in every(sampled, MinuteEntry, entry=vote.entry)}
    assert stands == {Stand.YES: 7, Stand.NO: 6}
    assert LogKind.DISSENT in kinds


def test_tabled_and_returned_items_are_carried_over_and_one_was_removed(sampled):
    entries = every(sampled, AgendaEntry)
    fates = Counter(entry.fate for entry in entries)
    taken_up_again = {entry.continues for entry in entries if entry.continues}
    assert taken_up_again == {entry.id for entry in entries if entry.fate.carries_over}
    assert fates[Fate.TABLED] == fates[Fate.RETURNED] == fates[Fate.REMOVED] == 1


def test_somebody_came_late_somebody_left_and_deputies_sat_in(sampled):
    stays = every(sampled, Attendance)
    opened = {meeting.id: meeting.opened_at[11:] for meeting in every(sampled, Meeting)}
    assert any(stay.arrived_at > opened[stay.meeting] for stay in stays if stay.arrived_at)
    assert any(stay.left_at for stay in stays)
    assert any(stay.capacity is Capacity.DEPUTY and stay.deputy_for for stay in stays)
    lines = Counter(line.kind for line in every(sampled, MinuteEntry))
    assert lines[LogKind.DISQUALIFICATION] == 1


def test_actions_are_late_done_and_reported_on_in_the_order_of_time(sampled):
    today = sampled.clock.today()
    actions = every(sampled, Action)
    reported = {report.action for report in every(sampled, ActionReport)}
    done = [action for action in actions if action.state is ActionState.DONE]
    assert any(action.is_late(today) for action in actions)
    assert {action.id for action in done} <= reported
    assert all(action.created_on <= action.closed_on <= today for action in done)


def test_something_falls_due_in_the_days_to_come(sampled):
    today = date.fromisoformat(sampled.clock.today())
    soon = {(today + timedelta(days=days)).isoformat() for days in range(8)}
    due = [a for a in every(sampled, Action) if a.due in soon and a.state is not ActionState.DONE]
    assert len(due) >= 3


def test_a_second_sample_is_refused(sampled):
    with pytest.raises(Refusal, match="sample_there"):
        sampled.perform(MakeSample())


def test_the_same_clock_and_ids_make_the_same_sample(make_desk, clock):
    kept = []
    for name in ("a", "b"):
        clock.moment = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
        desk = make_desk(name)
        desk.perform(MakeSample(scale=20, seed=5))
        decisions = desk.ask(ListDecisions(limit=1000))
        kept.append([(d.title, d.number, d.decided_on, d.outcome) for d in decisions])
    assert kept[0] == kept[1]


@pytest.mark.parametrize("day", ["2026-01-02", "2026-03-20", "2027-12-31"])
def test_a_sample_can_be_made_on_any_day_of_the_year(make_desk, clock, day):
    clock.moment = datetime.fromisoformat(f"{day}T07:00:00+00:00")
    desk = make_desk("a")
    desk.perform(MakeSample())
    held = [m for m in every(desk, Meeting) if m.has_reached(MeetingState.ENDED)]
    assert max(meeting.ended_at for meeting in held) < day
    assert desk.perform(VerifyDesk()).faults == []


def test_scale_adds_that_many_decisions_and_leaves_the_log_whole(make_desk):
    plain = make_desk("a")
    loaded = make_desk("b")
    before = plain.perform(MakeSample())
    after = loaded.perform(MakeSample(scale=1_234))
    assert after.decisions - before.decisions == 1_234
    assert after.entries - before.entries == 1_234
    assert after.meetings - before.meetings == 124
    assert loaded.perform(VerifyDesk()).faults == []


def test_another_seed_draws_other_decisions(make_desk):
    titles = []
    for name, seed in (("a", 1), ("b", 2)):
        desk = make_desk(name)
        desk.perform(MakeSample(scale=30, seed=seed))
        titles.append([decision.title for decision in every(desk, Decision)])
    assert titles[0] != titles[1]


def test_a_picker_draws_the_same_on_every_machine():
    picker = Picker(1)
    assert [picker.below(100) for _ in range(3)] == [18, 95, 39]


def test_past_meetings_fall_on_working_days_before_today():
    calendar = Calendar(date(2026, 11, 24))
    days = [calendar.past(share / 50) for share in range(51)]
    assert days == sorted(days)
    assert all(day.weekday() <= 4 for day in days)
    assert days[-1] < calendar.today


def test_every_outcome_but_rejection_is_in_the_register(sampled):
    outcomes = {decision.outcome for decision in every(sampled, Decision)}
    assert outcomes == set(Outcome) - {Outcome.REJECTED}
