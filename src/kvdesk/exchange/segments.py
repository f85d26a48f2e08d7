"""A run of changes as JSON Lines: readable in twenty years, decoded strictly.

Line 1 holds the dictionaries `{"streams": [...], "fields": [...], "records": [...]}`, each in
rising order; then a line a change: `[stream, seq, stamp, author, kind, [[record, field, value,
context], ...]]`, where stream, record and field are indexes into the dictionaries and context is
a flat list `[stream, seq, stream, seq, ...]`, streams rising. A change that is too large for one
line goes on in the next, which repeats the first five parts.
"""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from kvdesk.changes.operation import Change, Context, Operation
from kvdesk.kernel.collector import collector_paused
from kvdesk.kernel.errors import Refusal

__all__ = ["BODY_LIMIT", "OPERATION_LIMIT", "SEQ_LIMIT", "decode", "encode"]

#: Limits of a reader that trusts nobody, in bytes where not said otherwise; generous against the
#: largest honest body. The first line may be longer than the others: it names every record once.
BODY_LIMIT: Final = 32 * 1024 * 1024
HEAD_LIMIT: Final = 8 * 1024 * 1024
LINE_LIMIT: Final = 1024 * 1024
VALUE_LIMIT: Final = 512 * 1024
#: Operations in one line.
OPERATION_LIMIT: Final = 5_000
#: Operations in one body: bounds the memory that a small file can ask for.
OPERATIONS_LIMIT: Final = 200_000
#: Streams in one context.
CONTEXT_LIMIT: Final = 4_096
NUMBER_LIMIT: Final = 1 << 62
#: A seq has at most eight digits, as in the names of segments.
SEQ_LIMIT: Final = 100_000_000

_Index = Annotated[int, Meta(ge=0, lt=SEQ_LIMIT)]
_Seq = Annotated[int, Meta(ge=1, lt=SEQ_LIMIT)]
_Number = Annotated[int, Meta(gt=-NUMBER_LIMIT, lt=NUMBER_LIMIT)]
_Stamp = Annotated[int, Meta(ge=0, lt=NUMBER_LIMIT)]
_Word = Annotated[str, Meta(max_length=1_000)]
#: Indexes and seqs by turns; `_contexts` looks closer.
_Flat = Annotated[tuple[_Index, ...], Meta(max_length=2 * CONTEXT_LIMIT)]
_Operation = tuple[_Index, _Index, str | _Number | None, _Flat]
_Operations = Annotated[list[_Operation], Meta(min_length=1, max_length=OPERATION_LIMIT)]
_Line = tuple[_Index, _Seq, _Stamp, _Word, _Word, _Operations]


class _Head(msgspec.Struct, forbid_unknown_fields=True):
    streams: list[str]
    fields: list[str]
    records: list[str]


#: What the names in each dictionary look like. Nothing else ever becomes a name in the database.
_NAMES: Final = {
    "streams": re.compile(r"[0-9a-f]{16}"),
    "fields": re.compile(r"(?=.{3,100}\Z)[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*"),
    "records": re.compile(r"[0-9a-f]{32}"),
}

_ENCODE: Final = msgspec.json.Encoder().encode
_DECODE_HEAD: Final = msgspec.json.Decoder(_Head).decode
_DECODE_LINE: Final = msgspec.json.Decoder(_Line).decode

#: What no honest desk writes: `kernel.text.clean` takes it out before it is stored.
_FORBIDDEN: Final = re.compile("[\x00\ud800-\udfff]")

#: What the strict reading of one line may raise.
_UNREADABLE: Final = (msgspec.MsgspecError, ValueError, IndexError, RecursionError)


def encode(changes: Sequence[Change]) -> bytes:
    """The changes, at least one, as a body; the same changes give the same bytes.

    Raises:
        Refusal: `change_unsendable` when a reader would refuse the body; a signed body that
            nobody can read would block its stream for ever.
    """
    streams = _numbered(name for change in changes for name in _streams_of(change))
    fields = _numbered(o.field for change in changes for o in change.operations)
    records = _numbered(o.record for change in changes for o in change.operations)
    head = {"streams": list(streams), "fields": list(fields), "records": list(records)}
    lines = [_ENCODE(head)]
    for change in changes:
        lead = (streams[change.stream], change.seq, change.stamp, change.author, change.kind)
        operations = [
            (records[o.record], fields[o.field], o.value, _flat(streams, o.context))
            for o in change.operations
        ]
        lines.extend(_lines(lead, operations))
    body = b"\n".join([*lines, b""])
    try:
        decode(body)
    except Refusal as refusal:
        raise Refusal("change_unsendable", **refusal.parameters) from refusal
    return body


def decode(body: bytes) -> list[Change]:
    """The changes of a body, in its order: rising within each stream.

    Raises:
        Refusal: `segment_unreadable` with the number of the line; nothing of it may be used then.
    """
    number = 1
    if len(body) > BODY_LIMIT:
        raise Refusal("segment_unreadable", line=number)
    source = io.BytesIO(body)
    try:
        with collector_paused():
            reading = _Reading(_head(_whole(source.readline(HEAD_LIMIT + 1))), body)
            for line in iter(lambda: source.readline(LINE_LIMIT + 1), b""):
                number += 1
                reading.add(_DECODE_LINE(_whole(line)), long=len(line) > VALUE_LIMIT)
            return reading.finished()
    except _UNREADABLE as error:
        raise Refusal("segment_unreadable", line=number) from error


class _Reading:
    """One body on its way to changes; any oddity raises one of `_UNREADABLE`.

    This is the hot path of every import (20 000 changes in about 0.13 s), hence the
    local names and the one look at the whole body that spares a look at each text.
    """

    def __init__(self, head: _Head, body: bytes) -> None:
        self._head = head
        self._contexts: dict[tuple[int, ...], Context] = {(): ()}
        self._plain = _is_plain(body)
        self._last: dict[int, int] = {}
        self._count = 0
        self._lead: tuple[object, ...] = ()
        self._more: list[Operation] = []
        self._changes: list[Change] = []

    def add(self, line: _Line, *, long: bool) -> None:
        """Take one line; `long` when a value in it may be over the limit."""
        stream, seq, stamp, author, kind, raw = line
        if long or not self._plain:
            _check_texts(line)
        known, records, fields = self._contexts, self._head.records, self._head.fields
        told = [
            Operation(
                records[record],
                fields[field],
                value,
                known[flat] if flat in known else self._context(flat),
            )
            for record, field, value, flat in raw
        ]
        self._count += len(told)
        if self._count > OPERATIONS_LIMIT:
            raise ValueError(self._count)
        if line[:5] == self._lead:
            self._more += told
            return
        self._close()
        if seq <= self._last.get(stream, 0):
            raise ValueError(seq)
        self._last[stream] = seq
        self._lead = line[:5]
        name = self._head.streams[stream]
        self._changes.append(Change(name, seq, stamp, author, kind, tuple(told)))

    def finished(self) -> list[Change]:
        """All changes, when the last line has been added."""
        self._close()
        if not self._changes:
            raise ValueError(self._count)
        return self._changes

    def _close(self) -> None:
        """Finish the last change: its further lines, and no field set twice in it."""
        if not self._changes:
            return
        change = self._changes[-1]
        if self._more:
            change = replace(change, operations=change.operations + tuple(self._more))
            self._changes[-1] = change
            self._more = []
        told = change.operations
        if len(told) > 1 and len({(o.record, o.field) for o in told}) != len(told):
            raise ValueError(change.seq)

    def _context(self, flat: tuple[int, ...]) -> Context:
        if len(flat) == 2 and flat[1]:
            return ((self._head.streams[flat[0]], flat[1]),)
        streams, seqs = flat[::2], flat[1::2]
        if 0 in seqs or list(streams) != sorted(set(streams)):
            raise ValueError(flat)
        names = map(self._head.streams.__getitem__, streams)
        context = self._contexts[flat] = tuple(zip(names, seqs, strict=True))
        return context


def _head(line: bytes) -> _Head:
    head = _DECODE_HEAD(line)
    # No name needs an escape, so a doubled key, which the decoder lets through, shows here.
    if b"\\" in line or any(line.count(b'"%s"' % key.encode()) != 1 for key in _NAMES):
        raise ValueError(line[:80])
    for key, pattern in _NAMES.items():
        names: list[str] = getattr(head, key)
        if not all(map(pattern.fullmatch, names)):
            raise ValueError(key)
        if any(one >= two for one, two in pairwise(names)):
            raise ValueError(key)
    return head


def _whole(line: bytes) -> bytes:
    """A line over the limit was read without its end."""
    if not line.endswith(b"\n"):
        raise ValueError(len(line))
    return line


def _is_plain(body: bytes) -> bool:
    """Whether the body as a whole shows that every text in it is composed and without escapes.

    Normal forms are closed under taking parts (Unicode Annex 15), so one look at the body spares
    a look at each text of an honest one.
    """
    return b"\\u" not in body and unicodedata.is_normalized("NFC", body.decode())


def _check_texts(line: _Line) -> None:
    for text in (line[3], line[4], *(value for _, _, value, _ in line[5])):
        if isinstance(text, str) and (
            _FORBIDDEN.search(text)
            or not unicodedata.is_normalized("NFC", text)
            or len(text.encode()) > VALUE_LIMIT
        ):
            raise ValueError(text[:20])


def _lines(lead: tuple[object, ...], operations: Sequence[object]) -> list[bytes]:
    """One line, or as many as the limits ask for."""
    line = _ENCODE((*lead, operations))
    fits = len(operations) <= OPERATION_LIMIT and len(line) <= LINE_LIMIT
    if fits or len(operations) == 1:
        return [line]
    half = len(operations) // 2
    return [*_lines(lead, operations[:half]), *_lines(lead, operations[half:])]


def _flat(streams: dict[str, int], context: Context) -> list[int]:
    return [part for stream, seq in context for part in (streams[stream], seq)]


def _streams_of(change: Change) -> Iterator[str]:
    yield change.stream
    for operation in change.operations:
        for stream, _ in operation.context:
            yield stream


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}
