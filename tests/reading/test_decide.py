"""What a person decides of proposals is what is written, and nothing else moves."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from detente.errors import InputError
from detente.reading.decide import Decision, decided
from detente.reading.proposal import Reading
from detente.reading.settings import ReadSettings
from detente.reading.start import made
from tests.reading.test_read_articles import DAY, ENGLISH, reading_of


@pytest.fixture(scope="module")
def reading() -> Reading:
    return reading_of("en", *ENGLISH)


def test_nothing_decided_changes_nothing(reading: Reading) -> None:
    assert decided(reading, {}) == reading
    assert decided(reading, {reading.proposals[0].id: Decision()}) == reading


def test_what_is_left_out_leaves_a_remark_and_nothing_that_hangs_on_it(reading: Reading) -> None:
    first, second, *others = reading.proposals
    hangs = replace(second, given=first.id, contrast_with=first.id, example_of=first.id)
    found = decided(
        replace(reading, proposals=[first, hangs, *others]), {first.id: Decision(rejected=True)}
    )
    assert [each.id for each in found.proposals] == [second.id, *(each.id for each in others)]
    assert found.proposals[0] == replace(second, given="", contrast_with="", example_of="")
    assert [each.place.number for each in found.remarks] == [1, 4, 5]
    assert found.remarks[0].what == "unused"
    assert not decided(
        reading, {p.id: Decision(rejected=True) for p in reading.proposals}
    ).proposals


def test_a_chosen_effect_is_the_only_one(reading: Reading) -> None:
    first = reading.proposals[0]
    found = decided(reading, {first.id: Decision(candidate=1, direction=-1)}).proposals[0]
    assert found.candidates == (replace(first.candidates[1], direction=-1),)
    assert found.sureness == first.sureness
    assert (
        decided(reading, {first.id: Decision(direction=first.candidates[0].direction)}) == reading
    )


def test_a_stated_credence_is_written_as_stated(reading: Reading) -> None:
    first = reading.proposals[0]
    found = decided(reading, {first.id: Decision(credence=0.37)})
    written = tomllib.loads(made("own", found, ReadSettings(as_of=DAY)).files["scenario.toml"])
    (claim,) = (each for each in written["claims"] if each["id"] == first.id)
    assert claim["credence"] == 0.37
    assert claim["credence_basis"] == "stated by whoever read it"
    before = tomllib.loads(made("own", reading, ReadSettings(as_of=DAY)).files["scenario.toml"])
    others = [each for each in written["claims"] if each["id"] != first.id]
    assert others == [each for each in before["claims"] if each["id"] != first.id]
    certain = decided(reading, {first.id: Decision(credence=1.0)})
    text = made("own", certain, ReadSettings(as_of=DAY)).files["scenario.toml"]
    assert any(each["credence"] == 1.0 for each in tomllib.loads(text)["claims"])


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision(candidate=99), "candidate 99 is not there"),
        (Decision(candidate=-1), "candidate -1 is not there"),
        (Decision(credence=1.2), "from 0 to 1"),
        (Decision(credence=float("nan")), "from 0 to 1"),
        (Decision(direction=0), "1 or -1"),
    ],
)
def test_what_cannot_be_decided_is_said(reading: Reading, decision: Decision, said: str) -> None:
    with pytest.raises(InputError, match=said):
        decided(reading, {reading.proposals[0].id: decision})
    with pytest.raises(InputError, match="no proposal 'nobody'"):
        decided(reading, {"nobody": decision})
