"""Which claims analysts disagree by: a split that sums, exact on every set of claims."""

from __future__ import annotations

import functools
import tempfile
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.ensemble.minds import numbers
from detente.errors import OutcomeError
from detente.explain.compare import compare
from detente.explain.disagreement import Disagreement, _shapley
from detente.explain.memo.compared import memo
from tests.explain.worlds import lively
from tests.forms import size
from tests.scenario.mutated import changed

CREDENCES = {
    "anna": "claim,credence,otherwise\nready,0.9,\nboth,0.8,\ncool,0.9,0.4\n",
    "ben": "claim,credence,otherwise\nready,0.3,\nboth,0.5,\ncool,0.4,0.1\n",
    "carl": "claim,credence\nready,0.6\nclosed,0.9\n",
}


@functools.cache
def world() -> detente.Scenario:
    """The lively toy with three analysts."""
    with tempfile.TemporaryDirectory() as home:
        folder = changed(Path(home), lively)
        (folder / "credences").mkdir()
        for name, text in CREDENCES.items():
            (folder / "credences" / f"{name}.csv").write_text(text, encoding="utf-8")
        return detente.load(folder)


def test_values_are_the_mean_over_all_orders() -> None:
    """Of products of five factors, two of which are the same and one of which may be 0."""
    rng = np.random.default_rng(5)
    a, b = rng.uniform(0.2, 2.0, (7, 5)), rng.uniform(0.2, 2.0, (7, 5))
    b[:, 1], a[3, 2], b[4, 0] = a[:, 1], 0.0, 0.0
    y0, y1 = rng.normal(size=(2, 7))

    def value(turned: set[int]) -> np.ndarray:
        factors = np.where([k in turned for k in range(5)], b, a).prod(axis=1)
        return np.asarray((y1 if 5 in turned else y0) * factors)

    wanted = np.zeros((7, 6))
    orders = list(permutations(range(6)))
    for order in orders:
        for k, player in enumerate(order):
            before = set(order[:k])
            wanted[:, player] += (value(before | {player}) - value(before)) / len(orders)
    found = _shapley(y0, y1, a, b)
    np.testing.assert_allclose(found, wanted, atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=1), value(set(range(6))) - value(set()), atol=1e-12)
    assert (found[:, 1] == 0.0).all()


@functools.cache
def split(*analysts: str) -> Disagreement:
    return world().disagreement("contact", analysts, paths=size(2000, 8000), seed=2)


def test_two_analysts_differ_by_the_sum() -> None:
    found = split("anna", "ben")
    assert sum(part.part for part in found.parts) == pytest.approx(found.whole, abs=1e-12)
    named = {name for part in found.parts for name in part.claims}
    assert named == {"ready", "both", "cool"}
    assert found.effective > 200
    turned = world().disagreement("contact", ["ben", "anna"], paths=size(2000, 8000), seed=2)
    for part in found.parts:
        other = next(each for each in turned.parts if each.claims == part.claims)
        assert other.part == pytest.approx(-part.part, abs=1e-12)


def test_each_probability_is_that_of_a_play_of_its_own() -> None:
    """Within four errors of each analyst's own futures, and of the draws shared with them."""
    found = split("anna", "ben")
    for name, p in zip(found.analysts, found.probabilities, strict=True):
        played = world().as_believed_by(name).simulate(size(2000, 8000), seed=9)
        estimate = played.estimate("contact")
        assert p == pytest.approx(estimate.probability, abs=4 * 1.5 * estimate.monte_carlo)


def test_the_variance_between_three_is_split() -> None:
    found = split()
    assert found.analysts == ("anna", "ben", "carl")
    assert sum(part.part for part in found.parts) == pytest.approx(found.whole, abs=1e-12)
    sums = np.array([part.values for part in found.parts]).sum(axis=0)
    apart = np.array(found.probabilities) - sums
    np.testing.assert_allclose(apart, apart[0], atol=1e-12)  # the mean credences' probability


def test_what_cannot_be_split_is_refused() -> None:
    for analysts, says in (
        (["anna"], "between two analysts or more"),
        (["anna", "pool"], "between two analysts or more"),
        (["anna", "bn"], "no analyst 'bn'"),
    ):
        with pytest.raises(OutcomeError, match=says):
            world().disagreement("contact", analysts, paths=100)
    with pytest.raises(OutcomeError, match="so far apart that 150 futures tell as much as"):
        world().disagreement("contact", paths=150)
    with pytest.raises(OutcomeError, match="no outcome 'contct'"):
        world().disagreement("contct")


def test_the_linear_pool_is_the_mixture_and_its_interval_has_the_disagreement() -> None:
    """Each draw goes with one analyst: as if each had been played on these draws alone."""
    paths = size(2000, 8000)
    pool = world().as_believed_by("pool")
    mixed = pool.simulate(paths, seed=4)
    found = mixed.between_analysts("contact")
    assert found is not None
    number = numbers(pool, 4, mixed.design.parameters)
    assert [each.weight for each in found.held] == pytest.approx([1 / 3] * 3)
    for each in found.held:
        alone = world().as_believed_by(each.analyst).simulate(paths, seed=4)
        at = number == [mind.name for mind in pool.minds].index(each.analyst)
        assert at.mean() == pytest.approx(1 / 3, abs=0.04)  # stratified, as the coefficients are
        np.testing.assert_array_equal(mixed.first[at], alone.first[at])
        np.testing.assert_array_equal(mixed.truth[at], alone.truth[at])
        assert each.estimate is not None
        assert each.estimate.probability == alone.happened("contact")[at].mean()
    apart = mixed.estimate("contact")
    one = world().as_believed_by("ben").simulate(paths, seed=4).estimate("contact")
    assert found.sd <= apart.parameter_sd
    assert found.share == pytest.approx((found.sd / apart.parameter_sd) ** 2)
    assert apart.interval[1] - apart.interval[0] > one.interval[1] - one.interval[0]
    log = world().as_believed_by("anna").simulate(paths, seed=4)
    assert log.between_analysts("contact") is None


def test_a_comparison_says_whose_credences_its_sides_have() -> None:
    anna, pool = (world().as_believed_by(each).simulate(60) for each in ("anna", "pool"))
    plain = world().simulate(60)
    forced = world().as_believed_by("ben").simulate(60, force={world().claims[0].id: True})
    for first, second, a, b in (
        (anna, pool, "A with the credences of anna (60", "B with the pooled credences of its"),
        (plain, forced, "A as it stands (60", "the credences of ben)"),
    ):
        said = memo(compare(first, second))[0].replace("\u00a0", " ")
        assert a in said
        assert b in said
