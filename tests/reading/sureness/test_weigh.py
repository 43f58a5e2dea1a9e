"""How far a clause commits the text, from sentences whose clauses are given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.reading.article import Tongue
from detente.reading.proposal import Candidate, Sureness
from detente.reading.sentence import Clause, ClauseKind, Span, Voice
from detente.reading.sureness.bands import Section, bands
from detente.reading.sureness.claimed import sureness_of
from detente.reading.sureness.weigh import weigh
from detente.reading.sureness.weight import CONCEDED, FLAT
from tests.reading.cues.plain import sentence
from tests.reading.sureness.read import read


def _alone(text: str, language: Tongue, *, negated: bool = False, who: str = "author") -> Sureness:
    """The sureness of a sentence that is one clause."""
    made = sentence(text, language)
    clause = Clause(Span(0, len(made.tokens)), negated=negated)
    voice = Voice(who, "author" if who == "author" else "ministry")
    return weigh(replace(made, clauses=(clause,), voices=(voice,)), 0)


@pytest.mark.parametrize(
    ("english", "french", "negated", "low", "high"),
    [
        ("Arden signs the pact.", "Arden signe le pacte.", False, 0.8, 0.95),
        ("Arden will sign.", "Arden signera.", False, 0.85, 1.0),
        ("Arden will not sign.", "Arden ne signera pas.", True, 0.0, 0.2),
        ("Arden will probably sign.", "Arden signera probablement.", False, 0.6, 0.85),
        ("Arden may sign.", "Arden pourrait signer.", False, 0.35, 0.6),
        ("Perhaps Arden signs.", "Peut-être Arden signe.", False, 0.3, 0.55),
        ("Arden is unlikely to sign.", "Il est peu probable qu'Arden signe.", False, 0.1, 0.35),
        ("Arden seems to yield.", "Arden semble céder.", False, 0.5, 0.8),
        ("A deal is not impossible.", "Un accord n'est pas exclu.", True, 0.35, 0.6),
    ],
)
def test_a_hedge_has_its_band_in_both_languages(
    english: str, french: str, negated: bool, low: float, high: float
) -> None:
    both = [_alone(english, "en", negated=negated), _alone(french, "fr", negated=negated)]
    assert all(low <= each.credence <= high for each in both)
    assert both[0].credence == pytest.approx(both[1].credence, abs=0.1)


def test_what_a_party_says_of_itself_is_worth_less_than_what_the_author_says() -> None:
    author, party = (_alone("Arden signs.", "en", who=who) for who in ("author", "ARD"))
    assert party.credence == bands("voice")["party"].credence < author.credence


def _joined(kind: ClauseKind, words: str, *, question: bool = False) -> Sureness:
    """The sureness of *Arden yields* as a clause of a kind, beside *Borland may sign*."""
    made = sentence(f"{words} Arden yields, Borland may sign.", "en")
    comma = next(i for i, token in enumerate(made.tokens) if token.text == ",")
    clauses = (
        Clause(Span(0, comma), kind, 1, words.lower(), question=question),
        Clause(Span(comma, len(made.tokens)), question=question),
    )
    return weigh(replace(made, clauses=clauses), 0)


def test_a_concession_keeps_a_part_of_the_odds_and_a_neighbours_hedge_does_not_matter() -> None:
    found = _joined("concession", "Although")
    assert found.concession
    odds = found.credence / (1 - found.credence)
    assert odds == pytest.approx(CONCEDED * FLAT / (1 - FLAT), rel=0.01)


def test_a_condition_is_only_supposed_and_a_question_asserts_nothing() -> None:
    assert _joined("condition", "If").credence == bands("modality")["supposed"].credence
    assert _joined("main", "Therefore", question=True).credence == 0.5


def test_a_denial_turns_what_is_denied() -> None:
    made = sentence("Arden denied that Borland yields.", "en")
    clauses = (Clause(Span(0, 6), verb=1), Clause(Span(2, 5), "reported", 0, "that", verb=4))
    found = weigh(replace(made, clauses=clauses), 1)
    assert found.negated
    assert found.credence < 0.35


@pytest.mark.parametrize("section", ["modality", "voice", "evidence"])
def test_each_credence_lies_in_its_band(section: Section) -> None:
    for band in bands(section).values():
        assert band.low <= band.credence <= band.high


@pytest.mark.parametrize(
    ("text", "spent", "low", "high"),
    [
        ("A deal is unlikely.", (), 0.1, 0.35),
        ("A deal is unlikely.", ("deal", "unlikely"), 0.65, 0.9),
        ("A deal is possible.", ("deal", "possible"), 0.35, 0.6),
        ("There is no sign of talks.", ("no sign",), 0.75, 0.98),
    ],
)
def test_a_doubt_in_the_words_of_the_claim_is_the_claim(
    text: str, spent: tuple[str, ...], low: float, high: float
) -> None:
    ((made, clause),) = read([text], "en")
    found = weigh(made, clause, spent)
    assert low <= found.credence <= high
    assert not found.negated


def test_a_judgement_has_the_chance_that_the_text_gives_and_other_claims_are_the_doubt() -> None:
    ((made, clause),) = read(["A deal is most unlikely."], "en")
    judged = Candidate("judgement", "unlikely", 1.0, ("most unlikely",), direction=-1)
    unwilling = Candidate("disposition", "reluctant", 1.0, ("most unlikely",), direction=-1)
    assert sureness_of(made, clause, judged).credence < 0.25
    assert sureness_of(made, clause, unwilling).credence > 0.75


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Arden cannot do it alone.", "en", ("cannot alone",)),
        ("L'Ardenie ne peut pas avancer seule.", "fr", ("ne peut seule",)),
    ],
)
def test_a_negation_that_the_claim_says_does_not_deny_it(
    text: str, language: Tongue, words: tuple[str, ...]
) -> None:
    made = sentence(text, language)
    clause = Clause(Span(0, len(made.tokens)), negated=True)
    made = replace(made, clauses=(clause,), voices=(Voice("author", "author"),))
    said = weigh(made, 0, words)
    assert not said.negated
    assert said.credence >= 0.7
