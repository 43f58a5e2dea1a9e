"""Beliefs: every credence in law, voices that go together, claims given others.

Counts are compared with their binomial law; each comparison rejects a right program with a
probability of at most `ALARM`, over all seeds.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.stats import binomtest, multivariate_normal, norm

from detente.claims.belief import believe, in_order
from detente.claims.claim import Claim, Voice
from detente.errors import ScenarioError

ALARM = 1e-4
PATHS = np.arange(40_000)
VOICES = [
    Voice(id="alone", name="Alone", correlation=0.0),
    Voice(id="chorus", name="Chorus", correlation=0.6),
    Voice(id="others", name="Others", correlation=0.6),
]


def claim(name: str, credence: float, voice: str = "alone", **more: Any) -> Claim:
    return Claim(
        id=name, statement="It is so.", voice=voice, document="note", sentence=1,
        fingerprint="0123456789ab", credence=credence, credence_basis="a test", **more,
    )  # fmt: skip


def draw(claims: list[Claim], seed: int = 1, **forced: bool) -> dict[str, np.ndarray]:
    truth = believe(claims, VOICES, seed, PATHS, forced)
    assert truth.shape == (PATHS.size, len(claims))
    assert truth.dtype == np.uint8
    return {each.id: truth[:, i] == 1 for i, each in enumerate(claims)}


def assert_share(held: np.ndarray, share: float) -> None:
    if share in (0.0, 1.0):
        assert held.mean() == share
    else:
        assert binomtest(int(held.sum()), held.size, share).pvalue > ALARM


@pytest.mark.parametrize("voice", ["alone", "chorus"])
@pytest.mark.parametrize("credence", [0.0, 0.001, 0.1, 0.5, 0.63, 0.99, 1.0])
def test_credences_are_kept(credence: float, voice: str) -> None:
    beliefs = draw([claim("a", credence, voice), claim("b", 0.4, voice)])
    assert_share(beliefs["a"], credence)
    assert_share(beliefs["b"], 0.4)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (0.9, 0.3), (0.05, 0.2)])
def test_claims_of_one_voice_go_together(a: float, b: float) -> None:
    """Both hold with the probability of the bivariate normal with the voice's correlation."""
    beliefs = draw([claim("a", a, "chorus"), claim("b", b, "chorus")])
    rho = 0.6
    both = multivariate_normal.cdf(
        [norm.ppf(a), norm.ppf(b)], mean=[0, 0], cov=[[1, rho], [rho, 1]]
    )
    assert both > a * b * 1.05
    if a == b == 0.5:
        assert both == pytest.approx(0.25 + math.asin(rho) / (2 * math.pi), abs=1e-6)
    assert_share(beliefs["a"] & beliefs["b"], float(both))


@pytest.mark.parametrize("voices", [("alone", "alone"), ("chorus", "others"), ("alone", "chorus")])
def test_voices_are_independent(voices: tuple[str, str]) -> None:
    beliefs = draw([claim("a", 0.3, voices[0]), claim("b", 0.6, voices[1])])
    assert_share(beliefs["a"] & beliefs["b"], 0.3 * 0.6)


CHILD = claim("child", 0.8, given="parent", credence_otherwise=0.1)
PARENT = claim("parent", 0.3)


@pytest.mark.parametrize("order", [[PARENT, CHILD], [CHILD, PARENT]])
def test_conditional_credences(order: list[Claim]) -> None:
    beliefs = draw(order)
    parent, child = beliefs["parent"], beliefs["child"]
    assert_share(parent, 0.3)
    assert_share(child[parent], 0.8)
    assert_share(child[~parent], 0.1)


@pytest.mark.parametrize(("voice", "other"), [("chorus", "others"), ("chorus", "alone")])
def test_conditional_credences_of_correlated_voices(voice: str, other: str) -> None:
    parent = claim("parent", 0.3, voice)
    child = claim("child", 0.8, other, given="parent", credence_otherwise=0.1)
    beliefs = draw([parent, child, claim("more", 0.5, other)])
    assert_share(beliefs["child"][beliefs["parent"]], 0.8)
    assert_share(beliefs["child"][~beliefs["parent"]], 0.1)


def test_conditional_credences_within_a_correlated_voice() -> None:
    parent = claim("parent", 0.3, "chorus")
    child = claim("child", 0.8, "chorus", given="parent", credence_otherwise=0.1)
    beliefs = draw([parent, child])
    assert_share(beliefs["child"][beliefs["parent"]], 0.8)
    assert_share(beliefs["child"][~beliefs["parent"]], 0.1)


@pytest.mark.parametrize(("held", "share"), [(True, 0.8), (False, 0.1)])
def test_a_forced_parent_moves_its_child(held: bool, share: float) -> None:
    claims = [PARENT, CHILD, claim("grandchild", 0.9, given="child", credence_otherwise=0.2)]
    free, forced = draw(claims), draw(claims, parent=held)
    assert (forced["parent"] == held).all()
    assert_share(forced["child"], share)
    assert_share(forced["grandchild"][forced["child"]], 0.9)
    assert_share(forced["grandchild"][~forced["child"]], 0.2)
    already = free["parent"] == held
    for name in free:
        assert (forced[name][already] == free[name][already]).all()


def test_a_forced_child_leaves_its_parent_alone() -> None:
    free, forced = draw([PARENT, CHILD]), draw([PARENT, CHILD], child=False)
    assert not forced["child"].any()
    assert (forced["parent"] == free["parent"]).all()


def test_forcing_one_of_a_voice_leaves_the_others_alone() -> None:
    claims = [claim(name, 0.5, "chorus") for name in "abc"]
    free, forced = draw(claims), draw(claims, b=True)
    assert (forced["a"] == free["a"]).all()
    assert (forced["c"] == free["c"]).all()


@given(st.permutations(["a", "b", "c", "parent", "child"]))
def test_order_is_nothing(order: list[str]) -> None:
    known = {name: claim(name, 0.4, "chorus") for name in "abc"}
    known |= {"parent": PARENT, "child": CHILD}
    few = np.arange(200)
    wanted = believe(list(known.values()), VOICES, 3, few, {})
    got = believe([known[name] for name in order], VOICES, 3, few, {})
    columns = [list(known).index(name) for name in order]
    assert (got == wanted[:, columns]).all()


def test_seeds_differ() -> None:
    claims = [claim("a", 0.5)]
    assert_share(draw(claims, 1)["a"] & draw(claims, 2)["a"], 0.25)


def test_no_claims() -> None:
    assert believe([], VOICES, 1, PATHS, {}).shape == (PATHS.size, 0)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_circles_are_refused(size: int) -> None:
    names = ["a", "b", "c"][:size]
    claims = [
        claim(name, 0.5, given=names[(i + 1) % size], credence_otherwise=0.5)
        for i, name in enumerate(names)
    ]
    with pytest.raises(ScenarioError, match=" → ".join([*names, "a"])):
        in_order([*claims, claim("z", 0.5)])


def test_parents_come_first() -> None:
    claims = [
        claim("c", 0.5, given="b", credence_otherwise=0.5),
        claim("b", 0.5, given="a", credence_otherwise=0.5),
        claim("a", 0.5),
    ]
    assert [each.id for each in in_order(claims)] == ["a", "b", "c"]


def test_a_long_chain_is_no_trouble() -> None:
    names = [f"c{i}" for i in range(300)]
    claims = [claim(names[0], 0.5)]
    claims += [
        claim(name, 0.5, given=before, credence_otherwise=0.5) for before, name in pairwise(names)
    ]
    assert [each.id for each in in_order(claims[::-1])] == names


@pytest.mark.parametrize("more", [{"given": "a"}, {"credence_otherwise": 0.5}])
def test_given_needs_both_credences(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="go together"):
        claim("b", 0.5, **more)
