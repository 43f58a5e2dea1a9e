"""What tells the kinds apart beforehand: claims that hold, acts that are seen early."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import Z, difference, standard_error
from detente.ensemble.runner import Block, Runner, block_size

if TYPE_CHECKING:
    from detente.ensemble.setting import Setting

Bools = NDArray[np.bool_]

EARLY = 4
"""The first of so many parts of the horizon is early."""

PLAYED = 2_000
"""Futures whose early acts are looked at."""

LISTED = 3
"""Claims, and acts, that are told of each kind."""

RARE = 0.02
"""Share of the futures that has to see an act, and has to miss it."""


@dataclass(frozen=True, slots=True)
class Tell:
    """A claim or an early act, and what it says of a kind.

    Attributes
    ----------
    what : {"claim", "act"}
    id : str
        Of the claim or process; ``effect@date`` of a scheduled act.
    share, among : float
        Share of all futures, and of those of the kind, in which it holds or is seen.
    lift : float
        By which it multiplies the chance of the kind: P(kind | it) / P(kind).
    interval : (float, float)
        95 %, as coefficients are drawn, with the Monte Carlo error in it.
    """

    what: Literal["claim", "act"]
    id: str
    share: float
    among: float
    lift: float
    interval: tuple[float, float]

    @property
    def told(self) -> bool:
        """Whether the interval has no 1 in it."""
        return not self.interval[0] <= 1.0 <= self.interval[1]


def tells(
    what: Literal["claim", "act"],
    seen: Mapping[str, Bools],
    kind: Bools,
    parameters: NDArray[np.int64],
    *,
    against: bool = True,
) -> tuple[Tell, ...]:
    """The `LISTED` that go most with a kind, or against it, and that are told from chance.

    Parameters
    ----------
    what : {"claim", "act"}
    seen : mapping of str to array of bool, shape (paths,)
    kind : array of bool, shape (paths,)
    parameters : array of int64, shape (paths,)
    against : bool
        Whether what goes against it is told as well: of two kinds, what goes against the one goes
        with the other.
    """
    along = {name: together(kind, here) for name, here in seen.items()}
    strength = {name: abs(r) for name, r in along.items() if against or r > 0.0}
    ranked = sorted(strength, key=lambda name: (-strength[name], name))[: 2 * LISTED]
    found = (
        Tell(
            what,
            name,
            float(seen[name].mean()),
            float(seen[name][kind].mean()),
            *lift(kind, seen[name], parameters),
        )
        for name in ranked
        if strength[name] > 0.0
    )
    return tuple([each for each in found if each.told][:LISTED])


def together(a: NDArray[np.generic], b: NDArray[np.generic]) -> float:
    """Correlation over the futures; 0 where one does not vary."""
    x, y = (each.astype(np.float64) for each in (a, b))
    spread = float(x.std() * y.std())
    return float(((x - x.mean()) * (y - y.mean())).mean()) / spread if spread > 0.0 else 0.0


def lift(
    kind: Bools, seen: Bools, parameters: NDArray[np.int64]
) -> tuple[float, tuple[float, float]]:
    """P(kind and seen) / (P(kind)·P(seen)), with its interval by linearisation of the logarithm."""
    both = (kind & seen).astype(np.float64)
    shares = float(kind.mean()) * float(seen.mean())
    n = kind.shape[0]
    if not both.any():
        return 0.0, (0.0, 3.0 / n / shares)  # by the rule of three
    ratio = float(both.mean()) / shares
    pull = both / both.mean() - kind / kind.mean() - seen / seen.mean() + 1.0
    found = difference(pull, parameters)
    error = found.monte_carlo if np.isfinite(found.monte_carlo) else standard_error(pull)
    ends = np.nan_to_num(np.array(found.interval) - found.mean)
    low, high = (float(np.hypot(end, Z * error)) for end in ends)
    return ratio, (ratio * float(np.exp(-low)), ratio * float(np.exp(high)))


def claims_held(setting: Setting, truth: NDArray[np.uint8]) -> dict[str, Bools]:
    """Which claims hold, of those that are not the same in all futures."""
    held = truth.astype(bool)
    ids = [claim.id for claim in setting.scenario.claims]
    return {
        claim: held[:, i]
        for i, claim in enumerate(ids)
        if held[:, i].any() and not held[:, i].all()
    }


def early_days(days: int) -> int:
    """Days of the horizon that are early."""
    return max(days // EARLY, 1)


def looked_at(paths: int) -> NDArray[np.int64]:
    """Futures whose early acts are looked at, evenly spread over all."""
    return np.unique(np.linspace(0, paths - 1, min(paths, PLAYED)).astype(np.int64))


def early_acts(
    setting: Setting, picked: NDArray[np.int64], threads: int | None = None
) -> dict[str, Bools]:
    """Which acts some futures see at least once in their first days; these are played again.

    Of a future that is played to an earlier day nothing changes before that day.
    """
    days = early_days(setting.days)
    short = replace(setting, days=days, design=setting.design.picked(picked))
    compiled = short.compiled
    width = len(compiled.rows)

    def seen(block: Block) -> Bools:
        found = np.zeros((block.end - block.begin, width), dtype=np.bool_)
        for path, codes in enumerate(block.acts):
            found[path, codes % width] = True
        return found

    runner = Runner(short, capacity=days * width)
    found = np.concatenate(list(runner.blocks(seen, block_size(compiled), threads=threads)))
    share = found.mean(axis=0)
    return {
        row: found[:, k] for k, row in enumerate(compiled.rows) if RARE <= share[k] <= 1.0 - RARE
    }
