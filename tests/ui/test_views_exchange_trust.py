"""Keys, encryption and receipts in the window, between two real desks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.board import add
from kvdesk.desk.exchange import ImportPackage, WriteExport
from kvdesk.desk.keys import NewKey
from kvdesk.desk.peers import ConfirmKey, ListKeys
from kvdesk.desk.receipts import WriteReceipt
from kvdesk.exchange.receipt import read_receipt
from kvdesk.store.peers import Trust
from kvdesk.ui.views.exchange import ExchangeView
from ui.test_views_exchange import make

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def other(tmp_path, clock):
    with make(tmp_path, "other", clock) as other:
        yield other


@pytest.fixture
def desk(tmp_path, clock):
    with make(tmp_path, "own", clock) as desk:
        yield desk


@pytest.fixture
def package(other, tmp_path):
    add(other, "matter", title="Omavalvonta")
    other.perform(WriteExport(out=tmp_path / "other.kvx"))
    return tmp_path / "other.kvx"


@pytest.fixture
def view(desk, context, qtbot, settle):
    view = ExchangeView(context)
    context.bridge.touched.connect(view.on_touched)
    context.bridge.failed.connect(context.shell.refuse)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    settle()
    return view


@pytest.fixture
def met(desk, package, view, settle):
    """The other desk's package has been taken in."""
    desk.perform(ImportPackage(file=package))
    view._read()
    settle()
    return package


def trust_of(desk, key):
    return next(one.trust for one in desk.ask(ListKeys()) if one.fingerprint == key)


def test_the_preview_says_that_the_key_is_not_known_and_shows_it(view, package, other, settle):
    view.show_preview(package)
    settle()
    assert "not been seen before" in view.preview.standing.text()
    assert other.key().fingerprint in view.preview.details.text()
    assert view.preview.take.isEnabled()


def test_a_confirmed_key_and_a_changed_one_are_told_in_the_preview(
    view, desk, other, met, tmp_path, settle
):
    desk.perform(ConfirmKey(peer="PL-other", by="Aino Virtanen"))
    view.show_preview(met)
    settle()
    assert "confirmed by Aino Virtanen on 24 November 2026" in view.preview.standing.text()
    old = other.key().fingerprint
    (other.folder / "keys" / "own.key").unlink()
    other.perform(NewKey())
    other.perform(WriteExport(out=tmp_path / "new.kvx"))
    view.show_preview(tmp_path / "new.kvx")
    settle()
    assert view.preview.standing.text().startswith("Warning")
    assert old in view.preview.standing.text()


def test_a_key_is_confirmed_with_the_name_of_who_compared_it(view, desk, other, met, settle, qtbot):
    peers = view.peers
    assert peers.isVisible()
    assert other.key().fingerprint in peers.table.item(0, 1).text()
    assert "Seen" in peers.table.item(0, 1).text()
    assert not peers.confirm.isEnabled()
    qtbot.keyClicks(peers.by, "Aino Virtanen")
    qtbot.keyClick(peers.by, Qt.Key.Key_Return)
    settle()
    assert trust_of(desk, other.key().fingerprint) is Trust.CONFIRMED
    assert "Confirmed" in peers.table.item(0, 1).text()
    assert peers.by.text() == ""


def test_a_key_is_blocked_and_its_package_refused(view, desk, other, met, settle, qtbot):
    qtbot.mouseClick(view.peers.block, LEFT)
    settle()
    assert trust_of(desk, other.key().fingerprint) is Trust.BLOCKED
    assert not view.peers.block.isEnabled()
    view.show_preview(met)
    settle()
    assert [error.code for error in view.context.shell.refused] == ["key_blocked"]


def test_only_confirmed_desks_are_offered_as_receivers(view, desk, other, met, settle, tmp_path):
    assert view.seal.choice.count() == 2
    desk.perform(ConfirmKey(peer="PL-other", by="Aino"))
    view._read()
    settle()
    view.seal.choice.setCurrentIndex(2)
    assert view.seal.choice.currentText() == "For Osasto other"
    view.export_to(tmp_path / "x.kvx")
    settle()
    assert not (tmp_path / "x.kvx").exists()
    assert other.perform(ImportPackage(file=tmp_path / "x.kvx.age")).known


def test_six_words_are_shown_once_and_open_the_package_elsewhere(
    view, desk, other, tmp_path, settle, qtbot
):
    add(desk, "matter", title="Kalusto")
    view.seal.choice.setCurrentIndex(1)
    view.export_to(tmp_path / "x.kvx")
    qtbot.waitUntil(view.context.bridge.is_idle, timeout=60_000)  # twice scrypt, by its cost
    settle()
    shown = view.words_shown.passphrase.text()
    assert view.words_shown.isVisible()
    assert len(shown.split()) == 6
    qtbot.mouseClick(view.words_shown.noted, LEFT)
    assert not view.words_shown.isVisible()
    assert view.words_shown.passphrase.text() == ""
    came = other.perform(ImportPackage(file=tmp_path / "x.kvx.age", passphrase=shown))
    assert came.new == {"matter": 1}


def test_the_words_of_a_package_are_asked_for_until_they_are_right(
    view, other, tmp_path, settle, qtbot, shell
):
    add(other, "matter", title="Kalusto")
    sent = other.perform(WriteExport(out=tmp_path / "x.kvx", passphrase=True))
    view.show_preview(tmp_path / "x.kvx.age")
    settle()
    idle = view.context.bridge.is_idle
    asked = view.words_asked
    assert asked.isVisible()
    assert shell.refused == []
    qtbot.keyClicks(asked.typed, "aalto")
    qtbot.keyClick(asked.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(idle, timeout=60_000)
    settle()
    assert [error.code for error in shell.refused] == ["passphrase_wrong"]
    assert asked.isVisible()
    asked.typed.setText(sent.passphrase.replace("-", " "))
    qtbot.mouseClick(asked.open, LEFT)
    qtbot.waitUntil(idle, timeout=60_000)
    settle()
    assert not asked.isVisible()
    assert "New 1" in view.preview.summary.text()
    qtbot.mouseClick(view.preview.take, LEFT)
    qtbot.waitUntil(idle, timeout=60_000)
    settle()
    assert view.imports.item(0, 1).text() == "x.kvx.age"


def test_a_receipt_is_written_of_the_current_import(view, desk, other, met, tmp_path, settle):
    assert view.receipt_button.isEnabled()
    view.write_receipt(tmp_path / "r.kvr")
    settle()
    assert read_receipt(tmp_path / "r.kvr").receipt.counts.taken == 1
    told = other.perform(ImportPackage(file=tmp_path / "r.kvr"))
    assert (told.taken, told.missing) == (1, 0)


def test_a_receipt_that_comes_is_told_and_changes_the_list_of_desks(
    view, desk, other, tmp_path, settle, shell
):
    add(desk, "matter", title="Kalusto")
    desk.perform(WriteExport(out=tmp_path / "x.kvx"))
    other.perform(ImportPackage(file=tmp_path / "x.kvx"))
    other.perform(WriteReceipt(out=tmp_path / "r.kvr"))
    view.show_preview(tmp_path / "r.kvr")
    settle()
    assert "Receipt of Osasto other: 1 taken" in shell.toasts[-1]
    assert view.peers.table.item(0, 2).text().startswith("The same as here")
    add(desk, "matter", title="Toinen")
    view._read()
    settle()
    assert view.peers.table.item(0, 2).text().startswith("It lacks 1 changes")
    assert not view.preview.isVisible()


def test_tab_goes_through_the_form_of_a_key(view, met, settle, qtbot):
    view.activateWindow()
    view.peers.by.setText("Aino")
    view.peers.table.setFocus()
    walked = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked[:3] == [view.peers.by, view.peers.confirm, view.peers.block]
