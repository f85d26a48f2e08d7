"""click with our words: help and wrong usage in the language that `--lang` chooses.

click's own texts follow the system's language or are English; here the layout is click's and every
word is the catalogue's. What was typed wrongly becomes a `WrongUsage` with a sentence and a remedy
like every other error; the exit status stays 2.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Final

import click
from click.exceptions import NoArgsIsHelpError

from kvdesk.kernel.errors import WrongUsage
from kvdesk.kernel.words import LANGUAGES, N_, Words, words_for

__all__ = [
    "SpokenArgument",
    "SpokenCommand",
    "SpokenGroup",
    "SpokenOption",
    "SpokenRoot",
    "is_help",
    "language_of",
    "spoken_words",
    "wrong_usage",
]

_WORDS: Final = "kvdesk.words"

#: Every text that click would say itself, marked here; the help says them in our languages.
_USAGE: Final = N_("Usage")
_OPTIONS: Final = N_("Options")
_ARGUMENTS: Final = N_("Arguments")
_COMMANDS: Final = N_("Commands")
_KNOWN: Final = (
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("[COMMAND] [ARGS]..."),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
)


def spoken_words(context: click.Context) -> Words:
    """The words of the language that the command line chose."""
    words: Words = context.meta.get(_WORDS) or words_for("fi")
    return words


def language_of(arguments: Iterable[str]) -> str:
    """What `--lang` says, wherever it stands: help is printed before options are read."""
    typed = list(arguments)
    for place, word in enumerate(typed):
        option, _, value = word.partition("=")
        if option == "--lang":
            value = value or " ".join(typed[place + 1 : place + 2])
            if value in LANGUAGES:
                return value
    return "fi"


class SpokenOption(click.Option):
    """An option whose value the help calls by a word of the language, `DAY`."""

    def __init__(self, *given: Any, form: str = "", **settings: Any) -> None:  # noqa: ANN401 - as click's
        super().__init__(*given, **settings)
        self.form = form


class SpokenArgument(click.Argument):
    """An argument with a help text of its own."""

    def __init__(self, *given: Any, told: str = "", **settings: Any) -> None:  # noqa: ANN401 - as click's
        super().__init__(*given, **settings)
        self.told = told


def option_record(option: click.Option, context: click.Context, form: str) -> tuple[str, str]:
    """Names, value and meaning of an option in the language of the command line."""
    words = spoken_words(context)
    names = ", ".join([*option.opts, *option.secondary_opts])
    if not option.is_flag and not option.count:
        kind = option.type
        value = (
            f"[{'|'.join(kind.choices)}]" if isinstance(kind, click.Choice) else words.text(form)
        )
        names = f"{names} {value or words.text('TEXT')}"
    help_ = option.help or ""
    told = words.text(help_)
    marks = []
    if option.show_default and option.default is not None:
        marks.append(words.text("unless said: {default}", default=option.default))
    if option.required:
        marks.append(words.text("must be given"))
    return names, f"{told}  [{'; '.join(marks)}]".strip() if marks else told


class SpokenCommand(click.Command):
    """A command whose help is in the language of the command line."""

    def __init__(self, *given: Any, **settings: Any) -> None:  # noqa: ANN401 - as click's
        super().__init__(*given, **settings)
        self.allow_extra_args = True  # so that `parse_args` below can say it in our words

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line; words that nothing takes are refused."""
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise WrongUsage("words_left_over", given=" ".join(rest), help=help_of(ctx))
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """`Käyttö: kvdesk meeting add [VALINNAT]`."""
        words = spoken_words(ctx)
        pieces = " ".join(
            words.text(piece) if piece in _KNOWN else piece
            for piece in self.collect_usage_pieces(ctx)
        )
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{words.text(_USAGE)}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own help."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(spoken_words(ctx).text(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments and options with what they mean."""
        words = spoken_words(ctx)
        params = self.get_params(ctx)
        arguments = [
            (param.make_metavar(ctx).strip("[].").upper(), words.text(param.told))
            for param in params
            if isinstance(param, SpokenArgument)
        ]
        options = [
            option_record(param, ctx, getattr(param, "form", ""))
            for param in params
            if isinstance(param, click.Option) and not param.hidden
        ]
        for title, rows in ((_ARGUMENTS, arguments), (_OPTIONS, options)):
            if rows:
                with formatter.section(words.text(title)):
                    formatter.write_dl(rows)


class SpokenGroup(SpokenCommand, click.Group):
    """A noun: its help lists the verbs with the first sentence of each."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the commands below."""
        SpokenCommand.format_options(self, ctx, formatter)
        words = spoken_words(ctx)
        rows = []
        for name in self.list_commands(ctx):
            below = self.get_command(ctx, name)
            if below is not None and not below.hidden:
                told = below.help or name
                rows.append((name, words.text(told).split("\n")[0]))
        if rows:
            with formatter.section(words.text(_COMMANDS)):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command below, or refuse with the one that was probably meant."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            raise mistyped(("subcommand_mistyped", "subcommand_unknown"), args[0], known, ctx)
        return super().resolve_command(ctx, args)


class SpokenRoot(SpokenGroup):
    """`kvdesk` itself: the language is known before anything is read."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the language, then read the line."""
        ctx.meta[_WORDS] = words_for(language_of(args))
        return super().parse_args(ctx, args)


def help_of(context: click.Context | None) -> str:
    """The command whose help tells more."""
    return f"{context.command_path if context else 'kvdesk'} --help"


def mistyped(
    codes: tuple[str, str], given: str, known: Sequence[str], context: click.Context | None
) -> WrongUsage:
    """An unknown word, with the known one that is nearest to it if there is one.

    Args:
        codes: of the error where one is near, and where none is.
        given: what was typed.
        known: what could have been typed.
        context: where it was typed.
    """
    near, unknown = codes
    close = get_close_matches(given, known, n=1)
    if close:
        return WrongUsage(near, given=given, close=close[0])
    return WrongUsage(unknown, given=given, help=help_of(context))


def wrong_usage(error: click.ClickException) -> WrongUsage:
    """What click says about a wrong line, as an error with a sentence of ours."""
    context = getattr(error, "ctx", None)
    help_ = help_of(context)
    if isinstance(error, click.NoSuchOption):
        known = [name for param in _params(context) for name in param.opts if name.startswith("-")]
        return mistyped(("option_mistyped", "option_unknown"), error.option_name, known, context)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return WrongUsage("value_missing", name=_name_of(error.param), help=help_)
    if isinstance(error, click.BadOptionUsage):
        return WrongUsage("option_without_value", given=error.option_name, help=help_)
    if isinstance(error, click.BadParameter) and error.param is not None:
        kind = error.param.type
        if isinstance(kind, click.Choice):
            options = ", ".join(map(str, kind.choices))
            return WrongUsage("value_not_offered", name=_name_of(error.param), options=options)
        return WrongUsage("value_unusable", name=_name_of(error.param), help=help_)
    return WrongUsage("usage_wrong", told=error.format_message(), help=help_)


def is_help(error: click.ClickException) -> bool:
    """Whether nothing is wrong but that nothing was asked: the help is the answer."""
    return isinstance(error, NoArgsIsHelpError)


def _params(context: click.Context | None) -> list[click.Parameter]:
    return context.command.get_params(context) if context is not None else []


def _name_of(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()
