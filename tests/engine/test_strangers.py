"""What is unrelated changes nothing: every other act, belief and coefficient keeps every bit.

tests/kernel does the same on the toy, by first passages; here it is the built-in scenario, act by
act, with everything at once.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import pytest

from tests.engine.worlds import Course, course, quantity, us_russia
from tests.scenario.mutated import Raw, claim, rate

PATHS = 40
ELSEWHERE = {
    "id": "elsewhere", "title": "elsewhere", "source": "Atlantis", "target": "Lemuria",
    "act": "ACCUSE", "prose": "Elsewhere", "rate": rate(90),
}  # fmt: skip


def actor(raw: Raw) -> None:
    raw["actors"] = [
        *({"id": name, "kind": "party", "name": name} for name in ("Atlantis", "Lemuria")),
        *raw["actors"],
    ]


def process(raw: Raw) -> None:
    actor(raw)
    raw["processes"].insert(0, ELSEWHERE)
    raw["processes"].insert(20, {**ELSEWHERE, "id": "elsewhere-too", "act": "THREATEN"})


def believed(raw: Raw) -> None:
    for place, name, voice in ((0, "unrelated", "observers"), (9, "unrelated-too", "article")):
        raw["claims"].insert(place, claim(name, 0.5, voice) | {"document": "article"})


def effects(raw: Raw) -> None:
    process(raw)
    believed(raw)
    raw["effects"] = [
        {"effect": "mood", "id": "their-weather", "half_life": 9.0, "sigma": quantity(0.5, 0.1),
         "on": ["elsewhere", "elsewhere-too"]},
        {"effect": "inertia", "id": "their-habit", "on": ["elsewhere"], "acts": "ACCUSE",
         "half_lives": [3.0], "coefficients": [quantity(0.3, 0.2)], "claim": "unrelated",
         "otherwise": 0.0},
        *raw["effects"],
    ]  # fmt: skip


def outcomes(raw: Raw) -> None:
    effects(raw)
    raw["outcomes"].insert(
        0, {"kind": "acts", "id": "their-quarrel", "title": "They quarrel", "on": ["elsewhere"]}
    )


@functools.cache
def alone() -> Course:
    return course(us_russia(), PATHS, trace=True)


@pytest.mark.parametrize("more", [actor, process, believed, effects, outcomes])
def test_what_is_unrelated_changes_no_bit(more: Callable[[Raw], None]) -> None:
    one, other = alone(), course(us_russia(more), PATHS, trace=True)
    rows = [other.compiled.rows.index(row) for row in one.compiled.rows]
    np.testing.assert_array_equal(one.acts, other.acts[:, :, rows])
    claims = [other.compiled.claims.index(name) for name in one.compiled.claims]
    np.testing.assert_array_equal(one.truth, other.truth[:, claims])
    for coefficient in one.compiled.coefficients:
        np.testing.assert_array_equal(one.column(coefficient), other.column(coefficient))
    asked = [other.compiled.outcomes.index(name) for name in one.compiled.outcomes]
    np.testing.assert_array_equal(one.played.first, other.played.first[:, asked])
    np.testing.assert_array_equal(one.played.count, other.played.count[:, asked])
    watched = [other.compiled.watched.index(name) for name in one.compiled.watched]
    np.testing.assert_array_equal(one.played.watch, other.played.watch[:, :, watched])
    hazards = [other.compiled.processes.index(name) for name in one.compiled.processes]
    np.testing.assert_array_equal(one.played.terms, other.played.terms[:, :, hazards])
    if more is effects:
        assert other.act("elsewhere").any()


def test_what_is_related_changes_something() -> None:
    """The comparison can fail: cooperation, wherever it is, belongs to the order contested."""

    def related(raw: Raw) -> None:
        actor(raw)
        raw["processes"].append(ELSEWHERE | {"act": "AID/economic"})

    other = course(us_russia(related), PATHS, trace=True)
    hazards = alone().played.terms, other.played.terms[:, :, :-1]
    touched = (hazards[0] != hazards[1]).any(axis=(0, 1, 3))
    assert 0 < touched.sum() < touched.size / 2
    rows = [other.compiled.rows.index(row) for row in alone().compiled.rows]
    unlike = (alone().acts != other.acts[:, :, rows]).any(axis=(0, 1))
    assert unlike.any()
    assert touched[np.flatnonzero(unlike)].all()
