"""What an actor of a text is called to whoever reads of it."""

from __future__ import annotations

from contextlib import suppress

from detente.errors import InputError
from detente.ontology.actors import resolve_actor
from detente.ontology.names import usual_name


def said_name(id_: str, name: str) -> str:
    """The name in the language in force, whatever that of the text is.

    Parameters
    ----------
    id_ : str
        Of an actor.
    name : str
        As the text has it: what a party of the text's own is called.
    """
    with suppress(InputError):
        known = resolve_actor(id_)
        if known.id == id_:
            return usual_name(known)
    return name
