"""From a declared argument to a click parameter."""

from collections.abc import Mapping
from typing import Final

import click

from kvdesk.cli.spoken import SpokenArgument, SpokenOption
from kvdesk.desk.arguments import FILE, Argument
from kvdesk.domain.record import Form
from kvdesk.kernel.words import N_

__all__ = ["parameter_of"]

#: What the help calls the value of an option.
_VALUES: Final[Mapping[str, str]] = {
    Form.NUMBER: N_("NUMBER"),
    Form.DAY: N_("DAY"),
    Form.TIME: N_("TIME"),
    Form.MOMENT: N_("DAY TIME"),
    Form.REFERENCE: N_("ID"),
    FILE: N_("FILE"),
}


def parameter_of(argument: Argument) -> click.Parameter:
    """The option, or for positional arguments the argument, that takes it on the command line.

    Everything is taken as text: the desk reads it, so that all doors read alike.
    """
    flag = f"--{argument.name.rstrip('_').replace('_', '-')}"
    if argument.positional:
        return SpokenArgument([argument.name], required=argument.required, told=argument.help)
    if argument.form == Form.FLAG:
        return SpokenOption([flag, argument.name], is_flag=True, help=argument.help)
    kind = None
    if argument.choices is not None:
        kind = click.Choice([choice.value for choice in argument.choices])
    return SpokenOption(
        [flag, argument.name],
        form=_VALUES.get(argument.form, N_("TEXT")),
        type=kind,
        required=argument.required,
        multiple=argument.many,
        help=argument.help,
    )
