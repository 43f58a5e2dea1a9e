"""The JSON Schema says of `scenario.toml` what the reader says, as far as a schema can."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import detente
from detente.effects.registry import effects
from detente.errors import ScenarioError
from detente.ontology.acts import Act, ActClass
from detente.ontology.quads import Quad
from detente.ontology.spelling import WIDE, act_pattern
from detente.outcomes.registry import OUTCOMES
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.schema import schema, schema_text
from tests.scenario.mutated import Raw, by_id, changed, tree
from tests.scenario.test_short import example

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
BUILT_IN = Path(detente.__file__).parent / "scenarios" / "us-russia-2024" / "scenario.toml"


def plain(value: Any) -> Any:
    """TOML as an editor gives it to a validator: dates are strings."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def faults(raw: Raw) -> list[str]:
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
        for error in VALIDATOR.iter_errors(plain(raw))
    ]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_built_in_scenario_and_toy_fit() -> None:
    assert faults(tomllib.loads(BUILT_IN.read_text(encoding="utf-8"))) == []
    assert faults(tree()) == []


def test_the_short_scenario_of_the_documents_fits() -> None:
    assert faults(tomllib.loads(example())) == []


def test_starting_scenario_fits_the_schema_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    start(
        str(folder), Settings(["EU,ISR,hamas"], parties=['hamas="H"'], as_of=dt.date(2026, 11, 25))
    )
    assert faults(tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))) == []
    beside = (folder / "scenario.schema.json").read_text(encoding="utf-8")
    assert json.loads(beside) == SCHEMA


def _set(*path: Any, value: Any) -> Callable[[Raw], object]:
    def change(raw: Raw) -> None:
        place: Any = raw
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def _remove(*path: Any) -> Callable[[Raw], object]:
    def change(raw: Raw) -> None:
        place: Any = raw
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


def _effect(**keys: Any) -> Callable[[Raw], object]:
    return lambda raw: raw["effects"].append(keys)


NUMBER = {"mean": 0.1, "sd": 0.1, "basis": "judgement", "reference": "a test"}
MOOD = {"effect": "mood", "id": "m", "on": ["call"], "half_life": 9.0, "sigma": NUMBER}
INERTIA = {
    **{"effect": "inertia", "id": "i", "on": ["call"], "half_lives": [1.0]},
    **{"coefficients": [NUMBER], "acts": "conflict"},
}

COUNT: Raw = {
    "events": 4, "days": 1004, "until": dt.date(2024, 11, 18), "reference": "a test",
}  # fmt: skip

MUTATIONS: dict[str, tuple[Callable[[Raw], object], str]] = {
    "unknown key": (_set("horizonn", value=3), "horizonn"),
    "missing key": (_remove("title"), "title"),
    "wrong type": (_set("horizon", value="long"), "horizon"),
    "no horizon": (_set("horizon", value=0), "horizon"),
    "newer format": (_set("format", value=2), "format"),
    "bad id": (_set("id", value="Toy One"), "id"),
    "date with time": (_set("as_of", value=dt.datetime(2024, 11, 18, 1)), "as_of"),
    "no date": (_set("as_of", value=7), "as_of"),
    "one actor": (lambda raw: raw.update(actors=raw["actors"][:1]), "actors"),
    "kind of actor": (_set("actors", 0, "kind", value="empire"), "actors.0.kind"),
    "rate of zero": (
        _set("processes", 0, "rate", "per_year", value=0),
        "processes.0.rate.per_year",
    ),
    "no reference": (_remove("processes", 0, "rate", "reference"), "processes.0.rate"),
    "negative events": (
        _set("processes", 0, "rate", value=COUNT | {"events": -1}),
        "processes.0.rate.events",
    ),
    "no days": (_set("processes", 0, "rate", value=COUNT | {"days": 0}), "processes.0.rate.days"),
    "counted and judged": (
        _set("processes", 0, "rate", value=COUNT | {"per_year": 2}),
        "processes.0.rate",
    ),
    "nothing observed": (
        _set("processes", 0, "rate", value={"observed": []}),
        "processes.0.rate.observed",
    ),
    "unknown basis": (_set("processes", 0, "rate", "basis", value="guess"), "processes.0.rate"),
    "unknown act": (_set("processes", 0, "act", value="INVADE"), "processes.0.act"),
    "mode of another act": (_set("processes", 0, "act", value="AID.phone"), "processes.0.act"),
    "unknown context": (_set("processes", 0, "act", value="AID/space"), "processes.0.act"),
    "unknown rank": (_set("processes", 0, "act", value="CONSULT@king"), "processes.0.act"),
    "class of acts": (_set("record", "complete", value=["kindness"]), "record.complete.0"),
    "credence of 2": (_set("claims", 0, "credence", value=2), "claims.0.credence"),
    "fingerprint": (_set("claims", 0, "fingerprint", value="abc"), "claims.0.fingerprint"),
    "no sentence": (_set("claims", 0, "sentence", value=0), "claims.0.sentence"),
    "unknown move": (_set("claims", 0, "signs", 0, "moves", value="left"), "claims.0.signs.0"),
    "given alone": (_set("claims", 0, "given", value="ready"), "claims.0"),
    "unknown effect": (_effect(**{**MOOD, "effect": "moood"}), "effects.1.effect"),
    "nameless effect": (_remove("effects", 0, "effect"), "effects.0"),
    "key of another effect": (_set("effects", 0, "half_life", value=3), "effects.0"),
    "half-life of zero": (_effect(**{**MOOD, "half_life": 0}), "effects.1.half_life"),
    "empty class": (_effect(**{**INERTIA, "acts": []}), "effects.1.acts"),
    "nothing touched": (_set("effects", 0, "on", value=[]), "effects.0.on"),
    "unknown outcome": (_set("outcomes", 0, "kind", value="event"), "outcomes.0.kind"),
    "key of another outcome": (_set("outcomes", 0, "level", value=1), "outcomes.0"),
    "within alone": (_set("outcomes", 0, "within", value=9), "outcomes.0"),
    "level beyond the scale": (_set("outcomes", 2, "level", value=11), "outcomes.2.level"),
    "pair of three": (
        _set("outcomes", 2, "pair", value=["USA", "RUS", "CHN"]),
        "outcomes.2.pair",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_fault_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    change, place = MUTATIONS[name]
    raw = tree()
    change(raw)
    found = faults(raw)
    assert found
    assert all(place in fault for fault in found), found
    with pytest.raises(ScenarioError):  # the reader refuses the same
        detente.load(changed(tmp_path, change))


@pytest.mark.parametrize("effect", [MOOD, INERTIA, {**INERTIA, "acts": ["AID/military", "ACCUSE"]}])
def test_what_the_reader_takes_fits(effect: Raw) -> None:
    raw = tree()
    raw["effects"].append(effect)
    by_id(raw["outcomes"], "contact").update(after="sanctions", within=30)
    assert faults(raw) == []


@pytest.mark.parametrize(
    "rate", [COUNT, {"observed": [COUNT, COUNT | {"events": 0}], "holds": "claims-false"}]
)
def test_counts_that_the_reader_takes_fit(tmp_path: Path, rate: Raw) -> None:
    change = _set("processes", 0, "rate", value=rate)
    raw = tree()
    change(raw)
    assert faults(raw) == []
    assert detente.load(changed(tmp_path, change)).processes[0].rate.basis == "record"


@pytest.mark.parametrize("name", ["CONSULT", "COERCE.restrict/economic", "SUPPORT/diplomatic:057"])
def test_canonical_acts_fit(name: str) -> None:
    raw = tree()
    raw["processes"][0]["act"] = str(Act.parse(name))
    raw["record"]["complete"] = [str(ActClass.parse([name, "cooperation"])), "any"]
    raw["record"]["complete"] += [quad.label for quad in Quad]
    raw["record"]["complete"] += [str(ActClass.parse(word)) for word in WIDE]
    assert faults(raw) == []


def test_pattern_is_anchored() -> None:
    assert act_pattern().startswith("^")
    assert act_pattern().endswith("$")


def test_every_kind_is_there() -> None:
    for table, kinds, key in (("effects", effects(), "effect"), ("outcomes", OUTCOMES, "kind")):
        known = SCHEMA["properties"][table]["items"]["allOf"][0]["then"]["properties"][key]["enum"]
        assert known == list(kinds)


def tables(part: Any) -> list[dict[str, Any]]:
    """Every schema of a table in the whole."""
    if isinstance(part, list):
        return [found for each in part for found in tables(each)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("additionalProperties") is False else []
    return own + [found for each in part.values() for found in tables(each)]


def test_every_key_says_what_it_means() -> None:
    found = tables(SCHEMA)
    assert len(found) == 1 + len(SCHEMA["$defs"]) - 3  # all but acts, classes of acts, template
    for table in found:
        for key, value in table["properties"].items():
            assert len(value.get("description", "")) > 3, key
    assert "null" not in schema_text()


def test_text_is_stable() -> None:
    assert schema_text() == schema_text()
    assert json.loads(schema_text()) == SCHEMA
