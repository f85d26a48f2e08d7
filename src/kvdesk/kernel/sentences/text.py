"""Sentences and remedies of the text area: days, times and files of plain text."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "day_unreadable": (
        N_("“{given}” is not a day."),
        N_("Write it as 3.12.2026, 3.12., 2026-12-03, a weekday, vko 49 or +2 vk."),
    ),
    "weekday_mismatch": (
        N_("“{given}” cannot be: {day} is another weekday."),
        N_("Correct the weekday or the day, or leave the weekday out."),
    ),
    "time_unreadable": (
        N_("“{given}” is not a clock time."),
        N_("Write it as 9.42, 9:42 or 0942."),
    ),
    "moment_unreadable": (
        N_("“{given}” is not a day and a clock time."),
        N_("Write both, as in 3.12.2026 9.42."),
    ),
    "text_empty": (
        N_("The file holds no text."),
        N_("Choose another file."),
    ),
    "text_too_big": (
        N_("The file has {size} kB; a text may have {limit} kB."),
        N_("Choose the text alone, without its attachments."),
    ),
    "text_binary": (
        N_("The file is not a text file."),
        N_("Open it in its own program, save it as plain text (.txt) and choose that file."),
    ),
}
