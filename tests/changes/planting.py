"""Plants one bug into a private copy of the merge, without touching the real one.

The modules of `kvdesk.changes`, the pure desk and the tests of laws are loaded anew under another
name with one piece of one module's text exchanged, so a bug is what a programmer could have typed.
"""

import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Final

from hypothesis import Phase, settings

import kvdesk.changes

__all__ = ["Bug", "Planted", "laws_that_object", "planted"]

#: In an order in which each module finds the ones it imports.
_MODULES: Final = (
    "operation",
    "intervals",
    "digest",
    "stamp",
    "register",
    "deletion",
    "reversal",
    "state",
)
_TESTS: Final = (
    "test_intervals",
    "test_stamp",
    "test_operation",
    "test_deletion",
    "test_reversal",
    "test_laws",
)
_HERE: Final = Path(__file__).parent
_CORE: Final = Path(inspect.getfile(kvdesk.changes)).parent


@dataclass(frozen=True, slots=True)
class Bug:
    """One bug: a name that says what is wrong, the module, the right text and the wrong one."""

    name: str
    module: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Planted:
    """The private copy: its desk, and its tests of laws by name."""

    desk: type
    laws: dict[str, Callable[[], None]]


@contextmanager
def planted(bug: Bug) -> Iterator[Planted]:
    """A copy of the merge, the pure desk and the laws with one bug in it."""
    with _quick_examples():
        names = {"kvdesk.changes": "planted", "changes.pure_desk": "planted.pure_desk"}
        names["changes.strategies"] = "planted.strategies"
        package = ModuleType("planted")
        package.__path__ = []
        sys.modules["planted"] = package
        try:
            for module in _MODULES:
                source = (_CORE / f"{module}.py").read_text(encoding="utf-8")
                if module == bug.module:
                    assert source.count(bug.right) == 1, f"{bug.name}: the text has moved"
                    source = source.replace(bug.right, bug.wrong)
                _load(f"planted.{module}", source, names)
            for module in ("pure_desk", "strategies", *_TESTS):
                source = (_HERE / f"{module}.py").read_text(encoding="utf-8")
                _load(f"planted.{module}", source, names)
            yield Planted(sys.modules["planted.pure_desk"].PureDesk, _laws())
        finally:
            for name in [name for name in sys.modules if name.partition(".")[0] == "planted"]:
                del sys.modules[name]


def laws_that_object(copy: Planted) -> Iterator[str]:
    """The names of the laws that do not hold in a copy, one after another."""
    for name, law in copy.laws.items():
        try:
            law()
        except Exception:  # noqa: BLE001 - whatever a bug does, somebody has noticed it
            yield name


def _load(name: str, source: str, names: dict[str, str]) -> None:
    for real, private in names.items():
        source = source.replace(real, private)
    module = importlib.util.module_from_spec(ModuleSpec(name, None))
    sys.modules[name] = module
    exec(compile(source, f"<{name}>", "exec"), module.__dict__)


def _laws() -> dict[str, Callable[[], None]]:
    return {
        name: law
        for module in _TESTS
        for name, law in vars(sys.modules[f"planted.{module}"]).items()
        if name.startswith("test_") and not inspect.signature(law).parameters
    }


@contextmanager
def _quick_examples() -> Iterator[None]:
    """A bug need only be found, not made small."""
    settings.register_profile("planted", phases=(Phase.generate,), max_examples=40)
    before = settings.get_current_profile_name()
    settings.load_profile("planted")
    try:
        yield
    finally:
        settings.load_profile(before)
