"""Pools of several sets of credences, and how likely claims are under each of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.claims.analyst import Analyst, Said
from detente.claims.belief import believe
from detente.claims.claim import Claim
from detente.claims.likelihood import likelihood, units
from detente.claims.pooling import pooled
from detente.errors import ScenarioError
from tests.claims.test_belief import PATHS, VOICES, claim
from tests.claims.test_cases import case


def odds(*credences: float, weights: tuple[float, ...]) -> float:
    """Weighted mean of log-odds, as a chance."""
    mean = sum(w * np.log(c / (1 - c)) for c, w in zip(credences, weights, strict=True))
    return float(1 / (1 + np.exp(-mean)))


def test_pools_of_claims_alone() -> None:
    """The mean, with the spread between analysts; and the mean of the log-odds."""
    one, other = [claim("a", 0.9)], [claim("a", 0.3, credence_sd=0.1)]
    (linear,) = pooled([(0.25, one), (0.75, other)], "linear")
    assert linear.credence == pytest.approx(0.45)
    assert linear.credence_sd == pytest.approx(np.sqrt(0.25 * 0.45**2 + 0.75 * (0.15**2 + 0.1**2)))
    (log,) = pooled([(0.25, one), (0.75, other)], "logarithmic")
    assert log.credence == pytest.approx(odds(0.9, 0.3, weights=(0.25, 0.75)))


def test_one_who_rules_something_out_rules_it_out_of_the_logarithmic_pool() -> None:
    sets = [(0.5, [claim("a", 0.0)]), (0.5, [claim("a", 0.8)])]
    assert pooled(sets, "logarithmic")[0].credence == 0.0
    assert pooled(sets, "linear")[0].credence == pytest.approx(0.4)
    with pytest.raises(ScenarioError, match="leaves nothing of 'a'"):
        pooled([(0.5, [claim("a", 0.0)]), (0.5, [claim("a", 1.0)])], "logarithmic")


def given(p: float, yes: float, no: float) -> list[Claim]:
    return [claim("p", p), claim("a", yes, given="p", credence_otherwise=no)]


def test_pools_of_a_claim_that_is_given_another() -> None:
    """By the joint laws of the two: the four chances averaged, or multiplied, then read off."""
    one, other = given(0.8, 0.9, 0.2), given(0.2, 0.5, 0.4)
    laws = np.array([[0.72, 0.08, 0.04, 0.16], [0.10, 0.10, 0.32, 0.48]])
    mixed, product = laws.mean(axis=0), np.sqrt(laws.prod(axis=0))
    for pool, law in (("linear", mixed), ("logarithmic", product / product.sum())):
        p, a = pooled([(0.5, one), (0.5, other)], pool)  # type: ignore[arg-type]
        assert p.credence == pytest.approx(law[0] + law[1])
        assert a.credence == pytest.approx(law[0] / (law[0] + law[1]))
        assert a.credence_otherwise == pytest.approx(law[2] / (law[2] + law[3]))


def test_the_logarithmic_pool_does_not_depend_on_when_evidence_comes() -> None:
    """Seeing `a` before the pool or after it: the same chance of what it hangs on."""
    one, other = given(0.8, 0.9, 0.2), given(0.2, 0.5, 0.4)
    p, a = pooled([(0.3, one), (0.7, other)], "logarithmic")
    after = (
        p.credence
        * a.credence
        / (p.credence * a.credence + (1 - p.credence) * (a.credence_otherwise or 0.0))
    )
    before = odds(0.72 / 0.76, 0.10 / 0.42, weights=(0.3, 0.7))
    assert after == pytest.approx(before)


def test_pools_keep_what_is_ruled_out() -> None:
    """Of three ways to be (a, b, neither): the weighted geometric mean, to sum one."""
    sets = [
        (0.5, [claim("a", 0.5, excludes=["b"]), claim("b", 0.3)]),
        (0.5, [claim("a", 0.1, excludes=["b"]), claim("b", 0.1)]),
    ]
    ways = np.sqrt(np.array([0.5, 0.3, 0.2]) * np.array([0.1, 0.1, 0.8]))
    a, b = pooled(sets, "logarithmic")
    assert (a.credence, b.credence) == pytest.approx(tuple((ways / ways.sum())[:2]), abs=1e-9)
    assert [c.credence for c in pooled(sets, "linear")] == pytest.approx([0.3, 0.2])


def test_an_analyst_leaves_what_is_not_said() -> None:
    analyst = Analyst("anna", {"a": Said(0.6, 0.1, 0.4)})
    p, a = analyst.applied(given(0.8, 0.9, 0.2))
    assert p.credence == 0.8
    assert (a.credence, a.credence_sd, a.credence_otherwise) == (0.6, 0.1, 0.4)


TIED: list[dict[str, Any]] = [{"a": 0.5, "b": 0.3}, {"a": 0.2, "b": 0.6}]


@pytest.mark.parametrize("voice", ["alone", "chorus"])
def test_likelihoods_carry_one_set_of_credences_to_another(voice: str) -> None:
    """Weighted by the ratio of products, beliefs drawn under one set have the means of another."""

    def claims(p: float, c: float, tied: dict[str, float]) -> list[Claim]:
        return [
            claim("p", p, voice),
            claim("c", c, voice),
            claim("g", 0.7 - p / 2, given="p", credence_otherwise=0.3),
            claim("k", 0.3, cases=[case(0.5 + p / 3, p=True, c=True)]),
            claim("a", tied["a"], voice, excludes=["b"]),
            claim("b", tied["b"], voice),
        ]

    one, other = claims(0.5, 0.4, TIED[0]), claims(0.3, 0.6, TIED[1])
    assert units(one) == [("p",), ("c",), ("g",), ("k",), ("a", "b")]
    truth = believe(one, VOICES, 1, PATHS, {}).astype(bool)
    weight = np.prod(
        likelihood(other, VOICES, 1, PATHS, truth) / likelihood(one, VOICES, 1, PATHS, truth),
        axis=1,
    )
    aim = believe(other, VOICES, 2, np.arange(400_000), {}).astype(bool)
    assert weight.mean() == pytest.approx(1.0, abs=0.05)
    for first in range(6):
        for second in range(first + 1):
            values = weight * (truth[:, first] & truth[:, second])
            error = float(values.std() / np.sqrt(values.size))
            wanted = float((aim[:, first] & aim[:, second]).mean())
            assert values.mean() == pytest.approx(wanted, abs=5 * error + 0.005)
