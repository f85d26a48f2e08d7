"""What the first page and the coverage of a strategy answer, on a real database."""

from datetime import UTC, datetime

import pytest

from kvdesk.desk.actions import AddAction, ReportAction
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.matters import LinkGoal
from kvdesk.desk.recording import AddRecord
from kvdesk.domain.actions import ActionState
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.ids import random_ids
from kvdesk.store.queries.actions import ActionFilter, action_ids
from kvdesk.store.queries.coverage import strategy_coverage
from kvdesk.store.queries.decisions import DecisionFilter, decision_ids
from kvdesk.store.queries.home import situation, this_week

TODAY = "2026-11-24"  # a Tuesday


@pytest.fixture
def desk(tmp_path):
    full_registry()
    clock = Clock(lambda: datetime(2026, 11, 24, 12, 32, 7, tzinfo=UTC))
    with Desk.create(tmp_path / "desk", clock=clock, ids=random_ids()) as opened:
        yield opened


def add(desk, record, /, **values):
    return desk.do(AddRecord(kind=record, values=values)).id


def meeting(desk, starts, state):
    body = add(desk, "body", abbreviation="PJH", name_fi="Pelastusjohtajien hallitus")
    return add(desk, "meeting", body=body, title="Kokous", starts=starts, state=state)


def action(desk, title, due, **values):
    return desk.do(AddAction(title=title, due=due, **values)).id


def test_the_next_meeting_is_the_first_one_that_lies_ahead(desk):
    meeting(desk, "2026-11-01T09:00", "planned")
    meeting(desk, "2026-12-10T09:00", "planned")
    ahead = meeting(desk, "2026-12-03T09:00", "called")
    meeting(desk, "2026-11-30T09:00", "checked")
    assert desk.ask(situation).meeting.id == ahead


def test_a_meeting_in_session_comes_before_those_ahead(desk):
    running = meeting(desk, "2026-11-24T15:00", "in_session")
    meeting(desk, "2026-11-24T10:00", "called")
    assert desk.ask(situation).meeting.id == running


def test_this_week_ends_on_sunday():
    assert this_week(TODAY) == ActionFilter(due_from=TODAY, due_to="2026-11-29", open_only=True)
    assert this_week("2026-11-29").due_to == "2026-11-29"


def test_late_and_due_actions_are_counted_apart(desk):
    action(desk, "Myöhässä", "2026-11-23")
    action(desk, "Tänään", TODAY)
    action(desk, "Sunnuntaina", "2026-11-29")
    action(desk, "Ensi viikolla", "2026-11-30")
    action(desk, "Ilman päivää", "")
    closed = action(desk, "Tehty", "2026-11-01")
    desk.do(ReportAction(action=closed, state=ActionState.DONE))
    now = desk.ask(situation)
    assert [row.title for row in now.late.first] == ["Myöhässä"]
    assert [row.title for row in now.week.first] == ["Tänään", "Sunnuntaina"]
    assert now.unowned.count == 5


def test_a_group_counts_all_and_shows_the_first(desk):
    for number in range(8):
        action(desk, f"Tehtävä {number}", f"2026-11-0{number + 1}")
    late = desk.ask(situation).late
    assert (late.count, len(late.first)) == (8, 5)
    assert desk.ask(lambda reader: len(action_ids(reader, late.filter))) == late.count


def test_an_organisation_answers_as_well_as_a_person(desk):
    organisation = add(desk, "organisation", code="PL-01", name_fi="Itä")
    action(desk, "Osaston tehtävä", TODAY, organisation=organisation)
    action(desk, "Ei kenenkään", TODAY)
    assert [row.title for row in desk.ask(situation).unowned.first] == ["Ei kenenkään"]


def test_changes_carry_the_title_of_their_record(desk):
    action(desk, "Kutsu lähetetään", TODAY)
    latest = desk.ask(situation).changes[0]
    assert (latest.kind, latest.verb, latest.title) == ("action", "add", "Kutsu lähetetään")


def strategy(desk):
    record = add(desk, "strategy", title="Strategia", starts="2026-01-01")
    top = add(desk, "statement", strategy=record, kind="goal", text="Arki", position="a")
    under = add(
        desk,
        "statement",
        strategy=record,
        kind="goal",
        text="Omavalvonta",
        position="b",
        parent=top,
    )
    return record, top, under


def test_what_serves_two_goals_under_one_counts_once_there(desk):
    _, top, under = strategy(desk)
    matter = add(desk, "matter", title="Asia")
    for goal in (top, under):
        desk.do(LinkGoal(matter=matter, goal=goal))
    add(desk, "decision", title="Päätös", matter=matter, decided_on="2026-10-01")
    action(desk, "Myöhässä", "2026-11-01", matter=matter)
    found = {row.id: row for row in desk.ask(strategy_coverage).statements}
    assert [(found[g].decisions, found[g].actions, found[g].late) for g in (top, under)] == [
        (1, 1, 1),
        (1, 1, 1),
    ]
    assert found[top].last_on == "2026-10-01"


def test_a_list_narrowed_by_a_goal_is_as_long_as_the_coverage_says(desk):
    _, top, under = strategy(desk)
    matter = add(desk, "matter", title="Asia")
    desk.do(LinkGoal(matter=matter, goal=under))
    add(desk, "decision", title="Päätös", matter=matter, decided_on="2026-10-01")
    add(desk, "decision", title="Muu päätös", decided_on="2026-10-01")
    action(desk, "Tehtävä", TODAY, matter=matter)
    row = desk.ask(strategy_coverage).statements[0]
    decisions = desk.ask(lambda reader: decision_ids(reader, DecisionFilter(statement=top)))
    actions = desk.ask(lambda reader: action_ids(reader, ActionFilter(statement=top)))
    assert (len(decisions), len(actions)) == (row.decisions, row.actions) == (1, 1)


def test_without_a_strategy_there_is_no_coverage(desk):
    assert desk.ask(strategy_coverage) is None


def test_an_older_edition_is_shown_when_it_is_asked_for(desk):
    older = add(desk, "strategy", title="Vanha", starts="2021-01-01")
    add(desk, "strategy", title="Uusi", starts="2026-01-01")
    assert desk.ask(strategy_coverage).strategy.title == "Uusi"
    assert desk.ask(lambda reader: strategy_coverage(reader, older)).strategy.title == "Vanha"
