"""A credence that is stated with a spread is drawn once for each parameter index."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import beta

from detente.claims.belief import believe
from detente.claims.claim import Claim, Voice
from detente.claims.credence import drawn_credence

VOICES = [Voice(id="one", name="One", correlation=0.0)]
DRAWS = np.arange(4000)


def claim(name: str = "a", **changed: Any) -> Claim:
    return Claim.model_validate(
        {
            "id": name,
            "statement": "It is so.",
            "voice": "one",
            "document": "d",
            "sentence": 1,
            "fingerprint": "0" * 12,
            "credence": 0.7,
            "credence_basis": "said",
        }
        | changed
    )


def test_the_law_is_the_matched_beta() -> None:
    drawn = drawn_credence(0.75, 0.1, 3, "credence:a", DRAWS)
    total = 0.75 * 0.25 / 0.01 - 1
    law = beta(0.75 * total, 0.25 * total)
    assert (law.mean(), law.std()) == pytest.approx((0.75, 0.1))
    u = np.sort(law.cdf(drawn))
    assert np.abs(u - (np.arange(4000) + 0.5) / 4000).max() < 0.01  # stratified: closer than chance
    assert (drawn_credence(0.75, 0.0, 3, "credence:a", DRAWS) == 0.75).all()


def test_a_draw_hangs_on_seed_index_and_name_alone() -> None:
    some = np.array([17, 3, 17, 2999])
    drawn = drawn_credence(0.4, 0.2, 3, "credence:a", DRAWS)
    np.testing.assert_array_equal(drawn_credence(0.4, 0.2, 3, "credence:a", some), drawn[some])
    for seed, name in ((4, "credence:a"), (3, "credence:b")):
        assert (drawn_credence(0.4, 0.2, seed, name, DRAWS) != drawn).any()


def test_paths_that_share_the_coefficients_share_the_credence() -> None:
    paths = np.arange(200_000)
    parameters = paths // 200
    spread = claim(credence_sd=0.2)
    truth = believe([spread], VOICES, 5, paths, {}, parameters)[:, 0]
    assert truth.mean() == pytest.approx(0.7, abs=0.01)
    shares = truth.reshape(-1, 200).mean(axis=1)
    expected = drawn_credence(0.7, 0.2, 5, "credence:a", np.arange(1000))
    assert np.corrcoef(shares, expected)[0, 1] > 0.97
    plain = believe([claim()], VOICES, 5, paths, {}, parameters)[:, 0]
    assert plain.reshape(-1, 200).mean(axis=1).std() < 0.04 < 0.15 < shares.std()
    # a spread of one claim leaves the draws of the others alone
    two = [spread, claim("b")]
    np.testing.assert_array_equal(
        believe(two, VOICES, 5, paths, {}, parameters)[:, 1],
        believe([claim(), claim("b")], VOICES, 5, paths, {}, parameters)[:, 1],
    )


def test_both_credences_of_a_claim_that_is_given_another() -> None:
    paths = np.arange(200_000)
    parameters = paths // 200
    claims = [
        claim(credence=0.5),
        claim("b", given="a", credence=0.8, credence_otherwise=0.2, credence_otherwise_sd=0.15),
    ]
    truth = believe(claims, VOICES, 5, paths, {}, parameters)
    for holds, mean, sd in ((1, 0.8, 0.0), (0, 0.2, 0.15)):
        shares = np.array(
            [
                truth[i * 200 : i * 200 + 200, 1][truth[i * 200 : i * 200 + 200, 0] == holds].mean()
                for i in range(1000)
            ]
        )
        assert shares.mean() == pytest.approx(mean, abs=0.01)
        chance = np.sqrt(mean * (1 - mean) / 100)
        assert shares.std() == pytest.approx(np.hypot(sd, chance), abs=0.015)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"credence_sd": 0.46}, "'credence_sd' = 0.46 is too large"),
        ({"credence": 1.0, "credence_sd": 0.1}, "a credence of 1 has no spread"),
        ({"credence_sd": -0.1}, "greater than or equal to 0"),
        ({"credence_otherwise_sd": 0.1}, "needs 'credence_otherwise'"),
        (
            {"given": "b", "credence_otherwise": 0.1, "credence_otherwise_sd": 0.3},
            "'credence_otherwise_sd' = 0.3 is too large",
        ),
    ],
)
def test_a_spread_that_no_credence_can_have(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        claim(**changed)


def test_claims_that_exclude_one_another_keep_their_drawn_credences() -> None:
    """Where the draws contradict one another they go back towards what is stated."""
    paths = np.arange(100_000)
    parameters = paths // 200
    claims = [
        claim(credence=0.55, credence_sd=0.2, excludes=["b"]),
        claim("b", credence=0.3, credence_sd=0.1),
    ]
    truth = believe(claims, VOICES, 5, paths, {}, parameters)
    assert not (truth[:, 0] & truth[:, 1]).any()
    shares = truth.reshape(-1, 200, 2).mean(axis=1)
    drawn = np.column_stack(
        [
            drawn_credence(c.credence, c.credence_sd, 5, f"credence:{c.id}", np.arange(500))
            for c in claims
        ]
    )
    possible = drawn.sum(axis=1) < 1
    assert 0.5 < possible.mean() < 1
    far = np.abs(shares - drawn)[possible]
    assert far.max() < 5 * np.sqrt(0.25 / 200)
    assert shares[~possible].mean(axis=0).sum() < 1
