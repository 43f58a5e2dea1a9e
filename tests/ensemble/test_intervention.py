"""Forced is an intervention, and says where seeing would have been something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import detente
from detente.claims.law import tree
from detente.ensemble.design import nested
from detente.ensemble.intervention import (
    BELIEFS,
    SHARED,
    in_words,
    intervention,
    intervention_document,
)
from detente.ensemble.setting import Setting
from detente.explain.plausibility import joint_credence
from detente.language.safe import clean
from tests.explain.worlds import lively, setting, world
from tests.scenario.mutated import Raw, by_id, changed

READY_COOL, UNREADY_COOL = 0.8, 0.2
"""Credence of `cool` where `ready`, which it is given, holds, and where it does not."""


def test_what_a_claim_is_given_keeps_its_credence() -> None:
    ready = next(c.credence for c in world().claims if c.id == "ready")
    found = intervention(setting().under({"cool": True}))
    (kept,) = found.kept
    seen = ready * READY_COOL / (ready * READY_COOL + (1 - ready) * UNREADY_COOL)
    assert kept.claim == "ready"
    assert kept.forced == pytest.approx(ready, abs=0.015)
    assert kept.seen == pytest.approx(seen, abs=0.015)


def test_what_follows_from_a_claim_is_the_same_under_both() -> None:
    """`cool` is drawn anew under a forced `ready`: as if it were seen."""
    assert intervention(setting().under({"ready": True})).kept == ()


def test_with_the_parent_forced_too_nothing_is_left_to_tell() -> None:
    assert intervention(setting().under({"cool": True, "ready": False})).kept == ()


def test_the_lines_name_both() -> None:
    found = intervention(setting().under({"cool": False}))
    first, second = in_words(found, clean)
    assert first == "Intervention: claim forced false: cool"
    (kept,) = found.kept
    assert f"{kept.forced:.0%}".replace("%", " %") in second
    assert f"{kept.seen:.0%}".replace("%", " %") in second
    assert "Had one seen" in second


def test_the_document_names_both() -> None:
    assert intervention_document(intervention(setting())) is None
    document = world().simulate(50, seed=1, cool=True).document()
    assert document["intervention"]["forced"] == {"cool": True}
    (row,) = document["intervention"]["credences"]
    assert row["claim"] == "ready"
    assert row["if_seen"] > row["under_intervention"]
    assert "intervention" in repr(world().simulate(50, seed=1, cool=True))


def test_beliefs_share_draws_of_credences_whose_law_is_dear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of claims that are tied together each draw of a spread credence needs a law of its own."""

    def spread(raw: Raw) -> None:
        lively(raw)
        by_id(raw["claims"], "closed").update(credence=0.5, credence_sd=0.05, excludes=["idle"])
        by_id(raw["claims"], "idle")["credence"] = 0.2

    made: list[int] = []

    def counted(*arguments: Any) -> Any:
        made.append(1)
        return tree(*arguments)

    monkeypatch.setattr("detente.claims.belief.tree", counted)
    scenario = detente.load(changed(tmp_path, spread))
    of = Setting(scenario, scenario.file.horizon, 1, {}, nested(20))
    found = intervention(of.under({"closed": True}))
    assert found.settled == {"idle": False}
    assert 0 < len(made) <= 4 * BELIEFS // SHARED
    share, _ = joint_credence(of, {"closed": True})
    assert share == pytest.approx(0.5, abs=0.01)
    assert len(made) <= 8 * BELIEFS // SHARED
