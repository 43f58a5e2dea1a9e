"""What scenarios, futures and explanations show of themselves in a notebook."""

from __future__ import annotations

import functools

import altair as alt
import pytest

import detente
from detente.charts.chart import STILL
from detente.errors import OutcomeError
from detente.language.current import use_language
from detente.language.format import interval, percent
from tests.explain.worlds import world
from tests.report.pages import read


@functools.cache
def ensemble() -> detente.Ensemble:
    return world().simulate(300, seed=3)


def test_an_ensemble_shows_its_listed_outcomes_as_they_are() -> None:
    played = ensemble()
    elements = read(played._repr_html_())
    rows = [e for e in elements if e.name == "tr"]
    listed = [o for o in played.scenario.outcomes if o.listed]
    cells = [[cell.text for cell in row.inside] for row in rows[1 : 1 + len(listed)]]
    for outcome, row in zip(listed, cells, strict=True):
        estimate = played.estimate(outcome.id)
        assert row[0].startswith(outcome.title)
        likely = percent(estimate.probability).replace(" %", "\u00a0%")
        assert row[1:3] == [likely, interval(*estimate.interval)]


def test_it_takes_the_colours_of_its_place_and_brings_nothing_that_runs() -> None:
    for html in (ensemble()._repr_html_(), ensemble().scenario._repr_html_()):
        for element in read(html):
            assert element.name in {
                "div",
                "p",
                "strong",
                "table",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
            }
            assert set(element.attributes) <= {"style", "lang", "scope"}
            assert "#" not in element.attributes.get("style", "")
        assert "color: inherit" in html


def test_texts_of_a_hostile_scenario_stay_texts(hostile: str) -> None:
    scenario = detente.load(hostile)
    for html in (scenario._repr_html_(), scenario.simulate(20)._repr_html_()):
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert {e.name for e in read(html)}.isdisjoint({"script", "img", "style"})


def test_what_is_forced_and_seen_is_said() -> None:
    scenario = ensemble().scenario
    claim = scenario.claims[0]
    forced = scenario.simulate(200, seed=3, force={claim.id: True})
    assert f"claim forced true: {scenario.words.claim(claim.id)}" in forced._repr_html_()
    outcome = max(scenario.outcomes, key=lambda o: ensemble().estimate(o.id).probability)
    seen = ensemble().seen(outcome.id)
    assert "Seen in all of them:" in seen._repr_html_()


def test_a_scenario_shows_its_claims_with_what_they_hang_on(hostile: str) -> None:
    scenario = detente.load("us-russia-2024")
    html = scenario._repr_html_()
    for claim in scenario.claims[:3]:
        assert scenario.words.claim(claim.id) in html.replace("&#39;", "'")
    assert "65\u00a0% given “Russia" in html
    with use_language("fr"):
        assert "65\u202f% si «" in scenario._repr_html_().replace("\u00a0%", "\u202f%")


def test_an_outcome_is_drawn_by_altair_with_its_title_and_its_size() -> None:
    played = ensemble()
    outcome = next(o for o in played.scenario.outcomes if not played.on_one_day(o.id))
    chart = played.plot(outcome.id)
    assert isinstance(chart, alt.LayerChart)
    spec = chart.to_dict()
    assert " ".join(spec["title"]["text"]).startswith(outcome.title)
    assert (spec["width"], spec["height"]) == (STILL, 260)
    rows = next(iter(spec["datasets"].values()))
    assert rows[-1]["p"] == played.estimate(outcome.id).probability
    every = played.plot().to_dict()
    shown = {row["p"] for row in next(iter(every["datasets"].values()))}
    assert shown == {
        played.estimate(o.id).probability for o in played.scenario.outcomes if o.listed
    }


def test_it_is_the_figure_that_is_saved_and_writes_as_the_language_does() -> None:
    played = ensemble()
    name = played.scenario.outcomes[0].id
    with use_language("fr"):
        figure, chart = played.figure(name), played.plot(name).to_dict()
    assert " ".join(chart["title"]["text"]) == figure.chart.title
    assert chart["usermeta"]["embedOptions"]["formatLocale"]["decimal"] == ","
    assert played.plot(name).properties(width=200).to_dict()["width"] == 200


def test_the_fan_of_an_index_and_the_stack_of_an_explanation_are_drawn_so_too() -> None:
    played = ensemble()
    pair = played.scenario.file.index[0].pair
    both = [played.plot_index(*ends).to_dict() for ends in ((), pair)]
    assert both[0]["title"] == both[1]["title"]
    assert "index" in " ".join(both[0]["title"]["text"])
    with pytest.raises(OutcomeError, match="no relation index 'A~Q'"):
        played.plot_index("A", "Q")
    found = played.explain("words")
    spec = found.plot().to_dict()
    assert spec["title"]["text"]
    assert spec["title"]["text"][0] in found.figure().chart.title


def test_an_outcome_that_has_one_day_is_drawn_as_a_probability() -> None:
    played = ensemble()
    one = [o.id for o in played.scenario.outcomes if played.on_one_day(o.id)]
    for outcome in one:
        rows = next(iter(played.plot(outcome).to_dict()["datasets"].values()))
        assert [row["p"] for row in rows] == [played.estimate(outcome).probability]
    with pytest.raises(OutcomeError, match="no outcome"):
        played.plot("wrds")
