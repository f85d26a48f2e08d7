"""Goals of a text that does not mark them: a list that nothing announces, or no list at all."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kvdesk.domain.line_joining import Guess
from kvdesk.domain.strategies import StatementKind
from kvdesk.domain.strategy_outline import Draft, Shape
from kvdesk.domain.strategy_words import enumerated, mentions

__all__ = ["find_goals_in_sentences", "take_unnamed_list"]


def take_unnamed_list(drafts: Sequence[Draft], unnamed: Sequence[Sequence[int]]) -> None:
    """Take the first list of which nothing tells what it is for that of the goals."""
    for item in unnamed[0] if unnamed else ():
        if drafts[item].kind is None:
            _guess_goal(drafts[item], "goals_guessed")


def find_goals_in_sentences(drafts: list[Draft]) -> None:
    """Find the goals that a sentence announces or lists, without bullets.

    Each paragraph that follows the announcing sentence begins with a goal, and its other sentences
    are the commitments. Where nothing but the rest of its own paragraph follows, each sentence of
    it is a goal.
    """
    for index, draft in enumerate(drafts):
        if not _announces(draft):
            continue
        listed = enumerated(draft.text, StatementKind.GOAL)
        if len(listed) > 1:
            draft.listed = listed
            draft.guesses.append(_guess("goals_guessed"))
            return
        groups = list(_following(drafts, index))
        if groups:
            _name_groups(drafts, groups)
            return


def _announces(draft: Draft) -> bool:
    is_open = draft.shape is Shape.SENTENCE and draft.kind is None and not draft.listed
    return is_open and mentions(draft.text, StatementKind.GOAL)


def _following(drafts: Sequence[Draft], index: int) -> Iterator[list[int]]:
    """The sentences after `index` in its section, paragraph by paragraph, up to another part."""
    section = drafts[index].parent
    free: list[int] = []
    for later in range(index + 1, len(drafts)):
        draft = drafts[later]
        if draft.shape is not Shape.SENTENCE or draft.kind is not None or draft.parent != section:
            break
        free.append(later)
    for _, group in groupby(free, key=lambda later: drafts[later].block):
        yield list(group)


def _name_groups(drafts: list[Draft], groups: Sequence[Sequence[int]]) -> None:
    if len(groups) == 1:
        groups = [[index] for index in groups[0]]
    for goal, *commitments in groups:
        _guess_goal(drafts[goal], "goal_without_bullet")
        for index in commitments:
            drafts[index].kind, drafts[index].parent = StatementKind.COMMITMENT, goal


def _guess_goal(draft: Draft, code: str) -> None:
    draft.kind = StatementKind.GOAL
    draft.guesses.append(_guess(code))


def _guess(code: str) -> Guess:
    return Guess(code, (StatementKind.GOAL, StatementKind.PARAGRAPH))
