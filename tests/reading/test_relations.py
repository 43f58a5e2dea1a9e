"""How claims refer to each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.reading.article import Tongue
from detente.reading.proposal import Candidate, Proposal, Sureness
from detente.reading.relations import relate
from detente.reading.sentence import AUTHOR, Clause, ClauseKind, Sentence, Span
from tests.reading.cues.plain import sentence
from tests.reading.sureness.read import read


def _claim(name: str, at: int, clause: int = 0) -> Proposal:
    return Proposal(name, at, clause, AUTHOR, (Candidate("offer", "", 1.0),), Sureness(0.8))


def _whole(text: str, language: Tongue = "en") -> Sentence:
    made = sentence(text, language)
    return replace(made, clauses=(Clause(Span(0, len(made.tokens))),))


@pytest.mark.parametrize(
    ("kind", "words", "given", "contrast"),
    [
        ("cause", "because", "b", ""),
        ("cause", "not because", "", ""),
        ("condition", "if", "", ""),
    ],
)
def test_clauses_relate_the_claims_of_a_sentence(
    kind: ClauseKind, words: str, given: str, contrast: str
) -> None:
    made = sentence("Arden signs as Borland yields.", "en")
    clauses = (Clause(Span(0, 6), verb=1), Clause(Span(2, 5), kind, 0, words, verb=4))
    claims = relate([replace(made, clauses=clauses)], [_claim("a", 0), _claim("b", 0, 1)])
    assert (claims[0].given, claims[0].contrast_with) == (given, contrast)
    assert (claims[1].given, claims[1].contrast_with) == ("", "")


@pytest.mark.parametrize(
    ("opening", "language", "key"),
    [
        ("Therefore", "en", "given"),
        ("However,", "en", "contrast_with"),
        ("For example,", "en", "example_of"),
        ("Dès lors,", "fr", "given"),
        ("Toutefois,", "fr", "contrast_with"),
        ("Par exemple,", "fr", "example_of"),
        ("Borland, on the other hand, waits;", "en", "contrast_with"),
        ("Borland, en revanche, attend ;", "fr", "contrast_with"),
        ("So", "en", "given"),
        ("So far", "en", ""),
        ("Ainsi que prévu,", "fr", ""),
        ("And therefore", "en", ""),
        ("Today", "en", ""),
    ],
)
def test_a_word_at_the_beginning_refers_to_the_claim_before(
    opening: str, language: Tongue, key: str
) -> None:
    text = [_whole("Arden signs.", language), _whole(f"{opening} Borland yields.", language)]
    first, second = relate(text, [_claim("a", 0), _claim("b", 1)])
    found = {name: getattr(second, name) for name in ("given", "contrast_with", "example_of")}
    assert {name for name, other in found.items() if other} == ({key} if key else set())
    assert not any((first.given, first.contrast_with, first.example_of))


def test_a_list_is_of_examples_of_the_claim_before_it_and_nothing_refers_far_back() -> None:
    text = [
        _whole("Arden presses Borland."),
        _whole("First, it recalls the envoy."),
        _whole("Second, it closes the port."),
        *[_whole("It rains.")] * 4,
        _whole("But Corvia waits."),
    ]
    claims = relate(text, [_claim("a", 0), _claim("b", 1), _claim("c", 2), _claim("d", 7)])
    assert [claim.example_of for claim in claims] == ["", "a", "a", ""]
    assert claims[3].contrast_with == ""


@pytest.mark.parametrize(
    ("text", "language", "given", "contrast"),
    [
        ("Kenya signs because Chad has withdrawn.", "en", (0, 1), None),
        ("Because Chad has withdrawn, Kenya is ready.", "en", (1, 0), None),
        ("Although Chad is ready, Kenya has refused.", "en", None, (1, 0)),
        ("Kenya has signed, but Chad has refused.", "en", None, (1, 0)),
        ("Kenya has signed and Chad has refused.", "en", None, None),
        ("Le Kenya signera parce que le Tchad a cédé.", "fr", (0, 1), None),
        ("Puisque le Tchad a cédé, le Kenya est prêt.", "fr", (1, 0), None),
        ("Bien que le Tchad soit prêt, le Kenya a refusé.", "fr", None, (1, 0)),
        ("Le Kenya a signé, mais le Tchad a refusé.", "fr", None, (1, 0)),
    ],
)
def test_clauses_as_they_are_split_are_related(
    text: str, language: Tongue, given: tuple[int, int] | None, contrast: tuple[int, int] | None
) -> None:
    ((made, _clause),) = read([text], language)
    order = sorted(range(len(made.clauses)), key=lambda i: made.clauses[i].verb)
    claims = relate([made], [_claim(f"c{i}", 0, clause) for i, clause in enumerate(order)])
    names = {claim.id: i for i, claim in enumerate(claims)}
    found = {(i, names[claim.given]) for i, claim in enumerate(claims) if claim.given}
    against = {
        (i, names[claim.contrast_with]) for i, claim in enumerate(claims) if claim.contrast_with
    }
    assert found == ({given} if given else set())
    assert against == ({contrast} if contrast else set())
