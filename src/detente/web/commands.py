"""The command line, and the lines of Python, that do what a page does."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.web.view import View

from detente.web.view import PATHS, SEED


def options(view: View) -> list[str]:
    """Options of a command that plays a view."""
    found = []
    if view.paths != PATHS:
        found += ["--paths", str(view.paths)]
    if view.seed != SEED:
        found += ["--seed", str(view.seed)]
    if view.until is not None:
        found += ["--until", view.until.isoformat()]
    if view.analyst is not None:
        found += ["--analyst", view.analyst]
    for claim, held in view.forced.items():
        found += ["--force", f"{claim}={str(held).lower()}"]
    for claim, p in view.credences.items():
        found += ["--credence", f"{claim}={p!r}"]
    for each in view.seen:
        found += ["--seen", each]
    return found


def command_line(view: View, place: str | None = None) -> str:
    """The command that prints the same numbers.

    Parameters
    ----------
    view : View
    place : str, optional
        The scenario's folder; by default its name, which of a built-in one is its id.
    """
    return shlex.join(["detente", "simulate", place or view.scenario, *options(view)])


def python_lines(view: View, place: str | None = None) -> list[str]:
    """Lines of Python that have the same futures.

    Parameters
    ----------
    view : View
    place : str, optional
        As of `command_line`.
    """
    given = []
    if view.paths != PATHS:
        given.append(f"paths={view.paths:_}")
    if view.seed != SEED:
        given.append(f"seed={view.seed}")
    if view.until is not None:
        given.append(
            f"until=datetime.date({view.until.year}, {view.until.month}, {view.until.day})"
        )
    if view.forced:
        given.append(f"force={dict(view.forced)!r}")
    if view.credences:
        given.append(f"credences={dict(view.credences)!r}")
    first = "import datetime, detente" if view.until is not None else "import detente"
    believed = "" if view.analyst is None else f".as_believed_by({view.analyst!r})"
    lines = [
        first,
        f"scenario = detente.load({place or view.scenario!r}){believed}",
        f"ensemble = scenario.simulate({', '.join(given)})",
    ]
    if view.seen:
        lines.append(f"ensemble = ensemble.seen({', '.join(map(repr, view.seen))})")
    return lines
