"""Small things: files and functions stay short. The two numbers only ever get smaller."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}

#: Files that hold data, not logic: the released schema is never edited or split.
DATA = {"version_1.py"}


def sources():
    return [file for file in sorted((ROOT / "src").rglob("*.py")) if file.name not in DATA]


def test_no_file_is_longer_than_the_limit():
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in sources()}
    assert {f.name: n for f, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_the_limit():
    long = {}
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{file.name}:{node.name}"] = lines
    assert long == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [file for file in sources() if file.stem in FORBIDDEN_NAMES] == []
