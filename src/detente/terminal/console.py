"""The console that results are printed on."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from detente.terminal.text import at_hyphens


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Leave the error to the caller; rich would end the program with another exit code."""
        raise

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Break ids behind their hyphens where they are wider than their column."""
        room = (options or self.options).max_width
        if isinstance(renderable, str):
            renderable = self.render_str(renderable)
        if isinstance(renderable, Text) and not renderable.no_wrap:
            renderable = at_hyphens(renderable, room)
        return super().render(renderable, options)


def console() -> Console:
    """Return a console on standard output that marks nothing by itself."""
    return _Output(highlight=False)
