"""From the records of a meeting to what its documents say."""

import dataclasses
from hashlib import sha256
from typing import Final, TypeVar

from kvdesk.desk.minutes_log import log_of
from kvdesk.documents.content import (
    ActionRow,
    AgendaContent,
    AgendaItem,
    AttendanceRow,
    Checker,
    Handling,
    Head,
    MinutesContent,
    MinutesItem,
    NoticeContent,
    Quorum,
    Served,
    Status,
)
from kvdesk.domain.actions import Action
from kvdesk.domain.bodies import Body
from kvdesk.domain.decisions import Decision
from kvdesk.domain.matters import Matter
from kvdesk.domain.meetings import (
    AgendaEntry,
    Attendance,
    EntryKind,
    Fate,
    LogKind,
    Meeting,
    MeetingState,
    MinuteEntry,
    Presence,
)
from kvdesk.domain.network import Organisation, Person
from kvdesk.store.queries import matters, meetings
from kvdesk.store.reader import Reader

__all__ = ["agenda_content", "minutes_content", "notice_content"]

C = TypeVar("C", NoticeContent, AgendaContent, MinutesContent)

#: The network itself among the organisations.
_NETWORK_CODE: Final = "NET"


def notice_content(reader: Reader, meeting_id: str, language: str, today: str) -> NoticeContent:
    """The notice of a meeting."""
    meeting = reader.get(Meeting, meeting_id)
    called = meeting.has_reached(MeetingState.CALLED)
    head = _head(reader, meeting, language, meeting.called_at[:10] or today)
    head = dataclasses.replace(head, status=Status.FINAL if called else Status.DRAFT)
    people = _People(reader, language)
    invited = tuple(people.name(stay.person) for stay in meetings.attendance(reader, meeting.id))
    return _versioned(NoticeContent(head=head, items=_items(reader, meeting), invited=invited))


def agenda_content(reader: Reader, meeting_id: str, language: str, today: str) -> AgendaContent:
    """The agenda of a meeting with every account and proposal."""
    meeting = reader.get(Meeting, meeting_id)
    called = meeting.has_reached(MeetingState.CALLED)
    head = _head(reader, meeting, language, meeting.called_at[:10] or today)
    head = dataclasses.replace(head, status=Status.FINAL if called else Status.DRAFT)
    return _versioned(AgendaContent(head=head, items=_items(reader, meeting)))


def minutes_content(reader: Reader, meeting_id: str, language: str, today: str) -> MinutesContent:
    """The minutes of a meeting; a draft until they are checked."""
    meeting = reader.get(Meeting, meeting_id)
    checked = meeting.has_reached(MeetingState.CHECKED)
    head = _head(reader, meeting, language, meeting.ended_at[:10] or today)
    head = dataclasses.replace(
        head,
        status=Status.CHECKED if checked else Status.DRAFT,
        starts=meeting.opened_at or meeting.starts,
        ends=meeting.ended_at,
    )
    people = _People(reader, language)
    stays = meetings.attendance(reader, meeting.id)
    opened = meeting.opened_at[11:]
    roll = meetings.roll(reader, meeting, at=_first_moment(stays, opened))
    rules = meetings.rules_for(reader, meeting.body, meeting.starts[:10])
    return _versioned(
        MinutesContent(
            head=head,
            profile=rules.profile,
            items=tuple(_minutes_items(reader, meeting, people)),
            chairs=_served(people, meeting.chair),
            secretaries=_served(people, meeting.secretary),
            present=tuple(
                _attendance(people, stay, opened)
                for stay in stays
                if stay.presence is Presence.PRESENT
            ),
            absent=tuple(_absences(people, stays)),
            called_on=meeting.called_at[:10],
            quorum=Quorum(present=roll.present, members=roll.members, needed=roll.needed),
            checkers=tuple(
                Checker(name=people.name(person), checked_on=meeting.checked_at[:10])
                for person in (meeting.first_checker, meeting.second_checker)
                if person
            ),
        )
    )


class _People:
    """Names by id; who is not known here is left out rather than guessed."""

    def __init__(self, reader: Reader, language: str) -> None:
        self._reader = reader
        self._language = language

    def person(self, person: str) -> Person:
        """The person, or a nameless one."""
        return (self._reader.find(Person, person) if person else None) or Person()

    def name(self, person: str) -> str:
        """Given and family name."""
        return self.person(person).name

    def organisation(self, organisation: str) -> str:
        """The organisation's name in the document's language."""
        found = self._reader.find(Organisation, organisation) if organisation else None
        if found is None:
            return ""
        return (self._language == "sv" and found.name_sv) or found.name_fi


def _head(reader: Reader, meeting: Meeting, language: str, issued_on: str) -> Head:
    body = reader.find(Body, meeting.body)
    network = reader.all(Organisation, code=_NETWORK_CODE)
    name = ""
    if network:
        name = (language == "sv" and network[0].name_sv) or network[0].name_fi
    people = _People(reader, language)
    return Head(
        organisation=name,
        body=body.name(language) if body else "",
        issued_on=issued_on,
        data_version="",
        number=meeting.printed_number,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        mode=meeting.mode,
        author=people.name(meeting.secretary),
        language="fi",
    )


def _items(reader: Reader, meeting: Meeting) -> tuple[AgendaItem, ...]:
    people = _People(reader, "fi")
    return tuple(
        AgendaItem(
            number=entry.number or number,
            title=entry.title,
            register_number=_register_number(reader, entry),
            presenter=people.name(entry.presenter),
            planned_minutes=entry.planned_minutes,
            background=entry.background,
            proposal=entry.proposal,
            goals=_goals(reader, entry),
            earlier=_earlier(reader, meeting, entry),
        )
        for number, entry in enumerate(meetings.agenda(reader, meeting.id), start=1)
    )


def _minutes_items(reader: Reader, meeting: Meeting, people: _People) -> list[MinutesItem]:
    items: list[MinutesItem] = []
    whole = meetings.roll(reader, meeting, at=meeting.opened_at[11:])
    for number, entry in enumerate(meetings.agenda(reader, meeting.id), start=1):
        lines = meetings.log_lines(reader, entry.id)
        decisions = reader.all(Decision, entry=entry.id)
        roll = _section_roll(reader, meeting, entry, lines)
        items.append(
            MinutesItem(
                number=entry.number or number,
                title=entry.title,
                section=entry.section,
                register_number=_register_number(reader, entry),
                background=entry.background,
                proposal=entry.proposal if entry.kind is EntryKind.BUSINESS else "",
                proposed_by=people.name(entry.presenter),
                log=log_of(reader, meeting, entry, lines),
                outcome=decisions[-1].outcome if decisions else None,
                decision="\n\n".join(decision.text for decision in decisions),
                removed=entry.fate is Fate.REMOVED,
                quorum=roll if roll is not None and roll.present != whole.present else None,
                actions=_actions(reader, entry, people),
                goals=_goals(reader, entry),
                earlier=_earlier(reader, meeting, entry),
            )
        )
    return items


def _section_roll(
    reader: Reader, meeting: Meeting, entry: AgendaEntry, lines: list[MinuteEntry]
) -> Quorum | None:
    """The quorum while the item was handled; those who stepped aside do not count."""
    if not entry.started_at:
        return None
    aside = frozenset(line.person for line in lines if line.kind is LogKind.DISQUALIFICATION)
    decided = [line.at for line in lines if line.kind is LogKind.DECISION]
    at = decided[-1] if decided else entry.started_at
    roll = meetings.roll(reader, meeting, at=at, without=aside)
    return Quorum(present=roll.present, members=roll.members, needed=roll.needed)


def _actions(reader: Reader, entry: AgendaEntry, people: _People) -> tuple[ActionRow, ...]:
    return tuple(
        ActionRow(
            what=action.title,
            who=people.name(action.owner),
            organisation=people.organisation(action.organisation),
            due=action.due,
            number=action.number,
        )
        for action in reader.all(Action, order="number", entry=entry.id)
    )


def _register_number(reader: Reader, entry: AgendaEntry) -> str:
    matter = reader.find(Matter, entry.matter) if entry.matter else None
    return matter.number if matter else ""


def _goals(reader: Reader, entry: AgendaEntry) -> tuple[str, ...]:
    return tuple(matters.goals_of(reader, entry.matter)) if entry.matter else ()


def _earlier(reader: Reader, meeting: Meeting, entry: AgendaEntry) -> tuple[Handling, ...]:
    if not entry.matter:
        return ()
    return tuple(
        Handling(day=row.day, body=row.body, section=row.section, text=row.decision)
        for row in matters.handlings(reader, entry.matter)
        if row.entry != entry.id and row.day < meeting.starts[:10]
    )


def _served(people: _People, person: str) -> tuple[Served, ...]:
    if not person:
        return ()
    known = people.person(person)
    return (Served(name=known.name, title=known.title),)


def _attendance(people: _People, stay: Attendance, opened: str) -> AttendanceRow:
    person = people.person(stay.person)
    late = stay.arrived_at if stay.arrived_at > opened else ""
    return AttendanceRow(
        name=person.name,
        title=person.title,
        capacity=stay.capacity,
        organisation=people.organisation(stay.organisation),
        arrived=late,
        left=stay.left_at,
        deputy_for=people.name(stay.deputy_for),
        remote=stay.remote,
    )


def _absences(people: _People, stays: list[Attendance]) -> list[AttendanceRow]:
    deputies = {stay.deputy_for: stay.person for stay in stays if stay.deputy_for}
    return [
        AttendanceRow(
            name=people.name(stay.person),
            title=people.person(stay.person).title,
            capacity=stay.capacity,
            organisation=people.organisation(stay.organisation),
            deputy=people.name(deputies.get(stay.person, "")),
        )
        for stay in stays
        if stay.presence is Presence.ABSENT
    ]


def _first_moment(stays: list[Attendance], opened: str) -> str:
    """The clock time at which the meeting's own quorum is stated: its opening."""
    arrived = [stay.arrived_at for stay in stays if stay.arrived_at]
    return opened or min(arrived, default="")


def _versioned(content: C) -> C:
    """Name the version of the data by the content itself: the same data, the same bytes."""
    version = sha256(repr(content).encode()).hexdigest()[:12]
    head = dataclasses.replace(content.head, data_version=version)
    return dataclasses.replace(content, head=head)
