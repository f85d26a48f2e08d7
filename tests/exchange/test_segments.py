import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.samples import (
    DECISION,
    MEETING,
    MOMENT,
    OTHER_STREAM,
    STREAM,
    change,
    decomposed,
    meeting_changes,
    operation,
)
from kvdesk.changes.operation import Change, Operation
from kvdesk.exchange import segments
from kvdesk.exchange.segments import decode, encode
from kvdesk.kernel.errors import Refusal

_HEAD = (
    b'{"streams":["%s","%s"],"fields":["decision.text","meeting.place"],"records":["%s","%s"]}\n'
    % (
        STREAM.encode(),
        OTHER_STREAM.encode(),
        MEETING.encode(),
        DECISION.encode(),
    )
)
_LINE = b'[0,1,%d,"Aino","decision add",[[0,0,"a",[]]]]\n' % MOMENT


def _line(part: bytes, *, seq=1, lead=b"0,%d,7") -> bytes:
    return b"[" + lead % seq + b',"Aino","decision add",[' + part + b"]]\n"


def _ids(digits):
    return st.integers(0, 16**digits - 1).map(lambda number: f"{number:0{digits}x}")


_TEXTS = st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40
).map(lambda text: unicodedata.normalize("NFC", text))
_VALUES = st.none() | st.integers(-(2**62) + 1, 2**62 - 1) | _TEXTS
_FIELDS = st.from_regex(r"\A[a-z][a-z0-9_]{0,8}\.[a-z][a-z0-9_]{0,8}\Z")
_CONTEXTS = st.dictionaries(_ids(16), st.integers(1, 99_999_999), max_size=4).map(
    lambda seen: tuple(sorted(seen.items()))
)
_OPERATIONS = st.lists(
    st.builds(Operation, _ids(32), _FIELDS, _VALUES, _CONTEXTS),
    min_size=1,
    max_size=4,
    unique_by=lambda told: (told.record, told.field),
).map(tuple)


@st.composite
def _runs(draw):
    stream = draw(_ids(16))
    seqs = sorted(draw(st.sets(st.integers(1, 99_999_999), min_size=1, max_size=5)))
    stamps = st.integers(0, 2**62 - 1)
    return [
        Change(stream, seq, draw(stamps), draw(_TEXTS), draw(_TEXTS), draw(_OPERATIONS))
        for seq in seqs
    ]


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(_runs())
def test_what_was_encoded_is_decoded(changes):
    assert decode(encode(changes)) == changes


@settings(max_examples=50, derandomize=True, deadline=None, database=None)
@given(_runs())
def test_equal_changes_give_equal_bytes(changes):
    assert encode(decode(encode(changes))) == encode(changes)


def test_a_body_can_be_read_by_eye():
    text = encode([change(1, operation("Ei", context=((OTHER_STREAM, 3),)))]).decode()
    assert text == (
        f'{{"streams":["{STREAM}","{OTHER_STREAM}"],"fields":["decision.text"],'
        f'"records":["{DECISION}"]}}\n'
        f'[0,1,{MOMENT + 1},"Aino Virtanen","decision add",[[0,0,"Ei",[1,3]]]]\n'
    )


def test_changes_of_several_streams_travel_together():
    changes = [*meeting_changes(3), *meeting_changes(2, OTHER_STREAM)]
    assert decode(encode(changes)) == changes


def test_escaped_letters_of_another_programs_json_are_read():
    body = _HEAD + _line(b'[0,0,"P\\u00e4\\u00e4t\\u00f6s \\ud83d\\ude92",[]]')
    assert decode(body)[0].operations[0].value == "Päätös 🚒"


def test_spaces_of_another_programs_json_are_read():
    body = _HEAD + b'[0, 1, 7, "Aino", "decision add", [[0, 0, null, [0, 3, 1, 4]]]]\n'
    told = decode(body)[0].operations[0]
    assert (told.value, told.context) == (None, ((STREAM, 3), (OTHER_STREAM, 4)))


def test_backslashes_in_a_text_are_only_backslashes():
    changes = [change(1, operation("C:\\users\\ulla \\u0000"))]
    assert decode(encode(changes)) == changes


@pytest.mark.parametrize(("text", "count"), [("Päätettiin. " * 20, 7), ("Ei", 5)])
def test_a_change_of_many_operations_goes_on_over_several_lines(text, count):
    told = [Operation(f"{n:032x}", "decision.text", text) for n in range(12_001)]
    changes = [change(1), change(2, *told), change(3)]
    body = encode(changes)
    lines = body.split(b"\n")
    assert len(lines) > count
    assert max(map(len, lines[1:])) <= segments.LINE_LIMIT
    assert decode(body) == changes


def test_a_long_text_has_its_place():
    changes = [change(1, operation("ä" * (segments.VALUE_LIMIT // 2)), operation(field="a.b"))]
    assert decode(encode(changes)) == changes


def test_twenty_thousand_records_fit_into_one_body():
    changes = [
        change(seq, *(Operation(f"{seq * 10 + n:032x}", "matter.title", "Asia") for n in range(4)))
        for seq in range(1, 12_001)
    ]
    assert decode(encode(changes)) == changes


@pytest.mark.parametrize(
    "unsendable",
    [
        [],
        [change(1, operation("ä" * (segments.VALUE_LIMIT // 2 + 1)))],
        [change(1, operation("\n" * segments.VALUE_LIMIT))],
        [change(1, operation("nolla\x00"))],
        [change(1, operation(decomposed("ä")))],
        [change(1, operation(2**62))],
        [change(2), change(1)],
        [change(1, operation(), operation("toinen"))],
        [change(1, operation(field="Decision.text"))],
        [change(1, author="A" * 1_001)],
    ],
    ids=[
        "none",
        "long",
        "long when escaped",
        "nul",
        "decomposed",
        "number",
        "order",
        "twice",
        "field",
        "author",
    ],
)
def test_what_no_reader_would_take_is_not_signed(unsendable):
    with pytest.raises(Refusal) as refusal:
        encode(unsendable)
    assert refusal.value.code == "change_unsendable"


_BAD_LINES = {
    "nothing": b"",
    "an empty line": b"\n",
    "an object": b"{}\n",
    "words": b"hei\n",
    "cut": _LINE[:-9],
    "no line feed": _LINE[:-1],
    "too few parts": b'[0,1,7,"Aino","decision add"]\n',
    "too many parts": b'[0,1,7,"Aino","decision add",[[0,0,"a",[]]],0]\n',
    "no operations": b'[0,1,7,"Aino","decision add",[]]\n',
    "stream unknown": _line(b'[0,0,"a",[]]', lead=b"2,%d,7"),
    "stream negative": _line(b'[0,0,"a",[]]', lead=b"-1,%d,7"),
    "record unknown": _line(b'[2,0,"a",[]]'),
    "record negative": _line(b'[-1,0,"a",[]]'),
    "field unknown": _line(b'[0,2,"a",[]]'),
    "field negative": _line(b'[0,-2,"a",[]]'),
    "field twice": _line(b'[0,0,"a",[]],[0,0,"b",[]]'),
    "field twice over two lines": _line(b'[0,0,"a",[]]') + _line(b'[0,0,"b",[]]'),
    "seq zero": _line(b'[0,0,"a",[]]', seq=0),
    "seq of nine digits": _line(b'[0,0,"a",[]]', seq=100_000_000),
    "seq falling": _line(b'[0,0,"a",[]]', seq=2) + _line(b'[0,0,"a",[]]', seq=1),
    "seq twice": _LINE + _line(b'[0,1,"a",[]]'),
    "seq twice, apart": _LINE + _line(b'[0,0,"a",[]]', seq=2) + _LINE,
    "stamp negative": b'[0,1,-7,"Aino","decision add",[[0,0,"a",[]]]]\n',
    "stamp huge": b'[0,1,4611686018427387904,"Aino","decision add",[[0,0,"a",[]]]]\n',
    "author number": b'[0,1,7,7,"decision add",[[0,0,"a",[]]]]\n',
    "author long": b'[0,1,7,"%s","decision add",[[0,0,"a",[]]]]\n' % (b"A" * 1_001),
    "author decomposed": '[0,1,7,"a\u0308","decision add",[[0,0,"a",[]]]]\n'.encode(),
    "kind with nul": b'[0,1,7,"Aino","a\\u0000",[[0,0,"a",[]]]]\n',
    "value true": _line(b"[0,0,true,[]]"),
    "value float": _line(b"[0,0,1.0,[]]"),
    "value exponent": _line(b"[0,0,1e3,[]]"),
    "value NaN": _line(b"[0,0,NaN,[]]"),
    "value Infinity": _line(b"[0,0,-Infinity,[]]"),
    "value list": _line(b"[0,0,[],[]]"),
    "value object": _line(b'[0,0,{"a":1,"a":2},[]]'),
    "value huge": _line(b"[0,0,4611686018427387904,[]]"),
    "value hugely negative": _line(b"[0,0,-4611686018427387904,[]]"),
    "value of many digits": _line(b"[0,0,%s,[]]" % (b"9" * 5_000)),
    "value octal": _line(b"[0,0,012,[]]"),
    "value not UTF-8": _line(b'[0,0,"\xff",[]]'),
    "value overlong UTF-8": _line(b'[0,0,"\xc0\xaf",[]]'),
    "value raw surrogate": _line(b'[0,0,"\xed\xa0\x80",[]]'),
    "value high surrogate": _line(b'[0,0,"\\ud800",[]]'),
    "value high surrogate, then text": _line(b'[0,0,"\\ud800 teksti",[]]'),
    "value low surrogate": _line(b'[0,0,"\\udc00 teksti",[]]'),
    "value swapped surrogates": _line(b'[0,0,"\\udc00\\ud800",[]]'),
    "value nul": _line(b'[0,0,"a\\u0000",[]]'),
    "value raw nul": _line(b'[0,0,"a\x00",[]]'),
    "value raw control": _line(b'[0,0,"a\x01",[]]'),
    "value decomposed": _line('[0,0,"a\u0308",[]]'.encode()),
    "value decomposed by escape": _line(b'[0,0,"a\\u0308",[]]'),
    "value long": _line(b'[0,0,"%s",[]]' % (b"a" * (segments.VALUE_LIMIT + 1))),
    "context odd": _line(b'[0,0,"a",[0]]'),
    "context odd of three": _line(b'[0,0,"a",[0,1,1]]'),
    "context stream unknown": _line(b'[0,0,"a",[2,1]]'),
    "context stream negative": _line(b'[0,0,"a",[-1,1]]'),
    "context streams unknown": _line(b'[0,0,"a",[0,1,2,1]]'),
    "context seq zero": _line(b'[0,0,"a",[0,0]]'),
    "context seq zero later": _line(b'[0,0,"a",[0,1,1,0]]'),
    "context seq huge": _line(b'[0,0,"a",[0,100000000]]'),
    "context stream twice": _line(b'[0,0,"a",[0,1,0,2]]'),
    "context falling": _line(b'[0,0,"a",[1,1,0,2]]'),
    "context of objects": _line(b'[0,0,"a",{"0":1}]'),
    "line too long": _LINE[:-1] + b" " * (segments.LINE_LIMIT - len(_LINE) + 2) + b"\n",
    "deep": _line(b'[0,0,"a",' + b"[" * 100_000),
    "deep value": _line(b"[0,0," + b"[" * 200_000 + b"]" * 200_000 + b",[]]"),
    "byte order mark": b"\xef\xbb\xbf" + _LINE,
}


@pytest.mark.parametrize("name", _BAD_LINES)
def test_a_line_that_no_desk_writes_is_refused_with_its_number(name):
    with pytest.raises(Refusal) as refusal:
        decode(_HEAD + _BAD_LINES[name])
    assert refusal.value.code == "segment_unreadable"
    assert 1 <= refusal.value.parameters["line"] <= 4


def test_a_line_at_the_limit_is_read():
    line = _LINE[:-1] + b" " * (segments.LINE_LIMIT - len(_LINE) + 1) + b"\n"
    assert decode(_HEAD + line) == decode(_HEAD + _LINE)


def test_the_number_of_the_bad_line_is_told():
    good = b"".join(_line(b'[0,0,"a",[]]', seq=seq) for seq in range(1, 6))
    with pytest.raises(Refusal) as refusal:
        decode(_HEAD + good + b"[]\n" + _line(b'[0,0,"a",[]]', seq=9))
    assert refusal.value.parameters == {"line": 7}


_BAD_HEADS = {
    "nothing": b"",
    "only a line feed": b"\n",
    "a list": b"[]\n",
    "a part missing": _HEAD.replace(b'"streams"', b'"stream"'),
    "a part more": _HEAD.replace(b'{"streams"', b'{"more":[],"streams"'),
    "a part twice": _HEAD.replace(b'{"streams"', b'{"streams":[],"streams"'),
    "a part twice by escape": _HEAD.replace(b'{"streams"', b'{"stream\\u0073":[],"streams"'),
    "stream in capitals": _HEAD.replace(STREAM.encode(), STREAM.upper().encode()),
    "stream short": _HEAD.replace(STREAM.encode(), STREAM[1:].encode()),
    "stream with a line feed": _HEAD.replace(STREAM.encode(), STREAM.encode() + b"\\n"),
    "record short": _HEAD.replace(MEETING.encode(), MEETING[1:].encode()),
    "record twice": _HEAD.replace(MEETING.encode(), DECISION.encode()),
    "record with a dash": _HEAD.replace(MEETING.encode(), b"-" + MEETING[1:].encode()),
    "records falling": _HEAD.replace(MEETING.encode(), b"f" * 32),
    "field without a dot": _HEAD.replace(b"meeting.place", b"place"),
    "field of three": _HEAD.replace(b"meeting.place", b"meeting.place.room"),
    "field with a quote": _HEAD.replace(b"meeting.place", b"meeting.'; drop table x"),
    "field in capitals": _HEAD.replace(b"meeting.place", b"meeting.Place"),
    "field with a letter outside": _HEAD.replace(b"meeting.place", "meeting.päikka".encode()),
    "field with a digit first": _HEAD.replace(b"meeting.place", b"meeting.1place"),
    "field long": _HEAD.replace(b"meeting.place", b"meeting." + b"p" * 100),
    "field number": _HEAD.replace(b'"meeting.place"', b"7"),
    "too long": _HEAD[:-2] + b" " * segments.HEAD_LIMIT + b"}\n",
    "deep": b"[" * 1_000_000 + b"\n",
}


@pytest.mark.parametrize("name", _BAD_HEADS)
def test_a_first_line_that_no_desk_writes_is_refused(name):
    with pytest.raises(Refusal) as refusal:
        decode(_BAD_HEADS[name] + _LINE)
    assert (refusal.value.code, refusal.value.parameters) == ("segment_unreadable", {"line": 1})


def test_a_body_of_empty_lines_is_refused_at_the_first():
    with pytest.raises(Refusal):
        decode(_HEAD + b"\n" * 20_000_000)


def test_a_body_over_the_limit_is_not_looked_at(monkeypatch):
    body = encode(meeting_changes(2))
    monkeypatch.setattr(segments, "BODY_LIMIT", len(body))
    assert decode(body) == meeting_changes(2)
    monkeypatch.setattr(segments, "BODY_LIMIT", len(body) - 1)
    with pytest.raises(Refusal) as refusal:
        decode(body)
    assert refusal.value.parameters == {"line": 1}


def _many(count):
    """A body whose only change has so many operations in one line."""
    records = [f"{n:032x}" for n in range(count)]
    head = {"streams": [STREAM], "fields": ["a.b"], "records": records}
    line = [0, 1, 7, "", "", [[n, 0, 0, []] for n in range(count)]]
    return msgspec.json.encode(head) + b"\n" + msgspec.json.encode(line) + b"\n"


def test_a_line_has_at_most_five_thousand_operations():
    assert len(decode(_many(5_000))[0].operations) == 5_000
    with pytest.raises(Refusal):
        decode(_many(5_001))


def _seen(count):
    """A body whose only operation has seen so many streams."""
    streams = [f"{n:016x}" for n in range(count)]
    head = {"streams": streams, "fields": ["a.b"], "records": [MEETING]}
    context = [part for n in range(count) for part in (n, 1)]
    line = [0, 1, 7, "", "", [[0, 0, 0, context]]]
    return msgspec.json.encode(head) + b"\n" + msgspec.json.encode(line) + b"\n"


def test_a_context_has_at_most_4096_streams():
    assert len(decode(_seen(4_096))[0].operations[0].context) == 4_096
    with pytest.raises(Refusal):
        decode(_seen(4_097))


def test_a_small_body_cannot_ask_for_much_memory(monkeypatch):
    monkeypatch.setattr(segments, "OPERATIONS_LIMIT", 100)
    lines = [b'[0,%d,7,"","",[[0,0,0,[]],[1,0,0,[]]]]\n' % seq for seq in range(1, 52)]
    assert len(decode(_HEAD + b"".join(lines[:50]))) == 50
    with pytest.raises(Refusal) as refusal:
        decode(_HEAD + b"".join(lines))
    assert refusal.value.parameters == {"line": 52}


def test_many_lines_of_one_change_take_no_quadratic_time():
    records = [f"{n:032x}" for n in range(60_000)]
    head = {"streams": [STREAM], "fields": ["a.b"], "records": records}
    lines = b"".join(b'[0,1,7,"","",[[%d,0,0,[]]]]\n' % n for n in range(60_000))
    (only,) = decode(msgspec.json.encode(head) + b"\n" + lines)
    assert len(only.operations) == 60_000
