"""The condition of a clause: by which words, of which kind, and what it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.reading.cues.forms import plain
from detente.reading.cues.line import Line, children, own_line
from detente.reading.cues.mood import mood
from detente.reading.cues.phrases import found_phrases
from detente.reading.proposal import ConditionKind, Limit
from detente.reading.sentence import Clause, ClauseKind, Day, Sentence, Span

_KINDS: Mapping[ClauseKind, ConditionKind] = {
    "condition": "if",
    "unless": "unless",
    "once": "after-act",
    "until": "after-act",
    "before": "before-date",
    "as-long-as": "as-long-as",
    "in-return": "in-return",
}
_ORDER: tuple[ConditionKind, ...] = (
    "unless", "if", "as-long-as", "in-return", "after-act", "after-date", "before-date"
)  # fmt: skip
"""Which condition a claim is given where it has several: what it hangs on before when."""
_ENDS = frozenset({",", ";", ":", ".", "!", "?", ")", "—", "–"})
_DEEP = 6
_LONG = 14


def limit(sentence: Sentence, clause: int) -> Limit | None:
    """The condition under which a clause is asserted.

    It is that of a clause which depends on it, on the clause in which it is reported, or on which
    it depends itself as a relative clause does not; or that of words which open no clause, such as
    *without* or *depends on*.

    Parameters
    ----------
    sentence : Sentence
    clause : int

    Returns
    -------
    Limit or None
    """
    found = [*_clauses(sentence, clause), *_phrases(sentence, clause)]
    if not found:
        return None
    return min(found, key=lambda each: (_ORDER.index(each.kind), each.span.first))


def _clauses(sentence: Sentence, clause: int) -> Iterator[Limit]:
    for at in _chain(sentence, clause):
        for i, each in children(sentence, at):
            kind = _KINDS.get(each.kind)
            if kind is not None:
                yield _limit(sentence, _kind(sentence, kind, each, at), each.span, i)


def _chain(sentence: Sentence, clause: int) -> Iterator[int]:
    """The clause, and those in which it is reported."""
    if not sentence.clauses:
        return
    for _step in range(_DEEP):
        yield clause
        each = sentence.clauses[clause]
        if each.kind != "reported" or each.parent < 0:
            return
        clause = each.parent


def _kind(sentence: Sentence, kind: ConditionKind, each: Clause, governing: int) -> ConditionKind:
    """The kind of condition, by what the clause names and whether the main verb is negated.

    *Not before the army has left* and *not until then* are said of what must come first.
    """
    negated = sentence.clauses[governing].negated
    dated = _day(sentence, each.span) is not None and each.verb < 0
    if each.kind == "once":
        return "after-date" if dated else kind
    if each.kind == "until":
        if each.verb >= 0:
            return "after-act"
        return ("after-date" if dated else "after-act") if negated else "before-date"
    if each.kind == "before" and negated and each.verb >= 0:
        return "after-act"
    if each.kind == "unless" and not negated and each.verb < 0:
        return "if"
    return kind


def _phrases(sentence: Sentence, clause: int) -> Iterator[Limit]:
    line = own_line(sentence, clause)
    negated = bool(sentence.clauses) and sentence.clauses[clause].negated
    apart = {at for _name, found in found_phrases(line, "limits", "apart") for at in found.places}
    for name, found in found_phrases(line, "limits", "ahead"):
        first = min(found.places)
        if first in apart:
            continue
        span = Span(first, _end(line, first))
        kind: ConditionKind = _CONDITIONS[name]
        if kind == "unless" and not negated:
            kind = "if"
        yield _limit(sentence, kind, span, clause)
    subject = _subject(line, clause)
    if subject is not None:
        yield _limit(sentence, "if", subject, clause)


_CONDITIONS: Mapping[str, ConditionKind] = {kind: kind for kind in _ORDER}


def _subject(line: Line, clause: int) -> Span | None:
    """A subject that stands for a condition: *any further attack would end the truce*."""
    sentence = line.sentence
    if not sentence.clauses or not line.items:
        return None
    verb = sentence.clauses[clause].verb
    first = next((i for i in line.items if i.text.isalnum() or len(i.text) > 1), line.items[0])
    for _name, found in found_phrases(line, "limits", "subject"):
        if min(found.places) <= first.place + 1 and verb > max(found.places):
            end = verb
            if end - 1 in line.own and plain(sentence.tokens[end - 1].text) in _AUXILIARIES:
                end -= 1
            if _hypothetical(line, end, verb):
                return Span(min(found.places), end)
    return None


_AUXILIARIES = frozenset({"would", "will", "could", "might", "may", "sera", "serait"})


def _hypothetical(line: Line, first: int, last: int) -> bool:
    sentence = line.sentence
    for place in range(first, last + 1):
        if sentence.language == "en":
            if plain(sentence.tokens[place].text) in {"would", "will", "could", "might"}:
                return True
        elif mood(sentence.tokens[place]) is not None:
            return True
    return False


def _end(line: Line, first: int) -> int:
    """Where the words of a condition end: at a sign, or where the clause's own words end."""
    last = first
    for item in line.items:
        if item.place < first:
            continue
        if item.place > first + _LONG or item.text in _ENDS or item.place > last + 1:
            break
        last = item.place
    return last + 1


def _day(sentence: Sentence, span: Span) -> Day | None:
    return next((day for day in sentence.days if day.span in span), None)


def _limit(sentence: Sentence, kind: ConditionKind, span: Span, clause: int) -> Limit:
    actor = next((m.actor for m in sentence.mentions if m.span in span and m.actor), "")
    words = sentence.words(_trimmed(sentence, span))
    return Limit(kind, words, span, _day(sentence, span), "", actor)


def _trimmed(sentence: Sentence, span: Span) -> Span:
    last = span.last
    while last > span.first + 1 and sentence.tokens[last - 1].text in _ENDS | {"»", "”", '"'}:
        last -= 1
    return Span(span.first, last)
