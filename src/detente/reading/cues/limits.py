"""The condition of a clause: by which words, of which kind, and what it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.reading.cues.acts import acts_in
from detente.reading.cues.classes import forms_of_class
from detente.reading.cues.forms import forms
from detente.reading.cues.hypotheses import hypothesis
from detente.reading.cues.line import Line, near, own_line
from detente.reading.cues.mood import mood
from detente.reading.cues.phrases import found_phrases
from detente.reading.cues.tense import past
from detente.reading.grammar.lemmas import plain
from detente.reading.proposal import ConditionKind, Limit
from detente.reading.sentence import Clause, ClauseKind, Day, Sentence, Span
from detente.reading.words.table import table

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
_WHEN = frozenset({"when", "whenever", "quand", "lorsque"})
_WAITING = ("pending", "en attendant", "pas avant", "not until")
_AS_IF = frozenset({"as", "comme"})
_ENDS = frozenset({",", ";", ":", ".", "!", "?", ")", "—", "–"})
_CLOSING = _ENDS | {"»", "”", '"'}
_DEEP = 6
_LONG = 14
_FEW = 8


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition by its kind and its words, and the clause of whose words they are."""

    kind: ConditionKind
    span: Span
    clause: int


def limit(sentence: Sentence, clause: int) -> Limit | None:
    """The condition under which a clause is asserted, with the day, actor and act that it names.

    Parameters
    ----------
    sentence : Sentence
    clause : int

    Returns
    -------
    Limit or None
        None also for what only tells when something has been.
    """
    found = condition(sentence, clause)
    if found is None:
        return None
    act = next((a for a in acts_in(sentence, found.clause) if a.span in found.span), None)
    actor = next((m.actor for m in sentence.mentions if m.span in found.span and m.actor), "")
    return Limit(
        found.kind,
        sentence.words(_trimmed(sentence, found.span)),
        found.span,
        _day(sentence, found.span),
        act.act if act is not None else "",
        act.source if act is not None and act.source else actor,
    )


def condition(sentence: Sentence, clause: int) -> Condition | None:
    """The condition under which a clause is asserted.

    It is that of a clause which depends on it or on the clause in which it is reported; or that of
    words which open no clause, such as *without* or *depends on*; or of a hypothesis without a
    connective.
    """
    found = [*_clauses(sentence, clause), *_phrases(sentence, clause)]
    if found:
        return min(found, key=lambda each: (_ORDER.index(each.kind), each.span.first))
    supposed = hypothesis(sentence, clause)
    return None if supposed is None else Condition("if", supposed, clause)


def _clauses(sentence: Sentence, clause: int) -> Iterator[Condition]:
    for at in _chain(sentence, clause):
        for i, each in _dependent(sentence, at):
            if each.kind in _KINDS and _names_something(sentence, each):
                kind = _kind(sentence, each, i, at)
                if kind is not None:
                    yield Condition(kind, each.span, i)
            elif _lasting(sentence, each):
                yield Condition("as-long-as", each.span, i)


def _dependent(sentence: Sentence, clause: int) -> Iterator[tuple[int, Clause]]:
    """Clauses that depend on a clause, or stand in front of it behind another one."""
    for i in near(sentence, clause):
        each = sentence.clauses[i]
        ahead = _in_front_of(sentence, each, clause) if i != clause else None
        if (ahead if ahead is not None else _governing(sentence, each)) == clause:
            yield i, each


def _governing(sentence: Sentence, each: Clause) -> int:
    """The clause that it depends on; *que* alone before it, as in *ne … que si*, is none."""
    if each.parent < 0:
        return -1
    between = sentence.clauses[each.parent]
    alone = between.kind == "reported" and between.verb < 0 and between.words == "que"
    return between.parent if alone else each.parent


def _in_front_of(sentence: Sentence, each: Clause, clause: int) -> int | None:
    """The clause that follows directly what stands in front: *…, and as long as …, nobody will*."""
    if each.verb < 0 or not (each.kind in _KINDS or _lasting(sentence, each)):
        return None
    tokens = sentence.tokens
    before = each.span.first - 1
    if before >= 0 and plain(tokens[before].text) not in _FRONTED:
        return None
    follows = each.span.last
    while follows < len(tokens) and tokens[follows].text == ",":
        follows += 1
    if follows < len(tokens) and plain(tokens[follows].text) in _JOINED:
        return None
    return next(
        (
            i
            for i in near(sentence, clause)
            if sentence.clauses[i].span.first in {follows, each.span.last}
            and sentence.clauses[i].kind in {"main", "contrast", "reported"}
        ),
        None,
    )


_JOINED = frozenset({"and", "or", "but", "et", "ou", "mais"})
_FRONTED = _JOINED | {",", ";", "—", "–", ":"}


def _lasting(sentence: Sentence, each: Clause) -> bool:
    """Whether *while* says how long, by a verb such as *lasts*."""
    lasting = table(sentence.language, "limits")["lasting"]
    verbs = lasting["verbs"] if each.words in lasting["joins"] else ()
    few = each.span.last - each.span.first <= _FEW
    return few and each.verb >= 0 and sentence.tokens[each.verb].lemma in verbs


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


def _names_something(sentence: Sentence, each: Clause) -> bool:
    """Whether a clause says more than its connective, and compares nothing (*as if*)."""
    words = [
        token for token in sentence.tokens[each.span.first : each.span.last] if _is_word(token.text)
    ]
    before = each.span.first - 1
    compared = (
        each.kind == "condition" and before >= 0 and (plain(sentence.tokens[before].text) in _AS_IF)
    )
    least = len(each.words.split()) + (1 if each.verb < 0 or each.kind != "condition" else 2)
    return len(words) >= least and not compared


def _is_word(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _kind(sentence: Sentence, each: Clause, at: int, governing: int) -> ConditionKind | None:
    """The kind of condition, by what its clause names and by the main verb; none if it is none.

    *Not before the army has left* and *not until then* are said of what must come first; *after the
    attack they left* tells what has been.
    """
    kind = _KINDS[each.kind]
    main = sentence.clauses[governing]
    negated = main.negated or _refuses(sentence, governing)
    verbal = each.verb >= 0 and sentence.tokens[each.verb].tag in {"", "VERB", "AUX"}
    verbal = verbal and each.verb >= each.span.first + len(each.words.split())
    dated = not verbal and _day(sentence, each.span) is not None
    if each.kind in {"once", "until", "before"} and _told(sentence, at, governing, verbal):
        return None
    if each.kind == "condition" and each.words in {"if", "si"} and not verbal:
        return None
    if each.kind == "once":
        if each.words in _WHEN:
            return _when(sentence, each, governing)
        if each.words == "dès" and not _names_act(sentence, each):
            return None
        return "after-date" if dated else kind
    if each.kind == "until":
        if verbal or each.words.startswith(_WAITING):
            return "after-act"
        return ("after-date" if dated else "after-act") if negated else "before-date"
    if each.kind == "before" and negated and verbal:
        return "after-act"
    return kind


def _names_act(sentence: Sentence, each: Clause) -> bool:
    """Whether it names something that is done: *dès la signature*, not *dès demain*."""
    acts = forms_of_class("act", sentence.language)
    tokens = sentence.tokens[each.span.first : each.span.last]
    return any(acts & forms(token, sentence.language) for token in tokens)


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


def _refuses(sentence: Sentence, clause: int) -> bool:
    """Whether a clause denies by other words than a negation: *hardly*, *cannot*, *refuses*."""
    return any(True for _found in found_phrases(own_line(sentence, clause), "negation", "refusals"))


def _phrases(sentence: Sentence, clause: int) -> Iterator[Condition]:
    line = own_line(sentence, clause)
    negated = bool(sentence.clauses) and (
        sentence.clauses[clause].negated or _refuses(sentence, clause)
    )
    apart = {at for _name, found in found_phrases(line, "limits", "apart") for at in found.places}
    narrated = bool(sentence.clauses) and past(sentence, clause)
    for name, found in found_phrases(line, "limits", "ahead"):
        first = min(found.places)
        span = Span(first, _end(line, first))
        kind: ConditionKind = _NAMED[name]
        if first in apart or (span.last <= max(found.places) + 1 and kind in _HANGING):
            continue
        if narrated and kind in {"after-act", "after-date", "before-date"}:
            continue
        if kind == "unless":
            fronted = any(item.place == first for item in line.items[:3])
            if not _lacks(sentence, max(found.places) + 1) or not (fronted or negated):
                continue
        yield Condition(kind, span, clause)


_NAMED: Mapping[str, ConditionKind] = {kind: kind for kind in _ORDER}
_HANGING = frozenset({"if", "unless", "in-return"})


def _lacks(sentence: Sentence, place: int) -> bool:
    """Whether a thing is named that may be lacking, and not in what manner something is done."""
    for token in sentence.tokens[place : place + 3]:
        if token.form in {"Ger", "Inf"} or (
            sentence.language == "en" and token.text.endswith("ing") and token.tag == "VERB"
        ):
            return False
    return True


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


def _trimmed(sentence: Sentence, span: Span) -> Span:
    last = span.last
    while last > span.first + 1 and sentence.tokens[last - 1].text in _CLOSING:
        last -= 1
    return Span(span.first, last)
