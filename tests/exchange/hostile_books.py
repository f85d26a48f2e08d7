"""Workbooks that ask for too much, hide something or are no workbooks: name -> (bytes, code)."""

import struct
import zipfile
from io import BytesIO

from exchange.sheet_samples import sheet
from kvdesk.exchange.sheets.book import every_part
from kvdesk.exchange.sheets.writing import sheet_bytes

__all__ = ["CASES", "zipped"]

TABLE = "xl/worksheets/sheet2.xml"
TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TEXTS = "xl/sharedStrings.xml"

GOOD = sheet_bytes(sheet())
PARTS = dict(every_part(GOOD))


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, body in parts.items():
            target.writestr(zipfile.ZipInfo(name), body, method)
    return out.getvalue()


def with_part(name, body):
    return zipped({**PARTS, name: body})


def without(name):
    return zipped({other: body for other, body in PARTS.items() if other != name})


def rows(text):
    """A sheet with these rows in the place of its own."""
    return with_part(TABLE, b"<worksheet><sheetData>" + text.encode() + b"</sheetData></worksheet>")


def texts(*lengths):
    """Shared texts of these lengths."""
    told = "".join(f"<si><t>{'x' * length}</t></si>" for length in lengths)
    return f"<sst>\n{told}</sst>".encode()


def amplified():
    """A long shared text in each of thousands of cells."""
    cells = "".join("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>" for _ in range(90))
    told = f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()
    return zipped({**PARTS, TABLE: told, TEXTS: texts(30_000, *[1] * 60)}, zipfile.ZIP_STORED)


def patched(at, form, value, data=GOOD):
    raw = bytearray(data)
    struct.pack_into(form, raw, at, value)
    return bytes(raw)


END = len(GOOD) - 22
(START,) = struct.unpack_from("<L", GOOD, END + 16)


def swapped_name():
    raw = bytearray(GOOD)
    raw[30:31] = b"x"
    return bytes(raw)


def renamed(old, new):
    """A part's name in the directory and in its header, of the same length."""
    return GOOD.replace(old, new)


def longer_than_the_file():
    """The first entry reaches far behind the end, and the second one says to begin there."""
    far = 1 << 29
    data = zipped({"a": b"x", "b": b"y"}, zipfile.ZIP_STORED)
    (start,) = struct.unpack_from("<L", data, len(data) - 6)
    data = patched(start + 20, "<L", far, patched(18, "<L", far, data))
    return patched(start + 47 + 42, "<L", 31 + far, data)


CASES = {
    "empty": (b"", "not_a_sheet"),
    "a text": (b"Tila;Avoin", "not_a_sheet"),
    "a comma separated file with a mark": (b"PK\x03\x04", "sheet_damaged"),
    "the old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet_old"),
    "a workbook with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "sheet_encrypted",
    ),
    "an encrypted entry": (patched(START + 8, "<H", 1), "sheet_encrypted"),
    "a Word document": (without(WORKBOOK), "not_a_sheet"),
    "no types": (without(TYPES), "not_a_sheet"),
    "no relations": (without(RELATIONS), "not_a_sheet"),
    "binary workbook": (
        with_part(TYPES, PARTS[TYPES].replace(b"sheet.main+xml", b"sheet.binary")),
        "not_a_sheet",
    ),
    "cut": (GOOD[: len(GOOD) // 2], "sheet_damaged"),
    "bytes before": (b"PK\x03\x04" + GOOD, "sheet_damaged"),
    "bytes before the directory": (
        patched(END + 16 + 4, "<L", START + 4, GOOD[:START] + b"more" + GOOD[START:]),
        "sheet_damaged",
    ),
    "bytes behind": (GOOD + b"x", "sheet_damaged"),
    "another name in the header": (swapped_name(), "sheet_damaged"),
    "a higher count": (patched(END + 8, "<H", 999), "sheet_damaged"),
    "thousands of entries": (
        zipped({**PARTS, **{f"x{n}": b"" for n in range(2001)}}),
        "sheet_too_big",
    ),
    "twice the same name": (zipped({**PARTS, "XL/Workbook.xml": b""}), "sheet_damaged"),
    "a way out of the folder": (zipped({**PARTS, "../x.xml": b""}), "sheet_damaged"),
    "a back slash": (renamed(b"docProps/app.xml", b"docProps\\app.xml"), "sheet_damaged"),
    "an unknown method": (patched(START + 10, "<H", 12), "sheet_damaged"),
    "more entries than there are": (patched(END + 8, "<L", 999 << 16 | 999), "sheet_damaged"),
    "fewer entries than there are": (patched(END + 8, "<L", 3 << 16 | 3), "sheet_damaged"),
    "an entry longer than the file": (longer_than_the_file(), "sheet_damaged"),
    "a directory mark": (patched(START, "<L", 0), "sheet_damaged"),
    "an offset far away": (patched(START + 42, "<L", 1 << 30), "sheet_damaged"),
    "a wrong sum": (
        patched(14, "<L", 1, patched(START + 16, "<L", 1)),
        "sheet_damaged",
    ),
    "a zip bomb": (with_part(TABLE, b"<worksheet>" + b" " * 50_000_000), "sheet_too_big"),
    "parts of 64 MiB": (
        zipped({**PARTS, TABLE: bytes(65 * 1024 * 1024)}, zipfile.ZIP_STORED),
        "sheet_too_big",
    ),
    "macros": (with_part("xl/vbaProject.bin", b"x"), "sheet_with_macros"),
    "a type with macros": (
        with_part(TYPES, PARTS[TYPES].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")),
        "sheet_with_macros",
    ),
    "links to other workbooks": (
        with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        "sheet_with_links",
    ),
    "an embedded object": (with_part("xl/embeddings/oleObject1.bin", b"x"), "sheet_with_links"),
    "a call of another program": (
        rows("<row><c><f>cmd|' /C calc'!A0</f><v>1</v></c></row>"),
        "sheet_with_links",
    ),
    "a claim of 1 048 576 rows": (
        rows('<row r="1"><c r="A1"/></row><row r="1048576"><c r="A1048576"/></row>'),
        "sheet_too_big",
    ),
    "a cell far away without a row": (rows('<row><c r="XFD2"/></row>'), "sheet_too_big"),
    "a number in another writing": (rows('<row r="&#49;048576"/>'), "sheet_too_big"),
    "a million cells between corners": (
        rows('<row r="1"/><row r="19999"><c r="GQ19999"/></row>'),
        "sheet_too_big",
    ),
    "a million cells in several sheets": (
        zipped(
            {
                **PARTS,
                **{
                    f"xl/worksheets/sheet{n}.xml": b"<worksheet><sheetData>"
                    b'<row r="1"/><row r="4000"><c r="GQ4000"/></row></sheetData></worksheet>'
                    for n in range(1, 8)
                },
            }
        ),
        "sheet_too_big",
    ),
    "a place that is none": (rows('<row><c r="A-1"/></row>'), "sheet_damaged"),
    "a row that is none": (rows('<row r="-1"/>'), "sheet_damaged"),
    "a text that is not there": (rows('<row><c t="s"><v>99</v></c></row>'), "sheet_damaged"),
    "a long text in thousands of cells": (amplified(), "sheet_too_big"),
    "a text of a megabyte": (
        zipped({**PARTS, TEXTS: texts(1_000_000)}, zipfile.ZIP_STORED),
        "sheet_too_big",
    ),
    "an entity": (
        with_part(TABLE, b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'),
        "sheet_damaged",
    ),
    "broken XML": (with_part(TABLE, b"<worksheet><row></worksheet>"), "sheet_damaged"),
    "an unknown encoding": (
        with_part(TABLE, b'<?xml version="1.0" encoding="x-none"?><worksheet/>'),
        "sheet_damaged",
    ),
    "many sheets": (
        with_part(
            WORKBOOK,
            b"<workbook><sheets>"
            + b"".join(b'<sheet name="%d" id="rId%d"/>' % (n, n) for n in range(60))
            + b"</sheets></workbook>",
        ),
        "sheet_too_big",
    ),
    "a sheet that the library cannot read": (
        with_part(WORKBOOK, b"<workbook><sheets><sheet/></sheets></workbook>"),
        "sheet_damaged",
    ),
    "somebody else's workbook": (
        zipped({**PARTS, WORKBOOK: PARTS[WORKBOOK].replace(b"kvdesk-export", b"kvdesk-Export")}),
        "sheet_foreign",
    ),
    "the ids are gone": (
        with_part(TEXTS, PARTS[TEXTS].replace(b"<t>kvdesk</t>", b"<t>oma</t>")),
        "sheet_without_ids",
    ),
}
