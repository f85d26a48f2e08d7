"""Finnish order: the alphabet, numbers by their value, accents and case last."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.kernel.order import finnish_key

#: In the order of ICU 73's Finnish collation with numbers by value.
IN_ORDER = [
    ["", "a", "ab", "b"],
    ["§ 9", "§ 12", "§ 100"],
    ["3.12.", "3/2026", "10.1.", "12/2026"],
    ["kohta 02", "kohta 2", "kohta 10", "kohta a"],
    ["a", "A", "á", "Á", "áa", "ab"],
    ["aho", "Aho", "Ahola", "Aiti"],
    ["co op", "co-op", "coop", "Coop"],
    ["Duka", "Đuka", "Enger", "Lodz", "Łódz", "Lotta"],
    ["Myller", "Müller", "Möller", "Møller", "Mölli"],
    ["naive", "naïve", "Onn", "Õnn", "Ost"],
    ["Peltola Aino", "Peltola-Aho", "Peltola, Aino", "Peltola1", "Peltolainen"],
    ["Sakki", "Šakki", "Strasse", "Straße", "Sträng"],
    ["Virtanen", "Vuori", "Waara", "Wirtanen", "Ükskül", "Yrjö"],
    ["z", "ž", "Zakki", "Žakki", "Zeta", "Zäta", "å", "Åbo", "Åland"],
    ["Åland", "ä", "Ähtäri", "Äiti", "Ængel", "ö", "Öljy", "Öst", "Øst"],
    ["Œuvre", "Oevre", "Öljy", "Жук"],
    ["{sulut}", "–viiva–", "1", "a"],
]


@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: words[-1])
def test_words_stand_in_finnish_order(words):
    assert sorted(words, key=finnish_key) == words


def test_decomposed_letters_are_the_same_letters():
    assert finnish_key("a\u0308iti") == finnish_key("äiti")


def test_numbers_of_any_length_go_by_their_value():
    numbers = ["0", "9", "10", "999999999999", "1000000000000", "1" + "0" * 40]
    assert sorted(numbers, key=finnish_key) == numbers


def test_digits_of_other_scripts_are_numbers_too():
    assert finnish_key("٩") < finnish_key("12")


@given(st.text(), st.text())
def test_only_equal_texts_have_equal_keys(first, second):
    same = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)
    assert (finnish_key(first) == finnish_key(second)) is same


@given(st.text(st.sampled_from("abåäöz -§129ÅAß"), max_size=8), st.text(max_size=8))
def test_accents_and_case_count_less_than_the_letters_after_them(head, tail):
    words = [f"{head}{letter}{tail}" for letter in ("e", "E", "é", "É", "ê")]
    keys = [finnish_key(word) for word in words]
    assert keys == sorted(keys)
    assert all(key < finnish_key(f"{head}f{tail}") for key in keys)


def test_the_letters_after_z_stand_in_their_order():
    alphabet = "abcdefghijklmnopqrstuvwxyzåäö"
    assert all(finnish_key(left) < finnish_key(right) for left, right in pairwise(alphabet))
