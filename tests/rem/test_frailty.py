"""Random intercepts: against quadrature on a small record, and against a variance that is known."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from detente import rem
from detente.errors import InputError
from detente.rem import frailty as frailties
from detente.rem.engine.buffers import Buffers

LOG: Any = {"weighted": True, "transform": "log1p"}


def drawn(
    seed: int, n: int, sd: float, of: str, *, events: int, inertia: float = 0.4
) -> dict[str, Any]:
    """Timed events with rate exp(−2 + inertia·log1p(W_ij) + b), b normal."""
    draw = np.random.default_rng(seed)
    b = draw.normal(0.0, sd, (n, n))
    b = {"sender": b[:, :1] + 0 * b, "receiver": b[:1, :] + 0 * b, "dyad": b}[of]
    w = np.zeros((n, n))
    time = 0.0
    rows: dict[str, Any] = {"time": [], "sender": [], "receiver": []}
    off = ~np.eye(n, dtype=bool)
    for _ in range(events):
        rate = np.where(off, np.exp(-2.0 + inertia * np.log1p(w) + b), 0.0)
        time += draw.exponential(1.0 / rate.sum())
        i, j = divmod(int(draw.choice(n * n, p=(rate / rate.sum()).ravel())), n)
        w[i, j] += 1.0
        for name, value in zip(rows, (time, i, j), strict=True):
            rows[name].append(value)
    return rows


def model_of(timing: Any, of: Any, **more: Any) -> rem.RelationalEventModel:
    effects: list[rem.Effect] = [rem.Inertia(**LOG)]
    if timing == "timed":
        effects.insert(0, rem.Intercept())
    return rem.RelationalEventModel(effects, timing=timing, frailty=of, **more)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
@pytest.mark.parametrize("of", ["sender", "receiver", "dyad"])
def test_gradient_and_information(timing: Any, of: Any) -> None:
    data = drawn(1, 4, 0.5, of, events=40)
    model = model_of(timing, of)
    start = 0.0 if timing == "timed" else None
    design = model.design(rem.read_history(data, start=start))
    p, size = len(design.names), int(model._group(design).max()) + 1
    draw = np.random.default_rng(2)
    place = np.concatenate([draw.normal(0, 0.5, p), draw.normal(0, 0.5, size)])

    def run(at: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        total, g, pull, inner, cross, own, between = model._frailty_pass(
            design, at[:p], at[p:], Buffers.none(p)
        )
        k = np.diag(own) - (between if between.size else 0.0)
        return total, np.concatenate([g, pull]), np.block([[inner, cross], [cross.T, k]])

    _, gradient, information = run(place)
    h = 1e-5
    for k in range(place.size):
        step = np.eye(place.size)[k] * h
        (up, slope_up, _), (down, slope_down, _) = run(place + step), run(place - step)
        assert gradient[k] == pytest.approx((up - down) / (2 * h), rel=1e-6, abs=1e-6)
        np.testing.assert_allclose(
            information[k], -(slope_up - slope_down) / (2 * h), rtol=1e-6, atol=1e-6
        )


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_without_differences_it_is_the_likelihood_of_all(timing: Any) -> None:
    data = drawn(2, 6, 0.5, "sender", events=60)
    model, plain = model_of(timing, "sender"), model_of(timing, None)
    design = model.design(rem.read_history(data))
    theta = np.full(len(design.names), 0.3)
    found = model._frailty_pass(design, theta, np.zeros(6), Buffers.none(theta.size))
    total, gradient, information = plain.run(design, theta, Buffers.none(theta.size))
    assert found[0] == pytest.approx(total, rel=1e-12)
    np.testing.assert_allclose(found[1], gradient, rtol=1e-10)
    np.testing.assert_allclose(found[3], information, rtol=1e-10)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_the_integrated_likelihood_is_that_of_quadrature(timing: Any) -> None:
    """Gauss-Hermite rules of 16 points over each of three senders' intercepts, about their mode.

    Laplace's approximation is not exact; here it is off by 0.08 (ordered) and less (timed),
    with some thirty events a sender.
    """
    data = drawn(3, 3, 0.8, "sender", events=90)
    model = model_of(timing, "sender")
    model.fit(data, start=0.0 if timing == "timed" else None)
    design = model.design_
    theta = model.coef_
    nodes, weights = np.polynomial.hermite_e.hermegauss(16)
    logs_of_weights = np.log(weights / weights.sum())
    mode = model.frailty_.to_frame()["intercept"].to_numpy()
    *_, own, between = model._frailty_pass(design, theta, mode, Buffers.none(theta.size))
    curvature = np.diag(own + 1 / model.frailty_.variance) - (between if between.size else 0.0)
    root = np.linalg.cholesky(np.linalg.inv(curvature))

    def exact(theta: np.ndarray, sd: float) -> float:
        """Over nodes about the mode, weighed by the ratio of the densities."""
        logs = []
        for spot in itertools.product(range(nodes.size), repeat=3):
            z = nodes[list(spot)]
            b = mode + root @ z
            given = model._frailty_pass(design, theta, b, Buffers.none(theta.size))[0]
            prior = -0.5 * float((b / sd) @ (b / sd)) - 3 * math.log(sd)
            ratio = prior + 0.5 * float(z @ z) + float(np.log(np.diag(root)).sum())
            logs.append(given + ratio + float(logs_of_weights[list(spot)].sum()))
        largest = max(logs)
        return largest + math.log(sum(math.exp(each - largest) for each in logs))

    integral = exact(theta, model.frailty_.sd)
    assert model.frailty_.sd > 0.2
    assert model.frailty_.log_likelihood == pytest.approx(integral, abs=0.1)
    assert abs(model.frailty_.log_likelihood - model.frailty_.without) > 0.6


def test_a_timed_model_of_intercepts_alone_is_that_of_counts() -> None:
    """With no effect but the intercept, senders' counts are Poisson with normal log-rates.

    The integral over each sender is then of one dimension, and the variance that maximises the
    product of those integrals is found by quadrature.
    """
    from scipy.optimize import minimize

    data = drawn(4, 12, 0.7, "sender", events=600, inertia=0.0)
    model = rem.RelationalEventModel([rem.Intercept()], timing="timed", frailty="sender")
    model.fit(data, start=0.0)
    exposure = data["time"][-1] * 11
    counts = np.bincount(data["sender"], minlength=12)
    nodes = np.linspace(-8.0, 8.0, 8001)
    weights = np.exp(-0.5 * nodes**2)
    weights /= weights.sum()

    def loss(place: np.ndarray) -> float:
        eta = place[0] + math.exp(place[1]) * nodes
        logs = counts[:, None] * eta - exposure * np.exp(eta)
        shift = logs.max(axis=1)
        inside = (np.exp(logs - shift[:, None]) * weights).sum(axis=1)
        return -float((shift + np.log(inside)).sum())

    found = minimize(loss, [model.coef_[0], math.log(model.frailty_.sd)], method="Nelder-Mead",
                     options={"xatol": 1e-7, "fatol": 1e-9})  # fmt: skip
    assert model.frailty_.sd == pytest.approx(math.exp(found.x[1]), rel=0.02)
    # θ is where the penalised likelihood is largest: a tenth of its standard error away
    assert model.coef_[0] == pytest.approx(found.x[0], abs=0.02)
    assert model.frailty_.log_likelihood == pytest.approx(-found.fun, abs=0.05)


@pytest.mark.parametrize(
    ("timing", "of", "n"),
    [
        ("ordered", "sender", 40),
        ("timed", "receiver", 40),
        ("timed", "dyad", 14),
    ],
)
def test_a_known_variance_is_recovered(timing: Any, of: Any, n: int) -> None:
    """σ = 0.8: within three standard errors of log σ, a false alarm in one of 370 seeds."""
    data = drawn(6, n, 0.8, of, events=2500)
    model = model_of(timing, of).fit(data, start=0.0)
    found = model.frailty_
    assert abs(math.log(found.sd / 0.8)) < 3 * found.log_sd_error
    assert found.log_sd_error < 0.2
    low, high = found.interval(0.997)
    assert low < 0.64 < high
    assert found.p_value < 1e-6
    error = model.standard_errors_["inertia(weighted, log1p)"]
    assert abs(model.params_["inertia(weighted, log1p)"] - 0.4) < 3 * error
    table = found.to_frame()
    assert table.height == (n * (n - 1) if of == "dyad" else n)
    assert table["events"].sum() == 2500
    draw = np.random.default_rng(6).normal(0.0, 0.8, (n, n))
    truth = {"sender": draw[:, 0], "receiver": draw[0], "dyad": draw[~np.eye(n, dtype=bool)]}[of]
    assert np.corrcoef(truth, table["intercept"])[0, 1] > 0.75
    assert model.aic_ == pytest.approx(2 * (len(model.names_) + 1) - 2 * found.log_likelihood)


def test_no_differences_are_found_where_there_are_none() -> None:
    """σ = 0: the variance is 0, or not told from it (its p is below 0.01 in 1 of 100 seeds)."""
    data = drawn(7, 20, 0.0, "sender", events=600)
    model = model_of("ordered", "sender").fit(data)
    plain = model_of("ordered", None).fit(data)
    assert model.frailty_.p_value > 0.01
    assert model.frailty_.variance < 0.05
    if model.frailty_.variance == 0.0:
        np.testing.assert_allclose(model.coef_, plain.coef_)
        assert math.isnan(model.frailty_.standard_error)
        assert "variance 0" in repr(model.frailty_)


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_what_is_expected_has_the_intercepts(timing: Any) -> None:
    """Senders' expected events, summed over the record, are theirs, pulled towards the mean."""
    data = drawn(8, 8, 1.2, "sender", events=400)
    model = model_of(timing, "sender").fit(data, start=0.0)
    b = model.frailty_.to_frame()["intercept"].to_numpy()
    state = model.state_at(200)
    eta = state.x @ model.coef_ + np.repeat(b, 8)
    weight = np.where(state.active, np.exp(eta), 0.0)
    expected = weight if timing == "timed" else weight / weight.sum()
    np.testing.assert_allclose(model.hazards_at(200).ravel(), expected)
    chances = model.predict().group_by("sender").agg(p=rem_sum()).sort("sender")
    assert np.corrcoef(chances["p"], np.exp(b))[0, 1] > 0.8
    table, scores = model.each_moment()
    # θ and b are where the penalised likelihood is largest; θ has no penalty
    np.testing.assert_allclose(scores.sum(axis=0), 0.0, atol=1e-4)
    assert table["log_likelihood"].sum() > model.frailty_.log_likelihood
    assert model.simulate(50, seed=1).height == 50
    again = model.fit(data, start=0.0)
    assert again.frailty_.sd == model.frailty_.sd


def rem_sum() -> Any:
    import polars as pl

    return pl.col("probability").sum()


def test_rates_have_senders_intercepts() -> None:
    data = drawn(9, 30, 0.8, "sender", events=1500, inertia=0.0)
    model = rem.DynamRateModel([rem.SenderIndegree(**LOG)], frailty="sender").fit(data)
    assert abs(math.log(model.frailty_.sd / 0.8)) < 3 * model.frailty_.log_sd_error


def test_types_share_the_intercepts_of_their_actors() -> None:
    data = drawn(10, 10, 0.8, "sender", events=600)
    data["type"] = ["fight", "talk"] * 300
    model = model_of("ordered", "sender").fit(data, types=True)
    assert model.frailty_.to_frame().height == 10
    plain = model_of("ordered", "sender").fit({k: v for k, v in data.items() if k != "type"})
    assert model.frailty_.sd == pytest.approx(plain.frailty_.sd, rel=1e-4)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: model_of("ordered", "actor"), "frailty is 'actor'; 'sender', 'receiver', 'dyad'"),
        (
            lambda: model_of("ordered", "sender", case_control=5),
            "a frailty needs all pairs at risk",
        ),
        (
            lambda: rem.DynamRateModel([rem.SenderIndegree()], frailty=DYAD),
            "has senders only; frailty is 'sender'",
        ),
    ],
)
def test_what_cannot_be_is_refused(make: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        make()


DYAD: Any = "dyad"


def test_too_many_intercepts_for_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of("ordered", "dyad")
    monkeypatch.setattr("detente.rem.models.relational_event.check_memory", refuse)
    with pytest.raises(InputError, match="36 random intercepts takes 62208"):
        model.fit(drawn(1, 6, 0.5, "dyad", events=60))


def refuse(needed: float, what: str, advice: str) -> None:
    raise InputError(f"{what} {needed:.0f}; {advice}")


def test_a_search_that_does_not_end_is_told() -> None:
    data = drawn(1, 4, 0.5, "sender", events=40)
    model = model_of("ordered", "sender")
    design = model.design(rem.read_history(data))

    def run(theta: np.ndarray, b: np.ndarray) -> Any:
        total, g, *rest = model._frailty_pass(design, theta, b, Buffers.none(1))
        return (total, g + 100.0, *rest)  # a gradient that is not that of the value

    with pytest.raises(rem.ConvergenceError, match="no maximum with a random intercept"):
        frailties.joint(run, np.zeros(1), np.zeros(4), 0.5)
