"""One number that two desks can compare: equal for equal sets of operations, whatever the order.

The sum modulo 2^128 of one hash an operation; adding an operation adds its hash, so the number is
kept up to date as operations arrive. It covers all operations and not only the live ones: the
cover follows from the operations, so equal sums mean equal state, and keeping it needs no look at
what was live before (which would have to read every touched field twice during a merge).

`docs/format.md` tells other programs how to reckon it, with an example.
"""

from typing import Final

from kvdesk.changes.operation import Context, Value
from kvdesk.kernel.first_use import at_first_use

__all__ = ["MODULUS", "operation_bytes", "operation_hash"]

MODULUS = 1 << 128

_blake2b: Final = at_first_use("hashlib:blake2b")
_encode: Final = at_first_use("msgspec.json:encode")


def operation_bytes(
    record: str, field: str, head: tuple[str, int, int], told: tuple[Value, Context]
) -> bytes:
    """What is hashed of one operation, as JSON without spaces in UTF-8.

    `[record, field, [stream, seq, stamp], [value, [[stream, seq], ...]]]`, a context's streams
    rising. Texts escape just the quotation mark, the backslash and what is below U+0020, as
    RFC 8785 has it; whole numbers stand with all their digits.

    Raises:
        ValueError: when a text holds half of a surrogate pair, which no desk keeps.
    """
    return bytes(_encode((record, field, head, told)))


def operation_hash(
    record: str, field: str, head: tuple[str, int, int], told: tuple[Value, Context]
) -> int:
    """The hash of one operation: 128 bits of BLAKE2b (RFC 7693), the first byte the highest.

    `head` is the change's dot and stamp, `told` the operation's value and context. The stamp
    counts: it decides which of several live values is shown.
    """
    body = operation_bytes(record, field, head, told)
    return int.from_bytes(_blake2b(body, digest_size=16).digest())
