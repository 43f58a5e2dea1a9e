"""Scheduled acts that an outcome counts stand beside its stacks, with their chances."""

from __future__ import annotations

import detente
from detente.explain.scheduled import in_words, scheduled_chances


def test_those_that_count_are_named_with_their_chance() -> None:
    """Aid counts among the hasty measures; strikes, which do not count, are not named."""
    scenario = detente.load("us-russia-2024")
    of = scenario.simulate(400, seed=1)
    found = scheduled_chances(of, "hasty-measures")
    assert found
    assert all(each.row.startswith("aid-delivered@") for each in found)
    assert [each.date for each in found] == sorted(each.date for each in found)
    for each in found:
        stated = next(
            a for a in of.setting.compiled.model.scheduled if a.row == each.row
        ).probability
        assert 0.0 < each.chance < 1.0
        # less often than stated where the claim that owns it may be false
        assert each.chance <= stated.draw.mean + 0.05
    lines = list(in_words(found, scenario.words.prose))
    assert len(lines) == len(found)
    assert lines[0].startswith("Counts too, scheduled for")
    assert scheduled_chances(of, "leaders-meet") == []


def test_forcing_the_claim_that_owns_them_moves_their_chance() -> None:
    scenario = detente.load("us-russia-2024")
    act = next(a for a in scenario.compiled().model.scheduled if a.row.startswith("aid-delivered"))
    assert act.owner is not None
    never = scenario.simulate(100, seed=1, force={act.owner: False})
    assert all(each.chance == 0.0 for each in scheduled_chances(never, "hasty-measures"))
