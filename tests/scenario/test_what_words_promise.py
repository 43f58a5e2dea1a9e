"""The words of the built-in scenario's outcomes promise no more than is played."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.language.current import use_language


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_act_that_needs_no_crossed_line_is_not_called_an_answer_to_one(language: str) -> None:
    """Most of its futures have no crossing before: it is what it is, a show of force."""
    scenario = detente.load("us-russia-2024")
    futures = scenario.simulate(600, seed=1)
    ids = [outcome.id for outcome in scenario.outcomes]
    answer, crossed = (
        futures.first[:, ids.index(name)] for name in ("proportional-answer", "red-line-crossed")
    )
    came = answer >= 0
    before = came & (crossed >= 0) & (crossed < answer)
    assert came.any()
    assert before.sum() < came.sum(), "only then would 'in proportion' be what is played"
    with use_language(language):
        for text in (
            scenario.words.outcome("proportional-answer"),
            scenario.words.process("russia-answers"),
            scenario.words.prose("russia-answers"),
        ):
            assert "proportion" not in text
    assert np.isfinite(futures.probability("contact-after-answer"))
