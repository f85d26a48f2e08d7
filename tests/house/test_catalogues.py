"""The Finnish and Swedish catalogues are whole, and their words fit where they are shown."""

import string

import pytest

from house import catalogues
from kvdesk.kernel.words import LANGUAGES
from kvdesk.ui.keys import KEYS, MENUS, mnemonics

TRANSLATED = sorted(set(LANGUAGES) - {"en"})


@pytest.fixture(scope="module")
def found():
    return catalogues.template()


def texts_of(language):
    """English texts with their translations where there are any; plural forms one by one."""
    for message in catalogues.read_catalogue(language):
        if message.id and message.string:
            several = isinstance(message.id, tuple)
            ids = message.id if several else (message.id,)
            translated = message.string if several else (message.string,)
            yield from zip(ids, translated, strict=True)


def names_in(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_that_people_read_is_translated(language, found):
    assert catalogues.faults(language, found) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_in_the_same_values(language):
    wrong = [
        (english, translated)
        for english, translated in texts_of(language)
        if set(names_in(english)) != set(names_in(translated))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_quotation_marks_are_those_of_the_language(language):
    assert [text for _, text in texts_of(language) if set(text) & set('“„«»"')] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_ends_as_the_sentence_does(language):
    wrong = [
        (english, translated)
        for english, translated in texts_of(language)
        for mark in (".", "?", "…", ":")
        if english.endswith(mark) != translated.endswith(mark)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_entry_of_a_menu_has_a_letter_of_its_own(language):
    known = dict(texts_of(language))
    bars = [[known[text] for text in MENUS.values()]]
    bars += [[known[k.text] for k in KEYS.values() if k.menu == menu] for menu in MENUS]
    for bar in bars:
        shown = mnemonics(bar)
        letters = [text[text.index("&") + 1].casefold() for text in shown if "&" in text]
        assert len(letters) == len(shown) == len(set(letters)), shown


def test_a_help_text_of_a_registered_class_is_extracted_and_others_are_not(tmp_path):
    (tmp_path / "some.py").write_text(
        '@command("a b")\nclass A:\n    """Do it."""\n\n\nclass B:\n    """Not seen."""\n'
        'words.plural("{n} row", "{n} rows", 3)\nwords.text("Seen")\n',
        encoding="utf-8",
    )
    ids = [message.id for message in catalogues.template(tmp_path) if message.id]
    assert sorted(map(str, ids)) == ["('{n} row', '{n} rows')", "Do it.", "Seen"]
