"""On the disk: names that Windows takes, and nobody's file is lost."""

import hashlib
import re
from dataclasses import replace

import pytest

from documents import samples
from kvdesk.documents import document_file_name, render, save
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.sentences import sentence_of


@pytest.fixture
def minutes():
    return samples.typical()["minutes"]


def test_a_file_name_says_what_the_document_is(minutes, english):
    assert (
        document_file_name(minutes, english)
        == "Pelastusjohtajien hallitus Minutes 3-2026 Draft 2026-03-12 en.docx"
    )


@pytest.mark.parametrize(
    "body", ["CON", 'a/b\\c:d*e?f"g<h>i|j', "piste.", " ", "x" * 400, "rivi\nrivi", "\u202excod"]
)
def test_a_file_name_is_one_that_windows_takes(minutes, english, body, tmp_path):
    name = document_file_name(replace(minutes, head=samples.head(body=body)), english)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert len(name) <= 120
    assert name == name.strip(" .")
    assert name.split(" ")[0].split(".")[0].upper() + " " != name.upper()
    save(minutes, tmp_path / name, english)


def test_a_saved_document_is_the_rendered_one_and_tells_its_digest(minutes, english, tmp_path):
    saved = save(minutes, tmp_path / "a.docx", english)
    data = saved.path.read_bytes()
    assert data == render(minutes, english)
    assert saved.sha256 == hashlib.sha256(data).hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_an_untouched_file_of_ours_is_replaced(minutes, english, tmp_path):
    first = save(minutes, tmp_path / "a.docx", english)
    other = samples.typical()["memo"]
    second = save(other, tmp_path / "a.docx", english, known={first.sha256})
    assert second.path.read_bytes() == render(other, english)


def test_a_file_edited_by_hand_is_never_overwritten(minutes, english, tmp_path):
    saved = save(minutes, tmp_path / "a.docx", english)
    edited = saved.path.read_bytes() + b"edited"
    saved.path.write_bytes(edited)
    with pytest.raises(Refusal, match="document_edited"):
        save(minutes, tmp_path / "a.docx", english, known={saved.sha256})
    assert saved.path.read_bytes() == edited


def test_a_folder_that_is_missing_is_a_failure_of_the_world(minutes, english, tmp_path):
    with pytest.raises(WorldFailure, match="document_not_written") as failure:
        save(minutes, tmp_path / "missing" / "a.docx", english)
    sentence, remedy = sentence_of(failure.value, english)
    assert "a.docx" in sentence
    assert remedy


def test_nothing_is_left_when_the_place_cannot_be_taken(minutes, english, tmp_path):
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(WorldFailure, match="document_not_written"):
        save(minutes, tmp_path / "a.docx", english)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_nothing_is_left_of_a_document_that_could_not_be_made(minutes, english, tmp_path):
    unreadable = replace(minutes, called_on="ei päivä")
    with pytest.raises(ValueError, match="isoformat"):
        save(unreadable, tmp_path / "a.docx", english)
    assert list(tmp_path.iterdir()) == []
