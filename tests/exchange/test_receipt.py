"""Receipts: signed, small, and read as strictly as packages."""

import json

import msgspec
import pytest

from exchange.samples import LAPPI, OTHER_STREAM, PIRKANMAA, STRANGER, STREAM
from kvdesk.exchange.container import opened, pack
from kvdesk.exchange.manifest import Sender
from kvdesk.exchange.receipt import (
    FILE_LIMIT,
    GAP_LIMIT,
    Counts,
    Receipt,
    is_receipt,
    read_receipt,
    write_receipt,
)
from kvdesk.kernel.errors import Refusal, WorldFailure

VECTOR = {STREAM: ((1, 4),), OTHER_STREAM: ((1, 2), (5, 7))}


def receipt(**changed):
    told = Receipt(
        format="kvdesk-receipt",
        version=1,
        min_reader=1,
        made_at="2026-11-24T10:15:00+00:00",
        receiver=Sender(LAPPI.public, "PL-21", "Lapin pelastuslaitos"),
        package="0190d0d0d0d070008000000000000001",
        sender=PIRKANMAA.public,
        counts=Counts(taken=4, known=2, conflicts=1, older=3),
        missing=[(OTHER_STREAM, 3, 4)],
        digest=f"{7:032x}",
        vector="",
    )
    return msgspec.structs.replace(told, **changed)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kuitti.kvr"


def refused(code, act):
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal.value.code == code


def test_a_receipt_says_what_its_writer_wrote(file):
    size = write_receipt(file, receipt(), VECTOR, LAPPI)
    read = read_receipt(file)
    assert msgspec.structs.replace(read.receipt, vector="") == receipt()
    assert read.vector == VECTOR
    assert (file.stat().st_size, size < 3_000, is_receipt(file)) == (size, True, True)


def test_a_receipt_is_written_over_a_receipt_but_over_nothing_else(file):
    write_receipt(file, receipt(), VECTOR, LAPPI)
    write_receipt(file, receipt(), {}, LAPPI)
    assert read_receipt(file).vector == {}
    file.write_text("Pöytäkirja 3/2026")
    refused("file_in_the_way", lambda: write_receipt(file, receipt(), VECTOR, LAPPI))
    assert file.read_text() == "Pöytäkirja 3/2026"


def test_a_folder_that_is_not_there_is_told(tmp_path):
    assert not is_receipt(tmp_path / "none" / "x.kvr")
    with pytest.raises(WorldFailure) as failure:
        write_receipt(tmp_path / "none" / "x.kvr", receipt(), VECTOR, LAPPI)
    assert failure.value.code == "file_not_written"


def test_a_receipt_signed_by_another_key_than_it_names_is_not_even_written(file):
    refused("receipt_altered", lambda: write_receipt(file, receipt(), VECTOR, STRANGER))
    assert not file.exists()


def test_more_than_a_receipt_may_have_is_refused(file):
    file.write_bytes(bytes(FILE_LIMIT + 1))
    refused("package_too_big", lambda: read_receipt(file))


def _forged(file, alter=None, *, key=STRANGER, **entries):
    """As a forger with a key of his own would alter and sign it."""
    write_receipt(file, receipt(), VECTOR, LAPPI)
    container = opened(file.read_bytes(), "receipt.json")
    bodies = {name: container.read(name, 1 << 20) for name in container.names}
    told = json.loads(bodies["receipt.json"])
    told["from"]["key"] = key.public
    raw = alter(told) if alter else None
    if not isinstance(raw, bytes):
        raw = json.dumps(told).encode()
    bodies |= {"receipt.json": raw, "receipt.sig": key.sign(raw)}
    file.write_bytes(pack(bodies | entries))


def _set(**values):
    return lambda told: told.update(values)


def test_an_honest_copy_under_another_key_is_a_receipt_of_that_key(file):
    _forged(file)
    assert read_receipt(file).receipt.receiver.key == STRANGER.public


@pytest.mark.parametrize(
    "alter",
    [
        _set(format="kvdesk-exchange"),
        _set(min_reader=2),
        _set(package="x"),
        _set(made_at="2026-11-24T10:15:00"),
        _set(made_at="soon"),
        _set(counts={"taken": -1}),
        _set(missing=[[STREAM, 5, 4]]),
        _set(missing=[[STREAM, 1, 1]] * (GAP_LIMIT + 1)),
        _set(vector="0" * 64),
        lambda told: told["from"].update(label="a\u0000b"),
        lambda told: told["from"].update(label="a\u0308"),
        lambda told: (
            json.dumps(told).replace('"version": 1', '"version": 1, "version": 2').encode()
        ),
        lambda _: b"[" * 100_000,
        lambda _: b"\xff",
    ],
)
def test_a_receipt_that_says_something_odd_is_refused(file, alter):
    _forged(file, alter)
    refused("receipt_altered", lambda: read_receipt(file))


@pytest.mark.parametrize(
    "entries",
    [
        {"vector.json": b"[]"},
        {"more.json": b"{}"},
        {"receipt.sig": bytes(64)},
        {"receipt.sig": b""},
    ],
)
def test_a_receipt_with_other_entries_is_refused(file, entries):
    _forged(file, **entries)
    refused("receipt_altered", lambda: read_receipt(file))


def test_a_cut_receipt_is_told_as_such(file):
    write_receipt(file, receipt(), VECTOR, LAPPI)
    file.write_bytes(file.read_bytes()[:-5])
    refused("package_cut", lambda: read_receipt(file))
