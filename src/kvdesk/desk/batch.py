"""Many commands in one transaction: a JSON object a line, a result a line."""

import json
from collections.abc import Iterable
from typing import Any

from kvdesk.desk.desk import Desk
from kvdesk.desk.reading import entry_named, read_entry
from kvdesk.desk.registry import REGISTRY, Sort
from kvdesk.kernel.errors import Refusal
from kvdesk.store.log import Log
from kvdesk.store.reader import Reader

__all__ = ["run_lines"]


def run_lines(desk: Desk, lines: Iterable[str]) -> list[dict[str, str]]:
    """Run `{"do": "meeting add", …}` lines; `"as": "x"` names a result for `"$x"` later on.

    Raises:
        Refusal: `line_unreadable`, `line_no_command`, or what a command says; then nothing of all
            the lines was written.
    """
    return desk.store.write(lambda log: _run_all(desk, log, lines))


def _run_all(desk: Desk, log: Log, lines: Iterable[str]) -> list[dict[str, str]]:
    names: dict[str, str] = {}
    results: list[dict[str, str]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            given = _object(number, line)
            name = given.pop("as", "")
            record = _run_one(desk, log, number, given, names)
            if name:
                names[f"${name}"] = record
            results.append({"id": record})
    return results


def _run_one(
    desk: Desk, log: Log, number: int, given: dict[str, Any], names: dict[str, str]
) -> str:
    entry = entry_named(str(given.pop("do", "")))
    if entry.sort is not Sort.COMMAND:
        raise Refusal("line_no_command", line=number, name=entry.name)
    values = {key: _named(value, names) for key, value in given.items()}
    command = read_entry(desk, entry, values, Reader(log.connection, desk.clock.today()))
    return str(command(desk.work(log, REGISTRY.step_name(command))))


def _named(value: object, names: dict[str, str]) -> object:
    if isinstance(value, list):
        return [_named(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise Refusal("line_unreadable", line=number) from error
    if not isinstance(given, dict):
        raise Refusal("line_unreadable", line=number)
    return given
