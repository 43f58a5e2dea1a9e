"""Who faces whom: pairs of actors by how often, and how, sentences bring them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise

from detente.ontology.dyads import pair
from detente.reading.article import Tongue
from detente.reading.sentence import Sentence
from detente.reading.who.atoms import Line, fold
from detente.reading.who.resolve import Named
from detente.reading.words.table import table

_HEADING = 3.0
"""How much more a heading says about what an article is about."""

_BETWEEN, _COMPOUND, _TOWARDS, _AND = 2.0, 2.0, 1.0, 0.5
_ASIDE = 0.25
"""What is left of a mention that mediates, backs, or is where something is."""
_FAR = 7
_NEXT = 0.5
_NAMED = 6.0
"""For standing in neighbouring sentences; for each sentence that names the less named of two."""
_MANY = 30
"""How many of the most named count for being named."""
_BODY = 0.6
"""What is left of a pair for each organisation in it."""


def ranked(
    sentences: Sequence[Sentence],
    lines: Sequence[Line],
    named: Sequence[Sequence[Named]],
    kinds: Mapping[str, str],
) -> tuple[tuple[str, str, float], ...]:
    """Pairs of actors, the likeliest first, with weights that add up to 1.

    Who an actor is does not count; only what its mentions stand beside.
    """
    scores: dict[tuple[str, str], float] = {}
    for sentence, line, mentions in zip(sentences, lines, named, strict=True):
        weight = _HEADING if sentence.heading else 1.0
        for key, value in _within(line, mentions, sentence.language, kinds):
            scores[key] = scores.get(key, 0.0) + weight * value
    _beside(scores, sentences, lines, named, kinds)
    total = sum(scores.values()) or 1.0
    order = sorted(scores, key=lambda key: -round(scores[key], 9))
    first: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for mentions in named:
        for each in mentions:
            first.setdefault(each.actor, len(first))
        counts.update({each.actor for each in mentions if each.kind != "pronoun"})

    def ahead(actor: str) -> tuple[int, int]:
        """The one of two comes first that more sentences name."""
        return -counts[actor], first[actor]

    found = []
    for a, b in order:
        one, other = sorted((a, b), key=ahead)
        found.append((one, other, round(scores[a, b] / total, 6)))
    return tuple(found)


def coupled(line: Line, mentions: Sequence[Named], language: Tongue) -> tuple[str, ...]:
    """The last two whom a sentence names together, as in "A and B"; none if it does not."""
    acting = [each for each in mentions if each.actor and not each.both]
    for before, after in reversed(list(pairwise(acting))):
        together = _bonus(line, before, after, language) in (_BETWEEN, _COMPOUND, _AND)
        if together and before.actor != after.actor:
            return before.actor, after.actor
    return ()


def _within(
    line: Line, mentions: Sequence[Named], language: Tongue, kinds: Mapping[str, str]
) -> Iterable[tuple[tuple[str, str], float]]:
    acting = [each for each in mentions if each.actor and not each.both]
    strength: dict[str, float] = {}
    for each in acting:
        strength[each.actor] = max(strength.get(each.actor, 0.0), _strength(line, each, language))
    found: dict[tuple[str, str], float] = {}
    if len(strength) < 2:
        return []
    share = 1.0 / (len(strength) - 1)
    for a, b in combinations(strength, 2):
        found[pair(a, b)] = share * strength[a] * strength[b]
    for before, after in pairwise(acting):
        if before.actor != after.actor:
            bonus = _bonus(line, before, after, language)
            both = strength[before.actor] * strength[after.actor]
            found[pair(before.actor, after.actor)] += bonus * both
    for a, b in found:
        bodies = sum(kinds.get(each) == "organisation" for each in (a, b))
        found[a, b] *= _BODY**bodies
    return found.items()


def _beside(
    scores: dict[tuple[str, str], float],
    sentences: Sequence[Sentence],
    lines: Sequence[Line],
    named: Sequence[Sequence[Named]],
    kinds: Mapping[str, str],
) -> None:
    """Add what speaks for two who stand in neighbouring sentences, and for the most named."""
    counts: dict[str, float] = {}
    last: dict[str, float] = {}
    paragraph = -1
    for sentence, line, mentions in zip(sentences, lines, named, strict=True):
        if sentence.place.paragraph != paragraph:
            last, paragraph = {}, sentence.place.paragraph
        here: dict[str, float] = {}
        for each in mentions:
            if each.actor and not each.both:
                strength = _strength(line, each, sentence.language)
                here[each.actor] = max(here.get(each.actor, 0.0), strength)
        for actor, strength in here.items():
            counts[actor] = counts.get(actor, 0.0) + strength
        for a in here:
            for b in last:
                if a != b and a not in last and b not in here:
                    key = pair(a, b)
                    scores[key] = scores.get(key, 0.0) + _NEXT * here[a] * last[b]
        last = here or last
    most = sorted(counts, key=lambda actor: -counts[actor])[:_MANY]
    for a, b in combinations(most, 2):
        bodies = sum(kinds.get(each) == "organisation" for each in (a, b))
        key = pair(a, b)
        least = min(counts[a], counts[b]) * _BODY**bodies
        scores[key] = scores.get(key, 0.0) + _NAMED * least


def _strength(line: Line, each: Named, language: Tongue) -> float:
    words = _words(language)
    near = line.words(max(0, each.first - 4), each.first) + line.words(each.last, each.last + 3)
    inside = line.words(each.first, each.last)
    aside = each.within or each.role == "mediator"
    if aside or any(word in words["mediating"] for word in (*near, *inside)):
        return _ASIDE
    return 1.0


def _bonus(line: Line, before: Named, after: Named, language: Tongue) -> float:
    words = _words(language)
    gap = line.words(before.last, after.first)
    signs = line.text[line.atoms[before.last - 1].end : line.atoms[after.first].start]
    if not gap and signs.strip() in ("-", "–", "\u2011", "—", "/"):
        return _COMPOUND
    joined = (bool(gap) and gap[0] in words["joins"]) or any(w in words["joins"] for w in gap[-2:])
    ahead = line.words(max(0, before.first - 4), before.first)
    if joined and any(word in words["between"] for word in ahead):
        return _BETWEEN
    if len(gap) <= _FAR and any(word in words["towards"] for word in gap[-2:]):
        return _TOWARDS
    return _AND if joined and len(gap) <= 3 else 0.0


@cache
def _words(language: Tongue) -> dict[str, frozenset[str]]:
    return {
        key: frozenset(fold(word) for word in listed)
        for key, listed in table(language, "pairs").items()
    }
