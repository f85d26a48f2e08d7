"""Workbooks for people without kvdesk: what is written, and what is refused on return."""

import datetime
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import load_workbook

from exchange.hostile_books import CASES, GOOD, PARTS, TABLE, TEXTS, rows, zipped
from exchange.sheet_samples import COLUMNS, KEY, record, sheet
from kvdesk.exchange.container import pack
from kvdesk.exchange.sheets import book, reading
from kvdesk.exchange.sheets.book import FILE_LIMIT, every_part, is_book, parts_of, refuse_in_the_way
from kvdesk.exchange.sheets.cells import plain_text, shown, understood
from kvdesk.exchange.sheets.comparing import Finding, compare
from kvdesk.exchange.sheets.form import CELL_LIMIT
from kvdesk.exchange.sheets.guide import guide_lines
from kvdesk.exchange.sheets.reading import Answer, Table, column_letters, read_book
from kvdesk.exchange.sheets.scanning import check_parts
from kvdesk.exchange.sheets.seal import seal_holds
from kvdesk.exchange.sheets.writing import sheet_bytes
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import words_for

STATE, COMMENT, WISH = COLUMNS[3:]
TODAY = "2026-11-24"


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_workbook_is_refused_by_name_and_nothing_is_inflated_beyond_the_limits(name):
    data, code = CASES[name]
    with pytest.raises(Refusal, match=code):
        read_book(data)


def test_every_cut_of_a_workbook_is_refused():
    for length in range(0, len(GOOD), 97):
        with pytest.raises(Refusal):
            read_book(GOOD[:length])


def test_a_changed_byte_is_refused_or_changes_no_value():
    sound = read_book(GOOD)
    for at in range(0, len(GOOD), 61):
        raw = bytearray(GOOD)
        raw[at] ^= 0x41
        try:
            assert read_book(bytes(raw)) == sound
        except Refusal:
            continue


def test_a_file_over_the_limit_is_not_looked_into():
    with pytest.raises(Refusal, match="sheet_too_big"):
        parts_of(b"PK\x03\x04" + bytes(FILE_LIMIT))


def test_parts_that_are_too_long_together_are_refused(monkeypatch):
    monkeypatch.setattr(book, "_TOTAL_LIMIT", 1_000)
    with pytest.raises(Refusal, match="sheet_too_big"):
        read_book(GOOD)


def test_rows_that_are_foreign_repeated_or_new_are_told():
    title = {"Toimenpide": Answer(2, 3, "Oma")}
    tables = [
        Table(
            "T",
            [(found, title) for found in ("", "f" * 32, record(1), record(1))] + [("", {})],
            {"Toimenpide"},
        )
    ]
    result = compare(tables, COLUMNS, known(), language="fi", today=TODAY)
    told = [note.finding for note in result.notes if note.row == 2]
    assert told == [
        Finding.NEW_ROW,
        Finding.UNKNOWN_ROW,
        Finding.READ_ONLY,
        Finding.REPEATED_ROW,
    ]


def test_a_row_of_several_lines_is_made_higher():
    told = every_part(sheet_bytes(sheet(1, title="yksi\nkaksi")))[TABLE].decode()
    assert 'customHeight="1"' in told.partition('<row r="2"')[2].partition(">")[0]
    assert 'customHeight="1"' not in PARTS[TABLE].decode().partition('<row r="2"')[2]


def test_a_panic_of_the_library_is_a_refusal_and_an_interruption_is_none(monkeypatch):
    for raised, expected in ((BaseException, Refusal), (KeyboardInterrupt, KeyboardInterrupt)):

        def fail(*_, raised=raised):
            raise raised

        monkeypatch.setattr(reading, "_workbook", fail)
        with pytest.raises(expected):
            read_book(GOOD)


def streamed(parts: dict[str, bytes]) -> bytes:
    """A zip as LibreOffice and Java write it: sizes behind the data, extra fields."""
    chunks, directory, place = [], [], 0
    for name, body in parts.items():
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflater.compress(body) + deflater.flush()
        raw, extra = name.encode(), b"\x20\xa2\x04\x00abcd"
        tail = struct.pack("<4s3L", b"PK\x07\x08", zlib.crc32(body), len(packed), len(body))
        head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, 0x0808, 8, 0, 33, 0, 0, 0, len(raw), 8)
        whole = head + raw + extra + packed + tail
        sizes = (zlib.crc32(body), len(packed), len(body), len(raw), 8, 3)
        central = (b"PK\x01\x02", 45, 45, 0x0808, 8, 0, 33, *sizes, 0, 0, 0, place)
        directory.append(struct.pack("<4s6H3L5H2L", *central) + raw + extra + b"abc")
        chunks.append(whole)
        place += len(whole)
    listed = b"".join(directory)
    count = len(parts)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), place, 2)
    return b"".join([*chunks, listed, end, b"ok"])


def test_the_zips_of_other_programs_are_read():
    assert read_book(streamed(PARTS)) == read_book(GOOD)
    shuffled = {"_rels/": b"", **dict(reversed(PARTS.items()))}
    assert read_book(zipped(shuffled)) == read_book(GOOD)


def test_only_the_parts_that_hold_values_are_read_on():
    assert set(parts_of(GOOD)) == {name for name in PARTS if not name.startswith(("docP", "xl/th"))}


def test_the_same_sheet_gives_the_same_bytes_and_the_rows_come_back():
    assert sheet_bytes(sheet()) == GOOD
    came = read_book(GOOD)
    (table,) = came.tables
    assert [found for found, _ in table.rows[:3]] == [record(n) for n in (1, 2, 3)]
    assert table.rows[0][1]["Tila"].value == "Avoin"
    assert compare(came.tables, COLUMNS, known(), language="fi", today=TODAY).notes == []
    told = {"export": came.export, "kind": came.kind, "language": came.language}
    assert seal_holds(KEY, came.seal, **told)
    assert not seal_holds("cd" * 32, came.seal, **told)


def known(count=3):
    return {row.record: row.values for row in sheet(count).rows}


def test_nothing_in_a_written_workbook_is_a_formula_or_a_link():
    texts = "=1+1 @SUM(A1) +cmd|' /C calc'!A0 http://example.org mailto:x@example.org"
    data = sheet_bytes(sheet(2, title=texts, comment=texts))
    parts = every_part(data)
    assert check_parts(parts_of(data)) == {
        name: frozenset() for name in ("Ohje", "Toimenpiteet", "kvdesk-export")
    }
    assert not [name for name in parts if name.startswith("xl/worksheets/_rels")]
    assert read_book(data).tables[0].rows[0][1]["Toimenpide"].value == texts


def test_the_page_is_protected_and_only_what_is_asked_for_is_open():
    told = PARTS[TABLE].decode()
    assert "<sheetProtection" in told
    assert 'topLeftCell="A2"' in told
    assert 'orientation="landscape"' in told
    assert "mergeCell" not in told
    assert '"Avoin,Kesken,Tehty,Peruttu"' in told.replace("&quot;", '"')
    assert 'state="veryHidden"' in PARTS["xl/workbook.xml"].decode()
    assert 'hidden="1"' in told.partition("<cols>")[2].partition("/>")[0]


def test_the_properties_tell_title_and_language():
    core = PARTS["docProps/core.xml"].decode()
    assert "<dc:title>Toimenpiteet – Pirkanmaa &amp; Häme</dc:title>" in core
    assert "<dc:language>fi</dc:language>" in core


@pytest.mark.parametrize(("language", "first"), [("fi", "Suomi"), ("sv", "Svenska"), ("en", "Eng")])
def test_the_guide_speaks_three_languages_and_the_sheets_own_first(language, first):
    told = guide_lines(sheet(language=language))
    assert told[0][0].startswith(first)
    assert [len(steps) for _, steps in told] == [7, 7, 7]
    title = words_for(language).text("What has happened")
    assert all(title in steps[1] for _, steps in told)


def test_a_text_that_no_cell_holds_is_cut_and_not_to_be_written_on():
    long = "x" * (CELL_LIMIT + 9)
    data = sheet_bytes(sheet(1, comment=long))
    (table,) = read_book(data).tables
    assert len(str(table.rows[0][1]["Mitä on tapahtunut"].value)) == CELL_LIMIT
    values = {record(1): {**known(1)[record(1)], "comment": long}}
    cell = {"Mitä on tapahtunut": Answer(2, 6, "oma")}
    edited = [Table("T", [(record(1), cell)], frozenset(cell))]
    result = compare(edited, COLUMNS, values, language="fi", today=TODAY)
    assert [note.finding for note in result.notes if note.row == 2] == [Finding.READ_ONLY]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("3.12.2026", "2026-12-03"),
        (" 2026-12-03 ", "2026-12-03"),
        ("3. joulukuuta 2026", "2026-12-03"),
        (datetime.date(2026, 12, 3), "2026-12-03"),
        (datetime.datetime.fromisoformat("2026-12-03T14:30"), "2026-12-03"),
        (46_359, "2026-12-03"),
        (46_359.0, "2026-12-03"),
        ("", ""),
        (None, ""),
        ("huomenna", None),
        ("31.2.2026", None),
        (True, None),
        (12, None),
        (46_359.5, None),
    ],
)
def test_a_day_is_understood_however_it_is_written_or_not_at_all(cell, meant):
    assert understood(WISH, cell, today=TODAY) == meant


@pytest.mark.parametrize("said", ["Kesken", " kesken ", "PÅGÅR", "In progress.", "in_progress"])
def test_a_word_of_a_list_is_understood_in_any_language(said):
    assert understood(STATE, said, today=TODAY) == "in_progress"


def test_numbers_and_days_are_plain_texts_where_a_text_is_asked_for():
    cells = (
        12.0,
        12.5,
        True,
        datetime.datetime.fromisoformat("2026-01-02T03:04"),
        datetime.date(2026, 1, 2),
    )
    told = [plain_text(cell) for cell in cells]
    assert told == ["12", "12.5", "1", "2026-01-02T03:04", "2026-01-02"]
    assert plain_text(datetime.datetime.fromisoformat("2026-01-02")) == "2026-01-02"
    assert understood(COLUMNS[1], "  yksi\n rivi ", today=TODAY) == "yksi rivi"
    assert understood(COMMENT, "  yksi\n rivi ", today=TODAY) == "yksi\n rivi"
    assert shown(STATE, "", words_for("fi")) == ""


def test_columns_are_lettered_as_spreadsheets_letter_them():
    assert [column_letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def answers(cells, titles=None):
    row = {
        title: Answer(2, at, value, formula)
        for at, (title, (value, formula)) in enumerate(cells.items(), 2)
    }
    return [Table("T", [(record(1), row)], frozenset(titles or row))]


def test_a_formula_counts_as_its_value_and_without_one_it_is_not_understood():
    cells = {"Tila": ("Kesken", True), "Mitä on tapahtunut": ("", True)}
    result = compare(answers(cells), COLUMNS, known(), language="fi", today=TODAY)
    assert result.edits == {record(1): {"state": "in_progress"}}
    assert [note.finding for note in result.notes if note.row == 2] == [
        Finding.CHANGED,
        Finding.NOT_UNDERSTOOD,
    ]


def test_where_formulas_are_is_known_by_sheet_and_cell():
    text = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>kvdesk</t></is></c></row>'
        '<row r="3"><c r="B3"><f>1+1</f><v>2</v></c><c><f>A1</f></c></row>'
    )
    assert check_parts(parts_of(rows(text)))["Toimenpiteet"] == {(2, 1), (2, 2)}
    (table,) = read_book(rows(text)).tables
    assert table.titles == frozenset()


def test_a_missing_column_is_told_and_a_reformatted_one_is_no_change():
    cells = {
        "Numero": (1.0, False),
        "Toimenpide": ("Toimen pide  1", False),
        "Määräaika": (46_359, False),
    }
    result = compare(answers(cells), COLUMNS, known(), language="fi", today=TODAY)
    assert result.edits == {}
    assert [(note.finding, note.title) for note in result.notes] == [
        (Finding.COLUMN_MISSING, words_for("fi").text(column.title)) for column in COLUMNS[3:]
    ]


def test_a_workbook_is_known_by_its_content(tmp_path: Path):
    assert is_book(GOOD)
    assert is_book(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert not is_book(pack({"manifest.json": b"xl/workbook.xml"}))
    assert not is_book(b"PK\x03\x04 something")
    file = tmp_path / "x.xlsx"
    refuse_in_the_way(file)
    file.write_bytes(GOOD)
    refuse_in_the_way(file)
    file.write_bytes(b"muistio")
    with pytest.raises(Refusal, match="sheet_in_the_way"):
        refuse_in_the_way(file)


def test_texts_without_shared_ones_are_read_as_well():
    inline = (
        b'<worksheet><sheetData><row><c t="inlineStr"><is><t>kvdesk</t></is></c></row></sheetData>'
        b"</worksheet>"
    )
    kept = {**PARTS, TABLE: inline}
    del kept[TEXTS]
    with pytest.raises(Refusal, match="sheet_damaged"):
        read_book(zipped(kept))
    kept = {name: (inline if "worksheets" in name else body) for name, body in kept.items()}
    with pytest.raises(Refusal, match="sheet_foreign"):
        read_book(zipped({n: b.replace(b"kvdesk-export", b"x") for n, b in kept.items()}))


def test_the_library_agrees_that_the_guide_comes_first():
    assert load_workbook(BytesIO(GOOD)).sheet_names == ["Ohje", "Toimenpiteet", "kvdesk-export"]
