"""Conditions without a connective: *should it fail*; *one blow, and …*; *any attack would …*."""

from __future__ import annotations

from collections.abc import Mapping

from detente.reading.article import Tongue
from detente.reading.cues.line import Item, Line, near, own_line
from detente.reading.cues.mood import mood
from detente.reading.cues.phrases import found_phrases
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Sentence, Span
from detente.reading.words.table import table

_AND: Mapping[Tongue, str] = {"en": "and", "fr": "et"}
_MODALS = frozenset({"would", "will", "could", "might", "'ll", "'d", "may", "shall"})
_OBJECTS = frozenset({"them", "him", "her", "it", "us", "me"})


def hypothesis(sentence: Sentence, clause: int) -> Span | None:
    """The words of a condition that no connective opens, under which a clause stands.

    Parameters
    ----------
    sentence : Sentence
    clause : int

    Returns
    -------
    Span or None
    """
    if not sentence.clauses:
        return None
    line = own_line(sentence, clause)
    if not line.items:
        return None
    return _before(sentence, clause) or _first_half(line) or _subject(line, clause)


def supposes(sentence: Sentence, clause: int) -> bool:
    """Whether a clause is itself such a condition of the one that follows it."""
    after = _neighbour(sentence, clause, later=True)
    return after is not None and _before(sentence, after) == sentence.clauses[clause].span


def _neighbour(sentence: Sentence, clause: int, *, later: bool) -> int | None:
    """The clause of the same rank that stands next to it."""
    here = sentence.clauses[clause]
    beside = [
        i
        for i in near(sentence, clause)
        if (each := sentence.clauses[i]).parent == here.parent
        and (each.span.first >= here.span.last if later else each.span.last <= here.span.first)
    ]
    if not beside:
        return None
    return min(beside, key=lambda i: abs(sentence.clauses[i].span.first - here.span.first))


def _before(sentence: Sentence, clause: int) -> Span | None:
    """A clause before it that opens with its verb or with an order."""
    at = _neighbour(sentence, clause, later=False)
    if at is None or not _open(own_line(sentence, clause)):
        return None
    before = sentence.clauses[at]
    if before.question or before.words or before.kind not in {"main", "reported"}:
        return None
    words = _words(own_line(sentence, at))
    if not words:
        return None
    listed = table(sentence.language, "limits")["hypotheses"]
    joined = _words(own_line(sentence, clause))[0].text == _AND[sentence.language]
    opens = words[0].text in listed["inverted"] or (
        joined and (words[0].text in listed["orders"] or _order(sentence, words))
    )
    return sentence.clauses[at].span if opens else None


def _order(sentence: Sentence, words: list[Item]) -> bool:
    """Whether an English clause begins with a bare verb, or with what acts on a pronoun."""
    if sentence.language != "en":
        return False
    token = sentence.tokens[words[0].place]
    follows = sentence.tokens[words[1].place] if len(words) > 1 else token
    bare = plain(token.text) == token.lemma
    governs = token.tag == "NOUN" and plain(follows.text) in _OBJECTS
    return bare and (token.tag == "VERB" or governs)


def _first_half(line: Line) -> Span | None:
    """What stands before *, and* in a clause, if it has no verb or orders something."""
    words = _said(line)
    listed = table(line.sentence.language, "limits")["hypotheses"]
    opening = words[0].text if words else ""
    ordered = bool(words) and _order(line.sentence, words)
    if not ordered and opening not in listed["orders"] and opening not in listed["events"]:
        return None
    tokens = line.sentence.tokens
    for at, item in enumerate(line.items[:-2]):
        if item.place < words[0].place:
            continue
        if item.text != "," or line.items[at + 1].text != _AND[line.sentence.language]:
            continue
        if opening in listed["events"] and any(
            tokens[each.place].form == "Fin" for each in line.items[:at]
        ):
            return None
        rest = line.items[at + 2 :]
        known = ordered or opening in listed["events"]
        if known or any(_hypothetical(line, each) for each in rest):
            return Span(words[0].place, item.place)
        return None
    return None


def _subject(line: Line, clause: int) -> Span | None:
    """A subject that stands for a condition: *any further attack would end the truce*."""
    verb = line.sentence.clauses[clause].verb
    words = _words(line)
    listed = table(line.sentence.language, "limits")["hypotheses"]
    anybody = bool(words) and words[0].text in listed["whoever"]
    finite = next(
        (
            item.place
            for item in words
            if (item.place <= verb or anybody) and _hypothetical(line, item)
        ),
        -1,
    )
    if finite < 0:
        return None
    if anybody:
        return Span(words[0].place, finite)
    for kind, found in found_phrases(line, "limits", "subject"):
        first, last = min(found.places), max(found.places)
        if not any(first == item.place for item in words[:2]):
            continue
        if last >= finite and kind != "answered":
            continue
        if kind == "event" and not _open(line):
            continue
        return Span(first, finite)
    return None


def _open(line: Line) -> bool:
    """Whether a clause says what would be, or will."""
    return any(_hypothetical(line, item) for item in line.items)


def _hypothetical(line: Line, item: Item) -> bool:
    if line.sentence.language == "en":
        return item.text in _MODALS
    return mood(line.sentence.tokens[item.place]) is not None


def _said(line: Line) -> list[Item]:
    """The words of a clause; where it goes on in quotation marks, those within them."""
    quotes = line.sentence.quotes
    inner = [item for item in _words(line) if any(item.place in quote for quote in quotes)]
    return inner or _words(line)


def _words(line: Line) -> list[Item]:
    return [item for item in line.items if any(sign.isalnum() for sign in item.text)]
