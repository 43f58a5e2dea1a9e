"""The paths that wait for an act, day by day: how many, their chances and gates, summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block
from detente.explain.chances import Chances, Rows
from detente.explain.pieces import Plan, pieces
from detente.kernel.arrays import IN_FORCE

F64 = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class Sums:
    """What the mean chances are made of: sums over paths, by day.

    The last of the `entry` columns holds all paths that ever wait, the others those that wait on
    a day, all on their first day of waiting.
    """

    waiting: F64
    open: F64
    ungated: F64
    chance: F64
    entry: F64
    entry_ungated: F64
    entry_chance: F64
    closed: F64
    ajar: F64
    through: F64
    held: F64
    added: F64
    change: F64

    def add(self, more: Sums) -> None:
        """Add those of further paths."""
        for each in fields(self):
            mine, other = getattr(self, each.name), getattr(more, each.name)
            if each.name == "change":
                np.maximum(mine, other, out=mine)
            else:
                mine += other


@dataclass(frozen=True, slots=True)
class Means:
    """Mean chances over the paths that wait, with all gates open and as played."""

    ungated: F64
    chance: F64
    entry_ungated: F64
    entry_chance: F64

    @classmethod
    def of(cls, sums: Sums) -> Means:
        """Sums by the paths that they are of; NaN where there is none."""
        waits = np.where(sums.waiting > 0, sums.waiting, np.nan)
        ever = np.where(sums.entry > 0, sums.entry, np.nan)
        return cls(
            sums.ungated / waits,
            sums.chance / waits,
            sums.entry_ungated / ever,
            sums.entry_chance / ever,
        )


@dataclass(slots=True)
class DaysAndFirst:
    """Rows of the days, and of the same paths on the day on which their waiting began."""

    days: Rows
    entry: Rows

    def add(self, more: DaysAndFirst) -> None:
        """Add those of further paths."""
        self.days.add(more.days)
        self.entry.add(more.entry)


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """A process on a block of paths: who waits, and the pieces, also on the first such day."""

    chances: Chances
    entry: Chances
    at_risk: Flags
    masks: Flags
    acting: Flags

    @classmethod
    def of(
        cls, plan: Plan, block: Block, log_rate: F64, names: Sequence[str], waits: Flags
    ) -> StillWaiting:
        """From a played block that watched the planes of these names, and who waits in it."""
        days = waits.shape[1]
        planes = {name: block.played.watch[:, :, i] for i, name in enumerate(names)}
        day = np.arange(days)
        at_risk = waits & (day >= plan.hazard.first_day) & (day <= plan.hazard.last_day)
        chances = Chances.of(plan, pieces(plan, block.theta, log_rate, planes, days))
        paths = np.arange(waits.shape[0])
        entry = chances.at(paths, at_risk.argmax(axis=1))
        masks = np.column_stack([at_risk, at_risk.any(axis=1)])
        acting = [planes[plane] >= IN_FORCE for plane in plan.during.values()]
        return cls(
            chances, entry, at_risk, masks, np.array(acting).reshape(len(acting), *waits.shape)
        )

    def rows(self, plan: Plan, means: Means) -> DaysAndFirst:
        """Weighted sums of the pieces, with the weights that the means give each path."""
        return DaysAndFirst(
            self.chances.rows(plan, self.at_risk, means.ungated, means.chance),
            self.entry.rows(plan, self.masks, means.entry_ungated, means.entry_chance),
        )

    def sums(self, plan: Plan) -> Sums:
        """What the mean chances are made of."""
        mask, now, entry = self.at_risk, self.chances, self.entry
        effects = plan.gate_effects
        closed, ajar, through = np.zeros((3, mask.shape[1], len(effects)))
        for i, effect in enumerate(effects):
            rows = [r for r, part in enumerate(plan.closing) if part.effect == effect]
            shut = np.isneginf(now.pieces.gates[rows]).any(axis=0)
            half = (now.pieces.gates[rows] < 0.0).any(axis=0) & ~shut
            closed[:, i] = (shut & mask).sum(axis=0)
            ajar[:, i] = (half & mask).sum(axis=0)
            factor = np.exp(now.pieces.gates[rows].sum(axis=0))
            through[:, i] = (factor * mask).sum(axis=0)
        held, added = self._at_times(plan)
        change = [
            _largest(values, first, mask)
            for values, first in (
                *zip(now.pieces.terms, entry.pieces.terms, strict=True),
                *zip(now.pieces.gates, entry.pieces.gates, strict=True),
            )
        ]
        return Sums(
            mask.sum(axis=0).astype(np.float64),
            (mask & ~now.shut).sum(axis=0).astype(np.float64),
            (now.ungated * mask).sum(axis=0),
            (now.chance * mask).sum(axis=0),
            self.masks.sum(axis=0).astype(np.float64),
            (entry.ungated * self.masks).sum(axis=0),
            (entry.chance * self.masks).sum(axis=0),
            closed,
            ajar,
            through,
            held,
            added,
            np.array(change),
        )

    def _at_times(self, plan: Plan) -> tuple[F64, F64]:
        """Where the effects act that act at times, and what they add there; by day."""
        held, added = np.zeros((2, self.at_risk.shape[1], len(plan.during)))
        for i, effect in enumerate(plan.during):
            there = self.at_risk & self.acting[i]
            held[:, i] = there.sum(axis=0)
            for parts, values in (
                (plan.others, self.chances.pieces.terms),
                (plan.closing, self.chances.pieces.gates),
            ):
                rows = [r for r, part in enumerate(parts) if part.effect == effect]
                added[:, i] += np.where(there, values[rows].sum(axis=0), 0.0).sum(axis=0)
        return held, added


def _largest(values: F64, first: F64, mask: Flags) -> float:
    """The largest change since the first day on days that count; closed then and now is none."""
    with np.errstate(invalid="ignore"):
        change = np.abs(values - first)
    return float(np.nan_to_num(change, posinf=np.inf)[mask].max(initial=0.0))
