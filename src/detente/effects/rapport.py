"""The two leaders get on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.effects.base import Linear
from detente.planes.builder import Builder
from detente.planes.model import PAIR


class Rapport(Linear):
    """Personal relations of two leaders, while both hold office or are elect.

    Formula
    -------
    θ · 1[both in office or elect], for the pair.

    Units
    -----
    θ in log-hazard.

    Expected sign
    -------------
    Positive on contact and easing where they get on.

    Touches
    -------
    The named processes between the two leaders' actors.

    Source
    ------
    Horowitz, Stam & Ellis (2015), Why Leaders Fight; Holmes & Wheeler (2020), International
    Security 44(4), on social bonding in diplomacy.
    """

    effect: Literal["rapport"] = "rapport"
    leaders: list[str] = Field(
        min_length=2, max_length=2, description="ids of the two office holders"
    )

    def lower(self, builder: Builder) -> None:
        """A step of the calendar."""
        spans = [builder.tenure(leader, elect=True) for leader in self.leaders]
        plane = builder.calendar(
            f"level:rapport:{'+'.join(sorted(self.leaders))}",
            lambda d: float(all(a <= d and (b is None or d < b) for a, b in spans)),
        )
        for leader in self.leaders:
            plane = builder.where_held(plane, leader)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            builder.term(process, PAIR, plane, coefficient, self.owner)
