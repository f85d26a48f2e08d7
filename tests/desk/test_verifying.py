"""`verify` names whatever somebody has altered in the database by plain SQL."""

from datetime import UTC, datetime

import pytest

from desk.board import add
from desk.conftest import SteppingClock, counted_ids
from kvdesk.desk.care import VerifyDesk, proved
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import ImportPackage, WriteExport
from kvdesk.desk.recording import DeleteRecord, SetField
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import Refusal

#: What is done to the database -> what `verify` says of it.
ALTERED = {
    "a value in the log": (
        "UPDATE operation SET value = 'väärä' WHERE value = 'Kalusto'",
        "log: change 1 of",
    ),
    "an own value in the log that was never sent": (
        "UPDATE operation SET value = 'väärä' WHERE value = 'Oma'",
        "digest:",
    ),
    "an operation taken away": ("DELETE FROM operation WHERE value = 'Oma'", "digest:"),
    "an operation put in": (
        "INSERT INTO operation SELECT rid, fid, sid, 999, stamp, 'x', '' FROM operation LIMIT 1",
        "operations without their change",
    ),
    "a context": ("UPDATE operation SET context = '' WHERE context <> ''", "digest:"),
    "a context that is none": (
        "UPDATE operation SET context = 'roskaa' WHERE value = 'Oma'",
        "unreadable context",
    ),
    "a context of nobody": (
        "UPDATE operation SET context = '99:1' WHERE value = 'Oma'",
        "unreadable context",
    ),
    "a stamp in the log": (
        "UPDATE operation SET stamp = stamp + 1 WHERE value = 'Oma'",
        "another stamp than their change",
    ),
    "both stamps": (
        "UPDATE operation SET stamp = stamp + 1; UPDATE change SET stamp = stamp + 1",
        "digest:",
    ),
    "a change taken away": (
        "DELETE FROM change WHERE seq = 1 AND sid = 1",
        "operations without their change",
    ),
    "a change put in": (
        "INSERT INTO change VALUES (1, 999, 1, 'x', 'x', NULL, NULL, NULL)",
        "changes without an operation",
    ),
    "the author of a change that was signed": (
        "UPDATE change SET author = 'Joku muu' WHERE batch IS NOT NULL",
        "is not as its author signed it",
    ),
    "the command of a change that was signed": (
        "UPDATE change SET kind = 'muu' WHERE batch IS NOT NULL",
        "is not as its author signed it",
    ),
    "an import forgotten": ("DELETE FROM batch", "changes of an unknown import"),
    "the digest": ("UPDATE setting SET value = '0' WHERE name = 'digest'", "digest:"),
    "the digest made no number": (
        "UPDATE setting SET value = 'roskaa' WHERE name = 'digest'",
        "digest:",
    ),
    "the digest gone": ("DELETE FROM setting WHERE name = 'digest'", "digest:"),
    "a cover lowered": ("UPDATE cover SET seq = seq - 1", "cover:"),
    "a cover taken away": ("DELETE FROM cover", "cover:"),
    "a cover put in": ("INSERT INTO cover SELECT DISTINCT rid, fid, 77, 1 FROM operation", "cover"),
    "a stream renamed": ("UPDATE stream SET uid = 'ffffffffffffffff' WHERE own = 0", "digest:"),
    "a stream taken away": ("DELETE FROM stream WHERE own = 0", "unknown record, field or stream"),
    "a record renamed": ("UPDATE record SET uid = 'f' || substr(uid, 2) WHERE rid = 1", "digest:"),
    "a record taken away": ("DELETE FROM record", "unknown record, field or stream"),
    "a field renamed": ("UPDATE field SET name = 'matter.x' WHERE name = 'matter.title'", "digest"),
    "a cell of a table": ("UPDATE matter SET title = 'väärä' WHERE title = 'Oma'", "table: matter"),
    "a row taken away": ("DELETE FROM matter WHERE title = 'Oma'", "is missing"),
    "a row put in": ("INSERT INTO matter (rid, id) VALUES (999, 'x')", "is not in the log"),
    "a deleted record's row put back": (
        "INSERT OR IGNORE INTO matter (rid, id) SELECT rid, uid FROM record",
        "is not in the log",
    ),
    "a row under another number": (
        "UPDATE matter SET rid = 999 WHERE title = 'Oma'",
        "another record's number",
    ),
    "a place in the alphabet": (
        "UPDATE matter SET sort_key = x'00' WHERE title = 'Oma'",
        "sorted in a wrong place",
    ),
    "a conflict struck out": ("DELETE FROM conflict", "is not in the book of conflicts"),
    "a conflict made up": (
        "INSERT INTO conflict SELECT rid, fid, NULL FROM operation WHERE value = 'Oma'",
        "is none by the log",
    ),
    "words of the search": (
        "UPDATE search_text SET words = 'väärä' WHERE words LIKE 'Oma%'",
        "search: the words of row",
    ),
    "words of the search taken away": ("DELETE FROM search_text", "search: the words of row"),
    "a row of the index": (
        "INSERT INTO search_words(rowid, words) VALUES (999, 'väärä')",
        "search: the index search_words",
    ),
    "a row of the index of parts": (
        "INSERT INTO search_parts(search_parts) VALUES ('delete-all')",
        "search: the index search_parts",
    ),
    "the bytes of a segment": ("UPDATE segment SET body = x'00'", "segment:"),
    "the hash of a segment": (
        "UPDATE segment SET sha256 = 'f' || substr(sha256, 2)",
        "segment:",
    ),
    "the signature of a segment": ("UPDATE segment SET signature = zeroblob(64)", "segment:"),
    "the signer of a segment": ("UPDATE segment SET signer = printf('%064d', 0)", "segment:"),
    "the place of a segment": ("UPDATE segment SET seq_to = seq_to + 1", "segment:"),
    "a segment taken away": ("DELETE FROM segment WHERE sid = 1", "have:"),
    "what is here claimed too high": ("UPDATE have SET seq_to = seq_to + 5", "have:"),
    "what is here forgotten": ("DELETE FROM have", "have:"),
}


@pytest.fixture(scope="module")
def altered_desk(tmp_path_factory):
    """A desk with own and others' work, sent and not sent, a conflict and a deletion."""
    folder = tmp_path_factory.mktemp("verifying")
    clock = Clock(SteppingClock(datetime(2026, 11, 24, 7, 0, tzinfo=UTC)).now)
    with (
        Desk.create(folder / "a", clock=clock, ids=counted_ids("a")) as a,
        Desk.create(folder / "b", clock=clock, ids=counted_ids("b")) as b,
    ):
        matter = add(a, "matter", title="Kalusto")
        gone = add(a, "matter", title="Poistettu")
        a.do(DeleteRecord(kind="matter", id=gone))
        exchange(a, b, folder)
        for side, title in ((a, "A:n nimi"), (b, "B:n nimi")):
            side.do(SetField(kind="matter", id=matter, field="title", value=title))
        exchange(b, a, folder)
        exchange(a, b, folder)
        add(b, "matter", title="Oma")
        b.store.finish_index()
        assert b.perform(VerifyDesk()).faults == []
        yield b, b.store.back_up("whole")


def exchange(sender, receiver, folder):
    sender.perform(WriteExport(out=folder / "p.kvx"))
    receiver.perform(ImportPackage(file=folder / "p.kvx"))


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_by_plain_sql_is_named(altered_desk, what):
    desk, whole = altered_desk
    script, told = ALTERED[what]

    def alter(log):
        rows = sum(log.connection.execute(sql).rowcount for sql in script.split(";"))
        log.forget()
        return rows

    assert desk.store.write(alter) != 0, "nothing was altered"
    try:
        with pytest.raises(Refusal, match="desk_differs") as refusal:
            desk.perform(VerifyDesk())
        assert refusal.value.parameters["count"] >= 1
        faults = desk.store.try_out(proved).faults
        assert any(told in fault for fault in faults), faults
    finally:
        desk.store.restore(whole)
    assert desk.perform(VerifyDesk()).faults == []
