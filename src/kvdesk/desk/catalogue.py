"""Reads in every module that registers entries; a new module is a line here."""

from importlib import import_module
from typing import Final

from kvdesk.desk.registry import REGISTRY, Registry

__all__ = ["MODULES", "full_registry"]

MODULES: Final = (
    "actions",
    "agenda",
    "attendance",
    "care",
    "decisions",
    "exchange",
    "handover",
    "exporting",
    "folder",
    "keys",
    "live",
    "live_lines",
    "matters",
    "meetings",
    "minutes",
    "network",
    "peers",
    "receipts",
    "sample",
    "searching",
    "setup",
    "sheets",
    "steps",
    "strategies",
)


def full_registry() -> Registry:
    """The registry with all commands, questions and tasks."""
    for module in MODULES:
        import_module(f"kvdesk.desk.{module}")
    return REGISTRY
