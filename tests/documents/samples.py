"""Contents of every kind to write: empty, typical, hostile and long. All people are invented."""

from dataclasses import replace

from documents.meeting import ITEMS, head, minutes_of
from kvdesk.documents.content import (
    ActionListContent,
    AgendaContent,
    AgendaItem,
    Content,
    DecisionListContent,
    DecisionRow,
    ExtractContent,
    Head,
    MinutesContent,
    MinutesItem,
    NoticeContent,
    Status,
)
from kvdesk.domain.actions import ActionState
from kvdesk.domain.bodies import Profile

__all__ = ["HOSTILE", "ITEMS", "empty", "head", "hostile", "long", "minutes_of", "typical"]

#: documents.md 7: what people paste and what attackers try.
HOSTILE = (
    "a < b & c > d \"e\" 'f'",
    "<w:p>x</w:p><w:r><w:t>y</w:t></w:r>",
    "]]> <!-- --> <?xml version='1.0'?> &amp; &#x41;",
    "pysty\x0bsarkain, sivun\x0cvaihto, \x00nolla, \ufffe, \x85seuraava rivi",
    "puolikas \ud800 ja \udc00 sijaismerkki",
    "{{ cycler.__init__.__globals__ }} {% for x in y %}",
    "{ INCLUDETEXT C:\\\\salainen.txt } { DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
    "oikealta \u202evasemmalle\u202c ja \u2067eristetty\u2069",
    "مرحبا بالعالم ja עברית 12 kpl",
    "👩\u200d🚒 🧑🏽\u200d🚒 \U0001f692",
    "sitova\u00a0väli, tavu\u00adviiva, \u2011, \u200b",
    "x" * 5000,
    "   alussa välilyöntejä\tja\tsarkaimia   ",
    "rivi\nrivi\r\nrivi\u2028rivi\u2029uusi kappale",
    "- viiva\n- toinen\n- kolmas\n1. yksi\n2. kaksi\n7) seitsemän\n8) kahdeksan",
    '=HYPERLINK("http://paha.example","tästä")',
)


def _agenda_item(item: MinutesItem) -> AgendaItem:
    return AgendaItem(
        number=item.number,
        title=item.title,
        register_number=item.register_number,
        presenter=item.proposed_by or "Markku Virtanen",
        planned_minutes=15 if item.background else 1,
        background=item.background,
        proposal=item.proposal,
        goals=item.goals,
        earlier=item.earlier,
        attachments=item.attachments,
    )


def _from(minutes: MinutesContent) -> dict[str, Content]:
    """All kinds, made of the same meeting."""
    agenda_items = tuple(_agenda_item(item) for item in minutes.items)
    return {
        "notice": NoticeContent(
            head=replace(minutes.head, status=Status.FINAL, ends=""),
            items=agenda_items,
            message="Hallituksen kokous pidetään Tampereella. Kokousaineisto on liitteenä.",
            remote_address="https://kokous.example/hallitus-3-2026?a=1&b=2",
            answer_by="2026-03-10",
            invited=("Hallituksen jäsenet", "Palvelualueiden sihteerit"),
            attachments=("Esityslista",),
            distribution=("Hallituksen jäsenet ja varajäsenet",),
        ),
        "agenda": AgendaContent(
            head=replace(minutes.head, status=Status.FINAL, ends=""),
            items=agenda_items,
            attachments=minutes.attachments,
            distribution=minutes.distribution,
            for_information=minutes.for_information,
        ),
        "minutes": minutes,
        "memo": replace(minutes, profile=Profile.MEMO),
        **_afterwards(minutes),
    }


def _afterwards(minutes: MinutesContent) -> dict[str, Content]:
    """What is made once the minutes stand: extract and lists."""
    actions = tuple(
        replace(action, origin=f"3/2026 § {item.section}", state=ActionState.IN_PROGRESS)
        for item in minutes.items
        for action in item.actions
    )
    decisions = tuple(
        DecisionRow(
            origin=f"3/2026 § {item.section}",
            title=item.title,
            register_number=item.register_number,
            day="2026-03-12",
            text=item.decision,
            outcome=item.outcome,
        )
        for item in minutes.items
        if item.outcome
    )
    checked = replace(minutes.head, status=Status.CHECKED)
    return {
        "extract": ExtractContent(
            head=checked,
            item=max(minutes.items, key=lambda item: len(item.log), default=ITEMS[0]),
            chairs=minutes.chairs,
            secretaries=minutes.secretaries,
            checkers=tuple(
                replace(checker, checked_on="2026-03-20") for checker in minutes.checkers
            ),
            present=minutes.present,
            certified_by="Sanna Lehtonen",
            certified_title="verkostokoordinaattori",
            certified_on="2026-03-23",
        ),
        "decisions": DecisionListContent(head=checked, rows=decisions, period="Vuosi 2026"),
        "actions": ActionListContent(head=minutes.head, rows=actions, period="Vuosi 2026"),
    }


def typical() -> dict[str, Content]:
    """A meeting of ten items, with everything that can happen in one."""
    return _from(minutes_of(ITEMS))


def empty() -> dict[str, Content]:
    """Nothing but what must be known."""
    bare = Head(
        organisation="Kumppanuusverkosto",
        body="Hallitus",
        issued_on="2026-01-02",
        data_version="0",
    )
    item = MinutesItem(number=1, title="Avaus")
    return {
        "notice": NoticeContent(head=bare, items=()),
        "agenda": AgendaContent(head=bare, items=()),
        "minutes": MinutesContent(head=bare, items=()),
        "memo": MinutesContent(head=bare, items=(), profile=Profile.MEMO),
        "extract": ExtractContent(head=bare, item=item),
        "decisions": DecisionListContent(head=bare, rows=()),
        "actions": ActionListContent(head=bare, rows=()),
    }


def _spoilt(value, texts):
    """The same content with every free text replaced by a hostile one, in turn."""
    if isinstance(value, tuple):
        return tuple(_spoilt(one, texts) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(
            value,
            **{
                name: _spoilt(getattr(value, name), texts)
                for name in value.__dataclass_fields__
                if name not in EXACT
            },
        )
    return next(texts) if type(value) is str and value else value


#: Fields that hold days, times, addresses and languages, which the desk has checked.
EXACT = {
    "starts",
    "ends",
    "issued_on",
    "language",
    "called_on",
    "checked_on",
    "certified_on",
    "answer_by",
    "remote_address",
    "at",
    "until",
    "arrived",
    "left",
    "due",
    "day",
}


def hostile() -> dict[str, Content]:
    """The typical contents with hostile text in every field that takes text."""

    def forever():
        while True:
            yield from HOSTILE

    texts = forever()
    return {kind: _spoilt(content, texts) for kind, content in typical().items()}


def long(count: int = 200) -> dict[str, Content]:
    """A meeting of many sections."""
    business = [item for item in ITEMS if not item.removed]
    items = tuple(
        replace(business[index % len(business)], number=index + 1, section=index + 1)
        for index in range(count)
    )
    return _from(minutes_of(items))
