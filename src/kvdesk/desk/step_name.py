"""The name of a step with what it was about."""

from typing import Self

__all__ = ["StepName"]


class StepName(str):
    """The command behind a step as the log names it, `matter change`.

    `field` is the English label of the one field that it wrote, `subject` its record's name;
    both empty where there is more than one or none.
    """

    __slots__ = ("field", "subject")

    field: str
    subject: str

    def __new__(cls, command: str, field: str = "", subject: str = "") -> Self:
        """For programs it is the command's name."""
        step = super().__new__(cls, command)
        step.field = field
        step.subject = subject
        return step
