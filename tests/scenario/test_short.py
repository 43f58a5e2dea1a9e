"""What is written short is what it stands for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente.check.report import check
from detente.ensemble.simulate import simulate
from detente.errors import ScenarioError
from detente.scenario.folder import BUILT_IN, SCENARIO, Memory, built_in
from detente.scenario.read import read
from detente.scenario.short.whole import whole

HEAD = """format = 1
id = "short"
title = "Short"
as_of = 2025-01-01
horizon = 30
actors = ["FRA", "DZA"]
voices = [{ id = "author", name = "The author" }]
"""
RATE = 'rate = { per_year = 4, sd = 0.5, basis = "judgement", reference = "a test" }\n'
BODY = f"""
[[processes]]
id = "call"
act = "FRA~DZA: CONSULT.phone@leader"
{RATE}
[[processes]]
id = "accuse"
act = "FRA>DZA: ACCUSE"
{RATE}
[[claims]]
id = "ready"
statement = "Ready."
at = "3 852431220d6a"
credence = 0.5
credence_basis = "said so"
signs = {{ talk = "up" }}

[[effects]]
effect = "disposition"
id = "readiness"
claim = "ready"
actor = "FRA"
on = ["contact"]
coefficient = {{ mean = 0.5, sd = 0.1, basis = "judgement", reference = "a test" }}

[[outcomes]]
kind = "acts"
id = "talk"
title = "Talk"
on = ["DZA: contact", "FRA>DZA: conflict"]
"""


def made(text: str) -> Any:
    return read(Memory({"scenario.toml": text, "brief.md": "Ready. {#ready}"}, "short"))


def refusal(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        made(text)
    return str(caught.value)


def test_parties_place_signs_and_groups() -> None:
    scenario = made(HEAD + BODY)
    call, accuse = scenario.processes
    assert (call.source, call.target, str(call.act)) == ("FRA", "DZA", "CONSULT.phone@leader")
    assert (accuse.source, accuse.target, accuse.joint) == ("FRA", "DZA", False)
    (claim,) = scenario.claims
    assert (claim.document, claim.voice) == ("text", "author")
    assert (claim.sentence, claim.fingerprint) == (3, "852431220d6a")
    assert [(s.forced, s.target, s.moves) for s in claim.signs] == [(True, "talk", "up")]
    assert scenario.effects[0].otherwise == 0.0
    groups = scenario.file.groups
    assert groups["contact"] == groups["DZA: contact"] == ["call"]
    assert groups["FRA>DZA: conflict"] == ["accuse"]


def test_the_usual_background_stands_before_the_effects_and_gives_way_to_them() -> None:
    scenario = made('background = "usual"\n' + HEAD + BODY.replace('"readiness"', '"weather"'))
    ids = [effect.id for effect in scenario.effects]
    # no material cooperation here, no gesture, and nobody answers an accusation
    assert ids == ["week", "verbal-habit", "quarrel-habit", "weather"]
    assert [each.pair for each in scenario.file.index] == [("FRA", "DZA")]


def test_an_error_behind_the_usual_background_stands_on_its_own_line() -> None:
    text = 'background = "usual"\n' + HEAD + BODY.replace("mean = 0.5", 'mean = "x"')
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if 'mean = "x"' in row)
    said = refusal(text)
    assert f"line {line}: effects[1] ('readiness'): coefficient.mean" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("FRA>DZA: ACCUSE", "FRA~DZA: ACCUSE", 'done by one to another; write "FRA>DZA: ACCUSE"'),
        ('"FRA>DZA: ACCUSE"', '"FRA>DZA: ACCUSE"\nsource = "FRA"', "leave source out"),
        ("3 852431220d6a", "three", 'at = "4 0cf4482a46b1"'),
        ('talk = "up"', 'talk = "higher"', "signs[1].moves"),
        ('["contact"]', '["gestures"]', "no process or group 'gestures'"),
        ("format = 1", 'format = 1\nbackground = "none"', 'background: write "usual"'),
    ],
)
def test_what_is_no_short_form_is_told(old: str, new: str, said: str) -> None:
    assert said in refusal((HEAD + BODY).replace(old, new))


@pytest.mark.parametrize("name", built_in())
def test_tables_in_full_stay_as_they_are(name: str) -> None:
    full = whole(tomllib.loads((BUILT_IN / name / SCENARIO).read_text(encoding="utf-8")))
    assert whole(full) == full


def test_the_scenario_of_the_article_is_short() -> None:
    text = (BUILT_IN / "us-russia-2024" / SCENARIO).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 1118


def example(part: str = "short") -> str:
    """A short scenario of the documents."""
    page = (Path(__file__).parents[2] / "docs" / "scenario.md").read_text(encoding="utf-8")
    return page.split(f"```toml part={part}\n")[1].split("```")[0]


def test_five_claims_take_fewer_than_eighty_lines_and_play() -> None:
    text = example()
    assert len(text.splitlines()) < 80
    marks = (f"{claim['statement']} {{#{claim['id']}}}" for claim in tomllib.loads(text)["claims"])
    scenario = read(Memory({"scenario.toml": text, "brief.md": "\n\n".join(marks)}, "five"))
    assert len(scenario.claims) == 5
    assert not check(scenario, quick=True).faults
    assert 0.0 < simulate(scenario, paths=200).probability("talks") < 1.0


def nested(text: str) -> str:
    """The same with the effect within its claim, its id left out."""
    head, _, rest = text.partition("[[effects]]\n")
    effect, _, outcomes = rest.partition("[[outcomes]]\n")
    effect = effect.replace('id = "readiness"\n', "").replace('claim = "ready"\n', "").rstrip()
    return f"{head}[[claims.effects]]\n{effect}\n\n[[outcomes]]\n{outcomes}"


def test_an_effect_within_its_claim_is_owned_by_it() -> None:
    (effect,) = made(HEAD + nested(BODY)).effects
    assert (effect.id, effect.claim, effect.otherwise) == ("ready-disposition", "ready", 0.0)
    other = made(HEAD + BODY).effects[0]
    assert effect.model_copy(update={"id": "readiness"}) == other


def test_effects_within_claims_stand_behind_the_others_and_are_numbered() -> None:
    text = HEAD.replace("horizon", 'background = "usual"\nhorizon') + nested(BODY)
    text = text.replace(
        "[[outcomes]]",
        '[[claims.effects]]\neffect = "disposition"\nactor = "DZA"\non = ["contact"]\n[[outcomes]]',
    )
    ids = [effect.id for effect in made(text).effects]
    assert ids == [
        "week", "weather", "verbal-habit", "quarrel-habit",
        "ready-disposition", "ready-disposition-2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mean = 0.5", 'mean = "x"',
         "claims[1].effects[1] ('ready-disposition'): coefficient.mean"),
        ('effect = "disposition"', 'effect = "dispositoin"',
         "claims[1].effects[1] ('ready-dispositoin'): no effect 'dispositoin'"),
        ('on = ["contact"]', 'on = ["contcat"]', "no process or group 'contcat'"),
    ],
)  # fmt: skip
def test_an_error_of_an_effect_within_a_claim_stands_on_its_line(
    old: str, new: str, said: str
) -> None:
    text = (HEAD + nested(BODY)).replace(old, new)
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if new in row)
    head = next(n for n, row in enumerate(text.splitlines(), start=1) if "claims.effects" in row)
    told = refusal(text)
    assert said in told
    assert f"line {line}" in told or f"line {head}" in told


def test_an_id_of_an_effect_that_is_no_text_is_told_beside_the_usual_background() -> None:
    text = 'background = "usual"\n' + HEAD + BODY.replace('id = "readiness"', "id = [1]")
    assert "effects[1]: id: give a text" in refusal(text)


def test_effects_of_a_claim_are_a_list_of_tables() -> None:
    text = (HEAD + BODY).replace("credence = 0.5", "credence = 0.5\neffects = 3")
    assert "claims[1].effects: write a list of tables" in refusal(text)


def test_a_process_may_be_its_act_alone() -> None:
    text = HEAD + 'processes = ["FRA~DZA: CONSULT.phone@leader", "FRA>DZA: ACCUSE"]\n'
    processes = made(text).processes
    assert [p.id for p in processes] == ["fra-dza-consult-phone-leader", "fra-dza-accuse"]
    assert processes[1].title == "France → Algeria: accusation"
    twice = text.replace("@leader", "").replace('ACCUSE"', 'ACCUSE", "FRA>DZA: ACCUSE"')
    assert "'fra-dza-accuse' and 'fra-dza-accuse-2' are the same act" in refusal(twice)


def test_an_id_that_is_no_text_is_told_as_that() -> None:
    entry = {"id": ["a"], "act": "RUS>USA: COERCE"}
    assert whole({"processes": [entry, "RUS>USA: COERCE"]})["processes"][1]["id"] == (
        "rus-usa-coerce"
    )


def test_twenty_five_lines_play() -> None:
    text = example("shortest")
    assert len(text.splitlines()) <= 25
    marks = (f"{claim['statement']} {{#{claim['id']}}}" for claim in tomllib.loads(text)["claims"])
    scenario = read(Memory({"scenario.toml": text, "brief.md": "\n\n".join(marks)}, "two"))
    assert not check(scenario, quick=True).faults
    assert scenario.placeholders.usual_rates == len(scenario.processes) == 6
    assert [effect.claim for effect in scenario.effects[-2:]] == ["wants-port", "alarmed"]
    assert 0.0 < simulate(scenario, paths=200).probability("show-of-force") < 1.0
