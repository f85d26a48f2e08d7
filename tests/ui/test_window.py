"""The window goes from view to view, follows the desk and survives a change of language."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.words import LANGUAGES, words_for
from kvdesk.ui.about import AboutDialog
from kvdesk.ui.field import LineField
from kvdesk.ui.key_sheet import KeySheet
from kvdesk.ui.settings_page import SettingsDialog
from kvdesk.ui.surroundings import Hit, Steps, Surroundings
from kvdesk.ui.view import ArrivedFile, View, ViewSpec
from kvdesk.ui.welcome import WelcomeDialog
from kvdesk.ui.window import Window


def _write(record: str, value: str):
    def command(desk):
        if "trouble" in desk.values:
            raise desk.values.pop("trouble")
        desk.values[record] = value
        desk.values["steps"] = desk.values.get("steps", 0) + 1
        return SimpleNamespace(id=record, touched={"note": (record,)})

    return command


class Notes(View):
    """A view with one field."""

    def __init__(self, context) -> None:
        super().__init__(context, context.words.text("Home"))
        self.field = LineField(context, "Note", _write)
        self.field.show_value("old", of="n")
        self.touched: list[tuple[str, ...]] = []
        self.news: list[str] = []
        self.act("new", lambda: self.news.append("new"))
        self.field.editor.setCursorPosition(3)
        QVBoxLayout(self).addWidget(self.field)

    def show_record(self, record: str) -> None:
        self.record = record
        self.moved.emit(record)

    def show_filter(self, wanted: object) -> None:
        self.filter = wanted

    def on_touched(self, touch) -> None:
        self.touched.append(touch.ids("note"))

    def focus_main(self) -> None:
        self.field.editor.setFocus()


class Tasks(Notes):
    """Another view, with details and acts of its own."""

    def __init__(self, context) -> None:
        super().__init__(context)
        self.details = LineField(context, "Detail", _write)
        self.act("export", lambda: self.news.append("export"))
        self.act("own", lambda: self.news.append("own"), text="R&D act", icon_name="pin")
        self.counted.emit("3 tasks")


SPECS = (
    ViewSpec("home", "Home", "house", Notes),
    ViewSpec(
        "exchange",
        "Exchange",
        "arrow-left-right",
        Tasks,
        count=lambda today: lambda desk: 7,
        elsewhere=("export",),
    ),
    ViewSpec("live", "Live", "circle-play", Notes, listed=False),
)


def _undo(desk):
    desk.values["steps"] -= 1
    outcome = SimpleNamespace(id="", touched={"note": ("n",)})
    return SimpleNamespace(step="note", outcome=outcome)


def _following(desk):
    return SimpleNamespace(undo="note" if desk.values.get("steps") else "", redo="")


@pytest.fixture
def window(bridge, settings, look, clock, desk, qtbot):
    steps = Steps(
        lambda: _undo,
        lambda: _undo,
        lambda: (
            lambda desk: SimpleNamespace(undo="note" if desk.values.get("steps") else "", redo="")
        ),
        lambda step, words: f"Write {step}",
    )
    settings.set(language="en", theme="light")
    around = Surroundings(
        bridge=bridge,
        clock=clock,
        steps=steps,
        search=lambda typed: lambda desk: [typed],
        hits=lambda answer, words: [Hit("exchange", "r1", f"Found {answer[0]}", "Note", "pin")],
        name="Network",
        folder="/desk",
    )
    window = Window(settings, look, words_for, SPECS)
    window.inhabit(around)
    qtbot.addWidget(window, before_close_func=lambda window: bridge.close())
    window.resize(1200, 800)
    window.show()
    window.activateWindow()
    return window


def test_the_first_view_is_in_front_and_others_wait(window) -> None:
    assert window.view.title == "Home"
    assert set(window._views) == {"home"}
    assert window.windowTitle() == "Network – kvdesk"


def test_ctrl_and_a_number_opens_a_view(window, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert type(window.view) is Tasks


def test_back_comes_to_the_same_record(window, qtbot) -> None:
    window.open("home", "a")
    window.open("exchange")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.view.record == "a"
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert type(window.view) is Tasks


def test_a_link_narrows_the_view_it_opens_and_back_takes_the_filter_away(window) -> None:
    window.open("exchange")
    window.open("exchange", filter="late")
    assert window.view.filter == "late"
    window._acts["back"].trigger()
    assert window.view.filter is None


def test_a_view_that_is_not_listed_is_opened_by_name(window) -> None:
    assert window.navigation.model().rowCount() == 2
    window.open("live")
    assert window._front == "live"


def test_what_is_late_stands_in_the_navigation(window, settle) -> None:
    settle()
    said = window.navigation.model().index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Exchange, 7 late"


def test_a_write_reaches_every_open_view(window, bridge, settle) -> None:
    window.open("exchange")
    bridge.do(_write("n", "x"))
    settle()
    assert [view.touched for view in window._views.values()] == [[("n",)], [("n",)]]


def test_the_time_of_the_last_commit_is_shown(window, bridge, settle) -> None:
    bridge.do(_write("n", "x"))
    settle()
    assert window.status._saved.text() == "Saved at 14.32.07"


def test_the_menu_says_what_undo_will_undo(window, bridge, settle) -> None:
    settle()
    assert window._acts["undo"].text().replace("&", "") == "Undo"
    bridge.do(_write("n", "x"))
    settle()
    settle()
    assert window._acts["undo"].text().replace("&", "") == "Undo: Write note"


def test_undo_in_a_toast_undoes_and_says_so(window, bridge, desk, settle) -> None:
    bridge.do(_write("n", "x"))
    settle()
    window.toast("Note written", undo=True)
    assert window.status.toast.isVisible()
    window.status.toast._undo.click()
    settle()
    assert desk.values["steps"] == 0
    assert window.status.toast.sentence == "Undone: Write note"
    assert [one.sentence for one in window._log.all()] == ["Undone: Write note", "Note written"]


def test_a_refusal_stays_until_it_is_closed(window, bridge, settle) -> None:
    def refuse(desk):
        raise Refusal("day_unreadable", given="x")

    bridge.do(refuse)
    settle()
    assert window.banner.isVisible()
    assert "is not a day" in window.banner.sentence
    window.banner._close.click()
    assert not window.banner.isVisible()


def test_a_change_of_language_keeps_the_place(window, settings, qtbot) -> None:
    window.open("exchange", "r")
    settings.set(language="sv")
    qtbot.waitUntil(lambda: window._words.language == "sv")
    assert type(window.view) is Tasks
    assert window.view.record == "r"
    titles = [menu.title().replace("&", "") for menu in window.menus._menus.values()]
    assert titles[1] == words_for("sv").text("Edit")


def test_a_change_of_text_size_needs_no_new_window(window, settings) -> None:
    view = window.view
    settings.set(text_size=200)
    assert window.view is view
    settings.set(text_size=100)


def test_typing_is_saved_when_the_language_changes(window, settings, desk, qtbot, settle) -> None:
    window.view.field.editor.setFocus()
    window.view.field.editor.setCursorPosition(3)
    qtbot.keyClicks(window.view.field.editor, "er")
    settings.set(language="fi")
    qtbot.waitUntil(lambda: window._words.language == "fi")
    settle()
    assert desk.values["n"] == "older"


def test_closing_waits_until_what_was_typed_is_written(window, desk, qtbot) -> None:
    window.view.field.editor.setCursorPosition(3)
    qtbot.keyClicks(window.view.field.editor, "er")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert desk.values["n"] == "older"


def test_a_disk_that_fails_keeps_the_window_open(window, desk, settle, qtbot) -> None:
    desk.values["trouble"] = WorldFailure("disk_full", file="x")
    window.view.field.editor.setCursorPosition(3)
    qtbot.keyClicks(window.view.field.editor, "er")
    window.close()
    settle()
    qtbot.waitUntil(window.banner.isVisible)
    assert window.isVisible()
    assert window.view.field.value() == "older"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_window_told_to_close_says_what_it_finishes_and_can_be_kept(
    window, bridge, settle, qtbot
) -> None:
    gate = threading.Event()
    bridge.perform(lambda _: gate.wait(5), name="Exporting…")
    window.close()
    assert window.isVisible()
    assert "Exporting…" in window.banner.sentence
    (keep,) = [one for one in window.banner.findChildren(QPushButton) if one.isVisible()]
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    gate.set()
    settle()
    assert window.isVisible()
    assert not window.banner.isVisible()


def test_a_window_told_to_close_closes_when_the_work_is_done(window, bridge, qtbot) -> None:
    gate, made = threading.Event(), []
    bridge.perform(lambda _: (gate.wait(5), made.append("file")), name="Exporting…")
    window.close()
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert made == ["file"]


def test_acts_of_other_views_are_offered_and_go_there(window) -> None:
    (stand_in,) = window._elsewhere
    stand_in.trigger()
    assert type(window.view) is Tasks
    assert window.view.news == ["export"]
    assert window._elsewhere == []


def test_the_key_of_an_act_works_from_the_navigation(window, qtbot) -> None:
    window.navigation.setFocus()
    qtbot.keyClick(window.navigation, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.view.news == ["new"]


def test_the_palette_knows_acts_views_and_records(window, qtbot) -> None:
    window._acts["palette"].trigger()
    window._palette._line.setText("found")
    qtbot.waitUntil(lambda: any(f.name == "Found found" for f in window._palette.shown()))
    window._palette._line.setText("exch")
    assert window._palette.shown()[0].name == "Exchange"
    window._palette._line.setText("R&D")
    window.open("exchange")
    window._palette._line.setText("R&D a")
    assert [found.name for found in window._palette.shown()] == ["R&D act"]


def test_the_palette_opens_the_record_it_found(window, qtbot) -> None:
    window._acts["palette"].trigger()
    window._palette._line.setText("zzz")
    qtbot.waitUntil(lambda: len(window._palette.shown()) == 1)
    qtbot.keyClick(window._palette._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.view.record == "r1")


def test_details_are_shown_where_a_view_has_them(window, qtbot) -> None:
    assert not window.details.isVisible()
    window.open("exchange")
    assert window.details.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert not window.details.isVisible()


def test_f6_goes_round_the_panes(window, qtbot) -> None:
    window.open("exchange")
    window.view.focus_main()
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert seen[0] is window.view.details.editor
    assert seen[1] is window.navigation
    assert seen[2] is window.view.field.editor


def test_a_narrow_window_shows_icons_and_gives_details_the_page(window, qtbot) -> None:
    window.open("exchange")
    wide = window.navigation.width()
    window.resize(620, 500)
    assert window.navigation.width() < wide / 2
    assert not window.details.isVisible()
    window.show_details(visible=True)
    assert window.details.isVisible()
    assert not window.centralWidget().isVisible()
    window.resize(1200, 800)
    assert window.centralWidget().isVisible()
    assert window.details.isVisible()


def test_a_file_from_outside_opens_the_exchange(window, tmp_path) -> None:
    window.receive(tmp_path / "a.kvx")
    assert window.view.filter == ArrivedFile(tmp_path / "a.kvx")


def test_a_bug_is_told_with_the_place_of_its_report(window) -> None:
    window.tell_crash("/desk/reports/crash.txt")
    assert "/desk/reports/crash.txt" in window.banner._remedy.text()


def test_letters_to_press_are_unique_in_every_menu_that_is_shown(window, settings, qtbot) -> None:
    for language in LANGUAGES:
        settings.set(language=language)
        qtbot.waitUntil(lambda language=language: window._words.language == language)
        window.open("exchange")
        for menu in window.menus._menus.values():
            acts = [act for act in menu.actions() if not act.isSeparator()]
            letters = [
                act.text().replace("&&", "").partition("&")[2][:1].casefold() for act in acts
            ]
            assert len(set(letters)) == len(letters), menu.title()


CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)


def _belongs_to_a_field(widget: QWidget) -> bool:
    """The list behind a choice, the button in a line: their field tells for them."""
    above = widget.parent()
    while above is not None and not isinstance(above, QComboBox | QLineEdit):
        above = above.parent()
    return above is not None


def _unnamed(root: QWidget) -> list[QWidget]:
    """Controls whose purpose a screen reader could not tell."""
    found = []
    for kind in CONTROLS:
        for widget in root.findChildren(kind):
            inner = widget.objectName().startswith("qt_") or _belongs_to_a_field(widget)
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not (inner or widget.accessibleName() or text):
                found.append(widget)
    return found


def test_every_control_of_the_shell_has_a_name(window) -> None:
    window.open("exchange")
    window.toast("x", undo=True)
    assert [repr(widget) for widget in _unnamed(window)] == []


@pytest.mark.parametrize("kind", ["settings", "keys", "about", "welcome"])
def test_every_control_of_a_dialog_has_a_name(window, kind: str, qtbot) -> None:
    context = window._context
    dialog: QDialog = {
        "settings": lambda: SettingsDialog(context, window),
        "keys": lambda: KeySheet(context.words, context.keys, window),
        "about": lambda: AboutDialog(context.words, "/desk", window),
        "welcome": lambda: WelcomeDialog("fi", words_for),
    }[kind]()
    qtbot.addWidget(dialog)
    assert [repr(widget) for widget in _unnamed(dialog)] == []


def test_small_buttons_are_large_enough_to_hit(window) -> None:
    for button in window.findChildren(QToolButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 24


def test_settings_hold_at_once(window, settings, look, qtbot) -> None:
    dialog = SettingsDialog(window._context, window)
    qtbot.addWidget(dialog)
    combo = dialog.findChild(QComboBox, "theme")
    combo.setCurrentIndex(combo.findData("dark"))
    assert settings.now.theme == "dark"
    assert look.is_dark


def test_a_key_that_is_taken_is_told_and_not_given(window, settings, qtbot) -> None:
    dialog = SettingsDialog(window._context, window)
    qtbot.addWidget(dialog)
    page = dialog._pages.widget(1).widget()
    page._edits["details"].setKeySequence("F5")
    page._take("details")
    assert "F5" in page._clash.text()
    assert settings.now.shortcuts == {}
    page._edits["details"].setKeySequence("F12")
    page._take("details")
    assert settings.now.shortcuts == {"details": "F12"}


def test_a_word_in_the_settings_search_shows_the_pages_that_speak_of_it(window, qtbot) -> None:
    dialog = SettingsDialog(window._context, window)
    qtbot.addWidget(dialog)
    dialog._search.setText("Undo")
    assert [dialog._names.item(row).isHidden() for row in range(2)] == [True, False]


def test_the_welcome_asks_for_a_department_and_tells_the_choice(qtbot) -> None:
    welcome = WelcomeDialog("fi", words_for)
    qtbot.addWidget(welcome)
    chosen = []
    welcome.chosen.connect(chosen.append)
    welcome._choose(sample=True)
    assert chosen == []
    assert welcome._trouble.text()
    welcome._choice.setCurrentText("PL-08 Pirkanmaan pelastuslaitos")
    welcome.speak("sv")
    welcome._choose(sample=False)
    assert (chosen[0].code, chosen[0].name) == ("PL-08", "Pirkanmaan pelastuslaitos")
    assert (chosen[0].language, chosen[0].sample) == ("sv", False)
