"""Every declared sign, tried: claims forced true against false, on the same futures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from detente.check.effort import affordable
from detente.claims.claim import Sign
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import difference, told
from detente.ensemble.simulate import simulate
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
"""Futures on which each claim is forced true and forced false."""

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
        Its standard error, over the futures and the number of parameter draws.
    moved : bool
        Whether anything moved on any path.
    """

    claim: str
    sign: Sign
    measure: Measure
    difference: float
    monte_carlo: float
    moved: bool

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
            "verdict": self.verdict,
        }


def _measure(scenario: Scenario, sign: Sign) -> Measure:
    amounts = {amount.id for amount in scenario.amounts}
    if sign.target in amounts or sign.target in scenario.watched():
        return "mean"
    return "days" if sign.moves in ("sooner", "later") else "probability"


def _values(ensemble: Ensemble, sign: Sign) -> NDArray[np.float64]:
    watched = ensemble.scenario.watched()
    if sign.target in watched:
        return ensemble.path_mean[:, watched[sign.target]]
    if sign.target in {amount.id for amount in ensemble.scenario.amounts}:
        return ensemble.amount_values(sign.target)
    if sign.moves in ("sooner", "later"):
        return ensemble.waiting(sign.target)
    return ensemble.happened(sign.target).astype(np.float64)


def _arms(
    base: Ensemble, claim: Claim, signs: Iterable[Sign]
) -> dict[bool, list[NDArray[np.float64]]]:
    """Values of the targets with the claim true and with it false, of every path.

    On each path one of the two is the base path itself; only the other is played.
    """
    column = [c.id for c in base.scenario.claims].index(claim.id)
    held = base.truth[:, column].astype(bool)
    found = {}
    for value in (True, False):
        values = [_values(base, sign).copy() for sign in signs]
        at = np.flatnonzero(held != value)
        if at.size:
            other = simulate(
                base.scenario,
                seed=base.seed,
                forced={claim.id: value},
                design=base.design.picked(at),
            )
            for each, sign in zip(values, signs, strict=True):
                each[at] = _values(other, sign)
        found[value] = values
    return found


def futures(compiled: Compiled) -> int:
    """On how many each claim is tried."""
    return affordable(compiled, PATHS, WORK)


def try_signs(
    scenario: Scenario,
    *,
    paths: int | None = None,
    seed: int = 1,
    claims: list[str] | None = None,
    progress: Progress | None = None,
) -> list[SignResult]:
    """Try every sign of the named claims (all by default).

    Parameters
    ----------
    scenario : Scenario
    paths : int, optional
        Futures on which each claim is forced true and forced false; `futures` by default.
    seed : int
    claims : list of str, optional
        Claims by id.
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
    base = simulate(scenario, paths=paths, seed=seed)
    results = []
    for number, claim in enumerate(chosen, start=1):
        arms = _arms(base, claim, claim.signs)
        for i, sign in enumerate(claim.signs):
            values = arms[sign.forced][i] - arms[not sign.forced][i]
            there = np.isfinite(values)  # an amount that is asked in both
            values = values[there]
            found = difference(values, base.design.parameters[there])
            results.append(
                SignResult(
                    claim.id,
                    sign,
                    _measure(scenario, sign),
                    found.mean,
                    found.monte_carlo,
                    bool(values.any()),
                )
            )
        if progress is not None:
            progress(number, len(chosen))
    return results
