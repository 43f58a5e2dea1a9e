"""The command line and the lines of Python that ask the same as a page."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.web.commands import options, python_lines

if TYPE_CHECKING:
    from detente.web.view import View


def command(name: str, view: View, place: str, *more: str) -> str:
    """A command of the futures of a view, with what is its own before their options."""
    return shlex.join(["detente", name, place, *more, *options(view)])


def python(view: View, place: str, *lines: str) -> str:
    """The lines that play a view, and those behind that ask."""
    first, *others = python_lines(view, place)
    if any("datetime." in line for line in lines):
        first = "import datetime, detente"
    return "\n".join([first, *others, *lines])


def called(name: str, *given: object, **named: object) -> str:
    """A call of a method of ``ensemble``, with what is given as Python writes it."""
    arguments = [repr(each) for each in given]
    arguments += [f"{key}={value!r}" for key, value in named.items() if value not in (None, [])]
    return f"found = ensemble.{name}({', '.join(arguments)})"


def repeated(option: str, values: Sequence[str]) -> list[str]:
    """An option once for each value."""
    return [part for value in values for part in (option, value)]
