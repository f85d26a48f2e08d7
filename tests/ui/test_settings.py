"""What the user set up is kept in one file, and a damaged file harms nobody."""

import json
from pathlib import Path

from kvdesk.ui.settings import Settings, SettingsStore


def test_settings_are_there_again_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "profile" / "window.json"
    store = SettingsStore(file)
    store.set(language="sv", theme="dark", text_size=150)
    store.remember("columns/decisions", {"widths": [10, 20]})
    store.write()
    again = SettingsStore(file)
    assert (again.now.language, again.now.theme, again.now.text_size) == ("sv", "dark", 150)
    assert again.recall("columns/decisions") == {"widths": [10, 20]}


def test_a_change_is_told_once_with_its_name(settings: SettingsStore, qtbot) -> None:
    with qtbot.waitSignal(settings.changed) as told:
        settings.set(theme="dark", language="fi")
    assert told.args == [("theme",)]
    with qtbot.assertNotEmitted(settings.changed):
        settings.set(theme="dark")


def test_changes_are_written_by_themselves(tmp_path: Path, qtbot) -> None:
    file = tmp_path / "window.json"
    store = SettingsStore(file)
    store.set(density="compact")
    qtbot.waitUntil(file.is_file, timeout=3000)
    assert json.loads(file.read_text(encoding="utf-8"))["density"] == "compact"


def test_a_damaged_file_is_put_aside_and_the_defaults_serve(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text('{"language": ', encoding="utf-8")
    assert SettingsStore(file).now == Settings()
    assert (tmp_path / "window.json.damaged").is_file()


def test_a_value_that_cannot_be_is_replaced_by_the_default(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    stored = {"language": "de", "text_size": 7, "theme": "dark", "layout": [], "shortcuts": 3}
    file.write_text(json.dumps(stored), encoding="utf-8")
    assert SettingsStore(file).now == Settings(theme="dark")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    store = SettingsStore(blocked / "window.json")
    store.set(theme="dark")
    store.write()
    assert store.now.theme == "dark"


def test_the_layout_can_be_forgotten(settings: SettingsStore) -> None:
    settings.remember("geometry", "x")
    settings.reset_layout()
    assert settings.recall("geometry") is None
