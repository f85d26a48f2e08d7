"""What the tests of the house read: the source, parsed, and the files of the checkout."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kvdesk"

#: Made on this machine, never part of the project.
MADE = {".venv", ".git", "build", "dist", "__pycache__", ".hypothesis"}


@cache
def modules(folder: Path = SOURCE) -> dict[str, ast.Module]:
    """Path below the folder, with slashes -> its parsed source."""
    files = sorted(folder.rglob("*.py"))
    return {
        file.relative_to(folder).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in files
        if not MADE & set(file.parts)
    }


@cache
def committed() -> tuple[Path, ...]:
    """Every text file that is committed or about to be; outside Git, every file not made."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.splitlines()]
    else:
        found = [file for file in ROOT.rglob("*") if not MADE & set(file.parts)]
    return tuple(file for file in found if file.is_file() and _is_text(file))


def _is_text(file: Path) -> bool:
    with file.open("rb") as stream:
        return b"\0" not in stream.read(4096)


def imported(tree: ast.Module) -> Iterator[str]:
    """The full names of the modules that a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and content of every text in a module but the docstrings; of an f-string its parts."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.lineno, node.value


def read_in_later(tree: ast.Module) -> Iterator[str]:
    """What a module reads in by `at_first_use("module:Name")`: no linter sees these imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "at_first_use":
            (place,) = node.args
            yield place.value if isinstance(place, ast.Constant) else ast.unparse(place)


def with_late_imports(tree: ast.Module, code: str) -> str:
    """A module's code with its late imports written out, so that linters see them."""
    late = [place.partition(":") for place in read_in_later(tree)]
    return code + "".join(
        f"\nimport {module}\n\nprint({module}.{name})\n" for module, _, name in late
    )
