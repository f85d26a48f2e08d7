"""Where the program's own data lie: in the source tree, in a wheel and in a frozen program."""

import sys
from pathlib import Path

from kvdesk.kernel.errors import WorldFailure

__all__ = ["resource_folder"]


def resource_folder() -> Path:
    """The folder with icons, words, templates and the sample's text.

    Raises:
        WorldFailure: `resources_missing` when the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[1]
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    for folder in (frozen, package / "_resources", package.parents[1] / "resources"):
        if folder.is_dir():
            return folder
    raise WorldFailure("resources_missing", folder=package)
