"""What ensembles, futures, run folders, tables and pages tell of states and levels."""

from __future__ import annotations

import datetime as dt
import functools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.charts.style import moment
from detente.check.notes import notes
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept.level_bins import BINS, LevelBins
from detente.ensemble.simulate import simulate
from detente.ensemble.tell import asked_about, told
from detente.errors import OutcomeError
from detente.language.current import use_language
from detente.scenario.moving_names import known_before, level_value
from detente.scenario.scenario import Scenario
from detente.states.known import Dated
from tests.engine.worlds import AS_OF, quantity
from tests.scenario.mutated import Raw, by_id
from tests.states.worlds import add, hazard, level, move, size, state, world

TRUCE = state(
    values=["kept", "breached"],
    titles={"kept": "in force"},
    prose={"breached": "The truce is broken"},
    start="kept",
    transitions=[
        move(from_="kept", to="breached", rate=hazard(3)),
        move(from_="breached", to="kept", for_=20),
    ],
)
OIL = level("oil", title="Oil", unit="dollars", start=72, mean=80, half_life=30, sd=15, log=True)
STOCK = level(
    start=quantity(100, 5), lower=0, changes=[{"on": ["sanction"], "amount": 5}], inflow=-0.1
)


@functools.cache
def scenario() -> Scenario:
    return world(add(states=[TRUCE], levels=[STOCK, OIL]), sanction=60)


@functools.cache
def ensemble() -> Ensemble:
    return simulate(scenario(), paths=600, seed=3)


def test_shares_and_bands_are_those_of_the_futures() -> None:
    futures = [ensemble().future(path) for path in range(0, 600, 20)]
    few = simulate(scenario(), paths=600, seed=3, block=64)
    np.testing.assert_array_equal(few.state_counts, ensemble().state_counts)
    np.testing.assert_array_equal(few.level_counts, ensemble().level_counts)
    path = ensemble().states["truce"]
    np.testing.assert_allclose(path.share.sum(axis=1), 1.0)
    last = ensemble().to_polars()["state:truce"]
    assert (last == "breached").mean() == pytest.approx(path.share[-1, 1])
    assert [f.states["truce"][-1] for f in futures] == [last[f.path] for f in futures]
    for name in ("stock", "oil"):
        course = ensemble().levels[name]
        width = ensemble().level_scales[[v.id for v in scenario().levels].index(name)].width
        values = ensemble().last[:, scenario().watched()[f"level:{name}"]]
        expected = np.quantile(values, [0.1, 0.5, 0.9], method="inverted_cdf")
        found = [course.low[-1], course.median[-1], course.high[-1]]
        np.testing.assert_allclose(found, expected, atol=0.5 * width + 1e-9)
        assert course.mean[-1] == pytest.approx(values.mean())
        assert [f.levels[name][-1] for f in futures] == [values[f.path] for f in futures]
    assert ensemble().levels["oil"].mean[0] == pytest.approx(72.0)


def binned(blocks: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Counts of the levels of some paths, and the middles of their bins."""
    bins = LevelBins([0], blocks[0].shape[1])
    for block in blocks:
        bins.add(block)
    counts, (scale,) = bins.trimmed()
    return counts[0], scale.at(np.arange(0.5, BINS))


@pytest.mark.parametrize("jump", [0.0, 3.0, 1e3, 1e6, -1e6])
@pytest.mark.parametrize("still", [True, False])
def test_no_value_is_cut_off_by_what_the_first_paths_show(jump: float, still: bool) -> None:
    """A quantile lies within half a bin of the value, wherever later paths go."""
    rng = np.random.default_rng(8)
    values = 7.0 + (0.0 if still else rng.normal(0, 1, (900, 2, 1))) + np.zeros((900, 2, 1))
    values[600:, 1] += jump
    values[899, 0] -= 2.0 * jump
    counts, middles = binned([values])
    width = middles[1] - middles[0]
    if not still or jump:
        span = values.max() - values.min()
        assert width <= max(span / (BINS / 4), 2.0 * np.ptp(values[:256]) / (BINS / 2))
    assert counts.sum(axis=1).tolist() == [900, 900]
    for day in (0, 1):
        expected = np.sort(values[:, day, 0])
        np.testing.assert_allclose(np.repeat(middles, counts[day]), expected, atol=0.501 * width)


@pytest.mark.parametrize("size", [1, 7, 300, 900])
def test_bins_do_not_hang_on_how_paths_come(size: int) -> None:
    rng = np.random.default_rng(9)
    values = np.exp(3.0 * rng.normal(size=(900, 3, 1)))
    whole, middles = binned([values])
    parts, same = binned([values[i : i + size] for i in range(0, 900, size)])
    np.testing.assert_array_equal(parts, whole)
    np.testing.assert_array_equal(same, middles)
    backwards, again = binned([values[:256], values[256:][::-1]])
    np.testing.assert_array_equal(again, middles)
    np.testing.assert_array_equal(backwards, whole)


def test_whole_numbers_are_told_as_they_are() -> None:
    values = np.arange(600.0)[:, None, None] % 90
    values[500] = 170.0
    counts, middles = binned([values])
    assert set(middles[counts[0] > 0]) == set(values.ravel())


def test_a_future_tells_how_states_move() -> None:
    future = next(f for f in map(ensemble().future, range(600)) if len(f.moves) > 1)
    values = future.states["truce"]
    dates = ensemble().dates
    moved = [
        (dates[t], values[t]) for t in range(len(values)) if values[t] != (("kept", *values)[t])
    ]
    assert [(move.date, move.value) for move in future.moves] == moved
    assert (future.moves[1].date - future.moves[0].date).days == 20
    story = told(scenario(), future, asked_about(scenario()))
    assert [each.date for each in story] == sorted(each.date for each in story)
    texts = [each.text for each in story if not each.act]
    assert texts[:2] == ["The truce is broken", "The truce: in force"]
    assert "truce: breached" in repr(future)


def test_a_run_folder_holds_them(tmp_path: Path) -> None:
    """Bit for bit: written, read, and told in JSON."""
    detente.write_run(ensemble(), tmp_path / "run")
    run = detente.open_run(tmp_path / "run")
    again = run.ensemble()
    np.testing.assert_array_equal(again.state_counts, ensemble().state_counts)
    np.testing.assert_array_equal(again.state_last, ensemble().state_last)
    np.testing.assert_array_equal(again.level_counts, ensemble().level_counts)
    assert again.level_scales == ensemble().level_scales
    assert run.frame("days")["state:truce:kept"][0] == ensemble().states["truce"].share[0, 0]
    document = json.loads((tmp_path / "run" / "result.json").read_text(encoding="utf-8"))
    assert document["states"][0]["id"] == "truce"
    assert set(document["states"][0]["values"]) == {"kept", "breached"}
    assert [each["unit"] for each in document["levels"]] == ["", "dollars"]
    frame = ensemble().states.to_polars()
    assert frame.columns == ["state", "date", "value", "share"]
    assert ensemble().levels.to_polars().height == 2 * ensemble().days


def test_no_such_level() -> None:
    with pytest.raises(OutcomeError, match="no level 'oill'; did you mean 'oil'"):
        ensemble().level_quantiles("oill", (0.5,))


def test_a_sign_may_name_a_level() -> None:
    """A claim that raises what feeds a level has a sign there that is told apart."""

    def sign(raw: Raw) -> None:
        up = {"forced": True, "target": "level:stock", "moves": "up"}
        by_id(raw["claims"], "ready")["signs"] = [up]

    assert "level:stock" in world(add(levels=[STOCK]), sign, sanction=60).targets()


def test_charts_say_what_they_show() -> None:
    from detente.report.moving import moving_charts

    charts = moving_charts(ensemble())
    assert [chart.id for chart in charts] == ["state-truce", "level-stock", "level-oil"]
    assert [entry.text for entry in charts[0].key] == ["in force", "breached"]
    share = ensemble().states["truce"].share[-1, 1]
    assert f"breached {100 * share:.0f}" in charts[0].alt.replace("\u00a0", " ")
    assert all(chart.table is not None and len(chart.table.rows) == 13 for chart in charts)
    with use_language("fr"):
        assert moving_charts(ensemble())[1].alt != charts[1].alt


def test_what_is_known_of_a_state_stands_before_the_futures() -> None:
    """The day on which it began, or as far back as a sixth of the play."""
    from detente.report.moving import state_chart

    for ago, shown in ((6, 6), (400, 20), (None, None)):
        since = {} if ago is None else {"since": AS_OF - dt.timedelta(days=ago)}
        found = simulate(world(add(states=[TRUCE | since]), sanction=60), paths=40, seed=3)
        chart = state_chart(found, found.states["truce"])
        domain = chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
        first = AS_OF + dt.timedelta(days=1 if shown is None else -shown)
        assert domain[0] == moment(first)
        known = [entry.text for entry in chart.key if entry.mark == "¦"]
        assert len(known) == (0 if shown is None else 1)
        assert ("“in force” since " in chart.alt) == (shown is not None)
        values = list(chart.spec["datasets"].values())
        record = [rows for rows in values if rows and "run" in rows[0]]
        if shown is not None:
            ((a, b),) = record
            assert (a["d"], b["d"]) == (moment(first), moment(found.dates[0]))
            assert (a["k"], a["low"], a["high"]) == (0, 0.0, 1.0)
            letters = [rows for rows in values if rows and "ink" in rows[0]]
            assert len(letters) == (1 if shown == 20 else 0)


def test_a_history_stands_before_what_is_known_at_the_start() -> None:
    """Of the days before a gap in it nothing is told."""

    def day(ago: int) -> dt.date:
        return AS_OF - dt.timedelta(days=ago)

    told = (
        Dated(day(90), "kept"), Dated(day(80), None), Dated(day(70), "breached"),
        Dated(day(40), "kept"), Dated(day(30), "kept"), Dated(day(10), "breached"),
    )  # fmt: skip
    begun = world(add(states=[TRUCE | {"since": day(5)}]), sanction=60)
    found = known_before(replace(begun, history={"truce": told}), "truce")
    assert [((AS_OF - each.since).days, each.value) for each in found] == [
        (70, "breached"), (40, "kept"), (10, "breached"), (5, "kept")
    ]  # fmt: skip
    plain = world(add(states=[TRUCE]), sanction=60)
    assert known_before(plain, "truce") == []
    assert known_before(replace(plain, history={"truce": told}), "truce") == []
    assert known_before(replace(plain, history={"truce": told[:5]}), "truce")[-1].since == day(40)


def test_figures_of_states_and_levels() -> None:
    found = detente.load("tariff-truce-2025").simulate(20)
    assert found.state_figure("truce").chart.id == "state-truce"
    assert found.level_figure("tariff").chart.id == "level-tariff"
    with pytest.raises(OutcomeError, match="no state 'truse'; did you mean 'truce'"):
        found.state_figure("truse")
    with pytest.raises(OutcomeError, match="no level 'truce'"):
        found.level_figure("truce")


def test_whole_values_of_levels_are_written_whole() -> None:
    assert [level_value(v) for v in (2.0, 1200.0, 0.0, 2.5)] == ["2", "1,200", "0", "2.50"]


def test_check_notes_sizes_that_nothing_counts() -> None:
    counts = level(start=0, changes=[{"on": ["sanction"], "sizes": 1}])
    sized = size("sanction", mean=2.0)
    assert any("no level counts the size" in line for line in notes(world(sized, sanction=60)))
    assert not any(
        "size" in line for line in notes(world(sized, add(levels=[counts]), sanction=60))
    )
