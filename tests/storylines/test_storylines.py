"""Kinds of future of scenarios: planted ones, none, their names, examples and pages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

import detente
from detente.charts.render import svg
from detente.ensemble.kept.courses import WINDOWS, windows
from detente.ensemble.runner import Runner
from detente.errors import OutcomeError
from detente.language.current import use_language
from detente.runs.write import write_run
from detente.storylines.features import LATE, balanced, dates
from detente.storylines.marks import Mark, names
from detente.storylines.storylines import storylines
from tests.storylines.worlds import ROADS, alike, claimed, kinds_of, of_roads, roads


@pytest.mark.parametrize(("paths", "seed"), [(600, 1), (600, 2), (1_500, 3)])
def test_planted_kinds_are_found_for_any_seed_and_number_of_paths(paths: int, seed: int) -> None:
    found = of_roads(paths, seed)
    assert found.found
    assert adjusted_rand_score(roads(paths, seed).state_last[:, 0], found.label) >= 0.9
    chances = [kind.probability for kind in found.kinds]
    assert sum(chances) == pytest.approx(1.0)
    assert chances == sorted(chances, reverse=True)
    for kind, planted in zip(found.kinds, ROADS.values(), strict=True):
        low, high = kind.interval
        assert low <= planted <= high
        assert kind.futures == np.count_nonzero(found.label == kind.number)


def test_names_are_what_sets_them_apart() -> None:
    assert of_roads().names == ["The road: west", "The road: east", "The road: south"]
    with use_language("fr"):
        assert of_roads().names[0] == "The road\N{NO-BREAK SPACE}: west"
    (first, *_rest) = of_roads().kinds[0].marks
    assert (first.what, first.id, first.value) == ("state", "road", "west")
    assert first.here > 0.9
    assert first.elsewhere < 0.01


def test_names_differ_by_further_marks_and_at_last_by_numbers() -> None:
    same = Mark("state", "road", "west", 0.9, 0.1, 0.9)
    other = Mark("outcome", "contact", "", 0.9, 0.1, 0.3)
    scenario = roads().scenario
    assert names(scenario, [[same], [same, other]]) == [
        "The road: west",
        "The road: west; with “The leaders speak”",
    ]
    assert names(scenario, [[same], [same], []])[1:] == ["The road: west: 2", "Kind of future: 3"]


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Mark("outcome", "contact", "", 0.9, 0.1, 0.5), "With “The leaders speak”"),
        (Mark("outcome", "contact", "", 0.4, 0.1, 0.5), "“The leaders speak” more often"),
        (Mark("outcome", "contact", "", 0.1, 0.9, -0.5), "Without “The leaders speak”"),
        (Mark("outcome", "contact", "", 0.6, 0.9, -0.5), "“The leaders speak” more rarely"),
        (Mark("date", "contact", "", 60.0, 20.0, 0.5), "“The leaders speak” late"),
        (Mark("date", "contact", "", 20.0, 60.0, -0.5), "“The leaders speak” early"),
        (Mark("index", "RUS~USA", "", 1.0, -2.0, 0.5), "Russia – United States: warmer"),
        (Mark("index", "RUS~USA", "", -2.0, 1.0, -0.5), "Russia – United States: colder"),
    ],
)
def test_a_mark_in_words(mark: Mark, said: str) -> None:
    assert names(roads().scenario, [[mark]]) == [said]


def test_futures_that_are_alike_are_said_to_be() -> None:
    found = kinds_of(alike())
    assert not found.found
    (only,) = found.kinds
    assert (only.probability, only.claims, only.acts) == (1.0, (), ())
    assert "do not fall into kinds" in found.summary()
    asked = kinds_of(alike(), 3)
    assert len(asked.kinds) == 3
    assert not asked.found
    assert "the borders are drawn and not found" in " ".join(asked.summary().split())


def test_the_claim_that_makes_a_kind_is_told_with_its_lift() -> None:
    ensemble = claimed()
    found = storylines(ensemble, outcomes=["contact"])
    ready = ensemble.truth[:, 0].astype(bool)
    assert adjusted_rand_score(ready, found.label == 1) >= 0.9
    (claim,) = found.kinds[0].claims
    assert claim.id == "ready"
    assert claim.lift == pytest.approx(1.0 / ready.mean(), rel=0.02)
    (act,) = found.kinds[0].acts
    assert act.id == "call"
    assert act.lift > 1.2
    assert found.kinds[1].claims[0].lift == 0.0
    # of two kinds, what goes against the one goes with the other: it is told once
    one, other = storylines(ensemble, 2, ["contact"]).kinds
    assert [tell.id for tell in (*one.claims, *other.claims)] == ["ready"]
    assert all(tell.lift > 1.0 for tell in (*one.claims, *one.acts, *other.claims, *other.acts))


def test_the_example_is_a_future_of_the_kind_and_near_its_centre() -> None:
    found, ensemble = of_roads(), roads()
    for kind in found.kinds:
        assert found.label[kind.example] == kind.number
        last = ensemble.future(kind.example).states["road"][-1]
        assert f"The road: {last}" == found.names[kind.number - 1]


def test_courses_are_means_of_the_play_and_days_are_counted() -> None:
    ensemble = roads()
    block = Runner(ensemble.setting).block(0, 20)
    column = ensemble.scenario.watched()["index:RUS~USA"]
    at = windows(ensemble.days)
    assert at.size == WINDOWS + 1
    for k in range(WINDOWS):
        mean = block.played.watch[:, at[k] : at[k + 1], column].mean(axis=1)
        np.testing.assert_allclose(ensemble.courses[:20, 0, k], mean, rtol=1e-6)
    for value in range(4):
        days = (block.played.states[:, :, 0] == value).sum(axis=1)
        np.testing.assert_array_equal(ensemble.state_days[:20, 0, value], days)
    assert (ensemble.state_days.sum(axis=2) == ensemble.days).all()


def test_a_run_gives_the_same_kinds(tmp_path: Path) -> None:
    write_run(roads(), tmp_path / "run")
    again = detente.open_run(tmp_path / "run").ensemble().storylines(outcomes=["contact"])
    np.testing.assert_array_equal(again.label, storylines(roads(), outcomes=["contact"]).label)


def test_never_lies_apart_from_late_and_no_block_outweighs_another() -> None:
    scale = dates(np.array([[0], [50], [100], [-1]], dtype=np.int32), 101)
    np.testing.assert_allclose(scale[:, 0], [1.0, 0.75, LATE, 0.0])
    random = np.random.Generator(np.random.Philox(key=1))
    for columns, unit in ((1, 1.0), (30, 1000.0)):
        block = balanced(unit * random.normal(size=(500, columns)))
        assert block is not None
        widest = np.linalg.svd(block, compute_uv=False)[0]
        assert widest == pytest.approx(np.sqrt(500))
    assert balanced(np.ones((5, 3))) is None


def test_the_document_holds_all_of_it_in_both_languages() -> None:
    found = of_roads()
    document = json.loads(json.dumps(found.document(), allow_nan=False))
    assert document["format"] == "detente-storylines"
    assert len(document["label"]) == 600
    assert sum(kind["probability"] for kind in document["kinds"]) == pytest.approx(1.0)
    first = document["kinds"][0]
    assert first["name"] == {"en": "The road: west", "fr": "The road\N{NO-BREAK SPACE}: west"}
    assert first["example"]["outcomes"]
    assert len(first["courses"]["index:RUS~USA"]["median"]) == WINDOWS


def test_charts_name_every_kind() -> None:
    bands, plan = of_roads().figures()
    assert [bands.chart.id, plan.chart.id] == ["kinds-bands", "kinds-map"]
    for chart in (bands.chart, plan.chart):
        assert len(chart.key) == 3
        assert "<svg" in svg(chart)


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(OutcomeError, match="give a number from 2 to 8"):
        storylines(roads(), 9)
    with pytest.raises(OutcomeError, match="contct"):
        storylines(roads(), outcomes=["contct"])
    one = detente.load("tests/data/toy").simulate(1)
    assert len(one.storylines().kinds) == 1
    with pytest.raises(OutcomeError, match="too much alike"):
        one.storylines(2)
