"""What the tests of the meetings' views share: a real desk with a meeting, and a view over it."""

from dataclasses import dataclass

from desk.board import Board, board
from kvdesk.desk.agenda import AddEntry
from kvdesk.desk.attendance import Arrive
from kvdesk.desk.desk import Desk
from kvdesk.desk.live import TakeUp
from kvdesk.desk.meetings import AddMeeting, OpenMeeting

__all__ = ["Sitting", "plan", "sit"]


@dataclass(frozen=True)
class Sitting:
    """A meeting, its people, and its one item of business."""

    people: Board
    meeting: str
    entry: str


def plan(desk: Desk, size: int = 5) -> Sitting:
    """A planned meeting of a small board."""
    people = board(desk, size)
    meeting = desk.do(AddMeeting(body=people.body, starts="2026-12-03T09:00", place="Tampere")).id
    entry = desk.do(AddEntry(meeting=meeting, title="Omavalvonta", proposal="Hyväksytään.")).id
    return Sitting(people, meeting, entry)


def sit(desk: Desk) -> Sitting:
    """The same meeting in session, three of five present, its item of business taken up."""
    planned = plan(desk)
    desk.do(OpenMeeting(meeting=planned.meeting, at="2026-12-03T09:00"))
    for person in planned.people.members[:3]:
        desk.do(Arrive(meeting=planned.meeting, person=person, at="09:00"))
    desk.do(TakeUp(entry=planned.entry, at="09:10"))
    return planned
