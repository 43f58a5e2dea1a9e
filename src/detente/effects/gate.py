"""A door that someone holds, while a condition says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.effects.base import ActorId, Effect
from detente.effects.domain import Domain
from detente.effects.doors import AJAR, add_gates
from detente.language.faults import told_of
from detente.ontology.fields import Share
from detente.planes.builder import Builder


class Gate(Effect):
    """A gate that is open on days on which a condition holds: consent, a veto, a precondition.

    Formula
    -------
    g = 1 on days on which `open` holds, and `ajar` on others. Of a party of the act it is that
    party's gate: of a joint act under mutual consent, and of one of three and more, it holds the
    whole back; where either side is enough, its own road to the act. A named third party's holds
    the whole back in any case.

    Units
    -----
    A factor of the hazard in [0, 1].

    Expected sign
    -------------
    Negative while closed.

    Touches
    -------
    The named processes.

    Source
    ------
    Veto players after Tsebelis (2002), Veto Players: How Political Institutions Work.
    """

    domains: ClassVar[Mapping[str, Domain]] = {"ajar": AJAR}

    effect: Literal["gate"] = "gate"
    otherwise: Literal["open", "closed"] | None = Field(
        None,
        description='"open" or "closed": what the gate is without the claim; required with a claim',
    )
    actor: ActorId = Field(
        description="who holds it: a party of the act, or a third party whose consent it needs"
    )
    on: list[str] = Field(min_length=1, description="processes or groups that it gates")
    open: Condition = Field(description="the condition under which it is open")
    ajar: Share = Field(0.0, description="value of the gate while it is closed")

    @classmethod
    def example_otherwise(cls) -> str:
        """The gate without the claim."""
        return '"open"'

    def lower(self, builder: Builder) -> None:
        """A gate for each process."""
        with told_of("open"):
            plane = plane_of(self.open, builder)
        builder.publish(self.id, plane)
        add_gates(self, builder, self.actor, plane, self.ajar)
