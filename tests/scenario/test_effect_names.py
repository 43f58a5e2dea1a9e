"""Effects that stand beside one another have names of their own, whoever owns them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import detente
from detente.ensemble.simulate import simulate
from detente.report.hanging import ClaimWorth, hanging
from detente.scenario.effect_names import effect_title, titles_apart
from detente.scenario.folder import built_in
from tests.effects.toy import TOY


@pytest.mark.parametrize("name", built_in())
def test_no_two_effects_have_one_name(name: str) -> None:
    scenario = detente.load(name)
    effects = [each.id for each in scenario.effects]
    titles = titles_apart(scenario, effects)
    assert list(titles) == effects
    assert len(set(titles.values())) == len(effects)
    for effect, title in titles.items():
        assert title.startswith(effect_title(scenario, effect))


def test_what_tells_them_apart_is_what_they_differ_in() -> None:
    scenario = detente.load("armenia-azerbaijan-2025")
    ids = ["earnest", "yerevan-ready", "goodwill"]
    assert {effect_title(scenario, each) for each in ids} == {"disposition"}
    assert list(titles_apart(scenario, ids).values()) == [
        "disposition, Azerbaijan",
        "disposition, Armenia",
        "disposition, United States",
    ]
    assert titles_apart(scenario, ids[:1]) == {"earnest": "disposition"}


def test_twins_have_numbers_and_places_of_their_own_in_the_drawing() -> None:
    toy = detente.load(TOY)
    one = next(each for each in toy.effects if each.id == "readiness")
    twin = one.model_copy(update={"id": "readiness-2"})
    scenario = replace(toy, effects=(*toy.effects, twin))
    assert titles_apart(scenario, ["readiness", "readiness-2"]) == {
        "readiness": "disposition (1)",
        "readiness-2": "disposition (2)",
    }
    ensemble = simulate(toy, paths=20)
    worths = {"ready": ClaimWorth(0.2, told=True)}
    labels = str(hanging(replace(ensemble, scenario=scenario), "contact", worths).spec)
    assert "disposition (1)" in labels
    assert "disposition (2)" in labels
