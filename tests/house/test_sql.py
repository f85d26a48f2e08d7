"""SQL stands in the store and nowhere else."""

import re

import pytest

from house.checkout import SOURCE, modules, texts

SQL = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bINSERT (OR \w+ )?INTO\b|\bUPDATE \S+ SET\b|\bDELETE FROM\b"
    r"|\b(CREATE|DROP|ALTER) (TEMP )?(UNIQUE )?(VIRTUAL )?(TABLE|INDEX|TRIGGER|VIEW)\b"
    r"|\bPRAGMA \w+|\bBEGIN IMMEDIATE\b|\bORDER BY \S+ (ASC|DESC)\b|\bVACUUM INTO\b",
    re.DOTALL,
)


def found(path_is_wanted) -> list[tuple[str, int]]:
    return [
        (path, line)
        for path, tree in modules(SOURCE).items()
        if path_is_wanted(path)
        for line, text in texts(tree)
        if SQL.search(text)
    ]


def test_no_text_outside_the_store_is_sql():
    assert found(lambda path: not path.startswith("store/")) == []


def test_the_stores_sql_is_recognised():
    assert len({path for path, _ in found(lambda path: path.startswith("store/"))}) > 20


@pytest.mark.parametrize(
    "planted",
    [
        "SELECT id FROM matter",
        "\n    SELECT r.uid,\n        f.name\n    FROM record r\n",
        "INSERT OR REPLACE INTO setting VALUES (?, ?)",
        'UPDATE "matter" SET title = ?',
        "DELETE FROM matter",
        "CREATE VIRTUAL TABLE words USING fts5",
        "PRAGMA journal_mode",
        "VACUUM INTO ?",
    ],
)
def test_a_planted_statement_is_found(planted):
    assert SQL.search(planted)


@pytest.mark.parametrize(
    "harmless", ["Select one from the list", "Update kvdesk; nothing was changed.", "delete"]
)
def test_a_sentence_is_no_sql(harmless):
    assert not SQL.search(harmless)
