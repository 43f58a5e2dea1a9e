"""Futures that were chosen are explained by themselves; what has no meaning for them is refused."""

from __future__ import annotations

import functools
import math

import pytest

import detente
from detente.errors import OutcomeError
from detente.explain.scheduled import scheduled_chances
from detente.language.current import use_language
from tests.seen.worlds import claimed


@functools.cache
def found() -> detente.Explanation:
    return claimed().seen("claim first").explain("sanctions")


def test_what_moves_it_is_that_of_these_futures() -> None:
    """On the first day the mean hazard is that of their claims; the parts sum to it on every day.

    The second claim, which makes sanctions e² times as frequent, holds in nine of ten of them.
    """
    ensemble = found().ensemble
    column = [each.id for each in ensemble.scenario.claims].index("second")
    held = float(ensemble.truth[:, column].mean())
    assert held == pytest.approx(0.9, abs=0.03)
    (stack,) = found().stacks
    base = stack.values[0, [part.effect for part in stack.parts].index("base rate")]
    assert stack.values[0].sum() == pytest.approx(stack.log_hazard[0], abs=1e-9)
    mean = math.log(held * math.exp(2.0) + 1.0 - held)
    assert stack.log_hazard[0] - base == pytest.approx(mean, abs=0.05)


def test_a_claim_is_worth_what_it_changes_in_them() -> None:
    """The same futures with it otherwise.

    With the first the second would hold in nine of ten, without it in two.
    """
    whole = claimed().explain("sanctions").worths["second"]
    worth = found().worths["second"]
    assert worth.held > whole.held + 0.2
    assert worth.worth == pytest.approx(whole.worth, abs=0.05)
    first = found().worths["first"]
    assert first.held == 1.0
    assert first.worth == pytest.approx(0.7 * worth.worth, abs=0.05)


def test_what_draws_anew_has_no_meaning_and_is_left_out_or_refused_by_name() -> None:
    assert found().split is None
    assert not found().claim_shares
    assert not found().judgements
    document = found().document()
    assert document["variance"] is None
    assert document["seen"] == {"said": ["claim first"], "among": 4000}
    chosen = claimed().seen("claim first")
    with pytest.raises(OutcomeError, match="what it would take to reach a probability: this is"):
        chosen.explain("sanctions", level=0.5)


def test_it_says_which_futures_these_are() -> None:
    assert "futures in which the claim" in found().memo()[0]
    shown = " ".join(str(found().summary()).split())
    assert "is told of all futures alone" in shown
    assert "there is no variance" not in shown
    with use_language("fr"):
        assert "Ce sont les" in found().memo()[0]


def test_scheduled_acts_have_the_chance_that_they_have_in_these_futures() -> None:
    """Where the claim that owns them is known to hold as often as not, they are half as likely."""
    ensemble = detente.load("us-russia-2024").simulate(400, seed=1)
    acts = ensemble.setting.compiled.model.scheduled
    owner = next(each.owner for each in acts if each.row.startswith("aid-delivered"))
    halved = scheduled_chances(ensemble.seen(f"claim {owner} at 50 %"), "hasty-measures")
    sure = scheduled_chances(ensemble.seen(f"claim {owner}"), "hasty-measures")
    assert [each.row for each in halved] == [each.row for each in sure]
    ratio = sum(each.chance for each in halved) / sum(each.chance for each in sure)
    assert ratio == pytest.approx(0.5, abs=0.1)
