"""Say in Chinese what is wrong with how a command was written; what click would say is told by its type alone."""

from __future__ import annotations

from collections.abc import Iterable

import click

from generator.problem import did_you_mean


def show(error: click.ClickException) -> None:
    """Write on stderr how the command is written, and what is wrong with how it was."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.message, err=True)
        return
    if isinstance(error, click.UsageError) and error.ctx:
        click.echo(f"{error.ctx.get_usage()}\n怎么写，看 {error.ctx.command_path} --help。\n", err=True)
    click.echo(f"错误：{explanation(error)}", err=True)


def explanation(error: click.ClickException) -> str:
    """Return what is wrong and how to write it. Where click's type says nothing, the message is this program's own."""
    match error:
        case click.exceptions.NoSuchCommand(command_name=name):
            return f"没有“{name}”这个命令，{did_you_mean(name, command_names(error.ctx))}"
        case click.NoSuchOption(option_name=name):
            names = [known for option in options(error.ctx) for known in option.opts]
            return f"没有“{name}”这个选项，{did_you_mean(name, names)}"
        case click.BadOptionUsage(option_name=name):
            return bad_option(name, error.ctx)
        case click.MissingParameter(param=click.Option() as option):
            return f"还要写 {long_name(option)}：{option.help}"
        case click.MissingParameter(param=click.Argument() as argument):
            return f"还要写{argument.type.name}"
        case click.BadParameter(param=click.Option() as option):
            return f"{long_name(option)}：{error.message}"
    return error.message


def bad_option(name: str, context: click.Context | None) -> str:
    """Return what is wrong about an option's value: it has one and takes none, or it takes one and has none."""
    option = next(option for option in options(context) if name in option.opts)
    if option.is_flag or context is None:
        return f"{name} 后面不用写什么"
    return f"{name} 后面还要写{option.make_metavar(context)}"


def long_name(option: click.Option) -> str:
    """Return the longest of the names by which an option can be written, which says most."""
    return max(option.opts, key=len)


def options(context: click.Context | None) -> Iterable[click.Option]:
    """Yield the options of the command that was written."""
    for parameter in context.command.get_params(context) if context else ():
        if isinstance(parameter, click.Option):
            yield parameter


def command_names(context: click.Context | None) -> list[str]:
    """Return the names of the commands that could have been written."""
    command = context.command if context else None
    return command.list_commands(context) if context and isinstance(command, click.Group) else []
