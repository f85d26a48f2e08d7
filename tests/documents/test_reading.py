"""python-docx reads what the model says, in the same order."""

import io

import docx
import pytest
from docx.table import Table as ReadTable

from documents import samples
from kvdesk.documents import render
from kvdesk.documents.blocks import (
    Bullets,
    Contents,
    Heading,
    Items,
    Labelled,
    LogEntry,
    Metadata,
    Numbered,
    Paragraph,
    Signature,
    Table,
)
from kvdesk.documents.writing import laid_out
from kvdesk.kernel.text import clean


def text(piece):
    return piece if isinstance(piece, str) else piece.text


def joined(pieces):
    return " ".join(text(piece) for piece in pieces)


def labelled(block):
    gap = "\t" if len(block.label) <= 11 else "\n"
    first, *more = block.lines
    return [f"{block.label}{gap}{text(first)}", *map(text, more)]


def log_entry(block):
    first, *more = map(joined, block.lines)
    return [f"{block.at}\t{first}" if block.at else first, *more]


#: What each block says, line by line; a table's row is one line.
SAYS = {
    Metadata: lambda block: [block.kind, *block.lines],
    Heading: lambda block: ["\t".join(part for part in (block.number, block.text) if part)],
    Paragraph: lambda block: [joined(block.texts)],
    Labelled: labelled,
    LogEntry: log_entry,
    Bullets: lambda block: [text(item) for item in block.items],
    Numbered: lambda block: [text(item) for item in block.items],
    Table: lambda block: [
        "|".join(column.heading for column in block.columns),
        *("|".join(map(text, row)) for row in block.rows),
    ],
    Contents: lambda block: [f"{entry.number}\t{entry.text}" for entry in block.entries],
    Items: lambda _block: [],
    Signature: lambda block: [", ".join(part for part in (block.name, block.role) if part)],
}


def read(data):
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, ReadTable):
            yield from ("|".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield block.text


@pytest.mark.parametrize("make", [samples.empty, samples.typical, samples.hostile])
@pytest.mark.parametrize("kind", samples.typical())
def test_a_reader_finds_the_model_line_by_line(kind, make, words):
    content = make()[kind]
    told = [line for block in laid_out(content, words).blocks for line in SAYS[type(block)](block)]
    assert list(read(render(content, words))) == [clean(line) for line in told]


def test_a_reader_finds_title_author_and_state(words):
    found = docx.Document(io.BytesIO(render(samples.typical()["extract"], words)))
    properties = found.core_properties
    assert properties.title.endswith(
        "3/2026, Pelastusjohtajien hallitus, " + properties.title[-13:].split(", ")[-1]
    )
    assert properties.author == "Pelastuslaitosten kumppanuusverkosto"
    assert properties.created.isoformat() == "2026-03-13T00:00:00+00:00"
    assert properties.language == {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[words.language]
