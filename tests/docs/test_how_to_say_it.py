"""Every piece of docs/how-to-say-it.md is loaded, played, and moves what the page says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import detente
from tests.docs.sayings import Saying, World, number_of, scenario_text, worlds
from tests.forms import only_whole, size

WORLDS = worlds()
ALONE = [(world, saying) for world in WORLDS for saying in world.sayings]

TOGETHER = size(1500, 10_000)
ALONE_PATHS = 1500
SEED = 7
Z = size(0.0, 3.0)
"""How many errors a direction is from zero, at least; the seed fixes the draws."""


def scenario(world: World, sayings: Sequence[Saying], folder: Path) -> detente.Scenario:
    text = scenario_text(world, sayings, questions=True)
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    (folder / "brief.md").write_text("The page.\n", encoding="utf-8")
    return detente.load(folder)


def values(futures: detente.Ensemble, saying: Saying) -> NDArray[np.float64]:
    """What a piece moves, by path: whether an outcome comes, or how often a process acts."""
    ids = [outcome.id for outcome in futures.scenario.outcomes]
    if saying.target in ids:
        return futures.happened(saying.target).astype(np.float64)
    return futures.count[:, ids.index(number_of(saying.target))].astype(np.float64)


def assert_moves(saying: Saying, difference: float, error: float, least: float) -> None:
    upward = 1.0 if saying.way == "up" else -1.0
    assert error > 0.0
    assert upward * difference > least * error, (saying.title, difference, error)


def test_the_page_has_what_it_promises() -> None:
    assert sum(len(world.sayings) for world in WORLDS) >= 40
    titles = [saying.title for _, saying in ALONE]
    assert len(titles) == len(set(titles))
    assert all(saying.target for _, saying in ALONE)
    for world in WORLDS[:4]:
        assert len(world.sayings) >= 10
        assert len(world.questions) >= 6


@pytest.mark.parametrize("world", WORLDS, ids=range(len(WORLDS)))
def test_pieces_together(world: World, tmp_path: Path) -> None:
    """All of a part in one scenario: it loads and plays, and every direction holds.

    Claims are drawn apart from one another, so that the futures in which one holds and those in
    which it does not differ by nothing else but chance.
    """
    futures = scenario(world, world.sayings, tmp_path).simulate(TOGETHER, seed=SEED)
    claims = [claim.id for claim in futures.scenario.claims]
    for saying in world.sayings:
        held = futures.truth[:, claims.index(saying.owner)].astype(bool)
        found = values(futures, saying)
        arms = found[held], found[~held]
        error = np.sqrt(sum(arm.var() / arm.size for arm in arms))
        assert_moves(saying, float(arms[0].mean() - arms[1].mean()), float(error), Z)
    for question in world.questions:
        if question["kind"] != "amount":
            assert 0.0 < futures.probability(question["id"]) < 1.0, question["id"]


@pytest.mark.parametrize(("world", "saying"), ALONE, ids=[s.title for _, s in ALONE])
@only_whole
def test_a_piece_alone(world: World, saying: Saying, tmp_path: Path) -> None:
    """It needs none of the others; forced true against false, on the same futures."""
    played = scenario(world, [saying], tmp_path)
    arms = [
        values(played.simulate(ALONE_PATHS, seed=SEED, force={saying.owner: held}), saying)
        for held in (True, False)
    ]
    difference = arms[0] - arms[1]
    error = difference.std() / np.sqrt(ALONE_PATHS)
    assert_moves(saying, float(difference.mean()), float(error), 3.0)
