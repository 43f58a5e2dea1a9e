"""Every registered effect, in every form and model, against its definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from detente import rem
from detente.errors import InputError
from detente.rem.engine.buffers import Buffers
from detente.rem.models.base import EventModel
from tests.forms import only_whole, size
from tests.rem.forms import forms
from tests.rem.oracle import random_record

MODELS: dict[str, Any] = {
    "ordered": rem.RelationalEventModel,
    "timed": lambda effects: rem.RelationalEventModel(effects, timing="timed"),
    "rate": rem.DynamRateModel,
    "timed rate": lambda effects: rem.DynamRateModel(effects, timing="timed"),
    "choice": rem.DynamChoiceModel,
    "coordination": rem.DynamCoordinationModel,
}


SHORT = ("timed", "timed rate", "choice")
"""In short, forms after an effect's first in these alone: the others read the same statistics."""


def possible() -> Iterator[Any]:
    for word, effect in rem.EFFECTS.items():
        for number, example in enumerate(forms(effect)):
            for name, make in MODELS.items():
                try:
                    make([example])
                except InputError:
                    continue
                marks = only_whole if number and name not in SHORT else ()
                yield pytest.param(example, name, id=f"{name}-{example.name}", marks=marks)
        assert word == effect.word


def value(model: EventModel, given: dict[str, Any], theta: np.ndarray) -> float:
    design = model.design(rem.read_history(**given))
    return model.run(design, theta, Buffers.none(theta.size))[0]


@pytest.mark.parametrize(("effect", "name"), list(possible()))
def test_likelihood_is_that_of_the_definition(effect: rem.Effect, name: str) -> None:
    for seed, theta in ((1, 0.7), (2, -0.4))[: size(1, 2)]:
        record = random_record(seed)
        model = MODELS[name]([effect])
        expected = record.log_likelihood(model, np.array([theta]))
        assert value(model, record.given(), np.array([theta])) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("name", list(MODELS))
@pytest.mark.parametrize("bounds", [(None, None), (3.0, 9.5), (None, 20.0)])
def test_many_effects_together(name: str, bounds: tuple[float | None, float | None]) -> None:
    effects: list[rem.Effect] = []
    for effect in rem.EFFECTS.values():
        for example in forms(effect)[:6:5]:
            try:
                MODELS[name]([example])
            except InputError:
                continue
            effects.append(example)
    model = MODELS[name](effects)
    record = random_record(5, events=20)
    record.start, record.end = bounds
    theta = np.random.default_rng(1).normal(0, 0.3, len(effects))
    expected = record.log_likelihood(model, theta)
    assert value(model, record.given(), theta) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("effect", list(rem.EFFECTS.values()), ids=list(rem.EFFECTS))
def test_effects_say_what_they_are(effect: type[rem.Effect]) -> None:
    doc = effect.__doc__ or ""
    for part in ("Formula", "Units", "Source"):
        assert f"{part}\n    ---" in doc
    names = [example.name for example in forms(effect)]
    assert len(set(names)) == len(names)
    assert all(name.startswith(effect.word) for name in names)
