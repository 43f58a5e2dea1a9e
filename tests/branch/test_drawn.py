"""Continuations whose beliefs are drawn anew, weighed by what the future has seen."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from detente.branch.branches import branches
from detente.branch.continued import setting_of
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.observe.observe import observe
from detente.terminal.branched import show
from detente.terminal.console import console
from tests.fitting.worlds import AS_OF
from tests.observe.worlds import acts_of, three_claims

ON = AS_OF + dt.timedelta(days=45)


def test_beliefs_are_those_that_the_history_leaves() -> None:
    """Against the exact posterior; four standard errors of 2,000 draws."""
    scenario = three_claims()
    setting = setting_of(scenario, 3, None, 5, None, {})
    acts = [f"aid@{ON + dt.timedelta(days=5)}"]
    found = branches(setting, 3, ON, paths=2_000, beliefs="drawn", acts=acts)
    exact = observe(scenario, acts_of(simulate(scenario, paths=12, seed=5), 3, 45), ON)
    for i, each in enumerate(exact.claims):
        assert found.plain.truth[:, i].mean() == pytest.approx(each.after, abs=0.045)
    assert (found.plain.truth == found.changed.truth).all()
    assert found.on == ON
    assert found.past is not None
    assert found.past.path == 3
    assert all(act.date <= ON for act in found.past.acts)
    kept = branches(setting, 3, ON, paths=50)
    assert (kept.plain.truth == kept.plain.truth[0]).all()
    # which of the two was asked is said
    anew, stay = "claims and coefficients are drawn anew", "claims and coefficients stay"
    for shown, said, other in ((found, anew, stay), (kept, stay, anew)):
        file = io.StringIO()
        show(console(file, 400), shown)
        assert "Branch: future 3 goes on" in file.getvalue()
        assert said in file.getvalue()
        assert other not in file.getvalue()


@pytest.mark.parametrize(
    ("path", "on", "force", "message"),
    [
        (None, None, {}, "of a future; name one with"),
        (3, AS_OF, {}, "no day from which a future could go on"),
        (3, ON, {"keen": True}, "claims that are forced or moved are not weighed"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    path: int | None, on: dt.date | None, force: dict[str, bool], message: str
) -> None:
    setting = setting_of(three_claims(), path, None, 5, None, force)
    with pytest.raises(InputError, match=message):
        branches(setting, path, on, beliefs="drawn")


def test_another_kind_of_belief_is_refused() -> None:
    setting = setting_of(three_claims(), 3, None, 5, None, {})
    with pytest.raises(InputError, match="beliefs"):
        branches(setting, 3, ON, beliefs="both")
