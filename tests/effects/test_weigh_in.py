"""What is particular to those who weigh in: parts of an actor, beliefs, deadlines."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import numpy as np
import pytest

from detente.baseline.coefficients import coefficient_matrix
from detente.check.report import check
from detente.errors import ScenarioError
from detente.kernel.play import play
from tests.effects.example import Entry, quantity
from tests.effects.examples_weigh_in import FACTION, HEARS_WHOLE, SIGNAL
from tests.effects.references import HAZARD
from tests.effects.test_conformance import play_forced, play_free
from tests.effects.toy import toy

YEAR = 365.25


# ---------------------------------------------------------------------------------- factions


def test_a_part_sets_a_latch_of_the_whole_in_the_record() -> None:
    """Trade of 17 November, felt as the bloc's, closes the lock where more than half is felt."""
    lock: Entry = {
        "effect": "lock", "id": "lock", "actor": "BRICS+", "towards": ["RUS"],
        "answer": ["COOPERATE", "CONSULT"], "half_life": 10.0, "on": ["concede"],
        "coefficient": quantity(-1.0),
    }  # fmt: skip
    for share, closed in ((1.0, True), (0.6, True), (0.4, False), (0.0, False)):
        part = FACTION | {"whole": "BRICS+", "share": quantity(share)}
        compiled = toy((part, lock)).compiled()
        latch = next(i for i, p in enumerate(compiled.planes) if p.startswith("latch("))
        quiet = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
        quiet[20, compiled.rows.index("china-trade")] = 1
        held = play_forced(compiled, quiet).planes[0, :, latch]
        # set by the morning of the 18th: on the 19th it has faded for a day
        assert held[0] == pytest.approx(0.5 ** (1 / 10) if closed else 0.0)
        # and in play: by an act of which more than half is felt
        assert held[21] == pytest.approx(1.0 if share > 0.5 else 0.0)


def test_a_part_is_no_part_of_two_and_has_none() -> None:
    with pytest.raises(ScenarioError, match="'CHN' is a part of 'RUS' already"):
        toy((FACTION, FACTION | {"id": "again", "whole": "BRICS+"}, HEARS_WHOLE))
    with pytest.raises(ScenarioError, match="'RUS' as a part of 'USA': a part has no parts"):
        toy((FACTION, FACTION | {"id": "again", "part": "RUS", "whole": "USA"}, HEARS_WHOLE))


def test_a_part_that_nobody_hears_is_a_fault() -> None:
    found = check(toy((FACTION,)), quick=True)
    assert any(
        "effect 'wing' changes nothing on any day: no effect keeps a memory of what 'RUS' does" in f
        for f in found.faults
    )
    assert not any(
        "'wing'" in fault for fault in check(toy((FACTION, HEARS_WHOLE)), quick=True).faults
    )


def test_a_part_that_does_nothing_is_refused() -> None:
    with pytest.raises(ScenarioError, match="effect 'wing': part: nothing plays any on UKR>"):
        toy((FACTION | {"part": "UKR", "whole": "CHN"}, HEARS_WHOLE))


def test_rates_stay_what_they_are_with_parts() -> None:
    """At usual levels the share is usual as well, whatever it is and whether the claim holds."""
    for share in (0.0, 0.5, 1.0):
        owned = FACTION | {"claim": "held", "otherwise": 0.2, "share": quantity(share)}
        scenario = toy((HEARS_WHOLE, owned))
        plain = toy((HEARS_WHOLE,)).compiled()
        mine = scenario.compiled()
        at = [mine.rows.index("ease"), plain.rows.index("ease")]
        alphas = [c.program.alpha[i] for c, i in zip((mine, plain), at, strict=True)]
        found = [c.coefficients[a].draw.mean for c, a in zip((mine, plain), alphas, strict=True)]
        assert found[0] == found[1]


def test_a_part_is_felt_while_a_condition_holds() -> None:
    """While the old president holds office the wing is taken for the whole, then no longer."""
    while_old = FACTION | {"while": {"office": "old"}}
    on, off = (toy((*each, HEARS_WHOLE)).compiled() for each in ((while_old,), ()))
    first = (dt.date(2025, 1, 20) - dt.date(2024, 11, 19)).days
    busy = np.zeros((int(on.program.start[1]), len(on.rows)), dtype=np.int8)
    busy[::4, on.rows.index("china-us-talks")] = 1
    at = on.processes.index("ease")
    with_it, without = (play_forced(c, busy).terms[0, :, at, HAZARD] for c in (on, off))
    assert (with_it[10:first] > 1.1 * without[10:first]).all()
    np.testing.assert_allclose(with_it[first:] / with_it[first], without[first:] / without[first])
    assert with_it[first] / without[first] == pytest.approx(with_it[-1] / without[-1])


# ---------------------------------------------------------------------------------- signals


def test_belief_is_bayes_over_all_histories() -> None:
    """Every history of two days of three acts, weighed one by one."""
    compiled = toy((SIGNAL,)).compiled(5)
    column = next(i for i, p in enumerate(compiled.planes) if p.startswith("logistic("))
    names = [each["process"] for each in SIGNAL["evidence"]]
    rates = np.array([[e["if_true"], e["if_false"]] for e in SIGNAL["evidence"]]) / YEAR
    rows = [compiled.rows.index(name) for name in names]
    days = 2
    total = np.zeros(2)
    for history in itertools.product((0, 1), repeat=days * len(names)):
        acts = np.array(history).reshape(days, len(names))
        forced = np.zeros((5, len(compiled.rows)), dtype=np.int8)
        forced[:days, rows] = acts
        chances = np.where(acts[:, :, None] == 1, rates, 1.0 - rates).prod(axis=(0, 1))
        weighed = chances * np.array([SIGNAL["prior"], 1.0 - SIGNAL["prior"]])
        belief = play_forced(compiled, forced).planes[0, days, column]
        assert belief == pytest.approx(weighed[0] / weighed.sum(), rel=1e-12)
        total += weighed
    assert total.sum() == pytest.approx(1.0)  # all histories


def test_the_intent_owns_how_the_sender_acts_and_belief_is_a_martingale() -> None:
    """Where the claim is as likely as the observer's prior, its beliefs are right on average.

    2,000 paths, half of them with the intent; their mean belief, and the share with the intent
    among paths of one band of belief, within four standard errors.
    """
    evidence = [{"process": "concede", "if_true": 60.0, "if_false": 6.0}]
    entry = SIGNAL | {"intent": "ready", "prior": 0.5, "evidence": evidence, "on": ["ease"]}
    scenario = toy((entry,))
    compiled = scenario.compiled()
    term = [t for t in compiled.model.terms if t.owner == "ready"]
    assert [(t.process, t.effect) for t in term] == [("concede", "in-earnest")]
    ratio = math.log1p(-60 / YEAR) / math.log1p(-6 / YEAR)
    assert math.exp(term[0].coefficient.draw.mean) == pytest.approx(ratio)
    assert term[0].coefficient.when == (("ready", 0.0),)
    # the rate as things stand is not what this observer takes it for: play what it does
    alpha = compiled.program.alpha[compiled.processes.index("concede")]
    column = next(p for p in compiled.planes if p.startswith("logistic("))
    watching = compiled.watching([column])
    paths = 2000
    index = np.arange(paths, dtype=np.int64)
    truth = np.ones((paths, len(compiled.claims)), dtype=np.uint8)
    truth[1::2, compiled.claims.index("ready")] = 0
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, 7, index, central=True
    )
    theta[:, alpha] = math.log(-math.log1p(-6 / YEAR))
    belief = play(watching, 7, index, theta, truth).watch[:, -1, 0]
    held = truth[:, compiled.claims.index("ready")] == 1
    assert belief.mean() == pytest.approx(0.5, abs=4 * belief.std() / math.sqrt(paths))
    for low, high in ((0.0, 0.2), (0.2, 0.8), (0.8, 1.0)):
        band = (belief >= low) & (belief <= high)
        error = math.sqrt(0.25 / band.sum())
        assert held[band].mean() == pytest.approx(belief[band].mean(), abs=4 * error)


# --------------------------------------------------------------------------------- deadlines


def test_a_deadline_counted_from_an_act_begins_anew_with_the_next() -> None:
    """Ten days from the morning after an accusation, the last one of the record included."""
    entry: Entry = {
        "effect": "deadline", "id": "rush", "since": {"act": "ACCUSE", "by": "RUS>USA"}, "days": 10,
        "tau": 4.0, "on": ["ease"], "coefficient": quantity(1.0),
    }  # fmt: skip
    compiled = toy((entry,)).compiled()
    forced = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
    forced[[20, 24, 60], compiled.rows.index("ru-accuses")] = 1
    hazard = play_forced(compiled, forced).terms[0, :, compiled.processes.index("ease"), HAZARD]
    got = np.log(hazard / hazard[-1])
    true_on = [-3, 21, 25, 61]  # the record has one of 15 November, three days before the start
    wanted = np.zeros(len(got))
    for t in range(len(got)):
        left = max(day for day in true_on if day <= t) + 10 - t
        wanted[t] = math.exp(-left / 4.0) if left >= 0 else 0.0
    np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-12)


def test_a_deadline_counted_from_what_holds_for_long() -> None:
    """From the first day on which the successor holds office."""
    entry: Entry = {
        "effect": "deadline", "id": "hundred-days", "since": {"office": "new"}, "days": 30,
        "tau": 9.0, "on": ["ease"], "coefficient": quantity(1.0),
    }  # fmt: skip
    compiled = toy((entry,)).compiled()
    first = (dt.date(2025, 1, 20) - dt.date(2024, 11, 19)).days
    forced = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
    hazard = play_forced(compiled, forced).terms[0, :, compiled.processes.index("ease"), HAZARD]
    left = first + 30 - np.arange(len(hazard))
    wanted = np.where((left >= 0) & (left <= 30), np.exp(-left / 9.0), 0.0)
    np.testing.assert_allclose(np.log(hazard / hazard[0]), wanted, rtol=1e-9, atol=1e-12)


def test_the_mass_before_a_deadline_is_the_integral_of_the_hazard() -> None:
    """5,000 paths: the share with the act by D within four standard errors of 1 − exp(−Σλ)."""
    entry: Entry = {
        "effect": "deadline", "id": "rush", "on_day": dt.date(2025, 1, 20), "tau": 12.0,
        "on": ["ease"], "coefficient": quantity(3.0),
    }  # fmt: skip
    scenario = toy((entry,))
    compiled = scenario.compiled()
    last = (dt.date(2025, 1, 20) - dt.date(2024, 11, 19)).days
    quiet = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
    at = compiled.processes.index("ease")
    hazard = play_forced(compiled, quiet).terms[0, :, at, HAZARD]
    base = hazard[last + 1]
    assert (hazard[last + 1 :] == base).all()  # all over after the day
    left = last - np.arange(last + 1)
    np.testing.assert_allclose(hazard[: last + 1] / base, np.exp(3.0 * np.exp(-left / 12.0)))
    paths = 5000
    first = play_free(compiled, central=True, paths=paths).first[
        :, compiled.outcomes.index("n-ease")
    ]
    mass = 1.0 - math.exp(-hazard[: last + 1].sum())
    came = ((first >= 0) & (first <= last)).mean()
    assert came == pytest.approx(mass, abs=4 * math.sqrt(mass * (1 - mass) / paths))
    late = 1.0 - math.exp(-hazard[last - 23 : last + 1].sum())
    assert late > 2 * (1.0 - math.exp(-24 * base))  # the rush
