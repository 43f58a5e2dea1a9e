"""Beliefs of the built-in scenario: all credences, and all pairs of claims, at once.

Single voices, conditions and forcing are tested in tests/claims.
"""

from __future__ import annotations

import functools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammainc, ndtr, ndtri, owens_t

from detente.baseline.coefficients import draw_values
from detente.claims.belief import believe
from detente.claims.claim import Claim
from tests.engine.laws import assert_frequencies, assert_means, assert_uniform, refuted
from tests.engine.worlds import SEED, as_uniform, ordinals, us_russia, words

PATHS = 60_000


@functools.cache
def truth() -> NDArray[np.bool_]:
    scenario = us_russia()
    index = np.arange(PATHS)
    return believe(scenario.claims, scenario.file.voices, SEED, index, {}).astype(bool)


def claims() -> dict[str, Claim]:
    return {claim.id: claim for claim in us_russia().claims}


def marginal(name: str) -> float:
    """P(claim): its credence, over the claim that it is given."""
    claim = claims()[name]
    if claim.given is None:
        return claim.credence
    assert claim.credence_otherwise is not None
    p = marginal(claim.given)
    return p * claim.credence + (1 - p) * claim.credence_otherwise


def normal_pair(p: float, q: float, rho: float) -> float:
    """P(both) of two normal numbers below their quantiles, by Owen's T (Owen 1956, eq. 2.9)."""
    h, k, root = ndtri(p), ndtri(q), np.sqrt(1 - rho * rho)
    if h == 0.0 and k == 0.0:
        return float(0.25 + np.arcsin(rho) / (2 * np.pi))
    a = (k - rho * h) / (h * root) if h else np.inf * np.sign(k)
    b = (h - rho * k) / (k * root) if k else np.inf * np.sign(h)
    less = 0.0 if h * k > 0 or (h * k == 0 and h + k >= 0) else 0.5
    return float(0.5 * (p + q) - owens_t(h, a) - owens_t(k, b) - less)


def joint(a: str, b: str) -> float:
    """P(both claims): one given the other, of one voice, or neither.

    A claim that is given another hangs on that one instead of on its voice; so two claims that
    reach back to two roots have what the roots have, mixed by the conditions.
    """
    first, second = claims()[a], claims()[b]
    if second.given == a:
        return marginal(a) * second.credence
    if first.given == b:
        return marginal(b) * first.credence
    if first.given is not None:
        root = first.given
        assert first.credence_otherwise is not None
        with_it = joint(root, b)
        return first.credence * with_it + first.credence_otherwise * (marginal(b) - with_it)
    if second.given is not None:
        return joint(b, a)
    rho = {voice.id: voice.correlation for voice in us_russia().file.voices}
    shared = rho[first.voice] if first.voice == second.voice else 0.0
    return normal_pair(first.credence, second.credence, shared)


def test_owens_formula() -> None:
    assert normal_pair(0.5, 0.5, 0.3) == pytest.approx(0.25 + np.arcsin(0.3) / (2 * np.pi))
    assert normal_pair(0.3, 0.8, 0.0) == pytest.approx(0.24)
    assert normal_pair(0.3, 0.6, 1 - 1e-12) == pytest.approx(0.3, abs=1e-5)
    assert normal_pair(0.3, 0.6, -1 + 1e-12) == pytest.approx(0.0, abs=1e-5)


def test_every_claim_holds_as_often_as_it_is_believed() -> None:
    names = list(claims())
    law = np.array([marginal(name) for name in names])
    assert_frequencies(truth().sum(axis=0), PATHS, law, names=names)
    for wrong in (0.95, 1.05):
        for i in range(len(names)):
            other = law.copy()
            other[i] *= wrong
            with refuted():
                assert_frequencies(truth().sum(axis=0), PATHS, np.minimum(other, 1 - 1e-9))


def test_every_pair_of_claims_holds_together_as_the_design_says() -> None:
    """All four combinations of all pairs; Boole's inequality over them."""
    names = list(claims())
    pairs = [(i, j) for j in range(len(names)) for i in range(j)]
    held = truth()
    law = np.array([joint(names[i], names[j]) for i, j in pairs])
    both = [(held[:, i] & held[:, j]).sum() for i, j in pairs]
    neither = [(~held[:, i] & ~held[:, j]).sum() for i, j in pairs]
    p = np.array([marginal(name) for name in names])
    apart = np.array([1 - p[i] - p[j] for i, j in pairs])
    assert_frequencies([*both, *neither], PATHS, [*law, *(apart + law)])
    with refuted():  # as though the claims of a voice and those given others were independent
        assert_frequencies(both, PATHS, [p[i] * p[j] for i, j in pairs])


def test_beliefs_do_not_move_chance_or_coefficients() -> None:
    """What holds on a path says nothing about its coefficients or the words of its acts."""
    scenario, index = us_russia(), np.arange(3000)
    p = np.array([marginal(name) for name in claims()])
    score = (truth()[: index.size] - p) / np.sqrt(p * (1 - p))
    draws = {c.draw for c in scenario.compiled().coefficients if c.draw.sd > 0}
    assert len(draws) > 50
    uniforms = []
    for draw in draws:  # back from the truncated normal law, or from that of a rate
        value = draw_values(draw, SEED, index)
        mean = draw.mean - (draw.sd**2 / 2 if draw.law == "log-normal" else 0.0)
        if draw.law == "log-gamma":
            uniforms.append(gammainc(draw.shape, draw.shape * np.exp(value - draw.mean)))
            continue
        low, high = (ndtr((bound - mean) / draw.sd) for bound in (draw.low, draw.high))
        uniforms.append((ndtr((value - mean) / draw.sd) - low) / (high - low))
    names = [process.stable_name for process in scenario.processes]
    acts = as_uniform(words(SEED, names, index, ordinals(scenario, 1)))[:, 0]
    u = np.concatenate([np.stack(uniforms, axis=1), acts], axis=1)
    assert_uniform(list(u.T))
    value = np.sqrt(12.0) * (u - 0.5)
    pairs = (score[:, :, None] * value[:, None, :]).reshape(index.size, -1)
    bound = float(np.sqrt(3.0) * np.abs(score).max())
    assert_means(pairs, 0.0, 1.0, bound)
    with refuted():  # coefficients that lean with a claim, by a fifth of their spread
        assert_means(pairs[:, :1] + score[:, :1] ** 2 / 5, 0.0, 1.0, 2 * bound)
