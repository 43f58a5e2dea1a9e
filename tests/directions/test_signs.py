"""Every sign that a claim of the built-in scenario declares, tried with paired draws."""

from __future__ import annotations

import functools
import tomllib

import pytest

import detente
from detente.check.background import HIGHEST, LOWEST, check_background
from detente.check.signs import try_signs
from detente.scenario.folder import BUILT_IN
from tests.forms import size

NAME = "us-russia-2024"
PATHS = 600
WEAK = {
    ("aid-rushed", "red-line"),
    ("expected-by-both", "proportional-answer"),
    ("moscow-answers-in-proportion", "proportional-answer"),
    ("needs-both-sides", "ministers-talk"),
    ("never-refused-contact", "ministers-talk"),
    ("protectionism-no-worry", "leaders-speak"),
    ("ready-to-normalise", "ministers-talk"),
    ("sanctions-in-force", "leaders-speak"),
}
"""Signs that so few futures do not show: in the short form they must not be refuted."""
MORE = size(PATHS, 1500)
"""Futures for claims with such signs: in the whole form enough to show these as well."""
FILE = tomllib.loads((BUILT_IN / NAME / "scenario.toml").read_text(encoding="utf-8"))
CLAIMS = [claim["id"] for claim in FILE["claims"]]


@functools.cache
def scenario() -> detente.Scenario:
    return detente.load(NAME)


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_sign_of_the_claim_holds(claim: str) -> None:
    """The 95 % interval of the paired difference excludes zero on the declared side.

    An effect that is turned around or left out is found, one that is half as strong may not be.
    """
    paths = MORE if any(claim == weak for weak, _ in WEAK) else PATHS
    results = try_signs(scenario(), paths=paths, seed=20241118, claims=[claim])
    assert results
    for result in results:
        if (claim, result.sign.target) in size(WEAK, set()):
            assert result.verdict != "opposite", result
        else:
            assert result.verdict == "holds", result


def test_every_process_plays_its_rate() -> None:
    """As long as things stand as they do, each comes as often as its stated rate says."""
    background = check_background(scenario(), paths=512)
    assert set(background.ratio) == {p.id for p in scenario().processes}
    assert all(LOWEST <= ratio <= HIGHEST for ratio in background.ratio.values())
    assert background.largest_radius < 1.0
    assert not background.faults()
