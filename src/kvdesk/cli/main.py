"""`kvdesk NOUN VERB …`: the second door of the house, made from the registry."""

import sys
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kvdesk import __version__
from kvdesk.cli.nouns import NOUNS
from kvdesk.cli.options import parameter_of
from kvdesk.cli.output import Printer
from kvdesk.cli.spoken import (
    SpokenArgument,
    SpokenCommand,
    SpokenGroup,
    SpokenOption,
    SpokenRoot,
    is_help,
    language_of,
    wrong_usage,
)
from kvdesk.desk.batch import run_lines
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.reading import read_entry
from kvdesk.desk.registry import Entry, Sort
from kvdesk.kernel.errors import KvdeskError, WrongUsage
from kvdesk.kernel.paths import default_desk_folder
from kvdesk.kernel.words import LANGUAGES, N_, words_for

__all__ = ["main"]

#: Entries that make a desk where there is none.
_MAKING = frozenset({"desk init"})


@click.group(
    cls=SpokenRoot,
    invoke_without_command=True,
    help=N_("Keep the desk of a secretariat; without a command the window opens."),
)
@click.option(
    "--data",
    cls=SpokenOption,
    form=N_("FOLDER"),
    type=click.Path(path_type=Path),
    help=N_("The desk's folder."),
)
@click.option(
    "--lang",
    type=click.Choice(tuple(LANGUAGES)),
    default="fi",
    show_default=True,
    help=N_("The language of what is printed."),
)
@click.option("--json", "as_json", is_flag=True, help=N_("One JSON document on standard output."))
@click.option("--quiet", is_flag=True, help=N_("Say nothing but errors."))
@click.version_option(package_name="kvdesk", prog_name="kvdesk", version=__version__)
@click.pass_context
def root(
    context: click.Context,
    data: Path | None,
    lang: str,
    as_json: bool,  # noqa: FBT001 - click hands flags over by position and name
    quiet: bool,  # noqa: FBT001 - click hands flags over by position and name
) -> None:
    """Note where the desk is and how to print."""
    printer = Printer(words_for(lang), as_json=as_json, quiet=quiet)
    context.obj = (data or default_desk_folder(), printer)
    if context.invoked_subcommand is None:
        # The window is only read in when it is asked for: the command line works without Qt.
        from kvdesk.ui.main import main as open_window  # noqa: PLC0415 - see above

        said = context.get_parameter_source("lang") is ParameterSource.COMMANDLINE
        chosen = [*(["--data", str(data)] if data else []), *(["--lang", lang] if said else [])]
        context.exit(open_window(["kvdesk", *chosen]))


def main() -> None:
    """Run the command line; refusals and failures end with a sentence and their exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console redirected to a file would otherwise be cp1252 and refuse "→".
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; answers the exit status."""
    printer = Printer(words_for(language_of(arguments)), as_json="--json" in arguments, quiet=False)
    try:
        answer = root.main(arguments, prog_name="kvdesk", standalone_mode=False)
    except click.Abort:
        return 1  # interrupted from the keyboard
    except click.ClickException as error:
        if is_help(error):
            error.show()
            return error.exit_code
        printer.refuse(wrong_usage(error))
        return error.exit_code
    except WrongUsage as error:
        printer.refuse(error)
        return error.exit_status
    return answer if isinstance(answer, int) else 0


def _run(context: click.Context, entry: Entry, given: dict[str, Any]) -> None:
    folder, printer = context.obj
    try:
        desk = Desk.create(folder) if entry.name in _MAKING else Desk.open(folder)
        with desk:
            result = _carry_out(desk, entry, given)
            if entry.name in ("exchange import", "exchange folder sync", "desk sample"):
                desk.store.finish_index()
        printer.show(entry, result)
    except KvdeskError as error:
        printer.refuse(error)
        context.exit(error.exit_status)


def _carry_out(desk: Desk, entry: Entry, given: dict[str, Any]) -> object:
    named = {name: value for name, value in given.items() if value not in (None, ())}
    made = desk.store.read(lambda reader: read_entry(desk, entry, named, reader))
    if entry.sort is Sort.COMMAND:
        return desk.do(made)
    return desk.ask(made) if entry.sort is Sort.QUESTION else desk.perform(made)


def _command_of(entry: Entry, verb: str) -> click.Command:
    def callback(**given: Any) -> None:  # noqa: ANN401 - click hands over what it read
        _run(click.get_current_context(), entry, given)

    return SpokenCommand(
        verb,
        callback=callback,
        params=[parameter_of(argument) for argument in entry.arguments],
        help=entry.help,
        short_help=entry.help.split("\n")[0],
    )


def _build() -> None:
    for noun, verbs in full_registry().by_noun().items():
        if set(verbs) == {""} or "" in verbs:
            root.add_command(_command_of(verbs[""], noun), noun)
            continue
        group = SpokenGroup(noun, help=NOUNS[noun])
        for verb, entry in verbs.items():
            below, _, last = verb.rpartition(" ")
            _group_below(group, f"{noun} {below}").add_command(_command_of(entry, last), last)
        root.add_command(group, noun)


def _group_below(group: click.Group, noun: str) -> click.Group:
    """The group of a noun of two words, `exchange folder`, made at its first verb."""
    name = noun.partition(" ")[2]
    if not name:
        return group
    below = group.commands.get(name)
    if not isinstance(below, click.Group):
        below = SpokenGroup(name, help=NOUNS[noun])
        group.add_command(below, name)
    return below


@root.command(
    "do",
    cls=SpokenCommand,
    help=N_("Run commands, one JSON object a line, in one transaction; - reads standard input."),
)
@click.argument(
    "file",
    cls=SpokenArgument,
    type=click.File(encoding="utf-8"),
    told=N_("The file with the commands"),
)
@click.pass_context
def do(context: click.Context, file: Any) -> None:  # noqa: ANN401 - an open text file
    """Read the lines, print a line for each."""
    folder, printer = context.obj
    try:
        with Desk.open(folder) as desk:
            printer.lines(run_lines(desk, file))
    except KvdeskError as error:
        printer.refuse(error)
        context.exit(error.exit_status)


@root.command("commands", cls=SpokenCommand, help=N_("List every command with its arguments."))
@click.pass_context
def commands(context: click.Context) -> None:
    """Print the registry."""
    _, printer = context.obj
    printer.registry(full_registry())


_build()
