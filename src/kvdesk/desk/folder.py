"""The exchange folder of this desk: where it is, one pass over it, how it stands."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.folder_giving import give_missing
from kvdesk.desk.folder_taking import Taken, take_new
from kvdesk.desk.registry import question, task
from kvdesk.desk.standing import blocked_keys
from kvdesk.exchange.folder import found_files, prepare
from kvdesk.exchange.keys import fingerprint
from kvdesk.kernel.clock import FINNISH_TIME
from kvdesk.kernel.errors import Refusal, Term, WorldFailure
from kvdesk.kernel.words import N_
from kvdesk.store.folder import (
    FileRow,
    folder_files,
    keep_files,
    met_signers,
    note_lacks,
    segment_notes,
)
from kvdesk.store.log import Log
from kvdesk.store.peers import Trust, meet, set_trust
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader
from kvdesk.store.work import Touched

__all__ = [
    "AcceptSigner",
    "BlockSigner",
    "FolderDoubt",
    "FolderPass",
    "FolderStatus",
    "LeaveFolder",
    "SetFolder",
    "ShowFolder",
    "Stranger",
    "SyncFolder",
]

#: Settings: where the folder is, when it was last looked at, what hindered that.
_FOLDER: Final = "exchange_folder"
_LOOKED_AT: Final = "exchange_folder_looked_at"
_PROBLEM: Final = "exchange_folder_problem"

#: What may hinder a pass and passes by itself: told, and tried again next time.
_PROBLEMS: Final = {
    "exchange_folder_lost": N_("the folder cannot be reached; kvdesk tries again by itself"),
    "exchange_folder_not_writable": N_("the folder cannot be written; its files are still read"),
}

#: Why a file is not taken in.
_NOT_WHOLE: Final = N_("not whole yet; it is tried again")
_REASONS: Final = {
    "file_not_read": N_("cannot be read now; it is tried again"),
    "file_online_only": N_("is only on the server; keep the folder always on this device"),
    "encrypted_for_others": N_("is encrypted for others"),
    "package_from_newer": N_("made by a newer kvdesk; update this one"),
    "package_too_big": N_("larger than kvdesk accepts"),
    "signer_blocked": N_("from a desk that is blocked here"),
    "signer_differs": N_("goes on with another desk's changes under another key"),
    "signer_unknown": N_("from a desk that this one has not met yet"),
    "stream_forked": N_("tells another story of changes that are here already"),
}


@dataclass(frozen=True, slots=True)
class FolderDoubt:
    """A file that was not taken in, why not, and when it is looked at again (Finnish time)."""

    file: str
    reason: Term
    sender: str
    tries: int = 0
    next_try: str = ""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A desk that this one has not met: its files wait until a person has compared the keys."""

    sender: str
    fingerprint: str
    files: int


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """How the exchange folder stands.

    `published` and `unpublished` count own segments, `taken` files that hold nothing more to
    take in; `looked_at` is a Finnish moment, `2026-12-03T09:41`, empty before the first look.
    """

    folder: str
    looked_at: str = ""
    problem: str = ""
    files: int = 0
    published: int = 0
    unpublished: int = 0
    taken: int = 0
    waiting: tuple[FolderDoubt, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    refused: tuple[FolderDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderPass:
    """What one pass did.

    `waiting` counts files that wait, for their rest or for a person; `refused` are the files that
    were refused for the first time; `more` says that a patient pass left some for the next one.
    """

    looked_at: str
    files: int = 0
    taken: int = 0
    changes: int = 0
    published: int = 0
    waiting: int = 0
    more: bool = False
    refused: tuple[str, ...] = ()
    problem: str = ""
    touched: Touched = field(default_factory=dict)


@task("exchange folder set")
@dataclass(frozen=True, kw_only=True)
class SetFolder:
    """Exchange by a folder that Syncthing, OneDrive, Nextcloud or a share keeps in step."""

    folder: Path = take.file(N_("The folder that the desks share"), positional=True)

    def __call__(self, desk: Desk) -> FolderStatus:
        """Make it a letter-box and remember it; nothing is looked at yet.

        Raises:
            Refusal: `exchange_folder_missing`, `exchange_folder_own`.
            WorldFailure: `exchange_folder_not_writable`.
        """
        folder, own = self.folder.expanduser().resolve(), desk.folder.resolve()
        if not folder.is_dir():
            raise Refusal("exchange_folder_missing", folder=folder)
        if folder.is_relative_to(own) or own.is_relative_to(folder):
            raise Refusal("exchange_folder_own", folder=folder, desk=own)
        prepare(folder)
        if str(folder) != desk.store.read(lambda reader: setting(reader, _FOLDER)):
            desk.store.write(lambda log: _begin(log, str(folder)))
        return desk.store.read(folder_status)


@task("exchange folder leave")
@dataclass(frozen=True, kw_only=True)
class LeaveFolder:
    """Exchange by a folder no longer; its files stay as they are."""

    def __call__(self, desk: Desk) -> FolderStatus:
        """Forget the folder and what was in it."""
        desk.store.write(lambda log: _begin(log, ""))
        return desk.store.read(folder_status)


@task("exchange folder sync")
@dataclass(frozen=True, kw_only=True)
class SyncFolder:
    """Look through the exchange folder once: take in what came, put there what it lacks."""

    patient: bool = take.flag(N_("Leave files that were not whole until their time has come"))
    receive: bool = take.flag(N_("Only take in"))

    def __call__(self, desk: Desk) -> FolderPass:
        """Take in first, so that what has come is not put there again.

        Raises:
            Refusal: `exchange_folder_unset`, and what the key says.
            WorldFailure: what this desk's own disk says; what the folder says is told only.
        """
        folder = desk.store.read(lambda reader: setting(reader, _FOLDER))
        if not folder:
            raise Refusal("exchange_folder_unset")
        files, taken, published, problem = 0, Taken(), 0, ""
        try:
            found = found_files(Path(folder))
            files = len(found)
            taken = take_new(desk, Path(folder), found, patient=self.patient)
            if not (self.receive or taken.more):
                published = give_missing(desk, Path(folder))
        except WorldFailure as failure:
            problem = failure.code
            if problem not in _PROBLEMS:
                raise
        moment = desk.clock.local()
        desk.store.write(lambda log: _note_look(log, moment, problem))
        rows = desk.store.read(folder_files)
        return FolderPass(
            looked_at=moment,
            files=files,
            taken=taken.files,
            changes=taken.changes,
            published=published,
            waiting=sum(row.state in ("waiting", "stranger") for row in rows),
            more=taken.more,
            refused=tuple(taken.refused),
            problem=_problem(problem),
            touched=taken.touched,
        )


@question("exchange folder status")
@dataclass(frozen=True, kw_only=True)
class ShowFolder:
    """Tell what the exchange folder holds, what waits, and when it was last looked at."""

    def __call__(self, reader: Reader) -> FolderStatus:
        """From the books alone: the folder itself is not touched."""
        return folder_status(reader)


@task("exchange folder accept")
@dataclass(frozen=True, kw_only=True)
class AcceptSigner:
    """Take in what a desk puts into the folder, from now on; compare the key by telephone first."""

    signer: str = take.words(N_("The beginning of the desk's key"), positional=True)

    def __call__(self, desk: Desk) -> FolderStatus:
        """Its files are taken in at the next pass."""
        return _decide(desk, self.signer, Trust.SEEN)


@task("exchange folder block")
@dataclass(frozen=True, kw_only=True)
class BlockSigner:
    """Take in nothing more from a desk's files in the folder."""

    signer: str = take.words(N_("The beginning of the desk's key"), positional=True)

    def __call__(self, desk: Desk) -> FolderStatus:
        """What it sent before stays; an import can be undone."""
        return _decide(desk, self.signer, Trust.BLOCKED)


def folder_status(reader: Reader) -> FolderStatus:
    """How the folder stands, from the books."""
    rows = folder_files(reader)
    there = {sha256 for row in rows if row.state == "taken" for sha256 in row.segments}
    own_key = setting(reader, "own_key")
    own = [note.sha256 for note in segment_notes(reader) if note.signer == own_key]
    return FolderStatus(
        folder=setting(reader, _FOLDER),
        looked_at=setting(reader, _LOOKED_AT),
        problem=_problem(setting(reader, _PROBLEM)),
        files=len(rows),
        published=sum(sha256 in there for sha256 in own),
        unpublished=sum(sha256 not in there for sha256 in own),
        taken=sum(row.state == "taken" for row in rows),
        waiting=tuple(_doubt(row) for row in rows if row.state == "waiting"),
        strangers=_strangers(rows),
        refused=tuple(_doubt(row) for row in rows if row.state == "refused"),
    )


def _begin(log: Log, folder: str) -> None:
    """With another folder, the books begin anew."""
    keep_files(log, (), [row.name for row in folder_files(Reader(log.connection))])
    note_lacks(log, (), "")
    log.set_setting(_FOLDER, folder)
    _note_look(log, "", "")


def _note_look(log: Log, moment: str, problem: str) -> None:
    log.set_setting(_LOOKED_AT, moment)
    log.set_setting(_PROBLEM, problem)


def _problem(code: str) -> str:
    return Term(code, _PROBLEMS[code]) if code else ""


def _doubt(row: FileRow) -> FolderDoubt:
    reason = Term(row.reason, _REASONS.get(row.reason, _NOT_WHOLE))
    due = datetime.fromisoformat(row.next_try).astimezone(FINNISH_TIME) if row.next_try else None
    next_try = f"{due:%Y-%m-%dT%H:%M}" if due else ""
    return FolderDoubt(row.name, reason, row.sender, row.tries, next_try)


def _strangers(rows: list[FileRow]) -> tuple[Stranger, ...]:
    """By key; a desk is called as it calls itself in a file of its own, if there is one."""
    senders: dict[str, str] = {}
    counts: dict[str, int] = {}
    for row in rows:
        for signer in row.signers if row.state == "stranger" else ():
            senders[signer] = senders.get(signer) or row.sender
            counts[signer] = counts.get(signer, 0) + 1
    return tuple(
        Stranger(senders[signer], fingerprint(signer), counts[signer]) for signer in sorted(counts)
    )


def _decide(desk: Desk, typed: str, trust: Trust) -> FolderStatus:
    """Note how far a key is believed; the next pass looks at its files again.

    Raises:
        Refusal: `signer_not_found` unless the words begin just one known key.
    """
    wanted = "".join(typed.split()).casefold()
    own, blocked = desk.own_keys(), blocked_keys(desk)

    def candidates(reader: Reader) -> dict[str, str]:
        named = {s: row.sender for row in folder_files(reader) for s in row.signers}
        others = met_signers(reader) | blocked
        return {**dict.fromkeys(others - own, ""), **named}

    known = desk.store.read(candidates)
    found = [
        key
        for key in known
        if wanted and fingerprint(key).replace(" ", "").casefold().startswith(wanted)
    ]
    if len(found) != 1:
        raise Refusal("signer_not_found", given=typed)
    moment = desk.clock.now().isoformat(timespec="seconds")

    def write(log: Log) -> None:
        meet(log, found[0], at=moment, label=known[found[0]])
        set_trust(log, found[0], trust)

    desk.store.write(write)
    return desk.store.read(folder_status)
