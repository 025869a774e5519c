"""Say in Chinese what is wrong with how a command was written, by the type of click's error, never by its words."""

from __future__ import annotations

import click

from generator.cli.messages import say
from generator.problem import did_you_mean


def show(error: click.ClickException) -> None:
    """Write on stderr how the command is written, and what is wrong with how it was."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.message, err=True)  # which is the help page
    elif context is None:
        say(f"错误：{error.message}", err=True)
    else:
        say(f"{context.get_usage()}\n怎么写，看 {context.command_path} --help。\n", err=True)
        say(f"错误：{explanation(error, context)}", err=True)


def explanation(error: click.ClickException, context: click.Context) -> str:
    """Return what is wrong and how to write it; the error's own message where it comes from this program."""
    match error:
        case click.NoSuchCommand(command_name=word):
            return f"没有“{word}”这个命令，{did_you_mean(word, command_names(context))}"
        case click.NoSuchOption(option_name=word):
            return option_of_command(word, context) or f"没有“{word}”这个选项，{did_you_mean(word, options(context))}"
        case click.BadOptionUsage(option_name=word):
            return bad_value(word, options(context)[word], context)
        case click.MissingParameter(param=click.Option() as option):
            return f"还要写 {long_name(option)}：{option.help}"
        case click.MissingParameter(param=click.Argument() as argument):
            return f"还要写{argument.type.name}"
        case click.BadParameter(param=click.Option() as option):
            return f"{long_name(option)}：{error.message}"
    return error.message


def option_of_command(word: str, context: click.Context) -> str:
    """Return where an option is to be written that a command knows and the program does not; nothing for any other."""
    commands = context.command.commands if isinstance(context.command, click.Group) else {}
    knowing = [name for name, command in commands.items() if any(word in option.opts for option in command.params)]
    return f"“{word}”写在命令后面：{context.command_path} {knowing[0]} {word} ……" if knowing else ""


def bad_value(name: str, option: click.Option, context: click.Context) -> str:
    """Return what is wrong about the value after an option: there is one and it takes none, or the other way round."""
    return f"{name} 后面不用写什么" if option.is_flag else f"{name} 后面还要写{option.make_metavar(context)}"


def long_name(option: click.Option) -> str:
    """Return the longest of the names by which an option can be written, which says most."""
    return max(option.opts, key=len)


def options(context: click.Context) -> dict[str, click.Option]:
    """Return the options of the command that was written, by each of their names."""
    parameters = context.command.get_params(context)
    return {name: option for option in parameters if isinstance(option, click.Option) for name in option.opts}


def command_names(context: click.Context) -> list[str]:
    """Return the names of the commands that could have been written."""
    return context.command.list_commands(context) if isinstance(context.command, click.Group) else []
