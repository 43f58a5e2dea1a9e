"""Organisations and parties that are known, and parties of a scenario's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import detente
from detente.errors import ScenarioError
from detente.language.current import use_language
from tests.scenario.mutated import Raw, changed

OWN = {"id": "settlers", "kind": "party", "name": "The council of settlers"}


def with_actors(folder: Path, *actors: Raw, french: str = "") -> detente.Scenario:
    def change(raw: Raw) -> None:
        raw["actors"] += actors
        if french:
            raw["translations"] = {"fr": "fr.toml"}

    folder.mkdir(exist_ok=True)
    (folder / "fr.toml").write_text(french, encoding="utf-8")
    return detente.load(changed(folder, change))


def test_known_ones_have_their_name_in_the_language_in_force(tmp_path: Path) -> None:
    scenario = with_actors(tmp_path, {"id": "UN"}, {"id": "Houthis"}, {"id": "IAEA"})
    kinds = [scenario.actors[each].kind for each in ("UN", "Houthis", "IAEA")]
    assert kinds == ["bloc", "party", "party"]

    def said() -> list[str]:
        return [scenario.words.actor(each) for each in ("UN", "Houthis", "IAEA")]

    assert said() == ["United Nations", "Houthi movement", "IAEA"]
    with use_language("fr"):
        assert said() == ["ONU", "Houthis", "AIEA"]


def test_a_name_of_ones_own_keeps_the_members(tmp_path: Path) -> None:
    scenario = with_actors(tmp_path, {"id": "EU", "name": "Brussels"})
    union = scenario.actors["EU"]
    assert union.name == "Brussels"
    assert "GBR" in union.members_on(dt.date(2020, 1, 31))
    assert "GBR" not in union.members_on(dt.date(2020, 2, 1))
    with use_language("fr"):
        assert scenario.words.actor("EU") == "Brussels"


def test_a_party_of_ones_own_is_one_line_and_its_french_another(tmp_path: Path) -> None:
    french = '[actors.settlers]\nname = "Le conseil des colons"\n'
    scenario = with_actors(tmp_path, OWN, french=french)
    assert scenario.words.actor("settlers") == "The council of settlers"
    with use_language("fr"):
        assert scenario.words.actor("settlers") == "Le conseil des colons"


def test_who_declares_a_known_party_anew_is_taken_at_his_word(tmp_path: Path) -> None:
    scenario = with_actors(tmp_path, {"id": "Hamas", "kind": "party", "name": "The movement"})
    with use_language("fr"):
        assert scenario.words.actor("Hamas") == "The movement"


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        ({"id": "ONU"}, "actors[6].id: write 'UN' for 'ONU'"),
        ({"id": "hezbollah"}, "actors[6].id: write 'Hezbollah' for 'hezbollah'"),
        ({"id": "Hezbolah"}, "did you mean 'Hezbollah' (Hezbollah)? (for a party of your own"),
        ({"id": "settlers", "name": "The council"}, 'write kind = "party" and its name'),
        ({"id": "AU"}, "'AU' may be African Union (African-Union) and Australia (AUS)"),
        ({"id": "UN", "members": ["USA"]}, "'UN' is known; leave its members out"),
        ({"id": "Hamas", "members": ["USA"]}, "'Hamas' is known; leave its members out"),
    ],
)
def test_slips_are_one_line(tmp_path: Path, actor: Raw, words: str) -> None:
    with pytest.raises(ScenarioError) as error:
        with_actors(tmp_path, actor)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
