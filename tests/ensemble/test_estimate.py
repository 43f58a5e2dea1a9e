"""The answers of an ensemble, against plain counting.

Statistical tests reject a right program with a probability of at most 1e-4, over all seeds.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import Counter

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import beta, binom, norm

from detente import Scenario, load
from detente.ensemble.design import SHARED, Design, nested
from detente.ensemble.document import document
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import apart, difference, probability
from detente.ensemble.simulate import simulate
from detente.errors import OutcomeError
from tests.effects.toy import TOY
from tests.forms import size

LIMIT = norm.isf(1e-4 / 2)
OUTCOMES = ["contact", "sanctions", "thaw"]


@functools.cache
def scenario() -> Scenario:
    return load(TOY)


@functools.cache
def ensemble() -> Ensemble:
    """Forty days, so that no outcome is certain."""
    return scenario().simulate(600, seed=5, until=dt.date(2024, 12, 28))


# ------------------------------------------------------------------------------- synthetic data


def nested_data(
    rng: np.random.Generator, p: NDArray[np.float64], chances: int
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    group = np.tile(np.arange(p.size), chances)
    return rng.random(group.size) < p[group], group


def test_the_interval_covers_the_law_of_the_probability() -> None:
    """p varies between parameter draws by a known beta law; a new one lies in 95 % of it."""
    rng = np.random.default_rng(1)
    law = beta(6.0, 14.0)
    covered, between = [], []
    for _ in range(300):
        hit, group = nested_data(rng, law.rvs(100, random_state=rng), 50)
        estimate = probability(hit, group)
        low, high = estimate.interval
        covered.append(law.cdf(high) - law.cdf(low))
        between.append(estimate.parameter_sd**2)
        assert low < estimate.probability < high
    assert 0.94 < np.mean(covered) < 0.965
    error = np.std(between, ddof=1) / np.sqrt(len(between))
    assert abs(np.mean(between) - law.var()) < LIMIT * error


def test_without_spread_the_interval_is_short_and_the_error_that_of_chance() -> None:
    rng = np.random.default_rng(2)
    inside, sd = 0, []
    for _ in range(200):
        hit, group = nested_data(rng, np.full(100, 0.2), 10)
        estimate = probability(hit, group)
        inside += estimate.interval[0] <= 0.2 <= estimate.interval[1]
        sd.append(estimate.parameter_sd)
        alone = np.sqrt(estimate.probability * (1 - estimate.probability) / 1000)
        assert 0.97 * alone < estimate.monte_carlo < 2.0 * alone
    assert inside / 200 > 0.95 - LIMIT * np.sqrt(0.95 * 0.05 / 200)
    assert np.median(sd) < 0.05


def stratified_normal(rng: np.random.Generator, draws: int) -> NDArray[np.float64]:
    tenths = np.concatenate([rng.permutation(10) for _ in range(draws // 10)])
    return np.asarray(norm.ppf((tenths + rng.random(draws)) / 10))


@pytest.mark.parametrize("draws", [60, 300])
def test_the_error_is_the_spread_between_seeds(draws: int) -> None:
    """Two normal coefficients with an interaction; more draws and paths lower it."""
    rng = np.random.default_rng(8)
    means, errors = [], []
    for _ in range(400):
        a, b = stratified_normal(rng, draws), stratified_normal(rng, draws)
        p = norm.cdf(0.8 * a + 0.8 * b * a - 0.5)
        group = np.repeat(np.arange(draws), 20)
        estimate = probability(rng.random(group.size) < p[group], group)
        means.append(estimate.probability)
        errors.append(estimate.monte_carlo)
    spread = np.std(means, ddof=1)
    alone = np.sqrt(np.mean(means) * (1 - np.mean(means)) / (20 * draws))
    assert spread > 1.1 * alone  # the finite number of draws is seen, and counted
    assert 0.85 < spread / np.mean(errors) < 1.15


def test_more_paths_shorten_only_the_monte_carlo_error() -> None:
    rng = np.random.default_rng(3)
    law = beta(6, 14)
    found = []
    for draws in (50, 5000):
        p = law.rvs(draws, random_state=rng)
        group = np.repeat(np.arange(draws), 20)
        found.append(probability(rng.random(group.size) < p[group], group))
    few, many = found
    assert many.monte_carlo == pytest.approx(few.monte_carlo / 10, rel=0.4)
    assert many.parameter_sd == pytest.approx(law.std(), rel=0.05)
    assert many.interval == pytest.approx((law.ppf(0.025), law.ppf(0.975)), abs=0.02)


CASES = [  # rate a year, standard deviation of its logarithm, acts at least
    (0.0005, 0.8, 1),
    (0.002, 1.5, 1),
    (0.05, 1.0, 1),
    (0.5, 0.5, 1),
    (3.0, 0.4, 1),
    (0.2, 1.5, 1),
    (12.0, 0.3, 10),
    (12.0, 0.3, 18),
    (2.0, 1.0, 3),
]


@pytest.mark.parametrize("paths", [1000, 10_000])
@pytest.mark.parametrize(("rate", "sd", "least"), CASES)
def test_the_interval_holds_the_mass_of_the_probability(
    paths: int, rate: float, sd: float, least: int
) -> None:
    """A Poisson process over a year whose rate is log-normal, from rare to nearly certain."""
    rng = np.random.default_rng(9)

    def chance(z: NDArray[np.float64]) -> NDArray[np.float64]:
        daily = -np.expm1(-rate / 365.25 * np.exp(sd * z))
        return np.asarray(binom.sf(least - 1, 365, daily))

    truth = chance(norm.ppf((np.arange(4000) + 0.5) / 4000))
    group = np.arange(paths) // SHARED
    held = []
    for _ in range(size(20, 100)):
        p = chance(stratified_normal(rng, -(-group[-1] // 10) * 10 + 10))
        low, high = probability(rng.random(paths) < p[group], group).interval
        held.append(np.mean((truth >= low) & (truth <= high)))
    assert np.mean(held) > 0.93


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("paths", [1, 2, 30, 1000])
def test_what_always_or_never_happens(held: bool, paths: int) -> None:
    """Nothing is certain from few futures: no error of nought, no interval of nought."""
    estimate = probability(np.full(paths, held), nested(paths).parameters)
    assert estimate.probability == float(held)
    low, high = estimate.interval
    assert (high if held else low) == float(held)
    far = 1.0 - low if held else high
    exact = 1.0 - 0.025 ** (1 / paths)
    assert 0.3 * exact < far < 1.0
    if paths >= 1000:  # with fewer draws of the coefficients others may do otherwise
        assert far < 2.5 * exact
    assert 0.3 / paths < estimate.monte_carlo < 1.0 / paths


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=1, max_size=40))
def test_any_paths_give_an_interval(paths: list[tuple[bool, int]]) -> None:
    hit = np.array([h for h, _ in paths])
    estimate = probability(hit, np.array([k for _, k in paths], dtype=np.int64))
    low, high = estimate.interval
    assert 0.0 <= low <= high <= 1.0
    assert estimate.probability == pytest.approx(hit.mean())
    assert estimate.parameter_sd >= 0.0


def test_group_labels_are_only_labels() -> None:
    rng = np.random.default_rng(4)
    hit, group = nested_data(rng, rng.random(20), 10)
    found, other = probability(hit, group), probability(hit, 5000 + 10 * group)
    assert found.interval == other.interval


def test_the_interval_of_a_difference_is_that_over_draws() -> None:
    """d varies between draws by a known normal law; a new one lies in 95 % of it."""
    rng = np.random.default_rng(6)
    law = norm(0.14, 0.07)
    group = np.repeat(np.arange(200), 20)
    covered, errors, means = [], [], []
    for _ in range(300):
        d = law.rvs(200, random_state=rng)[group]
        up, down = rng.random(d.size) < 0.1 + np.maximum(d, 0), rng.random(d.size) < 0.1
        found = difference(up.astype(np.float64) - down, group)
        covered.append(law.cdf(found.interval[1]) - law.cdf(found.interval[0]))
        means.append(found.mean)
        errors.append(found.monte_carlo)
    assert 0.93 < np.mean(covered) < 0.97
    # of independent draws: what the error of stratified ones is bounded by
    assert 0.85 < np.std(means) / np.mean(errors) < 1.15


def test_a_difference_of_nothing() -> None:
    group = np.arange(200) // 20
    found = difference(np.zeros(200), group)
    assert (found.mean, found.interval, found.monte_carlo) == (0.0, (0.0, 0.0), 0.0)
    assert not found.told
    assert difference(np.ones(200), group).interval == (1.0, 1.0)


def test_an_interval_is_cut_where_no_difference_can_be() -> None:
    rng = np.random.default_rng(11)
    group = np.arange(100) // 20
    found = difference((rng.random(100) < 0.9).astype(np.float64), group)
    assert found.interval[1] > 0.9
    assert found.within(0.5).interval[1] == 0.5


def test_draws_apart_add_their_spreads() -> None:
    rng = np.random.default_rng(12)
    group = np.repeat(np.arange(200), 20)
    a, b = (rng.normal(m, 0.2, 200)[group] + rng.normal(0, 1, group.size) for m in (0.0, 1.0))
    found = apart(b, a, group, group)
    assert found.mean == pytest.approx(b.mean() - a.mean())
    half = (found.interval[1] - found.interval[0]) / 2
    assert half == pytest.approx(1.96 * 0.2 * np.sqrt(2), rel=0.15)
    assert found.monte_carlo == pytest.approx(
        np.hypot(difference(a, group).monte_carlo, difference(b, group).monte_carlo)
    )


# -------------------------------------------------------------------------------------- designs


@pytest.mark.parametrize("paths", [1, 2, 7, 30, 999, 1000, 4321])
def test_nested_design(paths: int) -> None:
    design = nested(paths)
    assert design.paths == paths
    assert (design.belief == np.arange(paths)).all()
    assert (design.chance == np.arange(paths)).all()
    sizes = Counter(design.parameters.tolist())
    assert len(sizes) == -(-paths // SHARED)
    assert set(list(sizes.values())[:-1]) <= {SHARED}
    assert (design.parameters == nested(2 * paths).parameters[:paths]).all()
    part = design.part(1, 3)
    assert part.parameters.tolist() == design.parameters.tolist()[1:3]


# -------------------------------------------------------------------------------------- answers


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_answers_are_those_of_plain_counting(outcome: str) -> None:
    answers = ensemble()
    days: list[int | None] = [
        int(d) if d >= 0 else None for d in answers.first[:, OUTCOMES.index(outcome)]
    ]
    came = sorted(d for d in days if d is not None)
    n = len(days)
    assert 0 < len(came) <= n
    assert answers.probability(outcome) == len(came) / n
    assert answers.happened(outcome).tolist() == [d is not None for d in days]

    curve = answers.first_passage(outcome)
    assert curve.tolist() == pytest.approx(
        [sum(d <= t for d in came) / n for t in range(answers.days)]
    )
    assert (np.diff(curve) >= 0).all()
    assert curve[-1] == pytest.approx(answers.probability(outcome))

    waits = [answers.days if d is None else d + 1 for d in days]
    assert answers.waiting(outcome).tolist() == waits
    assert answers.mean_waiting(outcome) == pytest.approx(sum(waits) / n)

    dates = answers.dates
    assert dates[0] == dt.date(2024, 11, 19)
    assert dates[-1] == dt.date(2024, 12, 28)
    half = came[(n + 1) // 2 - 1] if len(came) >= n / 2 else None
    assert answers.median_date(outcome) == (None if half is None else dates[half])
    quartiles = tuple(dates[came[int(np.ceil(q * len(came))) - 1]] for q in (0.25, 0.5, 0.75))
    assert answers.typical_dates(outcome) == quartiles


def test_an_outcome_that_never_comes() -> None:
    day = scenario().simulate(50, seed=1, until=dt.date(2024, 11, 19))
    assert day.days == 1
    assert day.typical_dates("thaw") is None
    assert day.median_date("thaw") is None
    assert day.mean_waiting("thaw") == 1.0
    assert day.first_passage("thaw").tolist() == [0.0]


def test_the_index() -> None:
    answers = ensemble()
    path = answers.index()
    assert path.pair == ("RUS", "USA")
    assert path.dates == answers.dates
    other = answers.index("USA", "RUS")
    assert other.pair == ("USA", "RUS")
    assert (other.mean == path.mean).all()
    assert (path.low <= path.median).all()
    assert (path.median <= path.high).all()
    assert (np.abs(path.mean) <= 10).all()
    assert answers.path_mean[:, 0].mean() == pytest.approx(path.mean.mean())
    assert answers.last[:, 0].mean() == pytest.approx(path.mean[-1])
    wanted = np.quantile(answers.last[:, 0], [0.1, 0.5, 0.9], method="inverted_cdf")
    got = [path.low[-1], path.median[-1], path.high[-1]]
    assert np.abs(np.array(got) - wanted).max() <= 0.025 + 1e-9


def test_a_frame_has_a_row_for_each_path() -> None:
    answers = ensemble()
    frame = answers.to_frame()
    assert dict(frame.schema) == {
        "path": pl.Int64, "belief": pl.Int64, "parameters": pl.Int64, "chance": pl.Int64,
        "contact": pl.Date, "sanctions": pl.Date, "thaw": pl.Date, "claim:ready": pl.Boolean,
    }  # fmt: skip
    assert frame["path"].to_list() == list(range(600))
    for name in ("belief", "parameters", "chance"):
        assert frame[name].to_list() == getattr(answers.design, name).tolist()
    for i, outcome in enumerate(OUTCOMES):
        wanted = [answers.dates[d] if d >= 0 else None for d in answers.first[:, i]]
        assert frame[outcome].to_list() == wanted
        assert frame[outcome].null_count() == (~answers.happened(outcome)).sum()
    assert frame["claim:ready"].to_list() == (answers.truth[:, 0] == 1).tolist()


# -------------------------------------------------------------------------------------- futures


@pytest.mark.parametrize("path", [0, 1, 257, 599])
def test_a_future_is_the_path_played_again(path: int) -> None:
    answers = ensemble()
    future = answers.future(path)
    assert future.path == path
    days = {o: int(answers.first[path, i]) for i, o in enumerate(OUTCOMES)}
    assert dict(future.outcomes) == {o: answers.dates[d] for o, d in days.items() if d >= 0}
    assert list(future.outcomes.values()) == sorted(future.outcomes.values())
    assert dict(future.claims) == {"ready": bool(answers.truth[path, 0])}
    dates = [act.date for act in future.acts]
    assert dates == sorted(dates)
    assert set(dates) <= set(answers.dates)
    assert len({(act.date, act.row) for act in future.acts}) == len(future.acts)
    rows = Counter(act.row for act in future.acts)
    assert rows["call"] == answers.count[path, 0]
    assert rows["sanction"] == answers.count[path, 1]
    calls = [act for act in future.acts if act.row == "call"]
    if calls:
        assert calls[0].date == future.outcomes["contact"]
        assert (calls[0].source, calls[0].target, calls[0].act) == (
            "RUS", "USA", "CONSULT.phone@leader",
        )  # fmt: skip
        assert not calls[0].scheduled


def test_a_future_of_forced_claims() -> None:
    forced = scenario().simulate(40, seed=5, ready=False)
    assert dict(forced.forced) == {"ready": False}
    future = forced.future(7)
    assert dict(future.claims) == {"ready": False}
    assert ("contact" in future.outcomes) is bool(forced.happened("contact")[7])


def test_a_sample_is_a_colder_and_a_warmer_future() -> None:
    answers = ensemble()
    colder, warmer = answers.sample().values()
    assert list(answers.sample()) == ["a colder future", "a warmer future"]
    level = answers.path_mean[:, 0]
    assert (level < level[colder.path]).sum() == 59
    assert (level < level[warmer.path]).sum() == 539
    assert colder == answers.future(colder.path)


def test_a_sample_of_one_path() -> None:
    colder, warmer = scenario().simulate(1, seed=3).sample().values()
    assert colder == warmer


# ------------------------------------------------------------------------------------- requests


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"paths": 0}, "paths=0: give a number from 1 to 10,000,000"),
        ({"paths": 10_000_001}, "paths=10000001: give"),
        ({"seed": -1}, r"seed=-1: give a number from 0 to 2\*\*64 - 1"),
        ({"seed": 2**64}, "seed=1844"),
        ({"force": {"redy": True}}, "no claim 'redy'; did you mean 'ready'"),
        ({"no_such_claim": True}, "no claim 'no-such-claim'"),
        ({"force": {3: True}}, "no claim '3'; known: "),
        ({"no_such_claim": 3}, "no claim 'no-such-claim'"),
        ({"ready": "yes"}, "forced to 'yes'; give True or False"),
        ({"until": dt.date(2024, 11, 18)}, "until=2024-11-18: outside the horizon; give a date "
                                           "from 2024-11-19 to 2025-03-18"),
        ({"until": dt.date(2025, 3, 19)}, "until=2025-03-19: outside"),
    ],
)  # fmt: skip
def test_requests_that_cannot_be_played(request_: dict[str, object], message: str) -> None:
    with pytest.raises(OutcomeError, match=message):
        scenario().simulate(**({"paths": 2} | request_))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [-1, 600])
def test_no_such_path(path: int) -> None:
    with pytest.raises(OutcomeError, match=f"no path {path}; the ensemble has paths 0 to 599"):
        ensemble().future(path)


def test_no_such_outcome_or_index() -> None:
    with pytest.raises(OutcomeError, match="no outcome 'contct'; did you mean 'contact'"):
        ensemble().probability("contct")
    with pytest.raises(OutcomeError, match="no relation index 'CHN~USA'; known: RUS~USA"):
        ensemble().index("CHN", "USA")


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    simulate(scenario(), paths=600, progress=lambda done, of: told.append((done, of)), threads=2)
    assert told == [(256, 600), (512, 600), (600, 600)]


def test_one_path_suffices() -> None:
    one = scenario().simulate(1, seed=2**64 - 1)
    assert one.paths == 1
    assert one.estimate("contact").probability in (0.0, 1.0)
    assert one.to_frame().height == 1


def test_indices_beyond_32_bits_are_other_draws() -> None:
    low = np.arange(50, dtype=np.int64)
    plain, far = (
        simulate(scenario(), seed=1, design=Design(low + add, low + add, low + add))
        for add in (0, 2**32)
    )
    assert not (plain.first == far.first).all()
    assert not (plain.truth == far.truth).all()


def test_the_document_is_plain_json() -> None:
    answers = ensemble()
    told = json.loads(json.dumps(document(answers), allow_nan=False))
    assert (told["format"], told["version"], told["paths"]) == ("detente-ensemble", 1, 600)
    assert [o["id"] for o in told["outcomes"]] == OUTCOMES
    for outcome in told["outcomes"]:
        curve = outcome["first_passage"]["cumulative"]
        assert len(curve) == told["horizon"] == 40
        assert curve[-1] == pytest.approx(outcome["probability"])
        assert outcome["never"] == pytest.approx(1 - outcome["probability"])
    assert told["claims"] == [
        {"id": "ready", "credence": 0.6, "credence_sd": 0.0, "forced": None, "moved_to": None}
    ]
