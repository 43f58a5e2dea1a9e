"""Joint acts of three and more: every party counts one in n, and all of them are needed."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from detente.errors import ScenarioError
from detente.explain.pieces import planned
from detente.kernel.hazard import hazards_of
from detente.language.faults import Faults
from detente.ontology.acts import Act, ActClass
from detente.planes.record import PastAct
from detente.scenario.read import load
from tests.effects.test_conformance import play_forced
from tests.engine.laws import assert_frequencies, refuted
from tests.engine.worlds import (
    Change,
    Course,
    add,
    course,
    hazards,
    only,
    plain,
    quantity,
    rates,
    tendency,
    toy,
)
from tests.scenario.mutated import Raw, by_id, changed, rate

PARTIES = ("USA", "RUS", "CHN")
ALPHA = np.log(-np.log1p(-60 / 365.25))


def summit(*parties: str, name: str = "triad", act: str = "CONSULT.multilateral@leader") -> Raw:
    """A joint act of these parties."""
    source, target, *others = parties
    more: Raw = {"with": others} if others else {}
    return {
        "id": name, "title": "a summit", "source": source, "target": target, "act": act,
        "prose": "They meet.", "rate": {**rate(60), "holds": "claims-false"},
    } | more  # fmt: skip


def gate(actor: str, ajar: float) -> Raw:
    return {
        "effect": "offer", "id": f"door-{actor.lower()}", "actor": actor, "on": ["triad"],
        "ajar": ajar,
    }  # fmt: skip


def world(*changes: Change, parties: tuple[str, ...] = PARTIES) -> Change:
    def change(raw: Raw) -> None:
        for each in (only(), plain, add(processes=[summit(*parties)]), *changes):
            each(raw)

    return change


@functools.cache
def run(sides: tuple[float, ...], gates: tuple[float, ...], paths: int = 40) -> Course:
    effects = [
        tendency(f"s-{a.lower()}", a, "triad", s) for a, s in zip(PARTIES, sides, strict=True)
    ]
    effects += [gate(a, g) for a, g in zip(PARTIES, gates, strict=True) if g < 1.0]
    scenario = toy(world(add(effects=effects)))
    return course(scenario, paths, days=30, trace=True)


def hazard(sides: tuple[float, ...], gates: tuple[float, ...] = (1.0, 1.0, 1.0)) -> float:
    """What the kernel plays."""
    played = run(sides, gates)
    column = played.compiled.processes.index("triad")
    terms = played.played.terms[:, :, column, 3]
    np.testing.assert_allclose(hazards(played)[..., column], terms, rtol=1e-12)
    assert np.ptp(terms) == 0.0
    return float(terms[0, 0])


def test_readiness_is_the_mean_of_all_and_every_gate_counts() -> None:
    """η = α + (s₁ + s₂ + s₃)/3, g = g₁·g₂·g₃."""
    sides, gates = (0.9, -0.5, 0.2), (0.5, 1.0, 0.7)
    np.testing.assert_allclose(hazard(sides), np.exp(ALPHA + np.mean(sides)), rtol=1e-12)
    wanted = np.prod(gates) * np.exp(ALPHA + np.mean(sides))
    np.testing.assert_allclose(hazard(sides, gates), wanted, rtol=1e-12)
    assert hazard(sides, (1.0, 0.0, 1.0)) == 0.0  # one closed door is enough


def test_equal_readiness_of_all_is_the_rate_and_one_that_doubles_counts_one_in_n() -> None:
    even = hazard((0.4, 0.4, 0.4))
    np.testing.assert_allclose(even, np.exp(ALPHA + 0.4), rtol=1e-12)
    one = hazard((0.4, 0.4 + np.log(2.0), 0.4))
    np.testing.assert_allclose(one / even, 2.0 ** (1 / 3), rtol=1e-12)
    every = hazard((0.4 + np.log(2.0),) * 3)
    np.testing.assert_allclose(every / even, 2.0, rtol=1e-12)


def test_it_is_as_frequent_as_its_hazard_says() -> None:
    sides = (0.9, -0.5, 0.2)
    y = run(sides, (0.5, 1.0, 0.7), 4000).act("triad")
    wanted = 0.35 * np.exp(ALPHA + np.mean(sides))
    assert_frequencies(y.sum(), y.size, -np.expm1(-wanted))
    with refuted():
        assert_frequencies(y.sum(), y.size, -np.expm1(-1.1 * wanted))


def test_draws_hang_on_all_parties_in_whatever_order() -> None:
    first = course(toy(world()), 50)
    other = course(toy(world(parties=("CHN", "USA", "RUS"))), 50)
    assert toy(world()).processes[-1].stable_name == "act:CHN~RUS~USA:CONSULT.multilateral@leader"
    np.testing.assert_array_equal(first.act("triad"), other.act("triad"))
    pair = course(toy(world(parties=("USA", "RUS"))), 50)
    assert (first.act("triad") != pair.act("triad")).any()


PLANNED = dt.date(2024, 12, 1)


def test_each_pair_remembers_it_once_and_a_count_over_pairs_has_it_once() -> None:
    dated = {
        "effect": "scheduled-acts", "id": "planned", "source": "RUS", "target": "CHN",
        "with": ["USA"], "act": "CONSULT.visit@leader",
        "occasions": [{"date": PLANNED, "probability": quantity(1.0)}],
    }  # fmt: skip
    scenario = toy(world(rates(call=40), add(effects=[dated])))
    builder = scenario.lowered(40, Faults(ScenarioError))
    talks = ActClass.parse(["CONSULT"])
    pairs = ["~".join(sorted(pair)) for pair in combinations(PARTIES, 2)]
    by_pair = [builder.acts_of_day([pair], talks) for pair in pairs]
    over_all = builder.acts_of_day(pairs, talks)
    model = builder.finish()

    def rows(plane: str) -> list[str]:
        names = model.derived[plane].inputs if plane in model.derived else (plane,)
        return [impact.row for impact in model.impacts if impact.memory in names]

    planned = f"planned@{PLANNED}"
    assert pairs == ["RUS~USA", "CHN~USA", "CHN~RUS"]
    assert [rows(plane) for plane in by_pair] == [
        ["call", "triad", planned],
        ["triad", planned],
        ["triad", planned],
    ]
    assert sorted(rows(over_all)) == ["call", planned, "triad"]


def test_the_record_has_it_for_every_pair_and_once_for_all() -> None:
    met = PastAct(
        dt.date(2024, 11, 10),
        "USA",
        "RUS",
        Act.parse("CONSULT.multilateral@leader"),
        others=("CHN",),
    )
    turned = replace(met, source="CHN", target="USA", others=("RUS",))  # told by another of them
    scenario = toy(world())
    scenario.record = replace(scenario.record, acts=(met, turned))
    builder = scenario.lowered(40, Faults(ScenarioError))
    talks = ActClass.parse(["CONSULT"])
    pairs = ["RUS~USA", "CHN~USA", "CHN~RUS"]
    whole = builder.acts_so_far(pairs, talks)
    alone = [builder.acts_so_far([pair], talks) for pair in pairs]
    own = builder.acts_so_far_by(builder.select(["triad"]))
    model = builder.finish()
    names = model.derived[whole].inputs
    assert sum(model.memories[name].initial for name in names) == 1.0
    assert [model.memories[name].initial for name in (*alone, own)] == [1.0] * 4


def test_the_index_of_each_pair_moves() -> None:
    """What three do together is felt on all three pairs; what two do, on theirs."""
    index = add(index=[{"pair": ["CHN", "USA"]}, {"pair": ["CHN", "RUS"]}])
    scenario = toy(world(index, rates(call=1)))
    compiled = scenario.compiled()
    forced = np.zeros((120, len(compiled.rows)), dtype=np.int8)
    calm = play_forced(compiled, forced)
    forced[10, compiled.rows.index("triad")] = 1
    met = play_forced(compiled, forced)
    for name, column in scenario.watched().items():
        if name.startswith("volume") or name == "index:RUS~USA":  # the others hear of it alone
            plane = int(compiled.questions.watched[column])
            moved = met.planes[0, :, plane] != calm.planes[0, :, plane]
            assert moved.any(), name
            assert not moved[:11].any(), name


def test_its_parts_are_told_by_party() -> None:
    scenario = toy(world(add(effects=[tendency("ready", "CHN", "triad", 0.5), gate("CHN", 0.5)])))
    compiled = scenario.compiled()
    row = compiled.processes.index("triad")
    plan = planned(scenario.processes[row], hazards_of(compiled)[row], 0.0, compiled.model)
    told = {(p.effect, p.gate): p.side for p in (*plan.others, *plan.closing) if p.side}
    assert told == {("ready", False): "CHN", ("door-chn", True): "CHN"}


def test_what_each_hears_is_the_mean_over_the_others() -> None:
    """Reciprocity: each party answers the mean of what the others have done to it."""
    answer = {
        "effect": "reciprocity", "id": "answers", "on": ["triad"], "acts": ["ACCUSE", "CONSULT"],
        "half_life": 20.0, "coefficient": quantity(0.6),
    }  # fmt: skip
    scenario = toy(world(add(effects=[answer])))
    terms = [t for t in scenario.compiled().model.terms if t.effect == "answers"]
    assert sorted(t.party or "" for t in terms) == sorted(2 * PARTIES)
    assert {(t.scale, t.side) for t in terms} == {(1 / 6, 0)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda p: p.update({"with": ["FRA"]}), "with: unknown actor 'FRA'"),
        (lambda p: p.update({"with": ["RUS"]}), "with: 'RUS' is a party already"),
        (lambda p: p.update({"act": "ACCUSE"}), "with: ACCUSE is done by one to another"),
        (lambda p: p.update({"wiht": ["CHN"]}), "did you mean 'with'"),
    ],
)
def test_parties_that_cannot_be_are_told(change: Change, told: str) -> None:
    def spoil(raw: Raw) -> None:
        change(by_id(raw["processes"], "triad"))

    with pytest.raises(ScenarioError, match=re.escape(told)) as error:
        toy(world(spoil))
    assert "triad" in str(error.value)


def test_a_rule_of_consent_adds_nothing_and_is_refused() -> None:
    rule = {"effect": "mutual-consent", "id": "all", "on": ["triad"]}
    with pytest.raises(ScenarioError, match="'triad' is a joint act of 3, which needs all"):
        toy(world(add(effects=[rule])))


def test_the_file_of_acts_may_have_several_targets(tmp_path: Path) -> None:
    def line(target: str, act: str = "CONSULT.multilateral@leader") -> str:
        return f"2024-11-12,USA,{target},{act},,a summit,a test"

    folder = changed(tmp_path, world())
    acts = folder / "acts.csv"
    head = acts.read_text(encoding="utf-8").rstrip("\n")
    acts.write_text(f"{head}\n{line('RUS~CHN')}\n", encoding="utf-8")
    found = load(folder).record.acts[-1]
    assert found.parties == ("USA", "RUS", "CHN")
    for target, act, told in (
        ("RUS~RUS", "CONSULT", "'RUS' is a party already"),
        ("RUS~CHN", "ACCUSE", "ACCUSE is done by one to another"),
        ("RUS~XXX", "CONSULT", "unknown actor 'XXX'"),
    ):
        acts.write_text(f"{head}\n{line(target, act)}\n", encoding="utf-8")
        with pytest.raises(ScenarioError, match=re.escape(told)):
            load(folder)
