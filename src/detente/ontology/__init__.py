"""What the world is described with: acts, actors, offices."""

from detente.ontology.actors import Actor, resolve_actor, resolve_state
from detente.ontology.acts import Act, ActClass, Quad, describe
from detente.ontology.offices import Holder, Office

__all__ = [
    "Act",
    "ActClass",
    "Actor",
    "Holder",
    "Office",
    "Quad",
    "describe",
    "resolve_actor",
    "resolve_state",
]
