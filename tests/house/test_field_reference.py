"""What other programs are told of the fields is what the records declare."""

from house.field_reference import PAGE, field_reference
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import Form, fields_of


def test_the_page_of_fields_is_true():
    told = PAGE.read_text(encoding="utf-8")
    assert told == field_reference(), "python dev.py words writes it anew"


def test_every_kind_and_field_is_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    parts = dict(part.split("\n", 1) for part in page.split("\n## ")[1:])
    assert list(parts) == list(KINDS)
    for name, kind in KINDS.items():
        assert [line.split("`")[1] for line in parts[name].splitlines() if line[:3] == "| `"] == [
            *fields_of(kind)
        ]


def test_every_form_is_told():
    page = PAGE.read_text(encoding="utf-8")
    assert [form for form in Form if f"- *{form}*:" not in page] == []
