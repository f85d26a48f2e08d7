"""Looking after the desk: verified backups, restoring, and the check of the whole."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kvdesk.changes.operation import Change
from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.exporting import segment_of
from kvdesk.desk.registry import task
from kvdesk.exchange.signing import changes_of, signature_holds
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.batches import SegmentRow
from kvdesk.store.database import DATABASE_NAME, check_copy
from kvdesk.store.log import Log
from kvdesk.store.proving import book_faults, index_faults, segment_faults
from kvdesk.store.verifying import Verdict, verify

__all__ = [
    "Backup",
    "CheckBackup",
    "ListBackups",
    "MakeBackup",
    "RestoreBackup",
    "VerifyDesk",
    "proved",
]


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the database: its file, size in bytes and the moment it was made."""

    name: str
    size: int
    made_at: str


@task("backup make")
@dataclass(frozen=True, kw_only=True)
class MakeBackup:
    """Make a verified copy of the database."""

    out: Path | None = take.file(
        N_("Where to; the desk's backups folder unless said"), default=None
    )

    def __call__(self, desk: Desk) -> Backup:
        """Copy by SQLite's backup API, which sees every committed page."""
        moment = desk.clock.now().strftime("%Y%m%dT%H%M%S")
        file = desk.store.back_up(f"kvdesk-{moment}")
        if self.out is not None:
            shutil.copy2(file, self.out)
            file = self.out
        return _backup(file)


@task("backup list")
@dataclass(frozen=True, kw_only=True)
class ListBackups:
    """The copies in the desk's backups folder, the latest first."""

    def __call__(self, desk: Desk) -> list[Backup]:
        """Look into the folder."""
        files = sorted(desk.store.backups.glob("*.sqlite"), key=lambda file: file.stat().st_mtime)
        return [_backup(file) for file in reversed(files)]


@task("backup check")
@dataclass(frozen=True, kw_only=True)
class CheckBackup:
    """Check that a copy is whole and can be restored."""

    file: Path = take.file(
        N_("The copy: its path, or its name in the backups folder"), positional=True
    )

    def __call__(self, desk: Desk) -> Backup:
        """Open it without changing it and let SQLite check it."""
        file = _found(desk, self.file)
        check_copy(file)
        return _backup(file)


@task("backup restore")
@dataclass(frozen=True, kw_only=True)
class RestoreBackup:
    """Go back to a copy; what stands now is kept as a copy of its own first."""

    file: Path = take.file(
        N_("The copy: its path, or its name in the backups folder"), positional=True
    )

    def __call__(self, desk: Desk) -> Backup:
        """Check the copy, save what stands, and put the copy's content in its place."""
        file = _found(desk, self.file)
        check_copy(file)
        moment = desk.clock.now().strftime("%Y%m%dT%H%M%S")
        desk.store.back_up(f"before-restore-{moment}")
        desk.store.restore(file)
        return _backup(file)


@task("verify")
@dataclass(frozen=True, kw_only=True)
class VerifyDesk:
    """Check the whole desk: database, log, tables, digest, search, segments and signatures."""

    def __call__(self, desk: Desk) -> Verdict:
        """Rebuild every row from the log and compare; then what stands around it.

        Raises:
            Refusal: `desk_differs` with the first fault and how many there are.
        """
        verdict = desk.store.try_out(proved)
        if verdict.faults:
            raise Refusal("desk_differs", first=verdict.faults[0], count=len(verdict.faults))
        return verdict


def proved(log: Log) -> Verdict:
    """All faults that can be found in a desk, in the running transaction."""
    verdict = verify(log)
    verdict.faults.extend(segment_faults(log, _signed))
    verdict.faults.extend(book_faults(log))
    verdict.faults.extend(index_faults(log))
    return verdict


def _signed(row: SegmentRow) -> list[Change]:
    segment = segment_of(row)
    if not signature_holds(segment):
        raise Refusal("signature_wrong", what=segment.name)
    return changes_of(segment)


def _found(desk: Desk, file: Path) -> Path:
    for place in (file, desk.store.backups / file):
        if place.is_file() and place.name != DATABASE_NAME:
            return place
    raise Refusal("backup_missing", file=file)


def _backup(file: Path) -> Backup:
    status = file.stat()
    made = datetime.fromtimestamp(status.st_mtime).astimezone()
    return Backup(file.name, status.st_size, made.isoformat(timespec="seconds"))
