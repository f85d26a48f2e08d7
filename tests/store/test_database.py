"""Files that a desk must not touch, and disks that say no."""

import os
import sqlite3
from datetime import UTC, datetime

import pytest

from kvdesk.desk.desk import Desk
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.paths import refuse_shared_folder
from kvdesk.store.database import DATABASE_NAME, open_writer

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_database_from_the_future_is_refused_and_not_touched(tmp_path):
    Desk.create(tmp_path / "desk").close()
    file = tmp_path / "desk" / DATABASE_NAME
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(Refusal, match="database_from_future"):
        Desk.open(tmp_path / "desk")


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / DATABASE_NAME).write_bytes(b"this is a text, and a long one at that " * 40)
    with pytest.raises(WorldFailure, match="database_damaged"):
        Desk.open(tmp_path)


def test_another_programs_database_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / DATABASE_NAME) as connection:
        connection.execute("CREATE TABLE cats(name)")
    connection.close()
    with pytest.raises(Refusal, match="database_foreign"):
        Desk.open(tmp_path)


def test_a_full_disk_refuses_the_write_and_keeps_what_was_there(tmp_path):
    connection = open_writer(tmp_path / DATABASE_NAME, tmp_path, NOW)
    connection.close()
    desk = Desk.open(tmp_path)
    pages = desk.store.write(lambda log: log.connection.execute("PRAGMA page_count").fetchone()[0])
    desk.store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WorldFailure, match="disk_full"):
        desk.identify({"name": "x" * 200_000})
    desk.identify({"name": "Pieni"})
    desk.close()
    with Desk.open(tmp_path) as again:
        assert again.identity.name == "Pieni"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes read-only files")
def test_a_read_only_database_is_named(tmp_path):
    Desk.create(tmp_path / "desk").close()
    (tmp_path / "desk" / DATABASE_NAME).chmod(0o444)
    (tmp_path / "desk").chmod(0o555)
    with pytest.raises(WorldFailure):
        Desk.open(tmp_path / "desk")


@pytest.mark.parametrize("place", ["//server/share/desk", "OneDrive - Kunta/desk", "Dropbox/desk"])
def test_a_shared_or_synchronised_folder_is_refused_with_the_reason(tmp_path, place):
    folder = tmp_path / place if not place.startswith("//") else type(tmp_path)(place)
    with pytest.raises(Refusal, match="folder_shared"):
        refuse_shared_folder(folder)


def test_copies_of_one_name_do_not_replace_each_other(tmp_path):
    with Desk.create(tmp_path / "desk") as desk:
        made = [desk.store.back_up("before-import") for _ in range(3)]
    assert [file.name for file in made] == [
        "before-import.sqlite",
        "before-import-2.sqlite",
        "before-import-3.sqlite",
    ]
    assert all(file.stat().st_size for file in made)
