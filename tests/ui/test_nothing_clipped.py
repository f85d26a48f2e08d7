"""Nothing is cut off: every view, page and dialog, in each language, with text at 100 and 200 %.

The window stands at the least size it may have (640 × 360 at 100 %, hence 1280 × 720 at 200 %) and
at 1280 × 800. What counts as cut off is said in `ui.clipping`.
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desk.board import add
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import ImportPackage, WriteExport
from kvdesk.desk.recording import SetField
from kvdesk.desk.sample import MakeSample
from kvdesk.desk.setup import InitialiseDesk
from kvdesk.domain.meetings import Meeting, MeetingState
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import WorldFailure
from kvdesk.kernel.ids import random_ids
from kvdesk.kernel.resources import resource_folder
from kvdesk.kernel.words import words_for
from kvdesk.ui.aside import AsideLayout
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.labels import Badge, Label, LinkButton
from kvdesk.ui.program import Program
from kvdesk.ui.settings import SettingsStore
from kvdesk.ui.views import VIEWS
from kvdesk.ui.welcome import WelcomeDialog
from kvdesk.ui.window import Window
from ui.clipping import faults

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

#: (language, text size in per cent)
POSES = [(language, size) for language in ("fi", "sv", "en") for size in (100, 200)]
SIZES = {100: ((640, 360), (1280, 800)), 200: ((1280, 720), (1280, 800))}
PICTURES = os.environ.get("KVDESK_PICTURES", "")  # for people who want to look


def quarrelled(desk: Desk, folder: Path, clock: Clock) -> Path:
    """Let another desk write the same title at the same time; answers a package not yet taken."""
    file = folder / "other.kvx"
    with Desk.create(folder / "other", clock=clock, ids=random_ids()) as other:
        other.perform(InitialiseDesk(department="PL-06", name="Satakunnan pelastuslaitos"))
        matter = add(other, "matter", title="Omavalvonnan yhteiset mittarit")
        other.perform(WriteExport(out=file))
        desk.perform(ImportPackage(file=file))
        for side, title in (
            (other, "Mittarien käyttöönotto"),
            (desk, "Mittarit ja niiden raja-arvot"),
        ):
            side.do(SetField(kind="matter", id=matter, field="title", value=title))
        second = folder / "second.kvx"
        other.perform(WriteExport(out=second))
        desk.perform(ImportPackage(file=second))
        add(other, "matter", title="Varautumisen tilannekuva")
        third = folder / "satakunta-viikko-48.kvx"
        other.perform(WriteExport(out=third))
    return third


class Stage:
    """A window on the sample network that can be set up in any language, text size and size."""

    def __init__(self, qtbot, program: Program, package: Path) -> None:
        self.qtbot = qtbot
        self.program = program
        self.package = package
        self.told: set[str] = set()  # the same fault in another place is told once
        self.pictures = Path(PICTURES) if PICTURES else None

    @property
    def window(self) -> Window:
        return self.program.window

    def pose(self, language: str, text_size: int) -> None:
        self.program.settings.set(language=language, text_size=text_size, theme="light")
        self.settle()

    def settle(self) -> None:
        """Painting asks for rows, rows ask for details: wait for all of it."""
        for _ in range(3):
            QApplication.processEvents()
            self.window.grab()
            self.qtbot.waitUntil(self.program.bridge.is_idle, timeout=8000)
        QApplication.processEvents()

    def look_at(self, place: str, top: QWidget | None = None) -> list[str]:
        """What is cut off now, each with the place where it was seen."""
        self.settle()
        shown = top or self.window
        if self.pictures is not None:
            now = self.program.settings.now
            width = self.window.width()
            name = f"{place.replace(' ', '-')}-{now.language}-{now.text_size}-{width}.png"
            shown.grab().save(str(self.pictures / name))
        fresh = [fault for fault in faults(shown) if fault not in self.told]
        self.told.update(fresh)
        return [f"{place}: {fault}" for fault in fresh]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Iterator[tuple[Desk, Path, str]]:
    folder = tmp_path_factory.mktemp("clipping")
    clock = Clock(lambda: datetime(2026, 11, 24, 12, 32, 7, tzinfo=UTC))
    full_registry()
    with Desk.create(folder / "desk", clock=clock, ids=random_ids()) as desk:
        desk.perform(InitialiseDesk(department="PL-08", name="Pirkanmaan pelastuslaitos"))
        desk.perform(MakeSample())
        package = quarrelled(desk, folder, clock)
        desk.store.finish_index()
        yield desk, package


@pytest.fixture
def stage(qtbot, qapp, made, tmp_path) -> Iterator[Stage]:
    desk, package = made
    program = Program(qapp, desk, SettingsStore(tmp_path / "window.json"))
    program.open_window()
    stage = Stage(qtbot, program, package)
    yield stage
    program.bridge.close()
    stage.window.close()
    stage.window.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _first(desk: Desk, kind: type, *, wanted: Callable[[object], bool] = lambda _: True) -> str:
    return desk.store.read(lambda reader: next(r.id for r in reader.all(kind) if wanted(r)))


def views_of(stage: Stage) -> Iterator[str]:
    """Every view, with its pages and the details of a record; what is cut off."""
    window, desk = stage.window, stage.program.desk
    for spec in VIEWS:
        window.open(spec.key)
        window.show_details(visible=False)
        yield from stage.look_at(spec.key)
        if window.details.has_content:
            yield from _details_of(stage, spec.key)
    if window.view.to_agenda.isVisible():  # the last view is the live one
        window.view.to_agenda.click()
        yield from stage.look_at("agenda of the live view")
        window.view.to_item.click()
    for state in (MeetingState.CHECKED, MeetingState.IN_SESSION, MeetingState.PLANNED):
        window.open(
            "meetings", _first(desk, Meeting, wanted=lambda one, state=state: one.state is state)
        )
        yield from stage.look_at(f"meeting {state.value}")
    window.open("exchange")
    window.view.show_preview(stage.package)
    yield from stage.look_at("exchange preview")
    window.view.preview.hide()
    window.view.words_shown.show_words("satakieli-hiiri-kuutamo-lokki-viulu-tuulimyl")
    window.view.words_asked.ask()
    stage.settle()
    window.view.findChild(QScrollArea).verticalScrollBar().setValue(0)
    yield from stage.look_at("exchange words")
    window.view.words_shown.noted.click()
    window.view.words_asked.leave.click()
    window.view.peers.block.setFocus()
    area = window.view.findChild(QScrollArea)
    area.ensureWidgetVisible(window.view.peers.block)
    yield from stage.look_at("exchange peers")
    window.open("strategy")
    window.view.import_file(resource_folder() / "sample" / "strategy-2021-2023.txt")
    yield from stage.look_at("strategy preview")
    window.view.preview.leave.trigger()
    window.refuse(WorldFailure("folder_not_writable", folder="C:/Users/Anna/kvdesk"))
    window.toast("Kokous lisättiin.", undo=True)
    yield from stage.look_at("strategy with an error")
    window.banner.hide()


def _details_of(stage: Stage, key: str) -> Iterator[str]:
    window, view = stage.window, stage.window.view
    listed = getattr(view, "table", None) or view.tree
    listed.setCurrentIndex(listed.model().index(2, 0))
    window.show_details(visible=True)
    yield from stage.look_at(f"{key} details")
    window.show_details(visible=False)


def dialogs_of(stage: Stage) -> Iterator[str]:
    """Every dialog that an act of the window opens, and the welcome."""
    window = stage.window
    for name in ("settings", "key_sheet", "messages", "about", "palette"):
        window.findChild(QAction, name).trigger()
        dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
        yield from _dialog(stage, name, dialog)
        if name == "settings":
            dialog.findChild(QListWidget).setCurrentRow(1)
            yield from _dialog(stage, "settings of keys", dialog)
        dialog.close()
        if name != "palette":
            dialog.deleteLater()
    welcome = WelcomeDialog(stage.program.settings.now.language, words_for)
    stage.qtbot.addWidget(welcome)
    welcome.show()
    yield from _dialog(stage, "welcome", welcome)
    welcome.close()


def _dialog(stage: Stage, name: str, dialog: QDialog) -> Iterator[str]:
    """It shows everything when it is no larger than the window, and can be made so small."""
    room = stage.window.size()
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if least.width() > room.width() or least.height() > room.height():
        yield f"{name}: needs {least.width()} × {least.height()} px"
    screen = dialog.screen().availableSize().expandedTo(least).expandedTo(room)
    if dialog.width() > screen.width() or dialog.height() > screen.height():
        yield f"{name}: opens {dialog.width()} × {dialog.height()} px large, more than its screen"
    dialog.resize(dialog.size().boundedTo(room))
    yield from stage.look_at(name, dialog)


@pytest.mark.parametrize(("language", "text_size"), POSES)
def test_nothing_is_cut_off_in_any_view_or_dialog(stage, language, text_size):
    stage.pose(language, text_size)
    found = []
    for width, height in SIZES[text_size]:
        stage.window.resize(width, height)
        size = stage.window.size()
        if (size.width(), size.height()) != (width, height):
            found.append(
                f"the window became {size.width()} × {size.height()}, not {width} × {height}"
            )
        at = f"{width} × {height}"
        stage.told.clear()
        found += [f"{at} {fault}" for part in (views_of, dialogs_of) for fault in part(stage)]
    assert not found, "\n" + "\n".join(found)


def _squeezed(widget: QWidget, size: tuple[int, int]) -> QWidget:
    """A widget in a window, with less room than it needs."""
    window = QWidget()
    window.resize(400, 300)
    widget.setParent(window)
    widget.setGeometry(10, 10, *size)
    return window


def _label() -> QWidget:
    return _squeezed(Label("Pelastusjohtajien hallitus"), (60, 24))


def _wrapped_label() -> QWidget:
    return _squeezed(Label("Pelastusjohtajien hallitus kokoontuu", wrap=True), (200, 12))


def _long_word() -> QWidget:
    return _squeezed(Label("Pelastusjohtajien hallitus", wrap=True), (70, 90))


def _push_button() -> QWidget:
    return _squeezed(QPushButton("Kirjaa päätös"), (60, 32))


def _link() -> QWidget:
    return _squeezed(LinkButton("Pelastusjohtajien hallitus", print), (100, 24))


def _badge() -> QWidget:
    return _squeezed(Badge("150 päivää myöhässä", "late", "triangle-alert"), (90, 20))


def _choice() -> QWidget:
    combo = QComboBox()
    combo.addItem("Pelastusjohtajien hallitus")
    return _squeezed(combo, (90, 32))


def _hint() -> QWidget:
    line = QLineEdit()
    line.setPlaceholderText("Etsi päätöksistä")
    return _squeezed(line, (60, 32))


def _heading() -> QWidget:
    table = QTableWidget(0, 1)
    table.setHorizontalHeaderLabels(["Toimenpiteitä tehty"])
    table.setColumnWidth(0, 40)
    return _squeezed(table, (300, 200))


def _cell() -> QWidget:
    table = QTableWidget(1, 1)
    table.setWordWrap(False)
    table.setItem(0, 0, QTableWidgetItem("Pelastusjohtajien hallitus"))
    table.setColumnWidth(0, 60)
    return _squeezed(table, (300, 200))


def _outside() -> QWidget:
    return _squeezed(QWidget(), (500, 20))


def _sideways_page() -> QWidget:
    area, page = QScrollArea(), QWidget()
    page.setMinimumSize(600, 100)
    area.setWidget(page)
    return _squeezed(area, (300, 200))


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (_label, "lacks"),
        (_wrapped_label, "of its height"),
        (_long_word, "wider than the line"),
        (_push_button, "of its width"),
        (_link, "of its height"),
        (_badge, "of its width"),
        (_choice, "the choice"),
        (_hint, "its hint"),
        (_heading, "the heading"),
        (_cell, "in column 0"),
        (_outside, "out of"),
        (_sideways_page, "px sideways"),
    ],
)
def test_what_is_cut_off_is_found(qtbot, plant, told):
    window = plant()
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    assert told in "; ".join(faults(window))


def test_a_label_that_is_cut_off_in_a_view_is_found(stage):
    stage.pose("sv", 100)
    stage.window.resize(1280, 800)
    stage.window.open("decisions")
    assert stage.look_at("decisions") == []
    stage.window.view.heading._title.setMaximumWidth(20)
    assert any("«Beslut»" in fault for fault in stage.look_at("decisions"))


def test_the_search_stays_after_a_change_of_language(stage):
    for language in ("sv", "fi"):
        stage.pose(language, 100)
        assert stage.window.search.isVisible()
        wanted = words_for(language).text("Search or command…")
        assert stage.window.search.accessibleName() == wanted


def test_tab_walks_as_the_window_is_read_and_comes_round(stage):
    stage.pose("fi", 100)
    stage.window.resize(1280, 800)
    stage.window.open("actions")
    stage.window.show_details(visible=True)
    stage.settle()
    window, view = stage.window, stage.window.view
    window.search.setFocus()
    walked = [window.focusWidget()]
    while walked.count(window.search) < 2 and len(walked) < 60:
        window.focusNextChild()
        walked.append(window.focusWidget())
    parts = [window.search, window.navigation, view.heading.search, view.table]
    assert [widget for widget in walked if widget in parts][:4] == parts
    assert walked[-1] is window.search
    window.focusPreviousChild()
    assert window.status.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("layout", [FlowLayout, AsideLayout])
def test_a_layout_bears_less_than_no_room(qtbot, layout):
    """Qt asks so while a page is squeezed; an error there would end the program."""
    page = QWidget()
    qtbot.addWidget(page)
    laid = layout(page)
    for text in ("Merkitty tiedoksi", "Palautettu"):
        laid.addWidget(QPushButton(text))
    laid.setGeometry(QRect(0, 0, -20, 10))
    assert laid.heightForWidth(-20) == laid.heightForWidth(0) > 0
