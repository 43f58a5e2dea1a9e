"""What a message calls a setting: an option on the command line, an argument in Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_typed: ContextVar[bool] = ContextVar("typed", default=False)


@contextmanager
def on_command_line() -> Iterator[None]:
    """Say in messages what is typed there."""
    token = _typed.set(True)
    try:
        yield
    finally:
        _typed.reset(token)


def option(name: str, value: object = None, *, argument: str | None = None) -> str:
    """Name a setting, and its value, as whoever set it did: ``--paths 0`` or ``paths=0``.

    Parameters
    ----------
    name : str
        The option, such as ``--paths``.
    value : optional
        None to name the setting alone: ``--paths`` or ``paths=…``.
    argument : str, optional
        What it is called in Python; by default as the option is, with underscores.
    """
    if _typed.get():
        return name if value is None else f"{name} {value}"
    called = argument or name.removeprefix("--").replace("-", "_")
    return f"{called}={'…' if value is None else value}"
