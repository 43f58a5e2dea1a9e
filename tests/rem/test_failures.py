"""No silent number: what cannot be told is named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente import rem
from detente.errors import InputError
from tests.rem.made import drawn

MODELS: list[Any] = [
    rem.RelationalEventModel,
    lambda effects: rem.RelationalEventModel([rem.Intercept(), *effects], timing="timed"),
    rem.DynamChoiceModel,
    rem.DynamCoordinationModel,
]
IDS = ["ordered", "timed", "choice", "coordination"]


def actors(**columns: Any) -> dict[str, Any]:
    return {"label": list(range(8)), **columns}


@pytest.mark.parametrize("make", MODELS, ids=IDS)
def test_collinear_effects_are_named(make: Any) -> None:
    size = np.random.default_rng(0).normal(size=8)
    model = make([rem.Inertia(), rem.Alter("size"), rem.Alter("twice")])
    with pytest.raises(rem.CollinearError, match="leave one of them out") as caught:
        model.fit(drawn(1), actors=actors(size=size, twice=2 * size + 1e-13))
    assert caught.value.effects == ("alter(size)", "alter(twice)")


@pytest.mark.parametrize("make", [MODELS[k] for k in (0, 2, 3)], ids=["ordered", "choice", "two"])
def test_an_effect_that_never_differs_is_named(make: Any) -> None:
    model = make([rem.Inertia(), rem.Alter("size")])
    with pytest.raises(rem.CollinearError, match=r"alter\(size\): never differs") as caught:
        model.fit(drawn(1), actors=actors(size=[1.0] * 8))
    assert caught.value.effects == ("alter(size)",)


def test_a_constant_is_collinear_with_the_intercept() -> None:
    with pytest.raises(rem.CollinearError) as caught:
        MODELS[1]([rem.Alter("size")]).fit(drawn(1), actors=actors(size=[2.0] * 8))
    assert caught.value.effects == ("intercept", "alter(size)")


@pytest.mark.parametrize("make", MODELS, ids=IDS)
@pytest.mark.parametrize(("never", "says"), [(True, "falls"), (False, "rises")])
def test_separated_effects_are_named(make: Any, never: bool, says: str) -> None:
    """Actor 7 is never acted on (and never acts); the others are."""
    events = drawn(2, n=7)
    mark = [0.0] * 7 + [1.0] if never else [1.0] * 7 + [0.0]
    effects = [rem.Inertia(), rem.Alter("mark")]
    with pytest.raises(rem.SeparatedError, match=f"{says} without bound") as caught:
        make(effects).fit(events, actors=actors(mark=mark))
    assert "alter(mark)" in caught.value.effects
    assert "inertia" not in caught.value.effects


def test_separation_by_two_effects_together() -> None:
    """Neither separates alone; receivers 6 and 7 differ from the rest in their sum only."""
    events = drawn(3, n=6)
    first = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.4, 0.9]
    second = [0.0, -1.0, 0.0, -1.0, 0.0, -1.0, 0.1, -0.4]
    model = rem.DynamChoiceModel([rem.Alter("first"), rem.Alter("second")])
    with pytest.raises(rem.SeparatedError) as caught:
        model.fit(events, actors=actors(first=first, second=second))
    assert caught.value.effects == ("alter(first)", "alter(second)")


def test_too_few_events() -> None:
    with pytest.raises(rem.EstimationError, match="2 events for 2 coefficients"):
        MODELS[0]([rem.Inertia(), rem.Reciprocity()]).fit(drawn(1, events=2))


def test_a_statistic_that_is_no_number() -> None:
    ties = rem.Network({"sender": [0], "receiver": [1], "value": [-3.0]})
    model = rem.RelationalEventModel(
        [rem.Inertia(), rem.Tie("ties", weighted=True, transform="log1p")]
    )
    with pytest.raises(rem.EstimationError, match="not a finite number") as caught:
        model.fit(drawn(1), networks={"ties": ties})
    assert caught.value.effects == ("tie(ties, weighted, log1p)",)


def test_no_time_passes() -> None:
    events = {"time": [1.0, 1.0, 1.0], "sender": [0, 1, 2], "receiver": [1, 2, 0]}
    with pytest.raises(rem.EstimationError, match="no time passes"):
        rem.RelationalEventModel([rem.Intercept()], timing="timed").fit(events)


def test_a_model_that_is_not_fitted_says_so() -> None:
    model = rem.DynamChoiceModel([rem.Inertia()])
    for ask in (lambda: model.summary, lambda: model.coef_, lambda: model.hazards_at(0)):
        with pytest.raises(InputError, match="not fitted yet"):
            ask()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: rem.RelationalEventModel([]), "no effects"),
        (lambda: rem.RelationalEventModel([rem.Inertia(), rem.Inertia()]), "given twice"),
        (lambda: rem.RelationalEventModel(["inertia"]), "is no effect"),  # type: ignore[list-item]
        (lambda: rem.RelationalEventModel([rem.Intercept()]), "an intercept says how fast"),
        (lambda: rem.DynamRateModel([rem.Inertia()]), "a value of the pair"),
        (lambda: rem.DynamChoiceModel([rem.Ego("size")]), "a value of the sender"),
        (
            lambda: rem.RelationalEventModel([rem.Inertia()], timing="daily"),  # type: ignore[arg-type]
            "timing is 'daily'",
        ),
        (
            lambda: rem.DynamCoordinationModel([rem.Inertia()], information="both"),  # type: ignore[arg-type]
            "information is 'both'",
        ),
        (lambda: rem.Inertia(window=2, half_life=3), "both a window and a half-life"),
        (lambda: rem.Inertia(half_life=3, weighted=False), "decay needs"),
        (lambda: rem.Inertia(window=0), "must be positive"),
        (lambda: rem.Inertia(transform="sqrt"), "transform is 'sqrt'"),  # type: ignore[arg-type]
        (lambda: rem.Inertia(at="middle"), "at is 'middle'"),  # type: ignore[arg-type]
        (lambda: rem.Tie(), "name the network"),
        (lambda: rem.SendFraction(transform="log1p"), "takes no transform"),
        (lambda: rem.SendFraction(weighted=False, half_life=2.0), "decay needs"),
        (lambda: rem.ParticipationShift("AB-AB"), "'AB-AB' is none"),  # type: ignore[arg-type]
    ],
)
def test_models_that_make_no_sense(make: Any, says: str) -> None:
    with pytest.raises(InputError, match=says):
        make()
