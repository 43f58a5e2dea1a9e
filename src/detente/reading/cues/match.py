"""Effects that a clause may stand for, ranked by the cues found in it and by all its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from detente.reading.cues.cast import Filled, fill
from detente.reading.cues.classes import classes
from detente.reading.cues.coded import SCHEDULED, named_act, with_act
from detente.reading.cues.find import Found, find
from detente.reading.cues.line import Line, children, line, words_at
from detente.reading.cues.load import Compiled, CueBook, cue_book
from detente.reading.cues.senses import Told, told
from detente.reading.cues.worded import worded
from detente.reading.grammar import roles
from detente.reading.identity import Same
from detente.reading.proposal import Candidate
from detente.reading.sentence import Clause, Mention, Sentence

MORE = 0.25
"""What each further cue of the same effect adds, as a share of its weight."""
AGAINST = 1.0
"""What a pattern that speaks against a cue takes from it."""
FILLED, MISSING = 0.2, 0.4
"""What a role that is filled adds, and one that nobody fills takes away."""
LONG = 0.1
"""What each further word of a pattern adds: more words say more."""
LIMITED = 0.7
"""What is left of a cue that stands in a clause that only says when another holds."""
LEAST = 3
"""So many candidates there are, where the words of the clause tell of as many."""
CLAIMS, CLEAR = 0.7, 0.3
"""Where no cue is found, the words have to say so surely that something is claimed, and what."""
APART = 0.5
"""So much less than the one before it scores an effect that is only easily taken for the first."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue that was found, with what it scores."""

    compiled: Compiled
    found: Found
    filled: Filled
    score: float


def match(sentence: Sentence, clause: int) -> tuple[Candidate, ...]:
    """Effects that a clause may stand for, the likeliest first.

    The score of a cue is its weight, with what its length and its roles add; that of an effect is
    that of its best cue and a share of its others, and what all the words of the clause tell of it
    (`detente.reading.cues.senses`). Where fewer than three effects have cues, those follow of
    which the words tell most, and where they tell nothing, those that are easily taken for the
    first.

    Parameters
    ----------
    sentence : Sentence
        With tokens, mentions and clauses.
    clause : int
        Index of the clause.

    Returns
    -------
    tuple of Candidate
        Empty if no cue is found, and the words do not clearly say what is claimed.
    """
    return _matched(Same(sentence), clause)


@lru_cache(maxsize=512)
def _matched(same: Same[Sentence], clause: int) -> tuple[Candidate, ...]:
    sentence = same.it
    words = line(sentence, clause)
    tells = told(words, clause)
    found = cued(words, clause, tells)
    if not found and not _clear(tells):
        return ()
    book = cue_book(sentence.language)
    order = {name: i for i, name in enumerate(book.near)}
    if tells is not None:
        found += _worded(words, clause, tells, found)
    if not found:
        return ()
    ranked = sorted(found, key=lambda each: (-each.score, order[each.effect]))
    if tells is None:
        ranked += _near(book, ranked)
    return tuple(ranked)


def _clear(tells: Told | None) -> bool:
    """Whether words alone say that something is claimed, and what."""
    if tells is None:
        return False
    return 1.0 - tells.none >= CLAIMS and max(tells.effects.values()) >= CLEAR


def cued(words: Line, clause: int, tells: Told | None) -> list[Candidate]:
    """Effects that have cues in a clause, in no order; by these alone where nothing else tells."""
    sentence = words.sentence
    hits: dict[str, list[_Hit]] = {}
    for hit in _hits(cue_book(sentence.language), words, clause):
        hits.setdefault(hit.compiled.effect, []).append(hit)
    found = [
        with_act(_candidate(effect, each, words, tells), sentence, clause)
        for effect, each in hits.items()
    ]
    if SCHEDULED not in hits:
        found += named_act(sentence, clause)
    return [
        replace(each, cue=each.score, score=round(each.score + tells.lean(each.effect), 6))
        if tells
        else replace(each, cue=each.score)
        for each in found
    ]


def _worded(words: Line, clause: int, tells: Told, others: Sequence[Candidate]) -> list[Candidate]:
    """The effects without a cue of which the words tell most, as many as are looked at."""
    known = {each.effect for each in others}
    among = cue_book(words.sentence.language).near
    names = [name for name in tells.effects if name in among and name not in known]
    names.sort(key=lambda name: -tells.effects[name])
    subject = roles.subject(words.sentence, clause) if words.sentence.clauses else None
    found = (worded(name, tells, words, subject) for name in names)
    told_of = (each for each in found if each.words or others)
    return [with_act(each, words.sentence, clause) for each in islice(told_of, LEAST)]


def _near(book: CueBook, ranked: Sequence[Candidate]) -> Iterator[Candidate]:
    """Effects that are easily taken for the first one, up to as many as are looked at."""
    first, last = ranked[0], ranked[-1]
    known = {each.effect for each in ranked}
    names = [name for name in book.near[first.effect] if name not in known]
    for i, name in enumerate(names[: max(LEAST - len(ranked), 0)], 1):
        score = round(last.score - APART * i, 6)
        yield Candidate(name, "", score, (), {}, first.direction, first.acts)


def _hits(book: CueBook, words: Line, clause: int) -> Iterator[_Hit]:
    tried: set[tuple[int, int]] = set()
    for form in words.index:
        tried.update(book.keys.get(form, ()))
        for end in range(3, len(form) + 1):
            tried.update(book.beginnings.get(form[:end], ()))
        for start in range(1, 7):
            tried.update(book.endings.get(form[-start:], ()))
    done: dict[int, Found] = {}
    for cue, pattern in sorted(tried):
        compiled = book.cues[cue]
        found = find(compiled.patterns[pattern], words)
        if found and (cue not in done or len(found.places) > len(done[cue].places)):
            done[cue] = found
    subject = roles.subject(words.sentence, clause) if done and words.sentence.clauses else None
    for cue, found in done.items():
        compiled = book.cues[cue]
        if _joined(compiled, words.sentence, clause):
            yield _weighed(compiled, found, words, clause, subject)


def _joined(compiled: Compiled, sentence: Sentence, clause: int) -> bool:
    kinds = compiled.cue.joined
    return not kinds or any(each.kind in kinds for each in _around(sentence, clause))


def _around(sentence: Sentence, clause: int) -> list[Clause]:
    """A clause and those that depend on it."""
    if not sentence.clauses:
        return []
    below = [each for _i, each in children(sentence, clause)]
    return [sentence.clauses[clause], *below]


def _weighed(
    compiled: Compiled, found: Found, words: Line, clause: int, subject: Mention | None
) -> _Hit:
    filled = fill(compiled.cue.roles, words, subject, found)
    score = compiled.cue.weight + LONG * (len(found.places) - 1)
    score += FILLED * len(filled.roles) - MISSING * filled.missing
    if any(find(pattern, words) for pattern in compiled.against):
        score -= AGAINST
    if any(each.kind in compiled.cue.not_joined for each in _around(words.sentence, clause)):
        score -= AGAINST
    if not words.own.intersection(found.places):
        score *= LIMITED
    return _Hit(compiled, found, filled, score)


def _candidate(effect: str, hits: list[_Hit], words: Line, tells: Told | None) -> Candidate:
    def rank(hit: _Hit) -> tuple[float, int]:
        lean = tells.lean_of(effect, hit.compiled.cue.sense) if tells else 0.0
        return -hit.score - lean, hit.compiled.number

    best, *others = sorted(_apart(hits), key=rank)
    cue = best.compiled.cue
    score = best.score
    seen = set(best.found.places)
    for hit in others:
        if seen.isdisjoint(hit.found.places):
            score += MORE * max(hit.score, 0)
        seen.update(hit.found.places)
    direction = cue.direction
    if any(find(pattern, words) for pattern in best.compiled.flips):
        direction = -direction
    acts: str = cue.acts
    if acts == "any":
        acts = _class_named(words, max(best.found.places))
    return Candidate(
        effect,
        cue.sense,
        round(score, 6),
        words_at(words.sentence, best.found.places),
        dict(best.filled.roles),
        direction,
        acts,
    )


def _apart(hits: Sequence[_Hit]) -> list[_Hit]:
    """Hits without those whose words say something else with a word more: *hopeful*, *hardly …*."""
    places = [frozenset(hit.found.places) for hit in hits]
    senses = [hit.compiled.cue.sense for hit in hits]
    return [
        hit
        for hit, own, sense in zip(hits, places, senses, strict=True)
        if not any(
            own < more and sense != other for more, other in zip(places, senses, strict=True)
        )
    ]


def _class_named(words: Line, after: int) -> str:
    """The first class of acts named after a token, or before it if none is; else any."""
    known = classes(words.sentence.language)
    named = [
        (item.place < after, item.place, known[form])
        for item in words.items
        for form in sorted(item.forms)
        if item.place != after and form in known
    ]
    return min(named)[-1] if named else "any"
