"""What the checkout never contains, and what importing never does."""

import re
import subprocess
import sys
from pathlib import Path

from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import Form, fields_of
from kvdesk.store.database import open_writer
from kvdesk.store.rows import default_value

ROOT = Path(__file__).resolve().parents[2]

BLOCKED = """
import importlib, pkgutil, sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(name)
sys.meta_path.insert(0, NoQt())
import kvdesk
for found in pkgutil.walk_packages(kvdesk.__path__, "kvdesk."):
    if not found.name.startswith("kvdesk.ui") and found.name != "kvdesk.__main__":
        importlib.import_module(found.name)
import threading
assert threading.active_count() == 1, threading.enumerate()
"""


def test_every_module_below_the_window_works_without_qt_and_starts_nothing():
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_no_path_of_a_machine_and_no_unfinished_work_is_committed():
    forbidden = re.compile("/" + "(work|root|home)/[a-z]|" + "TO" + "DO|FIX" + "ME")
    found = []
    for folder in ("src", "tests", "resources", "docs"):
        for file in (ROOT / folder).rglob("*"):
            if file.suffix in (".py", ".md", ".json", ".txt", ".po", ".toml"):
                lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
                found += [(file.name, line) for line in lines if forbidden.search(line)]
    assert found == []


def test_an_empty_file_migrated_has_the_declared_tables(tmp_path):
    from datetime import UTC, datetime

    connection = open_writer(tmp_path / "a.sqlite", tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    for kind, declared in KINDS.items():
        rows = connection.execute(f'PRAGMA table_info("{kind}")').fetchall()
        columns = {name: default for _, name, _, _, default, _ in rows}
        expected = {
            "rid",
            "id",
            *fields_of(declared),
            *(["sort_key"] if declared.SORTED_BY else []),
        }
        assert set(columns) == expected, kind
        for name, spec in fields_of(declared).items():
            wanted = None if spec.form is Form.NUMBER else default_value(spec)
            told = columns[name]
            assert (told.strip("'") if told is not None else None) == (
                None if wanted is None else str(wanted)
            ), (kind, name)
        indexed = {row[1] for row in connection.execute(f'PRAGMA index_list("{kind}")')}
        for name, spec in fields_of(declared).items():
            assert (f"{kind}_{name}" in indexed) is spec.indexed, (kind, name)
    connection.close()
