"""What records refuse and reckon by themselves."""

import pytest

from kvdesk.domain.actions import Action, ActionState
from kvdesk.domain.bodies import BodyRules, QuorumKind
from kvdesk.domain.matters import Matter
from kvdesk.domain.meetings import Meeting, MeetingState
from kvdesk.kernel.errors import Refusal


def rules(kind: QuorumKind, number: int | None = None) -> BodyRules:
    return BodyRules(body="b", effective_from="2026-01-01", quorum_kind=kind, quorum_number=number)


def test_a_fixed_quorum_needs_its_number():
    with pytest.raises(Refusal, match="quorum_number_missing"):
        rules(QuorumKind.NUMBER).check()
    rules(QuorumKind.NUMBER, 7).check()
    rules(QuorumKind.TWO_THIRDS).check()


@pytest.mark.parametrize(
    ("kind", "members", "needed"),
    [
        (QuorumKind.MORE_THAN_HALF, 21, 11),
        (QuorumKind.MORE_THAN_HALF, 22, 12),
        (QuorumKind.TWO_THIRDS, 21, 14),
        (QuorumKind.TWO_THIRDS, 22, 15),
        (QuorumKind.NUMBER, 21, 7),
    ],
)
def test_a_quorum_is_counted_from_the_members(kind, members, needed):
    assert rules(kind, 7).needed(members) == needed


def test_a_quorum_that_is_not_asked_for_is_always_there():
    (other,) = set(QuorumKind) - {
        QuorumKind.MORE_THAN_HALF,
        QuorumKind.TWO_THIRDS,
        QuorumKind.NUMBER,
    }
    assert rules(other).needed(21) == 0


def test_a_step_that_does_not_fit_the_state_is_refused():
    held = Meeting(body="b", state=MeetingState.PLANNED)
    held.must_be(MeetingState.PLANNED, MeetingState.CALLED)
    with pytest.raises(Refusal, match="meeting_state"):
        held.must_be(MeetingState.CALLED)
    checked = Meeting(body="b", state=MeetingState.CHECKED)
    with pytest.raises(Refusal, match="meeting_checked"):
        checked.must_be(MeetingState.PLANNED)


def test_a_record_without_a_field_that_it_needs_is_refused():
    with pytest.raises(Refusal, match="field_required") as refusal:
        Matter(title="").check()
    assert refusal.value.parameters["kind"] == "matter"
    Matter(title="Kalusto").check()


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        ("2026-11-23", ActionState.OPEN, True),
        ("2026-11-24", ActionState.OPEN, False),
        ("", ActionState.OPEN, False),
        ("2026-11-23", next(state for state in ActionState if state.is_closed), False),
    ],
)
def test_an_action_is_late_when_its_day_has_passed_and_it_is_open(due, state, late):
    assert Action(title="Selvitys", due=due, state=state).is_late("2026-11-24") is late
