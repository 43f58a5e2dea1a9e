"""How a command gives its result: as JSON where that is asked for, and in words for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.files.stdout import output
from detente.files.write import write_text

if TYPE_CHECKING:
    from rich.console import Console


def dump(target: str, content: dict[str, Any]) -> None:
    """Write plain data as JSON."""
    import json

    write_text(target, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def give(
    target: str | None, document: Callable[[], dict[str, Any]], show: Callable[[Console], None]
) -> None:
    """Write a result as JSON, and print it unless the JSON has standard output for itself.

    Parameters
    ----------
    target : str or None
        What ``--json`` says.
    document : callable
        Makes the result plain data.
    show : callable
        Prints it.
    """
    if target is not None:
        try:
            dump(target, document())
        except InputError:  # a disk that is full by now: the result is told all the same
            if target != "-":
                printed(show)
            raise
    if target != "-":
        printed(show)


def printed(show: Callable[[Console], None]) -> None:
    """Print on the console."""
    from detente.terminal.console import console

    with output():
        show(console())


def tell(console: Console, text: str) -> None:
    """Print a line that may hold a file's name, as it is."""
    console.print(text, markup=False, soft_wrap=True)
