"""When something happens that nobody foresaw: a report on disk, a sentence, and nothing lost.

The report holds the program's own trace and versions, no content of the desk; it lies in the
desk's folder and goes nowhere by itself.
"""

import platform
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kvdesk.kernel.clock import Clock
from kvdesk.kernel.first_use import at_first_use

__all__ = ["CrashReports"]

_version_of = at_first_use("importlib.metadata:version")


@dataclass(frozen=True, slots=True, weakref_slot=True)  # Qt holds a method's owner weakly
class CrashReports:
    """Writes reports into a folder and tells the window about each.

    Args:
        folder: where reports are written; made when the first is needed.
        clock: names the file.
        tell: gets the path of the report, or None when even that could not be written.
    """

    folder: Path
    clock: Clock
    tell: Callable[[Path | None], None]

    def install(self) -> None:
        """Catch what nobody caught, in every slot of the window."""
        sys.excepthook = self.caught

    def caught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Report an exception; an interrupt from the keyboard ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)

    def report(self, error: BaseException) -> Path | None:
        """Write a report about an exception and tell of it."""
        moment = self.clock.now()
        file = self.folder / f"crash-{moment:%Y%m%d-%H%M%S}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(_report(error), encoding="utf-8", newline="\n")
        except OSError:
            self.tell(None)
            return None
        self.tell(file)
        return file


def _report(error: BaseException) -> str:
    lines = [
        f"kvdesk {_version('kvdesk')}",
        f"Python {platform.python_version()}, Qt {_version('PySide6-Essentials')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(lines)


def _version(package: str) -> str:
    try:
        return str(_version_of(package))
    except ModuleNotFoundError:
        return "?"
