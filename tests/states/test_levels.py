"""Levels against their closed forms: means, variances, and what acts add exactly."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm

from detente.ensemble.simulate import simulate
from tests.engine.laws import assert_standard_normal, judge, refuted
from tests.engine.worlds import AS_OF, Course, course, day_of, held, quantity
from tests.scenario.mutated import Raw
from tests.states.worlds import add, level, move, size, state, world

PATHS = 4000
DAYS = 60
F64 = NDArray[np.float64]
P = 100 / 365.25


def played(
    *changes: object, entry: Raw, paths: int = PATHS, claims: tuple[str, ...] = ()
) -> Course:
    held_ones = (held(name) for name in claims)
    scenario = world(add(levels=[entry]), *held_ones, *changes, sanction=100, ease=40)
    return course(scenario, paths, days=DAYS, trace=True)


def stock(run: Course, name: str = "stock") -> F64:
    """The level on the morning of each day."""
    return run.plane(f"level:{name}")


def before(acts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many acts there were before each morning."""
    counts = acts.cumsum(axis=1)
    return np.concatenate([np.zeros((len(acts), 1), dtype=np.int64), counts[:, :-1]], axis=1)


def assert_moments(sample: F64, mean: float, variance: float, fourth: float = 3.0) -> None:
    """Mean and variance of many independent numbers, by the central limit theorem.

    `fourth` is the kurtosis of the law, which says how far a variance strays.
    """
    n = sample.size
    z = [
        (sample.mean() - mean) / np.sqrt(variance / n),
        (((sample - mean) ** 2).mean() - variance) / (variance * np.sqrt((fourth - 1.0) / n)),
    ]
    judge(2.0 * norm.sf(np.abs(z)), 1e-6, ["mean", "variance"])


# ------------------------------------------------------------------------ acts and inflow


SANCTIONS = {"act": "COERCE.restrict/economic", "by": "USA>RUS"}


def test_acts_raise_and_lower_it() -> None:
    """Exact: start, plus 50 for a sanction, minus 20 for an easing, plus 1.5 a day."""
    entry = level(
        start=1000,
        unit="measures",
        inflow=1.5,
        changes=[SANCTIONS | {"amount": 50}, {"on": ["ease"], "amount": -20}],
    )
    run = played(entry=entry, paths=300)
    acts, eased = before(run.act("sanction")), before(run.act("ease"))
    expected = 1000.0 + 50.0 * acts - 20.0 * eased + 1.5 * np.arange(DAYS)
    np.testing.assert_allclose(stock(run), expected)
    assert eased[:, -1].max() > 1


def test_its_mean_and_variance() -> None:
    """Start, amount and inflow uncertain: the closed form of their sum over T days.

    E = s + T·(a·p + i), Var = σ_s² + T²σ_i² + a²·T·p(1 − p) + σ_a²·(T·p(1 − p) + T²p²).
    """
    start, amount, inflow = (1000.0, 40.0), (5.0, 1.5), (0.5, 0.2)
    entry = level(
        start=quantity(*start),
        inflow=quantity(*inflow),
        changes=[SANCTIONS | {"amount": quantity(*amount)}],
    )
    days = DAYS - 1  # by the last morning
    binomial = days * P * (1.0 - P)
    mean = start[0] + days * (amount[0] * P + inflow[0])
    variance = (
        start[1] ** 2
        + (days * inflow[1]) ** 2
        + amount[0] ** 2 * binomial
        + amount[1] ** 2 * (binomial + (days * P) ** 2)
    )
    last = stock(played(entry=entry))[:, -1]
    assert_moments(last, mean, variance, 3.5)
    with refuted():
        assert_moments(last, mean, 1.25 * variance, 3.5)


@pytest.mark.parametrize("law", ["fixed", "log-normal", "geometric"])
def test_acts_of_different_size(law: str) -> None:
    """Compound sums: E = T·p·m, Var = T·(p·(m² + s²) − p²m²)."""
    mean = 4.0
    sd = {"fixed": 0.0, "log-normal": 3.0, "geometric": np.sqrt(mean * (mean - 1.0))}[law]
    keys = {"mean": mean} if law == "fixed" else {"mean": mean, "law": law}
    if law == "log-normal":
        keys["sd"] = sd
    entry = level(start=0, changes=[{"on": ["sanction"], "sizes": -1}])
    run = played(size("sanction", **keys), entry=entry)
    days = DAYS - 1
    variance = days * (P * (mean**2 + sd**2) - (P * mean) ** 2)
    assert_moments(stock(run)[:, -1], -days * P * mean, variance, 4.0)
    steps = -np.diff(stock(run), axis=1)[run.act("sanction")[:, :-1]]
    if law == "geometric":
        assert (steps == np.round(steps)).all()
        assert steps.min() == 1.0
    elif law == "log-normal":
        wide = np.sqrt(np.log1p((sd / mean) ** 2))
        z = (np.log(steps[:4000]) - np.log(mean) + 0.5 * wide**2) / wide
        assert_standard_normal(z[:, None])
    else:
        assert (steps == mean).all()


def test_it_stays_within_its_bounds() -> None:
    entry = level(start=10, lower=0, upper=12, changes=[{"on": ["sanction"], "amount": -5}])
    entry["inflow"] = 1.0
    run = played(entry=entry, paths=200)
    value, acts = np.full(200, 10.0), run.act("sanction")
    for t in range(DAYS):
        np.testing.assert_array_equal(stock(run)[:, t], value)
        value = np.clip(value - 5.0 * acts[:, t] + 1.0, 0.0, 12.0)


def test_its_quantiles_are_whole_where_it_is_and_within_its_bounds() -> None:
    entry = level(start=3, lower=0, upper=7, changes=[{"on": ["sanction"], "amount": 5}])
    path = simulate(world(add(levels=[entry]), sanction=100), paths=300, seed=1).levels["stock"]
    assert path.median[0] == path.low[0] == 3.0
    assert path.high[-1] == path.median[-1] == 7.0


def test_season_and_inflow_come_when_they_should() -> None:
    """Exact: the month's addition of each day, and inflow only while its condition holds."""
    season = [float(month) for month in range(1, 13)]
    until = dt.date(2024, 12, 10)
    entry = level(start=0, season=season, inflow=100, inflow_while={"until": until})
    run = played(entry=entry, paths=1)
    dates = [AS_OF + dt.timedelta(t + 1) for t in range(DAYS)]
    flow = [d.month + 100.0 * (d < until) for d in dates]
    np.testing.assert_allclose(stock(run)[0], np.concatenate([[0.0], np.cumsum(flow)[:-1]]))


def test_what_a_level_feeds_is_in_proportion() -> None:
    """Exact: a tenth of itself is lost every day, from the second week on."""
    begin = AS_OF + dt.timedelta(8)
    entry = level(start=100, lower=0, upper=200, inflow=-0.1, inflow_while={"from": begin})
    entry["inflow_of"] = entry["id"]
    run = played(entry=entry, paths=1)
    losing = np.maximum(np.arange(DAYS) - 7, 0)
    np.testing.assert_allclose(stock(run)[0], 100.0 * 0.9**losing)


def test_acts_count_while_a_state_has_a_value() -> None:
    """Exact: each second act, for the state changes with every one."""
    flips = {"on": ["sanction"]}
    entry = level(
        start=0,
        changes=[{"on": ["sanction"], "amount": 1, "while": {"state": "door", "is": "open"}}],
    )
    door = state(
        "door",
        values=["open", "shut"],
        start="open",
        transitions=[
            move(from_="open", to="shut", when=flips),
            move(to="open", from_="shut", when=flips),
        ],
    )
    run = played(add(states=[door]), entry=entry, paths=100)
    is_open = run.plane("state:door") == 0
    expected = before(run.act("sanction")[:, :DAYS] & is_open)
    np.testing.assert_array_equal(stock(run), expected)


@pytest.mark.parametrize("key", ["claim", "denied_by"])
def test_a_claim_owns_a_change(key: str) -> None:
    own = {"claim": "holds", "otherwise": 1.0} if key == "claim" else {"denied_by": "holds"}
    entry = level(start=0, changes=[{"on": ["sanction"], "amount": 7} | own])
    run = played(entry=entry, paths=200, claims=("holds",))
    true = run.truth[:, run.compiled.claims.index("holds")] == 1
    each = np.where(true, 7.0, 1.0) if key == "claim" else np.where(true, 0.0, 7.0)
    np.testing.assert_allclose(stock(run), each[:, None] * before(run.act("sanction")))


def test_a_claim_owns_the_start() -> None:
    entry = level(start=70, claim="holds", otherwise=30, lower=0, upper=100)
    run = played(entry=entry, paths=200, claims=("holds",))
    true = run.truth[:, run.compiled.claims.index("holds")] == 1
    np.testing.assert_array_equal(stock(run)[:, 0], np.where(true, 70.0, 30.0))


def test_the_first_size_counts_whose_condition_holds() -> None:
    """Path by path: 3 until December, then 5 while the level is at 20 or more, else 1."""
    december = dt.date(2024, 12, 1)
    cases: list[Raw] = [
        {"mean": 3.0, "while": {"until": december}},
        {"mean": 5.0, "while": {"level": "stock", "above": 20}},
        {"mean": 1.0},
    ]
    entry = level(start=0, changes=[{"on": ["sanction"], "sizes": 1}])
    run = played(size("sanction", *cases), entry=entry, paths=300)
    acts, value = run.act("sanction")[:, :DAYS], np.zeros(300)
    for t in range(DAYS):
        np.testing.assert_array_equal(stock(run)[:, t], value)
        late = np.where(value >= 20.0, 5.0, 1.0)
        value = value + acts[:, t] * (3.0 if t < day_of(december) else late)
    assert (value >= 20.0).any()


def test_a_size_of_one_case_is_that_of_a_table() -> None:
    """The draws are the same, whatever the list; a condition that always holds decides."""
    entry = level(start=0, changes=[{"on": ["sanction"], "sizes": 1}])
    law = {"mean": 4.0, "sd": 2.0}
    always = law | {"while": {"from": AS_OF}}
    runs = [
        stock(played(size("sanction", *cases, **keys), entry=entry, paths=50))
        for cases, keys in (((), law), ((law,), {}), ((always, {"mean": 9.0}), {}))
    ]
    np.testing.assert_array_equal(runs[0], runs[1])
    np.testing.assert_array_equal(runs[0], runs[2])
    assert runs[0].max() > 0.0


def test_scheduled_acts_count_with_the_size_of_their_kind() -> None:
    """A sanction that is announced adds as one that is drawn does."""
    date = dt.date(2024, 12, 1)
    announced: Raw = {
        "effect": "scheduled-acts", "id": "measures", "source": "USA", "target": "RUS",
        "act": "COERCE.restrict/economic",
        "occasions": [{"date": date, "probability": quantity(1.0)}],
    }  # fmt: skip
    for change, step in (
        (SANCTIONS | {"amount": 50}, 50.0),
        ({"on": ["sanction"], "sizes": 2}, 8.0),
    ):
        run = played(
            size("sanction", mean=4.0),
            add(effects=[announced]),
            entry=level(start=0, changes=[change]),
            paths=50,
        )
        day = day_of(date)
        np.testing.assert_array_equal(stock(run)[:, day + 1] - stock(run)[:, day], step)


# ---------------------------------------------------------------------- outside variables


def test_an_outside_variable_returns_to_its_mean() -> None:
    """Exact: normal, with mean m + (x − m)·k^t and variance s²(1 − k^(2t)), k = 2^(−1/h)."""
    mean, start, half_life, sd = 80.0, 110.0, 12.0, 6.0
    run = played(entry=level(start=start, mean=mean, half_life=half_life, sd=sd))
    days = np.array([1, 10, 59])
    kept = 2.0 ** (-days / half_life)
    z = (stock(run)[:, days] - mean - (start - mean) * kept) / (sd * np.sqrt(1.0 - kept**2))
    assert_standard_normal(z)
    with refuted():
        assert_standard_normal(1.1 * z)


def test_a_price_moves_by_its_logarithm() -> None:
    """Stationary in the end: log-normal with the stated mean and standard deviation."""
    run = played(entry=level(start=60, mean=80, half_life=4, sd=12, log=True))
    wide = np.sqrt(np.log1p((12 / 80) ** 2))
    z = (stock(run)[:, -1] - (np.log(80) - 0.5 * wide**2)) / wide
    assert_standard_normal(z[:, None])
    np.testing.assert_allclose(stock(run)[:, 0], np.log(60))
    assert abs(np.exp(stock(run)[:, -1]).mean() - 80.0) < 4.0 * 12 / np.sqrt(PATHS)


def test_levels_move_no_draw_of_others() -> None:
    one = level(start=80, mean=80, half_life=4, sd=12)
    other = level("other", mean=5, half_life=40, sd=1)
    alone = played(entry=one, paths=200)
    both = played(size("sanction", mean=2, sd=1), add(levels=[one]), entry=other, paths=200)
    np.testing.assert_array_equal(stock(alone), stock(both))
    np.testing.assert_array_equal(alone.acts, both.acts)
