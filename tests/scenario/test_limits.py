"""What is too large is refused, in a time that grows no faster than its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.baseline.coefficients import draw_values
from detente.claims.belief import in_order
from detente.claims.claim import Claim
from detente.claims.sentences import MOST_MARKS, sentences
from detente.errors import LONGEST, InputError, ScenarioError, one_line
from detente.language.hints import did_you_mean
from detente.ontology.acts import MOST_WORDS, ActClass
from detente.ontology.fields import parse_date
from detente.planes import limits
from detente.planes.model import Draw
from detente.scenario.file import MOST
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import passages, read, read_tables
from detente.scenario.record.acts import MOST_ACTS
from detente.scenario.schema import schema
from detente.scenario.toml import MOST_PARTS
from tests.effects.toy import TOY
from tests.pace import within
from tests.scenario.mutated import TEXT, Raw, changed, claim, tree, without_line

LONGEST_WORK = 500.0
"""Million additions that anything of the largest size may take; most of it takes fifty."""

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in TOY.iterdir()}
NUMBER = {"mean": 0.01, "sd": 0.0, "basis": "judgement", "reference": "a test"}


def refused(raw: Raw | None = None, texts: Mapping[str, str] | None = None) -> str:
    """What is said about the toy with other tables or texts, which must be said in time."""
    source = Memory(TEXTS | dict(texts or {}))
    with within(LONGEST_WORK), pytest.raises(ScenarioError) as caught:
        _ = read(source) if raw is None else read_tables(raw, source)
    return str(caught.value)


def unbounded(part: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Places of a JSON Schema where a number has no lower or no upper bound."""
    if isinstance(part, list):
        part = {str(number): each for number, each in enumerate(part)}
    if not isinstance(part, dict):
        return
    low, high = {"minimum", "exclusiveMinimum"}, {"maximum", "exclusiveMaximum"}
    bound = set(part)
    if part.get("type") in ("number", "integer") and not (bound & low and bound & high):
        yield "/".join(path)
    for key, each in part.items():
        yield from unbounded(each, (*path, key))


def test_every_number_of_a_scenario_is_bounded() -> None:
    """So that sums and products of them stay finite."""
    found = schema()
    assert list(unbounded(found)) == ["properties/format"]  # which is 1
    assert "minimum" in str(found)


# ------------------------------------------------------------------------------ tables


@pytest.mark.parametrize("table", ["processes", "claims", "voices", "documents", "actors"])
def test_tables_that_are_too_long(table: str) -> None:
    raw = tree()
    raw[table] = raw[table][:1] * (MOST + 1)
    assert f"{table}: give at most {MOST}" in refused(raw)


@pytest.mark.parametrize("table", ["effects", "outcomes"])
def test_effects_and_outcomes_that_are_too_many(table: str) -> None:
    raw = tree()
    raw[table] = raw[table][:1] * (MOST + 1)
    assert f"2,001 {table} are too many; at most 2,000" in refused(raw)


def test_a_million_entries() -> None:
    raw = tree()
    raw["actors"] = [1] * 1_000_000
    assert "actors: give at most 2000" in refused(raw)


@pytest.mark.parametrize(
    ("name", "what"),
    [("MOST_TERMS", "terms"), ("MOST_PLANES", "memories"), ("MOST_IMPACTS", "impacts on memories"),
     ("MOST_INPUTS", "inputs of derived planes"), ("MOST_CALENDAR", "planes of the calendar")],
)  # fmt: skip
def test_models_that_are_too_large(name: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, name, 1)
    raw = tree()
    raw["effects"] = [
        {"effect": "inertia", "id": f"h{h}", "on": ["ru-accuses", "us-accuses"], "acts": "any",
         "half_lives": [float(h)], "coefficients": [NUMBER]}
        for h in (5, 6)
    ] + [
        {"effect": "advantage", "id": "ground", "actor": "RUS", "on": ["concede"],
         "standing": 0.5, "coefficient": NUMBER}
    ]  # fmt: skip
    assert f"more than 1 {what}; name fewer processes or effects" in refused(raw)


def test_a_long_chain_of_claims(tmp_path: Path) -> None:
    """Far beyond the depth of recursion, the first given the second and so on."""
    number = 1500
    names = [f"c{i}" for i in range(number)]
    chain = [
        claim(one, 0.5) | {"given": other, "credence_otherwise": 0.5}
        for one, other in zip(names, [*names[1:], "ready"], strict=True)
    ]
    scenario = read_tables(tree() | {"claims": [*chain, *tree()["claims"]]}, Memory(TEXTS))
    order = [each.id for each in in_order(scenario.claims)]
    assert order == ["ready", *reversed(names)]


def test_a_claim_given_two_steps_back_is_told_whole() -> None:
    links = {"x": "a", "a": "b", "b": "a"}
    claims = [
        Claim(**claim(one, 0.5), given=other, credence_otherwise=0.5)
        for one, other in links.items()
    ]
    with pytest.raises(ScenarioError, match=r"'given' goes in a circle: a → b → a$"):
        in_order(claims)


def test_a_class_of_too_many_acts() -> None:
    with pytest.raises(InputError, match="a class of 201 acts is too long; at most 200"):
        ActClass.parse("+".join(["CONSULT"] * (MOST_WORDS + 1)))


# ------------------------------------------------------------------------------ texts


def test_a_key_of_many_parts() -> None:
    """The parser would take hours."""
    key = ".".join(["a"] * 2_000_000)
    assert f"line 2: a key of more than {MOST_PARTS} parts" in refused(
        texts={SCENARIO: TEXT.replace("format = 1", f"{key} = 1\nformat = 1")}
    )


@pytest.mark.parametrize(
    "text", ["'" * 4_000_000, "a" * 4_000_000, "a." * 19 + "b = 1\n", "[" * 900]
)
def test_other_texts_take_no_time(text: str) -> None:
    assert "scenario.toml: " in without_line(refused(texts={SCENARIO: text}))


def test_a_record_that_is_too_long() -> None:
    lines = "".join(f"2024-11-01,USA,UKR,AID,,{n},\n" for n in range(MOST_ACTS + 1))
    header = "date,source,target,act,claim,note,reference\n"
    said = refused(texts={"acts.csv": header + lines})
    assert f"acts.csv: line {MOST_ACTS + 2}: more than 50,000 acts; leave out old ones" in said


def test_a_brief_of_many_marks() -> None:
    with within(LONGEST_WORK):
        found = passages("".join(f"{{#a{i}}}" for i in range(200_000)))
    assert len(found) == 200_000


@pytest.mark.parametrize("text", [" " * 5_000_000, "." * 5_000_000, ". " * 500_000,
                                  "." + "» " * 500_000, " \n" * 1_000_000])  # fmt: skip
def test_sentences_take_no_time(text: str) -> None:
    with within(LONGEST_WORK):
        assert len(sentences(text)) <= 1


def test_letters_with_too_many_marks() -> None:
    assert sentences("a" + "\u0301" * MOST_MARKS)
    with pytest.raises(InputError, match=r"^line 2: a letter with more than 200 combining marks$"):
        sentences("One.\na" + "\u0301\u0316" * 100_000)


# ------------------------------------------------------------------------------ messages


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain – text", "plain – text"),
        ("a\nb\x1b[2J\0\u202e\ufeff", r"a\nb\x1b[2J\x00\u202e\ufeff"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line
    assert str(InputError(text)) == line


@pytest.mark.parametrize("letter", ["x", "\n", "\U000e0001", "é"])
def test_a_long_message_keeps_its_ends(letter: str) -> None:
    line = one_line("begin " + letter * 3_000_000 + " end")
    assert len(line) <= LONGEST
    assert line.isprintable()
    assert line.startswith("begin ")
    assert line.endswith(" end")


def test_nothing_is_near_a_very_long_word() -> None:
    assert did_you_mean("x" * 1_000_000, ["x", "y"]) == "; known: x, y"


# ------------------------------------------------------------------------------ numbers


def test_a_mean_outside_its_bounds_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"'share' has the mean -0.5; it must lie in \[0, 1\]"):
        Draw("share", -0.5, 0.1, 0.0, 1.0)


@pytest.mark.parametrize("mean", [-1e6, 0.0, 1e6])
@pytest.mark.parametrize("sd", [5e-324, 1.0, 1e6])
def test_draws_are_finite(mean: float, sd: float) -> None:
    values = draw_values(Draw("x", mean, sd), 1, np.arange(2000))
    assert np.isfinite(values).all()
    low = draw_values(Draw("x", mean, sd, low=mean), 1, np.arange(2000))
    assert np.isfinite(low).all()
    assert (low >= mean).all()


def test_a_speed_below_zero_stops_the_adaptation_and_no_more(tmp_path: Path) -> None:
    """A gain on a falling plane must not turn a relaxing plane back, and then out of bounds."""

    def change(raw: Raw) -> None:
        raw["effects"] += [
            {"effect": "economic-stance", "id": "stance", "actor": "RUS", "on": ["concede"],
             "coefficient": NUMBER, "before": -1e6, "after": -1e6,
             "ramp_from": raw["as_of"], "ramp_to": raw["as_of"]},
            {"effect": "adaptation", "id": "adapted", "of": ["readiness"], "half_life": 1.0,
             "initial": 0.25, "faster_with": "stance", "gain": NUMBER | {"mean": 1e6}},
        ]  # fmt: skip
        raw["claims"][0]["signs"].append({"forced": True, "target": "adapted", "moves": "none"})

    from detente import load

    ensemble = load(changed(tmp_path, change)).simulate(4, threads=1)
    np.testing.assert_array_equal(ensemble.path_mean[:, -1], 0.25)


@pytest.mark.parametrize("mean", [1.2528, 800.0, 1e6])
def test_a_weekend_has_at_most_the_whole_week(mean: float) -> None:
    raw = tree()
    effect = {"effect": "weekday", "id": "week", "on": ["call"]}
    raw["effects"].append(effect | {"coefficient": NUMBER | {"mean": mean}})
    assert "effects[2] ('week'): the coefficient's mean" in refused(raw)
    raw["effects"][-1]["coefficient"]["mean"] = 1.2527
    levels = read_tables(raw, Memory(TEXTS)).compiled().model.calendar
    week = next(days for name, days in levels.items() if name.startswith("level:weekday:"))
    assert np.isfinite(week).all()
    assert min(week) < 0 < max(week)


@pytest.mark.parametrize("text", ["2024-W47-1", "20241118", "2024-11-18T00:00", " 2024-11-18", ""])
def test_dates_in_other_forms(text: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        parse_date(text)


# ------------------------------------------------------------------------------ actors

ACTORS: list[tuple[dict[str, object], str]] = [
    ({"id": "CHN", "kind": "party", "members": ["USA"]}, "is a party; only a bloc has members"),
    ({"id": "CHN", "kind": "bloc"}, "actors[4].kind: 'CHN' is a state, not a bloc"),
    ({"id": "EU", "kind": "state"}, "actors[4].kind: 'EU' is a bloc, not a state"),
    ({"id": "CHN", "members": ["USA"]}, "actors[4].members: 'CHN' is known"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "words"), ACTORS)
def test_actors_that_contradict_themselves(entry: dict[str, object], words: str) -> None:
    raw = tree()
    raw["actors"][3] = entry
    assert words in refused(raw)


@pytest.mark.parametrize("dyad", ["USA", "USA>RUS>UKR", ">", "USA>"])
def test_a_dyad_is_two_actors(dyad: str) -> None:
    raw = tree()
    raw["effects"].append(
        {"effect": "offer", "id": "hand", "actor": "RUS", "on": ["concede"],
         "opens_after": "ACCUSE", "opens_after_dyad": dyad}
    )  # fmt: skip
    assert "write opens_after_dyad as A>B, or A~B for joint acts" in refused(raw)
