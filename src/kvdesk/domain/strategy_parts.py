"""What each sentence of a strategy is: mission, vision, goal, commitment, cornerstone, clause.

Told by the words of the sentence, of the heading it stands under and of the sentence that leads
to its list. What had to be guessed is noted on the draft as a `Guess`.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from kvdesk.domain.line_joining import Guess
from kvdesk.domain.strategies import StatementKind
from kvdesk.domain.strategy_goals import find_goals_in_sentences, take_unnamed_list
from kvdesk.domain.strategy_outline import Draft, Shape, heading_of
from kvdesk.domain.strategy_words import (
    defines,
    enumerated,
    is_governance,
    is_labelled_goal,
    is_review,
    listed,
    mentions,
    names_strategy,
    topics,
)

__all__ = ["kind_listed", "name_parts"]

#: What a strategy is made of; before the first of them stands the background.
_CORE: Final = (StatementKind.MISSION, StatementKind.VISION, StatementKind.GOAL)

#: A heading about one of these alone says what the text under it is.
_LISTED: Final = (StatementKind.GOAL, StatementKind.CORNERSTONE)


def name_parts(drafts: list[Draft]) -> None:
    """Give every draft its kind."""
    _name_headings(drafts)
    _detach_clauses(drafts)
    unnamed = [items for items in _lists(drafts) if not _name_list(drafts, items)]
    for index, draft in enumerate(drafts):
        if draft.shape is Shape.SENTENCE and draft.kind is None:
            _name_sentence(drafts, index)
    if not _has_goals(drafts):
        take_unnamed_list(drafts, unnamed)
    if not _has_goals(drafts):
        find_goals_in_sentences(drafts)
    _name_children(drafts)
    _name_background(drafts)


def kind_listed(draft: Draft) -> StatementKind:
    """The kind of what a sentence lists in its own words."""
    is_goals = any(guess.code == "goals_guessed" for guess in draft.guesses)
    return StatementKind.GOAL if is_goals else StatementKind.CORNERSTONE


def _has_goals(drafts: Sequence[Draft]) -> bool:
    return any(draft.kind is StatementKind.GOAL for draft in drafts)


def _name_headings(drafts: Sequence[Draft]) -> None:
    """A heading may be a goal itself: `Päämäärä 1`, or any heading below `Päämäärät`."""
    empty_list: StatementKind | None = None
    for index, draft in enumerate(drafts):
        if draft.shape is not Shape.HEADING or draft.kind is not None:
            continue
        about = topics(draft.text)
        if about or is_labelled_goal(draft.text):
            draft.guesses = [guess for guess in draft.guesses if guess.code != "heading_guessed"]
        above = _listed_kind(drafts, draft.parent)
        if is_labelled_goal(draft.text):
            draft.kind = StatementKind.GOAL
        elif above is not None:
            draft.kind = above
        elif empty_list is not None and not about:
            draft.kind = empty_list
            draft.guesses.append(Guess("heading_in_list", (empty_list, StatementKind.HEADING)))
        else:
            draft.kind = StatementKind.HEADING
            is_empty = index + 1 < len(drafts) and drafts[index + 1].shape is Shape.HEADING
            empty_list = _listed_kind(drafts, index) if is_empty else None


def _listed_kind(drafts: Sequence[Draft], heading: int | None) -> StatementKind | None:
    """What the headings below a heading are, when it announces nothing but goals, say."""
    if heading is None or drafts[heading].kind not in (None, StatementKind.HEADING):
        return None
    about = topics(drafts[heading].text)
    return next((kind for kind in _LISTED if about == {kind}), None)


def _detach_clauses(drafts: Sequence[Draft]) -> None:
    """A clause about the whole strategy does not belong to the item that it was put to."""
    for index, draft in enumerate(drafts):
        was_put = any(guess.code == "paragraph_in_item" for guess in draft.guesses)
        if was_put and names_strategy(draft.text):
            draft.shape, draft.parent = Shape.SENTENCE, heading_of(drafts, index)


def _lists(drafts: Sequence[Draft]) -> list[list[int]]:
    """The outermost items of each list, lists apart by what stands between them."""
    outer = [
        index
        for index, draft in enumerate(drafts)
        if draft.shape is Shape.ITEM
        and (draft.parent is None or drafts[draft.parent].shape is Shape.HEADING)
    ]
    breaks = [index for index, draft in enumerate(drafts) if draft.shape in _BREAKS]

    def stretch(item: int) -> int:
        return sum(1 for at in breaks if at < item)

    return [list(items) for _, items in groupby(outer, key=stretch)]


_BREAKS: Final = (Shape.SENTENCE, Shape.HEADING)


def _name_list(drafts: list[Draft], items: Sequence[int]) -> bool:
    """Name the items of a list; False when nothing tells what they are."""
    role = _role_of_list(drafts, items[0])
    for item in items:
        draft = drafts[item]
        if is_labelled_goal(draft.text):
            draft.kind = StatementKind.GOAL
        elif role is StatementKind.COMMITMENT:
            draft.kind = role
        else:
            draft.kind = _defined(draft.text) or role
    return all(drafts[item].kind is not None for item in items)


def _role_of_list(drafts: Sequence[Draft], first: int) -> StatementKind | None:
    heading = drafts[first].parent
    if heading is not None and drafts[heading].kind in _LISTED:
        is_goal = drafts[heading].kind is StatementKind.GOAL
        return StatementKind.COMMITMENT if is_goal else StatementKind.PARAGRAPH
    lead = drafts[first - 1] if first and drafts[first - 1].parent == heading else None
    if lead is not None and lead.shape is Shape.SENTENCE:
        led = next((kind for kind in _LISTED if mentions(lead.text, kind)), _defined(lead.text))
        if led is not None:
            return led
    about = topics(drafts[heading].text) if heading is not None else frozenset()
    listed = next((kind for kind in _LISTED if kind in about), None)
    return listed or (next(iter(about)) if len(about) == 1 else None)


def _defined(text: str) -> StatementKind | None:
    """Mission or vision, when the text says what it is."""
    for kind in (StatementKind.MISSION, StatementKind.VISION):
        if defines(text, kind):
            return kind
    return None


def _name_sentence(drafts: list[Draft], index: int) -> None:
    draft = drafts[index]
    heading = heading_of(drafts, index)
    section = drafts[heading] if heading is not None else None
    about = _about(drafts, heading, index)
    under_goal = section if section and section.kind is StatementKind.GOAL else None
    if is_labelled_goal(draft.text):
        draft.kind = StatementKind.GOAL
        draft.parent = under_goal.parent if under_goal else draft.parent
        _adopt_rest_of_block(drafts, index)
    elif under_goal:
        _name_under_goal(draft, under_goal)
    else:
        draft.kind = _kind_by_words(draft, about) or _kind_by_heading(drafts, index, about)


def _about(drafts: Sequence[Draft], heading: int | None, index: int) -> frozenset[StatementKind]:
    """What the heading above says; the background ends where mission or vision have been told."""
    if heading is None:
        return frozenset()
    about = topics(drafts[heading].text)
    if any(draft.kind in _CORE for draft in drafts[heading:index]):
        return about - {StatementKind.BACKGROUND}
    return about


def _name_under_goal(draft: Draft, goal: Draft) -> None:
    """Under a goal stand its commitments; a clause about the whole strategy has strayed there."""
    if is_review(draft.text) and names_strategy(draft.text):
        draft.kind, draft.parent = StatementKind.REVIEW, goal.parent
    elif enumerated(draft.text, StatementKind.CORNERSTONE):
        draft.listed = enumerated(draft.text, StatementKind.CORNERSTONE)
        draft.kind, draft.parent = StatementKind.PARAGRAPH, goal.parent
    else:
        draft.kind = StatementKind.COMMITMENT


def _adopt_rest_of_block(drafts: list[Draft], goal: int) -> None:
    for later in range(goal + 1, len(drafts)):
        if drafts[later].block != drafts[goal].block or is_labelled_goal(drafts[later].text):
            return
        drafts[later].kind, drafts[later].parent = StatementKind.COMMITMENT, goal


def _kind_by_words(draft: Draft, about: frozenset[StatementKind]) -> StatementKind | None:
    text = draft.text
    if _defined(text):
        return _defined(text)
    if StatementKind.BACKGROUND in about:
        return StatementKind.BACKGROUND
    if enumerated(text, StatementKind.CORNERSTONE):
        draft.listed = enumerated(text, StatementKind.CORNERSTONE)
        return StatementKind.PARAGRAPH
    tests: tuple[tuple[StatementKind, Callable[[str], bool]], ...] = (
        (StatementKind.REVIEW, is_review),
        (StatementKind.GOVERNANCE, is_governance),
    )
    return next((kind for kind, is_such in tests if is_such(text)), None)


def _kind_by_heading(
    drafts: Sequence[Draft], index: int, about: frozenset[StatementKind]
) -> StatementKind | None:
    """The heading's own topic, when it has but one; a mission is only the first paragraph."""
    if len(about) != 1:
        return None
    (topic,) = about
    if topic is StatementKind.GOAL:
        return None
    heading = heading_of(drafts, index)
    is_first = heading is not None and drafts[heading + 1].block == drafts[index].block
    if topic is StatementKind.CORNERSTONE:
        return _cornerstone_by_heading(drafts, index)
    if topic in (StatementKind.MISSION, StatementKind.VISION) and not is_first:
        return None
    return topic


def _cornerstone_by_heading(drafts: Sequence[Draft], index: int) -> StatementKind | None:
    """Under `Kulmakivet` without bullets each paragraph begins with one; that is a guess."""
    draft = drafts[index]
    leads = index + 1 < len(drafts) and drafts[index + 1].shape is Shape.ITEM
    if leads or drafts[index - 1].block == draft.block:
        return None
    draft.guesses.append(
        Guess("cornerstone_guessed", (StatementKind.CORNERSTONE, StatementKind.PARAGRAPH))
    )
    parts = listed(draft.text)
    if len(parts) > 1:
        draft.listed = parts
        return StatementKind.PARAGRAPH
    return StatementKind.CORNERSTONE


def _name_children(drafts: Sequence[Draft]) -> None:
    """What stands below a goal is its commitment; below other items it is as they are."""
    passed_on = (StatementKind.BACKGROUND, StatementKind.GOVERNANCE, StatementKind.REVIEW)
    for draft in drafts:
        if draft.kind is None and draft.shape in (Shape.ITEM, Shape.DETAIL):
            above = drafts[draft.parent].kind if draft.parent is not None else None
            if above in (StatementKind.GOAL, StatementKind.COMMITMENT):
                draft.kind = StatementKind.COMMITMENT
            elif above in passed_on:
                draft.kind = above


def _name_background(drafts: Sequence[Draft]) -> None:
    """What comes before mission, vision and goals tells how it came to them."""
    first = next((index for index, draft in enumerate(drafts) if draft.kind in _CORE), 0)
    for index, draft in enumerate(drafts):
        if draft.kind is None:
            is_before = index < first
            draft.kind = StatementKind.BACKGROUND if is_before else StatementKind.PARAGRAPH
