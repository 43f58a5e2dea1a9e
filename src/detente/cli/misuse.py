"""What is wrong with the words of a command line, in one line of the language in force.

The library that reads them speaks English alone; its errors are told apart by their class.
"""

from __future__ import annotations

import re
from typing import Any

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.hints import did_you_mean, hint, in_quotes, nearest, one_of


def misuse(error: Any) -> str:
    """Say what is wrong, and where to read what would be right.

    Parameters
    ----------
    error : Exception
        Of the library, with a ``format_message``.
    """
    context = getattr(error, "ctx", None)
    text = _said(error, context)
    if context is None:
        return text
    return text + hint(_("see {command} --help").format(command=context.command_path))


def _said(error: Any, context: Any) -> str:
    message = str(error.format_message())
    option = str(getattr(error, "option_name", ""))
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_option(option, context)
    if kind == "BadOptionUsage" and "requires" in message:
        return _("Option '{option}' requires an argument").format(option=option)
    if kind == "BadOptionUsage":
        return _("Option '{option}' does not take a value").format(option=option)
    if kind == "MissingParameter":
        return _missing(error.param, context)
    if kind == "BadParameter" and error.param is not None:
        return _bad_value(error, context)
    if (found := re.match(r"No such command '(.*?)'", message)) is not None:
        commands = context.command.list_commands(context) if context is not None else []
        text = _("No such command '{name}'").format(name=found[1])
        return text + did_you_mean(found[1], commands)
    if (
        found := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)$", message)
    ) is not None:
        n = found[1].count(" ") + 1
        text = ngettext(
            "Unexpected extra argument: {words}", "Unexpected extra arguments: {words}", n
        )
        return text.format(words=found[1])
    if message.startswith("Missing command"):
        return _("Missing command")
    return message.rstrip(".")


def _no_option(option: str, context: Any) -> str:
    """An option that is not there, with those whose names are near."""
    text = _("No such option: {option}").format(option=option)
    known = [name for each in context.command.params for name in each.opts] if context else []
    # Without the dashes, which all have in common and which would make short names alike.
    near = nearest(option.lstrip("-"), [name.lstrip("-") for name in known])
    meant = [name for name in known if name.lstrip("-") in near]
    return text + hint(_("did you mean {words}?").format(words=one_of(meant))) if meant else text


def _missing(param: Any, context: Any) -> str:
    name = in_quotes(_name(param, context))
    if getattr(param, "param_type_name", "") == "argument":
        return _("Missing argument {name}").format(name=name)
    return _("Missing option {name}").format(name=name)


def _bad_value(error: Any, context: Any) -> str:
    name = in_quotes(_name(error.param, context))
    cause = error.__cause__
    details = cause.errors() if hasattr(cause, "errors") else []
    kind = str(details[0]["type"]) if details else str(error.message)
    found = re.match(r"'(.*)' is not", str(error.message))
    value = str(details[0]["input"]) if details else found[1] if found else ""
    given = _("Invalid value for {name}").format(name=name)
    if value:
        given = _("Invalid value for {name}: {value}").format(name=name, value=in_quotes(value))
    if "int" in kind:
        return given + hint(_("give a whole number"))
    if "float" in kind or "number" in kind:
        return given + hint(_("give a number"))
    return given


def _name(param: Any, context: Any) -> str:
    """How a parameter is called on the command line: all names of an option."""
    shown = str(param.get_error_hint(context) if _asks(param) else param.get_error_hint())
    return " / ".join(re.findall(r"'([^']*)'", shown)) or shown


def _asks(param: Any) -> bool:
    """Whether a parameter wants the context to say its name, as older versions do."""
    return bool(param.get_error_hint.__code__.co_argcount > 1)
