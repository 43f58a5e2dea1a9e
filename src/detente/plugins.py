"""What other packages bring in: built-in ones and theirs, by one door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import in_quotes

T = TypeVar("T")

OWN = "detente"
"""Name of the package that this is."""


def plugins(
    group: str, kind: str, built_in: Mapping[str, str], checked: Callable[[str, Any], T]
) -> dict[str, T]:
    """Load and check everything of a kind: the built-in ones first, then others by name.

    Built-in ones are named here in the code, not in the package's own metadata, so that they are
    there in a source tree as well; from there on they are treated like any other.

    Parameters
    ----------
    group : str
        Entry point group of other packages.
    kind : str
        What they are, in one word, for messages.
    built_in : mapping of str to str
        Name → ``module:object``.
    checked : callable
        Given the name and what was loaded; returns what is kept, or raises if it is unfit.

    Returns
    -------
    dict of str to T

    Raises
    ------
    InputError
        If one of another package cannot be loaded, is unfit, or has the name of another.
    """
    found: dict[str, T] = {}
    origin: dict[str, str] = {}
    own = [EntryPoint(name, value, group) for name, value in built_in.items()]
    others = [
        entry
        for entry in entry_points(group=group)
        if entry.dist is None or entry.dist.name != OWN  # of an older installation of this one
    ]
    for entry in [*own, *sorted(others, key=lambda e: (e.name, e.value))]:
        try:
            if entry.name in found:
                other = _("the built-in one") if entry.name in built_in else origin[entry.name]
                raise ValueError(_("{other} has that name").format(other=other))
            found[entry.name] = checked(entry.name, entry.load())
        except Exception as error:
            package = "" if entry.dist is None else f" {in_quotes(entry.dist.name)}"
            raise InputError(
                _(
                    "{kind} '{name}' ({value}) cannot be loaded: {error}; repair or remove "
                    "the package{package} that brings it"
                ).format(
                    kind=kind, name=entry.name, value=entry.value, error=error, package=package
                )
            ) from None
        origin[entry.name] = entry.value
    return found
