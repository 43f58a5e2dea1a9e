"""Between election and inauguration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import Linear
from detente.effects.domain import Domain
from detente.planes.builder import Builder


class LameDuck(Linear):
    """Hasty acts of the outgoing side between an election and the inauguration.

    Formula
    -------
    θ · 1[elected ≤ date < in office], on the side of the office's actor.

    Units
    -----
    θ in log-hazard.

    Expected sign
    -------------
    Positive on the measures that the outgoing side hastens.

    Touches
    -------
    The named processes that the office's actor starts or shares.

    Source
    ------
    Midnight measures of outgoing administrations: Howell & Mayer (2005), Presidential Studies
    Quarterly 35(3).
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard", sign="positive"),
    }

    effect: Literal["lame-duck"] = "lame-duck"
    office: str = Field(description="id of the office that changes hands")
    successor: str = Field(description="id of the holder who is elect")

    def lower(self, builder: Builder) -> None:
        """A pulse of the calendar."""
        office = builder.office(self.office)
        office.holder(self.successor)
        elected, _ = builder.tenure(self.successor, elect=True)
        start, _ = builder.tenure(self.successor, elect=False)
        plane = builder.calendar(
            f"level:lame-duck:{self.office}:{self.successor}",
            lambda d: float(elected <= d < start),
        )
        plane = builder.where_held(plane, self.successor)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, office.actor)
            builder.term(process, side, plane, coefficient, self.owner)
