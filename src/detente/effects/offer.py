"""A hand held out, but not yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import ActorId, Effect
from detente.effects.domain import Domain
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import spelled, towards
from detente.ontology.fields import Date, Share
from detente.planes.builder import ONE, Builder
from detente.planes.model import Coefficient, Draw
from detente.planes.quantity import together


class Offer(Effect):
    """A gate on the actor's side, closed until a date, an inauguration or an act.

    Formula
    -------
    g = `ajar` until it opens, 1 afterwards. It opens on `opens`, when `opens_with` takes office,
    or after the first act of `opens_after` on `opens_after_dyad`, in play or on record; with none
    of them it stays.

    Units
    -----
    A factor of the hazard in [0, 1].

    Expected sign
    -------------
    Negative while closed.

    Touches
    -------
    The named processes that the actor starts or shares.

    Source
    ------
    Conditional offers after Schelling (1960), The Strategy of Conflict.
    """

    model_config = together(("claim", "otherwise"), ("opens_after", "opens_after_dyad"))

    domains: ClassVar[Mapping[str, Domain]] = {
        "ajar": Domain("factor of the hazard"),
    }

    effect: Literal["offer"] = "offer"
    otherwise: Literal["open"] | None = Field(
        None, description='"open": without the claim the gate is open; required with a claim'
    )
    actor: ActorId = Field(description="actor that holds back")
    on: list[str] = Field(min_length=1, description="processes or groups that it gates")
    ajar: Share = Field(0.0, description="value of the gate while it is closed")
    opens: Date | None = Field(None, description="first day on which the gate is open")
    opens_with: str | None = Field(
        None, description="id of the office holder whose start opens the gate"
    )
    opens_after: Acts | None = Field(None, description="acts whose first one opens the gate")
    opens_after_dyad: str | None = Field(
        None,
        description="dyad of that act: A>B, joint ones included, or A~B for these alone",
    )

    @classmethod
    def example_otherwise(cls) -> str:
        """The gate without the claim."""
        return '"open"'

    @model_validator(mode="after")
    def _opens_one_way(self) -> Offer:
        ways = [self.opens, self.opens_with, self.opens_after]
        if sum(way is not None for way in ways) > 1:
            raise ValueError(_("give one of opens, opens_with and opens_after, not several"))
        if (self.opens_after is None) != (self.opens_after_dyad is None):
            raise ValueError(_("opens_after and opens_after_dyad go together"))
        if self.opens_after_dyad is not None and not re.fullmatch(
            r"[^>~]+[>~][^>~]+", self.opens_after_dyad
        ):
            raise ValueError(_("write opens_after_dyad as A>B, or A~B for joint acts"))
        return self

    def actors(self) -> list[tuple[str, str]]:
        """Also those of the dyad whose act opens the gate."""
        dyad = re.split("[>~]", self.opens_after_dyad or "")
        return [*super().actors(), *(("opens_after_dyad", actor) for actor in dyad if actor)]

    def _heard(self) -> tuple[str, ...]:
        """Where the opening act is heard: of ``A>B`` also what the two do together.

        An act that has no direction of its own is that of ``A~B``; where it alone is waited for,
        ``A>B`` is a mistake.
        """
        dyad = spelled(self.opens_after_dyad or "")
        if ">" not in dyad or self.opens_after is None or self.opens_after.joint:
            return (dyad,)
        return towards(*dyad.split(">"))

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The opening act."""
        if self.opens_after is not None:
            yield Wait("opens_after", self.opens_after, self._heard())

    def lower(self, builder: Builder) -> None:
        """A gate for each process."""
        if self.opens_after is not None and self.opens_after_dyad is not None:
            pulses = builder.memories(self._heard(), self.opens_after, 0)
            plane = builder.latch(builder.total(pulses), Coefficient(Draw("half", 0.5)), None)
        else:
            date = self.opens
            if self.opens_with is not None:
                date, _ = builder.tenure(self.opens_with, elect=False)
            plane = builder.calendar(
                f"level:offer:{date or 'never'}", lambda d: float(date is not None and d >= date)
            )
        builder.publish(self.id, plane)
        when = () if self.claim is None else ((self.claim, 0.0),)
        draw = ONE.draw if self.ajar == 0 else Draw(f"{self.id}.closed", 1.0 - self.ajar)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            builder.gate(process, side, plane, Coefficient(draw, when), self.owner)
