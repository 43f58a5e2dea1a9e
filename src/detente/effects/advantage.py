"""Standing on the ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.effects.domain import Domain
from detente.ontology.fields import Number
from detente.planes.builder import Builder


class Advantage(Linear):
    """An actor's standing on the ground: less need to concede or to gamble, more means to act.

    Formula
    -------
    θ · W(t), on the side of the actor; W = `standing` + `drift`·t/365, cut to [−1, 1].

    Units
    -----
    W from −1 (losing) to 1 (winning); drift per year; θ in log-hazard per unit.

    Expected sign
    -------------
    Negative on concessions and on escalation out of need (who wins has no reason for either);
    positive on acts that need the means: the weak open no offensive.

    Touches
    -------
    The named processes that the actor starts or shares.

    Source
    ------
    Slantchev (2003), American Political Science Review 97(4); Downs & Rocke (1994), American J.
    of Political Science 38(2), on gambling for resurrection; Most & Starr (1989), Inquiry, Logic
    and International Politics, on opportunity and willingness.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of W"),
        "standing": Domain("W"),
        "drift": Domain("W a year"),
    }

    effect: Literal["advantage"] = "advantage"
    actor: ActorId = Field(description="actor whose standing it is")
    standing: Number = Field(description="W at the start, from −1 (losing) to 1 (winning)")
    drift: Number = Field(0.0, description="change of W in a year")

    def lower(self, builder: Builder) -> None:
        """A line of the calendar."""
        plane = builder.calendar(
            f"level:advantage:{self.actor}:{self.standing:.17g}:{self.drift:.17g}",
            lambda d: min(max(self.standing + self.drift * builder.day_of(d) / 365.0, -1.0), 1.0),
        )
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)
