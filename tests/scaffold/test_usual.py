"""Usual rates of kinds of dyad: the estimate behind them, and what a beginning takes of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from detente.language.current import use_language
from detente.ontology.toml import parse_toml
from detente.ontology.usual.rates import counted_pairs, usual
from detente.scaffold.settings import Settings
from detente.scaffold.start import prepare, start
from detente.scenario.folder import Memory
from detente.scenario.read import read
from tools.crossed import Cell, Crossed
from tools.dyad_rates import by_kind, rivals_of, told
from tools.dyad_rates import read as read_events
from tools.pinned import SAMPLES
from tools.rates_held_out import LIKELY, coverage, fitted_before

EVENTS = SAMPLES / "events"


def test_the_estimate_finds_what_was_put_in() -> None:
    """Two kinds and three classes of 400 pairs: means and spreads within their errors."""
    random = np.random.default_rng(5)
    act, kind, spread, days = (-4.0, -3.0, -2.0), (0.0, 0.8), (0.6, 1.2, 0.9), 200
    cells, truth = [], []
    for k, by_kind_ in enumerate(kind):
        for c, by_act in enumerate(act):
            mean = by_act + by_kind_
            hazard = np.exp(random.normal(mean, spread[c], 400))
            seen = random.binomial(days, -np.expm1(-hazard))
            values, n = np.unique(seen, return_counts=True)
            cells.append(Cell(k, c, values.astype(float), n.astype(float), float(days)))
            truth.append((mean, spread[c]))
    found, _sds = Crossed(cells).fit()
    again, _same = Crossed(cells).fit()
    assert found == again
    for one, (mean, width) in zip(found, truth, strict=True):
        assert abs(one.mean - mean) < 3 * one.error
        assert one.error < 0.15
        assert abs(one.spread / width - 1) < 0.2


def test_a_cell_of_nobody_is_what_its_class_and_kind_have_in_common() -> None:
    full = [
        Cell(k, c, np.array([0.0, 2.0, 4.0, 9.0]) + 3 * c, np.full(4, 20.0), 100.0)
        for k in range(2)
        for c in range(2)
    ]
    empty = Cell(1, 1, np.zeros(0), np.zeros(0), 100.0)
    found, _sds = Crossed([*full[:3], empty]).fit()
    assert found[3].error > found[1].error
    assert abs(found[3].mean - found[1].mean) < 2 * found[3].error


def test_new_takes_rate_and_spread(tmp_path: Path) -> None:
    settings = Settings(["IND,CHN"], as_of=dt.date(2026, 6, 30))
    files = start(str(tmp_path / "x"), settings)
    scenario = read(Memory(files, "x"))
    taken = 0
    for process in scenario.processes:
        found = usual("neighbours", process.act)
        if found is None:
            assert (process.rate.basis, process.rate.sd) == ("judgement", 0.5)
            assert "a starting value for two states" in process.rate.reference
            continue
        taken += 1
        assert (process.rate.basis, process.rate.per_year, process.rate.sd) == (
            "record", found.per_year, found.sd,
        )  # fmt: skip
        pairs = counted_pairs("neighbours")
        assert process.rate.reference == (
            f"usual for two states that share a land border: {pairs} pairs in ICEWS, 29 August "
            "2018 to 30 September 2018; not of this pair: replace it by a count"
        )
    places = scenario.placeholders
    assert (places.usual_rates, places.rates) == (taken, (17 - taken, 17))
    assert taken >= 8
    assert places.document()["rates"] == {"template": 17 - taken, "all": 17}
    assert places.document()["usual"]["rates"] == taken
    assert f"{taken} of 17 rates are the usual ones of their kind of pair" in places.said()
    with use_language("fr"):
        assert f"{taken} des 17 taux sont ceux qui sont usuels pour ce genre de couple" in (
            places.said().replace("\u00a0", " ")
        )
    assert f"{taken} rates usual" in repr(scenario)


def test_deeds_stay_judged(tmp_path: Path) -> None:
    """A treaty is no agreement like any other, and a war no act like any other."""
    for kind, deeds in (("negotiation", {"treaty-signed", "round"}), ("ceasefire", {"new-truce"})):
        begun = prepare(str(tmp_path / kind), Settings(["IND,CHN"], kind=kind))
        text = start(str(tmp_path / kind), Settings(["IND,CHN"], kind=kind))["scenario.toml"]
        by_id = {each["id"]: each.get("rate") for each in parse_toml(text, "x")["processes"]}
        assert begun.counts is None
        assert {by_id[each]["basis"] for each in deeds} == {"judgement"}
        if kind == "ceasefire":
            assert by_id["ind-attacks-chn"]["basis"] == "judgement"


@pytest.mark.skipif(not EVENTS.exists(), reason="needs the event files")
def test_spreads_hold_in_another_year() -> None:
    """Fitted on the core rows of 2014, tried on those of 2018; nine cells, for time."""
    rivals = rivals_of(EVENTS / "rivalry.csv")
    before = read_events(EVENTS / "icews-2014.parquet", core=True)
    after = read_events(EVENTS / "icews-2018-september.parquet", core=True)
    pairs = {k: by_kind(before, rivals)[k] for k in ("great-power", "neighbours", "allies")}
    acts = ["ACCUSE", "AGREE", "CONSULT"]
    assert set(acts) <= set(told(before, [pair for each in pairs.values() for pair in each]))
    n, shares = coverage(fitted_before(before, pairs, after, acts), after, pairs)[LIKELY]
    assert n > 100
    assert 0.4 < shares[0] < 0.6
    assert 0.82 < shares[1] < 0.96
    assert shares[2] < shares[1]  # as wide as a judgement, it would not hold
