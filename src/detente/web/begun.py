"""A scenario is begun from a template, as `detente new` begins one, on the server's shelf."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.web.saved import place_for
from detente.web.shown import named_within

if TYPE_CHECKING:
    from detente.web.library import Library


def begun(
    library: Library,
    name: str,
    actors: Sequence[str],
    *,
    kind: str = "thaw",
    title: str | None = None,
    mediator: str | None = None,
    guarantor: str | None = None,
) -> str:
    """Write a scenario that can be played as it stands; gives its name in the library.

    Parameters
    ----------
    library : Library
    name : str
        Of its new folder.
    actors : sequence of str
        Names or codes; the first two are the pair in question.
    kind : str
        What the text is about.
    title, mediator, guarantor : str, optional
        As of `detente.scaffold.settings.Settings`.

    Raises
    ------
    InputError
        If something in it cannot be used, or there is no folder for new scenarios.
    """
    from detente.scaffold.settings import Settings
    from detente.scaffold.start import start

    folder = place_for(library.shelf, name)
    settings = Settings(actors, kind=kind, title=title, mediator=mediator, guarantor=guarantor)
    with named_within(folder, name):
        start(str(folder), settings)
    return library.named(folder)
