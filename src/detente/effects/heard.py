"""Whose acts an effect hears: dyads as a scenario names them, and third parties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology.acts import ActClass
from detente.ontology.dyads import spelled, towards
from detente.planes.process import Process


def heard_where(dyads: Iterable[str], acts: ActClass) -> tuple[str, ...]:
    """Where acts are heard: of ``A>B`` also what the two do together, of ``A~B`` that alone.

    Where every act of the class is a joint one, none has a direction, and ``A>B`` is a mistake.
    """
    found: dict[str, None] = {}
    for dyad in dyads:
        both = ">" in dyad and not acts.joint
        found.update(dict.fromkeys(towards(*dyad.split(">")) if both else (spelled(dyad),)))
    return tuple(found)


def parties(key: str, dyads: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Actors of dyads, as (key, actor)."""
    for dyad in dyads:
        yield from ((key, actor) for actor in re.split("[>~]", dyad))


def third_party(effect: str, actor: str, process: Process) -> None:
    """Refuse an actor as a third party of an act of its own.

    Raises
    ------
    ScenarioError
        If it is a side of the process.
    """
    if actor in process.parties:
        raise ScenarioError(
            _(
                "effect '{id}': '{k}' is itself a side of '{process}'; name third parties only"
            ).format(id=effect, k=actor, process=process.id)
        )
