"""Read the fit that a scenario names, and put its numbers in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.effects.base import Effect
from detente.errors import ScenarioError
from detente.kernel.compile import Compiled
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean, hint
from detente.planes.fitted import Fitted, Law, joint
from detente.planes.process import Process
from detente.planes.rate import Rate
from detente.planes.sample import Sample
from detente.scenario.fitted.file import VERSION, FitFile
from detente.scenario.fitted.settings import fingerprint, state_fingerprint
from detente.scenario.validate import validate
from detente.states.entry import StateEntry


def read_fit(tables: Mapping[str, Any], where: str) -> FitFile:
    """Validate the tables of a fit.

    Raises
    ------
    ScenarioError
        If it is none, of a newer version, or contradicts itself.
    """
    version = tables.get("version")
    if type(version) is int and version > VERSION:
        raise ScenarioError(
            _(
                "{where}: version {version} is newer than this program knows "
                "({newest}); update detente"
            ).format(where=where, version=min(version, 10**9), newest=VERSION)
        )
    return validate(FitFile, dict(tables), where)


def laws(fit: FitFile, sample: Sample | None = None) -> Fitted:
    """The laws of a fit, by the name of the draw; with a sample they are picked from it."""
    together = set(fit.correlation.names)
    shared = joint(fit.correlation.names, fit.correlation.matrix()) if together else None
    return Fitted(
        {
            name: Law(mean, sd, shared if name in together else None, sample)
            for name, mean, sd in fit.laws()
        },
        fit.reference(),
        goes_on=sample is not None,
    )


def with_usual(processes: Sequence[Process], fit: FitFile, where: str) -> list[Process]:
    """Processes with the usual rates under which the fit was made.

    Raises
    ------
    ScenarioError
        If the fit has a baseline of a process that is not there.
    """
    known = {process.baseline_name: process for process in processes}
    ids = [process.id for process in processes]
    usual = {}
    for number, entry in enumerate(fit.baselines, start=1):
        process = known.get(entry.name)
        if process is None:
            changed = entry.process in ids
            more = (
                hint(_("its act, its ends or its counterpart have changed since: fit again"))
                if changed
                else did_you_mean(entry.process, ids)
            )
            raise ScenarioError(
                _(
                    "{where}: baselines[{number}]: no process '{process}' of the name "
                    "'{name}'{more}"
                ).format(
                    where=where, number=number, process=entry.process, name=entry.name, more=more
                )
            )
        usual[process.id] = Rate(
            per_year=entry.usual,
            sd=min(entry.sd, 3.0),
            basis="fitted",
            reference=fit.reference(),
            holds=process.rate.holds,
        )
    return [replace(p, rate=usual[p.id]) if p.id in usual else p for p in processes]


def check_effects(effects: Sequence[Effect], fit: FitFile, where: str) -> None:
    """Refuse a fit of effects that are gone or have changed since.

    Raises
    ------
    ScenarioError
        With the effect.
    """
    known = {effect.id: effect for effect in effects}
    for name, settings in fit.effects.items():
        if name not in known:
            raise ScenarioError(
                _("{where}: effects: no effect '{name}'").format(where=where, name=name)
                + did_you_mean(name, known)
            )
        if fingerprint(known[name]) != settings:
            raise ScenarioError(
                _(
                    "{where}: effect '{name}' has changed since the fit, and its coefficients "
                    "would mean something else; fit again (detente fit)"
                ).format(where=where, name=name)
            )


def check_states(states: Sequence[StateEntry], fit: FitFile, where: str) -> None:
    """Refuse a fit of states that are gone, or that move otherwise since.

    Raises
    ------
    ScenarioError
        With the state.
    """
    known = {state.id: state for state in states}
    for name, settings in fit.states.items():
        if name not in known:
            raise ScenarioError(
                _("{where}: states: no state '{name}'").format(where=where, name=name)
                + did_you_mean(name, known)
            )
        if state_fingerprint(known[name]) != settings:
            raise ScenarioError(
                _(
                    "{where}: state '{name}' has changed since the fit, and its hazards would mean "
                    "something else; fit again (detente fit)"
                ).format(where=where, name=name)
            )


def check_names(compiled: Compiled, fit: FitFile, where: str) -> None:
    """Refuse coefficients that the scenario does not have.

    Raises
    ------
    ScenarioError
        With the nearest that it has.
    """
    known = {coefficient.draw.name for coefficient in compiled.coefficients}
    others = [name for name in known if not name.startswith("rate:")]
    tables = {
        "coefficients": [entry.name for entry in fit.coefficients],
        "transitions": [entry.name for entry in fit.transitions],
    }
    for table, names in tables.items():
        for number, name in enumerate(names, start=1):
            if name not in known:
                raise ScenarioError(
                    _("{where}: {table}[{number}]: no coefficient '{name}'").format(
                        where=where, table=table, number=number, name=name
                    )
                    + did_you_mean(name, others)
                )
