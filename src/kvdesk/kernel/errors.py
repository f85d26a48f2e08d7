"""The kinds of trouble that a person can do something about.

A code and its parameters leave the lower floors; the sentence and the remedy are chosen above, in
the language of whoever reads (`kvdesk.kernel.sentences`). Everything else that is raised is a bug.

    KvdeskError
    ├── Refusal        a rule, a wrong word, a bad file: nothing was written      exit status 1
    ├── WrongUsage     what was typed on the command line is no command           exit status 2
    └── WorldFailure   disk full, locked, read-only, no permission                exit status 3
"""

from typing import Self

__all__ = ["KvdeskError", "Refusal", "Term", "WorldFailure", "WrongUsage"]


class Term(str):
    """A code among an error's parameters, with the English message that people read instead."""

    __slots__ = ("message",)

    message: str

    def __new__(cls, code: str, message: str) -> Self:
        """The code serves programs and tests as the text that it is."""
        term = super().__new__(cls, code)
        term.message = message
        return term


class KvdeskError(Exception):
    """Trouble with a name: `code` picks the sentence, `parameters` fill it."""

    exit_status = 1

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        """Name code and parameters, for logs and test output."""
        told = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.code}({told})"


class Refusal(KvdeskError):  # noqa: N818 - a refusal is not an error of the program
    """The program says no: a rule forbids it or the input is not usable. Nothing was written."""


class WrongUsage(KvdeskError):  # noqa: N818 - nor is a slip of the keyboard
    """What was typed on the command line is not understood. Nothing was done."""

    exit_status = 2


class WorldFailure(KvdeskError):  # noqa: N818 - nor is a full disk
    """The machine could not do it: disk, lock, permission. What was stored before still stands."""

    exit_status = 3
