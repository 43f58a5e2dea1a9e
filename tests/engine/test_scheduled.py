"""Scheduled acts: their probabilities, their claim, and one act a day."""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np
import pytest

from tests.engine.laws import assert_frequencies, assert_hazards, refuted
from tests.engine.worlds import (
    Course,
    add,
    course,
    day_of,
    held,
    only,
    plain,
    quantity,
    rates,
    toy,
)
from tests.scenario.mutated import Raw, by_id, rate

PATHS = 6000
DATES = [dt.date(2024, 12, 1), dt.date(2024, 12, 2), dt.date(2025, 1, 31)]
CHANCES = [0.03, 0.5, 0.97]
DAYS = [day_of(date) for date in DATES]


def expected(name: str, act: str, chances: list[Raw], **more: str) -> Raw:
    occasions = [{"date": d, "probability": p} for d, p in zip(DATES, chances, strict=True)]
    return {
        "effect": "scheduled-acts", "id": name, "source": "USA", "target": "RUS", "act": act,
        "occasions": occasions,
    } | more  # fmt: skip


@functools.cache
def run(held_: bool | None = None) -> Course:
    """Sanctions that the process of the same act may bring as well, and an act with none."""
    scenario = toy(
        only("aid"),
        plain,
        rates(sanction=200),
        held("announced"),
        add(
            effects=[
                expected("measure", "COERCE.restrict/economic", [quantity(p) for p in CHANCES]),
                expected(
                    "visit", "COERCE.seize", [quantity(p, 0.2) for p in CHANCES],
                    claim="announced", otherwise="absent",
                ),
            ]
        ),
    )  # fmt: skip
    forced = None if held_ is None else {"announced": held_}
    return course(scenario, PATHS, forced=forced)


def happened(effect: str, played: Course) -> np.ndarray:
    return np.stack([played.act(f"{effect}@{d}")[:, t] for d, t in zip(DATES, DAYS, strict=True)])


def test_they_happen_with_their_probability_where_the_process_does_not() -> None:
    played = run()
    p = 200 / 365.25
    ours = played.act("sanction")[:, DAYS].T
    hits, wanted = happened("measure", played), (1 - p) * np.array(CHANCES)
    assert_frequencies(hits.sum(axis=1), PATHS, wanted)
    assert_frequencies((hits | ours).sum(axis=1), PATHS, 1 - (1 - p) * (1 - np.array(CHANCES)))
    with refuted():  # a probability that is wrong by a tenth
        assert_frequencies(hits.sum(axis=1), PATHS, 1.1 * wanted)
    with refuted():  # as though both could happen
        assert_frequencies(hits.sum(axis=1), PATHS, CHANCES)


def test_a_day_sees_the_act_once() -> None:
    played = run()
    ours = played.act("sanction")
    both = np.zeros_like(ours)
    both[:, DAYS] = happened("measure", played).T
    assert both.any()
    assert not (both & ours).any()
    np.testing.assert_array_equal(played.count("n-sanction"), (both | ours).sum(axis=1))
    # the process itself is as frequent on those days as on any
    p = 200 / 365.25
    assert_frequencies(ours[:, DAYS].sum(axis=0), PATHS, p)


def test_on_no_other_day_and_only_under_their_claim() -> None:
    played = run()
    for row in played.compiled.rows[len(played.compiled.processes) :]:
        day = day_of(dt.date.fromisoformat(row.split("@")[1]))
        assert not np.delete(played.act(row), day, axis=1).any()
    announced = played.truth[:, played.compiled.claims.index("announced")] == 1
    assert not happened("visit", played)[:, ~announced].any()
    assert not happened("visit", run(False)).any()
    # forcing the claim leaves the acts of the paths on which it held alone
    np.testing.assert_array_equal(
        happened("visit", run(True))[:, announced], happened("visit", played)[:, announced]
    )


def test_drawn_probabilities_are_kept_path_by_path() -> None:
    """Probabilities from a truncated normal law: a calibration over their bins."""
    played = run(True)
    model = {act.row: act for act in played.compiled.model.scheduled}
    chance = np.stack([played.column(model[f"visit@{d}"].probability) for d in DATES])
    assert (chance.std(axis=1) > 0.05).all()
    assert chance.min() >= 0.0
    assert chance.max() <= 1.0
    hits = happened("visit", played)
    group = np.floor(chance * 4.999).astype(np.int64)
    hazard = -np.log1p(-np.minimum(chance, 1 - 1e-15))
    assert_hazards(hazard, hits, group)
    with refuted():  # the mean in place of the draw
        mean = np.broadcast_to(chance.mean(axis=1, keepdims=True), chance.shape)
        assert_hazards(-np.log1p(-mean), hits, group)


@pytest.mark.parametrize(("a", "b"), [(0, 1), (0, 2), (1, 2)])
def test_occasions_are_independent(a: int, b: int) -> None:
    hits = happened("measure", run())
    p = (1 - 200 / 365.25) * np.array(CHANCES)
    assert_frequencies((hits[a] & hits[b]).sum(), PATHS, p[a] * p[b])


def test_one_act_a_day_with_several_counterparts() -> None:
    """The same act has a process for each counterpart; the scheduled one doubles none of them."""

    def another(raw: Raw) -> None:
        call = by_id(raw["processes"], "call")
        call["rate"] = rate(180)
        raw["processes"].append({**call, "id": "call-old", "counterpart": "old"})
        raw["outcomes"] += [
            {"kind": "acts", "id": f"with-{who}", "title": who, "on": [process]}
            for who, process in (("new", "call"), ("old", "call-old"))
        ]

    entry = expected("planned", "CONSULT.phone@leader", [quantity(0.5)] * 3)
    played = course(toy(only(), plain, another, add(effects=[entry])), 4000)
    planned, p = happened("planned", played), 180 / 365.25
    new, old = (played.act(process)[:, DAYS].T for process in ("call", "call-old"))
    assert new.any()
    assert old.any()
    assert not (planned & (new | old)).any()
    # on the last day the predecessor is gone: one process is left, and the act is with the other
    assert_frequencies(planned.sum(axis=1), 4000, 0.5 * (1 - p) ** np.array([2, 2, 1]))
    for who, acts, days in (("new", new, 3), ("old", old, 2)):
        wanted = played.act("call" if who == "new" else "call-old").sum(axis=1)
        wanted = wanted + planned[:days].sum(axis=0)
        np.testing.assert_array_equal(played.count(f"with-{who}"), wanted)
        assert (acts[:days] | planned[:days]).any()


def test_one_act_a_day_however_many_expect_it() -> None:
    entries = [
        expected(name, "COERCE.seize", [quantity(p)] * 3) for name, p in (("a", 0.4), ("b", 0.7))
    ]
    played = course(toy(only(), plain, add(effects=entries)), PATHS)
    a, b = happened("a", played), happened("b", played)
    assert not (a & b).any()
    assert_frequencies(a.sum(axis=1), PATHS, 0.4)
    assert_frequencies(b.sum(axis=1), PATHS, 0.6 * 0.7)
