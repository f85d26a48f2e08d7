"""The mark of a computer: the same at every look, without the system's own identity."""

from kvdesk.kernel import machine


def test_the_mark_is_the_same_at_every_look():
    mark = machine.machine_mark()
    assert mark == machine.machine_mark()
    assert mark == "" or (len(mark) == 16 and int(mark, 16) >= 0)


def test_computers_differ_and_their_identity_is_not_told(monkeypatch):
    marks = set()
    for identity in ("4c4c4544-0042-3510-8052-b4c04f564231", "0123456789abcdef0123456789abcdef"):
        monkeypatch.setattr(machine, "_told", lambda identity=identity: identity)
        marks.add(machine.machine_mark())
        assert identity not in machine.machine_mark()
    assert len(marks) == 2


def test_a_system_that_tells_nothing_has_no_mark(monkeypatch):
    monkeypatch.setattr(machine, "_told", lambda: "")
    assert machine.machine_mark() == ""
