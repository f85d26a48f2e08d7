"""Python's cycle collector, out of the way while very many small things are made that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Walk no cycles meanwhile.

    The tuples of a merge or of a decoded body live to its end; walking them again and again is a
    third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
