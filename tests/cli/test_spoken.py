"""The command line speaks the language that was chosen, its help and its errors too."""

import json
import re

import pytest

from kvdesk.cli import main as command_line
from kvdesk.cli.headings import HEADINGS
from kvdesk.cli.nouns import NOUNS
from kvdesk.cli.spoken import SpokenCommand, SpokenGroup
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.recording import AddRecord
from kvdesk.kernel.words import LANGUAGES, words_for

#: What click says by itself.
CLICKS = ("Usage", "Options:", "Commands:", "Show this message", "[required]", "Error:", "Try '")


def groups_and_commands():
    """Every command line that `--help` can follow."""
    found = [()]
    for noun, below in command_line.root.commands.items():
        found.append((noun,))
        if isinstance(below, SpokenGroup):
            found += [(noun, verb) for verb in below.commands]
    return found


@pytest.fixture
def typed(tmp_path, capsys):
    """Runs a command line; answers exit status, standard output, standard error."""

    def run(*arguments):
        capsys.readouterr()
        status = command_line.run(["--data", str(tmp_path / "A"), *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.fixture
def matter(tmp_path):
    full_registry()
    with Desk.create(tmp_path / "A") as desk:
        return desk.do(AddRecord(kind="matter", values={"title": "Palvelutasopäätös"})).id


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_help_says_a_word_of_clicks_own(typed, language):
    for path in groups_and_commands():
        status, told, _ = typed("--lang", language, *path, "--help")
        assert status == 0
        assert not [word for word in CLICKS if word in told], path
        assert words_for(language).text("Usage") in told


def test_every_command_and_every_argument_is_explained_in_finnish():
    words = words_for("fi")
    for path in groups_and_commands():
        command = command_line.root
        for name in path:
            command = command.commands[name]
        assert isinstance(command, SpokenCommand), path
        assert words.text(command.help) != command.help, path
        for param in command.params:
            told = getattr(param, "told", None) or getattr(param, "help", None)
            assert told, (path, param.name)
            assert words.text(told) != told, (path, param.name, told)


def test_every_noun_has_a_sentence_and_every_sentence_a_noun():
    groups = {
        noun: below.commands
        for noun, below in command_line.root.commands.items()
        if hasattr(below, "commands")
    }
    below = {
        f"{noun} {name}"
        for noun, verbs in groups.items()
        for name, verb in verbs.items()
        if hasattr(verb, "commands")
    }
    assert set(NOUNS) == {*groups, *below}


def test_the_language_counts_wherever_it_stands(typed):
    assert "Användning:" in typed("--help", "--lang=sv")[1]
    assert "Käyttö:" in typed("meeting", "--help")[1]
    assert "Usage:" in typed("--lang", "en", "meeting", "add", "--help")[1]


WRONG = {
    ("meeting", "fly"): ("fly", "kvdesk meeting --help"),
    ("meeting", "opne"): ("opne", "open"),
    ("meting", "list"): ("meting", "meeting"),
    ("meeting", "add", "--bodi", "x"): ("--bodi", "--body"),
    ("meeting", "add", "--zz", "x"): ("--zz", "kvdesk meeting add --help"),
    ("meeting", "add", "--body"): ("--body", "--help"),
    ("meeting", "add", "--body", "x"): ("--starts", "kvdesk meeting add --help"),
    ("meeting", "show"): ("ID", "kvdesk meeting show --help"),
    ("meeting", "show", "1/2026", "2/2026"): ("2/2026", "kvdesk meeting show --help"),
    ("meeting", "list", "--state", "foo"): ("--state", "in_session"),
    ("do", "no-such-file.jsonl"): ("FILE", "kvdesk do --help"),
    ("--lang", "xx", "verify"): ("--lang", "fi, sv, en"),
}


@pytest.mark.parametrize("arguments", WRONG)
def test_a_wrong_line_is_a_sentence_a_remedy_and_status_2(typed, arguments):
    status, out, err = typed(*arguments)
    assert status == 2
    assert out == ""
    sentence, remedy = err.splitlines()
    named, way = WRONG[arguments]
    assert named in sentence
    assert way in remedy
    assert not [word for word in CLICKS if word in err]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_line_is_told_in_each_language(typed, language):
    _, _, err = typed("--lang", language, "meeting", "fly")
    sentence = words_for(language).text("There is no command “{given}” here.", given="fly")
    assert err.splitlines()[0] == sentence


def test_a_wrong_line_is_one_json_document_where_json_was_asked_for(typed):
    status, out, err = typed("--json", "meeting", "fly")
    assert status == 2
    assert err == ""
    assert json.loads(out)["error"]["code"] == "subcommand_unknown"


def test_a_noun_alone_shows_its_verbs(typed):
    status, _, err = typed("strategy")
    assert status == 2
    assert "Komennot:" in err
    assert "coverage" in err


def test_wrong_days_and_ids_are_told_and_change_nothing(typed, matter):
    status, _, err = typed("action", "add", "--title", "Selvitys", "--due", "40.13.2026")
    assert (status, err.splitlines()[0]) == (1, "”40.13.2026” ei ole päivä.")
    status, _, err = typed("matter", "show", "ffffffff")
    assert (status, err.splitlines()[0]) == (1, "Mitään ei löydy nimellä ”ffffffff”.")


def test_undo_redo_and_history_name_the_step(typed, matter):
    step = "Lisättiin asia (Otsikko): Palvelutasopäätös"
    assert typed("undo")[1] == f"Kumottu: {step}\n"
    assert typed("redo")[1] == f"Tehty uudelleen: {step}\n"
    told = typed("history", matter[:8])[1]
    assert "Otsikko" in told
    assert "Lisättiin asia" in told
    assert "matter" not in told


def test_people_read_words_where_programs_read_codes(typed, matter):
    assert "Päätetty" in typed("matter", "change", matter, "--state", "decided")[1] + typed(
        "matter", "show", matter)[1]  # fmt: skip
    assert json.loads(typed("--json", "matter", "show", matter)[1])["matter"]["state"] == "decided"


def test_days_and_times_are_written_as_people_write_them_but_not_for_programs(typed, matter):
    typed("matter", "change", matter, "--opened-on", "2026-12-03")
    assert "3.12.2026" in typed("matter", "show", matter)[1]
    assert "2026-12-03" in typed("--json", "matter", "show", matter)[1]
    assert "3 December 2026" in typed("--lang", "en", "matter", "show", matter)[1]


ASKED = [
    ("meeting", "list"), ("meeting", "show", "1/2026"), ("decision", "list"), ("action", "list"),
    ("action", "show", "1"), ("matter", "list"), ("strategy", "show"), ("strategy", "coverage"),
    ("desk", "info"), ("verify",), ("backup", "make"), ("backup", "list"), ("person", "list"),
    ("search", "omavalvonta"), ("exchange", "export", "--out", "all.kvx"),
    ("exchange", "preview", "all.kvx"), ("document", "minutes", "1/2026", "--out", "m.docx"),
]  # fmt: skip


def test_answers_stand_under_headings_in_the_language(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (
        typed("desk", "init", "--department", "PL-08", "--name", "Pirkanmaan pelastuslaitos")[0]
        == 0
    )
    assert typed("desk", "sample")[0] == 0
    raw = {name for name, heading in HEADINGS.items() if heading.lower() != name} | {"touched"}
    for arguments in ASKED:
        status, told, err = typed(*arguments)
        assert status == 0, (arguments, err)
        first = {line.split("  ")[0].strip().rstrip(":") for line in told.splitlines()}
        header = set(re.split(r"  +", told.splitlines()[0].strip()))
        english = {words for words in first | header if words in raw or words in HEADINGS.values()}
        english -= {"SHA-256"}
        assert not english, arguments
