"""There is one way from text to markup, and the code keeps to it."""

import ast
import re
from pathlib import Path

import kvdesk.documents

PACKAGE = Path(kvdesk.documents.__file__).parent

#: The modules that write markup; every other one knows blocks only.
MARKUP = {
    "xml.py",
    "body.py",
    "package.py",
    "properties.py",
    "writing.py",
    "parts.py",
    "styles.py",
}
_ELEMENT = re.compile(r"</?[a-z]+:?[a-zA-Z]*[ />]")


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def literals(tree):
    """The text constants that are no docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_only_the_markup_modules_write_markup():
    writing = {
        path.name
        for path, tree in modules()
        if any(_ELEMENT.search(text) for text in literals(tree))
    }
    assert writing <= MARKUP
    assert "kinds" not in {path.parent.name for path, _ in modules() if path.name in writing}


def test_ampersands_are_replaced_in_one_function_only():
    replacing = [
        path.name
        for path, tree in modules()
        for text in literals(tree)
        if text in ("&amp;", "&lt;", "&quot;")
    ]
    assert set(replacing) == {"xml.py"}
    assert len(replacing) == 3
