"""The console that results are printed on."""

from __future__ import annotations

from rich.console import Console


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Leave the error to the caller; rich would end the program with another exit code."""
        raise


def console() -> Console:
    """Return a console on standard output that marks nothing by itself."""
    return _Output(highlight=False)
