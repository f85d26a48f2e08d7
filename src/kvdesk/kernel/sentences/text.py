"""Sentences and remedies of the text area."""

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {}
