"""What was printed stays: checked minutes refuse every edit that would change them.

The desk hands this guard to each unit of work, so no command can forget it.
"""

from typing import Final

from kvdesk.domain.decisions import Ballot, Decision, Vote
from kvdesk.domain.meetings import AgendaEntry, Attendance, Meeting, MeetingState, MinuteEntry
from kvdesk.domain.record import Record, fields_of
from kvdesk.kernel.errors import Refusal
from kvdesk.store.reader import Reader

__all__ = ["guard"]

#: Fields that go on living after the minutes are checked: a decision is communicated, carried out
#: and superseded later; a meeting is archived.
_LIVING: Final[dict[str, frozenset[str]]] = {
    Decision.KIND: frozenset(
        {
            "state",
            "in_force_from",
            "in_force_to",
            "communicated_on",
            "carried_out_on",
            "review_on",
            "supersedes",
        }
    ),
    Meeting.KIND: frozenset({"state"}),
}

_LOCKED_WITH_MEETING: Final = (AgendaEntry, Attendance, MinuteEntry, Decision, Vote)


def guard(reader: Reader, old: Record | None, new: Record | None) -> None:
    """Refuse a change of what checked minutes say.

    Raises:
        Refusal: `meeting_checked` with the printed number of the meeting.
    """
    meeting = _meeting_of(reader, old or new)
    if meeting is None or not meeting.has_reached(MeetingState.CHECKED):
        return
    if old is not None and new is not None and _differing(old, new) <= _LIVING.get(old.KIND, set()):
        return
    raise Refusal("meeting_checked", meeting=meeting.printed_number)


def _meeting_of(reader: Reader, record: Record | None) -> Meeting | None:
    if isinstance(record, Meeting):
        return reader.find(Meeting, record.id)
    if isinstance(record, _LOCKED_WITH_MEETING):
        return reader.find(Meeting, record.meeting)
    if isinstance(record, Ballot):
        return _meeting_of(reader, reader.find(Vote, record.vote))
    return None


def _differing(old: Record, new: Record) -> set[str]:
    return {name for name in fields_of(type(old)) if getattr(old, name) != getattr(new, name)}
