"""The exchange folder in the window: chosen, watched, told of, and other desks accepted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desk.board import add
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.folder import AcceptSigner, SetFolder, ShowFolder, SyncFolder
from kvdesk.domain.matters import Matter
from kvdesk.kernel.words import words_for
from kvdesk.ui import folder_watch
from kvdesk.ui.folder_watch import FolderWatch
from kvdesk.ui.program import _look_sentence
from kvdesk.ui.views.exchange_folder import FolderCard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def make(folder: Path, name: str, clock) -> Desk:
    full_registry()
    desk = Desk.create(folder / name, clock=clock)
    desk.identify({"department": f"PL-{name}", "name": f"Osasto {name}"})
    return desk


@pytest.fixture
def share(tmp_path) -> Path:
    share = tmp_path / "share"
    share.mkdir()
    return share


@pytest.fixture
def other(tmp_path, clock, share) -> Iterator[Desk]:
    with make(tmp_path, "other", clock) as other:
        other.perform(SetFolder(folder=share))
        yield other


@pytest.fixture
def desk(tmp_path, clock) -> Iterator[Desk]:
    with make(tmp_path, "own", clock) as desk:
        yield desk


@pytest.fixture
def watch(bridge, context, monkeypatch) -> Iterator[FolderWatch]:
    monkeypatch.setattr(folder_watch, "_QUIET_MS", 50)
    monkeypatch.setattr(folder_watch, "_FIRST_MS", 1)
    bridge.failed.connect(context.shell.refuse)
    watch = FolderWatch(bridge)
    yield watch
    watch.stop()


@pytest.fixture
def window(bridge, qtbot, settle) -> "Window":
    return Window(bridge, qtbot, settle)


class Window:
    """What a test waits for and does."""

    def __init__(self, bridge, qtbot, settle) -> None:
        self.bridge, self.qtbot, self.settle = bridge, qtbot, settle

    def looks(self):
        return self.qtbot.waitSignal(self.bridge.looked)

    def click(self, button) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def card(desk, context, qtbot, settle) -> FolderCard:
    card = FolderCard(context)
    qtbot.addWidget(card)
    card.resize(700, 400)
    card.show()
    settle()
    return card


def matters(desk):
    return [matter.title for matter in desk.store.read(lambda reader: reader.all(Matter))]


def meet(desk, other, share):
    """Let the window's desk know the other one's key."""
    desk.perform(SetFolder(folder=share))
    add(other, "matter", title="Ensimmäinen")
    other.perform(SyncFolder())
    desk.perform(SyncFolder())
    desk.perform(AcceptSigner(signer=other.key().fingerprint))
    desk.perform(SyncFolder())


def test_a_desk_without_a_folder_is_told_what_one_is_for(card):
    assert "exchange by themselves" in card.place.text()
    assert not card.look.isVisible()
    assert not card.leave.isVisible()


def test_a_folder_that_is_chosen_is_looked_into_at_once(card, watch, share, window):
    with window.looks():
        card.use(share)
    window.settle()
    shown = card.place.text().replace("\u200b", "")
    assert shown == f"{share}: looked at 24 November 2026 14:32"
    assert card.look.isVisible()


def test_what_arrives_is_taken_in_by_itself(watch, desk, other, share, window):
    meet(desk, other, share)
    with window.looks():
        watch.begin()
    window.qtbot.waitUntil(lambda: watch._observer is not None)
    add(other, "matter", title="Tuli itsestään")
    with window.qtbot.waitSignal(window.bridge.touched) as told:
        other.perform(SyncFolder())
    assert "Tuli itsestään" in matters(desk)
    assert told.args[0].has("matter")


def test_many_files_are_taken_in_part_by_part(watch, desk, other, share, window, monkeypatch):
    meet(desk, other, share)
    monkeypatch.setattr("kvdesk.desk.folder_taking._AT_ONCE", 2)
    for number in range(5):
        add(other, "matter", title=f"Asia {number}")
        other.perform(SyncFolder())
    add(desk, "matter", title="Oma")
    watch.look()
    window.qtbot.waitUntil(lambda: len(matters(desk)) == 7)
    window.qtbot.waitUntil(lambda: desk.ask(ShowFolder()).published == 1)


def test_a_look_does_not_stir_the_next_one(watch, desk, other, share, window):
    meet(desk, other, share)
    (share / "rikki.kvx").write_bytes(b"PK\x03\x04")
    with window.looks():
        watch.look()
    window.qtbot.waitUntil(lambda: watch._observer is not None)
    desk.perform(SyncFolder())
    with window.qtbot.assertNotEmitted(window.bridge.looked, wait=400):
        pass


def test_a_desk_that_was_never_met_is_accepted_with_a_button(
    card, watch, desk, other, share, window
):
    add(other, "matter", title="Uusi tuttu")
    other.perform(SyncFolder())
    with window.looks():
        card.use(share)
    window.settle()
    accept, block = card.strangers.findChildren(QPushButton)
    assert (accept.text(), block.text()) == ("Accept the key", "Block the desk")
    assert other.key().fingerprint in accept.accessibleDescription()
    assert "Osasto other has put 1 file here" in accept.accessibleDescription()
    with window.looks():
        window.click(accept)
    window.settle()
    assert matters(desk) == ["Uusi tuttu"]
    assert not card.strangers.isVisible()


def test_a_blocked_desk_is_named_among_the_refused(card, watch, desk, other, share, window):
    add(other, "matter", title="Ei tule")
    other.perform(SyncFolder())
    with window.looks():
        card.use(share)
    window.settle()
    _, block = card.strangers.findChildren(QPushButton)
    with window.looks():
        window.click(block)
    window.settle()
    assert "1 file refused" in card.doubts.text()
    assert "from a desk that is blocked here" in card.doubts.text()
    assert matters(desk) == []


def test_files_that_are_not_whole_are_told_with_their_names(card, desk, share, settle):
    desk.perform(SetFolder(folder=share))
    for number in range(7):
        (share / f"rikki {number}.kvx").write_bytes(b"PK\x03\x04")
    desk.perform(SyncFolder())
    card.read()
    settle()
    assert card.doubts.text().splitlines() == [
        "7 files wait",
        *(f"rikki {number}.kvx: not whole yet; it is tried again" for number in range(5)),
        "and 2 more",
    ]


def test_a_folder_that_went_away_is_told_quietly_and_comes_back(card, watch, share, window, shell):
    with window.looks():
        card.use(share)
    share.rename(share.with_name("away"))
    with window.looks():
        window.click(card.look)
    window.settle()
    assert "cannot be reached" in card.problem.text()
    assert shell.refused == []
    share.with_name("away").rename(share)
    with window.looks():
        watch.look()
    window.settle()
    assert not card.problem.isVisible()


def test_a_lost_key_is_told_once_and_not_at_every_look(watch, desk, share, window, shell):
    desk.perform(SetFolder(folder=share))
    desk.key()
    (desk.folder / "keys" / "own.key").unlink()
    for _ in range(2):
        watch.look()
        window.qtbot.waitUntil(lambda: bool(shell.refused))
        window.settle()
        window.settle()
    assert [error.code for error in shell.refused] == ["key_missing"]


def test_a_folder_is_left(card, watch, desk, share, window):
    with window.looks():
        card.use(share)
    window.settle()
    window.click(card.leave)
    window.settle()
    window.settle()
    assert desk.ask(ShowFolder()).folder == ""
    assert not card.look.isVisible()
    assert watch._observer is None


def test_the_status_line_says_when_it_was_looked_at_and_what_waits(desk, share, tmp_path):
    words = words_for("en")
    desk.perform(SetFolder(folder=share))
    (share / "rikki.kvx").write_bytes(b"PK\x03\x04")
    told = _look_sentence(desk.perform(SyncFolder()), words)
    assert told == "Folder looked at 14.32 · 1 file waits"
    share.rename(tmp_path / "away")
    told = _look_sentence(desk.perform(SyncFolder()), words)
    assert told == "The exchange folder cannot be reached"
