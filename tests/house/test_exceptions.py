"""Exceptions from the rules are few, known, and each says why. The numbers only get smaller."""

import re
from collections import Counter
from pathlib import Path

from house.checkout import ROOT, SOURCE

#: How many exceptions `src` holds; a rule that is bent more often wants a better way.
MOST_NOQA = 90
MOST_TYPE_IGNORES = 12

_NOQA = re.compile(r"# noqa: (?P<codes>[A-Z]+\d+(?:, [A-Z]+\d+)*)(?P<rest>.*)$")
_IGNORE = re.compile(r"# type: ignore\[(?P<codes>[a-z, -]+)\](?P<rest>.*)$")
_BARE = re.compile(r"# noqa(?!: [A-Z])|# type: ignore(?!\[[a-z])")


def exceptions(text: str, form: re.Pattern[str]) -> list[tuple[str, bool]]:
    """The codes that a file makes exceptions from, each with whether a reason stands beside it."""
    found = []
    for line in text.splitlines():
        match = form.search(line)
        if match is not None:
            reason = len(match["rest"].strip(" -#")) > 5
            found += [(code.strip(), reason) for code in match["codes"].split(",")]
    return found


def without_reason(text: str) -> list[str]:
    """Codes that a file bends without saying why; once said, it holds for the whole file."""
    told = [*exceptions(text, _NOQA), *exceptions(text, _IGNORE)]
    return sorted({code for code, _ in told} - {code for code, reason in told if reason})


def sources(folder: Path = SOURCE) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.py"))
    }


def test_every_exception_says_why():
    told = {name: without_reason(text) for name, text in sources().items()}
    assert {name: codes for name, codes in told.items() if codes} == {}


def test_no_exception_leaves_open_from_what():
    bare = [name for name, text in sources().items() if _BARE.search(text)]
    assert bare == []


def test_there_are_not_more_exceptions_than_there_were():
    noqa = Counter(code for text in sources().values() for code, _ in exceptions(text, _NOQA))
    ignored = Counter(code for text in sources().values() for code, _ in exceptions(text, _IGNORE))
    assert noqa.total() <= MOST_NOQA, noqa
    assert ignored.total() <= MOST_TYPE_IGNORES, ignored


def test_types_are_checked_everywhere_without_exemptions():
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "[[tool.mypy.overrides]]" not in settings


def test_a_reason_is_told_from_none():
    assert without_reason("x = 1  # noqa: S608\n") == ["S608"]
    assert without_reason("x = 1  # noqa: S608 - names come from the declarations\n") == []
    assert without_reason("x = 1  # type: ignore[misc]\n") == ["misc"]
    assert without_reason("x = 1  # type: ignore[misc]  # a stub forgets None\n") == []
    assert _BARE.search("x = 1  # noqa\n")
    assert not _BARE.search("x = 1  # noqa: S608\n")
