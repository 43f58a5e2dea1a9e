"""A condition that a person states is the one that is written, or the claim is not written."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

import pytest

from detente.errors import InputError
from detente.reading.condition import Stated, as_stated
from detente.reading.decide import Decision, decided
from detente.reading.proposal import Proposal, Reading
from detente.reading.settings import ReadSettings
from detente.reading.start import made
from detente.reading.writing.build import Unwritten
from detente.scenario.short.whole import whole
from tests.reading.test_read_articles import DAY, ENGLISH, reading_of

SOON = dt.date(2025, 9, 1)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return reading_of("en", *ENGLISH)


@pytest.fixture(scope="module")
def ready(reading: Reading) -> Proposal:
    """A claim of the text that has no condition, and whose effect sees to no time of its own."""
    found = reading.proposals[0]
    assert found.limit is None
    assert found.candidates[0].effect == "disposition"
    return found


@pytest.fixture(scope="module")
def held(reading: Reading) -> Proposal:
    """A claim of the text that has one."""
    found = reading.proposals[1]
    assert found.limit is not None
    return found


def written(reading: Reading, name: str, stated: Stated) -> tuple[dict[str, Any], dict[str, Any]]:
    """The scenario, and the effect of a claim."""
    found = decided(reading, {name: Decision(condition=stated)})
    files = made("own", found, ReadSettings(as_of=DAY)).files
    toml = whole(tomllib.loads(files["scenario.toml"]))
    (effect,) = (each for each in toml["effects"] if each.get("claim") == name)
    return toml, effect


def why_not(reading: Reading, name: str, stated: Stated, candidate: int = 0) -> tuple[str, ...]:
    found = decided(reading, {name: Decision(condition=stated, candidate=candidate)})
    drafted = made("own", found, ReadSettings(as_of=DAY)).drafted
    (lost,) = (each for each in drafted.found if each.proposal.id == name)
    assert isinstance(lost, Unwritten)
    return lost.why


@pytest.mark.parametrize(
    ("stated", "holds"),
    [
        (Stated("before-date", SOON), {"until": SOON}),
        (Stated("after-date", SOON), {"from": SOON}),
        (Stated("as-long-as", SOON), {"until": SOON}),
    ],
)
def test_a_day_is_a_day_of_the_scenario(
    reading: Reading, ready: Proposal, stated: Stated, holds: dict[str, Any]
) -> None:
    _toml, effect = written(reading, ready.id, stated)
    assert effect["while"] == holds


@pytest.mark.parametrize(("kind", "turned"), [("after-act", False), ("unless", True)])
def test_an_act_is_waited_for(reading: Reading, ready: Proposal, kind: Any, turned: bool) -> None:
    toml, effect = written(reading, ready.id, Stated(kind, act="CONCEDE", actor="AZE"))
    so = effect["while"]["not"] if turned else effect["while"]
    (process,) = so["on"]
    (played,) = (each for each in toml["processes"] if each["id"] == process)
    assert (played["source"], played["act"].partition("/")[0]) == ("AZE", "CONCEDE")
    assert so["within"] == 90


def test_words_are_a_state_of_their_own_and_are_not_cut(reading: Reading, ready: Proposal) -> None:
    words = "the parliament of the larger side has agreed to it in full"
    toml, effect = written(reading, ready.id, Stated("if", words=words))
    (state,) = (each for each in toml["states"] if each["id"] == effect["while"]["state"])
    assert (state["title"], state["start"]) == (words, "not-met")
    (claim,) = (each for each in toml["claims"] if each["id"] == ready.id)
    assert words in claim["statement"]


def test_none_takes_the_texts_away(reading: Reading, held: Proposal) -> None:
    found = decided(reading, {held.id: Decision(condition=Stated("none"))})
    assert found.proposals[1].limit is None


def test_what_the_text_says_stays_where_the_kind_alone_changes(
    reading: Reading, held: Proposal
) -> None:
    assert held.limit is not None
    same = as_stated(held.limit)
    assert decided(reading, {held.id: Decision(condition=same)}) == reading
    turned = Stated("unless", same.day, same.act, same.actor, same.words)
    found = decided(reading, {held.id: Decision(condition=turned)}).proposals[1].limit
    assert found is not None
    assert (found.kind, found.span, found.by_hand) == ("unless", held.limit.span, True)
    # no more of the text is quoted because somebody has changed what it hangs on
    other = Stated("if", words=held.limit.words, actor="AZE")
    cut = decided(reading, {held.id: Decision(condition=other)}).proposals[1].limit
    assert cut is not None
    assert len(cut.words.split()) <= 6


@pytest.mark.parametrize(
    ("stated", "candidate", "said"),
    [
        (Stated("before-date", dt.date(2024, 1, 1)), 0, "its day has passed"),
        (Stated("after-date", dt.date(2040, 1, 1)), 0, "its day lies after the horizon"),
        (Stated("before-date", dt.date(2040, 1, 1)), 0, "on every day"),
        (Stated("after-date", dt.date(2024, 1, 1)), 0, "on every day"),
    ],
)
def test_one_that_limits_nothing_is_not_left_out_unsaid(
    reading: Reading, ready: Proposal, stated: Stated, candidate: int, said: str
) -> None:
    (why,) = why_not(reading, ready.id, stated, candidate)[:1]
    assert said in why


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (Stated("perhaps"), "no condition 'perhaps'"),  # type: ignore[arg-type]
        (Stated("if"), "say on what it hangs"),
        (Stated("after-date", act="AID"), "from which day"),
        (Stated("in-return", SOON), "leave out the day"),
        (Stated("if", act="NOD"), "NOD"),
        (Stated("if", act="AID", actor="XYZ"), "no actor 'XYZ'"),
        (Stated("if", words="one\ntwo"), "one line"),
        (Stated("if", words="x" * 201), "one line"),
        (Stated("before-date", dt.date.max), "after the horizon"),
    ],
)
def test_what_is_no_condition_is_one_line(
    reading: Reading, ready: Proposal, stated: Stated, said: str
) -> None:
    with pytest.raises(InputError) as error:
        decided(reading, {ready.id: Decision(condition=stated)})
    assert str(error.value).startswith(f"{ready.id}: its condition: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)
