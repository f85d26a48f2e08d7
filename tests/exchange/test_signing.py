import hashlib
from dataclasses import replace

import pytest

from exchange.samples import (
    LAPPI,
    OTHER_STREAM,
    PIRKANMAA,
    STREAM,
    change,
    meeting_changes,
    operation,
    own_segment,
)
from kvdesk.exchange import signing
from kvdesk.exchange.segments import encode
from kvdesk.exchange.signing import (
    changes_of,
    place_of,
    segments_of,
    sign_segment,
    signature_holds,
)
from kvdesk.kernel.errors import Refusal


def test_own_changes_become_one_signed_segment():
    (segment,) = segments_of(meeting_changes(5), PIRKANMAA)
    assert (segment.stream, segment.first, segment.last) == (STREAM, 1, 5)
    assert segment.signer == PIRKANMAA.public
    assert segment.name == f"segments/{STREAM}/00000001-00000005.jsonl"
    assert signature_holds(segment)
    assert changes_of(segment) == meeting_changes(5)


def test_no_changes_make_no_segment():
    assert list(segments_of([], PIRKANMAA)) == []


def test_a_hole_in_the_stream_ends_a_segment():
    changes = [change(1), change(2), change(4)]
    assert [(s.first, s.last) for s in segments_of(changes, PIRKANMAA)] == [(1, 2), (4, 4)]


@pytest.mark.parametrize(
    ("limit", "value"), [("_CHANGES", 3), ("_OPERATIONS", 3), ("_CHARACTERS", 200)]
)
def test_a_full_segment_is_followed_by_another(monkeypatch, limit, value):
    monkeypatch.setattr(signing, limit, value)
    changes = [change(seq, operation("Päätettiin. " * 3)) for seq in range(1, 8)]
    found = list(segments_of(changes, PIRKANMAA))
    assert len(found) in (3, 4)
    assert [told for segment in found for told in changes_of(segment)] == changes


def test_one_change_over_the_limits_is_a_segment_of_its_own(monkeypatch):
    monkeypatch.setattr(signing, "_OPERATIONS", 1)
    changes = [change(1), *meeting_changes(3)[1:]]
    assert [(s.first, s.last) for s in segments_of(changes, PIRKANMAA)] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]


@pytest.mark.parametrize(
    "altered",
    [
        {"stream": OTHER_STREAM},
        {"first": 2},
        {"last": 5},
        {"signer": LAPPI.public},
        {"signature": bytes(64)},
        {"sha256": hashlib.sha256(encode(meeting_changes(3))).hexdigest()},
    ],
    ids=lambda altered: next(iter(altered)),
)
def test_the_signature_holds_for_nothing_else(altered):
    assert not signature_holds(replace(own_segment(), **altered))


@pytest.mark.parametrize(
    ("stream", "first", "last"),
    [(OTHER_STREAM, 1, 4), (STREAM, 1, 5), (STREAM, 2, 4), (STREAM, 1, 3), (STREAM, 5, 8)],
)
def test_a_segment_that_holds_another_part_than_it_says_is_refused(stream, first, last):
    body = encode(meeting_changes(4))
    segment = sign_segment(PIRKANMAA, stream=stream, first=first, last=last, body=body)
    with pytest.raises(Refusal) as refusal:
        changes_of(segment)
    assert refusal.value.code == "package_altered"


def test_a_segment_with_a_hole_is_refused():
    body = encode([change(1), change(3)])
    with pytest.raises(Refusal):
        changes_of(sign_segment(PIRKANMAA, stream=STREAM, first=1, last=3, body=body))


@pytest.mark.parametrize(
    "name",
    [
        f"segments/{STREAM}/00000003-00000002.jsonl",
        f"segments/{STREAM}/00000000-00000002.jsonl",
        f"segments/{STREAM}/1-2.jsonl",
        f"segments/{STREAM.upper()}/00000001-00000002.jsonl",
        "LUEMINUT.txt",
    ],
)
def test_a_name_that_tells_no_place_is_refused(name):
    with pytest.raises(Refusal) as refusal:
        place_of(name)
    assert refusal.value.code == "package_altered"
