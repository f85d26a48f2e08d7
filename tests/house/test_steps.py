"""Every step that the log can hold has a sentence; nobody reads a command's name."""

import ast

import pytest

from house.checkout import SOURCE, modules
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.registry import Sort
from kvdesk.desk.step_name import StepName
from kvdesk.desk.step_words import STEPS, step_sentence
from kvdesk.domain.kinds import KINDS
from kvdesk.kernel.words import LANGUAGES, words_for
from kvdesk.store.reversing import REDO, UNDO


def named_in_the_code() -> set[str]:
    """Names given as `step = "…"` and to `desk.work(log, "…")`."""
    found = set()
    for path, tree in modules(SOURCE).items():
        if not path.startswith("desk/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "step":
                found.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "work":
                found.add(node.args[-1])
    return {node.value for node in found if isinstance(node, ast.Constant)}


def step_names() -> set[str]:
    """Whatever a command, a task or the window can write into the log as a step's name."""
    commands = {
        name for name, entry in full_registry().entries.items() if entry.sort is Sort.COMMAND
    }
    fields = {f"{kind} {verb}" for kind in KINDS for verb in ("add", "change", "delete")}
    return commands | fields | named_in_the_code() | {UNDO, REDO}


def test_the_code_names_steps_of_its_own():
    assert {"strategy import", "document issue", "exchange undo"} <= named_in_the_code()


def test_every_step_has_a_sentence_and_every_sentence_a_step():
    assert set(STEPS) == step_names()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_tell_steps_apart(language):
    told = [step_sentence(name, words_for(language)) for name in STEPS]
    assert len(set(told)) == len(told)
    assert not {sentence for sentence in told if sentence in STEPS or "_" in sentence}


def test_a_step_tells_its_field_and_its_record():
    step = StepName(
        "decision change", "Decision", "Hyväksytään palvelutasopäätös vuosille 2027–2030"
    )
    told = step_sentence(step, words_for("fi"))
    assert told.startswith("Muutettiin päätöstä (Päätös): Hyväksytään palvelutasopäätös")
    assert told.endswith("…")
    assert step == "decision change"
