"""What a stranger may send: each file is answered by a sentence, nothing is taken from it."""

import sys
import time
import tracemalloc
import zipfile

import pytest

from exchange.hostile import HOSTILE
from exchange.samples import forged
from kvdesk.exchange.container import FILE_LIMIT
from kvdesk.exchange.package import read_package
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.sentences import sentence_of
from kvdesk.kernel.words import words_for


def test_the_sound_package_behind_the_hostile_ones_is_read(file, data):
    file.write_bytes(data)
    assert len(read_package(file).segments) == 2
    file.write_bytes(forged(data))
    assert len(read_package(file).segments) == 2
    assert len(HOSTILE) >= 150


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_a_sentence(file, data, name):
    make, code = HOSTILE[name]
    file.write_bytes(make(data))
    with pytest.raises(Refusal) as refusal:
        read_package(file)
    assert refusal.value.code == code
    sentence, remedy = sentence_of(refusal.value, words_for("en"))
    assert sentence
    assert remedy
    assert "{" not in sentence + remedy


@pytest.mark.parametrize(
    "name",
    [
        "a bomb",
        "a bomb that says that it is small",
        "too many entries",
        "too much in total",
        "a manifest as deep as a well",
        "depth in an unknown field",
        "a manifest that is too long",
    ],
)
def test_a_hostile_file_takes_little_time_and_memory(file, data, name):
    file.write_bytes(HOSTILE[name][0](data))
    tracemalloc.start()
    started = time.process_time()
    try:
        with pytest.raises(Refusal):
            read_package(file)
        taken = time.process_time() - started
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 1
    assert peak < 64 * 1024 * 1024


def test_a_file_over_the_limit_is_not_read(file):
    with file.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(FILE_LIMIT + 1)
    with pytest.raises(Refusal) as refusal:
        read_package(file)
    assert refusal.value.code == "package_too_big"


@pytest.mark.parametrize(
    "name",
    [
        "a program before",
        "bytes after",
        "bytes between the entries",
        "bytes before the directory",
        "an entry inside another",
        "two entries of one name",
    ],
)
def test_a_library_would_have_taken_what_the_own_reader_refuses(tmp_path, data, name):
    """Why there is a reader of our own; later versions of Python refuse some of these as well."""
    if name == "an entry inside another" and sys.version_info >= (3, 11, 8):
        pytest.skip("this Python sees entries that overlap")
    file = tmp_path / "paketti.zip"
    file.write_bytes(HOSTILE[name][0](data))
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
