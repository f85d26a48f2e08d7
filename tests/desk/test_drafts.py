"""The line that was being typed when the program ended: offered again unless it was entered."""

from kvdesk.desk.live_typing import KeepDraft, LiveDraft, LogTyped, ReadDraft
from ui.real_desk import sit


def test_a_line_that_was_not_entered_is_offered_again(desk):
    draft = LiveDraft("p Hyväksytään esit", sit(desk).entry)
    desk.perform(KeepDraft(draft=draft))
    assert desk.perform(ReadDraft()) == draft


def test_a_line_that_was_entered_before_its_draft_could_go_is_not_offered(desk):
    entry = sit(desk).entry
    desk.perform(KeepDraft(draft=LiveDraft("p Hyväksytään esit", entry)))
    desk.do(LogTyped(text="p Hyväksytään esitys", language="fi", entry=entry))
    assert desk.perform(ReadDraft()) == LiveDraft()


def test_the_same_words_begun_again_after_they_were_entered_are_offered(desk):
    entry = sit(desk).entry
    desk.do(LogTyped(text="Keskustelua", language="fi", entry=entry))
    desk.perform(KeepDraft(draft=LiveDraft("Kesk", entry)))
    assert desk.perform(ReadDraft()) == LiveDraft("Kesk", entry)


def test_another_line_entered_since_does_not_take_the_draft(desk):
    entry = sit(desk).entry
    desk.perform(KeepDraft(draft=LiveDraft("t Selvitys", entry)))
    desk.do(LogTyped(text="Muu huomio", language="fi", entry=entry))
    assert desk.perform(ReadDraft()) == LiveDraft("t Selvitys", entry)
