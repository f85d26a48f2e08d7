"""How much a desk holds, and what it keeps about itself."""

from kvdesk.domain.record import Record
from kvdesk.store.reader import Reader

__all__ = ["conflict_count", "issued_digests", "record_count", "setting"]


def record_count(reader: Reader, kind: type[Record]) -> int:
    """How many records of a kind there are; deleted ones are not counted."""
    sql = f'SELECT count(*) FROM "{kind.KIND}"'
    count: int = reader.value(sql)
    return count


def conflict_count(reader: Reader) -> int:
    """How many fields wait for a person's choice."""
    count: int = reader.value("SELECT count(*) FROM conflict")
    return count


def issued_digests(reader: Reader) -> frozenset[str]:
    """SHA-256 of every document that was written: those files may be written over."""
    return frozenset(row[0] for row in reader.rows("SELECT sha256 FROM issuance"))


def setting(reader: Reader, name: str) -> str:
    """What the desk keeps under a name, such as `department` or `digest`; empty for nothing."""
    value: str | None = reader.value("SELECT value FROM setting WHERE name = ?", name)
    return value or ""
