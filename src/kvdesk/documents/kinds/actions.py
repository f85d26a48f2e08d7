"""The list of actions over one meeting or many, and the action table of a single section."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from kvdesk.documents.blocks import (
    Block,
    Column,
    Document,
    Paragraph,
    Table,
    Texts,
    typed,
)
from kvdesk.documents.content import ActionListContent, ActionRow
from kvdesk.documents.kinds.frame import closing_blocks, document, foreign, list_heading
from kvdesk.documents.labels import ACTION_STATES, NO_ENTRY
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words

__all__ = ["action_list", "action_table"]

#: The same due days recur all over a list.
_shown_day: Final = lru_cache(maxsize=512)(format_day)


def action_list(content: ActionListContent, words: Words) -> Document:
    """The list of actions, laid out."""
    kind = words.text("List of actions")
    return document(content.head, words, kind=kind, blocks=_blocks(content, words))


def _blocks(content: ActionListContent, words: Words) -> Iterator[Block]:
    _ = words.text
    head = content.head
    language = foreign(head, words)
    yield from list_heading(head, _("List of actions"), content.period, words)
    if content.rows:
        columns = (
            Column(_("What"), 3150),
            Column(_("Owner"), 2250),
            Column(_("Due"), 1150),
            Column(_("State"), 1000),
            Column(_("Origin"), 1350),
        )
        rows = (_row(row, words, language) for row in content.rows)
        yield Table(_("List of actions"), columns, rows)
    else:
        yield Paragraph((_("There are no actions."),))
    yield from closing_blocks(head, words)


def _row(row: ActionRow, words: Words, language: str) -> Texts:
    state = words.text("late") if row.is_late else words.text(ACTION_STATES[row.state])
    return (*_cells(row, words, language), state, row.origin or NO_ENTRY)


def _cells(row: ActionRow, words: Words, language: str) -> Texts:
    both = row.who and row.organisation
    who = f"{row.who}\n{row.organisation}" if both else row.who or row.organisation
    due = _shown_day(row.due, words.language) or NO_ENTRY
    return (typed(row.what, language), who or NO_ENTRY, due)


def action_table(actions: Sequence[ActionRow], words: Words, language: str) -> Table:
    """What, who and until when: the actions that follow from one section."""
    _ = words.text
    columns = (Column(_("What"), 4700), Column(_("Owner"), 2700), Column(_("Due"), 1500))
    return Table(_("Actions"), columns, (_cells(row, words, language) for row in actions))
