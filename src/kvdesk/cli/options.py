"""From a declared argument to a click parameter."""

import click

from kvdesk.desk.arguments import Argument
from kvdesk.domain.record import Form

__all__ = ["parameter_of"]


def parameter_of(argument: Argument) -> click.Parameter:
    """The option, or for positional arguments the argument, that takes it on the command line.

    Everything is taken as text: the desk reads it, so that all doors read alike.
    """
    flag = f"--{argument.name.replace('_', '-')}"
    if argument.positional:
        return click.Argument([argument.name], required=argument.required)
    if argument.form == Form.FLAG:
        return click.Option([flag, argument.name], is_flag=True, help=argument.help)
    kind = None
    if argument.choices is not None:
        kind = click.Choice([choice.value for choice in argument.choices])
    return click.Option(
        [flag, argument.name],
        type=kind,
        required=argument.required,
        multiple=argument.many,
        help=argument.help,
    )
