"""Who may give a body's § numbers: one desk, until it hands the right over.

The right is a field of the body, the public key of the desk that has it; the first desk that gives
a number takes it. Handing over is an ordinary change of that field and travels signed like every
other. Two notes that do not travel guard the desk against itself: what it has handed over, for a
database that is restored from before; and on which computer it gives numbers, for a desk that is
copied with all its files.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kvdesk.domain.bodies import Body
from kvdesk.domain.meetings import AgendaEntry, Meeting
from kvdesk.domain.record import Record
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.first_use import at_first_use
from kvdesk.store.batches import has_change
from kvdesk.store.peers import Trust, peers
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = ["HandedOver", "Numbering", "claim_numbers"]

_machine_mark: Final = at_first_use("kvdesk.kernel.machine:machine_mark")
_write_whole: Final = at_first_use("kvdesk.exchange.files:write_whole")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """That this desk gave a body's right away: to whom, on which day, by which change."""

    to: str
    on: str
    stream: str
    seq: int


class Numbering:
    """The desk's own notes about numbering, in a file beside its keys.

    Args:
        folder: the folder of the keys; it and the file are made with the first note.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "numbering.json"

    def refuse(self, reader: Reader, old: Record | None, new: Record | None) -> None:
        """Refuse a § that this desk may not give, or a right it may not hand on.

        Whichever command tries: a draft, an undo, a field that is set, a handover.

        Raises:
            Refusal: `numbering_elsewhere` with who has the right, `numbering_handed_over` for a
                database from before the handover, `numbering_on_another_computer`.
            WorldFailure: `folder_not_writable`.
        """
        if isinstance(old, Body) and isinstance(new, Body):
            if old.numbering_key not in ("", new.numbering_key):
                self.refuse_for(reader, old)
        elif isinstance(new, AgendaEntry) and new.section:
            before = old.section if isinstance(old, AgendaEntry) else None
            meeting = reader.find(Meeting, new.meeting)
            body = reader.find(Body, meeting.body) if meeting else None
            if body is not None and before != new.section:
                self.refuse_for(reader, body)

    def note_handover(self, body: str, note: HandedOver) -> None:
        """Remember beside the database that the right was given away.

        Raises:
            WorldFailure: `folder_not_writable`.
        """
        notes = self._notes()
        told = {"to": note.to, "on": note.on, "stream": note.stream, "seq": note.seq}
        notes.setdefault("handed_over", {})[body] = told
        self._keep(notes)

    def begin_here(self) -> None:
        """Give numbers on this computer from now on: the desk has moved for good.

        Raises:
            WorldFailure: `folder_not_writable`.
        """
        self._keep({**self._notes(), "computer": _machine_mark()})

    def refuse_for(self, reader: Reader, body: Body) -> None:
        """Refuse when another desk, or another computer, gives this body's numbers.

        Raises:
            Refusal: see `refuse`.
            WorldFailure: `folder_not_writable`, `numbering_notes_damaged`.
        """
        names = {row.key: row.label or row.department for row in peers(reader)}
        own = {row.key for row in peers(reader) if row.trust is Trust.OWN}
        holder = body.numbering_key
        if holder and holder not in own | {setting(reader, "own_key")}:
            raise Refusal(
                "numbering_elsewhere", body=body.abbreviation, desk=names.get(holder) or holder[:16]
            )
        notes = self._notes()
        note = notes.get("handed_over", {}).get(body.id)
        if note and not has_change(reader, note["stream"], note["seq"]):
            raise Refusal(
                "numbering_handed_over", body=body.abbreviation, desk=note["to"], day=note["on"]
            )
        here = _machine_mark()
        known = notes.get("computer", "")
        if known and here and known != here:
            raise Refusal("numbering_on_another_computer", body=body.abbreviation)
        if here and not known:
            self._keep({**notes, "computer": here})

    def _notes(self) -> dict[str, Any]:
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            told = None
        if not isinstance(told, dict):
            raise WorldFailure("numbering_notes_damaged", file=self._file)
        return told

    def _keep(self, notes: dict[str, Any]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(self._file, json.dumps(notes, indent=1, sort_keys=True).encode())
        except OSError as error:
            raise WorldFailure("folder_not_writable", folder=self._file.parent) from error


def claim_numbers(work: Work, body_id: str) -> None:
    """Take the right for this desk where nobody has it yet; before the first number is given."""
    body = work.reader.find(Body, body_id)
    own = setting(work.reader, "own_key")
    if body is not None and own and not body.numbering_key:
        work.change(body, numbering_key=own)
