"""The package: the same content gives the same bytes, and nothing in them tells of the machine."""

import io
import re
import tracemalloc
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from documents import samples
from documents.conftest import parts_of
from kvdesk.documents import render, write


class Pipe(io.RawIOBase):
    """A stream that can only be written, like a pipe."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)


class Nowhere(Pipe):
    """A stream that keeps nothing."""

    def write(self, data):
        return len(data)


@pytest.mark.parametrize("kind", samples.typical())
def test_the_same_content_gives_the_same_bytes(kind, words):
    assert render(samples.typical()[kind], words) == render(samples.typical()[kind], words)


def test_the_digest_of_the_parts_tells_two_contents_apart(english):
    minutes = samples.typical()["minutes"]
    other = replace(minutes, called_on="2026-03-06")
    digests = [write(content, io.BytesIO(), english) for content in (minutes, minutes, other)]
    assert digests[0] == digests[1] != digests[2]


def test_a_document_can_be_written_to_a_stream_that_cannot_seek(english):
    minutes = samples.typical()["minutes"]
    pipe = Pipe()
    write(minutes, pipe, english)
    assert parts_of(bytes(pipe.data)) == parts_of(render(minutes, english))


def test_the_content_types_come_first_and_name_every_part(english):
    parts = parts_of(render(samples.typical()["notice"], english))
    assert next(iter(parts)) == "[Content_Types].xml"
    named = set(re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"]))
    others = {name for name in parts if not name.endswith(".rels")} - {"[Content_Types].xml"}
    assert {name.decode() for name in named} == others


def test_the_archive_holds_no_trace_of_machine_or_moment(english):
    data = render(samples.typical()["minutes"], english)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = {
            (entry.date_time, entry.create_system, entry.external_attr, entry.extra, entry.comment)
            for entry in archive.infolist()
        }
        assert (told, archive.comment) == ({((1980, 1, 1, 0, 0, 0), 0, 0, b"", b"")}, b"")


@pytest.mark.parametrize("make", [samples.empty, samples.typical, samples.hostile])
def test_every_part_is_well_formed_and_has_no_random_marks(make, words):
    for content in make().values():
        for name, data in parts_of(render(content, words)).items():
            root = etree.fromstring(data)
            marks = {key for element in root.iter() for key in element.attrib}
            assert not [key for key in marks if "rsid" in key or "paraId" in key], name


def test_every_relation_leads_to_a_part(english):
    parts = parts_of(render(samples.typical()["notice"], english))
    targets = re.findall(rb'Target="([^"]+)"/', parts["word/_rels/document.xml.rels"])
    assert {f"word/{target.decode()}" for target in targets} < set(parts)


def test_two_runs_of_lists_restart_each_at_its_own_number(english):
    parts = parts_of(render(samples.hostile()["minutes"], english))
    used = re.findall(rb'<w:numId w:val="(\d+)"', parts["word/document.xml"])
    known = re.findall(rb'<w:num w:numId="(\d+)"', parts["word/numbering.xml"])
    assert used
    assert set(used) <= set(known)


def test_a_long_document_needs_no_more_memory_than_a_short_one(english):
    content = samples.long(600)["minutes"]
    write(samples.typical()["minutes"], Pipe(), english)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    write(content, Nowhere(), english)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (peak - before) / 1e6 < 5
