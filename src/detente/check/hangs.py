"""What the answer hangs on: the rates, judged and counted, that move the listed outcomes most.

They are the usual rates of processes, and the hazards with which states move by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr, ndtri

from detente.baseline.coefficients import draw_values
from detente.check.effort import affordable
from detente.check.futures import Futures, alone
from detente.ensemble.came import came
from detente.ensemble.design import Design
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.planes.model import Draw
from detente.planes.process import Process
from detente.planes.rate import YEAR
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

MOST = 3
"""Rates that are played up and down."""

SEARCHED, PATHS = 2000, 1000
"""Futures on which those rates are found, and of these how many are played up and down."""

WORK = 2.5e8
"""Days of processes that are played at most: to find the rates, and again to move them."""

RANKS = 4000
"""Quantiles over which the mean of a counted rate is taken."""

LEAST = 3.0
"""Standard errors by which a rate moves an outcome at least, to be among them."""

MISTAKEN = 1.0
"""Rates that seem to do so by chance, on average and at most: with very many, errors count more."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What has a rate: a process, or a transition of a state.

    Attributes
    ----------
    process : str or None
        Its id; None of a transition.
    transition : str or None
        Its name, such as ``state:truce:in-force>breached``; None of a process.
    draw : str
        Name of the draw of the logarithm of the rate.
    """

    process: str | None
    transition: str | None
    draw: str

    def document(self) -> dict[str, object]:
        """As plain data (docs/json.md)."""
        return {"process": self.process, "transition": self.transition}


@dataclass(frozen=True, slots=True)
class JudgedRate:
    """A rate that rests on a judgement; of a transition `per_year` is the mean of its hazard."""

    of: Rated
    per_year: float
    sd: float
    reference: str

    def document(self) -> dict[str, object]:
        """As plain data (docs/json.md)."""
        return {
            **self.of.document(),
            "per_year": self.per_year,
            "sd": self.sd,
            "reference": self.reference,
        }


@dataclass(frozen=True, slots=True)
class HangsOn:
    """The listed outcomes with one rate a spread lower and a spread higher.

    Attributes
    ----------
    of : Rated
    low, now, high : float
        Its mean rate, days a year, of a transition its mean hazard: as it is, and with each draw
        one standard deviation lower and higher; of a judged rate that divides and multiplies by
        exp(sd).
    outcomes : mapping of outcome to (float, float, float)
        Probabilities at these three rates, on the same futures.
    """

    of: Rated
    low: float
    now: float
    high: float
    outcomes: Mapping[str, tuple[float, float, float]]

    def document(self) -> dict[str, object]:
        """As plain data (docs/json.md)."""
        return {
            **self.of.document(),
            "rate": {"low": self.low, "now": self.now, "high": self.high},
            "outcomes": {
                outcome: dict(zip(("low", "now", "high"), values, strict=True))
                for outcome, values in self.outcomes.items()
            },
        }


def futures(compiled: Compiled) -> tuple[int, int]:
    """On how many the rates are found, and on how many of these each is played up and down."""
    return (
        affordable(compiled, SEARCHED, WORK),
        affordable(compiled, PATHS, WORK, plays=2 * MOST),
    )


def judged(scenario: Scenario) -> list[JudgedRate]:
    """Rates that rest on a judgement, in the order of the scenario."""
    own = [
        JudgedRate(_of(p), p.rate.per_year, p.rate.sd, p.rate.reference)
        for p in scenario.processes
        if p.rate.basis == "judgement"
    ]
    moves = [
        JudgedRate(rated, YEAR * math.exp(draw.mean), draw.sd, draw.reference)
        for rated, draw in _moves(scenario.compiled())
        if draw.basis == "judgement"
    ]
    return [*own, *moves]


def rates(scenario: Scenario) -> int:
    """How many rates there are."""
    return len(scenario.processes) + len(_moves(scenario.compiled()))


def _of(process: Process) -> Rated:
    return Rated(process.id, None, process.baseline_name)


def _moves(compiled: Compiled) -> list[tuple[Rated, Draw]]:
    """Transitions that have a hazard of their own, with its draw."""
    return [
        (Rated(None, transition.name, transition.rate.draw.name), transition.rate.draw)
        for state in compiled.model.states.values()
        for transition in state.transitions
        if transition.rate is not None
    ]


def _rated(scenario: Scenario) -> dict[Rated, Draw]:
    """All that has a rate which is drawn alone, and not with others as a fit has them."""
    compiled = scenario.compiled()
    draws = {c.draw.name: c.draw for c in compiled.coefficients}
    found = {_of(p): draws[p.baseline_name] for p in scenario.processes} | dict(_moves(compiled))
    return {
        rated: draw
        for rated, draw in found.items()
        if draw.law != "normal" and draw.joint is None and draw.sd > 0.0
    }


def hangs_on(
    scenario: Scenario,
    *,
    seed: int = 1,
    base: Futures | None = None,
    progress: Progress | None = None,
) -> list[HangsOn]:
    """Play the rates that matter most one spread up and down.

    They are those whose draws go with the listed outcomes most: over futures with draws of their
    own, the sum over outcomes of the squared change per standard deviation of the draw, in units
    of its error. Each is then moved by one standard deviation of its law (of its logarithm where it
    is judged; of the normal number of the same rank where it is counted, whose law is no normal
    one) on the same futures, all else being drawn as before. Of rates that a fit has estimated
    none is moved alone: they go together.

    Parameters
    ----------
    scenario : Scenario
    seed : int
    base : Futures, optional
        Those on which the rates are found, if they have been played.
    progress : callable, optional

    Returns
    -------
    list of HangsOn
        At most `MOST`, the one that matters most first; none that moves nothing to be seen.
    """
    names = [outcome.id for outcome in scenario.outcomes if outcome.listed]
    known = _rated(scenario)
    if not names or not known:
        return []
    searched, paths = futures(scenario.compiled())
    total = searched + 2 * MOST * paths
    done = 0

    def told(now: int, _: int) -> None:
        if progress is not None:
            progress(done + now, total)

    if base is None:
        base = Futures.played(scenario, seed, alone(searched), progress=told)
    design = base.design
    columns = [scenario.compiled().outcomes.index(name) for name in names]
    hits = (base.first[:, columns] >= 0).astype(np.float64, order="C")
    done += searched
    chosen = _matter(known, hits, design.parameters, seed)[:MOST]
    if not chosen:
        return []

    def share(shifts: Mapping[str, float]) -> F64:
        nonlocal done
        found = _came(scenario, names, design.part(0, paths), seed, shifts, told)
        done += paths
        return np.asarray(found.mean(axis=0))

    now, found = hits[:paths].mean(axis=0), []
    for rated in chosen:
        low, high = (share({rated.draw: by}) for by in (-1.0, 1.0))
        values = zip(low.tolist(), now.tolist(), high.tolist(), strict=True)
        found.append(
            HangsOn(
                rated,
                _mean_rate(known[rated], -1.0, rated),
                _mean_rate(known[rated], 0.0, rated),
                _mean_rate(known[rated], 1.0, rated),
                dict(zip(names, values, strict=True)),
            )
        )
    return found


def _mean_rate(draw: Draw, shift: float, rated: Rated) -> float:
    """Mean of a rate whose draws are so many standard deviations away, as `HangsOn` has it."""
    mean = math.exp(draw.mean)
    if draw.law == "log-gamma":
        rank = ndtri((np.arange(RANKS) + 0.5) / RANKS) + shift
        mean *= float(gammaincinv(draw.shape, ndtr(rank)).mean()) / draw.shape
    else:
        mean *= math.exp(shift * draw.sd)
    return YEAR * mean if rated.process is None else -YEAR * math.expm1(-mean)


def _came(
    scenario: Scenario,
    names: Sequence[str],
    design: Design,
    seed: int,
    shifts: Mapping[str, float],
    progress: Progress,
) -> F64:
    """1 where an outcome comes about, shape (paths, outcomes)."""
    setting = Setting(scenario, scenario.file.horizon, seed, {}, design)
    columns = [setting.compiled.outcomes.index(name) for name in names]
    found = came(Runner(setting, shifts=shifts), progress=progress)
    return found[:, columns].astype(np.float64, order="C")


def _matter(
    known: Mapping[Rated, Draw],
    hits: F64,
    indices: NDArray[np.int64],
    seed: int,
) -> list[Rated]:
    """Those whose rates go with the outcomes, the one that does so most first."""
    centred = hits - hits.mean(axis=0)
    error = np.maximum(hits.std(axis=0), 1e-9)
    tests = 2 * len(known) * hits.shape[1]
    least = max(LEAST, float(ndtri(1.0 - min(MISTAKEN / tests, 0.5))))
    influence: dict[Rated, float] = {}
    for rated, draw in known.items():
        value = draw_values(draw, seed, indices)
        z = (value - value.mean()) / value.std()
        score = math.sqrt(hits.shape[0]) * (centred * z[:, None]).mean(axis=0) / error
        if float(np.abs(score).max()) >= least:
            influence[rated] = float((score**2).sum())
    return sorted(influence, key=lambda rated: -influence[rated])
