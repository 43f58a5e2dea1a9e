"""A process: an act on a dyad or pair that has a hazard."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology import dyads
from detente.ontology.acts import Act
from detente.planes.model import OF_SEVERAL, PAIR, SOURCE, TARGET
from detente.planes.rate import Rate


@dataclass(frozen=True, slots=True)
class Process:
    """An act that a scenario lets happen.

    `first_day` and `last_day` bound the days at risk (a counterpart in office or elect);
    `joint` acts have one hazard for the pair, or for all parties: `others` are those beside the
    source and the target.
    """

    id: str
    title: str
    source: str
    target: str
    act: Act
    prose: str
    rate: Rate
    first_day: int
    last_day: int
    counterpart: str | None = None
    others: tuple[str, ...] = ()

    @property
    def joint(self) -> bool:
        """Whether the record writes the act down for both sides."""
        return self.act.joint

    @property
    def two_sided(self) -> bool:
        """Whether it is a joint act of two, which a rule of consent may be about."""
        return self.joint and not self.others

    @property
    def parties(self) -> tuple[str, ...]:
        """All who do it together; of a directed act its source and its target."""
        return (self.source, self.target, *self.others)

    @property
    def pair(self) -> tuple[str, str]:
        """The two actors in alphabetical order."""
        return dyads.pair(self.source, self.target)

    def side_of(self, actor: str) -> int:
        """Side of the terms that speak for `actor`.

        Raises
        ------
        ScenarioError
            If the actor does not decide on the process.
        """
        if self.others and actor in self.parties:
            return OF_SEVERAL + self.parties.index(actor)
        if self.joint and actor in self.pair:
            return SOURCE if actor == self.source else TARGET
        if self.source == actor:
            return PAIR
        raise ScenarioError(
            _(
                "actor '{actor}' does not decide on process '{id}' ({who}); "
                "name a process that it starts or shares"
            ).format(actor=actor, id=self.id, who=self.between)
        )

    def decides(self, actor: str) -> bool:
        """Whether an actor decides on it: it starts or shares it."""
        return actor == self.source or (self.joint and actor in self.parties)

    def sides(self) -> tuple[tuple[int, str, str], ...]:
        """Who decides, each as (side of its terms, actor, counterpart).

        Of an act of several, each of them with each of the others; what it hears from them is
        then taken as the mean, with a scale of 1 over `counterparts`.
        """
        if self.others:
            return tuple((self.side_of(a), a, b) for a, b in permutations(self.parties, 2))
        if not self.joint:
            return ((PAIR, self.source, self.target),)
        return (SOURCE, self.source, self.target), (TARGET, self.target, self.source)

    @property
    def counterparts(self) -> int:
        """How many others each who decides has to do with."""
        return len(self.parties) - 1

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every two of its parties, in their order."""
        return tuple(combinations(self.parties, 2))

    @property
    def between(self) -> str:
        """Its parties by id: ``A → B``, or ``A – B – C`` of an act of several."""
        return " – ".join(self.parties) if self.others else f"{self.source} → {self.target}"

    @property
    def dyad(self) -> str:
        """``A>B`` for directed acts, ``A~B`` in alphabetical order for joint ones.

        Of an act of several all of them, ``A~B~C``.
        """
        return dyads.dyad_of(self.source, self.target, self.act, self.others)

    @property
    def dyads(self) -> tuple[str, ...]:
        """Where its acts are heard: its dyad, and of an act of several every pair of them."""
        return dyads.heard_on(self.source, self.target, self.act, self.others)

    @property
    def stable_name(self) -> str:
        """What the draws of this process hang on: source, target, act with its qualifiers."""
        who = f"|with={self.counterpart}" if self.counterpart else ""
        return f"act:{self.dyad}:{self.act}{who}"

    @property
    def baseline_name(self) -> str:
        """Name of the draw of the baseline α."""
        return f"rate:{self.stable_name}"
