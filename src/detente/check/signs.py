"""Every declared sign, tried: claims forced true against false, on the same futures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from detente.check.effort import affordable
from detente.check.futures import Futures, alone
from detente.claims.claim import Sign
from detente.ensemble.estimate import standard_error, told
from detente.language.counted import grammatical
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import MINUS, general
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.kernel.compile import Compiled
    from detente.scenario.scenario import Scenario

PATHS = 1000
"""Futures on which each claim is forced true and forced false, at most."""

STEPS = (0.2, 0.5, 1.0)
"""Shares of them after which a claim is done with if all its signs are plain."""

PLAIN = 3.5
"""Standard errors by which a sign moves what it names, to be plain before all are played."""

WORK = 1e8
"""Days of processes that are played at most, for each claim."""

Verdict = Literal["holds", "opposite", "not shown"]
Measure = Literal["probability", "days", "mean"]


@dataclass(frozen=True, slots=True)
class SignResult:
    """A sign and the paired difference that was found.

    Attributes
    ----------
    claim : str
    sign : Sign
    measure : {"probability", "days", "mean"}
        What is compared: the probability of an outcome, its restricted mean waiting time in
        days, or the mean: of a plane over the horizon, or of an amount where it is asked in both.
    difference : float
        That of the target when the claim is forced to `sign.forced`, against its opposite.
    monte_carlo : float
        Its standard error, over futures each with draws of its own.
    moved : bool
        Whether anything moved on any path.
    futures : int
        On which it was tried.
    """

    claim: str
    sign: Sign
    measure: Measure
    difference: float
    monte_carlo: float
    moved: bool
    futures: int

    @property
    def plain(self) -> bool:
        """Whether more futures would not change the verdict; that nothing moves needs all."""
        if self.sign.moves == "none":
            return self.moved
        return abs(self.difference) > PLAIN * self.monte_carlo

    @property
    def verdict(self) -> Verdict:
        """Whether the difference is told from zero, by 1.96 standard errors, and which way.

        A sign that moves nothing holds if nothing moved on any path, and is opposite otherwise.
        """
        if self.sign.moves == "none":
            return "opposite" if self.moved else "holds"
        if not told(self.difference, self.monte_carlo):
            return "not shown"
        upward = self.sign.moves in ("up", "later")
        return "holds" if (self.difference > 0.0) == upward else "opposite"

    def fault(self) -> str | None:
        """What is wrong if the model moves against the sign."""
        if self.verdict != "opposite":
            return None
        change = f"{self.difference:+.3g}".replace("-", MINUS)
        if self.measure == "days":
            whole = self.difference == round(self.difference)
            number = grammatical(self.difference, 0 if whole else 1)
            change = ngettext("{n} day", "{n} days", number).format(n=change)
        return _(
            "claim '{claim}' forced {forced}: it declares that '{target}' moves {moves}, but it "
            "changes by {change} (Monte Carlo error {error}); correct the sign, or the "
            "effects of the claim"
        ).format(
            claim=self.claim,
            forced=str(self.sign.forced).lower(),
            target=self.sign.target,
            moves=self.sign.moves,
            change=change,
            error=general(self.monte_carlo, 2),
        )

    def document(self) -> dict[str, object]:
        """The result as plain data."""
        return {
            "claim": self.claim,
            "forced": self.sign.forced,
            "target": self.sign.target,
            "moves": self.sign.moves,
            "measure": self.measure,
            "difference": self.difference,
            "monte_carlo_error": self.monte_carlo,
            "paths": self.futures,
            "verdict": self.verdict,
        }


def _measure(scenario: Scenario, sign: Sign) -> Measure:
    amounts = {amount.id for amount in scenario.amounts}
    if sign.target in amounts or sign.target in scenario.watched():
        return "mean"
    return "days" if sign.moves in ("sooner", "later") else "probability"


def _values(futures: Futures, sign: Sign) -> NDArray[np.float64]:
    """The target of a sign on each of some futures."""
    scenario, target = futures.scenario, sign.target
    compiled = scenario.compiled()
    if target in compiled.watched:
        return futures.means[:, compiled.watched.index(target)]
    if target in {amount.id for amount in scenario.amounts}:
        return futures.readings[:, compiled.readings.index(target)]
    day = futures.first[:, compiled.outcomes.index(target)].astype(np.float64)
    if sign.moves in ("sooner", "later"):
        return np.where(day >= 0, day + 1.0, float(scenario.file.horizon))
    return (day >= 0).astype(np.float64)


class _Trial:
    """A claim that is forced true and forced false on the same futures.

    On each of them one of the two is the future as it is; only the other is played.
    """

    def __init__(self, base: Futures, claim: Claim) -> None:
        self.base = base
        self.claim = claim
        column = [c.id for c in base.scenario.claims].index(claim.id)
        self.held = base.truth[:, column].astype(bool)
        self.played = 0
        self.differences = [np.empty(0) for _sign in claim.signs]

    def play(self, paths: int) -> None:
        """Go on until so many futures have been played."""
        part = slice(self.played, paths)
        arms = {held: self._arm(held, part) for held in (True, False)}
        for i, sign in enumerate(self.claim.signs):
            more = arms[sign.forced][i] - arms[not sign.forced][i]
            self.differences[i] = np.concatenate([self.differences[i], more])
        self.played = paths

    def _arm(self, held: bool, part: slice) -> list[NDArray[np.float64]]:
        """Values of the targets where the claim holds, or does not."""
        values = [_values(self.base, sign)[part].copy() for sign in self.claim.signs]
        at = np.flatnonzero(self.held[part] != held)
        if at.size:
            design, forced = self.base.design.picked(at + part.start), {self.claim.id: held}
            other = Futures.played(self.base.scenario, self.base.seed, design, forced)
            for each, sign in zip(values, self.claim.signs, strict=True):
                each[at] = _values(other, sign)
        return values

    def results(self) -> list[SignResult]:
        """What has been found so far."""
        found = []
        for sign, differences in zip(self.claim.signs, self.differences, strict=True):
            values = differences[np.isfinite(differences)]  # an amount that is asked in both
            found.append(
                SignResult(
                    self.claim.id,
                    sign,
                    _measure(self.base.scenario, sign),
                    float(values.mean()) if values.size else np.nan,
                    standard_error(values),
                    bool(values.any()),
                    self.played,
                )
            )
        return found


def futures(compiled: Compiled) -> int:
    """On how many each claim is tried at most."""
    return affordable(compiled, PATHS, WORK)


def try_signs(
    scenario: Scenario,
    *,
    paths: int | None = None,
    seed: int = 1,
    claims: list[str] | None = None,
    base: Futures | None = None,
    progress: Progress | None = None,
) -> list[SignResult]:
    """Try every sign of the named claims (all by default).

    A claim whose signs are all plain on the first of the futures is done with: the rest would only
    make small errors smaller.

    Parameters
    ----------
    scenario : Scenario
    paths : int, optional
        Futures on which each claim is forced true and forced false at most; `futures` by default.
    seed : int
    claims : list of str, optional
        Claims by id.
    base : Futures, optional
        Of the same scenario and seed, each with draws of its own, if they have been played.
    progress : callable, optional
        Told (claims done, claims in all).

    Returns
    -------
    list of SignResult
        In the order of the scenario.
    """
    chosen = [c for c in scenario.claims if c.signs and (claims is None or c.id in claims)]
    if not chosen:
        return []
    paths = futures(scenario.compiled()) if paths is None else paths
    if base is None or base.design.paths < paths or base.seed != seed:
        base = Futures.played(scenario, seed, alone(paths))
    base = base.part(paths)
    results = []
    for number, claim in enumerate(chosen, start=1):
        trial = _Trial(base, claim)
        for share in STEPS:
            trial.play(math.ceil(paths * share))
            if all(each.plain for each in trial.results()):
                break
        results += trial.results()
        if progress is not None:
            progress(number, len(chosen))
    return results
