"""A process: an act on a dyad or pair that has a hazard."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology import dyads
from detente.ontology.acts import Act
from detente.planes.model import PAIR, SOURCE, TARGET
from detente.planes.rate import Rate


@dataclass(frozen=True, slots=True)
class Process:
    """An act that a scenario lets happen.

    `first_day` and `last_day` bound the days at risk (a counterpart in office or elect);
    `joint` acts have one hazard for the pair.
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

    @property
    def joint(self) -> bool:
        """Whether the record writes the act down for both sides."""
        return self.act.joint

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
        if self.joint and actor in self.pair:
            return SOURCE if actor == self.source else TARGET
        if self.source == actor:
            return PAIR
        raise ScenarioError(
            _(
                "actor '{actor}' does not decide on process '{id}' ({source} → {target}); "
                "name a process that it starts or shares"
            ).format(actor=actor, id=self.id, source=self.source, target=self.target)
        )

    def sides(self) -> tuple[tuple[int, str, str], ...]:
        """Who decides, each as (side of its terms, actor, counterpart)."""
        if not self.joint:
            return ((PAIR, self.source, self.target),)
        return (SOURCE, self.source, self.target), (TARGET, self.target, self.source)

    @property
    def dyad(self) -> str:
        """``A>B`` for directed acts, ``A~B`` in alphabetical order for joint ones."""
        return dyads.dyad_of(self.source, self.target, self.act)

    @property
    def stable_name(self) -> str:
        """What the draws of this process hang on: source, target, act with its qualifiers."""
        who = f"|with={self.counterpart}" if self.counterpart else ""
        return f"act:{self.dyad}:{self.act}{who}"

    @property
    def baseline_name(self) -> str:
        """Name of the draw of the baseline α."""
        return f"rate:{self.stable_name}"
