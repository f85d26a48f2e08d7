"""What the tests of documents share: words, written packages, outside validators, LibreOffice."""

import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from kvdesk.documents import render
from kvdesk.kernel.words import words_for

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {"w": W}
TOOLS = Path(__file__).parents[2] / "build" / "validators"


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a written document by name, in the order of the archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(data: bytes):
    """The body element of a written document."""
    return etree.fromstring(parts_of(data)["word/document.xml"])[0]


def text_of(element) -> str:
    """What stands in an element as a reader sees it: tabs and breaks as characters."""
    signs = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n"}
    return "".join(
        signs.get(node.tag) or node.text or ""
        for node in element.iter(f"{{{W}}}t", *signs)
        if node.getparent().tag == f"{{{W}}}r"
    )


def lines_of(data: bytes) -> list[str]:
    """Every paragraph of the body as text, those in tables included."""
    return [text_of(paragraph) for paragraph in body_of(data).iter(f"{{{W}}}p")]


@pytest.fixture(params=["fi", "sv", "en"])
def words(request):
    return words_for(request.param)


@pytest.fixture
def english():
    return words_for("en")


@pytest.fixture
def lines(english):
    """Renders a content in English and answers its paragraphs as text."""
    return lambda content: lines_of(render(content, english))


def _tool(path: Path) -> Path:
    if path.exists():
        return path
    if os.environ.get("KVDESK_REQUIRE_VALIDATORS"):
        pytest.fail(f"{path} is missing: run `python dev.py validators`")
    pytest.skip("the outside validators are not installed: run `python dev.py validators`")


@pytest.fixture(scope="session")
def microsoft_validator() -> Path:
    ending = ".cmd" if sys.platform == "win32" else ""
    return _tool(TOOLS / "node_modules" / ".bin" / f"ooxml-validator{ending}")


def _python_tool(name: str) -> Path:
    folder, ending = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")
    return _tool(TOOLS / "venv" / folder / f"{name}{ending}")


@pytest.fixture(scope="session")
def audit() -> Path:
    return _python_tool("openxml-audit")


@pytest.fixture(scope="session")
def integrity() -> Path:
    return _python_tool("ooxml-integrity")


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory):
    """Converts a file to PDF by LibreOffice, with a profile of its own."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or pdftotext is not installed")
    profile = tmp_path_factory.mktemp("office")

    def convert(path: Path) -> Path:
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                path.parent,
                path,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return path.with_suffix(".pdf")

    return convert
