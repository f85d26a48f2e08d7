"""The unit of work: one change for one command, and none where nothing differs."""

import pytest

from kvdesk.desk.desk import Desk
from kvdesk.domain.matters import Matter


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "desk") as desk:
        yield desk


def within(desk, job):
    return desk.store.write(lambda log: job(desk.work(log, "matter add")))


def changes(desk):
    return desk.store.read(lambda reader: reader.value("SELECT count(*) FROM change"))


def test_several_writes_of_one_work_are_one_change_with_one_name(desk):
    def job(work):
        assert work.dot is None
        matter = work.add(Matter(title="Kalusto"))
        work.change(matter, summary="Tiivistelmä")
        return matter, work.dot, work.touched

    matter, dot, touched = within(desk, job)
    assert changes(desk) == 1
    sql = "SELECT uid, seq FROM change JOIN stream USING (sid)"
    assert [dot] == desk.store.read(lambda reader: reader.rows(sql))
    assert touched == {"matter": (matter.id,)}
    assert desk.store.read(lambda r: r.get(Matter, matter.id)).summary == "Tiivistelmä"


def test_equal_values_write_nothing(desk):
    matter = within(desk, lambda work: work.add(Matter(title="Kalusto")))

    def job(work):
        work.change(matter, title="Kalusto")
        work.set_values({})
        return work.dot, work.touched

    assert within(desk, job) == (None, {})
    assert changes(desk) == 1


def test_many_new_records_are_one_change_and_no_records_are_none(desk):
    within(desk, lambda work: work.add_all([]))
    assert changes(desk) == 0
    within(desk, lambda work: work.add_all([Matter(title="Yksi"), Matter(title="Kaksi")]))
    assert changes(desk) == 1
    titles = desk.store.read(lambda r: {matter.title for matter in r.all(Matter)})
    assert titles == {"Yksi", "Kaksi"}
