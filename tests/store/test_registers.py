"""The registers: whatever narrows and sorts them, and whichever way it is found out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from random import Random

import pytest

from kvdesk.desk.actions import AddAction
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.recording import AddRecord, DeleteRecord, SetField
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import fields_of
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.ids import random_ids
from kvdesk.store.queries import selecting
from kvdesk.store.queries.actions import ActionFilter, action_ids, action_rows, first_action_ids
from kvdesk.store.queries.decisions import (
    DecisionFilter,
    decision_ids,
    decision_rows,
    first_decision_ids,
)
from kvdesk.store.queries.searching import search
from kvdesk.store.search import PLACED, place_of, places

WORDS = ("hanke", "päätös", "laki", "lain", "sv", "öljy", "kokouksen", "pelastuslain")


def create(folder):
    full_registry()
    clock = Clock(lambda: datetime(2026, 11, 24, 12, 32, 7, tzinfo=UTC))
    return Desk.create(folder / "desk", clock=clock, ids=random_ids())


@pytest.fixture
def desk(tmp_path):
    with create(tmp_path) as opened:
        yield opened


def add(desk, record, /, **values):
    return desk.do(AddRecord(kind=record, values=values)).id


def decide(desk, title, on="", **values):
    return add(desk, "decision", title=title, decided_on=on, **values)


def decisions(desk, **wanted):
    """The titles of the register narrowed and sorted."""

    def ask(reader):
        ids = decision_ids(reader, DecisionFilter(**wanted))
        rows = decision_rows(reader, list(ids))
        return [rows[rid].title for rid in ids]

    return desk.ask(ask)


def actions(desk, **wanted):
    def ask(reader):
        ids = action_ids(reader, ActionFilter(**wanted))
        rows = action_rows(reader, list(ids))
        return [rows[rid].title for rid in ids]

    return desk.ask(ask)


def test_a_word_of_two_letters_narrows_both_registers(desk):
    decide(desk, "EU-hanke")
    decide(desk, "Oma hanke")
    desk.do(AddAction(title="EU-raportti"))
    desk.do(AddAction(title="Neuvottelu"))
    assert decisions(desk, words="eu") == ["EU-hanke"]
    assert decisions(desk, words="hanke om") == ["Oma hanke"]
    assert actions(desk, words="eu") == ["EU-raportti"]
    assert actions(desk, words="e") == ["EU-raportti"]


def test_a_is_not_a_with_dots_while_anything_is_found(desk):
    decide(desk, "Öljy")
    decide(desk, "Oljy")
    decide(desk, "Pöytäkirja")
    assert decisions(desk, words="öl") == ["Öljy"]
    assert decisions(desk, words="ol") == ["Oljy"]
    assert decisions(desk, words="poytakirja") == ["Pöytäkirja"]
    assert decisions(desk, words="poytakirja", state="superseded") == []


def test_signs_without_words_narrow_nothing(desk):
    decide(desk, "Hanke")
    assert decisions(desk, words="–") == ["Hanke"]


def test_the_hits_of_a_search_come_by_day_and_from_their_own_register_alone(desk):
    decide(desk, "Hanke ilman päivää")
    decide(desk, "Hanke syksyllä", "2026-10-01")
    decide(desk, "Hanke keväällä", "2026-04-01")
    decide(desk, "Hanke myös keväällä", "2026-04-01")
    desk.do(AddAction(title="Hankkeen loppuraportti"))
    desk.do(AddAction(title="Hankkeen väliraportti", due="2026-12-01"))
    desk.do(AddAction(title="Hankkeen aloitus", due="2026-01-01"))
    latest_first = [
        "Hanke syksyllä",
        "Hanke myös keväällä",
        "Hanke keväällä",
        "Hanke ilman päivää",
    ]
    assert decisions(desk, words="hanke") == latest_first
    assert decisions(desk, words="hanke", descending=False) == latest_first[::-1]
    assert actions(desk, words="hanke") == [
        "Hankkeen aloitus",
        "Hankkeen väliraportti",
        "Hankkeen loppuraportti",
    ]


def test_another_day_moves_a_hit(desk):
    first = decide(desk, "Hanke A", "2026-01-01")
    decide(desk, "Hanke B", "2026-02-01")
    desk.do(SetField(kind="decision", id=first, field="decided_on", value="2026-03-01"))
    assert decisions(desk, words="hanke") == ["Hanke A", "Hanke B"]


def test_a_row_that_is_gone_is_not_listed_while_the_index_still_has_it(desk):
    gone = decide(desk, "Hanke A")
    decide(desk, "Hanke B")

    def lag(log):
        held = log.connection.execute("SELECT place, rid, kind, words FROM search_text").fetchall()
        log.connection.executemany("INSERT INTO search_pending VALUES (?)", [(r[1],) for r in held])
        log.connection.execute("DELETE FROM decision WHERE id = ?", (gone,))

    desk.store.write(lag)
    assert decisions(desk, words="hanke") == ["Hanke B"]
    desk.store.finish_index()
    assert decisions(desk, words="hanke") == ["Hanke B"]
    assert desk.ask(lambda reader: [hit.title for hit in search(reader, "hanke")]) == ["Hanke B"]


def test_a_deleted_decision_leaves_the_search(desk):
    gone = decide(desk, "Hanke A")
    desk.do(DeleteRecord(kind="decision", id=gone))
    assert decisions(desk, words="hanke") == []


def test_many_hits_of_one_kind_do_not_hide_the_others(desk):
    add(desk, "matter", title="Hanke")

    def fill(log):
        rows = [
            (place_of("decision", "2026-01-01", rid), rid, "decision", "Hankkeen päätös")
            for rid in range(1_000, 2_000)
        ]
        execute = log.connection.executemany
        execute(
            "INSERT INTO record(rid, uid) VALUES (?, ?)", [(r, f"{r:032x}") for _, r, *_ in rows]
        )
        execute("INSERT INTO search_text(place, rid, kind, words) VALUES (?, ?, ?, ?)", rows)
        for index in ("search_words", "search_parts"):
            execute(
                f"INSERT INTO {index}(rowid, words) VALUES (?, ?)",
                [(place, words) for place, _, _, words in rows],
            )

    desk.store.write(fill)
    found = desk.ask(lambda reader: search(reader, "hanke", limit=12))
    assert found[0].title == "Hanke"
    assert {hit.kind for hit in found} == {"matter", "decision"}
    only = desk.ask(lambda reader: search(reader, "hanke", kind="matter"))
    assert [hit.title for hit in only] == ["Hanke"]


def test_each_kind_that_is_searched_has_a_range_of_places_of_its_own():
    searched = {
        kind
        for kind, declared in KINDS.items()
        if any(spec.searched for spec in fields_of(declared).values())
    }
    assert set(PLACED) == searched
    ranges = sorted(places(kind) for kind in PLACED)
    assert all(last < first for (_, last), (first, _) in pairwise(ranges))
    assert places() == (0, ranges[-1][1])
    for kind, day, rid in product(PLACED, ("", "0001-01-01", "9999-12-31", "x"), (1, 2**34 - 1)):
        first, last = places(kind)
        assert first <= place_of(kind, day, rid) <= last < 2**63


@dataclass(frozen=True)
class Crowd:
    """A desk where all that narrows and sorts the registers has several values."""

    desk: Desk
    body: str
    owner: str
    meeting: str


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    with create(tmp_path_factory.mktemp("crowd")) as desk:
        yield fill(desk)


def fill(desk):
    """Bodies, people, 70 decisions and as many actions, of which some were deleted."""
    chance = Random(7)
    bodies = [add(desk, "body", abbreviation=n, name_fi=f"Toimielin {n}") for n in "CAB"]
    people = [add(desk, "person", given_name="Ei", family_name=n) for n in ("Öhman", "Aho")]
    meetings = [
        add(desk, "meeting", body=body, title="Kokous", starts="2026-01-01T09:00")
        for body in bodies
    ]
    day = datetime(2026, 1, 1, tzinfo=UTC)

    def some_day():
        return (
            f"{day + timedelta(days=chance.randrange(20)):%Y-%m-%d}"
            if chance.random() < 0.8
            else ""
        )

    for number in range(70):
        title = " ".join(chance.sample(WORDS, 3))
        decide(
            desk,
            title,
            some_day(),
            number=chance.randrange(5),
            year=chance.choice((2025, 2026)),
            body=chance.choice((*bodies, "")),
            outcome=chance.choice(("approved", "changed")),
            state=chance.choice(("in_force", "superseded")),
        )
        action = add(
            desk,
            "action",
            title=title,
            number=number,
            due=some_day(),
            owner=chance.choice((*people, "")),
            state=chance.choice(("open", "in_progress", "done")),
            meeting=chance.choice((*meetings, "")),
        )
        if number % 9 == 0:
            desk.do(DeleteRecord(kind="action", id=action))
    desk.do(DeleteRecord(kind="body", id=bodies[0]))
    return Crowd(desk, bodies[1], people[0], meetings[2])


#: How many rows are looked at one by one, and how far the top of a list is searched: with these
#: few rows each pair sends the register another way.
WAYS = [(2_000, 4_000), (0, 0), (0, 40), (10, 0)]


@pytest.mark.parametrize("way", WAYS)
def test_decisions_are_the_same_whichever_way_they_are_found(crowd, way, monkeypatch):
    monkeypatch.setattr(selecting, "_FEW", way[0])
    monkeypatch.setattr(selecting, "_TOP", way[1])
    narrowings = [
        {},
        {"body": crowd.body},
        {"year": 2026},
        {"state": "in_force"},
        {"state": "in_force", "outcome": "changed"},
        {"year": 2025, "body": crowd.body},
        {"on": "2026-01-15"},
    ]
    orders = ("decided", "number", "title", "body", "outcome", "state")
    _compare(crowd.desk, "decision", narrowings, orders)


@pytest.mark.parametrize("way", WAYS)
def test_actions_are_the_same_whichever_way_they_are_found(crowd, way, monkeypatch):
    monkeypatch.setattr(selecting, "_FEW", way[0])
    monkeypatch.setattr(selecting, "_TOP", way[1])
    narrowings = [
        {},
        {"state": "open"},
        {"owner": crowd.owner},
        {"body": crowd.body},
        {"meeting": crowd.meeting, "state": "done"},
        {"late_on": "2026-01-12"},
        {"due_from": "2026-01-05", "due_to": "2026-01-12", "open_only": True},
        {"without_owner": True, "open_only": True},
    ]
    orders = ("due", "number", "title", "state", "owner", "created")
    _compare(crowd.desk, "action", narrowings, orders)


_SORTED_BY = {
    "decided": lambda r: (r["decided_on"], r["rid"]),
    "due": lambda r: (r["due"], r["rid"]),
    "number": lambda r: (r.get("year", 0), r["number"], r.get("decided_on", ""), r["rid"]),
    "title": lambda r: (r["sort_key"], r["rid"]),
    "body": lambda r: (*_named(r["body_key"]), r["body"], r["decided_on"], r["rid"]),
    "owner": lambda r: (*_named(r["owner_key"]), r["owner"], r["due"], r["rid"]),
    "outcome": lambda r: (r["outcome"], r["decided_on"], r["rid"]),
    "state": lambda r: (r["state"], r.get("decided_on") or r.get("due", ""), r["rid"]),
    "created": lambda r: (r["rid"],),
}


def _named(key):
    return (key is not None, key or b"")


_MEANS = {
    "on": lambda r, day: r["decided_on"] <= day,
    "late_on": lambda r, day: bool(r["due"]) and r["due"] < day and r["state"] != "done",
    "due_from": lambda r, day: r["due"] >= day,
    "due_to": lambda r, day: bool(r["due"]) and r["due"] <= day,
    "open_only": lambda r, _: r["state"] != "done",
    "without_owner": lambda r, _: r["owner"] == "",
}

_HAS = {
    "": lambda title: True,
    "hanke": lambda title: "hanke" in title,
    "sv": lambda title: "sv" in title.split(),
    "laki päät": lambda title: ("laki" in title or "lain" in title.split()) and "päätös" in title,
    "oljy": lambda title: "öljy" in title,
}


def _compare(desk, kind, narrowings, orders):
    everything = desk.ask(lambda reader: _all_rows(reader, kind))
    make = DecisionFilter if kind == "decision" else ActionFilter
    ids, first = {
        "decision": (decision_ids, first_decision_ids),
        "action": (action_ids, first_action_ids),
    }[kind]
    compared = 0
    for narrowing, order, down, words in product(narrowings, orders, (True, False), _HAS):
        wanted = make(words=words, order=order, descending=down, **narrowing)
        rows = [r for r in everything if _fits(r, narrowing) and _HAS[words](r["title"])]
        rows.sort(key=_SORTED_BY[order], reverse=down)
        if order == "due":
            rows.sort(key=lambda r: r["due"] == "")
        expected = [r["rid"] for r in rows]
        assert list(desk.ask(lambda reader: ids(reader, wanted))) == expected, wanted  # noqa: B023
        top = list(desk.ask(lambda reader: first(reader, wanted, 5)))  # noqa: B023
        assert top == expected[:5], wanted
        compared += bool(expected)
    assert compared > len(orders) * 20


def _fits(row, narrowing):
    for name, value in narrowing.items():
        means = _MEANS.get(name)
        if name == "body" and "meeting_body" in row:
            fits = row["meeting_body"] == value
        else:
            fits = means(row, value) if means else row[name] == value
        if not fits:
            return False
    return True


def _all_rows(reader, kind):
    more = (
        "(SELECT sort_key FROM body b WHERE b.id = t.body) AS body_key"
        if kind == "decision"
        else "(SELECT sort_key FROM person p WHERE p.id = t.owner) AS owner_key, "
        "(SELECT body FROM meeting m WHERE m.id = t.meeting) AS meeting_body"
    )
    cursor = reader.connection.execute(f'SELECT t.*, {more} FROM "{kind}" t')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
