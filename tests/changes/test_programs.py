"""Desks in any order of edits, exports, imports, undos and accidents end equal."""

import pytest

from changes.campaign import Campaign, chosen_programs, first_seed, run_campaign
from changes.programs import run_program
from changes.pure_desk import PureDesk

#: About ten seconds on one core; `KVDESK_PROGRAMS=20000` for the whole.
PROGRAMS = 1_000

#: What a thousand programs meet at least; an idle generator would prove nothing.
MET_BY_A_THOUSAND = {
    "comparisons": 30_000,
    "imports": 20_000,
    "fields in conflict": 10_000,
    "contested records": 3_000,
    "deleted records": 2_000,
    "resolutions": 200,
    "undos": 800,
    "undos refused": 80,
    "imports undone": 300,
    "imports kept": 200,
    "copies": 600,
    "launches": 500,
}


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return run_campaign(PureDesk, chosen_programs(PROGRAMS), first_seed())


def test_desks_that_have_heard_the_same_are_equal_to_each_other_and_to_the_oracle(campaign):
    assert not campaign.failures, campaign.report()


def test_the_programs_meet_what_they_are_for(campaign):
    programs = chosen_programs(PROGRAMS)
    if programs < PROGRAMS:
        pytest.skip("too few programs to tell")
    low = {
        what: campaign.tally[what]
        for what, least in MET_BY_A_THOUSAND.items()
        if campaign.tally[what] < least * programs // 1_000
    }
    assert low == {}


def test_a_seed_replays_the_same_program():
    assert run_program(7, PureDesk).told == run_program(7, PureDesk).told
    assert run_program(7, PureDesk).told != run_program(8, PureDesk).told
