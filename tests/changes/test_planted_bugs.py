"""Every bug planted into the merge is noticed, by the programs or by a law."""

import pytest

from changes.bugs import BUGS
from changes.campaign import programs_until_caught
from changes.planting import Bug, laws_that_object, planted

#: Most bugs show within ten programs; what hides longer than this must break a law.
PROGRAMS = 120

NO_BUG = Bug("no bug", "register", "from collections.abc", "from collections.abc")


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_noticed(bug):
    with planted(bug) as copy:
        caught = programs_until_caught(copy.desk, PROGRAMS)
        assert caught or next(laws_that_object(copy), None), f"nobody notices that {bug.name}"


def test_a_copy_without_a_bug_is_not_objected_to():
    with planted(NO_BUG) as copy:
        assert programs_until_caught(copy.desk, PROGRAMS) is None
        assert list(laws_that_object(copy)) == []


def test_every_bug_has_its_own_name_and_text():
    assert len({bug.name for bug in BUGS}) == len(BUGS)
    assert len({(bug.module, bug.right, bug.wrong) for bug in BUGS}) == len(BUGS)
