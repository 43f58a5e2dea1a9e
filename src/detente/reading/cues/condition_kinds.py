"""Of which kind the condition is that a clause states, if it states one."""

from __future__ import annotations

from collections.abc import Mapping

from detente.reading.cues.classes import forms_of_class
from detente.reading.cues.forms import forms
from detente.reading.cues.line import own_line
from detente.reading.cues.mood import mood
from detente.reading.cues.phrases import found_phrases
from detente.reading.cues.tense import past
from detente.reading.grammar.lemmas import plain
from detente.reading.proposal import ConditionKind
from detente.reading.sentence import Clause, ClauseKind, Day, Sentence, Span
from detente.reading.words.table import table

KINDS: Mapping[ClauseKind, ConditionKind] = {
    "condition": "if",
    "unless": "unless",
    "once": "after-act",
    "until": "after-act",
    "before": "before-date",
    "as-long-as": "as-long-as",
    "in-return": "in-return",
}
"""Connectives that may open a condition, and its kind where nothing else is said."""
_WHEN = frozenset({"when", "whenever", "quand", "lorsque", "chaque fois que", "à chaque fois que"})
_MARKS = frozenset({"à moins de", "short of"})
_FROM = frozenset({"dès"})
_DAYS = frozenset({"le jour où", "the day"})
_BY = frozenset({"de ici à", "de ici", "d'ici à", "d'ici", "by the time"})
_NEXT = 2
_WAITING = ("pending", "en attendant", "pas avant", "not until")


def kind_of_condition(
    sentence: Sentence, each: Clause, at: int, governing: int
) -> ConditionKind | None:
    """The kind of condition, by what its clause names and by the main verb; none if it is none.

    *Not before the army has left* and *not until then* are said of what must come first; *after the
    attack they left* tells what has been.
    """
    kind = KINDS[each.kind]
    main = sentence.clauses[governing]
    negated = main.negated or refuses(sentence, governing)
    verbal = each.verb >= 0 and sentence.tokens[each.verb].tag in {"", "VERB", "AUX"}
    verbal = verbal and each.verb >= each.span.first + len(each.words.split())
    own = sentence.tokens[each.span.first : each.span.last]
    first = each.span.first + len(each.words.split())
    named = day_within(sentence, each.span)
    dated = not verbal and named is not None and named.span.first <= first + _NEXT
    if each.kind in {"once", "until", "before"} and _told(sentence, at, governing, verbal):
        return None
    if each.kind == "condition" and each.words in {"if", "si"} and not verbal:
        return None
    if each.words in _MARKS and quantified(sentence, each):
        return "if" if each.span.first <= sentence.clauses[governing].span.first + 1 else None
    if each.kind == "once":
        if each.words in _WHEN:
            return _when(sentence, each, governing)
        if each.words in _FROM and not (_names_act(sentence, each) or _owned(sentence, each)):
            return None
        if each.words in _DAYS and any(mood(token) == "conditional" for token in own):
            return "if"
        return "after-date" if dated else kind
    if each.kind == "until":
        if verbal or each.words.startswith(_WAITING):
            return "after-act"
        return ("after-date" if dated else "after-act") if negated else "before-date"
    if each.kind == "before" and negated and verbal and each.words not in _BY:
        return "after-act"
    return kind


def quantified(sentence: Sentence, each: Clause) -> bool:
    """Whether a number follows: *à moins de 3 000 dollars* is no exception."""
    first = each.span.first + len(each.words.split())
    return any(first <= q.span.first <= first + 1 for q in sentence.quantities)


def _names_act(sentence: Sentence, each: Clause) -> bool:
    """Whether it names something that is done: *dès la signature*, not *dès demain*."""
    acts = forms_of_class("act", sentence.language)
    tokens = sentence.tokens[each.span.first : each.span.last]
    return any(acts & forms(token, sentence.language) for token in tokens)


def _owned(sentence: Sentence, each: Clause) -> bool:
    """Whether it names what somebody does or comes to: *dès leur arrivée au pouvoir*."""
    first = each.span.first + len(each.words.split())
    possessive = table(sentence.language, "reference")["pronouns"]["possessive"]
    return first < each.span.last and plain(sentence.tokens[first].text) in possessive


def _told(sentence: Sentence, at: int, governing: int, verbal: bool) -> bool:
    """Whether a clause of time only tells when something has been."""
    if not past(sentence, governing):
        return False
    if verbal:
        return past(sentence, at)
    main = own_line(sentence, governing).items
    return not any(sentence.tokens[item.place].form == "Inf" for item in main)


def _when(sentence: Sentence, each: Clause, governing: int) -> ConditionKind | None:
    """*When* of what is to come is an act to wait for; in front of what is usual, a condition."""
    before = each.span.first - 1
    if any(day.span.last in {before, before + 1} for day in sentence.days):
        return None
    items = own_line(sentence, governing).items
    if any(_coming(sentence, item.place) for item in items):
        return "after-act"
    return "if" if each.span.first <= sentence.clauses[governing].span.first + 1 else None


def _coming(sentence: Sentence, place: int) -> bool:
    if sentence.language == "en":
        return plain(sentence.tokens[place].text) in {"will", "would", "shall", "may", "might"}
    return mood(sentence.tokens[place]) is not None


def refuses(sentence: Sentence, clause: int) -> bool:
    """Whether a clause denies by other words than a negation: *hardly*, *cannot*, *refuses*."""
    return any(True for _found in found_phrases(own_line(sentence, clause), "negation", "refusals"))


def day_within(sentence: Sentence, span: Span) -> Day | None:
    """The first day that is named within a span."""
    return next((day for day in sentence.days if day.span in span), None)
