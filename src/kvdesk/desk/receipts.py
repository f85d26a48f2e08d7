"""Receipts out and in, and the list of peers: what each desk has and what should be sent to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from kvdesk.changes.intervals import Intervals
from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.import_report import Report
from kvdesk.desk.peers import rows_named
from kvdesk.desk.registry import question, task
from kvdesk.desk.standing import Standing, meet_key, refuse_blocked
from kvdesk.exchange.keys import fingerprint
from kvdesk.exchange.manifest import Sender
from kvdesk.exchange.preview import lacking
from kvdesk.exchange.receipt import (
    FORMAT,
    GAP_LIMIT,
    VERSION,
    Receipt,
    read_receipt,
    write_receipt,
)
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store import batches, peers
from kvdesk.store.log import Log
from kvdesk.store.peers import PeerRow, Trust
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader

__all__ = [
    "ListPeers",
    "PeerState",
    "ReceiptTaken",
    "WriteReceipt",
    "WrittenReceipt",
    "note_state",
    "states_of",
    "take_receipt",
]


#: Hex digits of a public key.
_KEY = 64


@dataclass(frozen=True, slots=True)
class WrittenReceipt:
    """Where the receipt is, and of which package."""

    file: str
    package: str
    size: int


@dataclass(frozen=True, slots=True)
class ReceiptTaken:
    """What a receipt told; `missing` counts changes that the receiver still lacks of ours.

    `late` when its desk has told something newer already: then the list of peers stays as it was.
    """

    department: str
    name: str
    fingerprint: str
    standing: Standing
    made_at: str
    taken: int
    known: int
    conflicts: int
    older: int
    left_out: int
    missing: int
    late: bool


@dataclass(frozen=True, slots=True)
class PeerState:
    """What another desk has, as it said at `told_at` (empty for never).

    `lacks` counts changes that should be sent to it, `ahead` those that it has and this desk does
    not.
    """

    department: str
    name: str
    trust: Trust
    told_at: str
    lacks: int
    ahead: int
    same_digest: bool
    fingerprint: str


@task("exchange receipt")
@dataclass(frozen=True, kw_only=True)
class WriteReceipt:
    """Write a signed receipt of an import for its sender: what was taken, and what you have."""

    batch: int = take.number(
        N_("The number of the import; the latest unless said"), positional=True, default=0
    )
    out: Path = take.file(N_("The file to write, ending in .kvr"))

    def __call__(self, desk: Desk) -> WrittenReceipt:
        """Tell what was noted when the package came, and what this desk has now.

        Raises:
            Refusal: `batch_missing`, and what the key or the file says.
        """
        rows = desk.store.read(batches.batches)
        known = {row.batch: row for row in rows if len(row.signer) == _KEY}  # a sheet has none
        batch = self.batch or max(known, default=0)
        if batch not in known:
            raise Refusal("batch_missing", batch=batch)
        key, row = desk.key(), known[batch]
        vector, digest = desk.store.write(
            lambda log: (batches.have(Reader(log.connection)), log.digest())
        )
        report = msgspec.json.decode(row.report, type=Report)
        own = desk.identity
        receipt = Receipt(
            format=FORMAT,
            version=VERSION,
            min_reader=1,
            made_at=desk.clock.now().astimezone(UTC).isoformat(timespec="seconds"),
            receiver=Sender(key.public, own.department, own.name),
            package=row.package,
            sender=row.signer,
            counts=report.counts,
            missing=_still_missing(report.missing, vector),
            digest=f"{digest:032x}",
            vector="",
        )
        size = write_receipt(self.out, receipt, vector, key)
        return WrittenReceipt(str(self.out), row.package, size)


@question("exchange peers")
@dataclass(frozen=True, kw_only=True)
class ListPeers:
    """What each desk has, how old that is, and how many changes should be sent to it."""

    def __call__(self, reader: Reader) -> list[PeerState]:
        """The desks that were met by a package or a receipt of their own, by department."""
        have = batches.have(reader)
        digest = setting(reader, "digest")
        replaced = {change.old for change in peers.key_changes(reader)}
        rows = [
            row
            for row in peers.peers(reader)
            if row.trust is not Trust.OWN and row.department and row.key not in replaced
        ]
        rows.sort(key=lambda row: (row.department, row.label))
        return [_state(reader, row, have, digest) for row in rows]


def take_receipt(desk: Desk, file: Path) -> ReceiptTaken:
    """Note what a receipt says its desk has; the same one again, or an older one, changes nothing.

    Raises:
        Refusal: `receipt_foreign` for a package that this desk did not make, `key_blocked`, and
            what `read_receipt` says.
    """
    told = read_receipt(file)
    receipt = told.receipt
    refuse_blocked(desk, receipt.receiver.key)
    sent = desk.store.read(lambda reader: peers.was_sent(reader, receipt.package))
    if not sent or receipt.sender not in desk.own_keys():
        raise Refusal("receipt_foreign")

    def write(log: Log) -> ReceiptTaken:
        stood = meet_key(desk, log, receipt.receiver, receipt.made_at)
        fresh = note_state(
            desk, log, receipt.receiver.key, receipt.made_at, (told.vector, receipt.digest)
        )
        have = batches.have(Reader(log.connection))
        return ReceiptTaken(
            department=receipt.receiver.department,
            name=receipt.receiver.label,
            fingerprint=fingerprint(receipt.receiver.key),
            standing=stood.standing,
            made_at=receipt.made_at,
            taken=receipt.counts.taken,
            known=receipt.counts.known,
            conflicts=receipt.counts.conflicts,
            older=receipt.counts.older,
            left_out=receipt.counts.blocked,
            missing=_amount(have, told.vector),
            late=not fresh,
        )

    return desk.store.write(write)


def note_state(
    desk: Desk, log: Log, key: str, made_at: str, state: tuple[Mapping[str, Intervals], str]
) -> bool:
    """Keep vector and digest that a desk told; False when it has told something later.

    A clock that runs ahead does not silence its desk for ever: no moment is later than now.
    """
    moment = min(datetime.fromisoformat(made_at).astimezone(UTC), desk.clock.now())
    at = moment.isoformat(timespec="seconds")
    return peers.note_state(log, key, vector=state[0], digest=state[1], at=at)


def states_of(reader: Reader, words: str) -> list[dict[str, Intervals]]:
    """What each of the desks that are named has, save under keys that were replaced.

    Raises:
        Refusal: `peer_missing`.
    """
    replaced = {change.old for change in peers.key_changes(reader)}
    rows = rows_named(reader, words)
    current = [row for row in rows if row.key not in replaced] or rows
    return [peers.state_of(reader, row.key) for row in current]


def _state(reader: Reader, row: PeerRow, have: Mapping[str, Intervals], digest: str) -> PeerState:
    theirs = peers.state_of(reader, row.key)
    return PeerState(
        department=row.department,
        name=row.label,
        trust=row.trust,
        told_at=row.told_at,
        lacks=_amount(have, theirs),
        ahead=_amount(theirs, have),
        same_digest=bool(row.told_at) and row.digest == digest,
        fingerprint=fingerprint(row.key),
    )


def _amount(told: Mapping[str, Intervals], have: Mapping[str, Intervals]) -> int:
    """How many changes of the one are not in the other."""
    return sum(
        last - first + 1
        for stream, known in told.items()
        for first, last in lacking(known, have.get(stream, ()))
    )


def _still_missing(
    told: Iterable[tuple[str, int, int]], have: Mapping[str, Intervals]
) -> list[tuple[str, int, int]]:
    found = [
        (stream, begin, end)
        for stream, first, last in told
        for begin, end in lacking(((first, last),), have.get(stream, ()))
    ]
    return found[:GAP_LIMIT]
