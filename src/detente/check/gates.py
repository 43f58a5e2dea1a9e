"""How long gates stay shut: a gate is no part of a rate, and what it holds back is not played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.ensemble.design import nested
from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.kernel.hazard import hazards_of
from detente.planes.model import PAIR, SOURCE

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

PATHS = 256
"""Futures on which gates are watched."""

MOST = 0.5
"""Mean share of a hazard that a gate lets through, below which it is told."""


@dataclass(frozen=True, slots=True)
class ShutGate:
    """A gate that holds a process back for most of the time.

    Attributes
    ----------
    process, effect : str
    claim : str or None
        Its owner; None for the background.
    side : str or None
        The actor who holds back, of a joint act.
    open : float
        Mean of the gate's factor over the futures and the days at risk, in [0, 1].
    """

    process: str
    effect: str
    claim: str | None
    side: str | None
    open: float

    def document(self) -> dict[str, object]:
        """As plain data (docs/json.md)."""
        return {
            "process": self.process,
            "effect": self.effect,
            "claim": self.claim,
            "side": self.side,
            "open": self.open,
        }


def shut_gates(scenario: Scenario, *, paths: int = PATHS, seed: int = 1) -> list[ShutGate]:
    """Gates that are shut for most of the time, as the scenario is believed and played."""
    hazards = [hazard for hazard in hazards_of(scenario.compiled()) if hazard.gates]
    at_risk = [hazard for hazard in hazards if hazard.first_day <= hazard.last_day]
    if not at_risk:
        return []
    planes = list(dict.fromkeys(each.gate.plane for h in at_risk for each in h.gates))
    compiled = scenario.compiled().watching(planes)
    column = {name: i for i, name in enumerate(planes)}
    setting = Setting(scenario, int(compiled.program.start[1]), seed, {}, nested(paths))
    runner = Runner(setting, compiled, central=True)

    def opened(block: Block) -> list[float]:
        found = []
        for hazard in at_risk:
            span = slice(hazard.first_day, hazard.last_day + 1)
            for each in hazard.gates:
                plane = block.played.watch[:, span, column[each.gate.plane]]
                factor = each.factor(block.theta, {each.gate.plane: plane})
                found.append(float(factor.mean(axis=1).sum()))
        return found

    total = np.zeros(sum(len(hazard.gates) for hazard in at_risk))
    for part in runner.blocks(opened, block_size(compiled)):
        total += part
    processes = {process.id: process for process in scenario.processes}
    gates = [each.gate for hazard in at_risk for each in hazard.gates]
    found = []
    for gate, sum_ in zip(gates, total.tolist(), strict=True):
        if sum_ / paths < MOST:
            process = processes[gate.process]
            side = process.source if gate.side == SOURCE else process.target
            found.append(
                ShutGate(
                    gate.process,
                    gate.effect,
                    gate.owner,
                    gate.party if gate.side == PAIR else side,
                    sum_ / paths,
                )
            )
    return sorted(found, key=lambda gate: gate.open)
