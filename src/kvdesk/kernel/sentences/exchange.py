"""Sentences and remedies of the exchange area."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {}
