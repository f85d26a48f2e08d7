"""Each contract between the layers bites: a planted violation is found by name."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = {
    "arrows point down": ("kernel/clock.py", "import kvdesk.domain.record"),
    "Qt lives in ui": ("desk/places.py", "import PySide6.QtCore"),
    "SQL lives in store": ("ui/settings.py", "import sqlite3"),
    "Word lives in documents": ("desk/places.py", "import docx"),
    "keys live in exchange": ("desk/places.py", "import cryptography.x509"),
    "one door for writes": ("cli/options.py", "import kvdesk.store.work"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy / "pyproject.toml")
    return copy


def contracts(house: Path) -> str:
    """What the contracts say about a copy of the house."""
    code = (
        "import sys; sys.path.insert(0, 'src'); "
        "from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=house, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(house, contract):
    place, line = PLANTED[contract]
    file = house / "src" / "kvdesk" / place
    whole = file.read_text(encoding="utf-8")
    file.write_text(f"{whole}\n{line}\n", encoding="utf-8")
    try:
        assert f"{contract} BROKEN" in contracts(house)
    finally:
        file.write_text(whole, encoding="utf-8")
