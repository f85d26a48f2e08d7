"""A desk filled by commands, and views shown on it as the window would show them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from kvdesk.desk.actions import AddAction, ReportAction
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.matters import LinkGoal
from kvdesk.desk.recording import AddRecord
from kvdesk.domain.actions import ActionState
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.ids import random_ids
from kvdesk.ui.labels import Label, LinkButton
from kvdesk.ui.view import Context, View

__all__ = ["Filled", "Viewer", "open_desk", "press", "texts", "titles"]


class Filled:
    """A desk with a body, a strategy of two goals, three decisions and four actions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.body = self.add("body", abbreviation="PJH", name_fi="Pelastusjohtajien hallitus")
        self.other = self.add("body", abbreviation="VAL", name_fi="Valmiusryhmä")
        self.person = self.add("person", given_name="Anna", family_name="Mäkinen")
        self.strategy = self.add(
            "strategy", title="Strategia 2026–2030", period="2026–2030", starts="2026-01-01"
        )
        self.heading = self.statement("heading", "Tavoitteet", "a")
        self.goal = self.statement("goal", "Turvallinen arki", "b", "1", self.heading)
        self.bare = self.statement("goal", "Osaava henkilöstö", "c", "2", self.heading)
        self.matter = self.add("matter", title="Palvelutasopäätös", state="open")
        desk.do(LinkGoal(matter=self.matter, goal=self.goal))
        self.meeting = self.plan(3, "2026-11-10T09:00", "checked")
        self.next = self.plan(4, "2026-12-03T09:00", "called")
        self.decisions = [
            self.decide(1, "2026", "Hyväksytään palvelutasopäätös", "2026-11-10", self.matter),
            self.decide(2, "2026", "Merkitään talousarvio tiedoksi", "2026-11-10"),
            self.decide(1, "2025", "Valitaan puheenjohtaja", "2025-03-01", body=self.other),
        ]
        self.late = self.do("Mittariston laatiminen", "2026-11-12", matter=self.matter)
        self.week = self.do("Kutsun lähettäminen", "2026-11-27", owner=self.person)
        self.far = self.do("Raportin kokoaminen", "2027-01-15", owner=self.person)
        self.closed = self.do("Vanha tehtävä", "2026-01-01", owner=self.person)
        desk.do(ReportAction(action=self.closed, state=ActionState.DONE, comment="Valmis"))
        desk.store.finish_index()

    def add(self, record: str, /, **values: object) -> str:
        return self.desk.do(AddRecord(kind=record, values=values)).id

    def statement(self, kind: str, text: str, at: str, number: str = "", parent: str = "") -> str:
        return self.add(
            "statement",
            strategy=self.strategy,
            kind=kind,
            text=text,
            position=at,
            number=number,
            parent=parent,
        )

    def plan(self, number: int, starts: str, state: str) -> str:
        return self.add(
            "meeting",
            body=self.body,
            number=number,
            year=2026,
            title=f"Kokous {number}/2026",
            starts=starts,
            state=state,
            place="Kuopio",
        )

    def decide(
        self, number: int, year: str, title: str, day: str, matter: str = "", body: str = ""
    ) -> str:
        return self.add(
            "decision",
            number=number,
            year=int(year),
            title=title,
            text=f"{title} esityksen mukaisesti.",
            decided_on=day,
            body=body or self.body,
            matter=matter,
        )

    def do(self, title: str, due: str, **values: str) -> str:
        return self.desk.do(AddAction(title=title, due=due, **values)).id


@contextmanager
def open_desk(folder: Path, clock: Clock) -> Iterator[Desk]:
    """A real desk in a folder."""
    full_registry()
    with Desk.create(folder / "desk", clock=clock, ids=random_ids()) as desk:
        yield desk


class Viewer:
    """Shows views as the window would and waits until they have read everything."""

    def __init__(self, qtbot, settle: Callable[[], None], context: Context) -> None:
        self.qtbot = qtbot
        self.settle = settle
        self.context = context

    def __call__(self, kind: type[View]) -> View:
        """Show a view of a kind."""
        view = kind(self.context)
        self.context.bridge.touched.connect(view.on_touched)
        self.qtbot.addWidget(view)
        view.resize(1100, 700)
        view.show()
        self.wait(view)
        return view

    def wait(self, view: View) -> None:
        """Painting asks for rows, rows ask for details: wait for all of it."""
        for _ in range(4):
            self.settle()
            QApplication.processEvents()
            view.grab()
        self.settle()
        folder = os.environ.get("KVDESK_PICTURES")  # for people who want to look
        if folder:
            view.grab().save(f"{folder}/{type(view).__name__}.png")
            if view.details is not None:
                view.details.resize(380, 900)
                view.details.grab().save(f"{folder}/{type(view).__name__}-details.png")

    def search(self, view: View, words: str) -> None:
        """Type into the search field of a register."""
        with self.qtbot.waitSignal(view.heading.searched):
            view.heading.search.setText(words)
        self.wait(view)


def titles(view: View) -> list[str]:
    model = view.model
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def texts(widget: QWidget) -> list[str]:
    found = [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]
    links = [link.text() for link in widget.findChildren(LinkButton) if link.isVisibleTo(widget)]
    return found + links


def press(widget: QWidget, text: str) -> None:
    next(link for link in widget.findChildren(LinkButton) if link.text() == text).click()
