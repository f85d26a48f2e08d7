"""Fresh identifiers; the one place that draws random numbers for them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import uuid_utils

__all__ = ["Ids", "random_ids"]


@dataclass(frozen=True, slots=True)
class Ids:
    """A source of fresh identifiers; tests hand in counted ones.

    `record` answers 32 lower-case hex digits (a UUIDv7, so ids sort by the moment of creation);
    `stream` answers 16 hex digits, drawn anew for every launch that writes, so that a copied
    laptop or a restored backup can never use an operation's name twice.
    """

    record: Callable[[], str]
    stream: Callable[[], str]


def random_ids() -> Ids:
    """Identifiers from the operating system's random source."""
    return Ids(record=lambda: uuid_utils.uuid7().hex, stream=lambda: secrets.token_hex(8))
