"""Sentences and remedies of the meeting area."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {}
