"""Fresh identifiers; the one place that draws random numbers for them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kvdesk.kernel.first_use import at_first_use

__all__ = ["Ids", "chance", "random_ids"]

#: Versions by time are not in the standard library of every Python that runs kvdesk.
_uuid7: Final = at_first_use("uuid_utils:uuid7")


@dataclass(frozen=True, slots=True)
class Ids:
    """A source of fresh identifiers; tests hand in counted ones.

    `record` answers 32 lower-case hex digits (a UUIDv7, so ids sort by the moment of creation);
    `stream` answers 16 hex digits, drawn anew for every launch that writes, so that a copied
    laptop or a restored backup can never use an operation's name twice.
    """

    record: Callable[[], str]
    stream: Callable[[], str]


def chance(size: int) -> bytes:
    """So many bytes that nobody can foresee, for secrets."""
    return os.urandom(size)


def random_ids() -> Ids:
    """Identifiers from the operating system's random source."""
    return Ids(record=lambda: str(_uuid7().hex), stream=lambda: os.urandom(8).hex())
