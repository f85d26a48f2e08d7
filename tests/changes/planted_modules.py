"""Whole modules loaded anew with one piece of text exchanged: bugs in the store and the exchange.

The real modules stay as they are; the copies know each other under the name `sown`.
"""

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Final

import kvdesk

__all__ = ["Seed", "sown"]

_SOURCE: Final = Path(kvdesk.__file__).parent
_TESTS: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Seed:
    """One bug: a name that says what is wrong, the module, the right text and the wrong one."""

    name: str
    module: str
    right: str
    wrong: str


@contextmanager
def sown(seed: Seed, modules: Sequence[str]) -> Iterator[dict[str, ModuleType]]:
    """Copies of some modules, in an order in which each finds the ones it imports.

    `kvdesk.store.merge` names a module of the program, `changes.sqlite_desk` one of the tests.
    """
    names = {name: f"sown.{name.rpartition('.')[2]}" for name in modules}
    assert seed.module in names
    package = ModuleType("sown")
    package.__path__ = []
    sys.modules["sown"] = package
    try:
        for name in modules:
            source = _file(name).read_text(encoding="utf-8")
            if name == seed.module:
                assert source.count(seed.right) == 1, f"{seed.name}: the text has moved"
                source = source.replace(seed.right, seed.wrong)
            setattr(package, name.rpartition(".")[2], _load(names[name], source, names))
        yield {name: sys.modules[copy] for name, copy in names.items()}
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "sown"]:
            del sys.modules[name]


def _file(name: str) -> Path:
    first, *rest = name.split(".")
    return (_SOURCE if first == "kvdesk" else _TESTS / first).joinpath(*rest).with_suffix(".py")


def _load(name: str, source: str, names: dict[str, str]) -> ModuleType:
    for real, copy in names.items():
        folder, _, module = real.rpartition(".")
        source = source.replace(f"from {real} import", f"from {copy} import")
        source = source.replace(f"from {folder} import {module}\n", f"from sown import {module}\n")
    module = importlib.util.module_from_spec(ModuleSpec(name, None))
    sys.modules[name] = module
    exec(compile(source, f"<{name}>", "exec"), module.__dict__)
    return module
