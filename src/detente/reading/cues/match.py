"""Effects that a clause may stand for, ranked by the cues that are found in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.reading.cues.cast import Filled, fill
from detente.reading.cues.classes import classes
from detente.reading.cues.coded import SCHEDULED, named_act, with_act
from detente.reading.cues.find import Found, find
from detente.reading.cues.likeness import alike
from detente.reading.cues.line import Line, children, line, words_at
from detente.reading.cues.load import Compiled, CueBook, cue_book
from detente.reading.grammar import roles
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
NEAR = 0.2
"""Score of an effect that is easily taken for the first one, as a share of that one's."""
LIMITED = 0.7
"""What is left of a cue that stands in a clause that only says when another holds."""
CERTAIN = 2
"""So many candidates stay where their cues put them."""
LESS = 0.95
"""Score of a further candidate, at most, as a share of that before it."""
BESIDE, AROUND = 0.4, 6
"""What is left of a cue in a clause beside it, of so many before and behind."""
LEAST = 3
"""So many candidates, where the first one has as many neighbours."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue that was found, with what it scores."""

    compiled: Compiled
    found: Found
    filled: Filled
    score: float


def match(sentence: Sentence, clause: int) -> tuple[Candidate, ...]:
    """Effects that a clause may stand for, the likeliest first.

    The score of an effect is that of its best cue, its weight with what its length and its roles
    add, and a share of its other cues. Effects that are easily taken for the first one follow
    where fewer than three have cues.

    Parameters
    ----------
    sentence : Sentence
        With tokens, mentions and clauses.
    clause : int
        Index of the clause.

    Returns
    -------
    tuple of Candidate
        Empty if no cue is found.
    """
    ranked = _cued(_Same(sentence), clause)
    if not ranked:
        return ()
    words = line(sentence, clause)
    beside = _beside(sentence, clause)
    return tuple(_with_others(cue_book(sentence.language), ranked, beside, words))


class _Same:
    """A sentence as the key of a cache: the very same object, never compared."""

    __slots__ = ("sentence",)

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __hash__(self) -> int:
        return id(self.sentence)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.sentence is self.sentence


@lru_cache(maxsize=512)
def _cued(same: _Same, clause: int) -> tuple[Candidate, ...]:
    """Effects that have cues in a clause, the likeliest first."""
    sentence = same.sentence
    book = cue_book(sentence.language)
    words = line(sentence, clause)
    hits: dict[str, list[_Hit]] = {}
    for hit in _hits(book, words, clause):
        hits.setdefault(hit.compiled.effect, []).append(hit)
    order = {name: i for i, name in enumerate(book.near)}
    ranked = [
        with_act(_candidate(effect, found, words), sentence, clause)
        for effect, found in hits.items()
    ]
    if SCHEDULED not in hits:
        ranked += named_act(sentence, clause)
    ranked.sort(key=lambda each: (-each.score, order[each.effect]))
    return tuple(ranked)


def _beside(sentence: Sentence, clause: int) -> list[Candidate]:
    """Effects that have cues in the clauses around it, the likeliest first, with a share left."""
    near = range(max(clause - AROUND, 0), min(clause + AROUND + 1, len(sentence.clauses)))
    found = [each for at in near if at != clause for each in _cued(_Same(sentence), at)]
    found.sort(key=lambda each: -each.score)
    return [replace(each, score=each.score * BESIDE) for each in found]


def _with_others(
    book: CueBook, ranked: Sequence[Candidate], beside: Sequence[Candidate], words: Line
) -> Iterator[Candidate]:
    """The candidates with an effect whose cues use the words of the clause among the first three.

    A third cue tells less than all the words together. Where there are fewer than three, those of
    the clauses beside it follow, and effects that are easily taken for the first one come last.
    """
    best, first, rest = ranked[0], ranked[:CERTAIN], ranked[CERTAIN:]
    yield from first
    known = {each.effect for each in first}
    names = [name for name, _tells in alike(words) if name not in known][:1]
    names += [each.effect for each in rest if each.effect not in names]
    others = [each.effect for each in beside] + list(book.near[best.effect])
    names += [name for name in dict.fromkeys(others) if name not in {*names, *known}]
    cued = {each.effect: each for each in (*reversed(beside), *rest)}
    score = first[-1].score
    for name in names[: max(LEAST - len(first), len(rest) + 1)]:
        found = cued.get(name) or Candidate(
            name, "", best.score * NEAR, (), {}, best.direction, best.acts
        )
        score = round(min(score * LESS, found.score), 6)
        yield replace(found, score=score)


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


def _candidate(effect: str, hits: list[_Hit], words: Line) -> Candidate:
    best, *others = sorted(hits, key=lambda hit: (-hit.score, hit.compiled.number))
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
