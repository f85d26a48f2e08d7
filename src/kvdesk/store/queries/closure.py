"""Which records belong together, so that a part of the desk can be sent and understood."""

from typing import Final

from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import Form, fields_of
from kvdesk.store.reader import Reader

__all__ = ["records_around_meeting"]

#: Kinds whose rows belong to a meeting because they point at it.
_OF_MEETING: Final = ("agenda_entry", "attendance", "minute_entry", "decision", "vote", "action")


def records_around_meeting(reader: Reader, meeting: str) -> set[str]:
    """The ids of a meeting, of all that points at it, and of all that those records point at.

    References are followed upwards until nothing new is found, so the receiver can read every
    name; what points at a body or a person from other meetings is left out.
    """
    chosen: dict[str, str] = {meeting: "meeting"}
    for kind in _OF_MEETING:
        sql = f'SELECT id FROM "{kind}" WHERE meeting = ?'
        chosen.update((row[0], kind) for row in reader.rows(sql, meeting))
    for vote in [record for record, kind in chosen.items() if kind == "vote"]:
        chosen.update((row[0], "ballot") for row in reader.rows(_BALLOTS, vote))
    waiting = list(chosen.items())
    while waiting:
        record, kind = waiting.pop()
        for target, target_kind in _references(reader, kind, record):
            if target not in chosen:
                chosen[target] = target_kind
                waiting.append((target, target_kind))
    body = reader.value("SELECT body FROM meeting WHERE id = ?", meeting)
    for kind in ("body_rules", "membership"):
        sql = f'SELECT id FROM "{kind}" WHERE body = ?'
        chosen.update((row[0], kind) for row in reader.rows(sql, body))
    return set(chosen)


_BALLOTS: Final = "SELECT id FROM ballot WHERE vote = ?"


def _references(reader: Reader, kind: str, record: str) -> list[tuple[str, str]]:
    specs = [s for s in fields_of(KINDS[kind]).values() if s.form is Form.REFERENCE]
    if not specs:
        return []
    columns = ", ".join(f'"{spec.name}"' for spec in specs)
    row = reader.row(f'SELECT {columns} FROM "{kind}" WHERE id = ?', record)
    if row is None:
        return []
    return [(value, spec.refers_to) for spec, value in zip(specs, row, strict=True) if value]
