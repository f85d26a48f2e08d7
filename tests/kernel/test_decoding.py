"""Text files of every usual encoding are read; what is no text is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.kernel.decoding import LARGEST_TEXT, decode_text
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.sentences import all_sentences

TEXT = "Päämäärä – yhteistyö\r\nÅbo: ”hörnsten” 5 €\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_usual_encoding_is_recognised(encoding):
    assert decode_text(TEXT.encode(encoding)) == TEXT


def test_big_endian_utf16_with_a_mark_is_recognised():
    assert decode_text(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_a_letter_is_refused(data):
    with pytest.raises(Refusal) as refused:
        decode_text(data)
    assert refused.value.code == "text_empty"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00",
        b"%PDF-1.7\n\x00\x01\x02",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xfe\x00\xd8",
        b"\xff\xfea",
        b"\xef\xbb\xbf\xff\xff",
        b"\x81\x8d\x8f",
        bytes(range(256)),
    ],
)
def test_a_file_that_is_no_text_is_refused(data):
    with pytest.raises(Refusal) as refused:
        decode_text(data)
    assert refused.value.code == "text_binary"


def test_a_file_that_is_too_big_is_refused_with_its_size():
    with pytest.raises(Refusal) as refused:
        decode_text(b"a" * (LARGEST_TEXT + 1))
    assert refused.value.code == "text_too_big"
    assert refused.value.parameters == {"size": 2000, "limit": 2000}


def test_every_refusal_has_its_sentence():
    assert {"text_empty", "text_too_big", "text_binary"} <= all_sentences().keys()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_utf8_text_comes_back_whole(text):
    text = f"å{text}"
    assert decode_text(text.encode("utf-8-sig")) == text


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    try:
        text = decode_text(data)
    except Refusal:
        return
    assert text.strip()
