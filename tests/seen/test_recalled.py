"""What is told from what is kept of futures is what playing them again tells, to the bit."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

import detente
from detente.ensemble.design import Design
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Only
from detente.ensemble.some import some
from detente.errors import InputError
from detente.kernel.chronicle import Chronicle
from detente.seen.look import look
from detente.seen.said import said
from detente.seen.seeing import Seeing
from tests.forms import size

SCENARIOS = list(detente.built_in())

PATHS = 40

DAYS = 90

EXAMPLES = size(3, 60)


@functools.cache
def played(name: str) -> detente.Ensemble:
    """A few futures of a built-in scenario."""
    scenario = detente.load(name)
    return scenario.simulate(PATHS, until=scenario.as_of + dt.timedelta(days=DAYS))


def parts(scenario: detente.Scenario) -> st.SearchStrategy[dict[str, Any]]:
    """Conditions without others in them."""
    processes = [process.id for process in scenario.processes]
    number = st.integers(1, 4)
    named = st.fixed_dictionaries(
        {"on": st.lists(st.sampled_from(processes), min_size=1, max_size=3, unique=True)},
        optional={"at_least": number, "within": st.integers(1, 40)},
    )
    acts = st.fixed_dictionaries(
        {"act": st.sampled_from(sorted({str(p.act).split(".")[0] for p in scenario.processes}))},
        optional={
            "at_least": number,
            "by": st.sampled_from([p.dyad for p in scenario.processes]),
            "within": st.integers(1, 40),
            "since": named,
        },
    )
    dates = st.integers(1, DAYS).map(lambda n: scenario.as_of + dt.timedelta(days=n))
    found = [named, acts, st.builds(lambda date: {"from": date}, dates)]
    for state in scenario.states:
        values = st.lists(st.sampled_from(list(state.values)), min_size=1, max_size=2, unique=True)
        is_so = {"state": st.just(state.id), "is": values}
        found.append(st.fixed_dictionaries(is_so, optional={"for": st.integers(1, 20)}))
    sides = st.sampled_from(["above", "below"])
    for level in scenario.levels:
        low, high = (float(each) for each in np.quantile(_values(scenario.id, level.id), (0, 1)))
        bound = st.floats(low, high).map(lambda x: round(x, 3))
        found.append(st.builds(lambda side, x, of=level.id: {"level": of, side: x}, sides, bound))
    found += [
        st.builds(
            lambda side, x, of=index.pair: {"index": list(of), side: round(x, 3)},
            sides,
            st.floats(-4, 2),
        )
        for index in scenario.file.index
    ]
    return st.one_of(*found)


def _values(scenario: str, level: str) -> np.ndarray:
    ensemble = played(scenario)
    return ensemble.last[:, ensemble.scenario.watched()[f"level:{level}"]]


def conditions(scenario: detente.Scenario) -> st.SearchStrategy[dict[str, Any]]:
    """Conditions of every form that stands for acts, states, levels, indices and the calendar."""
    return st.recursive(
        parts(scenario),
        lambda inner: st.one_of(
            st.builds(lambda many: {"all": many}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda many: {"any": many}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda one: {"not": one}, inner),
            st.builds(lambda one, n: {"after": one, "within": n}, inner, st.integers(1, 30)),
            st.builds(lambda one: {"after": one}, inner),
        ),
        max_leaves=4,
    )


SPANS = ("", " ever", " on {}", " by {}", " before {}", " after {}")


@pytest.mark.parametrize("name", SCENARIOS)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_random_conditions_are_as_played(name: str, data: st.DataObject) -> None:
    """Conditions, acts, states and levels on evenings of every span; several asked at once."""
    ensemble = played(name)
    scenario = ensemble.scenario
    asked: list[Seeing] = []
    for condition in data.draw(st.lists(conditions(scenario), min_size=4, max_size=8)):
        seeing = said(condition, scenario, ensemble.dates[-1])
        date = ensemble.dates[data.draw(st.integers(2, DAYS - 3))]
        text = seeing.said.removeprefix("--seen ") + data.draw(st.sampled_from(SPANS)).format(date)
        try:
            seeing = said(text, scenario, ensemble.dates[-1])
            look(ensemble.setting.part(1), [seeing])
        except InputError:  # what could never hold
            continue
        asked.append(seeing)
    assume(asked)
    kept = look(ensemble.setting, asked, ensemble)
    again = look(ensemble.setting, asked, replace(ensemble, chronicle=None))
    for number, each in enumerate(asked):
        assert (kept.so[:, number] == again.so[:, number]).all(), each.said


@pytest.mark.parametrize("name", SCENARIOS)
def test_all_that_is_watched_is_as_played(name: str) -> None:
    """Indices, volumes, levels with their shocks, and states: day by day, to the bit."""
    ensemble = played(name)
    compiled = ensemble.setting.compiled
    block = Runner(ensemble.setting).block()
    names = [compiled.planes[k] for k in compiled.questions.watched]
    assert ensemble.known is not None
    found = ensemble.known.watch(
        names, lambda each: (each.played.watch, each.played.states), states=True
    )
    watched, states = (np.concatenate(each) for each in zip(*found, strict=True))
    np.testing.assert_array_equal(watched, block.played.watch)
    np.testing.assert_array_equal(states, block.played.states)


@pytest.mark.parametrize("name", SCENARIOS)
def test_some_futures_are_what_playing_them_makes_of_them(name: str) -> None:
    """Summed from what is kept day by day, or gone through once more: all fields, to the bit."""
    ensemble = played(name)
    paths = np.flatnonzero(ensemble.path_mean[:, 0] > np.median(ensemble.path_mean[:, 0]))
    only = Only((), ensemble.design)
    expected = some(replace(ensemble, by_day=None, chronicle=None), paths, only)
    left_aside = ("by_day", "replayed", "kept", "estimates", "only", "scenario")
    for whole in (ensemble, replace(ensemble, by_day=None)):
        found = some(whole, paths, only)
        assert found.replayed == 0
        for each in fields(found):
            if each.name not in left_aside:
                _assert_same(getattr(found, each.name), getattr(expected, each.name))


def _assert_same(one: object, other: object) -> None:
    if isinstance(one, Chronicle | Design):
        for each in fields(one):
            _assert_same(getattr(one, each.name), getattr(other, each.name))
        return
    np.testing.assert_equal(one, other)
