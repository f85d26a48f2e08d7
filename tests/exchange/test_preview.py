import pytest

from exchange.samples import LAPPI, OTHER_STREAM, STREAM, change, meeting_changes, own_segment
from kvdesk.exchange.manifest import Part
from kvdesk.exchange.preview import Gap, contents_of, gaps, missing_parts


def test_contents_are_counted():
    told = contents_of(
        [*meeting_changes(3), change(9, stream=OTHER_STREAM, author="Eva Lindqvist")]
    )
    assert (told.changes, told.operations, told.records) == (4, 13, 2)
    assert told.streams == (STREAM, OTHER_STREAM)
    assert told.authors == ("Aino Virtanen", "Eva Lindqvist")
    assert told.earliest == told.latest == 1_790_000_000_000


def test_nothing_has_no_moment():
    told = contents_of([])
    assert (told.changes, told.streams, told.earliest, told.latest) == (0, (), 0, 0)


def test_no_gap_when_everything_comes():
    assert gaps([own_segment()], {STREAM: ((1, 4),)}, {}) == ()


def test_a_gap_between_what_is_here_and_what_comes_is_told():
    found = gaps([own_segment(LAPPI, STREAM, 4)], {}, {STREAM: ((7, 9),)})
    assert found == (Gap(STREAM, 5, 6),)


def test_what_the_sender_has_and_does_not_send_is_missing():
    vector = {STREAM: ((1, 9),), OTHER_STREAM: ((31, 50),)}
    found = gaps([own_segment()], vector, {OTHER_STREAM: ((1, 30),)})
    assert found == (Gap(STREAM, 5, 9), Gap(OTHER_STREAM, 31, 50))


#: Three packages: the first ends within the first stream, the second within the second.
STARTS = [(STREAM, 1), (STREAM, 20), (OTHER_STREAM, 10)]
WHOLE = {STREAM: ((1, 30),), OTHER_STREAM: ((1, 40),)}


@pytest.mark.parametrize(
    ("have", "lacking"),
    [
        ({}, (1, 2, 3)),
        ({STREAM: ((1, 19),)}, (2, 3)),
        ({STREAM: ((1, 30),), OTHER_STREAM: ((1, 9),)}, (3,)),
        ({STREAM: ((1, 30),), OTHER_STREAM: ((10, 40),)}, (2,)),
        ({STREAM: ((1, 18), (20, 30)), OTHER_STREAM: ((1, 40),)}, (1,)),
        ({STREAM: ((1, 18), (21, 30)), OTHER_STREAM: ((1, 40),)}, (1, 2)),
        (WHOLE, ()),
        (dict.fromkeys(WHOLE, ((1, 99),)), ()),
    ],
)
def test_what_is_missing_names_the_parts_that_bring_it(have, lacking):
    for number in (1, 2, 3):
        others = tuple(part for part in lacking if part != number)
        assert missing_parts(Part(number, STARTS), WHOLE, have) == others


def test_what_the_sender_lacks_as_well_is_in_no_part():
    vector = {STREAM: ((3, 5), (20, 30))}
    assert missing_parts(Part(1, STARTS), vector, {STREAM: ((3, 5),)}) == (2,)
    assert missing_parts(Part(1, STARTS), vector, {STREAM: ((3, 5), (20, 30))}) == ()


def test_a_package_alone_has_no_parts():
    assert missing_parts(None, WHOLE, {}) == ()
