"""Where a desk's data lie by default: the user's local, non-roaming application data."""

import os
from pathlib import Path

import appdirs

__all__ = ["default_desk_folder"]


def default_desk_folder() -> Path:
    """`KVDESK_DATA` if set, else the local application data of this user.

    On Windows that is `%LOCALAPPDATA%\\kvdesk`: the roaming folder is redirected to network paths
    by many offices, where SQLite's write-ahead log must not live.
    """
    chosen = os.environ.get("KVDESK_DATA")
    return Path(chosen) if chosen else Path(appdirs.user_data_dir("kvdesk", appauthor=False))
