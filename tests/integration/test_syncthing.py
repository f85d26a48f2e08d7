"""Two desks with a real Syncthing between them: what one drops, the other picks up."""

import os
import shutil
from pathlib import Path

import pytest

from desk.board import add
from integration.syncthing import PROGRAM, pair, wait_for
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.exporting import close_segments
from kvdesk.desk.folder import AcceptSigner, SetFolder, ShowFolder, SyncFolder
from kvdesk.domain.matters import Matter

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        PROGRAM is None and not os.environ.get("KVDESK_REQUIRE_SYNCTHING"),
        reason="syncthing is not installed",
    ),
]

COUNT = 200
APART = 50


@pytest.fixture(scope="module")
def nodes(tmp_path_factory):
    nodes = pair(tmp_path_factory.mktemp("nodes"))
    for node in nodes:
        node.start()
    yield nodes
    for node in nodes:
        node.stop()


@pytest.fixture(scope="module")
def desks(nodes, tmp_path_factory):
    full_registry()
    made = []
    for node in nodes:
        name = node.folder.parent.name
        desk = Desk.create(tmp_path_factory.mktemp(name) / "desk")
        desk.identify({"department": f"PL-{name}", "name": name})
        desk.perform(SetFolder(folder=node.folder))
        write(desk, 1)
        desk.perform(SyncFolder())
        made.append(desk)
    in_step(nodes)
    for desk in made:
        desk.perform(SyncFolder())
        (stranger,) = desk.ask(ShowFolder()).strangers
        desk.perform(AcceptSigner(signer=stranger.fingerprint))
        desk.perform(SyncFolder())
    yield made
    for desk in made:
        desk.close()


def write(desk, count):
    """So many changes, each a segment of its own."""
    key = desk.key()
    for number in range(count):
        add(desk, "matter", title=f"{desk.identity.name} {number}")
        desk.store.write(lambda log: close_segments(log, key))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not any(p.startswith(".") for p in file.relative_to(folder).parts)
    }


def in_step(nodes) -> float:
    """Wait until both folders hold the same files; answers the seconds."""
    for node in nodes:
        node.scan()
    one, other = (node.folder for node in nodes)
    return wait_for(lambda: files(one) == files(other), "the folders are in step")


def digests(desks):
    return {desk.store.write(lambda log: log.digest()) for desk in desks}


def matters(desk):
    return len(desk.store.read(lambda reader: reader.all(Matter)))


def test_200_segments_from_each_side_arrive_and_nothing_is_doubled(nodes, desks):
    for desk in desks:
        write(desk, COUNT)
        assert desk.perform(SyncFolder()).published == COUNT
    in_step(nodes)
    for desk in desks:
        told = desk.perform(SyncFolder())
        assert (told.published, told.problem) == (0, "")
    assert [matters(desk) for desk in desks] == [2 * COUNT + 2] * 2
    assert len(digests(desks)) == 1
    held = files(nodes[0].folder)
    assert len([name for name in held if name.endswith(".kvx")]) == 2 * COUNT + 2
    assert not any("conflict" in name for name in held)


def test_a_node_that_was_off_catches_up(nodes, desks):
    nodes[1].stop()
    before = matters(desks[0])
    for desk in desks:
        write(desk, APART)
        assert desk.perform(SyncFolder()).published == APART
    nodes[1].start()
    in_step(nodes)
    for desk in desks:
        desk.perform(SyncFolder())
    assert {matters(desk) for desk in desks} == {before + 2 * APART}
    assert len(digests(desks)) == 1
    assert not any("conflict" in name for name in files(nodes[0].folder))


def test_renamed_copied_deleted_and_quarrelled_files_lose_nothing(nodes, desks):
    one, other = nodes
    for desk in desks:
        write(desk, 5)
        desk.perform(SyncFolder())
    in_step(nodes)
    packages = sorted(one.folder.rglob("*.kvx"))[:6]
    renamed, copied, deleted, cut, *quarrel = packages
    renamed.replace(renamed.with_name("nimi vaihtui.kvx"))
    shutil.copy(copied, copied.with_name(f"{copied.stem} - Kopio (1).kvx"))
    deleted.unlink()
    cut.write_bytes(cut.read_bytes()[:100])
    in_step(nodes)
    other.stop()
    for file in quarrel:
        twin = other.folder / file.relative_to(one.folder)
        file.write_bytes(b"PK\x03\x04 one")
        twin.write_bytes(b"PK\x03\x04 other, longer")
    other.start()
    in_step(nodes)
    wait_for(lambda: any("sync-conflict" in name for name in files(one.folder)), "a conflict copy")
    for _ in range(2):
        for desk in desks:
            told = desk.perform(SyncFolder())
            assert (told.refused, told.problem) == ((), "")
        in_step(nodes)
    assert len(digests(desks)) == 1
    assert len({matters(desk) for desk in desks}) == 1
    whole = {sha for desk in desks for sha in desk.store.read(known_in_folder)}
    assert whole == set(desks[0].store.read(known_here)) == set(desks[1].store.read(known_here))


def known_here(reader):
    from kvdesk.store.batches import known_segments

    return known_segments(reader)


def known_in_folder(reader):
    from kvdesk.store.folder import folder_files

    return {sha for row in folder_files(reader) if row.state == "taken" for sha in row.segments}
