"""The keyboard map holds on a Finnish keyboard, in three languages, without a clash."""

import pytest
from PySide6.QtGui import QKeySequence

from kvdesk.kernel.words import LANGUAGES, words_for
from kvdesk.ui.keys import KEYS, MENUS, KeyMap, mnemonics


def test_no_two_acts_have_one_key() -> None:
    assert KeyMap({}).clashes() == {}


def test_a_clash_is_found() -> None:
    assert KeyMap({"details": "F5"}).clashes() == {"f5": ("details", "live")}


def test_a_changed_key_holds_and_others_stay() -> None:
    keys = KeyMap({"details": "F12"})
    assert keys.keys("details") == ("F12",)
    assert keys.keys("undo") == ("Ctrl+Z",)
    assert keys.keys("of a view") == ()


@pytest.mark.parametrize("name", sorted(KEYS))
def test_each_key_can_be_pressed_without_altgr_on_a_finnish_keyboard(name: str) -> None:
    for text in KEYS[name].keys:
        assert not QKeySequence(text).isEmpty()
        assert not set(text) & set("[]{}\\/@$|~")


@pytest.mark.parametrize("name", sorted(KEYS))
def test_each_act_stands_in_a_menu(name: str) -> None:
    assert KEYS[name].menu in MENUS


def _letters(texts: list[str]) -> list[str]:
    return [text[text.index("&") + 1].casefold() for text in mnemonics(texts)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("menu", [*MENUS, ""])
def test_letters_to_press_are_unique_in_each_menu(language: str, menu: str) -> None:
    words = words_for(language)
    texts = [words.text(key.text) for key in KEYS.values() if key.menu == menu]
    texts = texts or [words.text(title) for title in MENUS.values()]
    letters = _letters(texts)
    assert len(set(letters)) == len(letters)


def test_a_letter_begins_a_word_where_it_can() -> None:
    assert mnemonics(["Save", "Save as", "Settings"]) == ("&Save", "Save &as", "S&ettings")


def test_a_real_ampersand_is_no_letter() -> None:
    assert mnemonics(["A & B"]) == ("&A && B",)
