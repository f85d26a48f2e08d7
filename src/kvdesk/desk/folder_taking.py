"""Taking in what lies in the exchange folder, whatever the files are called.

A file is looked into once, and again when it has changed; what was not whole is tried again after
a minute, two, four … at most a day. Nothing in the folder is written or deleted here.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import Imported, take_in
from kvdesk.desk.keys import refuse_other_signers
from kvdesk.desk.sealing import unsealing
from kvdesk.desk.standing import blocked_keys
from kvdesk.exchange.folder import Found, is_candidate
from kvdesk.exchange.manifest import Rotation
from kvdesk.exchange.package import Package, read_package
from kvdesk.exchange.signing import Segment
from kvdesk.kernel.errors import KvdeskError, Refusal
from kvdesk.store import batches
from kvdesk.store.folder import FileRow, folder_files, keep_files, met_signers
from kvdesk.store.log import Log

__all__ = ["Taken", "take_new"]

#: What no later look changes, as long as the file stays as it is.
_REFUSED: Final = frozenset({"signer_differs", "signer_blocked", "stream_forked"})

#: What a file can be like; every other failure is this desk's own and ends the pass.
_UNREAD: Final = "file_not_read"

#: Files with something new that a patient look takes in before it lets others to the desk.
_AT_ONCE: Final = 200

_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(days=1)


@dataclass(slots=True)
class Taken:
    """What a look brought: files with something new, changes, files refused for the first time.

    `more` says that it stopped before the end, so that closing the desk never waits for long.
    """

    files: int = 0
    changes: int = 0
    more: bool = False
    refused: list[str] = field(default_factory=list)
    touched: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, imported: Imported) -> None:
        """Count one file."""
        self.files += 1
        self.changes += imported.changes
        for kind, ids in imported.touched.items():
            self.touched[kind] = tuple(dict.fromkeys((*self.touched.get(kind, ()), *ids)))


def take_new(desk: Desk, folder: Path, found: Iterable[Found], *, patient: bool) -> Taken:
    """Look into the files that are new, changed or due; a `patient` look keeps to the waiting time.

    Raises:
        WorldFailure: what this desk's own disk says.
    """
    files = {file.name: file for file in found}
    before = {row.name: row for row in desk.store.read(folder_files)}
    look = _Look(desk, folder, patient=patient)
    rows = [look.into(file, before.get(name)) for name, file in files.items()]
    noted = [row for row in rows if row is not None and row != before.get(row.name)]
    desk.store.write(lambda log: keep_files(log, noted, before.keys() - files.keys()))
    if look.taken.changes:
        desk.store.index_in_background()
    return look.taken


class _Look:
    """One look at the folder's files, one after the other."""

    def __init__(self, desk: Desk, folder: Path, *, patient: bool) -> None:
        self._desk = desk
        self._folder = folder
        self._patient = patient
        self._now = desk.clock.now()
        self._met = desk.store.read(met_signers) | desk.own_keys()
        self._unseal = unsealing(desk)
        self._blocked = blocked_keys(desk)
        self._known = set(desk.store.read(batches.known_segments))
        self.taken = Taken()

    def into(self, file: Found, before: FileRow | None) -> FileRow | None:
        """How the file is now; None when it went away meanwhile."""
        same = before is not None and (before.size, before.changed) == (file.size, file.changed)
        if before is not None and same and not self._is_due(before):
            return before
        if self._patient and self.taken.files >= _AT_ONCE:
            self.taken.more = True
            return before
        row = FileRow(file.name, file.size, file.changed, "taken")
        try:
            if not is_candidate(self._folder, file):
                return replace(row, state="foreign")
            package = read_package(self._folder / file.name, unseal=self._unseal)
            return self._taken(row, package)
        except OSError:
            code = _UNREAD
        except KvdeskError as error:
            code = error.code
            if code == "file_missing":
                return None
            if not isinstance(error, Refusal) and code != _UNREAD:
                raise
        code = "file_online_only" if file.online_only else code
        return self._doubted(replace(row, reason=code), before if same else None)

    def _doubted(self, row: FileRow, before: FileRow | None) -> FileRow:
        """A file of which nothing was taken; `before` is how it was if it is still the same."""
        if row.reason not in _REFUSED:
            tries = before.tries if before is not None else 0
            return self._waiting(replace(row, tries=tries + 1))
        if before is None or before.reason != row.reason:
            self.taken.refused.append(row.name)
        return replace(row, state="refused")

    def _is_due(self, row: FileRow) -> bool:
        """Whether its time has come, or a person has decided otherwise since about its signers."""
        if row.state == "stranger":
            return not self._met.isdisjoint(row.signers) or not self._blocked.isdisjoint(
                row.signers
            )
        if row.reason == "signer_blocked":
            return True  # few, and there is no other word of what has been unblocked
        now = self._now.isoformat(timespec="seconds")
        return row.state == "waiting" and (not self._patient or row.next_try <= now)

    def _waiting(self, row: FileRow) -> FileRow:
        wait = min(_FIRST_WAIT * 2 ** min(row.tries - 1, 20), _LONGEST_WAIT)
        next_try = (self._now + wait).isoformat(timespec="seconds")
        return replace(row, state="waiting", next_try=next_try)

    def _taken(self, row: FileRow, package: Package) -> FileRow:
        """Take in what is new of a sound package, if its authors are believed."""
        sender = package.manifest.sender
        held = [hashlib.sha256(body).hexdigest() for body in package.extracts]
        held += [segment.sha256 for segment in package.segments]
        row = replace(row, sender=sender.label or sender.department, segments=tuple(sorted(held)))
        authors = {segment.signer for segment in package.segments}
        if sender.key in self._blocked or (authors and authors <= self._blocked):
            raise Refusal("signer_blocked")
        fresh = tuple(one for one in package.segments if self._is_wanted(one))
        if not fresh and not package.extracts:
            return row
        strangers = {one.signer for one in fresh} | {sender.key}
        strangers -= self._met_by_their_word(package.manifest.rotations)
        if strangers:
            name = row.sender if strangers == {sender.key} else ""
            row = replace(row, state="stranger", reason="signer_unknown")
            return replace(row, signers=tuple(sorted(strangers)), sender=name)
        refuse_other_signers(self._desk, package.signers)
        known = len(package.segments) - len(fresh)
        self._merge(row, replace(package, segments=fresh, known=known))
        return row

    def _met_by_their_word(self, rotations: Iterable[Rotation]) -> frozenset[str]:
        """The keys that were met, and those that they vouch for."""
        told = list(rotations)
        met = self._met
        for _ in told:
            met |= {one.new for one in told if one.old in met}
        return met

    def _is_wanted(self, segment: Segment) -> bool:
        return segment.sha256 not in self._known and segment.signer not in self._blocked

    def _merge(self, row: FileRow, package: Package) -> None:
        self._back_up()

        def write(log: Log) -> Imported:
            name = row.name.rpartition("/")[2]
            imported = take_in(self._desk, log, package, name, tells_state=False)
            keep_files(log, [row], ())
            return imported

        self.taken.add(self._desk.store.write(write))
        self._known.update(segment.sha256 for segment in package.segments)

    def _back_up(self) -> None:
        """Keep one verified copy a day: files come all day long."""
        name = f"before-folder-{self._desk.clock.today()}"
        if not (self._desk.store.backups / f"{name}.sqlite").exists():
            self._desk.store.back_up(name)
