"""Continuations of one future: its own until the day, and drawn anew after it."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tempfile
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.branch.continued import continued
from detente.ensemble.branch import FRESH
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import apart, difference
from detente.ensemble.simulate import simulate
from detente.errors import InputError, OutcomeError
from detente.explain.compare import is_paired
from detente.kernel._compiled_loop import run
from tests.effects.toy import write_toy
from tests.engine.test_threads import ARMS, PRICE, SIGNAL, TRUCE, VOTE
from tests.engine.worlds import AS_OF, SEED, add, altered, only, plain, quantity, rates, toy
from tests.explain.worlds import world
from tests.forms import size
from tests.states.worlds import size as sized

DAY = dt.timedelta(days=1)
ON = dt.date(2024, 12, 18)
LAST = dt.date(2025, 1, 31)


BREEDS = {
    "effect": "inertia", "id": "persistence", "on": ["sanction"], "acts": ["COERCE"],
    "half_lives": [2.0], "prior": 0.5, "coefficients": [quantity(1.0)],
}  # fmt: skip
AGAIN = {"kind": "acts", "id": "again", "title": "A second one", "on": ["sanction"], "at_least": 2}


@functools.cache
def lively() -> detente.Ensemble:
    """Moods, gates, claims, a latch."""
    return world().simulate(60, seed=SEED, until=LAST)


@functools.cache
def moving() -> Ensemble:
    """States by chance, a vote, a hidden intent, levels with shocks, sizes."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = altered(
            write_toy(Path(folder), [VOTE, SIGNAL]),
            add(states=[TRUCE], levels=[PRICE, ARMS]),
            sized("sanction", mean=3.0, law="geometric"),
        )
    return simulate(scenario, paths=40, seed=SEED, until=LAST)


@pytest.mark.parametrize("days", [0, 1, 2, 3, 28, 73])
def test_with_its_own_draws_a_future_goes_on_as_it_did(days: int) -> None:
    """On whatever day of a block of draws it is continued, the bits are the same."""
    for ensemble in (lively(), moving()):
        for path in (3, 38):
            on = AS_OF + days * DAY
            again = continued(ensemble.setting, path, on, fresh=False)
            anew = continued(ensemble.setting, path, on, paths=2)
            for name in ("first", "count", "truth", "readings", "last", "path_mean", "state_last"):
                mine, theirs = getattr(again, name), getattr(ensemble, name)[path : path + 1]
                assert mine.tobytes() == theirs.tobytes(), name
            assert again.future(0).acts == ensemble.future(path).acts
            assert again.future(0).levels == ensemble.future(path).levels
            assert anew.future(0).acts != again.future(0).acts
            assert anew.future(0).acts != anew.future(1).acts
    assert len(run.signatures) == 1


def test_until_the_day_all_is_as_in_the_future() -> None:
    ensemble = moving()
    past = ensemble.future(7).until(ON, ensemble.dates[0])
    branch = continued(ensemble.setting, 7, ON, paths=12)
    assert (branch.design.chance == FRESH + np.arange(12)).all()
    for path in range(12):
        found = branch.future(path)
        assert found.until(ON, branch.dates[0]).acts == past.acts
        assert found.until(ON, branch.dates[0]).states == past.states
        assert found.until(ON, branch.dates[0]).levels == past.levels
        # a level of the morning after is still that of the evening
        tomorrow = len(past.levels["price"])
        assert found.levels["price"][tomorrow] == ensemble.future(7).levels["price"][tomorrow]
    assert len({branch.future(path).levels["price"] for path in range(12)}) == 12


def test_the_chance_from_there_is_the_one_that_the_hazard_gives() -> None:
    """One process of 8 days a year, none in the past of the future: 1 − exp(−λ · days)."""
    scenario = toy(only("ease"), plain, rates(ease=8.0, call=0.001, sanction=0.001))
    ensemble = simulate(scenario, paths=40, seed=SEED)
    number = [each.id for each in scenario.outcomes].index("n-ease")
    path = int(
        np.flatnonzero((ensemble.first[:, number] < 0) | (ensemble.first[:, number] > 40))[0]
    )
    paths = size(2000, 40_000)
    branch = continued(ensemble.setting, path, AS_OF + 30 * DAY, paths=paths)
    exact = -np.expm1(-8.0 / 365.25 * (ensemble.days - 30))
    found = branch.estimate("n-ease")
    assert found.probability == pytest.approx(exact, abs=4.0 * np.sqrt(exact * (1 - exact) / paths))
    assert found.parameter_sd == 0.0
    assert found.interval[1] - found.interval[0] < 5.0 * found.monte_carlo


def test_it_is_the_same_as_keeping_the_futures_of_the_same_past() -> None:
    """Sanctions breed sanctions: what is likely after the day hangs on those that came until it.

    Among many futures those with one sanction until the day, on the same date, see a second one as
    often as the continuations of one of them.
    """
    scenario = toy(
        only(),
        plain,
        rates(sanction=60.0, call=0.001),
        add(effects=[BREEDS], outcomes=[AGAIN]),
    )
    until, on, paths = AS_OF + 20 * DAY, 10, size(20_000, 200_000)
    many = simulate(scenario, paths=paths, seed=SEED, until=until)
    ids = [each.id for each in scenario.outcomes]
    one, two = (many.first[:, ids.index(name)] for name in ("n-sanction", "again"))
    alike = np.flatnonzero((one == 6) & ((two < 0) | (two >= on)))
    branch = continued(many.setting, int(alike[0]), AS_OF + on * DAY, paths=paths // 10)
    kept, drawn = two[alike] >= 0, branch.happened("again")
    error = np.hypot(*(each.std() / np.sqrt(each.size) for each in (kept, drawn)))
    assert alike.size > 300
    assert abs(kept.mean() - drawn.mean()) < 4.0 * error
    late = np.flatnonzero((one == 0) & ((two < 0) | (two >= on)))  # it has faded: the past matters
    assert abs((two[late] >= 0).mean() - drawn.mean()) > 2.0 * error


def test_acts_are_put_in_and_taken_out_on_their_days() -> None:
    ensemble, day = lively(), ON + 3 * DAY
    branch = ensemble.branch(
        5, ON, acts=[f"sanction@{day}", f"ease@{day}"], without=["ru-accuses"], paths=30
    )
    for path in range(30):
        acts = [act for act in branch.future(path).acts if act.date > ON]
        on_the_day = {act.row for act in acts if act.date == day}
        assert {"sanction", "ease"} <= on_the_day
        assert "ru-accuses" not in {act.row for act in acts}
    free = ensemble.branch(5, ON, paths=30)
    assert any(
        a.row == "ru-accuses" and a.date > ON for p in range(30) for a in free.future(p).acts
    )


def test_an_act_that_comes_anyway_changes_nothing() -> None:
    ensemble = lively()
    act = next(act for act in ensemble.future(4).acts if act.date > ON and "@" not in act.row)
    again = ensemble.branch(4, ON, acts=[f"{act.row}@{act.date}"], fresh=False)
    assert again.future(0).acts == ensemble.future(4).acts
    other = ensemble.branch(4, ON, without=[f"{act.row}@{act.date}"], fresh=False)
    assert act not in other.future(0).acts


def test_what_an_act_changes_is_paired() -> None:
    """The same draws with and without: the difference is surer than of two sets of draws."""
    ensemble, act = lively(), f"sanction@{ON + DAY}"
    a = ensemble.branch(12, ON, paths=400)
    b = ensemble.branch(12, ON, acts=[act], paths=400)
    assert is_paired(a, b)
    first, second = (each.happened("words").astype(float) for each in (a, b))
    paired = difference(second - first, a.design.parameters)
    free = apart(second, first, b.design.parameters, a.design.parameters)
    assert paired.mean == pytest.approx(free.mean)
    assert 0.0 < paired.monte_carlo < 0.5 * free.monte_carlo
    found = detente.compare(a, b).outcomes["words"]
    assert found.difference == pytest.approx(paired.mean)
    assert found.monte_carlo == pytest.approx(paired.monte_carlo)


def test_the_record_is_continued_by_the_futures_with_their_own_draws() -> None:
    ensemble, day = lively(), AS_OF + 5 * DAY
    branch = ensemble.branch(acts=[f"sanction@{day}"])
    assert is_paired(ensemble, branch)
    assert (branch.truth == ensemble.truth).all()
    assert branch.estimate("sanctions").parameter_sd >= 0.0
    for path in (0, 40):
        assert any(a.row == "sanction" and a.date == day for a in branch.future(path).acts)
        mine, theirs = (
            [a for a in each.future(path).acts if a.date < day] for each in (ensemble, branch)
        )
        assert mine == theirs
    # a future of it goes on with what was set for all
    on = branch.branch(2, AS_OF + 2 * DAY, paths=3, acts=[f"ease@{day}"])
    rows = {a.row for a in on.future(1).acts if a.date == day}
    assert {"sanction", "ease"} <= rows


@pytest.mark.parametrize(
    ("path", "on", "acts", "without", "message"),
    [
        (60, ON, [], [], "no path 60; the ensemble has paths 0 to 59"),
        (3, None, [], [], "path=3: say from which day on it is continued"),
        (3, LAST, [], [], "give one from 2024-11-18 to 2025-01-30"),
        (3, AS_OF - DAY, [], [], "give one from 2024-11-18 to 2025-01-30"),
        (None, ON, ["sanction@2024-12-20"], [], "the record ends on 2024-11-18"),
        (3, ON, ["sanction"], [], "acts=sanction: say on which day, as PROCESS@DATE"),
        (3, ON, ["sanctoin@2024-12-20"], [], "no such process, and no scheduled act of that day; "
         "did you mean 'sanction'?"),
        (3, ON, [], ["sanctoin"], "no such process; did you mean 'sanction'?"),
        (3, ON, ["sanction@2024-12-18"], [], "give one from 2024-12-19 to 2025-01-31"),
        (3, ON, ["sanction@2025-02-01"], [], "give one from 2024-12-19 to 2025-01-31"),
        (3, ON, ["sanction@soon"], [], "'soon' is no date"),
        (3, ON, ["sanction@2024-12-20"], ["sanction"], "'sanction' is put in and taken out"),
    ],
)  # fmt: skip
def test_what_cannot_be_continued_is_refused(
    path: int | None, on: dt.date | None, acts: list[str], without: list[str], message: str
) -> None:
    with pytest.raises(OutcomeError, match=re.escape(message)):
        lively().branch(path, on, acts=acts, without=without)


def test_a_day_on_which_nobody_is_there_is_refused() -> None:
    """The call waits for the successor, who is there from the election on and in office later."""
    scenario = toy(plain, lambda raw: raw["processes"][0].update(counterpart="old"))
    ensemble = simulate(scenario, paths=3, seed=SEED)
    with pytest.raises(OutcomeError, match="give one from 2024-11-19 to 2025-01-19"):
        continued(ensemble.setting, 1, ON, acts=["call@2025-02-10"])


def test_a_branch_is_not_taken_for_what_it_is_not(tmp_path_factory: pytest.TempPathFactory) -> None:
    branch = lively().branch(3, ON, paths=30)
    with pytest.raises(OutcomeError, match="continuations of one already"):
        branch.branch(2, ON + DAY)
    with pytest.raises(OutcomeError, match="keep its claims and coefficients"):
        branch.explain("sanctions")
    with pytest.raises(InputError, match="not kept as a run"):
        detente.write_run(branch, tmp_path_factory.mktemp("run") / "a")
    ranges = branch.belief_ranges()
    assert ranges["sanctions"] == branch.estimate("sanctions").interval
