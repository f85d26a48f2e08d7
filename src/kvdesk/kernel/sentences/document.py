"""Sentences and remedies of the document area."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {}
