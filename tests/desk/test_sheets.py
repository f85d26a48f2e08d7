"""Departments without kvdesk: a workbook goes out, comes back filled in, and is merged."""

import pytest

from desk.board import add, board
from desk.workbooks import edited, written_again
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.exchange import (
    ImportPackage,
    ListConflicts,
    ListImports,
    PreviewPackage,
    UndoImport,
    WriteExport,
)
from kvdesk.desk.recording import DeleteRecord, SetField
from kvdesk.desk.sheet_kinds import SheetName
from kvdesk.desk.sheets import ReadSheet, WriteSheet
from kvdesk.domain.actions import Action, ActionReport, ActionState
from kvdesk.domain.meetings import Attendance, Reply
from kvdesk.exchange.sheets.comparing import Finding
from kvdesk.kernel.errors import Refusal

STATE, COMMENT, WISH = "Tila", "Mitä on tapahtunut", "Toivottu määräaika"


@pytest.fixture
def department(desk):
    return add(desk, "organisation", code="PL-08", name_fi="Pirkanmaan pelastuslaitos")


@pytest.fixture
def actions(desk, department):
    return [
        add(desk, "action", title=title, number=number, organisation=department, due="2026-12-03")
        for number, title in enumerate(("Omavalvonta", "Kalusto", "=1+1", "Viestintä"), start=1)
    ]


@pytest.fixture
def sheet(desk, department, actions, tmp_path):
    file = tmp_path / "toimenpiteet.xlsx"
    desk.perform(WriteSheet(kind=SheetName.ACTIONS, out=file, department=department))
    return file


def take(desk, file):
    return desk.perform(ImportPackage(file=file))


def action(desk, record):
    return desk.store.read(lambda reader: reader.get(Action, record))


def reports(desk, record):
    return desk.store.read(lambda reader: reader.all(ActionReport, action=record))


def digest(desk):
    return desk.store.write(lambda log: log.digest())


def findings(came):
    return [note.finding for note in came.cells]


def test_a_filled_in_row_sets_the_state_and_adds_a_report(desk, actions, sheet):
    came = take(desk, edited(sheet, {(2, STATE): "Tehty", (2, COMMENT): "Malli on käytössä."}))
    done = action(desk, actions[0])
    assert (done.state, done.closed_on) == (ActionState.DONE, "2026-11-24")
    (report,) = reports(desk, actions[0])
    assert (report.comment, report.state) == ("Malli on käytössä.", ActionState.DONE)
    assert (came.changes, came.new, came.changed) == (1, {"action_report": 1}, {"action": 1})
    assert [action(desk, other).state for other in actions[1:]] == [ActionState.OPEN] * 3
    assert desk.perform(VerifyDesk()).faults == []


def test_a_sheet_that_nobody_edited_brings_nothing(desk, actions, sheet):
    before = digest(desk)
    came = take(desk, written_again(sheet))
    assert (came.changes, came.batch, came.cells) == (0, 0, ())
    assert digest(desk) == before


def test_the_same_file_twice_changes_nothing(desk, actions, sheet):
    file = edited(sheet, {(2, STATE): "Tehty"})
    assert take(desk, file).changes == 1
    before = digest(desk)
    again = take(desk, file)
    assert (again.changes, again.batch, again.known) == (0, 0, 1)
    assert (digest(desk), len(desk.ask(ListImports()))) == (before, 1)


def test_the_same_answers_in_another_file_are_no_news(desk, actions, sheet):
    answers = {(2, STATE): "Tehty", (2, COMMENT): "Malli on käytössä."}
    take(desk, edited(sheet, answers))
    again = take(desk, written_again(edited(sheet, answers)))
    assert (again.changes, again.cells) == (0, ())


def test_a_preview_tells_the_cells_and_writes_nothing(desk, actions, sheet):
    file = edited(sheet, {(3, STATE): "Kesken"})
    before = digest(desk)
    seen = desk.perform(PreviewPackage(file=file))
    assert digest(desk) == before
    (note,) = seen.cells
    assert (note.finding, note.row, note.title) == (Finding.CHANGED, 3, "Kalusto")
    assert (note.column, note.before, note.given) == ("Tila (G)", "Avoin", "Kesken")
    assert action(desk, actions[1]).state is ActionState.OPEN


def test_a_later_edit_at_the_office_is_a_conflict_and_both_values_stay(desk, actions, sheet):
    desk.do(SetField(kind="action", id=actions[0], field="state", value=ActionState.CANCELLED))
    came = take(desk, edited(sheet, {(2, STATE): "Kesken"}))
    assert came.conflicts == ((actions[0], "action.state"),)
    (conflict,) = desk.ask(ListConflicts())
    sides = {(side.value, side.author, side.own) for side in conflict.sides}
    assert ("in_progress", "Toimenpiteet – Pirkanmaan pelastuslaitos", False) in sides
    assert {value for value, _, _ in sides} == {"cancelled", "in_progress"}
    assert conflict.base is None


def test_what_is_typed_on_after_the_export_has_not_been_seen_by_the_sheet(
    desk, department, tmp_path
):
    record = add(desk, "attendance", meeting="0" * 32, person="1" * 32)
    meeting = add(desk, "meeting", body=board(desk).body, starts="2026-12-01T09:00")
    desk.do(SetField(kind="attendance", id=record, field="meeting", value=meeting))
    desk.do(SetField(kind="attendance", id=record, field="remark", value="Tul"))
    file = tmp_path / "osallistujat.xlsx"
    desk.perform(WriteSheet(kind=SheetName.ATTENDANCE, out=file, meeting=meeting))
    desk.do(SetField(kind="attendance", id=record, field="remark", value="Tulee myöhässä"))
    came = take(desk, edited(file, {(2, "Huomautus"): "Ei syö kalaa"}))
    assert came.conflicts == ((record, "attendance.remark"),)


def test_a_corrected_return_is_a_newer_write_and_no_conflict(desk, actions, sheet):
    take(desk, edited(sheet, {(2, STATE): "Tehty", (2, COMMENT): "Valmis."}))
    came = take(desk, edited(sheet, {(2, STATE): "Kesken", (2, COMMENT): "Ei sittenkään."}))
    assert came.conflicts == ()
    now = action(desk, actions[0])
    assert (now.state, now.closed_on) == (ActionState.IN_PROGRESS, "")
    (report,) = reports(desk, actions[0])
    assert (report.comment, report.state) == ("Ei sittenkään.", ActionState.IN_PROGRESS)


def test_a_correction_may_put_a_cell_back_to_what_was_sent(desk, actions, sheet):
    take(desk, edited(sheet, {(2, STATE): "Tehty", (3, STATE): "Kesken"}))
    came = take(desk, edited(sheet, {(3, STATE): "Kesken"}))
    assert (came.changes, came.conflicts) == (1, ())
    assert action(desk, actions[0]).state is ActionState.OPEN


def test_undoing_takes_the_whole_sheet_back_and_it_can_be_imported_again(desk, actions, sheet):
    file = edited(sheet, {(2, STATE): "Tehty", (2, COMMENT): "Käytössä.", (3, STATE): "Kesken"})
    take(desk, file)
    desk.perform(UndoImport())
    assert [action(desk, record).state for record in actions[:2]] == [ActionState.OPEN] * 2
    assert reports(desk, actions[0]) == []
    assert [row.state for row in desk.ask(ListImports())] == ["undone"]
    again = take(desk, file)
    assert (again.changes, again.conflicts) == (2, ())
    assert [report.comment for report in reports(desk, actions[0])] == ["Käytössä."]
    assert desk.perform(VerifyDesk()).faults == []


def test_a_corrected_return_after_an_undone_one_is_no_conflict(desk, actions, sheet):
    take(desk, edited(sheet, {(2, STATE): "Tehty"}))
    desk.perform(UndoImport())
    came = take(desk, edited(sheet, {(2, STATE): "Kesken"}))
    assert came.conflicts == ()
    assert action(desk, actions[0]).state is ActionState.IN_PROGRESS


def test_what_came_in_a_sheet_reaches_the_other_desks(desk, make_desk, actions, sheet, tmp_path):
    take(desk, edited(sheet, {(2, STATE): "Tehty", (2, COMMENT): "Käytössä."}))
    other = make_desk("b")
    desk.perform(WriteExport(out=tmp_path / "kaikki.kvx"))
    other.perform(ImportPackage(file=tmp_path / "kaikki.kvx"))
    assert action(other, actions[0]).state is ActionState.DONE
    assert digest(other) == digest(desk)


def test_rows_columns_and_cells_may_have_been_moved_about(desk, actions, sheet):
    def shuffle(rows):
        head, *rest = rows
        order = [3, 0, 7, *(at for at in range(len(head)) if at not in (0, 3, 7)), len(head)]
        moved = [[*row, "oma sarake"] for row in [head, *reversed(rest)]]
        return [["Yläotsikko"], [], *([row[at] for at in order] for row in moved)]

    take(desk, edited(sheet, {(2, STATE): "Tehty", (4, COMMENT): "=HYPERLINK()"}, shuffle))
    assert action(desk, actions[0]).state is ActionState.DONE
    assert [report.comment for report in reports(desk, actions[2])] == ["=HYPERLINK()"]
    assert [action(desk, other).state for other in actions[1:]] == [ActionState.OPEN] * 3


def test_days_and_words_are_understood_as_people_and_programs_write_them(desk, actions, sheet):
    import datetime

    came = take(
        desk,
        edited(
            sheet,
            {
                (2, WISH): datetime.date(2027, 1, 15),
                (3, WISH): " 15.1.2027 ",
                (4, WISH): 46_402,
                (5, WISH): "2027-01-15",
                (2, STATE): "  Pågår ",
                (3, STATE): "IN PROGRESS",
                (4, STATE): "kesken.",
                (5, COMMENT): 42.0,
            },
        ),
    )
    assert set(findings(came)) == {Finding.CHANGED}
    told = [reports(desk, record)[0] for record in actions]
    assert [report.due_wish for report in told] == ["2027-01-15"] * 4
    assert [report.state for report in told[:3]] == [ActionState.IN_PROGRESS] * 3
    assert told[3].comment == "42"


def test_what_is_not_understood_is_listed_with_its_place_and_left(desk, actions, sheet):
    came = take(desk, edited(sheet, {(2, STATE): "Melkein", (3, WISH): "huomenna", (4, STATE): ""}))
    assert findings(came) == [Finding.NOT_UNDERSTOOD] * 3
    assert [(note.row, note.column) for note in came.cells] == [
        (2, "Tila (G)"),
        (3, "Toivottu määräaika (I)"),
        (4, "Tila (G)"),
    ]
    assert (came.changes, came.batch) == (0, 0)


def test_new_rows_are_proposals_and_missing_ones_no_deletions(desk, actions, sheet):
    def change(rows):
        return [*rows[:2], *rows[3:], ["", "", "Uusi toimenpide", "", "", "", "Avoin"]]

    came = take(desk, edited(sheet, {}, change))
    (note,) = came.cells
    assert (note.finding, note.given) == (Finding.NEW_ROW, "Uusi toimenpide · Avoin")
    assert len(desk.store.read(lambda reader: reader.all(Action))) == len(actions)


def test_locked_cells_foreign_and_repeated_rows_are_told_and_ignored(desk, actions, sheet):
    def change(rows):
        return [*rows, ["f" * 32, "9", "Muualta"], [*rows[1][:6], "Tehty"]]

    came = take(desk, edited(sheet, {(3, "Toimenpide"): "Kaluston myynti"}, change))
    assert findings(came) == [Finding.READ_ONLY, Finding.UNKNOWN_ROW, Finding.REPEATED_ROW]
    assert [action(desk, record).title for record in actions[:2]] == ["Omavalvonta", "Kalusto"]
    assert came.changes == 0


def test_a_deleted_action_comes_back_in_sight_as_a_conflict(desk, actions, sheet):
    desk.do(DeleteRecord(kind="action", id=actions[0]))
    came = take(desk, edited(sheet, {(2, STATE): "Tehty"}))
    assert (actions[0], "action.deleted") in [
        (row.record, row.field) for row in desk.ask(ListConflicts())
    ]
    assert came.changes == 1


def test_hostile_texts_stay_plain_both_ways(desk, actions, sheet):
    texts = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\u202e\u0000oikea", "x" * 32_000]
    for text in texts:
        take(desk, edited(sheet, {(2, COMMENT): text}))
    (report,) = reports(desk, actions[0])
    assert report.comment == "x" * 32_000
    assert action(desk, actions[2]).title == "=1+1"
    raw = edited(sheet, {}).read_bytes()
    assert b"<f>" not in raw


def test_an_attendance_sheet_brings_the_replies(desk, tmp_path):
    held = board(desk, 3)
    meeting = desk.do(_add_meeting(held.body)).id
    file = tmp_path / "osallistujat.xlsx"
    told = desk.perform(WriteSheet(kind=SheetName.ATTENDANCE, out=file, meeting=meeting, lang="sv"))
    assert told.rows == 4
    answers = {(2, "Svar på kallelsen"): "Suppleant kommer", (2, "Suppleant som kommer"): "Aino V"}
    desk.perform(ReadSheet(file=edited(file, answers)))
    replies = desk.store.read(lambda reader: reader.all(Attendance, meeting=meeting))
    assert sorted((stay.reply, stay.deputy_name) for stay in replies) == [
        (Reply.DEPUTY, "Aino V"),
        *[(Reply.NONE, "")] * 3,
    ]


def _add_meeting(body):
    from kvdesk.desk.meetings import AddMeeting

    return AddMeeting(body=body, starts="2026-12-01T09:00")


def test_a_reply_after_the_minutes_were_checked_is_told_as_locked(desk, tmp_path):
    meeting = desk.do(_add_meeting(board(desk, 3).body)).id
    file = tmp_path / "osallistujat.xlsx"
    desk.perform(WriteSheet(kind=SheetName.ATTENDANCE, out=file, meeting=meeting))
    desk.do(SetField(kind="meeting", id=meeting, field="state", value="checked"))
    came = desk.perform(ReadSheet(file=edited(file, {(2, "Huomautus"): "Tulen"}), preview=True))
    assert (came.changes, findings(came)) == (0, [Finding.LOCKED])


def test_a_sheet_of_another_desk_or_with_a_broken_seal_is_refused(desk, make_desk, sheet, actions):
    with pytest.raises(Refusal, match="sheet_foreign"):
        take(make_desk("b"), sheet)

    def forge(rows):
        return [[name, "sv" if name == "language" else value] for name, value in rows]

    with pytest.raises(Refusal, match="sheet_foreign"):
        take(desk, edited(sheet, {}, kept=forge))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"kind": SheetName.ACTIONS}, "sheet_scope_missing"),
        ({"kind": SheetName.ATTENDANCE}, "sheet_scope_missing"),
        ({"kind": SheetName.ACTIONS, "lang": "de"}, "language_unknown"),
    ],
)
def test_a_sheet_without_a_scope_or_a_language_is_refused(desk, tmp_path, asked, code):
    with pytest.raises(Refusal, match=code):
        desk.perform(WriteSheet(out=tmp_path / "x.xlsx", **asked))


def test_a_sheet_without_rows_or_over_another_file_is_refused(desk, department, tmp_path):
    file = tmp_path / "muistio.txt"
    asked = {"kind": SheetName.ACTIONS, "department": department}
    with pytest.raises(Refusal, match="sheet_without_rows"):
        desk.perform(WriteSheet(out=file, **asked))
    file.write_text("Tärkeää")
    with pytest.raises(Refusal, match="sheet_in_the_way"):
        desk.perform(WriteSheet(out=file, **asked))
