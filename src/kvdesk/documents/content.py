"""What the documents say, as plain frozen data: the desk fills it, the kinds lay it out.

One class a document: `NoticeContent`, `AgendaContent`, `MinutesContent` (also the memo, by its
`profile`), `ExtractContent`, `DecisionListContent`, `ActionListContent`. Hand one of them to
`kvdesk.documents.write`, `render` or `save` together with the words of the document's language.

What a field holds:

- names, titles and texts are plain `str`, as the desk stores them; in a long text one newline is a
  line break and an empty line begins a new paragraph. Titles ("pelastusjohtaja") in lower case.
- days are ISO (`2026-03-12`), clock times `09:41`, moments `2026-03-12T09:00`; documents write
  them in the manner of their language.
- what is not known is an empty string, `None` or an empty tuple, and leaves no trace on paper.
- choices are the enumerations of `kvdesk.domain`, so that nothing has to be translated twice.

Nothing here knows a database: no ids, no rows. `Head.data_version` names the version of the data
that a document was made from; the same content gives the same bytes.
"""

from dataclasses import dataclass
from enum import StrEnum

from kvdesk.documents.log_lines import (
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
from kvdesk.domain.actions import ActionState
from kvdesk.domain.bodies import Profile
from kvdesk.domain.decisions import Outcome
from kvdesk.domain.meetings import Capacity, MeetingMode

__all__ = [
    "ActionListContent",
    "ActionRow",
    "AgendaContent",
    "AgendaItem",
    "Arrived",
    "AttendanceRow",
    "Break",
    "Checker",
    "Contact",
    "Content",
    "DecisionListContent",
    "DecisionRow",
    "Disqualified",
    "Dissent",
    "ExtractContent",
    "Handling",
    "Head",
    "Left",
    "LogLine",
    "MinutesContent",
    "MinutesItem",
    "Note",
    "NoticeContent",
    "Proposed",
    "Quorum",
    "Served",
    "Side",
    "Status",
    "Voted",
]


class Status(StrEnum):
    """How far a document has come; it says so on its first page."""

    DRAFT = "draft"
    FINAL = "final"
    CHECKED = "checked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Whom to ask; stands at the end of the document."""

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What every document says about itself and its meeting.

    `organisation` is the sender as printed, `number` the meeting's printed number (`3/2026`).
    `language` is the language of the texts that people typed (`fi`, `sv`, `en`); empty means that
    of the document. A list over many meetings leaves the meeting's fields empty.
    """

    organisation: str
    body: str
    issued_on: str
    data_version: str
    number: str = ""
    starts: str = ""
    ends: str = ""
    place: str = ""
    mode: MeetingMode = MeetingMode.ON_SITE
    register_number: str = ""
    publicity: str = ""
    status: Status = Status.DRAFT
    author: str = ""
    language: str = ""
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Handling:
    """An earlier handling of the matter: when, where, and what came of it."""

    day: str
    body: str
    section: int | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem:
    """One item of a notice or an agenda; `number` is kept even when the item is removed later."""

    number: int
    title: str
    register_number: str = ""
    presenter: str = ""
    planned_minutes: int | None = None
    background: str = ""
    proposal: str = ""
    goals: tuple[str, ...] = ()
    earlier: tuple[Handling, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeContent:
    """The notice of a meeting: when, where, what about.

    `remote_address` is a web address or a sentence; `answer_by` the day until which people tell
    whether they come.
    """

    head: Head
    items: tuple[AgendaItem, ...]
    message: str = ""
    remote_address: str = ""
    answer_by: str = ""
    invited: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaContent:
    """The agenda: every item with its account and proposed decision."""

    head: Head
    items: tuple[AgendaItem, ...]
    attachments: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    for_information: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """Who chaired, kept the minutes or presented, and for which sections; None: all of them."""

    name: str
    title: str = ""
    first_section: int | None = None
    last_section: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceRow:
    """One stay of one person in the meeting; who came back has two rows.

    `arrived` and `left` are clock times and empty where somebody was there from the beginning or
    to the end. For an absent member `deputy` names who came instead.
    """

    name: str
    title: str = ""
    capacity: Capacity = Capacity.MEMBER
    organisation: str = ""
    arrived: str = ""
    left: str = ""
    deputy_for: str = ""
    deputy: str = ""
    remote: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Quorum:
    """How many were present out of how many, and how many are needed; derived from the roll."""

    present: int
    members: int
    needed: int

    @property
    def is_quorate(self) -> bool:
        """Whether enough were present to decide."""
        return self.present >= self.needed


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionRow:
    """Something to do; `origin` ("3/2026 § 12") and `state` are for lists over many meetings."""

    what: str
    who: str = ""
    organisation: str = ""
    due: str = ""
    number: int | None = None
    origin: str = ""
    state: ActionState = ActionState.OPEN
    is_late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesItem:
    """One item as it was handled.

    `section` is the § number and None when the item was `removed` from the agenda (or the minutes
    have not been numbered yet); `number` is its agenda number in any case. `quorum` is given where
    it differs from the meeting's. `checked_on` is the day on which this section alone was checked,
    at once in the meeting. `proposed_by` is the presenting officer of the proposed decision.
    """

    number: int
    title: str
    section: int | None = None
    register_number: str = ""
    background: str = ""
    proposal: str = ""
    proposed_by: str = ""
    log: tuple[LogLine, ...] = ()
    outcome: Outcome | None = None
    decision: str = ""
    removed: bool = False
    quorum: Quorum | None = None
    actions: tuple[ActionRow, ...] = ()
    goals: tuple[str, ...] = ()
    earlier: tuple[Handling, ...] = ()
    attachments: tuple[str, ...] = ()
    checked_on: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checker:
    """A minutes checker and the day of the check, empty while it is outstanding."""

    name: str
    title: str = ""
    checked_on: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesContent:
    """The minutes of a meeting, or its memo when `profile` says so.

    The memo shows the same content with less ceremony: no quorum, no checkers, no votes by name,
    and the actions together at the end. `called_on` is the day on which the notice was sent.
    """

    head: Head
    items: tuple[MinutesItem, ...]
    profile: Profile = Profile.MINUTES
    chairs: tuple[Served, ...] = ()
    secretaries: tuple[Served, ...] = ()
    presenters: tuple[Served, ...] = ()
    present: tuple[AttendanceRow, ...] = ()
    absent: tuple[AttendanceRow, ...] = ()
    called_on: str = ""
    quorum: Quorum | None = None
    checkers: tuple[Checker, ...] = ()
    attachments: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    for_information: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtractContent:
    """An extract of one § from checked minutes; names are typed, nobody signs by hand.

    `certified_by` and `certified_on` stand under "certified as a true extract".
    """

    head: Head
    item: MinutesItem
    chairs: tuple[Served, ...] = ()
    secretaries: tuple[Served, ...] = ()
    checkers: tuple[Checker, ...] = ()
    present: tuple[AttendanceRow, ...] = ()
    certified_by: str = ""
    certified_title: str = ""
    certified_on: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRow:
    """One decision of a list; `origin` is its printed number and § ("3/2026 § 12")."""

    origin: str
    title: str
    body: str = ""
    day: str = ""
    register_number: str = ""
    text: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionListContent:
    """Decisions over one or many meetings; `period` tells which, in words."""

    head: Head
    rows: tuple[DecisionRow, ...]
    period: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionListContent:
    """Actions over one or many meetings; `period` tells which, in words."""

    head: Head
    rows: tuple[ActionRow, ...]
    period: str = ""


Content = (
    NoticeContent
    | AgendaContent
    | MinutesContent
    | ExtractContent
    | DecisionListContent
    | ActionListContent
)
