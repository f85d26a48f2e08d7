"""Actions: the list, reports on them, and their end."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command, question
from kvdesk.domain.actions import Action, ActionReport, ActionState
from kvdesk.kernel.words import N_
from kvdesk.store.queries.actions import (
    ActionFilter,
    ActionRow,
    action_ids,
    action_rows,
    next_number,
    own_organisation,
)
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = ["ActionFile", "AddAction", "CloseAction", "ListActions", "ReportAction", "ShowAction"]

offer(Action, "change", "delete")


@dataclass(frozen=True, slots=True)
class ActionFile:
    """An action with its status history, the oldest report first."""

    action: Action
    reports: tuple[ActionReport, ...]


@command("action add")
@dataclass(frozen=True, kw_only=True)
class AddAction:
    """Add something to do that was not logged in a meeting."""

    title: str = take.words(N_("What is to be done"))
    owner: str = take.record("person", N_("Who answers for it"), default="")
    organisation: str = take.record("organisation", N_("Which organisation"), default="")
    due: str = take.day(N_("By when"), default="")
    description: str = take.words(N_("Description"), default="")
    decision: str = take.record("decision", N_("The decision it follows from"), default="")
    matter: str = take.record("matter", N_("The matter it belongs to"), default="")

    def __call__(self, work: Work) -> str:
        """Number and store it."""
        return work.add(
            Action(
                title=self.title,
                number=next_number(work.reader),
                owner=self.owner,
                organisation=self.organisation,
                due=self.due,
                description=self.description,
                decision=self.decision,
                matter=self.matter,
                created_on=work.clock.today(),
            )
        ).id


@command("action report")
@dataclass(frozen=True, kw_only=True)
class ReportAction:
    """Report how an action is going; the report stays in its history."""

    action: str = take.record("action", N_("The action"), positional=True)
    state: ActionState = take.choice(N_("How far it has come"), ActionState)
    comment: str = take.words(N_("What has happened"), default="")
    person: str = take.record("person", N_("Who reports"), default="")
    at: str = take.moment(N_("When; now unless said"), default="")

    def __call__(self, work: Work) -> str:
        """Add the report and set the state."""
        action = work.get(Action, self.action)
        at = self.at or work.clock.local()
        work.add(
            ActionReport(
                action=action.id,
                at=at,
                state=self.state,
                comment=self.comment,
                person=self.person,
            )
        )
        closed = at[:10] if self.state.is_closed else ""
        return work.change(action, state=self.state, closed_on=closed).id


@command("action close")
@dataclass(frozen=True, kw_only=True)
class CloseAction:
    """Close an action as done."""

    action: str = take.record("action", N_("The action"), positional=True)
    comment: str = take.words(N_("What came of it"), default="")

    def __call__(self, work: Work) -> str:
        """Report it as done."""
        report = ReportAction(action=self.action, state=ActionState.DONE, comment=self.comment)
        return report(work)


@question("action list")
@dataclass(frozen=True, kw_only=True)
class ListActions:
    """Actions over all meetings, what is due first at the top."""

    state: ActionState | None = take.choice(N_("Only in this state"), ActionState, None)
    mine: bool = take.flag(N_("Only those of this desk's department"))
    owner: str = take.record("person", N_("Only this person's"), default="")
    department: str = take.record("organisation", N_("Only this organisation's"), default="")
    body: str = take.record("body", N_("Only from this body's meetings"), default="")
    goal: str = take.record("statement", N_("Only those that serve this sentence"), default="")
    late: bool = take.flag(N_("Only what is late today"))
    words: str = take.words(N_("Only those with these words"), default="")
    order: str = take.words(N_("Sort by due, number, title, state, owner, created"), default="due")

    def __call__(self, reader: Reader) -> list[ActionRow]:
        """The rows of the list."""
        wanted = ActionFilter(
            state=self.state or "",
            owner=self.owner,
            organisation=self.department or (own_organisation(reader) if self.mine else ""),
            body=self.body,
            statement=self.goal,
            late_on=reader.today if self.late else "",
            words=self.words,
            order=self.order,
        )
        ids = action_ids(reader, wanted)
        rows = action_rows(reader, list(ids))
        return [rows[rid] for rid in ids]


@question("action show")
@dataclass(frozen=True, kw_only=True)
class ShowAction:
    """An action with its status history."""

    id: str = take.record("action", N_("The action"), positional=True)

    def __call__(self, reader: Reader) -> ActionFile:
        """The action's file."""
        reports = reader.all(ActionReport, order="at", action=self.id)
        return ActionFile(reader.get(Action, self.id), tuple(reports))
