"""What must become of claims when a text is reworded in a known way, counted over the texts.

Each check rewords as many labelled claims of a text as its wording allows for, has the whole text
read again, and counts how many were read as they must be then.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.reading.labels import Claim, Labels, labels_file, read_labels
from benchmarks.reading.renaming import Renaming, by_invented, by_others
from benchmarks.reading.score import article_of, line_numbers, score
from benchmarks.reading.texts import Text, read_text, text_files
from benchmarks.reading.wording import (
    Change,
    Reworded,
    asked,
    conceded,
    negated,
    refuted,
    said_by,
)
from detente.errors import InputError
from detente.reading.article import Tongue
from detente.reading.clauses.own import owners
from detente.reading.grammar.lemmas import plain
from detente.reading.proposal import Proposal, Reading
from detente.reading.read import Asked, read_articles
from detente.reading.sentence import Voice
from detente.reading.words.negation import negating

WEAKER = 0.05
"""How much lower a credence must be to be lower."""

SURE = 0.5
"""Claims are denied only where the text holds them."""

NORWAY = said_by(
    "the foreign minister of Norway said", "a déclaré le ministre des Affaires étrangères norvégien"
)
PERU = said_by(
    "the foreign minister of Peru said", "a déclaré le ministre des Affaires étrangères péruvien"
)


@dataclass(frozen=True, slots=True)
class Account:
    """A text with its labels, as it was read, and the line of each sentence that was read."""

    text: Text
    labels: Labels
    reading: Reading
    lines: Sequence[int]
    grammar: bool

    @property
    def language(self) -> Tongue:
        """Of the text."""
        return "fr" if self.text.language == "fr" else "en"

    def again(self, text: Text, declared: Mapping[str, str] | None = None) -> Account:
        """The same after a change of its words."""
        return _account(text, self.labels, grammar=self.grammar, declared=declared or {})

    def near(self, line: int, words: str) -> list[Proposal]:
        """The proposals of a line whose own words are among some words."""
        return [
            proposal
            for proposal in self.reading.proposals
            if self.lines[proposal.sentence] == line and self._among(proposal, words)
        ]

    def _among(self, proposal: Proposal, words: str) -> bool:
        sentence = self.reading.sentences[proposal.sentence]
        at = sentence.text.find(words)
        if at < 0:
            return True
        mine = owners(sentence.clauses, len(sentence.tokens))
        return any(
            own == proposal.clause and token.start < at + len(words) and token.end > at
            for token, own in zip(sentence.tokens, mine, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that had to be so: where, and whether it was."""

    where: str
    held: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Cases of a behaviour, and how many claims (or proposals) there were to make them of."""

    cases: Sequence[Case]
    of: int

    @property
    def held(self) -> int:
        """How many were as they must be."""
        return sum(case.held for case in self.cases)

    def __add__(self, other: Count) -> Count:
        """Cases of both."""
        return Count((*self.cases, *other.cases), self.of + other.of)


def account(path_of: str, part: str, *, grammar: bool = True) -> Account:
    """A text of the benchmark, such as ``red-sea.en``, read."""
    path = next(path for path in text_files(part) if path.name == f"{path_of}.txt")
    text = read_text(path)
    return _account(text, read_labels(labels_file(path), text), grammar=grammar, declared={})


def names(part: str) -> list[str]:
    """The texts of a part."""
    return [path.name.removesuffix(".txt") for path in text_files(part)]


def _account(text: Text, labels: Labels, *, grammar: bool, declared: Mapping[str, str]) -> Account:
    wanted = Asked(today=text.date, grammar=grammar, declared=declared)
    reading = read_articles([article_of(text)], wanted)
    return Account(text, labels, reading, line_numbers(text, reading), grammar)


def _reworded(
    one: Account, change: Change, fit: Callable[[Claim], bool]
) -> tuple[Text, dict[int, tuple[Claim, Reworded]]]:
    """A text with one claim changed in each line that allows for it, by number of the line."""
    done: dict[int, tuple[Claim, Reworded]] = {}
    for claim in one.labels.claims:
        sentence = one.text.sentences[claim.sentence - 1]
        if claim.sentence in done or not fit(claim) or not one.near(claim.sentence, claim.part):
            continue
        new = change(sentence, claim.part, one.language)
        if new is not None:
            done[claim.sentence] = claim, new
    number = 0
    paragraphs: list[tuple[str, ...]] = []
    for lines in one.text.paragraphs:
        new_lines = []
        for line in lines:
            number += 1
            new_lines.append(done[number][1].sentence if number in done else line)
        paragraphs.append(tuple(new_lines))
    return replace(one.text, paragraphs=tuple(paragraphs)), done


def _changed(
    one: Account,
    change: Change,
    right: Callable[[Sequence[Proposal], Sequence[Proposal]], bool],
    fit: Callable[[Claim], bool] = lambda claim: True,
) -> Count:
    """Reword claims, read again, and judge the proposals before and after."""
    text, done = _reworded(one, change, fit)
    of = sum(1 for claim in one.labels.claims if one.near(claim.sentence, claim.part))
    if not done:
        return Count((), of)
    after = one.again(text)
    cases = [
        Case(
            f"{one.text.name}.{one.text.language} {line}: {new.sentence}",
            right(one.near(line, claim.part), after.near(line, new.part)),
        )
        for line, (claim, new) in done.items()
    ]
    return Count(cases, of)


def _pairs(
    before: Sequence[Proposal], after: Sequence[Proposal]
) -> Iterator[tuple[Proposal, Proposal]]:
    """Proposals that say the same."""
    for old in before:
        for new in after:
            first, second = old.candidates[0], new.candidates[0]
            if (first.effect, first.direction) == (second.effect, second.direction):
                yield old, new


def _weaker(old: Proposal, new: Proposal) -> bool:
    return new.sureness.credence <= old.sureness.credence - WEAKER


def _denied(old: Proposal, new: Proposal) -> bool:
    return old.sureness.negated != new.sureness.negated or _weaker(old, new)


def negation(one: Account) -> Count:
    """A claim that is negated becomes another, or is believed less, or nothing is proposed."""

    def right(before: Sequence[Proposal], after: Sequence[Proposal]) -> bool:
        return all(
            _denied(old, new)
            for old, new in _pairs(before, after)
            if old.sureness.credence > SURE and not old.sureness.negated
        )

    return _changed(one, negated, right, lambda c: not c.negated and c.credence[0] >= SURE)


def concession(one: Account) -> Count:
    """What is conceded is no claim of its own strength."""
    return _changed(
        one,
        conceded,
        lambda before, after: all(
            new.sureness.concession or _weaker(old, new) for old, new in _pairs(before, after)
        ),
        lambda c: not c.concession,
    )


def cause(one: Account) -> Count:
    """A cause that is refuted is not held."""
    return _changed(
        one,
        refuted,
        lambda before, after: all(
            _denied(old, new)
            for old, new in _pairs(before, after)
            if old.sureness.credence > SURE and not old.sureness.negated
        ),
        lambda c: not c.negated,
    )


def question(one: Account) -> Count:
    """A question asserts nothing."""
    return _changed(one, asked, lambda before, after: not after)


def quotation(one: Account) -> Count:
    """What is quoted is not the author's, nor the issuer's."""
    count = _changed(
        one,
        NORWAY,
        lambda before, after: all("NOR" in _voices(new.voice) for new in after),
    )
    marked = [claim for claim in one.labels.claims if claim.quoted]
    own = [
        Case(
            f"{one.text.name}.{one.text.language} {claim.sentence}: {claim.part}",
            all({*_voices(p.voice)} != {"author"} for p in near),
        )
        for claim in marked
        if claim.voice != "author" and (near := one.near(claim.sentence, claim.part))
    ]
    return count + Count(own, 0)


def speaker(one: Account) -> Count:
    """Another speaker, another voice: of words given to a speaker, and of the text's own."""
    count = Count((), 0)
    for change, who in ((NORWAY, "NOR"), (PERU, "PER")):
        count += _changed(one, change, _all_by(who))
    return count + _own_speakers(one)


def _all_by(who: str) -> Callable[[Sequence[Proposal], Sequence[Proposal]], bool]:
    return lambda _before, after: all(who in _voices(new.voice) for new in after)


def _voices(voice: Voice) -> list[str]:
    """Who says it, and through whom."""
    return [voice.who, *(_voices(voice.through) if voice.through else ())]


def _own_speakers(one: Account) -> Count:
    """Speakers whom the text names beside the claim are others after they are renamed."""
    cases: list[Case] = []
    every = by_others(one.text, one.reading)
    after = None
    for claim in one.labels.claims:
        sentence = one.text.sentences[claim.sentence - 1]
        around = sentence.replace(claim.part, "")
        old = [p for p in one.near(claim.sentence, claim.part) if p.voice.who == claim.voice]
        if claim.voice not in every.actors or not old:
            continue
        alone = by_others(one.text, one.reading, only=claim.voice)
        if alone.of(around) == around:
            continue
        after = after or one.again(every.text(one.text))
        new = after.near(claim.sentence, every.of(claim.part))
        where = f"{one.text.name}.{one.text.language} {claim.sentence}: {every.of(sentence)}"
        cases.append(Case(where, any(p.voice.who == every.actors[claim.voice] for p in new)))
    return Count(cases, 0)


Signature = tuple[object, ...]


def _signature(proposal: Proposal, where: object, actors: Mapping[str, str]) -> Signature:
    """All that is said of a claim but its place and its id, with other names for the actors."""
    first = proposal.candidates[0]

    def name(actor: str) -> str:
        return actors.get(actor, actor)

    return (
        *(where, first.effect, first.sense, first.direction, proposal.clause),
        *(name(proposal.actor), name(proposal.target)),
        *(name(proposal.voice.who), proposal.voice.role),
        *(proposal.sureness.credence, proposal.sureness.negated, proposal.sureness.concession),
        proposal.limit.kind if proposal.limit else "",
    )


def _renamed(one: Account, renaming: Renaming) -> Count:
    """Proposals of sentences that speak of the renamed are the same with other names."""
    if not renaming.actors:
        return Count((), len(one.reading.proposals))
    try:
        after = one.again(renaming.text(one.text), renaming.declared)
    except InputError:
        after = None
    found: Counter[Signature] = Counter()
    if after is not None:
        found.update(_signature(p, after.lines[p.sentence], {}) for p in after.reading.proposals)
    cases = []
    for proposal in one.reading.proposals:
        sentence = one.reading.sentences[proposal.sentence]
        if not any(mention.actor in renaming.actors for mention in sentence.mentions):
            continue
        line = one.lines[proposal.sentence]
        wanted = _signature(proposal, line, renaming.actors)
        held = found[wanted] > 0
        found[wanted] -= held
        where = f"{one.text.name}.{one.text.language} {line}: {renaming.of(sentence.text)}"
        cases.append(Case(f"{where} {wanted}", held))
    return Count(cases, len(one.reading.proposals))


def known_names(one: Account) -> Count:
    """Actors renamed by known ones change names only.

    Whom the text still names after that is called otherwise, too, and keeps its name.
    """
    renaming = by_others(one.text, one.reading)
    left = {actor.id for actor in one.again(renaming.text(one.text)).reading.actors}
    return _renamed(one, by_others(one.text, one.reading, without=left))


def invented_names(one: Account) -> Count:
    """Actors renamed by invented ones change names only."""
    return _renamed(one, by_invented(one.text, one.reading))


def order(one: Account) -> Count:
    """Paragraphs in another order change nothing but locators; not those of an interview."""
    if one.labels.style == "interview":
        return Count((), len(one.reading.proposals))
    paragraphs = list(one.text.paragraphs)
    random.Random(one.text.name).shuffle(paragraphs)
    after = one.again(replace(one.text, paragraphs=tuple(paragraphs)))

    def signatures(each: Account) -> list[Signature]:
        return [
            _signature(p, each.reading.sentences[p.sentence].text, {})
            for p in each.reading.proposals
        ]

    found = Counter(signatures(after))
    cases = []
    for wanted in signatures(one):
        held = found[wanted] > 0
        found[wanted] -= held
        cases.append(Case(f"{one.text.name}.{one.text.language} {wanted}", held))
    return Count(cases, len(one.reading.proposals))


def denial(one: Account) -> Count:
    """What a text denies, a refuted cause among it, is proposed as denied or hardly believed."""
    scored = score(one.text, one.labels, one.reading)
    denials = [pairing for pairing in scored.pairings if pairing.claim.negated]
    cases = [
        Case(
            f"{one.text.name}.{one.text.language} {each.claim.sentence}: {each.claim.part}",
            each.proposal.sureness.negated
            or each.proposal.sureness.credence <= SURE
            or _says_no(each.proposal, one.language),
        )
        for each in denials
        if each.proposal is not None
    ]
    return Count(cases, len(denials))


def _says_no(proposal: Proposal, language: Tongue) -> bool:
    """Whether the denial is part of what is proposed, such as *sees no reason to*."""
    words = " ".join(proposal.candidates[0].words)
    return not negating(language).isdisjoint(plain(word) for word in words.split())


def parallels(accounts: Mapping[str, Account]) -> tuple[Count, Count]:
    """Claims of articles in both languages: with the same effect first, and within three."""
    first, three = [], []
    every = 0
    for name, one in accounts.items():
        other = accounts.get(one.labels.parallel)
        if other is None or one.language != "en":
            continue
        twins = score(other.text, other.labels, other.reading).pairings
        there = {each.claim.gist: each.proposal for each in twins}
        for pairing in score(one.text, one.labels, one.reading).pairings:
            twin = there.get(pairing.claim.gist)
            every += pairing.claim.gist in there
            if pairing.proposal is None or twin is None:
                continue
            effects = [[c.effect for c in p.candidates[:3]] for p in (pairing.proposal, twin)]
            where = f"{name} {pairing.claim.sentence}: {effects}"
            first.append(Case(where, effects[0][0] == effects[1][0]))
            three.append(Case(where, bool({*effects[0]} & {*effects[1]})))
    return Count(first, every), Count(three, every)


CHECKS: dict[str, Callable[[Account], Count]] = {
    "negated: the claim flips or is believed less": negation,
    "denied in the text itself: not proposed as held": denial,
    "another speaker: another voice": speaker,
    "quoted: not the author’s": quotation,
    "renamed by known actors: only names change": known_names,
    "renamed by invented ones: only names change": invented_names,
    "paragraphs in another order: only locators change": order,
    "conceded: not of its own strength": concession,
    "refuted as a cause: not held": cause,
    "asked: nothing asserted": question,
}
"""What is checked of each text by itself."""
