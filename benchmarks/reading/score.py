"""Proposals of the reader held against the labels of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.reading.labels import Claim, Labels
from benchmarks.reading.texts import Text
from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.clauses.own import own_tokens
from detente.reading.proposal import Proposal, Reading
from detente.reading.sentence import Voice

WITHIN = 0.2
"""How far a proposed credence may lie from the labelled band."""

FIRST = 3
"""How many candidates count as "within"."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A label, and the proposal that was found for it; None where there is none."""

    claim: Claim
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Scored:
    """A text scored: labels with what was found for each, and how many proposals there were.

    `spurious` are the proposals that no label answers to.
    """

    name: str
    pairings: Sequence[Pairing]
    spurious: Sequence[Proposal]

    @property
    def found(self) -> list[Pairing]:
        """The labels for which something was proposed."""
        return [each for each in self.pairings if each.proposal is not None]


def article_of(text: Text) -> Article:
    """The article that the reader is given: running text, no marks of sentences."""
    language: Tongue = "fr" if text.language == "fr" else "en"
    return Article(
        id="article",
        file=f"{text.name}.{text.language}.txt",
        language=language,
        paragraphs=tuple(Paragraph(" ".join(sentences)) for sentences in text.paragraphs),
        title=text.title,
        date=text.date,
        author=text.author,
    )


def score(text: Text, labels: Labels, reading: Reading) -> Scored:
    """Pair labels with proposals: of one sentence, the nearest in their words first.

    A proposal answers to one label at most. Effect, voice and condition play no part in the
    pairing, so that they can be right or wrong.
    """
    lines = line_numbers(text, reading)
    left = list(reading.proposals)
    ranked = sorted(
        (
            (*_distance(text, claim, proposal, reading), number, index)
            for number, claim in enumerate(labels.claims)
            for index, proposal in enumerate(left)
            if lines[proposal.sentence] == claim.sentence
        ),
    )
    chosen: dict[int, int] = {}
    for *_away, number, index in ranked:
        if number not in chosen and index not in chosen.values():
            chosen[number] = index
    pairings = [
        Pairing(claim, left[chosen[i]] if i in chosen else None)
        for i, claim in enumerate(labels.claims)
    ]
    spurious = [each for i, each in enumerate(left) if i not in chosen.values()]
    return Scored(f"{text.name}.{text.language}", pairings, spurious)


def line_numbers(text: Text, reading: Reading) -> list[int]:
    """Of each sentence of the reader the number of the line in which it begins."""
    starts: list[tuple[int, list[int]]] = []
    before = 0
    for paragraph in text.paragraphs:
        offsets, at = [], 0
        for sentence in paragraph:
            offsets.append(at)
            at += len(sentence) + 1
        starts.append((before, offsets))
        before += len(paragraph)
    found, place, last = [], 0, -1
    for each in reading.sentences:
        index = each.place.paragraph - 1
        whole = " ".join(text.paragraphs[index])
        place = 0 if index != last else place
        at = max(whole.find(each.text[:40], place), 0)
        place, last = at + 1, index
        first, offsets = starts[index]
        found.append(first + bisect_right(offsets, at))
    return found


def _distance(text: Text, claim: Claim, proposal: Proposal, reading: Reading) -> tuple[int, int]:
    """Characters between the labelled words and the clause that was proposed; 0 if they overlap.

    Of clauses that overlap the one comes first of whose own words the most are among them.
    """
    sentence = reading.sentences[proposal.sentence]
    at = sentence.text.find(claim.part)
    if at < 0 or not sentence.tokens:
        return 0, 0
    end = at + len(claim.part)
    span = sentence.clauses[proposal.clause].span
    first, last = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
    own = [sentence.tokens[place] for place in own_tokens(sentence, proposal.clause)]
    shared = sum(token.start < end and token.end > at for token in own)
    return max(0, first - end, at - last), -shared


def effect_rank(claim: Claim, proposal: Proposal) -> int:
    """Place of the first right effect among the candidates, from 1; 0 if none is right."""
    for rank, candidate in enumerate(proposal.candidates, start=1):
        if candidate.effect in claim.effects:
            return rank
    return 0


def voice_is_right(claim: Claim, voice: Voice) -> bool:
    """Whether the voice is the labelled one, and the person too where one is named."""
    organisation = claim.voice.removeprefix("organisation: ")
    if organisation != claim.voice:
        return voice.who == "organisation" and _same(organisation, voice.name)
    if voice.who.casefold() != claim.voice.casefold():
        return False
    return not claim.speaker or _same(claim.speaker, voice.name)


def _same(one: str, other: str) -> bool:
    """Whether two names share their last word, or one lies in the other."""
    first, second = one.casefold().split(), other.casefold().split()
    return bool(first and second) and (
        first[-1] == second[-1] or {*first} <= {*second} or {*second} <= {*first}
    )


def actor_is_right(claim: Claim, proposal: Proposal) -> bool:
    """Whether it is proposed as the labelled actor's."""
    return proposal.actor.casefold() == claim.actor.casefold()


def target_is_right(claim: Claim, proposal: Proposal) -> bool:
    """Whether it is proposed as towards the labelled one."""
    return proposal.target.casefold() == claim.target.casefold()


def condition_is_right(claim: Claim, proposal: Proposal) -> bool:
    """Whether the kind of condition is the labelled one, or both have none."""
    return (proposal.limit.kind if proposal.limit else "none") == claim.condition


def credence_is_right(claim: Claim, proposal: Proposal) -> bool:
    """Whether the proposed credence lies within `WITHIN` of the labelled band.

    Where one of the two states the claim positively and the other its denial, the credence is that
    of the opposite.
    """
    low, high = claim.credence
    found = proposal.sureness.credence
    if claim.negated != proposal.sureness.negated:
        found = 1.0 - found
    return low - WITHIN <= found <= high + WITHIN


RELATIONS = ("given", "example_of", "contrast_with")
"""Keys of a label and of a proposal that name another claim."""


def related(text: Scored, key: str) -> tuple[int, int, int]:
    """Of a relation between claims: how many are right, how many are proposed, how many labelled.

    Counted among claims that were found, both ends; another end than the labelled one is wrong.
    """
    number = {p.proposal.id: at for at, p in enumerate(text.pairings, 1) if p.proposal}
    right = proposed = labelled = 0
    for each in text.found:
        assert each.proposal is not None
        wanted = getattr(each.claim, key)
        wanted = wanted if wanted in number.values() else None
        found = number.get(getattr(each.proposal, key))
        labelled += wanted is not None
        proposed += found is not None
        right += found is not None and found == wanted
    return right, proposed, labelled
