"""What a command prints, as text for Python."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console

from detente.terminal.console import console

WIDTH = 100
"""Characters of a line."""


class Printed(str):
    """Text that shows itself as it is, at a prompt and in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        """The text itself."""
        return str(self)


def printed(show: Callable[[Console], None]) -> Printed:
    """What a page of the terminal prints, in lines of at most `WIDTH` characters."""
    paper = io.StringIO()
    show(console(paper, WIDTH))
    return Printed("\n".join(line.rstrip() for line in paper.getvalue().splitlines()))
