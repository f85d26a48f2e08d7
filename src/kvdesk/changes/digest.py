"""One number that two desks can compare: equal for equal sets of operations, whatever the order.

The sum modulo 2^128 of one hash an operation; adding an operation adds its hash, so the number is
kept up to date as operations arrive. It covers all operations and not only the live ones: the
cover follows from the operations, so equal sums mean equal state, and keeping it needs no look at
what was live before (which would have to read every touched field twice during a merge).
"""

from hashlib import blake2b

from kvdesk.changes.operation import Context, Value

__all__ = ["MODULUS", "operation_hash"]

MODULUS = 1 << 128


def operation_hash(
    record: str, field: str, dot: tuple[str, int], told: tuple[Value, Context]
) -> int:
    """The 128-bit hash of one operation: record, field name, dot, value and context."""
    text = repr((record, field, dot, told))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest())
