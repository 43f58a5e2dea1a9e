"""Whether each claim is tied to something that can happen.

Each claim is forced true and forced false on the same futures, with the same draws. Where it is
tied to something, some chance, plane or outcome of some future differs, if only in its last digit;
where all of them are the same to the bit, it is tied to nothing that happened there. What hangs on
rare acts may show on no future that is tried; so what is not seen is tried again on given
histories on which every act that has a chance at all happens often, and where states, levels or
conditions come and go, on futures that push these about (`detente.check.pushed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.check.pushed import RECORDED, pushed_under, waits_on_days
from detente.ensemble.design import nested
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.errors import InputError
from detente.kernel.compile import Compiled
from detente.kernel.play import Played, play
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.progress import Progress
from detente.scenario.owned import moved_by, owners

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

PATHS = (16, 256)
"""Futures on which a claim is tried: few, and more where nothing shows on these."""

DENSITIES = (0.02, 0.3, 1.0)
"""Shares of days with each act on given histories."""

Kind = Literal["tied", "rare", "settled", "nothing"]


@dataclass(frozen=True, slots=True)
class Tie:
    """What forcing a claim changes.

    `tied`: some future; `rare`: none that was tried, but histories in which its acts happen;
    `settled`: nothing, since what it is about has come about before the first day; `nothing`.
    """

    claim: str
    kind: Kind

    def fault(self) -> str | None:
        """What is wrong, if anything."""
        if self.kind != "nothing":
            return None
        return _(
            "claim '{claim}' is tied to nothing that can happen: forced true or false, every one "
            "of {futures} is the same; give it an effect that acts, or take it out"
        ).format(claim=self.claim, futures=futures(PATHS[-1]))


def ties(
    scenario: Scenario, settled: set[str], *, seed: int = 1, progress: Progress | None = None
) -> list[Tie]:
    """Try every claim that is no judgement alone.

    A judgement is compared with the futures and moves none, so it is left out unless something
    else hangs on it too. A claim that others are given is tied to what they are tied to.

    Parameters
    ----------
    scenario : Scenario
    settled : set of str
        Effects of which `detente.check.idle` says that they are settled.
    seed : int
    progress : callable, optional
        Told (claims done, claims in all).
    """
    compiled = scenario.compiled()
    days = int(compiled.program.start[1])
    setting = Setting(scenario, days, seed, {}, nested(PATHS[-1]))
    given = {claim.given for claim in scenario.claims}
    owned = owners(scenario)
    moving = {each.claim for each in moved_by(scenario)}
    tried = [
        claim.id
        for claim in scenario.claims
        if claim.judgement is None or claim.id in owned or claim.id in given
    ]
    arms = {n: _Arms(setting.part(n), compiled) for n in PATHS}
    found = []
    for number, claim in enumerate(tried, start=1):
        kind: Kind = "nothing"
        if any(arms[n].differ(claim) for n in PATHS):
            kind = "tied"
        elif arms[PATHS[-1]].could_differ(claim):
            kind = "rare"
        else:
            mine = {effect.id for effect in scenario.effects if claim in effect.claims()}
            if mine and mine <= settled and claim not in moving:
                kind = "settled"
        found.append(Tie(claim, kind))
        if progress is not None:
            progress(number, len(tried))
    return found


class _Arms:
    """The same futures with a claim forced true, and false."""

    def __init__(self, setting: Setting, compiled: Compiled) -> None:
        self.setting = setting
        self.compiled = compiled
        self._base: Played | None = None

    @property
    def base(self) -> Played:
        """As they are, the claim forced to what it is."""
        if self._base is None:
            self._base = Runner(self.setting, tally=True, capacity=RECORDED).block().played
        return self._base

    def differ(self, claim: str) -> bool:
        """Whether some future differs; on each of them one arm is the future as it is."""
        flipped = self._flipped(claim)
        if flipped is None:
            return True  # it cannot but hold, or fail: its relations say so
        runner = Runner(self.setting, truth=flipped, tally=True, capacity=RECORDED)
        return not _same(self.base, runner.block().played)

    def _flipped(self, claim: str) -> NDArray[np.uint8] | None:
        """Truths with the claim forced to the opposite of what it is on each future."""
        try:
            true, false = (self.setting.under({claim: value}).beliefs() for value in (True, False))
        except InputError:
            return None
        truth = self.setting.beliefs()
        column = self.compiled.claims.index(claim)
        return np.where(truth[:, column, None] == 1, false, true).astype(np.uint8)

    def could_differ(self, claim: str) -> bool:
        """Whether given histories differ on which all that has a chance happens."""
        flipped = self._flipped(claim)
        if flipped is None or any(not _same(one, other) for one, other in self._given(flipped)):
            return True
        if not waits_on_days(self.compiled.model):
            return False
        one, other = (
            pushed_under(self.compiled, truth) for truth in (self.setting.beliefs(), flipped)
        )
        return not _same(one, other)

    def _given(self, flipped: NDArray[np.uint8]) -> Iterator[tuple[Played, Played]]:
        compiled, setting = self.compiled, self.setting.part(PATHS[0])
        days, rows = setting.days, len(compiled.rows)
        happens = np.ones(rows, dtype=bool)
        happens[: len(compiled.processes)] = (self.base.hazard > 0.0).any(axis=0)
        truths = (setting.beliefs(), flipped[: PATHS[0]])
        for density in DENSITIES:
            acts = np.random.default_rng(0).random((days, rows)) < density
            forced = (acts & happens).astype(np.int8)
            one, other = (
                play(
                    compiled,
                    setting.seed,
                    setting.design.chance,
                    coefficient_matrix(
                        compiled.coefficients,
                        compiled.claims,
                        truth,
                        setting.seed,
                        setting.design.parameters,
                    ),
                    truth,
                    forced=forced,
                    tally=True,
                )
                for truth in truths
            )
            yield one, other


def _same(one: Played, other: Played) -> bool:
    """Whether chances, acts, states, watched planes and outcomes are the same to the bit."""
    return all(
        np.array_equal(getattr(one, key), getattr(other, key))
        for key in ("hazard", "record", "recorded", "states", "watch", "first", "count")
    ) and np.array_equal(one.value, other.value, equal_nan=True)


def document(found: list[Tie]) -> Mapping[str, list[str]]:
    """Claims by what forcing them changes."""
    kinds: tuple[Kind, ...] = ("tied", "rare", "settled", "nothing")
    return {kind: [tie.claim for tie in found if tie.kind == kind] for kind in kinds}
