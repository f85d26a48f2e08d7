"""Each contract between the layers bites: a planted violation is found by name."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import pytest

from house.checkout import ROOT, SOURCE, modules, read_in_later, with_late_imports

#: Contract -> (module, line) of violations, each of which it must find on its own.
PLANTED = {
    "arrows point down": [
        ("kernel/clock.py", "import kvdesk.domain.record"),
        ("changes/state.py", "import kvdesk.domain.record"),
        ("domain/record.py", "import kvdesk.changes.state"),
        ("store/rows.py", "import kvdesk.exchange.package"),
        ("documents/labels.py", "import kvdesk.store.reader"),
        ("exchange/keys.py", "import kvdesk.desk.desk"),
        ("desk/desk.py", "import kvdesk.cli.output"),
        ("ui/view.py", "import kvdesk.cli.output"),
        ("planted.py", '"""A room that no layer names."""'),
    ],
    "rooms form no circles": [("kernel/errors.py", "import kvdesk.kernel.planted")],
    "Qt lives in ui": [
        ("desk/desk.py", "import PySide6.QtCore"),
        ("cli/output.py", "import shiboken6"),
        ("kernel/words.py", "import PySide6"),
    ],
    "SQL lives in store": [
        ("ui/view.py", "import sqlite3"),
        ("desk/desk.py", "import sqlite_utils"),
    ],
    "Word lives in documents": [
        ("desk/desk.py", "import docx"),
        ("exchange/package.py", "import lxml.etree"),
    ],
    "archives live in exchange and documents": [("store/store.py", "import zipfile")],
    "keys live in exchange": [
        ("desk/desk.py", "import cryptography.x509"),
        ("store/store.py", "import pyrage"),
    ],
    "workbooks live in exchange": [
        ("desk/sheets.py", "import xlsxwriter"),
        ("documents/labels.py", "import python_calamine"),
    ],
    "one door for writes": [
        ("cli/output.py", "import kvdesk.store.work"),
        ("ui/bridge.py", "import kvdesk.store.work"),
    ],
}

#: What some violations need beside them.
BESIDE = {
    "rooms form no circles": {"kernel/planted.py": "import kvdesk.kernel.errors"},
}

CASES = [(contract, *planted) for contract, several in PLANTED.items() for planted in several]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy / "pyproject.toml")
    return copy


def broken(house: Path) -> set[str]:
    """The names of the contracts that a copy of the house breaks."""
    code = (
        "import sys; sys.path.insert(0, 'src'); "
        "from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir='cache'))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=house,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE))


def write(file: Path, text: str | None) -> None:
    """Give a file this content; None removes it."""
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("contract", "place", "line"), CASES)
def test_a_planted_violation_breaks_its_contract(house, contract, place, line):
    planted = dict([(place, line), *BESIDE.get(contract, {}).items()])
    files = {house / "src" / "kvdesk" / name: added for name, added in planted.items()}
    before = {f: f.read_text(encoding="utf-8") if f.exists() else None for f in files}
    try:
        for file, added in files.items():
            write(file, f"{before[file] or ''}\n{added}\n")
        assert contract in broken(house)
    finally:
        for file, text in before.items():
            write(file, text)


def test_the_house_as_it_stands_breaks_none(house):
    assert broken(house) == set()


def test_what_is_read_in_at_first_use_obeys_the_contracts_too(house):
    late = {name: tree for name, tree in modules(SOURCE).items() if [*read_in_later(tree)]}
    files = {house / "src" / "kvdesk" / name: tree for name, tree in late.items()}
    before = {file: file.read_text(encoding="utf-8") for file in files}
    try:
        for file, tree in files.items():
            write(file, with_late_imports(tree, before[file]))
        assert broken(house) == set()
    finally:
        for file, text in before.items():
            write(file, text)


def test_what_is_read_in_at_first_use_is_there():
    for tree in modules(SOURCE).values():
        for place in read_in_later(tree):
            module, _, name = place.partition(":")
            assert attrgetter(name)(import_module(module)), place


def test_every_contract_has_a_planted_violation():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert named == set(PLANTED)
