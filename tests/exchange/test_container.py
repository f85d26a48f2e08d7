"""The zip reader alone, on zips made by hand where one thing is wrong and all else is right."""

import struct
import zlib

import pytest

from kvdesk.exchange.container import opened, pack
from kvdesk.kernel.errors import Refusal

_BODY = b"Puheenjohtaja avasi kokouksen. " * 9
_SIZE = len(_BODY)
_SUM = zlib.crc32(_BODY)


def _raw_deflate(body, flush=zlib.Z_FINISH):
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(body) + deflater.flush(flush)


def _zip(packed, *, size=_SIZE, crc=_SUM, method=8, name=b"a", extra=b""):
    """A zip of one entry, told to be what the parameters say; `extra` follows the directory."""
    common = (20, 0, method, 0, 0x21, crc, len(packed), size, len(name), 0)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *common) + name + packed
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *common, 0, 0, 0, 0, 0) + name + extra
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _refused(data, code="package_altered"):
    with pytest.raises(Refusal) as refusal:
        opened(data, "a").read("a", 1 << 20)
    assert refusal.value.code == code


def test_the_zip_made_by_hand_is_read():
    assert opened(_zip(_raw_deflate(_BODY)), "a").read("a", 1 << 20) == _BODY
    assert opened(_zip(_BODY, method=0), "a").read("a", 1 << 20) == _BODY


def test_what_was_packed_is_read_in_its_order():
    bodies = {"a": _BODY, "tyhjä".encode().hex(): b"", "b": bytes(range(256)), "c": b"x" * 99_999}
    container = opened(pack(bodies), "a")
    assert {name: container.read(name, 1 << 20) for name in container.names} == bodies
    assert [container.size(name) for name in container.names] == [len(b) for b in bodies.values()]


@pytest.mark.parametrize("difference", [-1, 1])
def test_a_body_of_another_length_than_told_is_refused(difference):
    _refused(_zip(_raw_deflate(_BODY), size=_SIZE + difference))
    _refused(_zip(_BODY, size=_SIZE + difference, method=0))


def test_a_body_with_another_checksum_is_refused():
    _refused(_zip(_raw_deflate(_BODY), crc=7))


def test_a_deflated_body_without_its_end_is_refused():
    _refused(_zip(_raw_deflate(_BODY, zlib.Z_SYNC_FLUSH)))


def test_bytes_behind_a_deflated_body_are_refused():
    _refused(_zip(_raw_deflate(_BODY) + b"salaa"))


def test_broken_deflate_is_refused():
    _refused(_zip(b"\xff" * 40))


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 99])
def test_a_method_other_than_the_two_is_refused_though_it_would_read_as_stored(method):
    _refused(_zip(_BODY, method=method))


def test_bytes_at_the_end_of_the_directory_are_refused():
    _refused(_zip(_BODY, method=0, extra=b"salaa"))


def test_another_number_of_entries_on_this_disk_is_refused():
    data = _zip(_BODY, method=0)
    _refused(data[:-14] + struct.pack("<H", 2) + data[-12:])


def test_names_that_differ_in_case_only_are_refused():
    _refused(pack({"a": b"1", "A": b"2"}))


def test_an_entry_over_the_readers_limit_is_refused_before_it_is_inflated():
    with pytest.raises(Refusal) as refusal:
        opened(_zip(_raw_deflate(_BODY)), "a").read("a", _SIZE - 1)
    assert refusal.value.code == "package_too_big"


def test_an_entry_at_the_readers_limit_is_read():
    assert opened(_zip(_raw_deflate(_BODY)), "a").read("a", _SIZE) == _BODY


def test_a_name_in_another_alphabet_is_refused():
    _refused(_zip(_BODY, method=0, name="aä".encode()))
