"""Gradient and information against differences of the likelihood itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente import rem
from detente.rem.engine.buffers import Buffers
from detente.rem.models.base import EventModel
from tests.rem.oracle import random_record

CASES: list[Any] = [
    rem.RelationalEventModel(
        [rem.Inertia(weighted=True), rem.OutgoingTwoPaths(), rem.Alter("size"), rem.Tie("ties")]
    ),
    rem.RelationalEventModel(
        [
            rem.Intercept(),
            rem.Inertia(half_life=3.0),
            rem.SenderOutdegree(standardise=True),
            rem.ParticipationShift("AB-BA"),
        ],
        timing="timed",
    ),
    rem.RelationalEventModel(
        [rem.Intercept(), rem.Reciprocity(window=2.0), rem.Ego("size")], timing="timed"
    ),
    rem.RelationalEventModel(
        [rem.SendFraction(), rem.RecencyOfReceipt(), rem.NormalisedReceiverDegree(half_life=3.0)]
    ),
    rem.DynamChoiceModel([rem.ReceiptFraction(window=3.0), rem.NormalisedReceiverOutdegree()]),
    rem.DynamRateModel([rem.Intercept(), rem.SenderIndegree(), rem.Ego("size")], timing="timed"),
    rem.DynamChoiceModel([rem.Inertia(), rem.Difference("size"), rem.ReceiverIndegree()]),
    rem.DynamCoordinationModel(
        [rem.Inertia(), rem.Alter("size"), rem.Same("kind")], information="observed"
    ),
]
IDS = [f"{type(model).__name__}-{k}" for k, model in enumerate(CASES)]


def passes(model: EventModel, seed: int) -> tuple[Any, Any]:
    design = model.design(rem.read_history(**random_record(seed, events=25).given()))
    buffers = Buffers.none(len(design.names))

    def run(theta: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        if isinstance(model, rem.DynamCoordinationModel):
            return model._pass(design, theta, buffers, expected=False)
        return model.run(design, theta, buffers)

    return design, run


@pytest.mark.parametrize("model", CASES, ids=IDS)
def test_gradient_and_hessian(model: EventModel) -> None:
    design, run = passes(model, 3)
    theta = np.random.default_rng(0).normal(0, 0.5, len(design.names))
    _, gradient, information = run(theta)
    h = 1e-5
    for k in range(theta.size):
        step = np.eye(theta.size)[k] * h
        (up, slope_up, _), (down, slope_down, _) = run(theta + step), run(theta - step)
        assert gradient[k] == pytest.approx((up - down) / (2 * h), rel=1e-6, abs=1e-6)
        np.testing.assert_allclose(
            information[k], -(slope_up - slope_down) / (2 * h), rtol=1e-6, atol=1e-6
        )


@pytest.mark.parametrize("model", CASES, ids=IDS)
def test_contributions_of_moments_sum_to_the_whole(model: EventModel) -> None:
    design, run = passes(model, 4)
    theta = np.random.default_rng(1).normal(0, 0.5, len(design.names))
    total, gradient, _ = run(theta)
    buffers = Buffers.of(design.timeline.time.size, theta.size)
    model.run(design, theta, buffers)
    assert np.nansum(buffers.log_likelihood) == pytest.approx(total, rel=1e-12)
    np.testing.assert_allclose(buffers.scores.sum(axis=0), gradient, rtol=1e-10, atol=1e-10)


def test_expected_information_is_the_variance_of_the_score() -> None:
    """Σ over pairs of P·score·scoreᵀ, by making every pair the event in turn."""
    model = rem.DynamCoordinationModel([rem.Inertia(), rem.Alter("size")])
    record = random_record(6)
    theta = np.array([0.8, -0.5])
    record.events = record.events[:8]
    *_, (t, i, j, w) = record.events
    model_at = model.design(rem.read_history(**record.given()))
    whole = model.run(model_at, theta, Buffers.none(2))[2]
    record.events[-1:] = []
    before = model.run(model.design(rem.read_history(**record.given())), theta, Buffers.none(2))[2]
    total = np.zeros((2, 2))
    for a, b in record.at_risk(model, t, itself=True):
        if a > b:
            continue
        record.events.append((t, a, b, w))
        design = model.design(rem.read_history(**record.given()))
        buffers = Buffers.of(design.timeline.time.size, 2)
        model.run(design, theta, buffers)
        total += np.exp(buffers.log_likelihood[-1]) * np.outer(
            buffers.scores[-1], buffers.scores[-1]
        )
        record.events.pop()
    np.testing.assert_allclose(whole - before, total, rtol=1e-9)
    assert (i, j) in record.allowed
