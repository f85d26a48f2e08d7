"""Each banned name is found where it is planted, and allowed in the one module that needs it."""

import ast
import importlib
import json
import subprocess
import sys
import tomllib

import pytest

from house.checkout import ROOT, SOURCE, modules, read_in_later, with_late_imports

RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
BANNED = sorted(RUFF["flake8-tidy-imports"]["banned-api"])

#: Module -> what it alone may use; each use is a door to the world that tests replace.
ALLOWED = {
    "src/kvdesk/kernel/clock.py": {"datetime.datetime.now"},
    "src/kvdesk/kernel/ids.py": {"uuid_utils"},
    "src/kvdesk/kernel/paths.py": {"appdirs"},
    "src/kvdesk/store/database.py": {"sqlite3.connect"},
}


def use_of(name: str) -> str:
    """Two lines of code that use a name: an import, and what is reached through it."""
    module = name
    while True:
        try:
            importlib.import_module(module)
        except ImportError:
            module = module.rpartition(".")[0]
        else:
            return f"import {module}\n\nprint({name})\n"


def found(code: str, place: str) -> set[str]:
    """The banned names that ruff finds in code that would stand in a place."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--output-format", "json",
         "--stdin-filename", place, "-"],
        cwd=ROOT, input=code, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    told = [finding["message"] for finding in json.loads(done.stdout)]
    return {message.split("`")[1] for message in told}


@pytest.mark.parametrize("name", BANNED)
def test_a_banned_name_is_found_where_it_is_planted(name):
    for place in ("desk", "ui", "kernel", "store"):
        assert found(use_of(name), f"src/kvdesk/{place}/planted.py") == {name}


def test_only_the_modules_named_here_are_exempt():
    exempt = {
        place
        for place, codes in RUFF["per-file-ignores"].items()
        if "TID251" in codes and place.startswith("src/")
    }
    assert exempt == set(ALLOWED)


@pytest.mark.parametrize("place", ALLOWED)
def test_an_exempt_module_uses_what_it_may_and_nothing_else(place):
    code = (ROOT / place).read_text(encoding="utf-8")
    late = with_late_imports(ast.parse(code), code)
    assert found(late, "src/kvdesk/desk/planted.py") == ALLOWED[place]


def test_nothing_banned_is_read_in_later():
    for path, tree in modules(SOURCE).items():
        place = f"src/kvdesk/{path}"
        if list(read_in_later(tree)) and place not in ALLOWED:
            code = (SOURCE / path).read_text(encoding="utf-8")
            assert found(with_late_imports(tree, code), place) == set(), path
