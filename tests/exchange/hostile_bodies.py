"""Bodies that no desk wrote, in packages that are sound otherwise and signed by a stranger.

`REFUSED` maps what is wrong to the body; `HARMLESS` to values that look dangerous and are texts
like any other. Anybody can make a key and sign, so a signature alone says nothing of a body.
"""

import json
from pathlib import Path
from typing import Any, Final

from exchange.samples import MOMENT, STRANGER
from kvdesk.exchange.manifest import Scope
from kvdesk.exchange.package import Draft, Segment, sign_segment, write_package

__all__ = ["HARMLESS", "MATTER", "REFUSED", "STREAM", "as_extract", "as_segment", "body"]

STREAM: Final = "0f0f0f0f0f0f0f0f"
MATTER: Final = "0190d0d0d0d0700080000000000000ff"

_HEAD: Final = {"streams": [STREAM], "fields": ["matter.title"], "records": [MATTER]}


def _line(value: Any = "Asia", *, seq: Any = 1, context: Any = (), stamp: Any = MOMENT) -> list:
    return [0, seq, stamp, "Outo", "matter add", [[0, 0, value, list(context)]]]


def body(*lines: Any, head: Any = None) -> bytes:
    """A body from its lines; what is bytes already goes as it is."""
    told = [_HEAD if head is None else head, *(lines or (_line(),))]
    return b"".join(
        (part if isinstance(part, bytes) else json.dumps(part, ensure_ascii=False).encode()) + b"\n"
        for part in told
    )


def _raw(right: bytes, wrong: bytes) -> bytes:
    plain = body()
    assert plain.count(right) == 1
    return plain.replace(right, wrong)


def _head(**changed: Any) -> bytes:
    return body(head=_HEAD | changed)


def _many(count: int) -> bytes:
    """One line with so many operations."""
    records = [f"{n:032x}" for n in range(count)]
    operations = [[n, 0, 0, []] for n in range(count)]
    line = [0, 1, MOMENT, "Outo", "matter add", operations]
    return body(line, head=_HEAD | {"records": records})


def _crowd(count: int) -> bytes:
    """Many lines whose operations are more than a body may have."""
    operations = ",".join(f"[{n},0,0,[]]" for n in range(4_000))
    lines = [f'[0,{n},{MOMENT},"","",[{operations}]]'.encode() for n in range(1, count + 1)]
    return body(*lines, head=_HEAD | {"records": [f"{n:032x}" for n in range(4_000)]})


def _streams(count: int) -> bytes:
    """A context that has seen so many streams."""
    names = [f"{n:016x}" for n in range(count)]
    context = [part for n in range(count) for part in (n, 1)]
    return body(_line(context=context), head=_HEAD | {"streams": names})


_TWICE: Final = [0, 1, MOMENT, "Outo", "matter add", [[0, 0, "a", []], [0, 0, "b", []]]]

REFUSED: Final[dict[str, bytes]] = {
    "a body of nothing": b"",
    "a body without changes": body()[: body().index(b"\n") + 1],
    "a body without its last line feed": body()[:-1],
    "a body with an empty line": body() + b"\n",
    "a body in which lines end as on a typewriter": _raw(b"]]]\n", b"]]]\r"),
    "a body that begins with a byte order mark": b"\xef\xbb\xbf" + body(),
    "a body in another encoding": body().decode().encode("utf-16"),
    "a body in Latin-1": body(_line("Päätös")).decode().encode("latin-1"),
    "a text that is no UTF-8": _raw(b"Asia", b"As\xffia"),
    "a text in overlong UTF-8": _raw(b"Asia", b"\xc0\xafetc"),
    "half a letter in UTF-8": _raw(b"Asia", b"\xed\xa0\x80"),
    "half a letter by escape": _raw(b"Asia", b"\\ud800"),
    "a nul by escape": _raw(b"Asia", b"a\\u0000b"),
    "a bare nul": _raw(b"Asia", b"a\x00b"),
    "a bare control": _raw(b"Asia", b"a\x1bb"),
    "a text decomposed": body(_line("a\u0308iti")),
    "a text decomposed by escapes": _raw(b"Asia", b"a\\u0308iti"),
    "an author decomposed": _raw(b"Outo", "O\u0308uto".encode()),
    "NaN": _raw(b'"Asia"', b"NaN"),
    "Infinity": _raw(b'"Asia"', b"Infinity"),
    "minus Infinity": _raw(b'"Asia"', b"-Infinity"),
    "a fraction": body(_line(1.5)),
    "a fraction that is whole": body(_line(1.0)),
    "a power of ten": _raw(b'"Asia"', b"1e3"),
    "a truth": body(_line(value=True)),
    "a list as a value": body(_line([1])),
    "an object as a value": body(_line({"a": 1})),
    "a number of 62 bits": body(_line(1 << 62)),
    "a number of minus 62 bits": body(_line(-(1 << 62))),
    "a number of 64 bits": body(_line((1 << 64) - 1)),
    "a number of a thousand digits": _raw(b'"Asia"', b"9" * 1_000),
    "a number with a leading zero": _raw(b'"Asia"', b"007"),
    "a number with a plus": _raw(b'"Asia"', b"+7"),
    "a hexadecimal number": _raw(b'"Asia"', b"0x10"),
    "a comment in a line": _raw(b'"Asia"', b'"Asia"/* */'),
    "a comma too many": _raw(b"]]]\n", b"]],]\n"),
    "seq zero": body(_line(seq=0)),
    "a seq below zero": body(_line(seq=-1)),
    "a seq of nine digits": body(_line(seq=100_000_000)),
    "a seq that is a text": body(_line(seq="1")),
    "a seq that is a fraction": body(_line(seq=1.0)),
    "seqs that go backwards": body(_line(seq=2), _line(seq=1)),
    "a stamp below zero": body(_line(stamp=-1)),
    "a stamp of 62 bits": body(_line(stamp=1 << 62)),
    "a change that comes again later": body(_line(), _line(seq=2), _line()),
    "a field that a change sets twice": body(_TWICE),
    "a field that a change sets twice in two lines": body(_line(), _line()),
    "a change of no operations": body([0, 1, MOMENT, "Outo", "matter add", []]),
    "5 001 operations in a line": _many(5_001),
    "two hundred thousand operations and more": _crowd(51),
    "a line of more than a mebibyte": body(_line(), _raw(b"Asia", b"a" * 1_100_000)[128:-1]),
    "a value of more than 512 KiB": body(_line("a" * (512 * 1024 + 1))),
    "a first line of more than 8 MiB": _head(records=[f"{n:032x}" for n in range(260_000)]),
    "an author of a thousand and one letters": _raw(b"Outo", b"o" * 1_001),
    "lists as deep as a well": body(b"[" * 100_000),
    "objects as deep as a well": body(b'{"a":' * 100_000),
    "depth in a value": _raw(b'"Asia"', b"[" * 50_000 + b"]" * 50_000),
    "a context of 4 097 streams": _streams(4_097),
    "a context of 13 000 streams": _streams(13_000),
    "a context with half a pair": body(_line(context=[0])),
    "a context that has seen nothing of a stream": body(_line(context=[0, 0])),
    "a context below zero": body(_line(context=[0, -1])),
    "a context that names a stream twice": body(_line(context=[0, 1, 0, 2])),
    "a context that falls": body(
        _line(context=[1, 1, 0, 1]), head=_HEAD | {"streams": [STREAM, "f" * 16]}
    ),
    "a context of a stream that is not there": body(_line(context=[7, 1])),
    "a context that is an object": body(_line(context=[{}])),
    "a stream that is not there": _raw(b"[0, 1,", b"[1, 1,"),
    "a record that is not there": body([0, 1, MOMENT, "", "", [[1, 0, "a", []]]]),
    "a field that is not there": body([0, 1, MOMENT, "", "", [[0, 1, "a", []]]]),
    "an index below zero": body([0, 1, MOMENT, "", "", [[-1, 0, "a", []]]]),
    "a line of too few parts": body([0, 1, MOMENT, "Outo"]),
    "a line of too many parts": body([*_line(), 7]),
    "a line that is an object": body({"stream": 0}),
    "a head that is a list": body(head=[]),
    "a head with an unknown part": _head(tables=["matter"]),
    "a head without records": body(head={"streams": [STREAM], "fields": ["matter.title"]}),
    "a part of the head twice": _raw(b'{"streams"', b'{"fields":["matter.text"],"streams"'),
    "a part of the head twice, once by escape": _raw(
        b'{"streams"', b'{"\\u0066ields":[],"streams"'
    ),
    "names that fall": _head(records=[MATTER, "0" * 32]),
    "a name twice": _head(records=[MATTER, MATTER]),
    "a stream in capitals": _head(streams=[STREAM.upper()]),
    "a stream of full-width digits": _head(streams=["\uff10" * 16]),
    "a record that is a path": _head(records=["../../../../../../../own.key.txt"]),
    "a record that is too short": _head(records=["0" * 31]),
    "a record with a line feed": _head(records=[MATTER + "\n"]),
    "SQL in the name of a field": _head(fields=['matter.title" = 1; DROP TABLE matter; --']),
    "quotes in the name of a field": _head(fields=['matter."title']),
    "a space in the name of a field": _head(fields=["matter.title --"]),
    "a field without a kind": _head(fields=["title"]),
    "a field of three parts": _head(fields=["main.matter.title"]),
    "a field in capitals": _head(fields=["Matter.title"]),
    "a field with a letter outside": _head(fields=["matter.titl\u00e9"]),
    "a field with a look-alike letter": _head(fields=["m\u0430tter.title"]),
    "a field of a hundred and one letters": _head(fields=["matter." + "a" * 94]),
    "a field that is empty": _head(fields=[""]),
    "a field with a line feed": _head(fields=["matter.title\n"]),
}

#: Field and value: kept as the plain text, or the number, that it is.
HARMLESS: Final[dict[str, tuple[str, str | int | None]]] = {
    "SQL": ("matter.title", "'); DROP TABLE matter; --"),
    "SQL with the other quotes": ("matter.title", '" OR 1=1; DELETE FROM operation; --'),
    "a question mark of SQL": ("matter.title", "? ?1 :name @a $b %s {0}"),
    "a formula": ("matter.title", '=HYPERLINK("http://paha.invalid";"Avaa")'),
    "a formula with a sign": ("matter.title", "+1+cmd|' /C calc'!A0"),
    "a formula with an at sign": ("matter.title", "@SUM(A1:A9)"),
    "a formula behind a tab": ("matter.title", "\t=1+1"),
    "a field code of Word": ("matter.title", '{ INCLUDETEXT "C:\\\\own.key" }'),
    "a DDE field": ("matter.title", 'DDEAUTO c:\\windows\\cmd.exe "/k calc"'),
    "XML": ("matter.title", "</w:t></w:r><w:r><w:instrText>DATE</w:instrText>"),
    "an XML entity": ("matter.title", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;'),
    "HTML": ("matter.title", "<img src=x onerror=alert(1)><script>1</script>"),
    "a path": ("matter.title", "..\\..\\AppData\\own.key"),
    "a place for a word": ("matter.title", "{kind} %(name)s ${HOME} {0.__class__}"),
    "a number where a text belongs": ("matter.title", 7),
    "a text where a number belongs": ("matter.number", "seitsem\u00e4n"),
    "a very large number": ("matter.number", (1 << 62) - 1),
    "a very small number": ("matter.number", 1 - (1 << 62)),
    "a day that never was": ("matter.opened_on", "2026-02-30"),
    "a day that is none": ("matter.opened_on", "eilen"),
    "a state that nobody knows": ("matter.state", "salainen"),
    "nothing": ("matter.title", None),
    "a field of a later version": ("matter.colour", "punainen"),
    "a kind of a later version": ("spaceship.name", "Pelastaja"),
    "the name of a table": ("sqlite_master.sql", "DROP"),
    "the name of a column that is not ours to write": ("matter.rid", 1),
    "another column that is not ours to write": ("matter.sort_key", "a"),
    "the id as a field": ("matter.id", "0" * 32),
    "a word of SQL as a field": ("matter.select", "1"),
    "the name of a book of ours": ("operation.value", "1"),
    "a setting": ("setting.digest", "0"),
    "a deletion that says nothing": ("matter.deleted", ""),
    "a deletion that is a number": ("matter.deleted", 1),
    "a deletion of words": ("matter.deleted", "kaikki"),
    "a deletion that has seen too much": ("matter.deleted", f"{STREAM}:1-999999999999999999"),
    "a deletion of endless digits": ("matter.deleted", f"{STREAM}:" + "9" * 5_000),
    "a record that names itself": ("matter.preparer", MATTER),
    "a record that names what is not there": ("matter.preparer", "f" * 32),
    "a very long text": ("matter.summary", "a" * 500_000),
    "a text that turns round": ("matter.title", "Hyv\u00e4ksytty \u202eytt\u00e4kyvyh i\u202c"),
    "a text that hides a part": ("matter.title", "Maksetaan \u2066100\u2069 000 \u200f\u20ac"),
    "controls that no document may hold": ("matter.title", "a\x01b\x0bc\x1bd\x85e\ufffe"),
    "a text of blanks": ("matter.title", " " * 1_000),
    "very many lines": ("matter.summary", "\n" * 100_000),
}


def _draft(**parts: Any) -> Draft:
    return Draft(
        package="0190d0d0d0d070008000000000000009",
        made_at="2026-11-24T10:15:00+00:00",
        department="PL-99",
        label="Outo",
        scope=Scope("all"),
        vector={},
        digest=0,
        **parts,
    )


def as_extract(file: Path, content: bytes) -> None:
    """The stranger vouches for it."""
    write_package(file, _draft(extracts=[content]), STRANGER)


def as_segment(file: Path, content: bytes, *, last: int = 1) -> Segment:
    """The stranger is the author."""
    segment = sign_segment(STRANGER, stream=STREAM, first=1, last=last, body=content)
    write_package(file, _draft(segments=[segment]), STRANGER)
    return segment
