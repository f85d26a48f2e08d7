"""Sending packages: everything, in as many files as it takes, or one meeting."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kvdesk.changes.operation import Change
from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.receipts import states_of
from kvdesk.desk.registry import task
from kvdesk.desk.sealing import receivers, sealed_by_passphrase, sealed_for, unsealing
from kvdesk.domain.meetings import Meeting
from kvdesk.exchange.keys import OwnKey
from kvdesk.exchange.manifest import Part, Rotation, Scope
from kvdesk.exchange.package import Draft, Seal, portions, read_package, write_package
from kvdesk.exchange.passphrase import new_passphrase
from kvdesk.exchange.preview import lacking
from kvdesk.exchange.segments import decode, encode
from kvdesk.exchange.signing import Segment, segments_of
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store import batches, peers
from kvdesk.store.log import Log
from kvdesk.store.queries.closure import records_around_meeting
from kvdesk.store.queries.resolving import resolve
from kvdesk.store.reader import Reader

__all__ = ["Exported", "WriteExport", "close_segments", "known_rotations", "row_of", "segment_of"]


#: What the name of an encrypted package ends in, behind `.kvx`.
_SEALED: Final = ".age"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, and how many changes, segments and bytes they hold.

    `file`, `sha256` and `package` are the first one's; there are several where everything does
    not fit into one package. `receivers` can open an encrypted one, or whoever is told the
    `passphrase`, which is kept nowhere.
    """

    file: str
    sha256: str
    package: str
    changes: int
    segments: int
    size: int
    files: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    passphrase: str = ""


@task("exchange export")
@dataclass(frozen=True, kw_only=True)
class WriteExport:
    """Write a signed package with everything, or with what belongs to one meeting."""

    out: Path = take.file(N_("The file to write, ending in .kvx"))
    scope: str = take.words(N_("What to send: all, or meeting:3/2026"), default="all")
    to: str = take.words(N_("Whom it is for, as a note to the reader"), default="")
    for_: str = take.words(
        N_("Encrypt for these desks: codes, names or fingerprints with commas between"), default=""
    )
    since: str = take.words(
        N_("Send only what this desk lacks by its latest package or receipt"), default=""
    )
    passphrase: bool = take.flag(N_("Encrypt with a passphrase of six words, shown once"))

    def __call__(self, desk: Desk) -> Exported:
        """Close own changes into signed segments and write them; read the files back to be sure.

        Raises:
            Refusal: `nothing_to_export`, `scope_unknown`, `encryption_twofold`, what `receivers`
                says, and what the key or the files say.
        """
        if self.for_ and self.passphrase:
            raise Refusal("encryption_twofold")
        rows = desk.store.read(lambda reader: receivers(reader, self.for_))
        key, scope = desk.key(), _scope(desk, self.scope)
        whole = desk.store.write(lambda log: _draft(desk, log, scope, key))
        if not whole.segments and not whole.extracts:
            raise Refusal("nothing_to_export")
        if self.since:
            whole = _lacked(desk, whole, self.since)
        names = [row.label or row.department for row in rows]
        to = [self.to] if self.to else names
        drafts = [replace(draft, to=to) for draft in _shared(desk, whole)]
        words = new_passphrase() if self.passphrase else ""
        out, seal = self.out, sealed_by_passphrase(words) if words else None
        if rows:
            seal = sealed_for(desk, [row.key for row in rows])
        if seal and out.suffix != _SEALED:
            out = out.with_name(out.name + _SEALED)
        unseal = unsealing(desk, words)
        told = [
            _written(draft, _file_of(out, number, len(drafts)), key, (seal, unseal))
            for number, draft in enumerate(drafts, start=1)
        ]
        _note_sent(desk, told, ", ".join(to))
        return replace(
            told[0],
            changes=sum(one.changes for one in told),
            segments=len(whole.segments),
            size=sum(one.size for one in told),
            files=tuple(one.file for one in told),
            receivers=tuple(names),
            passphrase=words,
        )


def _note_sent(desk: Desk, told: list[Exported], to: str) -> None:
    at = desk.clock.now().isoformat(timespec="seconds")

    def write(log: Log) -> None:
        for one in told:
            peers.keep_sent(log, one.package, at=at, receivers=to)

    desk.store.write(write)


def _lacked(desk: Desk, whole: Draft, words: str) -> Draft:
    """Of a draft of everything, the segments of which a desk lacks something.

    Raises:
        Refusal: `since_needs_all`, `peer_has_all`, `peer_missing`.
    """
    if whole.scope.kind != "all":
        raise Refusal("since_needs_all")
    states = desk.store.read(lambda reader: states_of(reader, words))
    segments = [
        segment
        for segment in whole.segments
        if any(
            list(lacking(((segment.first, segment.last),), state.get(segment.stream, ())))
            for state in states
        )
    ]
    if not segments and not whole.extracts:
        raise Refusal("peer_has_all", given=words)
    return replace(whole, segments=segments)


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
        rotations=known_rotations(reader, key),
    )


def known_rotations(reader: Reader, key: OwnKey) -> list[Rotation]:
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
    stem, dot, suffixes = out.name.partition(".")
    return out.with_name(f"{stem}-{number:0{len(str(count))}}of{count}{dot}{suffixes}")


def _written(draft: Draft, file: Path, key: OwnKey, seals: tuple[Seal | None, Seal]) -> Exported:
    sha256 = write_package(file, draft, key, seals[0])
    package = read_package(file, unseal=seals[1])
    bodies = [*(segment.body for segment in package.segments), *package.extracts]
    changes = sum(len(decode(body)) for body in bodies)
    segments = len(draft.segments)
    return Exported(str(file), sha256, draft.package, changes, segments, file.stat().st_size)
