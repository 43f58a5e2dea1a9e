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


def _pointing(
    name: str,
    at: int,
    direction: int,
    sides: tuple[str, str],
    effect: str = "offer",
    clause: int = 0,
) -> Proposal:
    candidate = Candidate(effect, "", 1.0, direction=direction)
    return Proposal(
        name, at, clause, AUTHOR, (candidate,), Sureness(0.8), actor=sides[0], target=sides[1]
    )


@pytest.mark.parametrize(
    ("second", "against"),
    [
        (("gate", -1, ("BOR", "ARD")), "a"),  # the other side refuses what the first is ready for
        (("gate", -1, ("ARD", "BOR")), ""),  # the same side, another mechanism
        (("gate", 1, ("BOR", "ARD")), ""),  # both are ready
        (("offer", -1, ("COR", "BOR")), "a"),  # the same mechanism, the other way
    ],
)
def test_claims_that_point_against_each_other_are_a_contrast_within_a_paragraph(
    second: tuple[str, int, tuple[str, str]], against: str
) -> None:
    effect, direction, sides = second
    text = [_whole("Arden is ready."), _whole("Borland shuts the door.")]
    claims = [
        _pointing("a", 0, 1, ("ARD", "BOR")),
        _pointing("b", 1, direction, sides, effect),
    ]
    assert relate(text, claims)[1].contrast_with == against
    apart = replace(text[1], place=replace(text[1].place, paragraph=text[1].place.paragraph + 1))
    assert relate([text[0], apart], claims)[1].contrast_with == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cabinets in a hurry sign: Monday Arden sells planes, Borland buys ships.", "en"),
        (
            "Un cabinet pressé signe : lundi Arden vend ses avions, Borland achète ses navires.",
            "fr",
        ),
    ],
)
def test_acts_that_are_listed_behind_a_colon_are_examples(text: str, language: Tongue) -> None:
    made = sentence(text, language)
    words = [token.text for token in made.tokens]
    colon, comma = words.index(":"), words.index(",")
    verbs = {"en": ("sign", "sells", "buys"), "fr": ("signe", "vend", "achète")}[language]
    ends = [0, colon + 1, comma + 1, len(words)]
    clauses = tuple(
        Clause(Span(first, last), verb=words.index(verb))
        for first, last, verb in zip(ends, ends[1:], verbs, strict=False)
    )
    whole = replace(made, clauses=clauses)
    acts = [
        _pointing(name, 0, 1, ("ARD", "BOR"), "scheduled-acts", at)
        for name, at in (("b", 1), ("c", 2))
    ]
    found = relate([whole], [_pointing("a", 0, 1, ("ARD", "BOR"), "lame-duck", 0), *acts])
    assert [each.example_of for each in found] == ["", "a", "a"]
    found = relate([whole], [_pointing("a", 0, 1, ("ARD", "BOR"), "scheduled-acts", 0), *acts])
    assert not any(each.example_of for each in found)  # an act is no example of another


@pytest.mark.parametrize(
    ("text", "language", "given"),
    [
        ("They sign, since Borland yields.", "en", True),
        ("They sign since Borland yields.", "en", False),
        ("They sign, as was agreed.", "en", False),
        ("Ils signent, comme convenu.", "fr", False),
    ],
)
def test_a_vague_word_says_why_in_front_of_a_clause_alone(
    text: str, language: Tongue, given: bool
) -> None:
    made = sentence(text, language)
    words = [token.text for token in made.tokens]
    word = next(each for each in words if each in {"since", "as", "comme"})
    at = words.index(word)
    verb = words.index("yields") if "yields" in words else at + 1
    clauses = (
        Clause(Span(0, len(words)), verb=1),
        Clause(Span(at, len(words) - 1), "cause", 0, word, verb),
    )
    claims = relate([replace(made, clauses=clauses)], [_claim("a", 0), _claim("b", 0, 1)])
    assert (claims[0].given == "b") == given
