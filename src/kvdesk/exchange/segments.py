"""A run of changes as JSON Lines: readable in twenty years, decoded strictly.

Line 1 holds the dictionaries `{"streams": [...], "fields": [...], "records": [...]}`; then a line
a change: `[stream, seq, stamp, author, kind, [[record, field, value, context], ...]]`, where
stream, record and field are indexes into the dictionaries and context is a flat list
`[stream, seq, stream, seq, ...]`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from kvdesk.changes.operation import Change, Context, Operation, Value
from kvdesk.kernel.errors import Refusal

__all__ = ["decode", "encode"]

#: Limits of a reader that trusts nobody; generous against the largest honest segment.
LINE_LIMIT: Final = 1024 * 1024
VALUE_LIMIT: Final = 512 * 1024
OPERATION_LIMIT: Final = 5_000
CONTEXT_LIMIT: Final = 4_096
NUMBER_LIMIT: Final = 1 << 62

_Index = Annotated[int, Meta(ge=0, lt=1 << 31)]
_Number = Annotated[int, Meta(gt=-NUMBER_LIMIT, lt=NUMBER_LIMIT)]
_Seq = Annotated[int, Meta(ge=1, lt=1 << 31)]
_Word = Annotated[str, Meta(max_length=200)]
_Text = Annotated[str, Meta(max_length=VALUE_LIMIT)]
_Stream = Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
_Field = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=100)]
_Record = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Operation = tuple[
    _Index, _Index, _Text | _Number | None, Annotated[list[int], Meta(max_length=2 * CONTEXT_LIMIT)]
]
_Change = tuple[
    _Index,
    _Seq,
    Annotated[int, Meta(ge=0, le=(1 << 63) - 1)],
    _Word,
    _Word,
    Annotated[list[_Operation], Meta(min_length=1, max_length=OPERATION_LIMIT)],
]


class _Dictionaries(msgspec.Struct, forbid_unknown_fields=True):
    streams: list[_Stream]
    fields: list[_Field]
    records: list[_Record]


_ENCODE: Final = msgspec.json.Encoder().encode
_DECODE_HEAD: Final = msgspec.json.Decoder(_Dictionaries).decode
_DECODE_CHANGE: Final = msgspec.json.Decoder(_Change).decode

#: What `clean` would have taken out before it was stored; nobody's honest desk writes it.
_FORBIDDEN: Final = re.compile("[\x00\ud800-\udfff]")


def encode(changes: Sequence[Change]) -> bytes:
    """The changes as one segment body; the same changes give the same bytes."""
    streams = _numbered(
        name
        for change in changes
        for name in (
            change.stream,
            *(uid for operation in change.operations for uid, _ in operation.context),
        )
    )
    fields = _numbered(o.field for change in changes for o in change.operations)
    records = _numbered(o.record for change in changes for o in change.operations)
    head = {"streams": list(streams), "fields": list(fields), "records": list(records)}
    lines = [_ENCODE(head)]
    for change in changes:
        operations = [
            (
                records[o.record],
                fields[o.field],
                o.value,
                [part for uid, seq in o.context for part in (streams[uid], seq)],
            )
            for o in change.operations
        ]
        head_parts = (streams[change.stream], change.seq, change.stamp, change.author, change.kind)
        lines.append(_ENCODE((*head_parts, operations)))
    return b"\n".join(lines) + b"\n"


def decode(body: bytes) -> list[Change]:
    """The changes of a segment body.

    Raises:
        Refusal: `segment_unreadable` with the number of the line; nothing of it may be used then.
    """
    lines = body.split(b"\n")
    if len(lines) < 2 or lines[-1] != b"":
        raise Refusal("segment_unreadable", line=len(lines))
    changes: list[Change] = []
    try:
        head = _DECODE_HEAD(_bounded(lines[0]))
        _no_duplicates(head)
        # extend keeps what was read before a bad line, so the error can name the line
        changes.extend(_change(head, _DECODE_CHANGE(_bounded(line))) for line in lines[1:-1])
        _rising(changes)
    except (msgspec.MsgspecError, ValueError, IndexError, RecursionError) as error:
        raise Refusal("segment_unreadable", line=len(changes) + 2) from error
    return changes


def _rising(changes: Iterable[Change]) -> None:
    last: dict[str, int] = {}
    for change in changes:
        if change.seq <= last.get(change.stream, 0):
            raise ValueError(change.seq)
        last[change.stream] = change.seq


def _change(head: _Dictionaries, raw: "_Change") -> Change:
    stream, seq, stamp, author, kind, operations = raw
    seen: set[tuple[int, int]] = set()
    told: list[Operation] = []
    for record, field, value, context in operations:
        if (record, field) in seen:
            raise ValueError(field)
        seen.add((record, field))
        if isinstance(value, str) and not value.isascii():
            _check_text(value)
        elif isinstance(value, str) and "\x00" in value:
            raise ValueError(field)
        told.append(
            Operation(head.records[record], head.fields[field], value, _context(head, context))
        )
    _check_text(author)
    _check_text(kind)
    return Change(head.streams[stream], seq, stamp, author, kind, tuple(told))


def _context(head: _Dictionaries, flat: list[int]) -> Context:
    if not flat:
        return ()
    if len(flat) % 2:
        raise ValueError(len(flat))
    pairs = [
        (head.streams[flat[at]], flat[at + 1]) for at in range(0, len(flat), 2) if flat[at] >= 0
    ]
    if len(pairs) * 2 != len(flat) or any(not 1 <= seq < 1 << 31 for _, seq in pairs):
        raise ValueError(flat[0])
    if len(pairs) > 1 and (pairs != sorted(pairs) or len(dict(pairs)) != len(pairs)):
        raise ValueError(flat[0])
    return tuple(pairs)


def _check_text(text: Value) -> None:
    if isinstance(text, str) and (
        _FORBIDDEN.search(text) or not unicodedata.is_normalized("NFC", text)
    ):
        raise ValueError(text[:20])


def _bounded(line: bytes) -> bytes:
    if len(line) > LINE_LIMIT:
        raise ValueError(len(line))
    return line


def _no_duplicates(head: _Dictionaries) -> None:
    for names in (head.streams, head.fields, head.records):
        if len(set(names)) != len(names):
            raise ValueError(len(names))


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(_unique(names))}


def _unique(names: Iterable[str]) -> Iterator[str]:
    return iter(sorted(set(names)))
