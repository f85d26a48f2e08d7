"""Sentences and remedies of the desk area."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {}
