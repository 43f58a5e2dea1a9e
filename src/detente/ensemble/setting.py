"""What futures are played with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import believe
from detente.claims.chances import chances
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


@dataclass(frozen=True, slots=True, repr=False)
class Only:
    """Why these futures and no others: all that is seen in them, and among which they were."""

    __repr__ = brief

    seen: tuple[Sight, ...]
    among: Design


@dataclass(frozen=True, slots=True, repr=False)
class Setting:
    """What an ensemble is played with: enough to play its futures again.

    `days` is the horizon, `forced` holds claims that are set and not drawn; `only` says why these
    futures are played, where they were chosen by what is seen in them; `branch` from where on they
    part, and which acts are set.
    """

    __repr__ = brief

    scenario: Scenario
    days: int
    seed: int
    forced: Mapping[str, bool]
    design: Design
    only: Only | None = None
    branch: Branch | None = None

    def part(self, paths: int) -> Setting:
        """The first `paths` futures."""
        return replace(self, design=self.design.part(0, min(paths, self.design.paths)))

    @property
    def dates(self) -> list[dt.date]:
        """Dates of the days played."""
        start = self.scenario.as_of
        return [start + dt.timedelta(days=t + 1) for t in range(self.days)]

    @property
    def compiled(self) -> Compiled:
        """Arrays of the scenario."""
        return self.scenario.compiled(self.days)

    @property
    def settled(self) -> Mapping[str, bool]:
        """Claims that are forced, and those that their relations to these settle."""
        return settled(self.forced, relations(self.scenario.claims))

    def allows(self, forced: Mapping[str, bool]) -> bool:
        """Whether further claims can be forced without contradicting one another."""
        try:
            settled({**self.forced, **forced}, relations(self.scenario.claims))
        except InputError:
            return False
        return True

    def under(self, forced: Mapping[str, bool]) -> Setting:
        """The same futures with further claims forced."""
        return replace(self, forced={**self.forced, **forced})

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
            )

        return by_mind(self.scenario, self.seed, design.parameters, drawn)

    def chances(self, paths: int) -> NDArray[np.float64]:
        """How likely each claim is to hold on the first paths, given the draws of the others.

        Returns
        -------
        array of float64, shape (paths, claims)
        """
        part = self.part(paths)
        truth, design = part.beliefs().astype(bool), part.design

        def known(scenario: Scenario, at: At) -> NDArray[np.float64]:
            return chances(
                scenario.claims,
                scenario.file.voices,
                self.seed,
                design.belief[at],
                truth[at],
                design.parameters[at],
            )

        return by_mind(self.scenario, self.seed, design.parameters, known)
