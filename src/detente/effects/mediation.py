"""A third party brings two sides together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.heard import third_party
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import towards
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import Builder
from detente.planes.model import PAIR, Op


class Mediation(Linear):
    """The effort of named mediators with both sides; the lesser of the two counts.

    Formula
    -------
    θ · log(1 + M/c), M = Σ_k min(M_ki, M_kj): M_ki the memory with half-life h of what the mediator
    k does to the side i in the class `acts`, joint acts included. With `together` the mediators
    work as one, M = min(Σ_k M_ki, Σ_k M_kj): one may have the ear of one side, another of the
    other. Effort with one side alone does nothing; of an act of several the least of all sides
    counts.

    Units
    -----
    θ per unit of log(1 + M/c); half-life in days; c in acts.

    Expected sign
    -------------
    Positive on joint acts and concessions of the two sides.

    Touches
    -------
    The named processes, for the pair.

    Source
    ------
    Beardsley (2008), American J. of Political Science 52(4), "Agreement without peace?"; Kydd
    (2003), American J. of Political Science 47(4), "Which side are you on?".
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log(1 + M/c)", sign="positive"),
        "half_life": DAYS,
        "prior": ACTS,
    }

    effect: Literal["mediation"] = "mediation"
    mediators: list[ActorId] = Field(min_length=1, description="third parties k that mediate")
    acts: Acts = Field(description="acts of a mediator towards a side that are effort")
    half_life: HalfLife = Field(description="days after which an act counts half")
    prior: Positive = Field(1.0, description="c, in acts")
    together: bool = Field(
        False, description="whether the mediators work as one; by default each for itself"
    )

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The effort of each mediator with each side; of those that work as one, of any."""
        sides = dict.fromkeys(a for p in builder.select(self.on) for a in p.parties)
        for side in sides:
            dyads = {k: towards(k, side) for k in self.mediators}
            if self.together:
                every = tuple(dyad for each in dyads.values() for dyad in each)
                yield Wait("acts", self.acts, every, side)
            else:
                for k, each in dyads.items():
                    yield Wait("acts", self.acts, each, f"{k}, {side}")

    def lower(self, builder: Builder) -> None:
        """A plane of the lesser effort for each process."""
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            for k in self.mediators:
                third_party(self.id, k, process)
            teams: list[Sequence[str]] = [[k] for k in self.mediators]
            least: list[str] = []
            for team in [self.mediators] if self.together else teams:
                legs = [
                    builder.memories(
                        [dyad for k in team for dyad in towards(k, side)],
                        self.acts,
                        self.half_life,
                    )
                    for side in process.parties
                ]
                least.append(builder.derived(Op.ALL, *map(builder.total, legs)))
            plane = builder.log_amount(least, self.prior)
            builder.term(process, PAIR, plane, coefficient, self.owner)
