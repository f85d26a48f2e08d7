"""Nobody reads a code: every sentence tells kinds, fields and states in the reader's language."""

import re
from enum import StrEnum

import pytest

from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.standing import Standing
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import fields_of
from kvdesk.exchange.sheets.comparing import Finding
from kvdesk.kernel.errors import Refusal, Term
from kvdesk.kernel.sentences import all_sentences, sentence_of, terms
from kvdesk.kernel.words import LANGUAGES, words_for
from kvdesk.store.peers import Trust

#: Parameters of errors that may carry a kind, a field or a member of a closed list.
CODED = ("kind", "field", "state", "stand", "left", "now")


def closed_lists() -> dict[str, type[StrEnum]]:
    """Every closed list that a record or a command declares, by its name."""
    declared = [spec.choices for kind in KINDS.values() for spec in fields_of(kind).values()]
    for entry in full_registry().entries.values():
        declared += [argument.choices for argument in entry.arguments]
    declared += [Standing, Trust, Finding]  # of answers, where nobody gives them
    return {choices.__name__: choices for choices in declared if choices is not None}


def test_every_kind_and_every_member_of_a_closed_list_has_a_word():
    assert set(terms.KINDS) == set(KINDS)
    declared = {name: {member.value for member in list_} for name, list_ in closed_lists().items()}
    assert {name: set(words) for name, words in terms.CHOICES.items()} == declared


def values_of(name: str):
    """Everything that the declarations allow a parameter of this name to be."""
    if name == "kind":
        yield from KINDS
    if name == "field":
        for kind in KINDS.values():
            for spec in fields_of(kind).values():
                yield Term(f"{kind.KIND}.{spec.name}", spec.label)
    if name != "field":
        for choices in closed_lists().values():
            yield from choices


def sentences_with(name: str):
    return [
        code for code, (sentence, remedy) in all_sentences().items()
        if f"{{{name}}}" in sentence + remedy
    ]  # fmt: skip


def test_the_coded_parameters_are_those_that_sentences_use():
    for name in CODED:
        assert sentences_with(name), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CODED)
def test_no_sentence_shows_a_code(language, name):
    words = words_for(language)
    for code in sentences_with(name):
        texts = all_sentences()[code]
        others = dict.fromkeys(re.findall(r"{(\w+)}", " ".join(texts)), "x")
        for value in values_of(name):
            sentence, remedy = sentence_of(Refusal(code, **{**others, name: value}), words)
            message = word_for(value)
            assert words.text(message) in f"{sentence} {remedy}", (code, value)
            assert "_" not in sentence + remedy, (code, value)


def word_for(value: object) -> str:
    if isinstance(value, Term):
        return value.message
    if isinstance(value, StrEnum):
        return terms.CHOICES[type(value).__name__][value]
    return terms.KINDS[str(value)]


def test_a_missing_field_is_told_by_its_label():
    with pytest.raises(Refusal) as refused:
        KINDS["agenda_entry"](meeting="x").check()
    assert refused.value.parameters["field"] == "title"
    assert sentence_of(refused.value, words_for("fi"))[0] == "Asiakohta: kenttä Otsikko on tyhjä."
