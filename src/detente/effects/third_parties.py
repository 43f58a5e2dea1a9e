"""Friends and enemies of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.effects.domain import DAYS, Domain
from detente.effects.heard import third_party
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import between
from detente.ontology.fields import HalfLife
from detente.planes.builder import Builder
from detente.planes.model import PAIR, Op


class ThirdParties(Linear):
    """What the two share through others: friends of friends, friends of enemies.

    Formula
    -------
    θ · log1p(Σ_k min(M_ik, M_kj)), M_ik the memory of acts between i and the third party k in
    class `first`, M_kj that between k and j in class `second` (both directions and joint acts).

    Units
    -----
    θ per unit of log1p of shared acts; half-life in days.

    Expected sign
    -------------
    Positive where the signs of the two legs multiply to the sign of the act touched (balance).

    Touches
    -------
    The named processes.

    Source
    ------
    Shared partners of Butts (2008); signs after Heider (1946), J. of Psychology 21, and Maoz et
    al. (2007), J. of Politics 69.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log1p of shared acts"),
        "half_life": DAYS,
    }

    effect: Literal["third-parties"] = "third-parties"
    via: list[ActorId] = Field(min_length=1, description="third parties k")
    first: Acts = Field(description="acts between the source and a third party")
    second: Acts = Field(description="acts between a third party and the target")
    half_life: HalfLife = Field(description="days after which an act counts half")

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """For each third party, both legs towards one of the processes."""
        processes = builder.select(self.on)
        for k in self.via:
            pairs = [pair for p in processes for pair in p.pairs]
            first = [dyad for source, _ in pairs for dyad in between(source, k)]
            second = [dyad for _, target in pairs for dyad in between(k, target)]
            yield Wait("first", self.first, tuple(dict.fromkeys(first)), k)
            yield Wait("second", self.second, tuple(dict.fromkeys(second)), k)

    def lower(self, builder: Builder) -> None:
        """One shared memory for each process."""
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            for k in self.via:
                third_party(self.id, k, process)
            for source, target in process.pairs:
                legs: list[str] = []
                for k in self.via:
                    for a, b, acts in ((source, k, self.first), (k, target, self.second)):
                        memories = [builder.memory(d, acts, self.half_life) for d in between(a, b)]
                        legs.append(builder.derived(Op.SUM, *memories))
                plane = builder.derived(Op.LOG1P, builder.derived(Op.MIN_SUM, *legs))
                share = 1.0 / len(process.pairs)
                builder.term(process, PAIR, plane, coefficient, self.owner, share)
