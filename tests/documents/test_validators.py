"""Validators that nobody on the project wrote find no error in any kind, language or text."""

import json
import os
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from documents import samples
from documents.conftest import parts_of
from kvdesk.documents import render
from kvdesk.kernel.words import LANGUAGES, words_for

SAMPLES = {
    "empty": samples.empty,
    "typical": samples.typical,
    "hostile": samples.hostile,
    "long": samples.long,
}

#: Links to meetings on the web are meant; openxml-audit warns of every one.
MEANT = "External relationship target: https://kokous.example/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every kind in every language with every sample text, in one folder."""
    folder = tmp_path_factory.mktemp("documents")
    for name, make in SAMPLES.items():
        for language in LANGUAGES:
            for kind, content in make().items():
                data = render(content, words_for(language))
                (folder / f"{kind}-{language}-{name}.docx").write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def verdicts(microsoft_validator, audit, integrity, folder):
    """What the three say of all files, run side by side: by validator, (file, finding)."""
    files = sorted(folder.iterdir())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        audited = pool.submit(run, audit, "--ooxml-security", "-o", "json", "-r", folder)
        checked = pool.submit(run, integrity, "check", "--json", "--no-config", *files)
        validated = list(pool.map(lambda path: run(microsoft_validator, path), files))
    return {
        "microsoft": [json.loads(told) for told in validated],
        "audit": json.loads(audited.result()),
        "integrity": json.loads(checked.result())["files"],
    }


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A document with a paragraph in a table row and in a style that nobody defined."""
    path = tmp_path_factory.mktemp("broken") / "broken.docx"
    data = render(samples.typical()["minutes"], words_for("en"))
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts_of(data).items():
            spoilt = part.replace(b"<w:tc>", b"<w:p/><w:tc>", 1).replace(b"KVText", b"KVNone", 1)
            archive.writestr(name, spoilt if name == "word/document.xml" else part)
    return path


def run(*command):
    """Standard output of a validator; Microsoft's starts a fifth faster without profiling."""
    environment = os.environ | {"DOTNET_TieredPGO": "0"}
    done = subprocess.run(command, capture_output=True, check=False, timeout=300, env=environment)
    return done.stdout


def test_microsofts_own_validator_finds_no_error(verdicts):
    told = verdicts["microsoft"]
    assert len(told) == 84
    assert [(file["file"], file["errors"]) for file in told if not file["ok"]] == []


def test_openxml_audit_finds_no_error(verdicts):
    told = verdicts["audit"]
    assert len(told) == 84
    assert [
        (file["file"], error["description"])
        for file in told
        for error in file["errors"]
        if not error["description"].startswith(MEANT)
    ] == []


def test_ooxml_integrity_finds_nothing(verdicts):
    told = verdicts["integrity"]
    assert len(told) == 84
    assert [(file["path"], file["findings"]) for file in told if file["findings"]] == []


def test_the_validators_do_see_a_broken_document(microsoft_validator, audit, integrity, broken):
    assert not json.loads(run(microsoft_validator, broken))["ok"]
    assert json.loads(run(audit, "-o", "json", broken))[0]["error_count"]
    found = json.loads(run(integrity, "check", "--json", "--no-config", broken))
    assert found["files"][0]["findings"]
