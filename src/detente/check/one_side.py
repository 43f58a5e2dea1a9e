"""Gates of one side of a joint act for which the other side is enough."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING

from detente.check.histories import Histories
from detente.language.current import gettext as _
from detente.language.format import semicolons
from detente.language.listing import listing
from detente.planes.model import SOURCE, TARGET, Gate, Model
from detente.planes.process import Process
from detente.scenario.effect_names import claim_said, effect_title

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
    matters only where that side is the readier one, or the other held back itself.
    """
    model, words = histories.compiled.model, scenario.words
    processes = {process.id: process for process in scenario.processes}
    idle = list(_idle(model, processes))
    for gate in idle:
        process = processes[gate.process]
        sides = {SOURCE: process.source, TARGET: process.target}
        line = _(
            "{effect} holds back nothing: “{act}” is a joint act that one side alone may "
            "bring about, and {other} may while {actor} waits; under mutual-consent it needs both"
        ).format(
            effect=effect_title(scenario, gate.effect),
            act=words.process(gate.process),
            other=words.actor(sides[TARGET if gate.side == SOURCE else SOURCE]),
            actor=words.actor(sides[gate.side]),
        )
        others = _others(scenario, gate.owner, {each.effect for each in idle})
        if gate.owner is not None and others:
            more = _("{claim} acts all the same, by {effects}").format(
                claim=claim_said(scenario, gate.owner),
                effects=listing([effect_title(scenario, each) for each in others]),
            )
            line = semicolons([line, more])
        yield line


def _idle(model: Model, processes: Mapping[str, Process]) -> Iterator[Gate]:
    """Gates of one side of a joint act that the other brings about as well."""
    weighed: dict[str, set[int]] = {}
    shut: dict[str, set[int]] = {}
    for term in model.terms:
        weighed.setdefault(term.process, set()).add(term.side)
    for gate in model.gates:
        shut.setdefault(gate.process, set()).add(gate.side)
    for gate in model.gates:
        if gate.side not in (SOURCE, TARGET) or gate.process in model.rules:
            continue
        readier = weighed.get(gate.process, set()) & {SOURCE, TARGET}
        other = TARGET if gate.side == SOURCE else SOURCE
        if processes[gate.process].two_sided and not readier and other not in shut[gate.process]:
            yield gate


def _others(scenario: Scenario, claim: str | None, idle: Container[str]) -> list[str]:
    """Other effects by which a claim acts."""
    if claim is None:
        return []
    owned = [effect.id for effect in scenario.effects if claim in effect.claims()]
    return [effect for effect in owned if effect not in idle]
