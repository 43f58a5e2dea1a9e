"""A known term of the linear predictor is what a coefficient held at its value would be."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.errors import InputError
from detente.rem.engine.buffers import Buffers
from tests.rem.made import drawn
from tests.rem.oracle import random_record

COUNT: dict[str, Any] = {"weighted": True, "transform": "log1p"}

CASES: dict[str, Any] = {
    "ordered": rem.RelationalEventModel(
        [rem.Inertia(**COUNT), rem.Offset(rem.Alter("size")), rem.Reciprocity()]
    ),
    "timed": rem.RelationalEventModel(
        [
            rem.Offset(rem.Ego("size"), coefficient=-0.5),
            rem.Intercept(),
            rem.Offset(rem.Inertia(window=3.0)),
            rem.Reciprocity(half_life=2.0),
        ],
        timing="timed",
    ),
    "rate": rem.DynamRateModel(
        [rem.Intercept(), rem.Offset(rem.Ego("size")), rem.SenderIndegree()], timing="timed"
    ),
    "choice": rem.DynamChoiceModel([rem.Offset(rem.Tie("ties")), rem.Inertia(standardise=True)]),
    "coordination": rem.DynamCoordinationModel(
        [rem.Inertia(), rem.Offset(rem.Alter("size")), rem.Same("kind")], information="observed"
    ),
}


@pytest.mark.parametrize("name", list(CASES))
def test_likelihood_is_that_of_the_definition(name: str) -> None:
    model = CASES[name]
    record = random_record(3)
    design = model.design(rem.read_history(**record.given()))
    free = np.random.default_rng(2).normal(0, 0.5, len(design.names))
    theta = iter(free.tolist())
    whole = np.array([next(theta) if e.held is None else e.held for e in model.effects])
    buffers = Buffers.of(design.timeline.time.size, free.size)
    found, gradient, information = model.run(design, free, buffers)
    assert found == pytest.approx(record.log_likelihood(model, whole), rel=1e-11)
    np.testing.assert_allclose(np.nansum(buffers.scores, axis=0), gradient, atol=1e-9)
    h = 1e-5
    for k in range(free.size):
        step = np.eye(free.size)[k] * h
        none = Buffers.none(free.size)
        up, down = model.run(design, free + step, none), model.run(design, free - step, none)
        assert gradient[k] == pytest.approx((up[0] - down[0]) / (2 * h), rel=1e-6, abs=1e-6)
        if name != "coordination":  # which steps by the expected information
            slope = -(up[1] - down[1]) / (2 * h)
            np.testing.assert_allclose(information[k], slope, rtol=1e-5, atol=1e-6)


def actors() -> pl.DataFrame:
    return pl.DataFrame({"label": list(range(8)), "size": [0.3 * k for k in range(8)]})


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_an_offset_takes_what_it_holds_from_the_other_coefficients(timing: Any) -> None:
    """θ₁x₁ + x₂ with x₂ = x₁ + x₃: the coefficient of x₁ falls by 1."""
    data = drawn(3)
    constant = [rem.Intercept()] if timing == "timed" else []
    plain = rem.RelationalEventModel([*constant, rem.Inertia(**COUNT)], timing=timing)
    plain.fit(data)
    held = rem.RelationalEventModel(
        [*constant, rem.Inertia(**COUNT), rem.Offset(rem.Inertia(**COUNT))],
        timing=timing,
    ).fit(data)
    np.testing.assert_allclose(held.coef_[-1], plain.coef_[-1] - 1.0, atol=1e-9)
    assert held.log_likelihood_ == pytest.approx(plain.log_likelihood_, abs=1e-9)
    np.testing.assert_allclose(held.covariance_, plain.covariance_, rtol=1e-7)
    assert held.names_ == plain.names_
    assert held.aic_ == pytest.approx(plain.aic_)
    np.testing.assert_allclose(held.hazards_at(50), plain.hazards_at(50), rtol=1e-8)
    columns = held.predict().columns
    both = held.predict().join(plain.predict(), on=["sender", "receiver"])
    np.testing.assert_allclose(both[columns[-1]], both[f"{columns[-1]}_right"], rtol=1e-8)
    assert_frames_equal(held.simulate(20, seed=4), plain.simulate(20, seed=4))
    uncertain = held.simulate(20, seed=4, uncertain=True)
    assert_frames_equal(uncertain, plain.simulate(20, seed=4, uncertain=True))
    np.testing.assert_allclose(held.each_moment()[1], plain.each_moment()[1], atol=1e-7)


def assert_frames_equal(a: pl.DataFrame, b: pl.DataFrame) -> None:
    assert a.drop("time").equals(b.drop("time"))
    np.testing.assert_allclose(a["time"], b["time"], rtol=1e-8)


def test_the_log_of_an_exposure_makes_the_intercept_a_rate_per_exposure() -> None:
    data = drawn(3)
    large = actors().with_columns(size=pl.col("size") * 0 + 12.0)
    effects = [rem.Intercept(), rem.Inertia(**COUNT)]
    plain = rem.RelationalEventModel(effects, timing="timed").fit(data, actors=large)
    held = rem.RelationalEventModel([*effects, rem.Offset(rem.Ego("size"))], timing="timed")
    held.fit(data, actors=large)
    np.testing.assert_allclose(held.coef_, plain.coef_ - [12.0, 0.0], atol=1e-8)


def test_a_sample_has_the_offset_too() -> None:
    data = drawn(3)
    effects = [rem.Inertia(**COUNT)]
    plain = rem.RelationalEventModel(effects, case_control=20).fit(data)
    more = [*effects, rem.Offset(rem.Inertia(**COUNT))]
    held = rem.RelationalEventModel(more, case_control=20).fit(data)
    np.testing.assert_allclose(held.coef_, plain.coef_ - 1.0, atol=1e-9)
    np.testing.assert_allclose(held.covariance_, plain.covariance_, rtol=1e-7)


@pytest.mark.parametrize("coefficient", [1e4, -1e4])
def test_an_offset_beyond_numbers_is_refused(coefficient: float) -> None:
    large = actors().with_columns(size=pl.col("size") + 1.0)
    effects = [rem.Intercept(), rem.Offset(rem.Ego("size"), coefficient=coefficient)]
    model = rem.RelationalEventModel(effects, timing="timed")
    with pytest.raises(rem.EstimationError, match="too large, or too small"):
        model.fit(drawn(3), actors=large)


def test_coefficients_of_ones_own_leave_offsets_out() -> None:
    model = rem.RelationalEventModel([rem.Inertia(), rem.Offset(rem.Alter("size"))])
    given: dict[str, Any] = {"actors": actors(), "n": 30, "seed": 2}
    found = rem.simulate_record(model, {"inertia": 0.5}, **given)
    same = rem.RelationalEventModel([rem.Inertia(), rem.Alter("size")])
    expected = rem.simulate_record(same, {"inertia": 0.5, "alter(size)": 1.0}, **given)
    assert found.equals(expected)


def test_an_offset_says_what_it_is() -> None:
    assert rem.Offset(rem.Ego("size")).name == "offset(ego(size))"
    assert rem.Offset(rem.Ego("size"), coefficient=0.5).name == (
        "offset(ego(size), coefficient=0.5)"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rem.Offset("size"), "is no effect to be held"),  # type: ignore[arg-type]
        (lambda: rem.Offset(rem.Offset(rem.Inertia())), "is no effect to be held"),
        (lambda: rem.Offset(rem.Inertia(), coefficient=float("nan")), "a finite number"),
        (lambda: rem.Offset(rem.Inertia(), standardise=True), "standardise its effect"),
        (lambda: rem.RelationalEventModel([rem.Offset(rem.Inertia())]), "offsets only"),
        (
            lambda: rem.DynamChoiceModel([rem.Inertia(), rem.Offset(rem.Ego("size"))]),
            "is a value of the sender",
        ),
        (
            lambda: rem.RelationalEventModel([rem.Inertia(), rem.Offset(rem.Intercept())]),
            "an intercept says how fast",
        ),
    ],
)
def test_what_cannot_be_is_refused(make: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()
