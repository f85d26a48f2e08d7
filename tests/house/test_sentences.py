"""Every error code has a sentence and a remedy, and every sentence has its code."""

import ast
from pathlib import Path

from kvdesk.kernel.sentences import all_sentences

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kvdesk"

#: Codes that a table maps from SQLite's result codes (`store/failures.py`).
MAPPED = SOURCE / "store" / "failures.py"


def raised_codes() -> dict[str, set[str]]:
    """Code -> the parameters that the places raising it give."""
    found: dict[str, set[str]] = {}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if (
                isinstance(node, ast.Call)
                and name in ("Refusal", "WorldFailure", "WrongUsage")
                and node.args
            ):
                given = {keyword.arg or "" for keyword in node.keywords}
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found[part.value] = found.get(part.value, given) & given
    return found


def placeholders(text: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_that_is_raised_has_a_sentence():
    assert sorted(set(raised_codes()) - set(all_sentences())) == []


def test_every_sentence_belongs_to_a_code_that_is_raised():
    text = "".join(
        file.read_text(encoding="utf-8")
        for file in SOURCE.rglob("*.py")
        if "sentences" not in file.parts
    )
    assert [code for code in all_sentences() if f'"{code}"' not in text] == []


def test_a_sentence_only_uses_what_its_error_brings():
    raised = raised_codes()
    wrong = {
        code: placeholders(sentence + remedy) - raised[code]
        for code, (sentence, remedy) in all_sentences().items()
        if code in raised and placeholders(sentence + remedy) - raised[code]
    }
    assert wrong == {}
