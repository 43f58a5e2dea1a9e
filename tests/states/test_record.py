"""States and levels that begin with what the record has: by a history, by acts, by both."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.errors import ScenarioError
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.scenario import Scenario
from tests.effects.toy import toml
from tests.fitting.worlds import process
from tests.scenario.mutated import Raw, claim

AS_OF = dt.date(2020, 6, 30)
HEAD = "date,source,target,act,claim,note,reference\n"
DATED = "date,id,value,note,reference\n"

TRUCE: Raw = {
    "id": "truce", "title": "The truce", "values": ["none", "in-force", "breached"],
    "start": "record",
    "transitions": [
        {"from": "none", "to": "in-force", "when": {"act": "AGREE", "by": "USA>RUS"}},
        {"from": "in-force", "to": "breached", "when": {"act": "ASSAULT"}},
        {"from": "breached", "to": "in-force", "when": {"act": "AGREE"}},
    ],
}  # fmt: skip


def hidden(per_year: float = 1.0) -> Raw:
    """A transition that no act tells."""
    return {
        "from": "in-force", "to": "none",
        "rate": {"per_year": per_year, "sd": 0.5, "basis": "judgement", "reference": "a test"},
    }  # fmt: skip


def tables(*states: Raw, **keys: object) -> Raw:
    return {
        "format": 1, "id": "small", "title": "Two powers", "as_of": AS_OF, "horizon": 30,
        "record": {"since": dt.date(2020, 1, 1), "complete": ["ASSAULT", "AGREE"]},
        "documents": [{"id": "note", "title": "A note"}],
        "voices": [{"id": "author", "name": "The author"}],
        "actors": [{"id": "USA"}, {"id": "RUS"}, {"id": "UKR"}],
        "processes": [
            process("attack", "RUS", "USA", "ASSAULT", 6),
            process("sign", "USA", "RUS", "AGREE", 2),
        ],
        "states": list(states), "effects": [], "claims": [], "outcomes": [],
    } | keys  # fmt: skip


def made(raw: Raw, acts: str = "", history: str | None = None) -> Scenario:
    texts = {"brief.md": "Nothing is claimed.\n", "acts.csv": HEAD + acts}
    if history is not None:
        raw = raw | {"history": "history.csv"}
        texts["history.csv"] = DATED + history
    text = "\n".join(f"{key} = {toml(value)}" for key, value in raw.items()) + "\n"
    return read(Memory(texts | {"scenario.toml": text}))


def begun(scenario: Scenario, number: int = 0) -> tuple[object, object]:
    state = scenario.states[number]
    return state.start, state.since


def test_an_entry_of_the_history_is_the_start() -> None:
    raw = tables(TRUCE | {"transitions": [*TRUCE["transitions"], hidden()]})
    found = made(
        raw, history="2020-02-01,truce,none,,\n2020-03-05,truce,in-force,a note,a source\n"
    )
    assert begun(found) == ("in-force", dt.date(2020, 3, 5))
    assert found.compiled().model.states["truce"].lasted == (AS_OF - dt.date(2020, 3, 5)).days


def test_acts_after_an_entry_move_the_state() -> None:
    """The morning after the act; a second attack changes nothing."""
    raw = tables(TRUCE | {"transitions": [*TRUCE["transitions"], hidden()]})
    acts = "2020-04-10,RUS,USA,ASSAULT,,,\n2020-05-01,RUS,UKR,ASSAULT,,,\n"
    found = made(raw, acts, "2020-03-05,truce,in-force,,\n")
    assert begun(found) == ("breached", dt.date(2020, 4, 11))


def test_acts_alone_tell_where_all_values_lead_to_the_same() -> None:
    acts = "2020-02-01,USA,RUS,AGREE,,,\n2020-04-10,RUS,USA,ASSAULT,,,\n"
    assert begun(made(tables(TRUCE), acts)) == ("breached", dt.date(2020, 4, 11))
    one = "2020-02-01,USA,RUS,AGREE,,,\n"  # in force, whatever it was
    found = made(tables(TRUCE), one)
    assert begun(found)[0] == "in-force"


def test_the_last_day_moves_the_state_on_the_first_of_the_play() -> None:
    acts = "2020-06-30,RUS,USA,ASSAULT,,,\n"
    found = made(tables(TRUCE), acts, "2020-03-05,truce,in-force,,\n")
    assert begun(found) == ("in-force", dt.date(2020, 3, 5))


def test_a_state_that_waits_for_another() -> None:
    talks = {
        "id": "talks", "title": "Talks", "values": ["open", "over"], "start": "record",
        "transitions": [
            {"from": "open", "to": "over", "when": {"state": "truce", "is": "breached", "for": 10}},
        ],
    }  # fmt: skip
    acts = "2020-04-10,RUS,USA,ASSAULT,,,\n"
    found = made(
        tables(TRUCE, talks), acts, "2020-03-05,truce,in-force,,\n2020-01-01,talks,open,,\n"
    )
    assert begun(found, 1) == ("over", dt.date(2020, 4, 21))


def test_a_level_has_its_last_value() -> None:
    level = {"id": "tariff", "title": "The tariff", "start": "record", "lower": 0}
    found = made(
        tables(levels=[level]), history="2020-01-01,tariff,10,,\n2020-05-01,tariff,12.5,,\n"
    )
    assert found.levels[0].begins == 12.5


@pytest.mark.parametrize(
    ("raw", "history", "right"),
    [
        (tables(TRUCE), None, "states[1] ('truce').start: the acts of the record do not tell"),
        (
            tables(TRUCE | {"transitions": [*TRUCE["transitions"], hidden()]}), None,
            "states[1] ('truce').start: the record has no value of 'truce' by 2020-06-30",
        ),
        (
            tables(TRUCE), "2020-01-01,truce,in-force,,\n2020-02-01,truce,,,\n",
            "leaves 'truce' open from 2020-02-01 on",
        ),
        (
            tables(TRUCE | {"since": AS_OF}), "2020-01-01,truce,none,,\n",
            "leave 'since' out",
        ),
        (
            tables(levels=[{"id": "tariff", "title": "The tariff", "start": "record"}]), None,
            "levels[1] ('tariff').start: the record has no value of 'tariff'",
        ),
        (tables(TRUCE), "2020-01-01,truce,in-forse,,\n", "line 2: 'truce' has no value 'in-forse'"),
        (tables(TRUCE), "2020-01-01,truse,none,,\n", "line 2: no state or level 'truse'"),
        (
            tables(TRUCE), "2020-01-02,truce,none,,\n2020-01-01,truce,in-force,,\n",
            "line 3: 2020-01-01 does not come after 2020-01-02",
        ),
        (
            tables(TRUCE), "2020-01-01,truce,none,,\n2020-01-02,truce,breached,,\n",
            "line 3: 'truce' moves from 'none' to 'breached', which no transition allows",
        ),
        (tables(TRUCE), "2020-07-01,truce,none,,\n", "line 2: 2020-07-01 is after the as-of date"),
        (tables(TRUCE), "2020-07-01;truce;none\n", "line 2: 1 fields instead of 5"),
        (tables(TRUCE), "1.7.2020,truce,none,,\n", "line 2: date '1.7.2020' is no date"),
        (
            tables(levels=[{"id": "t", "title": "T", "start": "record", "upper": 5}]),
            "2020-01-01,t,7,,\n", "7 lies outside the bounds of 't'",
        ),
        (
            tables(levels=[{"id": "t", "title": "T", "start": "record"}]),
            "2020-01-01,t,many,,\n", "value 'many' is no number",
        ),
        (
            tables(levels=[{"id": "t", "title": "T", "start": "recent"}]), None,
            "levels[1].start ('t')",
        ),
    ],
)  # fmt: skip
def test_what_the_record_cannot_give(raw: Raw, history: str | None, right: str) -> None:
    with pytest.raises(ScenarioError) as error:
        made(raw, history=history)
    assert right in str(error.value)


def test_a_claim_owns_what_moved_it() -> None:
    raw = tables(TRUCE, claims=[claim("attacked", 0.6)])
    with pytest.raises(ScenarioError) as error:
        made(raw, "2020-04-10,RUS,USA,ASSAULT,attacked,,\n", "2020-03-05,truce,in-force,,\n")
    assert "'truce' hangs on acts of the record that claims own" in str(error.value)
