"""Claims that exclude or imply one another: coherent, exact, and stable under forcing."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import multivariate_normal, norm

from detente.claims.atoms import Stated, atoms_of, equations
from detente.claims.claim import Claim
from detente.claims.coherence import Part, check_coherence, coherent, contradiction, parts_of
from detente.claims.law import Spoken, free, nearest
from detente.claims.relations import Relation, components, consequences, relations
from detente.errors import InputError, ScenarioError
from tests.claims.test_belief import ALARM, VOICES, assert_share, claim, draw
from tests.forms import size


def excludes(name: str, credence: float, *others: str, **more: Any) -> Claim:
    return claim(name, credence, excludes=list(others), **more)


# ---------------------------------------------------------------------------- coherence


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        (
            [excludes("a", 0.9, "b"), claim("b", 0.9)],
            "the credence of 'a', 0.9; the credence of 'b', 0.9; 'a' excludes 'b' (with the "
            "others as they are, that of 'a' may be 0 to 0.1)",
        ),
        (
            [claim("a", 0.8, implies=["b"]), claim("b", 0.5), claim("c", 0.1, excludes=["a"])],
            "the credence of 'a', 0.8; the credence of 'b', 0.5; 'a' implies 'b' (with the others "
            "as they are, that of 'a' may be 0 to 0.5)",
        ),
        (  # a third that hangs on the first: 0.6·0.9 + 0.4·0.5 = 0.74 beside 0.3
            [
                claim("p", 0.6),
                claim("a", 0.9, given="p", credence_otherwise=0.5, excludes=["b"]),
                claim("b", 0.3),
                excludes("c", 0.2, "b"),
            ],
            "the credence of 'p', 0.6; the credence of 'a', 0.9 given 'p' and 0.5 without; the "
            "credence of 'b', 0.3; 'a' excludes 'b' (with the others as they are, that of 'p' may "
            "be 0 to 0.5)",
        ),
        (  # three of which any two go together
            [excludes("a", 0.4, "b", "c"), excludes("b", 0.4, "c"), claim("c", 0.4)],
            "the credence of 'a', 0.4; the credence of 'b', 0.4; the credence of 'c', 0.4; "
            "'a' excludes 'b'; 'a' excludes 'c'; 'b' excludes 'c' (with the others as they are, "
            "that of 'a' may be 0 to 0.2)",
        ),
    ],
)
def test_what_contradicts_is_refused_with_the_smallest_set(claims: list[Claim], says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        check_coherence(claims, VOICES)
    assert str(caught.value) == f"claims contradict one another: {says}"


@pytest.mark.parametrize(
    ("voice", "how"), [("alone", "apart from one another"), ("chorus", "the correlation 0.6 of")]
)
def test_how_others_are_drawn_may_contradict(voice: str, how: str) -> None:
    """Where both of two hold, the claims that hang on them would have to hold together."""
    claims = [
        claim("p", 0.5, voice),
        claim("q", 0.5, voice),
        claim("a", 0.9, given="p", credence_otherwise=0.0, excludes=["b"]),
        claim("b", 0.9, given="q", credence_otherwise=0.0),
    ]
    with pytest.raises(ScenarioError) as caught:
        check_coherence(claims, VOICES)
    assert str(caught.value).startswith(
        "claims contradict one another: the credence of 'a', 0.9 given 'p' and 0 without; the "
        "credence of 'b', 0.9 given 'q' and 0 without; 'a' excludes 'b'; how 'p' and 'q' are drawn "
        f"(0.5, 0.5; {how}"
    )
    low = [c.model_copy(update={"credence": 0.4}) if c.given else c for c in claims]
    check_coherence(low, VOICES)


def test_a_contradiction_of_many_is_told_in_short() -> None:
    names = [f"candidate-{i}" for i in range(12)]
    claims = [excludes(n, 0.09, *(m for m in names if m != n)) for n in names]
    with pytest.raises(ScenarioError) as caught:
        check_coherence(claims, VOICES)
    text = str(caught.value)
    assert text.count("the credence of") == 8
    assert (
        "; and 70 more (with the others as they are, that of 'candidate-0' may be 0 to 0.01)"
        in text
    )
    assert len(text) < 650


def test_what_can_never_be_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"'a' can never hold \('a' excludes 'b'; 'a' implies"):
        check_coherence([claim("a", 0.0, implies=["b"], excludes=["b"]), claim("b", 0.7)], VOICES)


@settings(max_examples=size(25, 150), deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_smallest_set_is_smallest(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = ["a", "b", "c", "d"]
    claims = [
        claim(
            name,
            round(float(rng.random()), 2),
            excludes=[o for o in names if o != name and rng.random() < 0.25],
            implies=[o for o in names if o != name and rng.random() < 0.2],
        )
        for name in names
    ]
    for component in components(claims):
        parts = parts_of(component, claims, VOICES)
        wrong = contradiction(parts)
        assert bool(wrong) == (not _has_law(parts))
        for part in wrong:
            rest = [each for each in wrong if each != part]
            assert not rest or _has_law(rest)


def _has_law(parts: list[Part]) -> bool:
    """The same question, asked of all sixteen ways to be at once."""
    names = ["a", "b", "c", "d"]
    ways = np.array(list(product([False, True], repeat=4)))
    rows, right, top = [np.ones(16)], [1.0], np.ones(16)
    for part in parts:
        if isinstance(part, Relation):
            first, second = (ways[:, names.index(x)] for x in (part.first, part.second))
            top[first & (second if part.kind == "excludes" else ~second)] = 0.0
        else:
            assert isinstance(part, Stated)
            rows.append(ways[:, names.index(part.claim)].astype(float))
            right.append(part.credence)
    found = linprog(np.zeros(16), A_eq=np.array(rows), b_eq=right, bounds=[(0.0, t) for t in top])
    return bool(found.status == 0)


# ----------------------------------------------------------------------------- the law


def test_with_nothing_else_stated_the_law_is_that_of_maximum_entropy() -> None:
    """Two of three exclude one another: the odds of the rest are those of independence."""
    atoms = atoms_of(["a", "b", "c"], [Relation("a", "b", "excludes")])
    stated = [Stated("a", 0.5), Stated("b", 0.3), Stated("c", 0.2)]
    spoken = [Spoken(each, "v", 0.0) for each in stated]
    law = nearest(free(spoken, atoms), *equations(["a", "b", "c"], atoms, stated))
    assert law is not None
    alone = {(True, False): 0.5, (False, True): 0.3, (False, False): 0.2}
    for atom, p in zip(atoms.tolist(), law, strict=True):
        a, b, c = atom
        assert p == pytest.approx(alone[a, b] * (0.2 if c else 0.8), abs=1e-12)


def test_a_law_on_the_edge_is_found() -> None:
    """Credences that leave some ways no probability at all: 0.6 and 0.4, one or the other."""
    atoms = atoms_of(["a", "b"], [Relation("a", "b", "excludes")])
    stated = [Stated("a", 0.6), Stated("b", 0.4)]
    law = nearest(np.full(3, 1 / 3), *equations(["a", "b"], atoms, stated))
    assert law is not None
    np.testing.assert_allclose(law, [0.0, 0.4, 0.6], atol=1e-12)


def test_no_law_where_there_is_none() -> None:
    atoms = atoms_of(["a", "b"], [Relation("a", "b", "excludes")])
    stated = [Stated("a", 0.7), Stated("b", 0.4)]
    assert nearest(np.full(3, 1 / 3), *equations(["a", "b"], atoms, stated)) is None


def test_without_relations_claims_of_one_voice_go_together() -> None:
    """The starting law is what is drawn: a bivariate normal distribution."""
    spoken = [Spoken(Stated("a", 0.3), "v", 0.6), Spoken(Stated("b", 0.8), "v", 0.6)]
    law = free(spoken, atoms_of(["a", "b"], []))
    both = multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]]).cdf(norm.ppf([0.3, 0.8]))
    assert law[3] == pytest.approx(both, abs=1e-6)
    assert law.sum() == pytest.approx(1.0, abs=1e-12)
    assert law[2:].sum() == pytest.approx(0.3, abs=1e-12)


def test_too_many_ways_are_refused() -> None:
    names = [f"c{i:02}" for i in range(20)]
    claims = [claim(n, 0.5, implies=[m]) for n, m in zip(names, [*names[1:], "z"], strict=True)]
    check_coherence([*claims, claim("z", 1.0)], VOICES)  # a chain leaves few
    star = [excludes("hub", 0.1, *names), *(claim(n, 0.1) for n in names)]
    with pytest.raises(ScenarioError, match=r"more than 4,096 ways; state fewer relations"):
        check_coherence(star, VOICES)


# ----------------------------------------------------------------------------- drawing


def test_marginals_and_relations_are_kept() -> None:
    claims = [
        excludes("a", 0.5, "b"),
        claim("b", 0.3, "chorus"),
        claim("c", 0.2, "chorus", implies=["a"]),
        claim("d", 0.4, "chorus"),
    ]
    found = draw(claims)
    for each in claims:
        assert_share(found[each.id], each.credence)
    assert not (found["a"] & found["b"]).any()
    assert not (found["c"] & ~found["a"]).any()


@pytest.mark.parametrize("voice", ["alone", "chorus"])
def test_conditional_credences_are_kept(voice: str) -> None:
    claims = [
        claim("p", 0.6, voice),
        claim("q", 0.5, voice),
        claim("a", 0.7, given="p", credence_otherwise=0.2, excludes=["b"]),
        claim("b", 0.3, voice),
        claim("c", 0.1, given="q", credence_otherwise=0.4, implies=["b"]),
        claim("e", 0.8, given="a", credence_otherwise=0.1),
    ]
    found = draw(claims)
    assert not (found["a"] & found["b"]).any()
    assert not (found["c"] & ~found["b"]).any()
    for name, credence in (("p", 0.6), ("q", 0.5), ("b", 0.3)):
        assert_share(found[name], credence)
    for name, given_, credence, otherwise in (
        ("a", "p", 0.7, 0.2),
        ("c", "q", 0.1, 0.4),
        ("e", "a", 0.8, 0.1),
    ):
        assert_share(found[name][found[given_]], credence)
        assert_share(found[name][~found[given_]], otherwise)


def test_others_are_drawn_as_if_there_were_no_relation() -> None:
    """Those outside, and those that a tied claim is given; the order of the file is nothing."""
    names = [
        claim("p", 0.6, "chorus"), claim("x", 0.3, "chorus"),
        claim("a", 0.7, given="p", credence_otherwise=0.2), claim("b", 0.3),
    ]  # fmt: skip
    tied = [names[0], names[1], names[2].model_copy(update={"excludes": ["b"]}), names[3]]
    before, after, turned = draw(names), draw(tied), draw(tied[::-1])
    for name in ("p", "x"):
        np.testing.assert_array_equal(before[name], after[name])
    for name in before:
        np.testing.assert_array_equal(turned[name], after[name])
    assert (before["a"] & before["b"]).any()


def test_to_exclude_is_mutual() -> None:
    one, other = ([excludes("a", 0.5, "b"), claim("b", 0.4)],
                  [claim("a", 0.5), excludes("b", 0.4, "a")])  # fmt: skip
    assert relations(one) == relations(other)
    for name, held in draw(one).items():
        np.testing.assert_array_equal(held, draw(other)[name])


# ----------------------------------------------------------------------------- forcing


THREE = [
    excludes("a", 0.5, "b"),
    claim("b", 0.3),
    claim("c", 0.2, implies=["a"]),
    claim("d", 0.6, given="a", credence_otherwise=0.1),
    claim("e", 0.5),
]


def test_forcing_settles_what_follows_and_leaves_the_rest() -> None:
    natural = draw(THREE)
    with_a = draw(THREE, a=True)
    assert with_a["a"].all()
    assert not with_a["b"].any()
    np.testing.assert_array_equal(with_a["c"], natural["c"])
    np.testing.assert_array_equal(with_a["e"], natural["e"])
    assert_share(with_a["d"], 0.6)
    without_a = draw(THREE, a=False)
    assert not without_a["c"].any()
    np.testing.assert_array_equal(without_a["b"], natural["b"])
    assert_share(without_a["d"], 0.1)
    with_c = draw(THREE, c=True)
    assert with_c["a"].all()
    assert not with_c["b"].any()
    for value in (True, False):  # where it is so already nothing changes
        forced, at = draw(THREE, a=value), natural["a"] == value
        for name, held in forced.items():
            np.testing.assert_array_equal(held[at], natural[name][at])


@pytest.mark.parametrize(
    ("forced", "says"),
    [
        ({"a": True, "b": True}, r"'a' is forced true and 'b' true: .*'a' excludes 'b'"),
        ({"b": True, "a": True}, r"'b' is forced true and 'a' true: .*'a' excludes 'b'"),
        ({"a": False, "c": True}, r"'c' implies 'a'"),
        ({"b": True, "c": True}, "rule that out"),
    ],
)
def test_forcing_what_cannot_be_is_refused(forced: dict[str, bool], says: str) -> None:
    with pytest.raises(InputError, match=says):
        draw(THREE, **forced)


def test_forcing_what_a_tied_claim_is_given_draws_it_anew() -> None:
    claims = [
        claim("p", 0.5),
        claim("a", 0.8, given="p", credence_otherwise=0.1, excludes=["b"]),
        claim("b", 0.3),
    ]
    natural, forced = draw(claims), draw(claims, p=True)
    assert_share(forced["a"], 0.8)
    assert not (forced["a"] & forced["b"]).any()
    gone = natural["b"] & ~forced["b"]
    assert gone.any()
    assert forced["a"][gone].all()  # b gives way only to what excludes it
    assert not (forced["b"] & ~natural["b"]).any()


@settings(max_examples=size(15, 100), deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_relations_hold_in_every_world(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = list("abcde")
    claims = []
    for i, name in enumerate(names):
        more: dict[str, Any] = {
            "excludes": [o for o in names if o != name and rng.random() < 0.2],
            "implies": [o for o in names if o != name and rng.random() < 0.1],
        }
        if i and rng.random() < 0.4:
            more |= {
                "given": names[rng.integers(i)],
                "credence_otherwise": round(float(rng.random()) * 0.5, 2),
            }
        claims.append(claim(name, round(float(rng.random()) * 0.5, 2), **more))
    if not all(coherent(parts_of(each, claims, VOICES)) for each in components(claims)):
        return
    follows = consequences(relations(claims))
    worlds = [{}, *({n: v} for n in names for v in (True, False))]
    worlds += [{a: x, b: True} for a, b in combinations(names, 2) for x in (True, False)]
    for forced in worlds:
        try:
            found = draw(claims, **forced)
        except InputError:
            continue
        for (name, truth), others in follows.items():
            for other, value in others.items():
                assert (found[other][found[name] == truth] == value).all()
        for name, value in forced.items():
            assert (found[name] == value).all()
        if not forced:
            for each in claims:
                if each.given is None:
                    assert_share(found[each.id], each.credence)
    assert ALARM < 1.0
