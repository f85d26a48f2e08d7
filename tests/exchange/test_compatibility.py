"""Packages of every version of the format are read for ever, by kvdesk and by others."""

import json
import re
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange import golden
from exchange.samples import STREAM, entries_of
from kvdesk.changes.digest import operation_bytes
from kvdesk.changes.operation import Change, Operation
from kvdesk.changes.state import State
from kvdesk.exchange import container, manifest, package, segments
from kvdesk.exchange.package import changes_of, read_package, write_package
from kvdesk.exchange.segments import decode

PAGE = Path(__file__).parents[2] / "docs" / "format.md"
EXPECTED = sorted(golden.FOLDER.glob("*.json"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda file: file.stem)
def test_a_package_of_any_version_says_what_it_said_when_it_was_made(expected):
    with expected.open(encoding="utf-8") as source:
        assert golden.told(expected.with_suffix(".kvx")) == json.load(source)


def test_the_large_package_of_version_1_is_read():
    (segment,) = read_package(golden.FOLDER / "1-large.kvx").segments
    assert changes_of(segment) == golden.large()


def _bodies(data):
    entries = entries_of(data)
    return {name: body for name, body in entries.items() if name.endswith((".jsonl", "r.json"))}


@pytest.mark.parametrize("name", golden.drafts())
def test_today_the_same_bodies_are_written_as_when_version_1_was_new(tmp_path, name):
    draft, key = golden.drafts()[name]
    write_package(tmp_path / name, draft, key)
    now = _bodies((tmp_path / name).read_bytes())
    assert now == _bodies((golden.FOLDER / name).read_bytes())
    assert "vector.json" in now


def _blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda file: file.stem)
def test_the_reader_on_the_page_reads_the_packages(expected):
    """Somebody else's reader, made from the description alone, would see the same changes."""
    (code,) = _blocks("python")
    page: dict = {}
    exec(compile(code, str(PAGE), "exec"), page)
    found = [
        (*head, record, name, value, sorted(seen.items()))
        for *head, record, name, value, seen in page["read"](expected.with_suffix(".kvx"))
    ]
    with expected.open(encoding="utf-8") as source:
        wanted = [
            (*head, record, name, value, [tuple(pair) for pair in seen])
            for *head, operations in json.load(source)["changes"]
            for record, name, value, seen in operations
        ]
    assert found == wanted


def test_the_example_on_the_page_is_a_body():
    head, line, vector = _blocks("json")
    (change,) = decode((head + line).encode())
    assert (change.stream, change.seq, change.author) == (STREAM, 7, "Aino Virtanen")
    assert change.operations[0].field == "decision.text"
    assert json.loads(vector)[0][0] == STREAM


def test_the_digest_on_the_page_is_reckoned_as_it_says_there():
    """Once from the page's own words, once by what desks keep: both give the page's numbers."""
    operations, hashes, (told,) = (block.splitlines() for block in _blocks("text"))
    sizes = [blake2b(line.encode(), digest_size=16).hexdigest() for line in operations]
    assert sizes == hashes
    assert f"{sum(int(one, 16) for one in sizes) % 2**128:032x}" == told
    state = State()
    for line in operations:
        record, name, (stream, seq, stamp), (value, seen) = json.loads(line)
        context = tuple((other, upto) for other, upto in seen)
        operation = Operation(record, name, value, context)
        state.add([Change(stream, seq, stamp, "", "", (operation,))])
        written = operation_bytes(record, name, (stream, seq, stamp), (value, context))
        assert written == line.encode()
    assert f"{state.digest():032x}" == told


@given(st.text(), st.one_of(st.text(), st.integers(), st.none()))
def test_the_bytes_of_an_operation_are_plain_json_without_spaces(record, value):
    """What any JSON library writes that leaves letters alone: no Python is in it."""
    told = [record, "a.b", ["00", 1, 2], [value, [["00", 1]]]]
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    assert operation_bytes(record, "a.b", ("00", 1, 2), (value, (("00", 1),))) == plain


def test_the_limits_on_the_page_are_the_readers():
    text = PAGE.read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([^|`]*|`[a-z.]+`) \| ([^|]*) \|$", text, re.MULTILINE))
    mebi, kibi = 1024 * 1024, 1024
    assert told["file"] == f"{container.FILE_LIMIT // mebi} MiB"
    assert told["entries"] == f"{container.ENTRY_LIMIT:,}".replace(",", " ")
    assert told["all entries together, inflated"] == f"{container.TOTAL_LIMIT // mebi} MiB"
    assert told["one entry against its deflated size"].startswith(f"{container.RATIO_LIMIT} times")
    assert told["`manifest.json`"] == f"{package.MANIFEST_LIMIT // kibi} KiB"
    assert told["`vector.json`"] == f"{package.VECTOR_LIMIT // mebi} MiB"
    assert told["one body"] == f"{segments.BODY_LIMIT // mebi} MiB"
    assert told["its first line"] == f"{segments.HEAD_LIMIT // mebi} MiB"
    assert told["any other line"] == f"{segments.LINE_LIMIT // mebi} MiB"
    assert told["one text"] == f"{segments.VALUE_LIMIT // kibi} KiB"
    for name, limit in (
        ("operations in one line", segments.OPERATION_LIMIT),
        ("operations in one body", segments.OPERATIONS_LIMIT),
        ("streams in one context", segments.CONTEXT_LIMIT),
        ("seq", segments.SEQ_LIMIT - 1),
        ("changes of keys in the manifest", manifest.ROTATION_LIMIT),
    ):
        assert told[name] == f"{limit:,}".replace(",", " ")
