"""Sending packages: everything, in as many files as it takes, or one meeting."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kvdesk.changes.operation import Change
from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.registry import task
from kvdesk.domain.meetings import Meeting
from kvdesk.exchange.keys import OwnKey
from kvdesk.exchange.manifest import Part, Rotation, Scope
from kvdesk.exchange.package import Draft, portions, read_package, write_package
from kvdesk.exchange.segments import decode, encode
from kvdesk.exchange.signing import Segment, segments_of
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store import batches, peers
from kvdesk.store.log import Log
from kvdesk.store.queries.closure import records_around_meeting
from kvdesk.store.queries.resolving import resolve
from kvdesk.store.reader import Reader

__all__ = ["Exported", "WriteExport", "close_segments", "row_of", "segment_of"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, and how many changes, segments and bytes they hold.

    `file`, `sha256` and `package` are the first one's; there are several where everything does
    not fit into one package.
    """

    file: str
    sha256: str
    package: str
    changes: int
    segments: int
    size: int
    files: tuple[str, ...] = ()


@task("exchange export")
@dataclass(frozen=True, kw_only=True)
class WriteExport:
    """Write a signed package with everything, or with what belongs to one meeting."""

    out: Path = take.file(N_("The file to write, ending in .kvx"))
    scope: str = take.words(N_("What to send: all, or meeting:3/2026"), default="all")
    to: str = take.words(N_("Whom it is for, as a note to the reader"), default="")

    def __call__(self, desk: Desk) -> Exported:
        """Close own changes into signed segments and write them; read the files back to be sure.

        Raises:
            Refusal: `nothing_to_export`, `scope_unknown`, and what the key or the files say.
        """
        key = desk.key()
        scope = _scope(desk, self.scope)
        whole = desk.store.write(lambda log: _draft(desk, log, scope, key))
        if not whole.segments and not whole.extracts:
            raise Refusal("nothing_to_export")
        drafts = [replace(draft, to=[self.to] if self.to else []) for draft in _shared(desk, whole)]
        told = [
            _written(draft, _file_of(self.out, number, len(drafts)), key)
            for number, draft in enumerate(drafts, start=1)
        ]
        return replace(
            told[0],
            changes=sum(one.changes for one in told),
            segments=len(whole.segments),
            size=sum(one.size for one in told),
            files=tuple(one.file for one in told),
        )


def row_of(segment: Segment) -> batches.SegmentRow:
    """A segment as the books keep it."""
    return batches.SegmentRow(
        segment.stream,
        segment.first,
        segment.last,
        segment.sha256,
        segment.signer,
        segment.signature,
        segment.body,
    )


def segment_of(row: batches.SegmentRow) -> Segment:
    """A segment of the books as it travels."""
    return Segment(row.stream, row.first, row.last, row.signer, row.signature, row.body, row.sha256)


def _scope(desk: Desk, words: str) -> Scope:
    if words == "all":
        return Scope("all")
    kind, colon, given = words.partition(":")
    if kind != "meeting" or not colon:
        raise Refusal("scope_unknown", given=words)
    home = desk.identity.home_body

    def find(reader: Reader) -> Scope:
        meeting = reader.get(Meeting, resolve(reader, "meeting", given, home_body=home))
        return Scope("meeting", meeting.id, meeting.printed_number)

    return desk.store.read(find)


def _draft(desk: Desk, log: Log, scope: Scope, key: OwnKey) -> Draft:
    """All that is to be sent, as if one package could hold it."""
    reader = Reader(log.connection)
    segments: list[Segment] = []
    extracts: list[bytes] = []
    if scope.kind == "all":
        left = close_segments(log, key)
        segments = [segment_of(row) for row in batches.segments(reader)]
        extracts = [encode(part) for part in _extracts(left)]
    else:
        log.close_step()
        changes = batches.extract(log, records_around_meeting(reader, scope.id))
        extracts = [encode(part) for part in _extracts(changes)]
    return Draft(
        package=desk.ids.record(),
        made_at=desk.clock.now().isoformat(timespec="seconds"),
        department=desk.identity.department,
        label=desk.identity.name,
        scope=scope,
        vector=batches.have(reader),
        digest=log.digest(),
        segments=segments,
        extracts=extracts,
        rotations=_rotations(reader, key),
    )


def _rotations(reader: Reader, key: OwnKey) -> list[Rotation]:
    """The changes of keys that are known, those that led to this desk's own key first."""
    told = peers.key_changes(reader)
    own = {key.public}
    for change in told:  # the latest first
        if change.new in own:
            own.add(change.old)
    told.sort(key=lambda change: change.new not in own)
    return [Rotation(one.old, one.new, one.at, one.signature) for one in told]


#: Changes in one extract; keeps every body far below the reader's limits.
_EXTRACT: Final = 10_000


def _extracts(changes: list[Change]) -> list[list[Change]]:
    ordered = sorted(changes, key=lambda change: (change.stream, change.seq))
    return [ordered[at : at + _EXTRACT] for at in range(0, len(ordered), _EXTRACT)]


def close_segments(log: Log, key: OwnKey) -> list[Change]:
    """Sign what no segment holds yet; from here on these changes cannot be written on.

    Answers the changes of streams that began under a key which is lost: one stream has one signer,
    so they travel as extracts.
    """
    log.close_step()
    signers = batches.signers(Reader(log.connection))
    left: list[Change] = []
    for stream, changes in batches.unsent(log).items():
        if signers.get(stream, key.public) != key.public:
            left.extend(changes)
            continue
        for segment in segments_of(changes, key):
            batches.keep_segment(log, row_of(segment))
    return left


def _shared(desk: Desk, whole: Draft) -> Iterator[Draft]:
    """The draft, or as many as it takes: each may arrive late, twice or not at all."""
    shares = list(portions(whole.segments))
    if len(shares) < 2:
        yield whole
        return
    starts = [(share[0].stream, share[0].first) for share in shares]
    for number, share in enumerate(shares, start=1):
        package = desk.ids.record()
        yield replace(whole, package=package, segments=share, part=Part(number, starts))


def _file_of(out: Path, number: int, count: int) -> Path:
    """`everything.kvx`, or of several `everything-02of11.kvx`, which sort as they are numbered."""
    if count == 1:
        return out
    return out.with_name(f"{out.stem}-{number:0{len(str(count))}}of{count}{out.suffix}")


def _written(draft: Draft, file: Path, key: OwnKey) -> Exported:
    sha256 = write_package(file, draft, key)
    package = read_package(file)
    bodies = [*(segment.body for segment in package.segments), *package.extracts]
    changes = sum(len(decode(body)) for body in bodies)
    segments = len(draft.segments)
    return Exported(str(file), sha256, draft.package, changes, segments, file.stat().st_size)
