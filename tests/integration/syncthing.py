"""Two real Syncthing nodes on this computer: no discovery, relays, port mapping or reports."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

__all__ = ["PROGRAM", "Node", "pair", "wait_for"]

PROGRAM = shutil.which("syncthing")

#: What makes a node keep to itself and to this computer.
OPTIONS = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "announceLANAddresses": "false",
    "stunKeepaliveStartS": "0",
    "urAccepted": "-1",
    "crashReportingEnabled": "false",
    "autoUpgradeIntervalH": "0",
    "startBrowser": "false",
    "reconnectionIntervalS": "1",
}


class Node:
    """One node with one folder, which can be switched off and on."""

    def __init__(self, place: Path) -> None:
        self.home = place / "home"
        self.folder = place / "share"
        self.folder.mkdir(parents=True)
        self.port, self.gui = free_port(), free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._run("generate", "--no-default-folder", "--skip-port-probing")
        self.id = self._run("serve", "--device-id").strip()

    def know(self, other: "Node") -> None:
        """Share the folder with the other node, and with nobody else."""
        file = self.home / "config.xml"
        tree = ElementTree.parse(file)
        root = tree.getroot()
        for old in root.findall("folder") + root.findall("device"):
            root.remove(old)
        root.append(self._shared_folder(other))
        for node in (self, other):
            device = ElementTree.SubElement(root, "device", id=node.id, name=node.home.parent.name)
            ElementTree.SubElement(device, "address").text = f"tcp://127.0.0.1:{node.port}"
        options = root.find("options")
        assert options is not None
        wanted = {**OPTIONS, "listenAddress": f"tcp://127.0.0.1:{self.port}"}
        for name, value in wanted.items():
            for old in options.findall(name):
                options.remove(old)
            ElementTree.SubElement(options, name).text = value
        gui = root.find("gui")
        assert gui is not None
        for name, value in {"address": f"127.0.0.1:{self.gui}", "apikey": "kvdesk"}.items():
            for old in gui.findall(name):
                gui.remove(old)
            ElementTree.SubElement(gui, name).text = value
        tree.write(file)

    def start(self) -> None:
        """Run it, and wait until it answers."""
        assert PROGRAM
        command = (PROGRAM, "serve", "--home", str(self.home), "--no-browser", "--no-restart",
                   "--no-upgrade", "--logfile", str(self.home / "log.txt"))  # fmt: skip
        self._process = subprocess.Popen(
            command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(self._answers, f"{self.home} answers")

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def scan(self) -> None:
        """Look at the folder now, without waiting for the watcher."""
        self._call("db/scan?folder=kvdesk", "POST")

    def _shared_folder(self, other: "Node") -> ElementTree.Element:
        folder = ElementTree.Element(
            "folder", id="kvdesk", path=str(self.folder), type="sendreceive",
            rescanIntervalS="60", fsWatcherEnabled="true", fsWatcherDelayS="1",
        )  # fmt: skip
        for node in (self, other):
            ElementTree.SubElement(folder, "device", id=node.id)
        ElementTree.SubElement(folder, "maxConflicts").text = "10"
        return folder

    def _run(self, *words: str) -> str:
        assert PROGRAM
        verb, *rest = words
        command = (PROGRAM, verb, "--home", str(self.home), *rest)
        done = subprocess.run(
            command, env=environment(), capture_output=True, encoding="utf-8", timeout=60,
            check=True,
        )  # fmt: skip
        return done.stdout

    def _answers(self) -> bool:
        try:
            self._call("system/ping", "GET")
        except OSError:
            return False
        return True

    def _call(self, path: str, method: str) -> None:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.gui}/rest/{path}",
            method=method,
            headers={"X-API-Key": "kvdesk"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            answer.read()


def pair(place: Path) -> tuple[Node, Node]:
    """Two nodes that know each other; not running yet."""
    one, other = Node(place / "one"), Node(place / "other")
    one.know(other)
    other.know(one)
    return one, other


def wait_for(is_so: Callable[[], bool], what: str, seconds: float = 30) -> float:
    """Wait until something is so; answers how long that took."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds, what
        time.sleep(0.05)
    return time.monotonic() - begun


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """Without proxies: the nodes talk to this computer only."""
    return {name: value for name, value in os.environ.items() if "proxy" not in name.casefold()}
