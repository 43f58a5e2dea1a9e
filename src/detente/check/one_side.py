"""Gates of one side of a joint act for which the other side is enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.check.histories import Histories
from detente.language.current import gettext as _
from detente.planes.model import SOURCE, TARGET

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def one_sided(scenario: Scenario, histories: Histories) -> Iterator[str]:
    """Gates that hold nothing back because either side may act alone, one line each.

    Parameters
    ----------
    scenario : Scenario
    histories : Histories
        Of the same scenario.

    Notes
    -----
    Without mutual consent the readier side brings the act about, so that a gate of one side
    matters only where the other is less ready, or held back itself.
    """
    model, words = histories.compiled.model, scenario.words
    processes = {process.id: process for process in scenario.processes}
    weighed: dict[str, set[int]] = {}
    for term in model.terms:
        weighed.setdefault(term.process, set()).add(term.side)
    for gate in model.gates:
        weighed.setdefault(gate.process, set()).add(gate.side)
    for gate in model.gates:
        if gate.side not in (SOURCE, TARGET) or gate.process in model.rules:
            continue
        process = processes[gate.process]
        other = TARGET if gate.side == SOURCE else SOURCE
        if not process.two_sided or other in weighed[gate.process]:
            continue
        sides = {SOURCE: process.source, TARGET: process.target}
        yield _(
            "effect '{effect}' holds back nothing: “{act}” is a joint act that one side alone may "
            "bring about, and {other} may while {actor} waits; under mutual-consent it needs both"
        ).format(
            effect=gate.effect,
            act=words.process(gate.process),
            other=words.actor(sides[other]),
            actor=words.actor(sides[gate.side]),
        )
