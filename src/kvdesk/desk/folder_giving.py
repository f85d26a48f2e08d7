"""Putting into the exchange folder what it lacks: own segments at once, others' after a while.

Each new own segment is a file of its own in its stream's folder. When its month is over, the
desk's small files are put together into one more; the small ones may then be cleared away by
whoever keeps the folder, and nothing puts them back. What others wrote is put back only after
hours, another number of them on every desk, so that not all of them do it at once.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kvdesk.changes.operation import Change
from kvdesk.changes.stamp import milliseconds_of
from kvdesk.desk.desk import Desk
from kvdesk.desk.exporting import close_segments, known_rotations, segment_of
from kvdesk.exchange.folder import Found, bundle_place, is_there, publish, segment_place
from kvdesk.exchange.keys import OwnKey
from kvdesk.exchange.manifest import Scope
from kvdesk.exchange.package import Draft, package_bytes, portions
from kvdesk.exchange.segments import encode
from kvdesk.exchange.signing import Segment
from kvdesk.kernel.clock import FINNISH_TIME
from kvdesk.kernel.errors import WorldFailure
from kvdesk.store import batches
from kvdesk.store.folder import (
    FileRow,
    SegmentNote,
    folder_files,
    keep_files,
    lacking_since,
    note_lacks,
    segment_notes,
)
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader

__all__ = ["give_missing"]

#: A file with one segment and fewer bytes is put together with others when its month is over.
_SMALL: Final = 1_000_000

#: Changes in one extract; keeps every body far below the reader's limits.
_EXTRACT: Final = 10_000

#: Others' segments are put back after 1 to 24 hours.
_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class _Shipment:
    """A file to be written: where, without the hash, and what is in it."""

    place: str
    segments: Sequence[Segment] = ()
    extracts: Sequence[bytes] = ()

    @property
    def held(self) -> tuple[str, ...]:
        """The SHA-256 of all of it."""
        bodies = (hashlib.sha256(body).hexdigest() for body in self.extracts)
        return tuple(sorted((*bodies, *(segment.sha256 for segment in self.segments))))


def give_missing(desk: Desk, folder: Path) -> int:
    """Sign what is unsent and write what the folder lacks; answers the number of files.

    Raises:
        WorldFailure: `exchange_folder_not_writable`, `exchange_folder_lost`.
        Refusal: what the key says.
    """
    key = desk.key()
    left = desk.store.write(lambda log: close_segments(log, key))
    written: list[FileRow] = []
    try:
        # One by one, so that what was written before a failure is noted.
        written.extend(
            _put(desk, folder, shipment, key) for shipment in _shipments(desk, key, left)
        )
    except OSError as error:
        if not is_there(folder):
            raise WorldFailure("exchange_folder_lost", folder=folder) from error
        raise WorldFailure(
            "exchange_folder_not_writable", folder=folder, reason=error.strerror
        ) from error
    finally:
        desk.store.write(lambda log: keep_files(log, written, ()))
    return len(written)


def _shipments(desk: Desk, key: OwnKey, left: Sequence[Change]) -> Iterator[_Shipment]:
    notes, files = desk.store.read(lambda reader: (segment_notes(reader), folder_files(reader)))
    sound = [file for file in files if file.state == "taken"]
    there = {sha256 for file in sound for sha256 in file.segments}
    bundled = {
        sha256
        for file in sound
        if len(file.segments) > 1 or file.size >= _SMALL
        for sha256 in file.segments
    }
    own_keys, this_month = desk.own_keys(), desk.clock.today()[:7]
    own = [note for note in notes if note.signer in own_keys]
    old = [note for note in own if _day(note) < this_month and note.sha256 not in bundled]
    if len(old) > 1 or any(note.sha256 not in there for note in old):
        yield from _bundles(desk, key, old)
    for note in own:
        if note.sha256 not in there and not _day(note) < this_month:
            (segment,) = _segments(desk, [note])
            yield _Shipment(segment_place(segment), [segment])
    yield from _left_behind(desk, key, left, there)
    lacking = [note for note in notes if note.signer not in own_keys and note.sha256 not in there]
    yield from _bundles(desk, key, _long_lacking(desk, key, lacking))


def _left_behind(
    desk: Desk, key: OwnKey, left: Sequence[Change], there: set[str]
) -> Iterator[_Shipment]:
    """Changes that began under a key which is lost, as the word of the key that stands now."""
    for at in range(0, len(left), _EXTRACT):
        today = desk.clock.today()
        body = encode(left[at : at + _EXTRACT])
        shipment = _Shipment(bundle_place(key.public, today, today), extracts=[body])
        if there.isdisjoint(shipment.held):
            yield shipment


def _long_lacking(desk: Desk, key: OwnKey, lacking: Sequence[SegmentNote]) -> list[SegmentNote]:
    """Those of others' segments for which nobody else has cared for hours."""
    now = desk.clock.now()
    moment = now.isoformat(timespec="seconds")
    wanted = [note.sha256 for note in lacking]
    desk.store.write(lambda log: note_lacks(log, wanted, moment))
    since = desk.store.read(lacking_since)

    def is_due(note: SegmentNote) -> bool:
        lot = hashlib.sha256(f"{key.public} {note.sha256}".encode()).digest()
        hours = 1 + int.from_bytes(lot[:4]) % _HOURS
        return datetime.fromisoformat(since[note.sha256]) + timedelta(hours=hours) <= now

    return [note for note in lacking if is_due(note)]


def _bundles(desk: Desk, key: OwnKey, notes: Sequence[SegmentNote]) -> Iterator[_Shipment]:
    days = {note.sha256: _day(note) for note in notes}
    for portion in portions(_segments(desk, notes)):
        told = [days[segment.sha256] for segment in portion]
        yield _Shipment(bundle_place(key.public, min(told), max(told)), portion)


def _segments(desk: Desk, notes: Iterable[SegmentNote]) -> list[Segment]:
    wanted = [note.sha256 for note in notes]
    return [segment_of(row) for row in desk.store.read(lambda r: batches.segments(r, wanted))]


def _put(desk: Desk, folder: Path, shipment: _Shipment, key: OwnKey) -> FileRow:
    draft = desk.store.read(lambda reader: _draft(desk, reader, shipment, key))
    data = package_bytes(draft, key)
    found: Found = publish(folder, shipment.place, data, desk.folder / "outbox")
    sender = desk.identity.name or desk.identity.department
    return FileRow(
        found.name, found.size, found.changed, "taken", sender=sender, segments=shipment.held
    )


def _draft(desk: Desk, reader: Reader, shipment: _Shipment, key: OwnKey) -> Draft:
    """A package that tells of the streams in it only: small files shall stay small."""
    have = batches.have(reader)
    streams = {segment.stream for segment in shipment.segments}
    return Draft(
        package=desk.ids.record(),
        made_at=desk.clock.now().isoformat(timespec="seconds"),
        department=desk.identity.department,
        label=desk.identity.name,
        scope=Scope("all"),
        vector={stream: have[stream] for stream in streams & have.keys()},
        digest=int(setting(reader, "digest") or "0", 16),
        segments=shipment.segments,
        extracts=shipment.extracts,
        rotations=known_rotations(reader, key),
    )


def _day(note: SegmentNote) -> str:
    """The Finnish day of a segment's last change, ISO."""
    moment = datetime.fromtimestamp(milliseconds_of(note.stamp) / 1000, FINNISH_TIME)
    return moment.strftime("%Y-%m-%d")
