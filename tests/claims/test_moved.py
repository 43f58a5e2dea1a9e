"""Claims whose credence is moved: it is kept in law, and no more paths change than must.

Known answers beside the counts: what forcing gives at 0 and 1, the natural draw where nothing is
moved, |p − c| of the paths otherwise.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims.belief import believe
from detente.claims.chances import chances
from detente.claims.claim import Claim
from detente.claims.moved import laws_of
from detente.errors import InputError
from tests.claims.test_belief import PATHS, VOICES, assert_share, claim

CASES: dict[str, list[Claim]] = {
    "alone": [claim("a", 0.6), claim("b", 0.4)],
    "a voice": [claim("a", 0.6, "chorus"), claim("b", 0.4, "chorus")],
    "given": [claim("b", 0.4), claim("a", 0.9, given="b", credence_otherwise=0.2)],
    "given others": [
        claim("c", 0.5, "chorus"),
        claim("b", 0.8, given="c", credence_otherwise=0.3),
        claim("a", 0.9, given="b", credence_otherwise=0.2),
    ],
    "cases": [
        claim("b", 0.4),
        claim("c", 0.7),
        claim("a", 0.3, cases=[{"where": {"b": True, "c": False}, "credence": 0.9}]),
    ],
    "excluded": [claim("b", 0.3), claim("a", 0.5, excludes=["b"])],
    "implied": [claim("b", 0.3, implies=["a"]), claim("a", 0.7)],
    "spread": [claim("a", 0.6, credence_sd=0.15), claim("b", 0.4)],
    "spread, tied": [claim("b", 0.3, credence_sd=0.1), claim("a", 0.5, excludes=["b"])],
}


def drawn(claims: list[Claim], credences: dict[str, float], **forced: bool) -> dict[str, Any]:
    truth = believe(claims, VOICES, 7, PATHS, forced, PATHS // 500, credences)
    return {each.id: truth[:, i] == 1 for i, each in enumerate(claims)}


def share(claims: list[Claim], name: str) -> float:
    return laws_of(claims, VOICES).credence(name)


@pytest.mark.parametrize("name", CASES)
def test_the_credence_as_stated_is_that_of_the_draws(name: str) -> None:
    found = drawn(CASES[name], {})
    for each in CASES[name]:
        if "spread" in name:  # many paths share a draw of the credence
            assert found[each.id].mean() == pytest.approx(share(CASES[name], each.id), abs=0.03)
        else:
            assert_share(found[each.id], share(CASES[name], each.id))


@pytest.mark.parametrize("credence", [0.05, 0.45, 0.55, 0.68])
@pytest.mark.parametrize("name", CASES)
def test_a_moved_credence_is_kept_and_no_more_paths_change_than_must(
    name: str, credence: float
) -> None:
    claims = CASES[name]
    before, after = drawn(claims, {}), drawn(claims, {"a": credence})
    up, down = (after["a"] & ~before["a"]).mean(), (before["a"] & ~after["a"]).mean()
    assert min(up, down) == 0.0
    error = 0.03 if "spread" in name else 0.012  # eighty draws of the credence, or 40,000 paths
    assert after["a"].mean() == pytest.approx(credence, abs=error)
    assert max(up, down) == pytest.approx(abs(credence - share(claims, "a")), abs=error)


@pytest.mark.parametrize("name", CASES)
def test_at_its_own_credence_nothing_moves(name: str) -> None:
    before = drawn(CASES[name], {})
    after = drawn(CASES[name], {"a": share(CASES[name], "a")})
    assert all(np.array_equal(before[each], after[each]) for each in before)


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("name", CASES)
def test_certain_is_forced(name: str, *, value: bool) -> None:
    one, other = drawn(CASES[name], {"a": float(value)}), drawn(CASES[name], {}, a=value)
    assert all(np.array_equal(one[each], other[each]) for each in one)
    # and what is moved close to it is the same but for the last share of the paths
    near = drawn(CASES[name], {"a": 1 - 1e-9 if value else 1e-9})
    assert all(np.array_equal(near[each], other[each]) for each in near)


@pytest.mark.parametrize("name", CASES)
def test_a_larger_credence_takes_nothing_back(name: str) -> None:
    ladder = [drawn(CASES[name], {"a": p})["a"] for p in (0.0, 0.2, 0.4, 0.6, 0.7, 1.0)]
    assert all((low <= high).all() for low, high in pairwise(ladder))


def test_others_change_only_where_a_relation_settles_them() -> None:
    claims = CASES["excluded"]
    before, after = drawn(claims, {}), drawn(claims, {"a": 0.65})
    changed = before["b"] != after["b"]
    assert (after["a"] & ~before["a"])[changed].all()
    assert not (after["a"] & after["b"]).any()
    # a took 0.15 of the 0.5 where it did not hold; b held on 0.6 of these
    assert_share(after["b"], 0.3 * (1 - 0.15 / 0.5))


def test_what_hangs_on_a_moved_claim_is_drawn_under_it() -> None:
    claims = CASES["given"]
    after = drawn(claims, {"b": 0.7})
    assert_share(after["a"], 0.7 * 0.9 + 0.3 * 0.2)
    assert_share(after["a"][after["b"]], 0.9)


def test_a_moved_claim_no_longer_follows_what_is_forced() -> None:
    claims = CASES["given"]
    before, after = drawn(claims, {"a": 0.6}), drawn(claims, {"a": 0.6}, b=True)
    assert np.array_equal(before["a"], after["a"])


TIED = [
    claim("a", 0.3), claim("b", 0.3, excludes=["a"]), claim("c", 0.2, excludes=["a", "b"]),
    claim("d", 0.6, implies=["e"]), claim("e", 0.8, excludes=["c"]),
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    moved=st.dictionaries(
        st.sampled_from("abcde"), st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.7, 0.9]), max_size=4
    ),
    forced=st.dictionaries(st.sampled_from("abcde"), st.booleans(), max_size=1),
)
def test_several_that_are_tied_keep_credences_and_relations_or_are_refused(
    moved: dict[str, float], forced: dict[str, bool]
) -> None:
    moved = {name: p for name, p in moved.items() if name not in forced}
    try:
        found = drawn(TIED, moved, **forced)
    except InputError as error:
        assert "forced" in str(error) or "it lies between" in str(error)  # noqa: PT017
        return
    for name, p in moved.items():
        assert found[name].mean() == pytest.approx(p, abs=0.012)
    for name, value in forced.items():
        assert (found[name] == value).all()
    for one, other in (("a", "b"), ("a", "c"), ("b", "c"), ("c", "e")):
        assert not (found[one] & found[other]).any()
    assert (found["d"] <= found["e"]).all()


def test_what_cannot_be_says_what_can() -> None:
    with pytest.raises(InputError) as caught:
        drawn(TIED, {"a": 0.6, "b": 0.7})
    assert str(caught.value) == (
        "the credence of 'b' is moved to 0.7: by the scenario's claims ('a' excludes 'b'; "
        "'b' excludes 'c') and what else is forced or moved it lies between 0 and 0.4"
    )


@pytest.mark.parametrize("name", ["alone", "a voice", "given", "given others"])
def test_the_chance_of_a_moved_claim_is_that_of_its_own_draw(name: str) -> None:
    claims = CASES[name]
    truth = believe(claims, VOICES, 7, PATHS, {}, None, {"a": 0.7})
    known = chances(claims, VOICES, 7, PATHS, truth == 1, None, {"a": 0.7})
    column = [each.id for each in claims].index("a")
    assert known[:, column].mean() == pytest.approx(0.7, abs=0.01)
    # what is drawn agrees with it, chance by chance
    for low, high in ((0.0, 0.5), (0.5, 0.8), (0.8, 1.0)):
        at = (known[:, column] > low) & (known[:, column] <= high)
        if at.sum() > 500:
            assert truth[at, column].mean() == pytest.approx(known[at, column].mean(), abs=0.03)
