"""A part of an actor that acts on its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, FiniteFloat, model_validator

from detente.effects.base import ActorId, Effect
from detente.effects.domain import Domain
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.ontology.acts import ActClass
from detente.ontology.dyads import towards
from detente.planes.builder import Builder
from detente.planes.quantity import Quantity


class Faction(Effect):
    """A part of an actor whose acts others feel, by a share, as the whole's.

    Formula
    -------
    Where an effect keeps a memory M of what the whole does to X, it keeps M + s·M_p: M_p the same
    memory of what the part does to X, joint acts likewise, those of the record included, and s the
    share. Usual levels hold the share too, so that rates stay. What is done to the part is not done
    to the whole. A condition that asks `by` the whole counts an act of the part as s acts too,
    unless it says ``parts = "as-whole"``, which counts it as one, or ``parts = "apart"``. Amounts
    are whole numbers: there acts of parts count as the whole's, or not at all, as they do unless
    said otherwise. The relation index and outcomes by process count the acts of each by itself.

    Units
    -----
    s in [0, 1]: 1 takes the part for the whole, 0 tells them apart.

    Expected sign
    -------------
    That of the effects that listen.

    Touches
    -------
    No hazard directly; every memory that an effect keeps of the whole's acts.

    Source
    ------
    Putnam (1988), International Organization 42(3), "The logic of two-level games"; Cunningham,
    Bakke & Seymour (2012), Perspectives on Politics 10(1), "Shirts today, skins tomorrow".
    """

    phase: ClassVar[int] = 0
    domains: ClassVar[Mapping[str, Domain]] = {
        "share": Domain("share", low=0.0, high=1.0),
        "otherwise": Domain("share"),
    }

    effect: Literal["faction"] = "faction"
    otherwise: FiniteFloat | None = Field(
        None, ge=0, le=1, description="s where the claim is false; required with a claim"
    )
    part: ActorId = Field(description="the part, an actor of its own")
    whole: ActorId = Field(description="the actor as whose its acts are felt")
    share: Quantity = Field(description="s: the share by which they are")

    @model_validator(mode="after")
    def _two_actors(self) -> Faction:
        if self.part == self.whole:
            raise ValueError(_("part and whole are the same actor; name two"))
        return self

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """Anything that the part does to others."""
        actors = dict.fromkeys(actor for p in builder.processes for actor in p.parties)
        others = [actor for actor in actors if actor not in (self.part, self.whole)]
        dyads = [dyad for other in others for dyad in towards(self.part, other)]
        yield Wait("part", ActClass.parse("any"), tuple(dyads))

    def lower(self, builder: Builder) -> None:
        """Before all others, so that their memories know of it."""
        share = self.coefficient_of(builder, "share", "share", self.share)
        builder.faction(self.part, self.whole, builder.denied(share, self.owner))
