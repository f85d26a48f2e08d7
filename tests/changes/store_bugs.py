"""Bugs that a programmer could plant into the engine, each as the text that would be typed."""

from typing import Final

from changes.planted_modules import Seed

__all__ = ["STORE_BUGS"]

_MERGE: Final = (
    Seed(
        "a context is stored for the wrong field's cover",
        "kvdesk.store.merge",
        "key = (rid, fid, other)",
        "key = (rid, sid, other)",
    ),
    Seed(
        "a cover falls where an older one arrives later",
        "kvdesk.store.merge",
        "SET seq = max(seq, excluded.seq)",
        "SET seq = excluded.seq",
    ),
    Seed(
        "a cover takes the lowest of one package",
        "kvdesk.store.merge",
        "if seq > covers.get(key, 0):",
        "if seq < covers.get(key, seq + 1):",
    ),
    Seed(
        "covers are not raised by a merge",
        "kvdesk.store.merge",
        "        _raise_covers(log.connection, covers)\n",
        "",
    ),
    Seed(
        "a merge does not count into the digest",
        "kvdesk.store.merge",
        "        log.add_to_digest(amount)\n",
        "",
    ),
    Seed(
        "the digest counts the last operation only",
        "kvdesk.store.merge",
        "amount += operation_hash",
        "amount = operation_hash",
    ),
    Seed(
        "stamps of others are not witnessed",
        "kvdesk.store.merge",
        "        _witness(log, fresh, now)\n",
        "",
    ),
    Seed(
        "only the first stamp is witnessed",
        "kvdesk.store.merge",
        "    for change in fresh:\n        last = witnessed",
        "    for change in list(fresh)[:1]:\n        last = witnessed",
    ),
    Seed(
        "what is between the first and the last is here as well (max)",
        "kvdesk.store.merge",
        "have = united(_stored(log, sid, own[0].seq, own[-1].seq))",
        "have = united([(1, own[-1].seq)] if _stored(log, sid, own[0].seq, own[-1].seq) else [])",
    ),
    Seed(
        "a part that comes later is passed over",
        "kvdesk.store.merge",
        "                if rest:\n                    fresh",
        "                if False:\n                    fresh",
    ),
    Seed(
        "a part that comes later counts as the first import's",
        "kvdesk.store.merge",
        "        _note_late_parts(log.connection, rows, late, batch)\n",
        "",
    ),
    Seed(
        "of two parts in one package the first is taken",
        "kvdesk.store.merge",
        "return replace(first, operations=tuple(told.values()))",
        "return first",
    ),
    Seed(
        "of a change that came in parts, all counts as new again",
        "kvdesk.store.merge",
        "        if known is None:\n            missing.append(operation)",
        "        if True:\n            missing.append(operation)",
    ),
    Seed(
        "what is here of a stream is one interval (max)",
        "kvdesk.store.merge",
        "intervals = united([*rows.fetchall(), interval])",
        "intervals = [(1, max(last for _, last in [*rows.fetchall(), interval]))]",
    ),
    Seed(
        "what is here of a stream is the latest interval",
        "kvdesk.store.merge",
        "intervals = united([*rows.fetchall(), interval])",
        "intervals = [interval]",
    ),
    Seed(
        "only the first touched field is shown",
        "kvdesk.store.merge",
        "touched = {(row[0], row[1]) for row in rows}",
        "touched = {(row[0], row[1]) for row in rows[:1]}",
    ),
    Seed(
        "known records are taken for new ones",
        "kvdesk.store.merge",
        "touched, new_above=before, batch",
        "touched, new_above=0, batch",
    ),
)

_LOG: Final = (
    Seed(
        "an own write does not raise its cover",
        "kvdesk.store.log",
        "[(rid, fid, self.names.stream(uid), last) for uid, last in context]",
        "[]",
    ),
    Seed(
        "an own write has seen nothing",
        "kvdesk.store.log",
        "return context_now(live_writes(writes, cover), cover)",
        "return ()",
    ),
    Seed(
        "an own write forgets what was replaced",
        "kvdesk.store.log",
        "return context_now(live_writes(writes, cover), cover)",
        "return context_now(live_writes(writes, cover), {})",
    ),
    Seed(
        "an own change does not count into the digest",
        "kvdesk.store.log",
        "amount += self._set",
        "self._set",
    ),
    Seed(
        "own changes start again at one in each transaction",
        "kvdesk.store.log",
        "(row.fetchone()[0] or 0) + 1",
        "1",
    ),
    Seed(
        "the clock is not kept",
        "kvdesk.store.log",
        '        self.set_setting("stamp", str(stamp))\n        return stamp',
        "        return stamp",
    ),
    Seed(
        "a deletion has seen this desk's own writes only",
        "kvdesk.store.log",
        '"WHERE o.rid = ? AND s.own >= ? ORDER',
        '"WHERE o.rid = ? AND s.own > ? ORDER',
    ),
)

_PROJECTION: Final = (
    Seed(
        "covered values are shown",
        "kvdesk.store.projection",
        "    WHERE c.seq IS NULL OR o.seq > c.seq\n    ORDER BY o.rid, o.fid",
        "    ORDER BY o.rid, o.fid",
    ),
    Seed(
        "the earliest value is shown",
        "kvdesk.store.projection",
        "return max(writes, key",
        "return min(writes, key",
    ),
    Seed(
        "a conflict of two is none",
        "kvdesk.store.projection",
        "return len({write[5] for write in writes}) > 1",
        "return len({write[5] for write in writes}) > 2",
    ),
    Seed(
        "a conflict stays after it was decided",
        "kvdesk.store.projection",
        '"WHERE t.rid = conflict.rid AND (t.fid = conflict.fid)) AND NOT EXISTS "',
        '"WHERE 0) AND NOT EXISTS "',
    ),
    Seed(
        "a contested record is no conflict",
        "kvdesk.store.projection",
        "if found is Presence.CONTESTED:",
        "if False:",
    ),
    Seed(
        "a contested record goes out of sight",
        "kvdesk.store.projection",
        "if found is not Presence.DELETED and values:",
        "if found is Presence.PRESENT and values:",
    ),
)

_REVERSING: Final = (
    Seed(
        "undoing an import takes a late part along with the first",
        "kvdesk.store.reversing",
        "WHERE c.batch = ?1 AND p.batch IS NULL",
        "WHERE c.batch = ?1",
    ),
    Seed(
        "undoing an import forgets the parts that came late",
        "kvdesk.store.reversing",
        "    UNION SELECT rid, sid, seq FROM late_part WHERE batch = ?1\n",
        "",
    ),
    Seed(
        "undoing an import never deletes a record again",
        "kvdesk.store.reversing",
        "return _with_deletions(log, whole) | _deleted_again(log, brought), kept",
        "return _with_deletions(log, whole), kept",
    ),
    Seed(
        "undoing a step is done over what was written since",
        "kvdesk.store.reversing",
        "    if reversal.overtaken:\n",
        "    if False:\n",
    ),
    Seed(
        "a record is deleted though another field holds a value",
        "kvdesk.store.reversing",
        "return all(_is_unset(history) for history in others.values())",
        "return True",
    ),
    Seed(
        "a record is deleted though one of its fields was there before",
        "kvdesk.store.reversing",
        "    if any((record, name) not in reversal.fresh for name in fields):\n",
        "    if False:\n",
    ),
    Seed(
        "a deletion that is redone does not know one's own later writes",
        "kvdesk.store.reversing",
        "return values | _own_deletions(log, (step.stream, step.seq), histories, values)",
        "return values",
    ),
)

_BATCHES: Final = (
    Seed(
        "an extract takes the whole change along",
        "kvdesk.store.batches",
        "tuple(o for o in change.operations if o.record in records)",
        "change.operations",
    ),
    Seed(
        "an extract leaves out each stream's first change",
        "kvdesk.store.batches",
        "changes_after(log.connection, log.names, sid, first - 1)",
        "changes_after(log.connection, log.names, sid, first)",
    ),
    Seed(
        "an extract remembers the records of the one before",
        "kvdesk.store.batches",
        '    execute("DELETE FROM chosen")\n',
        "",
    ),
)

STORE_BUGS: Final = (*_MERGE, *_LOG, *_PROJECTION, *_REVERSING, *_BATCHES)
