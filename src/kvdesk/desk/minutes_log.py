"""The log of one agenda entry as the minutes tell it."""

from kvdesk.documents.content import (
    Arrived,
    Break,
    Disqualified,
    Dissent,
    Left,
    LogLine,
    Note,
    Proposed,
    Side,
    Voted,
)
from kvdesk.domain.decisions import Ballot, Stand, Vote
from kvdesk.domain.meetings import AgendaEntry, LogKind, Meeting, MinuteEntry, Presence
from kvdesk.domain.network import Person
from kvdesk.store.queries import meetings
from kvdesk.store.reader import Reader

__all__ = ["log_of"]


def log_of(
    reader: Reader, meeting: Meeting, entry: AgendaEntry, lines: list[MinuteEntry]
) -> tuple[LogLine, ...]:
    """Lines in the order of their clock times, with who came and left meanwhile."""
    told: list[tuple[str, int, LogLine]] = []
    for place, line in enumerate(lines):
        known = _line(reader, line, lines)
        if known is not None:
            told.append((line.at, place, known))
    told.extend((at, -1, line) for at, line in _comings(reader, meeting, entry))
    return tuple(line for _, _, line in sorted(told, key=lambda item: item[:2]))


def _line(reader: Reader, line: MinuteEntry, lines: list[MinuteEntry]) -> LogLine | None:
    """The line; None for decisions and actions, which have places of their own, and seconds."""
    person = _name(reader, line.person)
    if line.kind is LogKind.PROPOSAL:
        return _proposal(reader, line, lines)
    if line.kind is LogKind.VOTE:
        return _vote(reader, line)
    simple: dict[LogKind, LogLine] = {
        LogKind.NOTE: Note(text=line.text, at=line.at, person=person),
        LogKind.DISSENT: Dissent(person=person, text=line.text, at=line.at),
        LogKind.DISQUALIFICATION: Disqualified(person=person, ground=line.text, at=line.at),
        LogKind.BREAK: Break(at=line.at, text=line.text),
    }
    return simple.get(line.kind)


def _proposal(reader: Reader, line: MinuteEntry, lines: list[MinuteEntry]) -> Proposed:
    seconders = tuple(
        _name(reader, other.person)
        for other in lines
        if other.kind is LogKind.SECOND and other.about == line.id
    )
    return Proposed(
        text=line.text,
        person=_name(reader, line.person),
        kind=line.proposal_kind,
        seconders=seconders,
        at=line.at,
    )


def _vote(reader: Reader, line: MinuteEntry) -> Voted | None:
    vote = reader.find(Vote, line.about)
    if vote is None:
        return None
    counts = {
        Stand.YES: vote.yes,
        Stand.NO: vote.no,
        Stand.BLANK: vote.blank,
        Stand.ABSENT: vote.absent,
    }
    ballots = reader.all(Ballot, vote=vote.id)
    sides = tuple(
        Side(
            stand=stand,
            count=count or 0,
            names=tuple(sorted(_name(reader, b.person) for b in ballots if b.stand is stand)),
        )
        for stand, count in counts.items()
        if count or stand in (Stand.YES, Stand.NO)
    )
    return Voted(question=vote.question, sides=sides, at=line.at)


def _comings(reader: Reader, meeting: Meeting, entry: AgendaEntry) -> list[tuple[str, LogLine]]:
    """Arrivals after the opening and leavings while this entry was handled."""
    if not entry.started_at:
        return []
    end = entry.ended_at or "24:00"
    found: list[tuple[str, LogLine]] = []
    for stay in meetings.attendance(reader, meeting.id):
        if stay.presence is not Presence.PRESENT:
            continue
        name = _name(reader, stay.person)
        came, went = stay.arrived_at, stay.left_at
        if came > meeting.opened_at[11:] and entry.started_at <= came < end:
            found.append((came, Arrived(person=name, at=came)))
        if went and entry.started_at <= went < end:
            found.append((went, Left(person=name, at=went)))
    return found


def _name(reader: Reader, person: str) -> str:
    found = reader.find(Person, person) if person else None
    return found.name if found else ""
