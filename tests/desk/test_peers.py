"""Keys are met, compared by people, carried over when they change, and blocked."""

import pytest

from desk.board import add
from kvdesk.desk.exchange import ImportPackage, PreviewPackage, WriteExport
from kvdesk.desk.keys import AcceptKey, NewKey
from kvdesk.desk.peers import BlockKey, ConfirmKey, ListKeys, ShowKey
from kvdesk.desk.recording import SetField
from kvdesk.desk.standing import Standing
from kvdesk.exchange.keys import fingerprint, key_from
from kvdesk.exchange.manifest import Rotation, Scope
from kvdesk.exchange.package import Draft, read_package, write_package
from kvdesk.exchange.rotation import sign_rotation
from kvdesk.kernel.errors import Refusal
from kvdesk.store.peers import Trust

IMPOSTOR = key_from(bytes(range(64, 96)))
OTHER_THIEF = key_from(bytes(range(96, 128)))
LATER = "2027-01-01T00:00:00+00:00"


@pytest.fixture
def two(make_desk):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Omavalvonta")
    return a, b


def package(desk, tmp_path, name="p.kvx"):
    desk.perform(WriteExport(out=tmp_path / name))
    return tmp_path / name


def forged(tmp_path, key, *, rotations=(), department="PL-00", made_at=LATER, segments=()):
    """A package that anybody could make; it brings nothing but words about keys."""
    draft = Draft(
        package=f"{77:032x}",
        made_at=made_at,
        department=department,
        label="a",
        scope=Scope("all"),
        vector={},
        digest=0,
        rotations=rotations,
        segments=segments,
    )
    file = tmp_path / "forged.kvx"
    write_package(file, draft, key)
    return file


def stood(desk, file):
    return desk.perform(PreviewPackage(file=file)).stood


def trusted(desk):
    return {one.fingerprint: one.trust for one in desk.ask(ListKeys())}


def refused(desk, task, code):
    with pytest.raises(Refusal) as refusal:
        desk.perform(task)
    assert refusal.value.code == code
    return refusal.value.parameters


# Meeting and confirming


def test_a_desk_shows_its_own_fingerprint_in_eight_groups_of_four(desk):
    shown = desk.perform(ShowKey())
    assert (shown.department, shown.name) == ("PL-00", "a")
    assert [len(group) for group in shown.fingerprint.split()] == [4] * 8
    (own,) = desk.ask(ListKeys())
    assert (own.fingerprint, own.trust) == (shown.fingerprint, Trust.OWN)
    assert (own.department, own.name) == ("PL-00", "a")


def test_an_unknown_key_is_taken_and_told_and_kept_with_its_department(two, tmp_path):
    a, b = two
    file = package(a, tmp_path)
    assert stood(b, file).standing is Standing.UNKNOWN
    assert trusted(b) == {}, "a preview keeps nothing"
    assert b.perform(ImportPackage(file=file)).stood.standing is Standing.UNKNOWN
    (met,) = b.ask(ListKeys())
    assert (met.department, met.name, met.trust) == ("PL-00", "a", Trust.SEEN)
    assert met.fingerprint == a.key().fingerprint
    assert met.first_seen.startswith("2026-11-24T07:00")
    assert stood(b, file).standing is Standing.UNCONFIRMED


def test_who_compared_a_fingerprint_and_when_is_kept_and_told(two, tmp_path):
    a, b = two
    file = package(a, tmp_path)
    b.perform(ImportPackage(file=file))
    group = a.key().fingerprint[:9].lower()
    known = b.perform(ConfirmKey(peer=group, by="Aino Virtanen"))
    assert (known.trust, known.confirmed_by) == (Trust.CONFIRMED, "Aino Virtanen")
    assert known.confirmed_at.startswith("2026-11-24T07:00")
    told = stood(b, file)
    assert (told.standing, told.by) == (Standing.CONFIRMED, "Aino Virtanen")
    assert told.at == known.confirmed_at


@pytest.mark.parametrize("words", ["pl-00", "A", "{key}"])
def test_a_key_is_named_by_department_name_or_fingerprint(two, tmp_path, words):
    a, b = two
    b.perform(ImportPackage(file=package(a, tmp_path)))
    named = words.format(key=a.key().fingerprint)
    assert b.perform(ConfirmKey(peer=named, by="Aino")).trust is Trust.CONFIRMED


def test_words_that_name_no_key_or_several_change_nothing(two, tmp_path):
    a, b = two
    b.perform(ImportPackage(file=package(a, tmp_path)))
    for words in ("", "PL-99", a.key().fingerprint[:3]):
        refused(b, ConfirmKey(peer=words, by="Aino"), "peer_missing")
    refused(b, ConfirmKey(peer="PL-00", by="  "), "confirmer_missing")
    b.perform(ImportPackage(file=forged(tmp_path, IMPOSTOR)))
    told = refused(b, ConfirmKey(peer="PL-00", by="Aino"), "peer_ambiguous")
    assert fingerprint(IMPOSTOR.public) in told["keys"]
    assert a.key().fingerprint in told["keys"]
    assert set(trusted(b).values()) == {Trust.SEEN}


def test_the_own_key_is_neither_confirmed_nor_blocked(desk):
    own = desk.perform(ShowKey()).fingerprint
    refused(desk, ConfirmKey(peer=own, by="Aino"), "key_is_own")
    refused(desk, BlockKey(peer=own), "key_is_own")


def test_an_own_package_is_known_as_such(desk, tmp_path):
    add(desk, "matter", title="Kalusto")
    assert stood(desk, package(desk, tmp_path)).standing is Standing.OWN


# Blocking


@pytest.mark.parametrize("task", [PreviewPackage, ImportPackage])
def test_a_blocked_keys_package_is_refused_until_somebody_confirms_it(two, tmp_path, task):
    a, b = two
    file = package(a, tmp_path)
    b.perform(ImportPackage(file=file))
    assert b.perform(BlockKey(peer="PL-00")).trust is Trust.BLOCKED
    told = refused(b, task(file=file), "key_blocked")
    assert told["fingerprint"] == a.key().fingerprint
    b.perform(ConfirmKey(peer="PL-00", by="Aino"))
    assert b.perform(task(file=file)).stood.standing is Standing.CONFIRMED


def test_a_blocked_authors_work_is_left_out_of_what_another_desk_passes_on(
    two, make_desk, tmp_path
):
    a, b = two
    c = make_desk("c")
    b.perform(ImportPackage(file=package(a, tmp_path)))
    c.perform(ImportPackage(file=package(a, tmp_path)))
    c.perform(BlockKey(peer="PL-00"))
    add(a, "matter", title="Lisää")
    b.perform(ImportPackage(file=package(a, tmp_path)))
    add(b, "matter", title="Oma")
    passed = package(b, tmp_path, "b.kvx")
    came = c.perform(ImportPackage(file=passed))
    assert (came.new, came.left_out) == ({"matter": 1}, 1)
    c.perform(ConfirmKey(peer="PL-00", by="Aino"))
    later = c.perform(ImportPackage(file=passed))
    assert (later.new, later.left_out) == ({"matter": 1}, 0)


# Changes of keys


@pytest.fixture
def confirmed(two, tmp_path):
    a, b = two
    b.perform(ImportPackage(file=package(a, tmp_path)))
    b.perform(ConfirmKey(peer="PL-00", by="Aino Virtanen"))
    return a, b


def test_trust_is_carried_over_to_a_key_that_the_confirmed_one_vouches_for(confirmed, tmp_path):
    a, b = confirmed
    old = a.key().fingerprint
    a.perform(NewKey())
    file = package(a, tmp_path, "new.kvx")
    told = stood(b, file)
    assert (told.standing, told.other, told.by) == (Standing.CARRIED, old, "Aino Virtanen")
    b.perform(ImportPackage(file=file))
    assert trusted(b)[a.key().fingerprint] is Trust.CONFIRMED
    (before,) = [one for one in b.ask(ListKeys()) if one.fingerprint == old]
    assert before.replaced_by == a.key().fingerprint
    assert stood(b, file).standing is Standing.CONFIRMED


def test_trust_is_carried_over_several_changes_of_which_no_package_came(confirmed, tmp_path):
    a, b = confirmed
    for _ in range(3):
        a.perform(NewKey())
    assert stood(b, package(a, tmp_path)).standing is Standing.CARRIED


def test_a_change_of_keys_is_passed_on_by_others(confirmed, make_desk, tmp_path):
    a, b = confirmed
    c = make_desk("c")
    a.perform(NewKey())
    file = package(a, tmp_path)
    c.perform(ImportPackage(file=file))
    b.perform(ImportPackage(file=package(c, tmp_path, "c.kvx")))
    add(a, "matter", title="Toinen")
    told = read_package(package(a, tmp_path)).manifest
    without = forged(tmp_path, a.key(), made_at=told.made_at)
    assert stood(b, without).standing is Standing.CARRIED


def test_a_new_key_of_an_unconfirmed_desk_is_not_trusted_more(two, tmp_path):
    a, b = two
    b.perform(ImportPackage(file=package(a, tmp_path)))
    old = a.key().fingerprint
    a.perform(NewKey())
    told = stood(b, package(a, tmp_path))
    assert (told.standing, told.other) == (Standing.CHANGED, old)


def test_a_known_departments_new_key_without_the_old_ones_word_is_an_alarm(confirmed, tmp_path):
    a, b = confirmed
    (a.folder / "keys" / "own.key").unlink()
    old = a.perform(NewKey()).before
    file = package(a, tmp_path)
    assert (stood(b, file).standing, stood(b, file).other) == (Standing.CHANGED, old)
    b.perform(ImportPackage(file=file))
    assert trusted(b)[a.key().fingerprint] is Trust.SEEN
    assert stood(b, file).standing is Standing.CHANGED, "taking it in is no comparing"
    b.perform(ConfirmKey(peer=a.key().fingerprint, by="Aino"))
    assert stood(b, file).standing is Standing.CONFIRMED


def test_a_key_file_put_there_by_hand_is_vouched_for_by_nobody(confirmed, tmp_path):
    a, b = confirmed
    (a.folder / "keys" / "own.key").write_bytes((_other_file(b)).read_bytes())
    a.perform(AcceptKey())
    assert read_package(package(a, tmp_path)).manifest.rotations == []


def _other_file(desk):
    desk.key()
    return desk.folder / "keys" / "own.key"


def test_a_damaged_old_key_vouches_for_nothing(desk, tmp_path):
    add(desk, "matter", title="Kalusto")
    desk.key()
    (desk.folder / "keys" / "own.key").write_bytes(b"torn")
    desk.perform(NewKey())
    assert read_package(package(desk, tmp_path)).manifest.rotations == []


def test_a_change_signed_by_another_key_is_refused(confirmed, tmp_path):
    a, b = confirmed
    told = sign_rotation(OTHER_THIEF, IMPOSTOR.public, LATER)
    lie = Rotation(a.key().public, told.new, told.at, told.signature)
    honest = forged(tmp_path, IMPOSTOR, rotations=[told])
    assert stood(b, honest).standing is Standing.CHANGED
    with pytest.raises(Refusal) as refusal:
        forged(tmp_path, IMPOSTOR, rotations=[lie])
    assert refusal.value.code == "signature_wrong"


def test_a_key_that_vouches_for_two_others_vouches_for_none(confirmed, tmp_path):
    """Somebody holds a copy of it: the desk must be called."""
    a, b = confirmed
    stolen = a.key()
    a.perform(NewKey())
    b.perform(ImportPackage(file=package(a, tmp_path)))
    told = sign_rotation(stolen, IMPOSTOR.public, LATER)
    assert stood(b, forged(tmp_path, IMPOSTOR, rotations=[told])).standing is Standing.CHANGED


def test_a_strangers_word_for_a_desks_new_key_does_not_hinder_the_desks_own(confirmed, tmp_path):
    a, b = confirmed
    a.perform(NewKey())
    loops = [
        sign_rotation(IMPOSTOR, a.key().public, LATER),
        sign_rotation(a.key(), IMPOSTOR.public, LATER),
    ]
    b.perform(ImportPackage(file=forged(tmp_path, IMPOSTOR, rotations=loops, department="PL-66")))
    assert stood(b, package(a, tmp_path)).standing is Standing.CARRIED


def test_a_blocked_key_passes_no_trust_on(confirmed, tmp_path):
    a, b = confirmed
    b.perform(BlockKey(peer="PL-00"))
    a.perform(NewKey())
    assert stood(b, package(a, tmp_path)).standing is Standing.UNKNOWN


def test_a_package_made_with_a_key_that_was_replaced_before_is_an_alarm(confirmed, tmp_path):
    a, b = confirmed
    old = a.key()
    early = package(a, tmp_path, "early.kvx")
    a.perform(NewKey())
    b.perform(ImportPackage(file=package(a, tmp_path)))
    late = forged(tmp_path, old)
    told = stood(b, late)
    assert (told.standing, told.other) == (Standing.REPLACED, a.key().fingerprint)
    assert stood(b, early).standing is Standing.CONFIRMED


def test_a_confirmed_key_under_another_departments_name_is_an_alarm(confirmed, tmp_path):
    a, b = confirmed
    told = stood(b, forged(tmp_path, a.key(), department="PL-14"))
    assert (told.standing, told.other) == (Standing.RENAMED, "a")
    b.perform(ImportPackage(file=forged(tmp_path, a.key(), department="PL-14")))
    assert [one.department for one in b.ask(ListKeys()) if one.trust is Trust.CONFIRMED] == [
        "PL-00"
    ]


def test_somebody_elses_key_under_this_desks_own_code_is_an_alarm(two, tmp_path):
    _, b = two
    b.key()
    told = stood(b, forged(tmp_path, IMPOSTOR, department="PL-01"))
    assert (told.standing, told.other) == (Standing.CHANGED, b.key().fingerprint)


def test_a_nameless_package_is_of_nobody(two, tmp_path):
    _, b = two
    assert stood(b, forged(tmp_path, IMPOSTOR, department="")).standing is Standing.UNKNOWN


def test_the_work_of_a_desk_goes_on_over_its_change_of_keys(confirmed, tmp_path):
    a, b = confirmed
    matter = add(a, "matter", title="Kalusto")
    b.perform(ImportPackage(file=package(a, tmp_path)))
    add(a, "matter", title="Kirjattu ennen vaihtoa")
    a.perform(NewKey())
    a.do(SetField(kind="matter", id=matter, field="title", value="Kalustosuunnitelma"))
    came = b.perform(ImportPackage(file=package(a, tmp_path)))
    assert (came.new, came.changed, came.same_digest) == ({"matter": 1}, {"matter": 1}, True)
    assert came.stood.standing is Standing.CARRIED


def test_what_was_written_under_a_lost_key_travels_on_the_new_ones_word(confirmed, tmp_path):
    a, b = confirmed
    add(a, "matter", title="Kirjattu ennen katoamista")
    (a.folder / "keys" / "own.key").unlink()
    a.perform(NewKey())
    add(a, "matter", title="Kirjattu sen jälkeen")
    file = package(a, tmp_path)
    assert len(read_package(file).extracts) == 1
    came = b.perform(ImportPackage(file=file))
    assert (came.new, came.same_digest) == ({"matter": 2}, True)
    assert b.perform(ImportPackage(file=file)).changes == 0
