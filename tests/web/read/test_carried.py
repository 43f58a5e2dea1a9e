"""What was decided goes with the sentence, or with what says the same elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.reading.decide import Decision
from detente.reading.proposal import Reading
from detente.web.read.carried import carried
from tests.reading.test_read_articles import ENGLISH, reading_of


@pytest.fixture(scope="module")
def reading() -> Reading:
    return reading_of("en", *ENGLISH)


def test_it_goes_with_the_sentence_whatever_its_id_is(reading: Reading) -> None:
    first, second, *others = reading.proposals
    renamed = [replace(first, id=second.id), replace(second, id="new"), *others]
    decisions = {first.id: Decision(rejected=True), second.id: Decision(credence=0.3)}
    found = carried(reading, replace(reading, proposals=renamed), decisions)
    assert found == {second.id: Decision(rejected=True), "new": Decision(credence=0.3)}


def test_it_goes_with_what_says_the_same_and_with_its_effect(reading: Reading) -> None:
    elsewhere = [
        replace(each, place=replace(each.place, document="another")) for each in reading.sentences
    ]
    first = reading.proposals[0]
    assert len(first.candidates) > 1
    head, chosen, *rest = first.candidates
    more = replace(first, id="said-there", candidates=(head, *rest, chosen))
    after = replace(reading, sentences=elsewhere, proposals=[more])
    decisions = {each.id: Decision(candidate=1) for each in reading.proposals[:2]}
    found = carried(reading, after, decisions)
    assert found == {"said-there": Decision(candidate=len(first.candidates) - 1)}
    less = replace(more, candidates=(head,))
    found = carried(reading, replace(after, proposals=[less]), decisions)
    assert found == {"said-there": Decision()}
