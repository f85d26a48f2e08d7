"""The words that documents print, in the document's language.

English here, translated by the catalogue of `Words`; each is a whole sentence or a whole label,
never a part of one. Where people's own text follows, the label or sentence before it stands alone.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from kvdesk.documents.content import (
    AttendanceRow,
    Break,
    Disqualified,
    Quorum,
    Served,
    Side,
    Status,
)
from kvdesk.domain.actions import ActionState
from kvdesk.domain.decisions import Outcome, Stand
from kvdesk.domain.meetings import Capacity, MeetingMode, ProposalKind
from kvdesk.kernel.dates import format_day, format_time
from kvdesk.kernel.words import N_, Words

__all__ = [
    "ACTION_STATES",
    "CAPACITIES",
    "NO_ENTRY",
    "OUTCOMES",
    "break_sentence",
    "capacity_text",
    "day_and_times",
    "disqualification_sentence",
    "mode_sentence",
    "outcome_sentence",
    "presence_text",
    "proposal_sentence",
    "quorum_sentences",
    "seconders_sentence",
    "sections_text",
    "side_text",
    "state_text",
]

#: What a table's cell shows that has nothing to say: an empty one reads as an error.
NO_ENTRY: Final = "–"

CAPACITIES: Final[Mapping[Capacity, str]] = {
    Capacity.CHAIR: N_("chair"),
    Capacity.MEMBER: N_("member"),
    Capacity.DEPUTY: N_("deputy member"),
    Capacity.SECRETARY: N_("secretary"),
    Capacity.PRESENTER: N_("presenting officer"),
    Capacity.EXPERT: N_("expert"),
}

_MODES: Final[Mapping[MeetingMode, str]] = {
    MeetingMode.ON_SITE: "",
    MeetingMode.REMOTE: N_("The meeting is held over a remote connection."),
    MeetingMode.HYBRID: N_("It is also possible to take part over a remote connection."),
}

_MODES_HELD: Final[Mapping[MeetingMode, str]] = {
    MeetingMode.ON_SITE: "",
    MeetingMode.REMOTE: N_("The meeting was held over a remote connection."),
    MeetingMode.HYBRID: N_("It was also possible to take part over a remote connection."),
}

_PROPOSALS: Final[Mapping[ProposalKind, str]] = {
    ProposalKind.CHANGE: N_("{person} proposed a change to the proposed decision."),
    ProposalKind.TABLING: N_("{person} proposed that the matter be tabled."),
    ProposalKind.RETURN: N_("{person} proposed that the matter be returned for preparation."),
    ProposalKind.COUNTER: N_("{person} made a counter-proposal."),
    ProposalKind.REJECTION: N_("{person} proposed that the proposed decision be rejected."),
    ProposalKind.WISH: N_("{person} proposed a wish to be entered in the minutes."),
}

#: How a decision relates to the proposal that stands above it.
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.APPROVED: N_("The proposed decision was approved."),
    Outcome.CHANGED: N_("The proposed decision was approved as changed in the meeting."),
    Outcome.REJECTED: N_("The proposed decision was rejected."),
    Outcome.TABLED: N_("The matter was tabled."),
    Outcome.RETURNED: N_("The matter was returned for preparation."),
    Outcome.NOTED: N_("The matter was noted for information."),
}

#: Outcomes that say nothing where no proposal was made.
_ABOUT_A_PROPOSAL: Final = (Outcome.APPROVED, Outcome.CHANGED, Outcome.REJECTED)

_STANDS: Final[Mapping[Stand, str]] = {
    Stand.YES: N_("Yes: {count}"),
    Stand.NO: N_("No: {count}"),
    Stand.BLANK: N_("Blank: {count}"),
    Stand.ABSENT: N_("Absent: {count}"),
}

ACTION_STATES: Final[Mapping[ActionState, str]] = {
    ActionState.OPEN: N_("open"),
    ActionState.IN_PROGRESS: N_("in progress"),
    ActionState.DONE: N_("done"),
    ActionState.CANCELLED: N_("cancelled"),
}

_STATES: Final[Mapping[Status, str]] = {
    Status.DRAFT: N_("Draft"),
    Status.FINAL: "",
    Status.CHECKED: N_("Checked"),
}


def state_text(status: Status, words: Words) -> str:
    """What the first page says about how far the document has come; empty when it is final."""
    return words.text(_STATES[status])


def seconders_sentence(names: Sequence[str], words: Words) -> str:
    """Who seconded a proposal; at least one name."""
    *others, last = names
    if not others:
        return words.text("{name} seconded the proposal.", name=last)
    return words.text(
        "{names} and {last_name} seconded the proposal.", names=", ".join(others), last_name=last
    )


def day_and_times(starts: str, ends: str, words: Words) -> str:
    """When a meeting is or was: day and clock times of two ISO moments, the second may be empty."""
    _ = words.text
    day = format_day(starts[:10], words.language)
    if not starts[11:]:
        return day
    begin = format_time(starts[11:16], words.language)
    if not ends[11:]:
        return _("{day} at {start}", day=day, start=begin)
    end = format_time(ends[11:16], words.language)
    if ends[:10] == starts[:10]:
        return _("{day} at {start}–{end}", day=day, start=begin, end=end)
    last = format_day(ends[:10], words.language)
    return _("{day} at {start} – {last_day} at {end}", day=day, start=begin, last_day=last, end=end)


def mode_sentence(mode: MeetingMode, words: Words, *, held: bool) -> str:
    """Where people are or were, besides the place; empty for a meeting on site."""
    return words.text((_MODES_HELD if held else _MODES)[mode])


def sections_text(served: Served) -> str:
    """For which sections somebody served, in one unbroken piece; empty when for all."""
    first, last = served.first_section, served.last_section
    if first is None:
        return ""
    return f"§\u00a0{first}" if last in (None, first) else f"§\u00a0{first}–{last}"


def capacity_text(row: AttendanceRow, words: Words) -> str:
    """In which capacity somebody was there, and for whom."""
    _ = words.text
    if row.deputy_for:
        return _("deputy member for {name}", name=row.deputy_for)
    return _(CAPACITIES[row.capacity])


def presence_text(row: AttendanceRow, words: Words) -> str:
    """When somebody was there, told for every row so that no cell of the roll is empty."""
    _ = words.text
    when = _stay_text(row, words)
    return _("{when}, remotely", when=when) if row.remote else when


def _stay_text(row: AttendanceRow, words: Words) -> str:
    _ = words.text
    if not row.arrived and not row.left:
        return _("throughout")
    arrived, left = (at and format_time(at, words.language) for at in (row.arrived, row.left))
    if not left:
        return _("from {time}", time=arrived)
    if not arrived:
        return _("until {time}", time=left)
    return _("{arrived}–{left}", arrived=arrived, left=left)


def quorum_sentences(quorum: Quorum, words: Words) -> tuple[str, ...]:
    """How many were present, how many are needed, and what follows."""
    _ = words.text
    counted = _(
        "Members present: {present} of {members}.", present=quorum.present, members=quorum.members
    )
    if not quorum.needed:
        return (counted,)
    return (
        counted,
        _("Needed for a quorum: {needed}.", needed=quorum.needed),
        _("There was a quorum.") if quorum.is_quorate else _("There was no quorum."),
    )


def proposal_sentence(kind: ProposalKind, person: str, words: Words) -> str:
    """Who proposed what kind of thing; the proposal itself follows."""
    return words.text(_PROPOSALS[kind], person=person)


def side_text(side: Side, words: Words) -> str:
    """One side of a vote: how many."""
    return words.text(_STANDS[side.stand], count=side.count)


def disqualification_sentence(line: Disqualified, words: Words) -> str:
    """Who stepped aside, and whether he or she left."""
    _ = words.text
    if line.left_room:
        return _(
            "{person} declared a disqualification and left the meeting while the matter was"
            " handled.",
            person=line.person,
        )
    return _(
        "{person} declared a disqualification and took no part in handling the matter.",
        person=line.person,
    )


def break_sentence(line: Break, words: Words) -> str:
    """That the meeting paused, and until when."""
    if not line.until:
        return words.text("The meeting was interrupted.")
    until = format_time(line.until, words.language)
    return words.text("The meeting was interrupted and went on at {time}.", time=until)


def outcome_sentence(outcome: Outcome | None, words: Words, *, proposal: str) -> str:
    """How the decision relates to the proposal; empty when there is nothing to relate it to."""
    if outcome is None or (outcome in _ABOUT_A_PROPOSAL and not proposal):
        return ""
    return words.text(OUTCOMES[outcome])
