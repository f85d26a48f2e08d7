"""What the laws are tried on: changes as desks make them, and changes as nobody should."""

from hypothesis import settings
from hypothesis import strategies as st

from kvdesk.changes.operation import Change, Context, Operation, Value, Write, context_of
from kvdesk.changes.state import State

__all__ = ["LAW", "STREAMS", "arbitrary_changes", "contexts", "histories", "intervals", "values"]

#: Laws are tried on the same examples in every run, however slow the machine is.
LAW = settings(derandomize=True, deadline=None, database=None)

STREAMS = ("aaaa", "bbbb", "cccc", "dddd")
_RECORDS = ("r1", "r2")
_FIELDS = ("meeting.place", "meeting.title", "meeting.deleted")
_DELETIONS = (None, "aaaa:1", "aaaa:1-2 bbbb:1", "bbbb:1,3", "cccc:1-9")


def values() -> st.SearchStrategy[Value]:
    """Any value that a field may have; few, so that equal ones meet."""
    return st.sampled_from(("", "Oulu", "Turku", 0, 1, None))


def contexts() -> st.SearchStrategy[Context]:
    """Any context, also one that no desk would write."""
    numbers = st.integers(1, 6)
    return st.dictionaries(st.sampled_from(STREAMS), numbers, max_size=4).map(context_of)


def intervals() -> st.SearchStrategy[list[tuple[int, int]]]:
    """Intervals in any order, touching, overlapping, nested."""
    one = st.tuples(st.integers(1, 30), st.integers(0, 8)).map(lambda p: (p[0], p[0] + p[1]))
    return st.lists(one, max_size=8)


@st.composite
def arbitrary_changes(draw: st.DrawFn) -> list[Change]:
    """Changes with distinct dots and any contexts: the union must not care whether they fit."""
    dots = st.tuples(st.sampled_from(STREAMS), st.integers(1, 6))
    changes = []
    for stream, seq in draw(st.lists(dots, unique=True, max_size=7)):
        fields = st.tuples(st.sampled_from(_RECORDS), st.sampled_from(_FIELDS))
        operations = tuple(
            Operation(
                record,
                name,
                draw(st.sampled_from(_DELETIONS) if name.endswith("deleted") else values()),
                draw(contexts()),
            )
            for record, name in draw(st.lists(fields, unique=True, min_size=1, max_size=3))
        )
        stamp = draw(st.integers(1, 5))
        changes.append(Change(stream, seq, stamp, "", "", operations))
    return changes


@st.composite
def histories(draw: st.DrawFn) -> list[Write]:
    """One field's writes as several desks make them, each having read some of the others."""
    key = ("r1", "meeting.place")
    desks = {stream: State() for stream in draw(st.permutations(STREAMS))[:3]}
    numbers = dict.fromkeys(desks, 0)
    made: list[Change] = []
    for _ in range(draw(st.integers(1, 9))):
        stream = draw(st.sampled_from(sorted(desks)))
        if draw(st.booleans()) and made:
            desks[stream].add(draw(st.lists(st.sampled_from(made), max_size=3)))
        numbers[stream] += 1
        operation = Operation(*key, draw(values()), desks[stream].context(key))
        stamp = draw(st.integers(1, 5))
        change = Change(stream, numbers[stream], stamp, "", "", (operation,))
        desks[stream].add([change])
        made.append(change)
    whole = State()
    whole.add(made)
    return list(whole.writes[key].values())
