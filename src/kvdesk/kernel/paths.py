"""Where a desk's data lie by default: the user's local, non-roaming application data."""

import os
from pathlib import Path
from typing import Final

import appdirs  # type: ignore[import-untyped]  # it ships no types

from kvdesk.kernel.errors import Refusal

__all__ = ["DATABASE_NAME", "default_desk_folder", "refuse_shared_folder"]

#: The database's file in the folder of a desk.
DATABASE_NAME: Final = "kvdesk.sqlite"


def default_desk_folder() -> Path:
    r"""`KVDESK_DATA` if set, else the local application data of this user.

    On Windows that is `%LOCALAPPDATA%\kvdesk`: the roaming folder is redirected to network paths
    by many offices, where SQLite's write-ahead log must not live.
    """
    chosen = os.environ.get("KVDESK_DATA")
    return Path(chosen) if chosen else Path(appdirs.user_data_dir("kvdesk", appauthor=False))


def refuse_shared_folder(folder: Path) -> None:
    """Refuse a place where the database's write-ahead log does not work or is copied half-written.

    Raises:
        Refusal: `folder_shared` with the reason: a network path, a network disk, a folder that
            OneDrive, Dropbox, Nextcloud or Syncthing keeps in step.
    """
    place = folder.absolute()
    reason = _network(place) or _synchronised(place)
    if reason:
        raise Refusal("folder_shared", folder=folder, reason=reason)


#: File systems that live on another machine (Linux, /proc/mounts).
_NETWORK_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"})

#: Marks that synchronising programs leave in their folders, and folders that are named after them.
_SYNC_MARKS = (".stfolder", ".dropbox", ".dropbox.cache", ".sync_*.db", ".owncloudsync.log")
_SYNC_NAMES = ("onedrive", "dropbox", "nextcloud", "google drive", "icloud drive")


def _network(place: Path) -> str:
    if str(place).startswith(("\\\\", "//")):
        return str(place)
    mounts = Path("/proc/mounts")
    if not mounts.is_file():
        return ""
    best = ("", "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, system, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if place.is_relative_to(point) and len(point) > len(best[0]):
            best = (point, system)
    return best[1] if best[1] in _NETWORK_SYSTEMS else ""


def _synchronised(place: Path) -> str:
    onedrive = [value for name, value in os.environ.items() if name.upper().startswith("ONEDRIVE")]
    for parent in (place, *place.parents):
        if any(value and parent == Path(value) for value in onedrive):
            return "OneDrive"
        name = parent.name.casefold()
        if any(name == known or name.startswith(f"{known} - ") for known in _SYNC_NAMES):
            return parent.name
        if parent.is_dir() and any(any(parent.glob(mark)) for mark in _SYNC_MARKS):
            return parent.name
    return ""
