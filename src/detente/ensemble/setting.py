"""What futures are played with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import believe
from detente.claims.chances import chances
from detente.claims.moved import always, laws_of
from detente.claims.relations import relations, settled
from detente.ensemble.branch import Branch
from detente.ensemble.design import Design
from detente.ensemble.minds import by_mind
from detente.errors import InputError
from detente.language.shown import brief

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled
    from detente.scenario.scenario import Scenario

At = NDArray[np.intp] | slice
"""Numbers of paths."""


class Sight(Protocol):
    """What is seen of futures."""

    @property
    def said(self) -> str:
        """As it was written."""

    def words(self, scenario: Scenario) -> str:
        """The same as a clause, in the language in force."""

    def outcome_is(self, outcome: str, first: dt.date, last: dt.date) -> bool | None:
        """Whether an outcome comes about, or does not, as soon as this is seen; else None."""


@dataclass(frozen=True, slots=True, repr=False)
class Only:
    """Why these futures and no others: all that is seen in them, and among which they were."""

    __repr__ = brief

    seen: tuple[Sight, ...]
    among: Design


@lru_cache(maxsize=64)
def _days_after(start: dt.date, days: int) -> tuple[dt.date, ...]:
    return tuple(start + dt.timedelta(days=t + 1) for t in range(days))


@dataclass(frozen=True, slots=True, repr=False)
class Setting:
    """What an ensemble is played with: enough to play its futures again.

    `days` is the horizon, `forced` holds claims that are set and not drawn, `credences` those of
    claims that are believed otherwise than stated; `only` says why these futures are played, where
    they were chosen by what is seen in them; `branch` from where on they part, and which acts are
    set.
    """

    __repr__ = brief

    scenario: Scenario
    days: int
    seed: int
    forced: Mapping[str, bool]
    design: Design
    only: Only | None = None
    branch: Branch | None = None
    credences: Mapping[str, float] = field(default_factory=dict)

    def part(self, paths: int) -> Setting:
        """The first `paths` futures."""
        return replace(self, design=self.design.part(0, min(paths, self.design.paths)))

    @property
    def dates(self) -> list[dt.date]:
        """Dates of the days played."""
        return list(_days_after(self.scenario.as_of, self.days))

    @property
    def compiled(self) -> Compiled:
        """Arrays of the scenario."""
        return self.scenario.compiled(self.days)

    @property
    def settled(self) -> Mapping[str, bool]:
        """Claims that are forced, and those that their relations to these settle."""
        return settled(always(self.forced, self.credences), relations(self.scenario.claims))

    def allows(self, forced: Mapping[str, bool]) -> bool:
        """Whether further claims can be forced without contradicting one another."""
        try:
            self.under(forced).check_claims()
        except InputError:
            return False
        return True

    def check_claims(self) -> None:
        """Refuse claims that are forced or moved and contradict one another.

        Raises
        ------
        InputError
        """
        settled(always(self.forced, self.credences), relations(self.scenario.claims))
        if self.credences:
            one = np.zeros(1, dtype=np.int64)
            for scenario in [mind.scenario for mind in self.scenario.minds] or [self.scenario]:
                believe(
                    scenario.claims,
                    scenario.file.voices,
                    self.seed,
                    one,
                    self.forced,
                    credences=self.credences,
                )

    def under(
        self, forced: Mapping[str, bool], credences: Mapping[str, float] | None = None
    ) -> Setting:
        """The same futures with further claims forced, or their credences moved.

        Of one claim the last word counts.
        """
        moved = credences or {}
        return replace(
            self,
            forced={**{c: v for c, v in self.forced.items() if c not in moved}, **forced},
            credences={c: p for c, p in {**self.credences, **moved}.items() if c not in forced},
        )

    @property
    def intervenes(self) -> bool:
        """Whether a claim is forced, or its credence moved."""
        return bool(self.forced or self.credences)

    def stated(self, claim: str) -> float:
        """Credence of a claim as it is stated, whatever it is given; the mean of all analysts."""

        def held(scenario: Scenario) -> float:
            return laws_of(scenario.claims, scenario.file.voices).credence(claim)

        minds = self.scenario.minds
        return sum(each.weight * held(each.scenario) for each in minds) or held(self.scenario)

    def beliefs(self, design: Design | None = None) -> NDArray[np.uint8]:
        """Which claims hold on the paths of a design (the setting's own by default).

        Returns
        -------
        array of uint8, shape (paths, claims)
        """
        design = design or self.design

        def drawn(scenario: Scenario, at: At) -> NDArray[np.uint8]:
            return believe(
                scenario.claims,
                scenario.file.voices,
                self.seed,
                design.belief[at],
                self.forced,
                design.parameters[at],
                self.credences,
                scenario.kept_beliefs,
            )

        return by_mind(self.scenario, self.seed, design.parameters, drawn)

    def moods(self, design: Design, compiled: Compiled) -> NDArray[np.float64] | None:
        """Mean and standard deviation with which moods begin on the paths of a design.

        Returns
        -------
        array of float64, shape (paths, moods, 2), or None
            None where no draws are kept: they begin as if they had gone on for ever.
        """
        kept = self.scenario.kept
        if kept is None or not kept.moods:
            return None
        names = list(compiled.model.moods)
        return kept.begin(self.seed, design.belief, design.parameters, names)

    def chances(self, paths: int) -> NDArray[np.float64]:
        """How likely each claim is to hold on the first paths, given the draws of the others.

        Returns
        -------
        array of float64, shape (paths, claims)
        """
        part = self.part(paths)
        truth, design = part.beliefs().astype(bool), part.design
        certain = always(self.forced, self.credences)

        def known(scenario: Scenario, at: At) -> NDArray[np.float64]:
            return chances(
                scenario.claims,
                scenario.file.voices,
                self.seed,
                design.belief[at],
                truth[at],
                design.parameters[at],
                {c: p for c, p in self.credences.items() if c not in certain},
                scenario.kept_beliefs,
            )

        return by_mind(self.scenario, self.seed, design.parameters, known)
