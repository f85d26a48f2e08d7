"""Undo writes forward, restores exactly, and touches nothing that somebody else has written."""

import random

from changes.desk_under_test import Field, View
from changes.pure_desk import PureDesk
from kvdesk.changes.deletion import seen_text
from kvdesk.changes.operation import Write
from kvdesk.changes.reversal import reverse_change, reverse_import

RECORDS = [f"{number:032x}" for number in range(1, 41)]
NAMES = ("meeting.place", "meeting.title", "meeting.note", "meeting.chair", "meeting.starts")
PLACE = (RECORDS[0], "meeting.place")
TITLE = (RECORDS[0], "meeting.title")
DELETED = (RECORDS[0], "meeting.deleted")


class World:
    """Desks on one clock that runs a second at every look."""

    def __init__(self) -> None:
        self.moment = 1_790_000_000_000
        self.names = iter(f"{number:016x}" for number in range(1, 1000))

    def now(self) -> int:
        self.moment += 1000
        return self.moment

    def desk(self) -> PureDesk:
        return PureDesk(self.now, lambda: next(self.names))


def shared(world: World, start: dict[Field, object]) -> tuple[PureDesk, PureDesk]:
    here, there = world.desk(), world.desk()
    here.write(start)
    there.import_(here.export())
    return here, there


def histories(desk: PureDesk, *keys: Field) -> dict[Field, list[object]]:
    return {key: list(desk.known.writes[key].values()) for key in keys}


def values_of(view: View) -> dict[Field, object]:
    return {key: value for key, value in view.shown.items() if key[1] != "meeting.deleted"}


def test_undo_shows_again_what_the_step_replaced():
    here, _ = shared(World(), {PLACE: "Oulu", TITLE: "Kokous"})
    step = here.write({PLACE: "Turku", TITLE: "Seminaari"})
    assert here.undo((step.stream, step.seq)) is not None
    assert (here.known.value(PLACE), here.known.value(TITLE)) == ("Oulu", "Kokous")


def test_undoing_an_undo_does_the_step_again():
    here, _ = shared(World(), {PLACE: "Oulu"})
    step = here.write({PLACE: "Turku"})
    back = here.undo((step.stream, step.seq))
    here.undo((back.stream, back.seq))
    assert here.known.value(PLACE) == "Turku"


def test_undo_goes_by_what_was_seen_even_when_a_wild_clock_gave_the_older_value_the_later_stamp():
    writes = [
        Write("aaaa", 1, 900, "Oulu"),
        Write("bbbb", 1, 5, "Turku", (("aaaa", 1),)),
        Write("bbbb", 2, 6, "Vaasa", (("aaaa", 1), ("bbbb", 1))),
    ]
    assert reverse_change(("bbbb", 2), {PLACE: writes}).values == {PLACE: "Turku"}


def test_a_text_that_looks_like_a_deletion_is_restored_as_it_was():
    here, _ = shared(World(), {PLACE: "aaaa:1-3"})
    step = here.write({PLACE: "Turku"})
    here.undo((step.stream, step.seq))
    assert here.known.value(PLACE) == "aaaa:1-3"


def test_a_field_that_the_step_set_first_becomes_empty_and_is_told_as_fresh():
    here, _ = shared(World(), {PLACE: "Oulu"})
    step = here.write({PLACE: "Turku", TITLE: "Kokous"})
    reversal = reverse_change((step.stream, step.seq), histories(here, PLACE, TITLE))
    assert reversal.values == {PLACE: "Oulu", TITLE: None}
    assert reversal.fresh == {TITLE}
    assert reversal.overtaken == {}


def test_undo_refuses_a_field_that_was_written_since():
    here, there = shared(World(), {PLACE: "Oulu"})
    step = here.write({PLACE: "Turku"})
    there.import_(here.export())
    there.write({PLACE: "Vaasa"})
    here.import_(there.export())
    reversal = reverse_change((step.stream, step.seq), histories(here, PLACE))
    assert reversal.values == {}
    assert reversal.overtaken == {PLACE: ("Turku", "Vaasa")}
    assert here.undo((step.stream, step.seq)) is None
    assert here.known.value(PLACE) == "Vaasa"


def test_undo_refuses_in_the_middle_of_a_conflict_even_while_its_own_value_shows():
    here, there = shared(World(), {PLACE: "Oulu"})
    there.write({PLACE: "Vaasa"})
    step = here.write({PLACE: "Turku"})
    here.import_(there.export())
    assert here.known.value(PLACE) == "Turku"
    reversal = reverse_change((step.stream, step.seq), histories(here, PLACE))
    assert reversal.values == {}
    assert reversal.overtaken == {PLACE: ("Turku", "Vaasa")}


def test_undo_works_while_others_wrote_the_very_same_value():
    here, there = shared(World(), {PLACE: "Oulu"})
    there.write({PLACE: "Turku"})
    step = here.write({PLACE: "Turku"})
    here.import_(there.export())
    here.undo((step.stream, step.seq))
    assert here.known.value(PLACE) == "Oulu"
    assert set(here.known.conflicts()) == set()


def test_undoing_a_deletion_brings_the_record_back():
    here, _ = shared(World(), {PLACE: "Oulu"})
    step = here.delete(RECORDS[0])
    assert str(here.known.presence(RECORDS[0], "meeting")) == "deleted"
    here.undo((step.stream, step.seq))
    assert str(here.known.presence(RECORDS[0], "meeting")) == "present"


def test_one_person_can_undo_and_redo_up_to_a_deletion_without_contesting_it():
    here, _ = shared(World(), {PLACE: "Oulu"})
    edit = here.write({PLACE: "Turku"})
    deletion = here.delete(RECORDS[0])
    restored = here.undo((deletion.stream, deletion.seq))
    back = here.undo((edit.stream, edit.seq))
    here.undo((back.stream, back.seq))
    here.undo((restored.stream, restored.seq))
    assert str(here.known.presence(RECORDS[0], "meeting")) == "deleted"


def test_redoing_a_deletion_does_not_hide_what_came_from_elsewhere_meanwhile():
    here, there = shared(World(), {PLACE: "Oulu"})
    there.write({TITLE: "Kokous"})
    deletion = here.delete(RECORDS[0])
    restored = here.undo((deletion.stream, deletion.seq))
    here.import_(there.export())
    here.undo((restored.stream, restored.seq))
    assert str(here.known.presence(RECORDS[0], "meeting")) == "contested"


def test_an_undone_import_buries_again_what_it_had_dug_out():
    here, there = shared(World(), {PLACE: "Oulu"})
    there.write({PLACE: "Vaasa"})
    here.delete(RECORDS[0])
    receipt = here.import_(there.export())
    assert str(here.known.presence(RECORDS[0], "meeting")) == "contested"
    here.undo_import(receipt.batch)
    assert str(here.known.presence(RECORDS[0], "meeting")) == "deleted"
    there.import_(here.export())
    assert str(there.known.presence(RECORDS[0], "meeting")) == "deleted"


def test_a_deletion_written_again_still_has_in_sight_what_it_wrote_itself():
    here, there = shared(World(), {PLACE: "Oulu"})
    dots = [(change.stream, change.seq) for change in here.export().whole]
    here.write({PLACE: "Turku", DELETED: seen_text(dots)})
    there.import_(here.export())
    restored = there.write({DELETED: None})
    there.undo((restored.stream, restored.seq))
    assert str(there.known.presence(RECORDS[0], "meeting")) == "deleted"


def test_a_restoration_made_since_the_import_stays():
    here, there = shared(World(), {PLACE: "Oulu"})
    here.delete(RECORDS[0])
    there.write({TITLE: "Kokous"})
    there.delete(RECORDS[0])
    receipt = here.import_(there.export())
    here.write({DELETED: None})
    here.undo_import(receipt.batch)
    assert str(here.known.presence(RECORDS[0], "meeting")) == "present"


def test_a_record_that_somebody_wrote_to_since_the_import_stays_in_sight():
    here, there = shared(World(), {PLACE: "Oulu"})
    there.write({PLACE: "Vaasa"})
    here.delete(RECORDS[0])
    receipt = here.import_(there.export())
    here.write({PLACE: "Rauma"})
    here.undo_import(receipt.batch)
    assert here.known.value(PLACE) == "Rauma"
    assert str(here.known.presence(RECORDS[0], "meeting")) == "contested"


def test_an_undone_import_shows_again_what_was_there_before():
    here, there = shared(World(), {PLACE: "Oulu"})
    there.write({PLACE: "Vaasa", TITLE: "Kokous"})
    receipt = here.import_(there.export())
    here.undo_import(receipt.batch)
    assert (here.known.value(PLACE), here.known.value(TITLE)) == ("Oulu", None)


def test_an_undone_import_takes_the_conflict_along_that_it_brought():
    here, there = shared(World(), {PLACE: "Oulu"})
    there.write({PLACE: "Vaasa"})
    here.write({PLACE: "Turku"})
    receipt = here.import_(there.export())
    assert set(here.known.conflicts()) == {PLACE}
    here.undo_import(receipt.batch)
    assert here.known.value(PLACE) == "Turku"
    assert set(here.known.conflicts()) == set()


def test_undoing_an_import_leaves_alone_what_was_written_since_and_tells_it():
    here, there = shared(World(), {PLACE: "Oulu", TITLE: "Kokous"})
    change = there.write({PLACE: "Vaasa", TITLE: "Seminaari"})
    receipt = here.import_(there.export())
    here.write({PLACE: "Turku"})
    dots = frozenset({(change.stream, change.seq)})
    reversal = reverse_import(dots, histories(here, PLACE, TITLE))
    assert reversal.values == {TITLE: "Kokous"}
    assert reversal.overtaken == {PLACE: ("Vaasa", "Turku")}
    here.undo_import(receipt.batch)
    assert (here.known.value(PLACE), here.known.value(TITLE)) == ("Turku", "Kokous")


def test_undoing_an_import_never_settles_a_conflict_that_was_there_before_it():
    world = World()
    here, there = shared(world, {PLACE: "Oulu"})
    third = here.clone(world.now)
    there.write({PLACE: "Vaasa"})
    here.write({PLACE: "Turku"})
    here.import_(there.export())
    change = third.write({PLACE: "Rauma"})
    receipt = here.import_(third.export())
    dots = frozenset({(change.stream, change.seq)})
    reversal = reverse_import(dots, histories(here, PLACE))
    assert reversal.values == {}
    assert reversal.overtaken == {PLACE: ("Rauma", "Rauma")}
    assert here.undo_import(receipt.batch) is None
    assert {write.value for write in here.known.live(PLACE)} == {"Turku", "Vaasa", "Rauma"}


def test_a_field_that_shows_the_earlier_value_already_is_left_alone():
    here, there = shared(World(), {PLACE: "Oulu"})
    change = there.write({PLACE: "Vaasa"})
    here.import_(there.export())
    here.write({PLACE: "Oulu"})
    dots = frozenset({(change.stream, change.seq)})
    reversal = reverse_import(dots, histories(here, PLACE))
    assert reversal.values == {}
    assert reversal.overtaken == {}


def test_what_an_import_brought_first_is_told_as_fresh():
    here, there = shared(World(), {PLACE: "Oulu"})
    change = there.write({PLACE: "Vaasa", TITLE: "Kokous"})
    here.import_(there.export())
    dots = frozenset({(change.stream, change.seq)})
    assert reverse_import(dots, histories(here, PLACE, TITLE)).fresh == {TITLE}


def test_two_hundred_imports_of_two_hundred_are_undone_to_the_last_field():
    for seed in range(200):
        draw = random.Random(seed)
        world = World()
        keys = [(record, name) for record in RECORDS[:8] for name in NAMES]
        here, there = shared(world, dict.fromkeys(draw.sample(keys, 20), "start"))
        for desk in (here, there):
            for number in range(draw.randint(1, 12)):
                some = draw.sample(keys, draw.randint(1, 4))
                desk.write(dict.fromkeys(some, f"{seed} {number} {desk.stream}"))
            if draw.random() < 0.4:
                desk.delete(draw.choice(sorted(desk.state().presence)))
        before = here.state()
        package = there.export(here.have())
        receipt = here.import_(package)
        here.undo_import(receipt.batch)
        after = here.state()
        assert values_of(after) == dict.fromkeys(values_of(after)) | values_of(before), seed
        assert after.conflicts == before.conflicts, seed
        gone = {record for record, how in before.presence.items() if how == "deleted"}
        assert {r for r, how in after.presence.items() if how == "deleted"} == gone, seed
        assert here.import_(package).operations == 0
        assert here.state() == after
        there.import_(here.export())
        assert there.state() == here.state()
