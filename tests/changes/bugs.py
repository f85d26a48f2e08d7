"""Bugs that a programmer could plant into the merge, each as the text that would be typed."""

from typing import Final

from changes.planting import Bug

__all__ = ["BUGS"]

_OPERATION: Final = (
    Bug(
        "a join keeps the lowest number seen",
        "operation",
        "if seq > joined.get(stream, 0):",
        "if seq < joined.get(stream, seq + 1):",
    ),
    Bug(
        "a join keeps the number that comes last",
        "operation",
        "if seq > joined.get(stream, 0):",
        "if seq:",
    ),
    Bug(
        "a context is written in the order of arrival",
        "operation",
        "return tuple(sorted(seen.items()))",
        "return tuple(seen.items())",
    ),
)

_REGISTER: Final = (
    Bug(
        "the cover comes from one side only",
        "register",
        "join(write.context for write in writes)",
        "join(write.context for write in list(writes)[:1])",
    ),
    Bug(
        "the cover leaves out the latest arrival",
        "register",
        "join(write.context for write in writes)",
        "join(write.context for write in list(writes)[:-1])",
    ),
    Bug(
        "a covered write stays live",
        "register",
        "if write.seq > cover.get(write.stream, 0)]",
        "if write.seq >= cover.get(write.stream, 0)]",
    ),
    Bug(
        "a write is dead as soon as its stream is covered anywhere",
        "register",
        "if write.seq > cover.get(write.stream, 0)]",
        "if write.stream not in cover]",
    ),
    Bug("the earliest value is shown", "register", ", reverse=True)", ")"),
    Bug(
        "the stream decides before the stamp",
        "register",
        "(write.stamp, write.stream, write.seq)",
        "(write.stream, write.stamp, write.seq)",
    ),
    Bug(
        "equal stamps are shown by arrival",
        "register",
        "(write.stamp, write.stream, write.seq)",
        "write.stamp",
    ),
    Bug(
        "the stamp decides what is lost (last writer wins)",
        "register",
        ", reverse=True)",
        ", reverse=True)[:1]",
    ),
    Bug(
        "equal values are counted as a conflict",
        "register",
        "len({write.value for write in live}) > 1",
        "len(live) > 1",
    ),
    Bug(
        "a conflict of two is none",
        "register",
        "len({write.value for write in live}) > 1",
        "len({write.value for write in live}) > 2",
    ),
    Bug("the cover is left out of a new context", "register", "seen = dict(cover)", "seen = {}"),
    Bug(
        "the live writes are left out of a new context",
        "register",
        "    for write in live:\n        seen",
        "    for write in ():\n        seen",
    ),
    Bug(
        "only the shown write gets into a new context",
        "register",
        "    for write in live:\n        seen",
        "    for write in list(live)[:1]:\n        seen",
    ),
    Bug(
        "a new context claims one write too many",
        "register",
        "max(seen.get(write.stream, 0), write.seq)",
        "max(seen.get(write.stream, 0), write.seq) + 1",
    ),
    Bug(
        "the value before a write forgets the last one seen",
        "register",
        "if other.seq <= limits.get(other.stream, 0)]",
        "if other.seq < limits.get(other.stream, 0)]",
    ),
    Bug(
        "the value before a write may come from after it",
        "register",
        "if other.seq <= limits.get(other.stream, 0)]",
        "if other is not write]",
    ),
    Bug(
        "the value before a write goes by stamps and not by cover",
        "register",
        "shown(live_writes(known, cover_of(known)))",
        "shown(live_writes(known, {}))",
    ),
)

_DELETION: Final = (
    Bug(
        "a deletion ignores edits it has not seen",
        "deletion",
        "if restored or any(_unseen(write, known) for write in others):",
        "if restored:",
    ),
    Bug(
        "a deletion is contested only when it has seen nothing at all",
        "deletion",
        "any(_unseen(write, known) for write in others)",
        "all(_unseen(write, known) for write in others)",
    ),
    Bug(
        "a deletion knows only the highest number of a stream",
        "deletion",
        ".append((seq, seq))",
        ".append((1, seq))",
    ),
    Bug(
        "each of two deletions must have seen everything",
        "deletion",
        "return not any(contains(",
        "return not all(contains(",
    ),
    Bug(
        "a deletion beats a restoration made beside it",
        "deletion",
        "if restored or any(",
        "if any(",
    ),
    Bug(
        "a restoration beats a deletion made beside it",
        "deletion",
        "    if not known:\n",
        "    if not known or restored:\n",
    ),
    Bug(
        "what a deletion's own change writes counts as unseen",
        "deletion",
        "known.append({write.stream: ((write.seq, write.seq),)})",
        "known.append({})",
    ),
    Bug(
        "a deletion written again forgets what was seen then",
        "deletion",
        "for stream, intervals in (also or {}).items()}",
        "for stream, intervals in ()}",
    ),
    Bug(
        "a deletion names only the ends of what was seen",
        "deletion",
        'f"{first}-{last}"',
        'f"{first},{last}"',
    ),
    Bug("a number too long for a number is read", "deletion", r"\d{1,18}(?:-\d{1,18})?", r"\d+"),
)

_INTERVALS: Final = (
    Bug(
        "what we have is one highest number (max)",
        "intervals",
        "if result and first <= result[-1][1] + 1:",
        "if result:",
    ),
    Bug(
        "having a number means having all before it",
        "intervals",
        "any(first <= seq <= last for first, last in intervals)",
        "any(seq <= last for first, last in intervals)",
    ),
    Bug(
        "an interval inside another shortens it",
        "intervals",
        "max(result[-1][1], last)",
        "last",
    ),
    Bug("touching intervals stay apart", "intervals", "result[-1][1] + 1:", "result[-1][1]:"),
    Bug("intervals are taken as they come", "intervals", "in sorted(intervals)", "in intervals"),
    Bug("a gap is asked for one number too long", "intervals", "min(first - 1, upto)", "first"),
    Bug("the end of a stream is never missed", "intervals", "if expected <= upto:", "if False:"),
    Bug(
        "gaps beyond the end are asked for",
        "intervals",
        "tuple(gap for gap in gaps if gap[0] <= gap[1])",
        "tuple(gaps)",
    ),
)

_STAMP: Final = (
    Bug("a stamp is given twice", "stamp", "max(last + 1,", "max(last,"),
    Bug(
        "a clock turned back takes the stamps along",
        "stamp",
        "max(last + 1, now << _COUNTER_BITS)",
        "now << _COUNTER_BITS",
    ),
    Bug(
        "a clock that runs wild drags ours along",
        "stamp",
        "if milliseconds_of(remote) > now + MOST_AHEAD:",
        "if False:",
    ),
    Bug("a remote stamp moves ours back", "stamp", "max(last, remote)", "remote"),
    Bug("remote stamps are not witnessed", "stamp", "max(last, remote)", "last"),
    Bug("exactly a day ahead is not believed", "stamp", "> now + MOST", ">= now + MOST"),
)

_STATE: Final = (
    Bug("the same again counts as news", "state", "if dot not in known:", "if True:"),
    Bug(
        "a change is taken without its last operation",
        "state",
        "for operation in change.operations:",
        "for operation in change.operations[: max(1, len(change.operations) - 1)]:",
    ),
    Bug(
        "a field takes one write of a stream only",
        "state",
        "if dot not in known:",
        "if all(stream != change.stream for stream, _ in known):",
    ),
    Bug(
        "presence looks at the shown writes only",
        "state",
        "for write in self.live(key)]",
        "for write in self.live(key)[:1]]",
    ),
    Bug(
        "presence looks at the shown deletion only",
        "state",
        "return presence(self.live((record, deletion)), others)",
        "return presence(self.live((record, deletion))[:1], others)",
    ),
    Bug(
        "presence counts replaced writes",
        "state",
        "for write in self.live(key)]",
        "for write in self.writes[key].values()]",
    ),
    Bug(
        "two deletions with different sight are a conflict",
        "state",
        "if self.presence(record, kind) is Presence.CONTESTED:",
        "if in_conflict(self.live((record, name))):",
    ),
    Bug(
        "the digest leaves out the value",
        "digest",
        "_encode((record, field, head, told))",
        "_encode((record, field, head, told[1]))",
    ),
    Bug(
        "the digest leaves out the context",
        "digest",
        "_encode((record, field, head, told))",
        "_encode((record, field, head, told[0]))",
    ),
    Bug(
        "the digest leaves out the field",
        "digest",
        "_encode((record, field, head, told))",
        "_encode((record, head, told))",
    ),
    Bug(
        "the digest leaves out the stamp",
        "digest",
        "_encode((record, field, head, told))",
        "_encode((record, field, head[:2], told))",
    ),
    Bug("the digest grows without end", "state", "            % MODULUS\n", ""),
)

_REVERSAL: Final = (
    Bug(
        "undo ignores what was written since",
        "reversal",
        "if _all_show(live, step.value):",
        "if live:",
    ),
    Bug(
        "undo settles a conflict while its own value shows",
        "reversal",
        "if _all_show(live, step.value):",
        "if _all_show(live[:1], step.value):",
    ),
    Bug(
        "undo empties the field",
        "reversal",
        "values[field] = _again(field, before) if before else None\n            if",
        "values[field] = None\n            if",
    ),
    Bug(
        "undoing an import overrides what was written since",
        "reversal",
        "if in_conflict(before) or not parted.since.isdisjoint(live):",
        "if in_conflict(before):",
    ),
    Bug(
        "undoing an import settles an earlier conflict",
        "reversal",
        "if in_conflict(before) or not parted.since.isdisjoint(live):",
        "if not parted.since.isdisjoint(live):",
    ),
    Bug(
        "undoing an import leaves the conflict it brought",
        "reversal",
        "if _all_show(live, value):",
        "if _all_show(live[:1], value):",
    ),
    Bug(
        "what was built on an import counts as earlier",
        "reversal",
        "if write not in imported | since)",
        "if write not in imported)",
    ),
    Bug(
        "having seen an import is forgotten by one",
        "reversal",
        "any(other.seq <= seen.get(other.stream, 0) for other in others)",
        "any(other.seq < seen.get(other.stream, 0) for other in others)",
    ),
    Bug(
        "a record that an import dug out stays in sight",
        "reversal",
        "before is Presence.DELETED\n",
        "before is Presence.CONTESTED\n",
    ),
    Bug(
        "a record that was contested before is deleted with the import",
        "reversal",
        "before is Presence.DELETED\n",
        "before is not Presence.PRESENT\n",
    ),
    Bug(
        "a record is deleted again whatever was written since",
        "reversal",
        "if any(not part.since.isdisjoint(_live(writes)) for writes, part in rest):",
        "if False:",
    ),
    Bug(
        "a deletion written again loses sight of its own change",
        "reversal",
        "deletes = field[1] == deleted_field(kind_of(field[1]))",
        "deletes = False",
    ),
    Bug(
        "any text that looks like a deletion is written again as one",
        "reversal",
        "deletes = field[1] == deleted_field(kind_of(field[1]))",
        "deletes = True",
    ),
    Bug(
        "a restoration made since the import is overridden",
        "reversal",
        "        and parted.since.isdisjoint(_live(deletions))\n",
        "",
    ),
)

BUGS: Final = (
    *_OPERATION,
    *_REGISTER,
    *_DELETION,
    *_INTERVALS,
    *_STAMP,
    *_STATE,
    *_REVERSAL,
)
