"""The sample's meetings: the file's scripts, played by the commands that the live desk uses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from kvdesk.desk.actions import ReportAction
from kvdesk.desk.agenda import AddEntry, CarryOver, RemoveEntry
from kvdesk.desk.attendance import Arrive, Leave, MarkAbsent
from kvdesk.desk.live import (
    Decide,
    Disqualify,
    EnterDissent,
    LogAction,
    Note,
    Propose,
    Second,
    TakeUp,
    TakeVote,
)
from kvdesk.desk.meetings import (
    AddMeeting,
    ArchiveMeeting,
    CallMeeting,
    CheckMinutes,
    DraftMinutes,
    EndMeeting,
    OpenMeeting,
)
from kvdesk.desk.registry import Command
from kvdesk.desk.sample_scribe import Calendar, Scribe
from kvdesk.domain.actions import ActionState
from kvdesk.domain.decisions import Outcome
from kvdesk.domain.meetings import AgendaEntry, EntryKind, MeetingMode, MeetingState, ProposalKind
from kvdesk.domain.network import Person
from kvdesk.store.queries import meetings

__all__ = ["hold_meetings"]

_STATES: Final = tuple(MeetingState)
_MINUTES_A_LINE: Final = 3
_MINUTES_AN_ITEM: Final = 12
#: The meeting in session began so many minutes ago, at a full quarter of an hour.
_MINUTES_AGO: Final = 40
_A_QUARTER: Final = 15
_NOON: Final = "T12:00"


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of the file with its day; `coming` is the day of the body's next one."""

    script: Mapping[str, Any]
    day: date
    coming: str


def hold_meetings(scribe: Scribe, texts: Mapping[str, Any], calendar: Calendar) -> None:
    """Hold every meeting in the order of its day, as far as its state says."""
    bodies = {body["abbreviation"]: body for body in texts["bodies"]}
    earlier: dict[str, str] = {}
    for turn, held in enumerate(_in_order(texts["meetings"], calendar)):
        name = held.script["body"]
        played = _Meeting(scribe, texts, bodies[name], held, calendar)
        earlier[name] = played.play(turn, earlier.get(name, ""))


def _in_order(scripts: Sequence[Mapping[str, Any]], calendar: Calendar) -> list[Held]:
    days = [
        calendar.coming(script["in_days"])
        if "in_days" in script
        else calendar.past(script["share"])
        for script in scripts
    ]
    dated = sorted(zip(days, range(len(scripts)), scripts, strict=True), key=lambda row: row[:2])
    held = []
    for place, (day, _, script) in enumerate(dated):
        later = (row[0] for row in dated[place + 1 :] if row[2]["body"] == script["body"])
        following = next(later, None)
        coming = f"{following.day}.{following.month}.{following.year}" if following else ""
        held.append(Held(script, day, coming))
    return held


class _Meeting:
    """One meeting being played: its clock goes on by a few minutes with every line."""

    def __init__(
        self,
        scribe: Scribe,
        texts: Mapping[str, Any],
        body: Mapping[str, Any],
        held: Held,
        calendar: Calendar,
    ) -> None:
        self.scribe = scribe
        self.texts = texts
        self.body = body
        self.script = held.script
        self.held = held
        self.today = calendar.today
        self.starts, self.ends = body["starts"], body["ends"]
        if held.script["state"] == MeetingState.IN_SESSION:
            self.starts, self.ends = _just_now(scribe.desk.clock.local())
        self.clock = _minutes(self.starts)
        self.id = ""
        self.checkers: tuple[str, str] = ("", "")

    def play(self, turn: int, earlier: str) -> str:
        """Plan it and take it to its state; answers its id."""
        state = _STATES.index(MeetingState(self.script["state"]))
        self._plan(earlier)
        if state >= _STATES.index(MeetingState.CALLED):
            self._call()
        if state >= _STATES.index(MeetingState.IN_SESSION):
            self._hold(turn)
        minutes: list[Command] = [
            DraftMinutes(meeting=self.id),
            CheckMinutes(
                meeting=self.id,
                at=self._moment(min(self.held.day + timedelta(days=7), self.today)),
                first_checker=self.checkers[0],
                second_checker=self.checkers[1],
            ),
            ArchiveMeeting(meeting=self.id),
        ]
        for command in minutes[: max(0, state - _STATES.index(MeetingState.ENDED))]:
            self.scribe.do(command)
        return self.id

    def at(self) -> str:
        """The meeting's clock time."""
        return f"{self.clock // 60:02}:{self.clock % 60:02}"

    def spoken(self) -> str:
        """The clock time as Finnish minutes write it: 9.05."""
        return f"{self.clock // 60}.{self.clock % 60:02}"

    def person(self, key: str) -> str:
        """The id of a person of the file."""
        return self.scribe.people[key]

    def _plan(self, earlier: str) -> None:
        day = self.held.day.isoformat()
        self.id = self.scribe.do(
            AddMeeting(
                body=self.scribe.bodies[self.body["abbreviation"]],
                starts=f"{day}T{self.starts}",
                ends=f"{day}T{self.ends}",
                place=self.script.get("place", self.body["place"]),
                mode=MeetingMode(self.script.get("mode", self.body["mode"])),
            )
        )
        if earlier and self.script.get("carries_over"):
            self.scribe.do(CarryOver(meeting=self.id, earlier=earlier))
        waiting = {entry.matter for entry in meetings.agenda(self.scribe.reader, self.id)}
        for item in self.script["items"]:
            matter = self.scribe.matters[item["matter"]]
            if matter not in waiting:
                self._add_item(item, matter)

    def _add_item(self, item: Mapping[str, Any], matter: str) -> None:
        known = self.texts["matters"][item["matter"]]
        proposal = self.texts["proposals"].get(item["as"], "") or known["proposal"]
        informs = item["as"] == "inform"
        self.scribe.do(
            AddEntry(
                meeting=self.id,
                matter=matter,
                kind=EntryKind.INFORMATION if informs else EntryKind.BUSINESS,
                planned_minutes=10 if informs else 20,
                proposal=proposal,
            )
        )

    def _call(self) -> None:
        notice = timedelta(days=self.body["rules"].get("notice_days", 7))
        day = min(self.held.day - notice, self.today)
        self.scribe.do(CallMeeting(meeting=self.id, at=f"{day.isoformat()}T08:00"))

    def _hold(self, turn: int) -> None:
        """Open it and go through its agenda; the meeting in session stays at the item of now."""
        do = self.scribe.do
        do(OpenMeeting(meeting=self.id, at=f"{self.held.day.isoformat()}T{self.at()}"))
        words = self._words(turn, self._arrive())
        scripts = {self.scribe.matters[item["matter"]]: item for item in self.script["items"]}
        for entry in meetings.agenda(self.scribe.reader, self.id):
            script = scripts.get(entry.matter)
            if script is not None and script.get("end") == "removed":
                do(RemoveEntry(entry=entry.id))
                continue
            do(TakeUp(entry=entry.id, at=self.at()))
            if script is None:
                said = self.texts["fixed"][entry.title]
                line = said.format(**words, ended=self.spoken())
                do(Note(text=line, entry=entry.id, at=self.at()))
                self.clock += 1
            elif script.get("now"):
                self._discuss(entry, script)
                return
            else:
                self._handle(entry, script)
        do(EndMeeting(meeting=self.id, at=f"{self.held.day.isoformat()}T{self.at()}"))

    def _words(self, turn: int, present: list[str]) -> dict[str, object]:
        """What the fixed items say; the checkers are taken in turn from those present."""
        others = [person for person in present if person != self.body["chair"]]
        first, second = others[turn % len(others)], others[(turn + 1) % len(others)]
        if self.body["rules"].get("checkers"):
            self.checkers = (self.person(first), self.person(second))
        return {
            "opened": self.spoken(),
            "present": len(present),
            "first": self._name(first),
            "second": self._name(second),
            "coming": self.held.coming or self.texts["coming_open"],
        }

    def _arrive(self) -> list[str]:
        """Note who is there from the opening on; answers the voting people's keys."""
        away = set(self.script.get("absent", ())) | set(self.script.get("late", ()))
        seats = [self.body["chair"], self.body["vice_chair"], *self.body["members"]]
        deputies = self.script.get("deputies", {})
        here = [person for person in seats if person not in away]
        for person in [*here, self.body["secretary"]]:
            self.scribe.do(Arrive(meeting=self.id, person=self.person(person), at=self.at()))
        for member, deputy in deputies.items():
            self.scribe.do(
                Arrive(
                    meeting=self.id,
                    person=self.person(deputy),
                    at=self.at(),
                    deputy_for=self.person(member),
                )
            )
        for person in self.script.get("absent", ()):
            self.scribe.do(MarkAbsent(meeting=self.id, person=self.person(person)))
        return [*here, *deputies.values()]

    def _discuss(self, entry: AgendaEntry, item: Mapping[str, Any]) -> None:
        """Log what is said and proposed under an item."""
        for line in item.get("log", ()):
            self.clock += _MINUTES_A_LINE
            kind, *rest = line
            self.scribe.do(_LINES[kind](self, entry, *rest))

    def _handle(self, entry: AgendaEntry, item: Mapping[str, Any]) -> None:
        self._discuss(entry, item)
        self.clock += _MINUTES_AN_ITEM
        end = item.get("end", "noted" if item["as"] == "inform" else "")
        text = item.get("text", self.texts["endings"].get(end, ""))
        outcome = Outcome(end) if end else None
        do = self.scribe.do
        do(Decide(text=text, outcome=outcome, entry=entry.id, at=self.at()))
        if item["as"] == "decide" and end in ("", "changed"):
            for action in self.texts["matters"][item["matter"]]["actions"]:
                self.clock += 1
                self._act(entry, *action)
        for action in item.get("actions", ()):
            self.clock += 1
            self._act(entry, *action)

    def _act(self, entry: AgendaEntry, title: str, key: str, days: int, course: str = "") -> None:
        """Log an action and report on it, as far as time has come; `course` may hold it back."""
        owner = self.person(key)
        due = self.held.day + timedelta(days=days)
        organisation = self.scribe.reader.get(Person, owner).organisation
        logged = LogAction(
            title=title,
            owner=owner,
            organisation=organisation,
            due=due.isoformat(),
            entry=entry.id,
            at=self.at(),
        )
        action = self.scribe.do(logged)
        reports = [
            (self.held.day + timedelta(days=days // 2), ActionState.IN_PROGRESS),
            (due - timedelta(days=2), ActionState.DONE),
        ]
        kept = {"late": 1, "silent": 0}.get(course, 2)
        for day, state in reports[:kept]:
            if day <= self.today:
                final = ActionState.CANCELLED if course == "cancelled" else ActionState.DONE
                reached = final if state is ActionState.DONE else state
                self.scribe.do(
                    ReportAction(
                        action=action,
                        state=reached,
                        comment=self.texts["reports"][reached],
                        person=owner,
                        at=day.isoformat() + _NOON,
                    )
                )

    def _moment(self, day: date) -> str:
        return f"{day.isoformat()}T15:00" if day < self.today else f"{day.isoformat()}T08:00"

    def _name(self, key: str) -> str:
        return self.scribe.reader.get(Person, self.person(key)).name


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _just_now(moment: str) -> tuple[str, str]:
    """When a meeting begins and ends that is going on at a moment, `09:00` and `11:30`."""
    begun = max(0, _minutes(moment[11:16]) - _MINUTES_AGO) // _A_QUARTER * _A_QUARTER
    ends = min(begun + 150, 24 * 60 - 1)
    return f"{begun // 60:02}:{begun % 60:02}", f"{ends // 60:02}:{ends % 60:02}"


def _note(played: _Meeting, entry: AgendaEntry, text: str, who: str = "") -> Command:
    person = played.person(who) if who else ""
    return Note(text=text, person=person, entry=entry.id, at=played.at())


def _propose(played: _Meeting, entry: AgendaEntry, kind: str, who: str, text: str) -> Command:
    return Propose(
        text=text,
        kind=ProposalKind(kind),
        person=played.person(who),
        entry=entry.id,
        at=played.at(),
    )


def _second(played: _Meeting, entry: AgendaEntry, who: str) -> Command:
    return Second(person=played.person(who), entry=entry.id, at=played.at())


def _vote(
    played: _Meeting, entry: AgendaEntry, question: str, yes: list[str], no: list[str]
) -> Command:
    return TakeVote(
        question=question,
        voted_yes=tuple(played.person(key) for key in yes),
        voted_no=tuple(played.person(key) for key in no),
        entry=entry.id,
        at=played.at(),
    )


def _dissent(played: _Meeting, entry: AgendaEntry, who: str, text: str) -> Command:
    return EnterDissent(person=played.person(who), text=text, entry=entry.id, at=played.at())


def _disqualify(played: _Meeting, entry: AgendaEntry, who: str, ground: str) -> Command:
    return Disqualify(person=played.person(who), ground=ground, entry=entry.id, at=played.at())


def _arrival(played: _Meeting, entry: AgendaEntry, who: str) -> Command:
    del entry
    return Arrive(meeting=played.id, person=played.person(who), at=played.at())


def _leaving(played: _Meeting, entry: AgendaEntry, who: str) -> Command:
    del entry
    return Leave(meeting=played.id, person=played.person(who), at=played.at())


#: The lines of a script by their first word.
_LINES: Final[Mapping[str, Callable[..., Command]]] = {
    "note": _note,
    "propose": _propose,
    "second": _second,
    "vote": _vote,
    "dissent": _dissent,
    "disqualify": _disqualify,
    "arrive": _arrival,
    "leave": _leaving,
}
