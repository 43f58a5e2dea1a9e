"""Credences that hang on several claims, and claims that hold just where others do."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.optimize import linprog

from detente.claims.atoms import Stated, atoms_of, equations
from detente.claims.belief import check_beliefs
from detente.claims.claim import Claim
from detente.claims.coherence import Part, check_coherence, coherent, contradiction, parts_of
from detente.claims.law import Spoken, free, nearest
from detente.claims.relations import Relation, components
from detente.errors import ScenarioError
from tests.claims.test_belief import VOICES, assert_share, claim, draw
from tests.forms import size


def case(credence: float, **where: bool) -> dict[str, Any]:
    return {"where": where, "credence": credence}


AT_ODDS = [case(0.2, p=True), case(0.9, p=True, q=True), case(0.8, p=True, q=False)]
"""Of which the last two would make the first 0.8 at least."""

TABLE = [case(0.9, p=True, q=True), case(0.6, p=True, q=False), case(0.3, p=False, q=True)]


def hanging(voice: str = "alone", **more: Any) -> list[Claim]:
    """One claim that hangs on two of a voice, and one that hangs on it and on one of them."""
    return [
        claim("p", 0.4, voice),
        claim("q", 0.7, voice),
        claim("a", 0.1, voice, cases=TABLE, **more),
        claim("b", 0.5, voice, cases=[case(0.05, a=True, q=True), case(0.95, a=False, q=False)]),
    ]


@pytest.mark.parametrize("voice", ["alone", "chorus"])
def test_each_case_has_its_credence(voice: str) -> None:
    """In the paths of each case, by counting; where none applies the plain credence holds."""
    found = draw(hanging(voice))
    p, q, a, b = (found[name] for name in "pqab")
    for credence, at in (
        (0.9, p & q),
        (0.6, p & ~q),
        (0.3, ~p & q),
        (0.1, ~p & ~q),
    ):
        assert_share(a[at], credence)
    for credence, at in ((0.05, a & q), (0.95, ~a & ~q), (0.5, a & ~q), (0.5, ~a & q)):
        assert_share(b[at], credence)


def test_what_a_claim_hangs_on_is_drawn_as_if_it_were_not_there() -> None:
    alone, with_ = draw(hanging("chorus")[:2]), draw(hanging("chorus"))
    for name in ("p", "q"):
        np.testing.assert_array_equal(with_[name], alone[name])


def test_forcing_what_it_hangs_on_draws_it_anew() -> None:
    natural, forced = draw(hanging()), draw(hanging(), p=True)
    np.testing.assert_array_equal(forced["q"], natural["q"])
    np.testing.assert_array_equal(forced["a"][natural["p"]], natural["a"][natural["p"]])
    assert_share(forced["a"][forced["q"]], 0.9)
    assert_share(forced["a"][~forced["q"]], 0.6)


def test_cases_hold_beside_relations() -> None:
    found = draw([*hanging(excludes=["x"]), claim("x", 0.15)])
    assert not (found["a"] & found["x"]).any()
    assert_share(found["x"], 0.15)
    assert_share(found["a"][found["p"] & found["q"]], 0.9)
    assert_share(found["a"][~found["p"] & ~found["q"]], 0.1)


def test_equivalent_claims_hold_together() -> None:
    found = draw([claim("a", 0.3, equivalent=["b"]), claim("b", 0.3, "chorus")])
    np.testing.assert_array_equal(found["a"], found["b"])
    assert_share(found["a"], 0.3)


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        (
            [claim("a", 0.3, equivalent=["b"]), claim("b", 0.5)],
            "the credence of 'a', 0.3; the credence of 'b', 0.5; 'b' implies 'a' (with the others "
            "as they are, that of 'a' may be 0.5 to 1)",
        ),
        (
            [
                claim("p", 0.5),
                claim("q", 0.5),
                claim("r", 0.5),
                claim("a", 0.2, cases=AT_ODDS),
            ],
            "the credence of 'a', 0.2 where 'p' holds, 0.9 where 'p' holds and 'q' holds, 0.8 "
            "where 'p' holds and 'q' does not hold, otherwise 0.2; ",
        ),
        (
            [claim("p", 0.5), claim("a", 0.1, cases=[case(0.9, p=True)], excludes=["b"]),
             claim("b", 0.7)],
            "the credence of 'p', 0.5; the credence of 'a', 0.9 where 'p' holds, otherwise 0.1; "
            "the credence of 'b', 0.7; 'a' excludes 'b' (with the others as they are, that of 'p' "
            "may be 0 to 0.25)",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_is_named_with_both_sides(claims: list[Claim], says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        check_coherence(claims, VOICES)
    assert str(caught.value).startswith(f"claims contradict one another: {says}")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"given": "p", "credence_otherwise": 0.1, "cases": TABLE}, "'given' and 'cases' both say"),
        ({"credence_sd": 0.1, "cases": TABLE}, "'credence_sd' has no meaning beside 'cases'"),
        ({"cases": [TABLE[0], TABLE[0]]}, "two cases are where p = true, q = true"),
        ({"cases": [{"where": {}, "credence": 0.5}]}, "at least 1 item"),
        ({"cases": [case(1.2, p=True)]}, "less than or equal to 1"),
    ],
)
def test_cases_that_cannot_be_read_are_refused(more: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        claim("a", 0.5, **more)


def test_a_circle_of_cases_is_refused() -> None:
    claims = [
        claim("a", 0.5, cases=[case(0.1, b=True)]),
        claim("b", 0.5, cases=[case(0.1, a=True)]),
    ]
    with pytest.raises(ScenarioError, match="'given' and 'cases' go in a circle: a → b → a"):
        check_beliefs(claims, VOICES)


# --------------------------------------------------- beside a linear programme of all ways to be

NAMES = ["a", "b", "c", "d"]
WAYS = np.array(list(product([False, True], repeat=len(NAMES))))


def made_up(rng: np.random.Generator) -> list[Part]:
    """Credences, cases and relations of four claims, about half of which no law can have."""
    parts: list[Part] = []
    for i, name in enumerate(NAMES):
        credence = round(float(rng.beta(0.6, 0.6)), 2)
        cases = []
        if i >= 2 and rng.random() < 0.5:
            parents = NAMES[: 2 if rng.random() < 0.7 else 1]
            truths = list(product([True, False], repeat=len(parents)))
            some = rng.permutation(len(truths))[: rng.integers(1, len(truths) + 1)]
            cases = [
                (tuple(zip(parents, truths[at], strict=True)), round(rng.random(), 2))
                for at in some
            ]
        parts.append(Stated(name, credence, cases=tuple(cases)))
    for _ in range(rng.integers(1, 4)):
        one, other = (NAMES[i] for i in rng.choice(4, 2, replace=False))
        parts.append(Relation(one, other, "excludes" if rng.random() < 0.5 else "implies"))
    return list(dict.fromkeys(parts))


def has_law(parts: list[Part]) -> bool:
    """Whether some law on all sixteen ways has the parts, written down anew."""
    rows, right, top = [np.ones(len(WAYS))], [1.0], np.ones(len(WAYS))
    for part in parts:
        if isinstance(part, Relation):
            first, second = (WAYS[:, NAMES.index(x)] for x in (part.first, part.second))
            top[first & (second if part.kind == "excludes" else ~second)] = 0.0
            continue
        assert isinstance(part, Stated)
        true, rest = WAYS[:, NAMES.index(part.claim)], np.ones(len(WAYS), dtype=bool)
        for where, credence in part.cases:
            held = np.all([WAYS[:, NAMES.index(c)] == t for c, t in where], axis=0)
            rest &= ~held
            rows.append(np.where(held, true - credence, 0.0))
            right.append(0.0)
        rows.append(np.where(rest, true - part.credence, 0.0) if part.cases else true * 1.0)
        right.append(0.0 if part.cases else part.credence)
    found = linprog(np.zeros(len(WAYS)), A_eq=np.array(rows), b_eq=right,
                    bounds=[(0.0, t) for t in top], method="highs")  # fmt: skip
    return bool(found.status == 0)


def test_coherence_is_what_a_linear_programme_says() -> None:
    """Of random statements: the same verdict, a set that is smallest, and a law that keeps all.

    The law has the form p₀·exp(Aᵀλ) where it is positive, which only the nearest one has.
    """
    rng = np.random.default_rng(20_250_301)
    verdicts = []
    for number in range(size(80, 10_000)):
        parts = made_up(rng)
        verdicts.append(coherent(parts))
        assert verdicts[-1] == has_law(parts), parts
        if number % size(10, 50):
            continue
        if not verdicts[-1]:
            wrong = contradiction(parts)
            assert not has_law(wrong)
            assert all(has_law([p for p in wrong if p is not part]) for part in wrong)
            continue
        stated = [part for part in parts if isinstance(part, Stated)]
        atoms = atoms_of(NAMES, [part for part in parts if isinstance(part, Relation)])
        start = free([Spoken(each, "v", 0.0) for each in stated], atoms)
        rows, right = equations(NAMES, atoms, stated)
        law = nearest(np.maximum(start, 1e-3), rows, right)
        assert law is not None
        np.testing.assert_allclose(rows @ law, right, atol=1e-9)
        seen = law > 1e-7
        tilt = np.log(law[seen] / np.maximum(start, 1e-3)[seen])
        fitted = rows[:, seen].T @ np.linalg.lstsq(rows[:, seen].T, tilt, rcond=None)[0]
        np.testing.assert_allclose(tilt, fitted, atol=1e-4)
    assert 0.2 < np.mean(verdicts) < 0.8


def test_parts_of_a_component_have_its_cases() -> None:
    claims = hanging()
    (component,) = components(claims)
    assert component.members == ("a", "b")
    assert component.ancestors == ("p", "q")
    assert any(isinstance(p, Stated) and p.cases for p in parts_of(component, claims, VOICES))
