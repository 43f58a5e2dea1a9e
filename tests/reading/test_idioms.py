"""Turns of phrase that look like something else."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.cues.acts import acts_in
from detente.reading.cues.limits import limit
from detente.reading.cues.match import match
from detente.reading.propose import asserted
from tests.reading.sureness.read import read


@pytest.mark.parametrize(
    ("text", "language", "sense"),
    [
        ("Les experts se montrent peu optimistes quant à un accord.", "fr", "unlikely"),
        ("Les experts se montrent optimistes quant à un accord.", "fr", "likely"),
    ],
)
def test_a_word_more_turns_what_is_said(text: str, language: Tongue, sense: str) -> None:
    [(sentence, _clause)] = read([text], language)
    assert len(sentence.clauses) == 1  # one shows oneself so, and says nothing by it
    (judged,) = (each for each in match(sentence, 0)[:2] if each.effect == "judgement")
    assert judged.sense == sense


def test_whoever_opens_no_clause() -> None:
    [(sentence, _clause)] = read(["Ankara n'a jamais refusé de voir qui que ce soit."], "fr")
    assert len(sentence.clauses) == 1


@pytest.mark.parametrize(
    ("text", "language", "limited"),
    [
        ("Lima and Quito may talk after years of silence.", "en", False),
        ("Lima and Quito may talk after a long period in which they did not.", "en", False),
        ("Lima and Quito may talk after the vote.", "en", True),
        ("Ankara et Quito peuvent se parler après une longue période de silence.", "fr", False),
        ("Ankara et Quito se parleront après le vote.", "fr", True),
    ],
)
def test_what_has_lasted_is_no_condition(text: str, language: Tongue, limited: bool) -> None:
    [(sentence, _clause)] = read([text], language)
    assert (limit(sentence, 0) is not None) == limited


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Those who expect a settlement are likely to be disappointed.", "en"),
        ("Ceux qui attendent un accord risquent d'être déçus.", "fr"),
    ],
)
def test_whoever_hopes_hopes_for_himself(text: str, language: Tongue) -> None:
    [(sentence, _clause)] = read([text], language)
    found, _remarks = asserted([sentence])
    assert [p.candidates[0].sense for p in found] == ["unlikely"]


def test_ministers_who_meet_have_their_rank() -> None:
    [(sentence, _clause)] = read(["Last week the two foreign ministers met in Izmir."], "en")
    assert [act.act for act in acts_in(sentence, 0)] == ["CONSULT.visit@minister"]
