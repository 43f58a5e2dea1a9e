"""The console that results are printed on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from detente.terminal.text import unbroken, written

USUAL, LEAST = 80, 10
"""Columns where nothing is known of them, as in a terminal that says 0, and fewest."""


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Leave the error to the caller; rich would end the program with another exit code."""
        raise

    def print(self, *objects: Any, crop: bool = False, **how: Any) -> None:
        """Print without cutting off what is wider than the console."""
        super().print(*objects, crop=crop, **how)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Break lines between words only, of what the output can write."""
        room = (options or self.options).max_width
        if isinstance(renderable, str):
            renderable = self.render_str(renderable)
        if isinstance(renderable, Text):
            renderable = written(renderable, self.encoding)
            if not renderable.no_wrap:
                renderable = unbroken(renderable, room)
        return super().render(renderable, options)


def console(file: IO[str] | None = None, width: int | None = None) -> Console:
    """Return a console that marks nothing by itself.

    Parameters
    ----------
    file : text file, optional
        Standard output without it.
    width : int, optional
        Columns; by default those of the terminal, or what ``COLUMNS`` says.
    """
    found = _Output(file=file, width=width, highlight=False)
    if width is None and found.width < LEAST:
        found.width = LEAST if found.width else USUAL
    return found
