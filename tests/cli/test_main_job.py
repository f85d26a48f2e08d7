"""The command line as scripts see it: the main job, exit statuses, sentences."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STRATEGY = ROOT / "resources" / "sample" / "strategy-2021-2023.txt"


@pytest.fixture
def kvdesk(tmp_path):
    def run(*arguments, desk="A", status=0):
        command = [sys.executable, "-m", "kvdesk", "--data", tmp_path / desk, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == status, done.stderr + done.stdout
        return done.stdout if status == 0 else done.stderr

    return run


def test_the_main_job_works_as_printed(kvdesk, tmp_path):
    kvdesk("desk", "init", "--department", "PL-08", "--name", "Pirkanmaan pelastuslaitos")
    kvdesk("strategy", "import", STRATEGY)
    kvdesk("desk", "sample")
    assert json.loads(kvdesk("--json", "meeting", "list"))
    kvdesk("document", "minutes", "1/2026", "--out", "minutes.docx")
    assert (tmp_path / "minutes.docx").read_bytes()[:2] == b"PK"
    kvdesk("exchange", "export", "--scope", "all", "--out", "a.kvx")
    init = ("desk", "init", "--department", "PL-06", "--name", "Satakunnan pelastuslaitos")
    kvdesk(*init, desk="B")
    first = json.loads(kvdesk("--json", "exchange", "import", "a.kvx", desk="B"))
    again = json.loads(kvdesk("--json", "exchange", "import", "a.kvx", desk="B"))
    assert first["changes"] > 100
    assert again["changes"] == 0
    assert kvdesk("verify", desk="B")


def test_the_strategys_sentences_come_back(kvdesk):
    kvdesk("desk", "init", "--department", "PL-08", "--name", "Pirkanmaa")
    kvdesk("strategy", "import", STRATEGY)
    told = "".join(kvdesk("strategy", "show", "--text").split())
    text = STRATEGY.read_text(encoding="utf-8-sig").replace("•", "")
    assert told == "".join(text.split())
    questions = json.loads(kvdesk("--json", "open_question", "list"))
    assert [(q["first"], q["second"]) for q in questions] == [("2021-2023", "2021-2022")]


def test_many_commands_run_in_one_transaction_or_none(kvdesk, tmp_path):
    kvdesk("desk", "init", "--department", "PL-08", "--name", "Pirkanmaa")
    lines = [
        {"do": "body add", "abbreviation": "TR", "name_fi": "Työryhmä", "as": "b"},
        {"do": "meeting add", "body": "$b", "starts": "2026-09-01T09:00"},
    ]
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert len(kvdesk("do", file).splitlines()) == 2
    file.write_text(json.dumps(lines[0]) + '\n{"do": "meeting add"}', encoding="utf-8")
    kvdesk("do", file, status=1)
    assert len(json.loads(kvdesk("--json", "body", "list"))) == 1


def test_a_refusal_is_a_sentence_a_remedy_and_status_1(kvdesk, tmp_path):
    sentence, remedy = kvdesk("desk", "info", status=1).splitlines()
    assert sentence
    assert remedy
    kvdesk("desk", "init", "--department", "PL-08", "--name", "Pirkanmaa")
    poem = tmp_path / "poem.txt"
    poem.write_text("Ruusut on punaisia.\nOrvokit sinisiä.\n", encoding="utf-8")
    assert len(kvdesk("strategy", "import", poem, status=1).splitlines()) == 2
    assert len(kvdesk("exchange", "import", poem, status=1).splitlines()) == 2
    assert len(kvdesk("meeting", "show", "99/2026", status=1).splitlines()) == 2


def test_wrong_usage_is_status_2(kvdesk):
    kvdesk("meeting", "fly", status=2)


def test_every_command_is_listed_with_its_fields(kvdesk):
    listed = json.loads(kvdesk("--json", "commands"))
    names = {entry["name"] for entry in listed}
    assert {"meeting open", "log decide", "exchange import", "undo", "history"} <= names
    assert all(entry["help"] for entry in listed)


def test_a_desk_needs_the_name_of_its_department(kvdesk):
    kvdesk("desk", "init", "--department", "PL-08", "--name", " ", status=1)
