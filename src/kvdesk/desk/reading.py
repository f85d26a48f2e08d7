"""From what came through a door - typed words, JSON - to a command, question or task."""

from collections.abc import Mapping
from typing import Any

from kvdesk.desk.arguments import read_argument
from kvdesk.desk.desk import Desk
from kvdesk.desk.registry import REGISTRY, Entry
from kvdesk.kernel.errors import Refusal
from kvdesk.store.queries.resolving import resolve
from kvdesk.store.reader import Reader

__all__ = ["entry_named", "read_entry"]


def entry_named(name: str) -> Entry:
    """The entry with this `noun verb` name.

    Raises:
        Refusal: `command_unknown`.
    """
    entry = REGISTRY.entries.get(" ".join(name.split()))
    if entry is None:
        raise Refusal("command_unknown", name=name)
    return entry


def read_entry(desk: Desk, entry: Entry, given: Mapping[str, object], reader: Reader) -> Any:  # noqa: ANN401 - a command, question or task
    """The frozen data of an entry, its arguments read and its records found.

    Raises:
        Refusal: `argument_missing`, `argument_unknown` or what the reading says.
    """
    known = {argument.name: argument for argument in entry.arguments}
    for name in given:
        if name not in known:
            raise Refusal("argument_unknown", name=entry.name, argument=name)
    values: dict[str, object] = {}
    for name, argument in known.items():
        if name in given:
            values[name] = read_argument(
                argument,
                given[name],
                resolve=lambda kind, words: resolve(
                    reader, kind, words, home_body=desk.identity.home_body
                ),
                today=desk.clock.today(),
            )
        elif argument.required:
            raise Refusal("argument_missing", name=entry.name, argument=name)
    return entry.make(**values)
