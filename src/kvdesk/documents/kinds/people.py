"""Who was there and who was not: the roll as true tables, and whether they could decide."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kvdesk.documents.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Table,
    Texts,
)
from kvdesk.documents.content import AttendanceRow, MinutesContent, Quorum, Served
from kvdesk.documents.labels import (
    CAPACITIES,
    NO_ENTRY,
    capacity_text,
    presence_text,
    quorum_sentences,
    sections_text,
)
from kvdesk.domain.meetings import Capacity
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words

__all__ = ["people_blocks", "quorum_blocks"]

#: Name, capacity, organisation, when or who instead; together the standard's 157 mm.
_WIDTHS = (2600, 2200, 2600, 1500)


def people_blocks(content: MinutesContent, words: Words) -> Iterator[Block]:
    """Everything about the people at a meeting, or nothing when nothing is known."""
    known = (
        *_present_blocks(content, words),
        *_absent_blocks(content, words),
        *quorum_blocks(content.quorum, words, called_on=content.called_on),
    )
    if known:
        yield Heading(2, words.text("Participants"))
        yield from known


def _present_blocks(content: MinutesContent, words: Words) -> Iterator[Block]:
    """The roll of those who were present, each with capacity and time."""
    rows = _with_tasks(content, words)
    if rows:
        yield Heading(3, words.text("Present"))
        yield _roll(rows, words.text("Present"), words.text("Time"), words)


def _absent_blocks(content: MinutesContent, words: Words) -> Iterator[Block]:
    """The roll of those who were absent, each with the deputy who came instead."""
    _ = words.text
    rows = [(row, capacity_text(row, words), row.deputy or NO_ENTRY) for row in content.absent]
    if rows:
        yield Heading(3, _("Absent"))
        yield _roll(rows, _("Absent"), _("Deputy"), words)


def quorum_blocks(quorum: Quorum | None, words: Words, *, called_on: str = "") -> Iterator[Block]:
    """Whether there was a quorum, and when the notice was sent, in one paragraph."""
    sentences = list(quorum_sentences(quorum, words)) if quorum else []
    if called_on:
        day = format_day(called_on, words.language)
        sentences.insert(0, words.text("The notice was sent on {day}.", day=day))
    if sentences:
        yield Heading(3, words.text("Legality and quorum") if called_on else words.text("Quorum"))
        yield Paragraph(tuple(sentences))


_Row = tuple[AttendanceRow, str, str]


def _with_tasks(content: MinutesContent, words: Words) -> list[_Row]:
    """The roll with the sections for which somebody chaired, presented or kept the minutes.

    Somebody who served but does not stand in the roll gets a row at its end.
    """
    tasks = _tasks(content)
    rows: list[_Row] = []
    for row in content.present:
        served = tasks.pop(row.name, [])
        rows.append((row, _capacities(row, served, words), presence_text(row, words)))
    for name, served in tasks.items():
        title = served[0][1].title
        row = AttendanceRow(name=name, title=title, capacity=served[0][0])
        rows.append((row, _capacities(row, served, words), presence_text(row, words)))
    return rows


def _tasks(content: MinutesContent) -> dict[str, list[tuple[Capacity, Served]]]:
    tasks: defaultdict[str, list[tuple[Capacity, Served]]] = defaultdict(list)
    for capacity, people in (
        (Capacity.CHAIR, content.chairs),
        (Capacity.SECRETARY, content.secretaries),
        (Capacity.PRESENTER, content.presenters),
    ):
        for served in people:
            tasks[served.name].append((capacity, served))
    return dict(tasks)


def _capacities(row: AttendanceRow, served: Sequence[tuple[Capacity, Served]], words: Words) -> str:
    """The capacity of the roll and every task, one a line, with its sections."""
    told = [(words.text(CAPACITIES[kind]), sections_text(task)) for kind, task in served]
    lines = [", ".join(filter(None, parts)) for parts in told]
    if row.deputy_for or row.capacity not in {kind for kind, _ in served}:
        lines.insert(0, capacity_text(row, words))
    return "\n".join(lines)


def _roll(rows: Sequence[_Row], title: str, last: str, words: Words) -> Table:
    _ = words.text
    headings = (_("Name"), _("Capacity"), _("Organisation"), last)
    columns = tuple(
        Column(heading, width) for heading, width in zip(headings, _WIDTHS, strict=True)
    )
    return Table(title, columns, (_cells(*row) for row in rows))


def _cells(row: AttendanceRow, capacity: str, last: str) -> Texts:
    name = f"{row.name}\n{row.title}" if row.title else row.name
    return (name, capacity, row.organisation or NO_ENTRY, last)
