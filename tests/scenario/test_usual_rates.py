"""A rate that is left out: counted in the scenario's own record, else usual of its kind of pair."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from detente.check.defaults import defaults, rates_left_out
from detente.errors import ScenarioError
from detente.language.current import use_language
from detente.ontology.acts import Act
from detente.ontology.usual.rates import usual
from detente.planes.rate import counted
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.record.acts import COLUMNS

TEXT = """format = 1
id = "short"
title = "Short"
as_of = 2025-06-30
horizon = 30
actors = ["RUS", "USA", "EU", { id = "rebels", name = "The rebels", kind = "party" }]
processes = [
  { id = "accuse", act = "RUS>USA: ACCUSE" },
  { id = "visit", act = "RUS~USA: CONSULT.visit@leader" },
  { id = "aid", act = "EU>USA: AID" },
  { id = "threat", act = "rebels>RUS: THREATEN" },
  { id = "answer", act = "USA>RUS: ACCUSE", usual = "rivals" },
  { id = "judged", act = "RUS>USA: THREATEN", rate = 3 },
]
"""
RECORD = 'record = { since = 2025-01-01, complete = ["ACCUSE", "CONSULT@leader"] }\n'


def made(text: str, acts: str | None = None) -> Any:
    files = {"scenario.toml": text, "brief.md": "Nothing."}
    return read(Memory(files | ({} if acts is None else {"acts.csv": acts}), "short"))


def acts(*rows: tuple[str, str, str, str]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(
        dict(zip(("date", "source", "target", "act"), row, strict=True)) for row in rows
    )
    return file.getvalue()


def test_it_is_usual_of_the_class_and_of_what_the_two_are() -> None:
    rates = {process.id: process.rate for process in made(TEXT).processes}
    for process, dyad, act in (
        ("accuse", "great-powers", "ACCUSE"),
        ("visit", "great-powers", "CONSULT.visit@leader"),
        ("aid", "bloc", "AID"),
        ("threat", "party", "THREATEN"),
        ("answer", "rivals", "ACCUSE"),
    ):
        found = usual(dyad, Act.parse(act))  # type: ignore[arg-type]
        assert found is not None
        rate = rates[process]
        assert (rate.per_year, rate.sd, rate.basis) == (found.per_year, found.sd, "record")
    assert (rates["accuse"].per_year, rates["answer"].per_year) == (72.0, 63.0)
    assert (rates["judged"].per_year, rates["judged"].basis) == (3.0, "judgement")


def test_check_says_which_with_number_and_origin() -> None:
    scenario = made(TEXT)
    said = list(rates_left_out(scenario))
    assert len(said) == 4
    assert "Russia → United States: accusation 72 (sd 1.52)" in said[0]
    assert "usual for two permanent members of the UN Security Council: 10 pairs" in said[0]
    assert "usual for two rivals" in said[3]
    told = {each.entries: each for each in defaults(scenario) if each.key == "rate"}
    assert set(told) == {("accuse",), ("visit",), ("aid",), ("threat",), ("answer",)}
    assert str(told["answer",].document()["reference"]).startswith("usual for two rivals: ")
    assert scenario.placeholders.usual_rates == 5
    assert scenario.placeholders.rates == (0, 6)
    with use_language("fr"):
        said = list(rates_left_out(scenario))
        assert "usuel pour deux rivaux" in said[3].replace("\u00a0", " ")


def test_the_own_record_goes_first_where_it_is_complete_and_long_enough() -> None:
    days = [(f"2025-0{1 + n % 6}-1{n % 5}", "RUS", "USA", "ACCUSE.disapprove") for n in range(10)]
    once = [("2025-03-01", "USA", "RUS", "ACCUSE"), ("2025-03-01", "USA", "EU", "AID")]
    rates = {p.id: p.rate for p in made(RECORD + TEXT, acts(*days, *once)).processes}
    seen = len({day for day, *_rest in days})
    assert rates["accuse"].per_year == counted([(seen, 181)], "").per_year
    assert rates["visit"].per_year == counted([(0, 181)], "").per_year  # two were to be expected
    assert rates["answer"].per_year == 63.0  # said to be the usual one
    assert rates["aid"].per_year == made(TEXT).processes[2].rate.per_year  # not complete of aid
    said = list(rates_left_out(made(RECORD + TEXT, acts(*days))))
    assert any("on 10 of 181 days up to 30 June 2025: the scenario's own record" in s for s in said)


def test_a_short_record_says_too_little() -> None:
    text = RECORD.replace("2025-01-01", "2025-06-10") + TEXT
    assert made(text, acts()).processes[0].rate.per_year == 72.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "RUS>USA: ACCUSE",
            "RUS>USA: COERCE.restrict/economic",
            "processes[1].rate ('accuse'): this key is missing, and no rate of "
            "COERCE.restrict/economic is usual for two permanent members of the UN Security "
            "Council; write the days a year, such as rate = 4",
        ),
        ("RUS>USA: ACCUSE", "RUS>USA: ASSAULT", "whether there is a war decides"),
        ('leader" }', 'leader", once = true }', "this one comes once at most"),
        ("RUS~USA: CONSULT.visit@leader", "RUS~USA~EU: CONSULT.visit@leader", "has 3 parties"),
        ('"rivals"', '"bloc"', 'usual = "bloc": these two are none; they may be: great-powers, '),
        ('"rivals"', '"foes"', "processes[5].usual ('answer'): give 'pair', 'great-powers'"),
        ("rate = 3", 'rate = 3, usual = "pair"', "processes[6] ('judged').usual: a rate is stated"),
    ],
)
def test_what_is_not_usual_is_told(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(ScenarioError) as caught:
        made(TEXT.replace(old, new))
    assert said in str(caught.value)
