"""What an actor of a text is called to whoever reads of it."""

from __future__ import annotations

from contextlib import suppress

from detente.errors import InputError
from detente.ontology.actors import resolve_actor
from detente.ontology.names import usual_name
from detente.reading.proposal import Named


def said_name(named: Named) -> str:
    """The name in the language in force, whatever that of the text is; a party's own as it is."""
    with suppress(InputError):
        known = resolve_actor(named.id)
        if known.id == named.id:
            return usual_name(known)
    return named.name
