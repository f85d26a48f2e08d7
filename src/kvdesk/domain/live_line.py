r"""One typed line of the live desk, taken apart.

The first word chooses what is logged, by the letter of each language (`letters`): `p Hyväksytään.`
is a decision, `t @Aho Mittaristo !15.1. #1.2` an action. Everything else is a note. A letter alone
is complete, too: `p` approves the proposal as it stands. Whoever wants a note that begins with such
a letter types a space or a backslash before it: ` p on kirjain`, `\p on kirjain`.

Within the line `@` names people (`@Aho`, `@"Anna Aho"`, `@Anna_Aho`), `#` goals (`#1.2`) and `!` a
day (`!to`, `!15.1.`, `!vko 3`). They are taken out where they are fields of what is logged; in a
note, a decision or a vote the bare words stay, so that no word is lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.meetings import LogKind, ProposalKind
from kvdesk.kernel.dates import parse_day
from kvdesk.kernel.errors import Refusal

__all__ = ["LiveLine", "VoteCounts", "letters", "read_line"]


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """How many stood where; 0 where the line does not say."""

    yes: int
    no: int
    blank: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class LiveLine:
    """What a line says. `people` and `goals` are as typed: the caller finds whom they mean.

    `due` is an ISO day or empty. `unread` are day tokens that could not be read; they stay in the
    text. `proposal_kind` is told by a proposal's first word and None for other lines.
    """

    kind: LogKind
    text: str
    people: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    due: str = ""
    votes: VoteCounts | None = None
    proposal_kind: ProposalKind | None = None
    unread: tuple[str, ...] = ()


_LETTERS: Final[Mapping[str, Mapping[str, LogKind]]] = {
    "fi": {
        "p": LogKind.DECISION,  # päätös
        "t": LogKind.ACTION,  # toimenpide
        "e": LogKind.PROPOSAL,  # ehdotus
        "k": LogKind.SECOND,  # kannatus
        "ä": LogKind.VOTE,  # äänestys
        "j": LogKind.DISQUALIFICATION,  # jäävi
        "v": LogKind.DISSENT,  # eriävä mielipide
    },
    "sv": {
        "b": LogKind.DECISION,  # beslut
        "å": LogKind.ACTION,  # åtgärd
        "f": LogKind.PROPOSAL,  # förslag
        "u": LogKind.SECOND,  # understöd
        "r": LogKind.VOTE,  # röstning
        "j": LogKind.DISQUALIFICATION,  # jäv
        "a": LogKind.DISSENT,  # avvikande mening
    },
    "en": {
        "d": LogKind.DECISION,
        "a": LogKind.ACTION,
        "p": LogKind.PROPOSAL,
        "s": LogKind.SECOND,
        "v": LogKind.VOTE,
        "q": LogKind.DISQUALIFICATION,  # disqualified
        "o": LogKind.DISSENT,  # opinion that differs
    },
}

#: Kinds whose text is told as it was said, with the names and days in it.
_TOLD: Final = frozenset({LogKind.NOTE, LogKind.DECISION, LogKind.VOTE})

#: How a proposal's first word begins -> what it proposes.
_PROPOSALS: Final[Mapping[ProposalKind, tuple[str, ...]]] = {
    ProposalKind.TABLING: ("pöydäl", "bordlägg", "table", "tabling"),
    ProposalKind.RETURN: ("palaut", "återremi", "återförvis", "return"),
    ProposalKind.COUNTER: ("vastaehd", "motförslag", "counter"),
    ProposalKind.REJECTION: ("hylk", "hylät", "hylkää", "avslag", "avslå", "förkast", "reject"),
    ProposalKind.WISH: ("ponsi", "toivom", "kläm", "önskemål", "wish"),
}

_TOKEN: Final = re.compile(
    r"""(?<!\S)(?:
        @"(?P<quoted>[^\W_][^"]*)"
      | @(?P<name>[^\W_][\w’'.-]*)
      | \#(?P<goal>[^\W_][\w.-]*)
      | !(?P<day>[\w+].*)
    )""",
    re.VERBOSE,
)

#: A day in figures is one word; what follows it is no year.
_FIGURES: Final = re.compile(r"\d+[.-]\d+[.-]\S*")

_COUNTS: Final = re.compile(
    r"(?<!\S)(\d{1,3})\s?[-–/]\s?(\d{1,3})(?:\s?[-–/]\s?(\d{1,3}))?(?:\s?[-–/]\s?(\d{1,3}))?(?![\w-])"
)
_NAMED_COUNTS: Final = re.compile(
    r"\b(?:(?P<yes>jaa|ja|yes)|(?P<no>ei|nej|no)|(?P<blank>tyhj\w+|blankt?)"
    r"|(?P<absent>poissa|frånvarande|absent))\s(?P<count>\d{1,3})\b[,;]?",
    re.IGNORECASE,
)


def letters(language: str) -> Mapping[str, LogKind]:
    """The letters that choose a kind, in the order in which help shows them."""
    return _LETTERS.get(language, _LETTERS["en"])


def read_line(text: str, language: str, today: str) -> LiveLine:
    """Take a line apart; any text gives a line, an empty one an empty note.

    `language` is that of the screen, `today` an ISO day that relative days count from.
    """
    kind, rest = _kind_of(text, letters(language))
    pieces = list(_pieces(" ".join(rest.split()), today))
    people = [piece.value for piece in pieces if piece.sign == "@"]
    days = [piece.value for piece in pieces if piece.sign == "!"]
    told = _told(pieces, kind)
    if kind is LogKind.SECOND and not people and told:
        people, told = [told], ""  # who seconds is all that such a line can say
    votes, told = _votes(told) if kind is LogKind.VOTE else (None, told)
    return LiveLine(
        kind=kind,
        text=told,
        people=tuple(people),
        goals=tuple(piece.value for piece in pieces if piece.sign == "#"),
        due=days[-1] if days else "",
        votes=votes,
        proposal_kind=_proposal_kind(told) if kind is LogKind.PROPOSAL else None,
        unread=tuple(piece.typed for piece in pieces if piece.sign == "?"),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the line: `sign` is that of a token, `?` an unread day, empty for plain text.

    `value` is what it names; `typed` how it reads without its sign.
    """

    sign: str
    typed: str
    value: str = ""


def _kind_of(text: str, known: Mapping[str, LogKind]) -> tuple[LogKind, str]:
    if text[:1].isspace():
        return LogKind.NOTE, text
    if text.startswith("\\"):
        return LogKind.NOTE, text[1:]
    first, *rest = text.split(maxsplit=1) or [""]
    kind = known.get(first.casefold())
    return (LogKind.NOTE, text) if kind is None else (kind, rest[0] if rest else "")


def _pieces(text: str, today: str) -> Iterator[_Piece]:
    rest = text
    while match := _TOKEN.search(rest):
        yield _Piece("", rest[: match.start()])
        rest = rest[match.end() :]
        if match["day"]:
            piece, rest = _day(match["day"], today)
            yield piece
        elif match["goal"]:
            yield _Piece("#", match["goal"], match["goal"].rstrip(".-"))
        else:
            name = match["quoted"] or match["name"].replace("_", " ")
            yield _Piece("@", name, name.strip(" .-"))
    yield _Piece("", rest)


def _day(words: str, today: str) -> tuple[_Piece, str]:
    """The longest beginning that is a day, and the text after it."""
    split = words.split(" ")
    longest = 1 if _FIGURES.match(split[0]) else 4
    for count in range(min(longest, len(split)), 0, -1):
        typed = " ".join(split[:count])
        try:
            day = parse_day(typed.rstrip(".,;:)"), today)
        except Refusal as refusal:
            if refusal.code != "weekday_mismatch":
                continue
            break  # of “ke 3.12.” the “ke” alone was not meant
        return _Piece("!", typed, day), words.removeprefix(typed)
    return _Piece("?", f"!{split[0]}"), words.removeprefix(split[0])


def _told(pieces: Sequence[_Piece], kind: LogKind) -> str:
    """The text of the line, with the words of those tokens that belong to what was said."""
    first = next((piece for piece in pieces if piece.sign or piece.typed), None)
    is_speaker = kind is LogKind.NOTE and sum(piece.sign == "@" for piece in pieces) == 1
    text = ""
    for piece in pieces:
        spoken_by = is_speaker and piece is first and piece.sign == "@"
        if piece.sign in ("", "?") or (kind in _TOLD and piece.sign != "#" and not spoken_by):
            text += piece.typed
    return _tidy(text)


def _votes(text: str) -> tuple[VoteCounts | None, str]:
    """The counts in a vote's line, and the question without them."""
    found = list(_COUNTS.finditer(text))
    if found:
        match = found[0] if found[0].start() == 0 else found[-1]
        counts = VoteCounts(*(int(count or 0) for count in match.groups()))
        return counts, _tidy(f"{text[: match.start()]} {text[match.end() :]}")
    named = {
        side: int(match["count"])
        for match in _NAMED_COUNTS.finditer(text)
        for side in ("yes", "no", "blank", "absent")
        if match[side]
    }
    if not {"yes", "no"} <= named.keys():
        return None, text
    return VoteCounts(**named), _tidy(_NAMED_COUNTS.sub(" ", text))


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:")


def _proposal_kind(text: str) -> ProposalKind:
    folded = text.casefold()
    for kind, beginnings in _PROPOSALS.items():
        if folded.startswith(beginnings):
            return kind
    return ProposalKind.CHANGE
