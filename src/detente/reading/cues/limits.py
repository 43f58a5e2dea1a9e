"""The condition of a clause: by which words, of which kind, and what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.reading.clauses.own import clause_of
from detente.reading.cues.acts import acts_in
from detente.reading.cues.condition_kinds import KINDS, day_within, kind_of_condition, refuses
from detente.reading.cues.hypotheses import hypothesis
from detente.reading.cues.lasting import excepting, lasting, shared
from detente.reading.cues.line import Line, near, own_line
from detente.reading.cues.phrases import found_phrases
from detente.reading.cues.tense import past
from detente.reading.grammar.lemmas import plain
from detente.reading.proposal import ConditionKind, Limit
from detente.reading.sentence import Clause, Sentence, Span

_ORDER: tuple[ConditionKind, ...] = (
    "unless", "if", "as-long-as", "in-return", "after-act", "after-date", "before-date"
)  # fmt: skip
"""Which condition a claim is given where it has several: what it hangs on before when."""
_AS_IF = frozenset({"as", "comme"})
_ENDS = frozenset({",", ";", ":", ".", "!", "?", ")", "—", "–"})
_CLOSING = _ENDS | {"»", "”", '"'}
_DEEP = 6
_LONG = 14
_FIRST = 3


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
        day_within(sentence, found.span),
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
    for at in _chain(sentence, clause):
        supposed = hypothesis(sentence, at) or (fronted(sentence, at) if at != clause else None)
        if supposed is not None:
            return Condition("if", supposed, at)
    return None


def fronted(sentence: Sentence, clause: int) -> Span | None:
    """The mark above or below which a clause holds, or the first sign at which it will.

    Only what stands in front: *below eighty dollars nobody picks a fight*.
    """
    line = own_line(sentence, clause)
    opening = [item.place for item in line.items if _is_word(item.text)][:_FIRST]
    for _name, found in found_phrases(line, "limits", "fronted"):
        if (first := min(found.places)) in opening:
            return Span(first, _end(line, first))
    return None


def _clauses(sentence: Sentence, clause: int) -> Iterator[Condition]:
    for at in _chain(sentence, clause):
        found = [*_stated(sentence, at, _dependent(sentence, at))]
        yield from found or _stated(sentence, at, shared(sentence, at))


def _stated(
    sentence: Sentence, governing: int, clauses: Iterable[tuple[int, Clause]]
) -> Iterator[Condition]:
    """Those of some clauses that are conditions of one."""
    for i, each in clauses:
        if each.kind in KINDS and _names_something(sentence, each) and not _apart(sentence, i):
            kind = kind_of_condition(sentence, each, i, governing)
            if kind is not None:
                yield Condition(kind, each.span, i)
        elif lasting(sentence, i):
            yield Condition("as-long-as", each.span, i)
        elif excepting(sentence, i, governing):
            yield Condition("unless", each.span, i)


def _dependent(sentence: Sentence, clause: int) -> Iterator[tuple[int, Clause]]:
    """Clauses that depend on a clause, or stand in front of it behind another one."""
    for i in near(sentence, clause):
        each = sentence.clauses[i]
        ahead = _in_front_of(sentence, i, clause) if i != clause else None
        if (ahead if ahead is not None else _governing(sentence, i)) == clause:
            yield i, each


def _governing(sentence: Sentence, at: int) -> int:
    """The clause that it depends on; *que* alone before it, as in *ne … que si*, is none.

    *While* that says how long depends on what stands before it.
    """
    each = sentence.clauses[at]
    if each.parent < 0:
        behind = each.span.first > 0 and lasting(sentence, at)
        return clause_of(sentence, each.span.first - 1) if behind else -1
    between = sentence.clauses[each.parent]
    alone = between.kind == "reported" and between.verb < 0 and between.words == "que"
    return between.parent if alone else each.parent


def _in_front_of(sentence: Sentence, at: int, clause: int) -> int | None:
    """The clause that follows directly what stands in front: *…, and as long as …, nobody will*."""
    each = sentence.clauses[at]
    if each.verb < 0 or not (each.kind in KINDS or lasting(sentence, at)):
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


def _apart(sentence: Sentence, clause: int) -> bool:
    """Whether the words of a clause are an expression that is no condition."""
    return any(True for _found in found_phrases(own_line(sentence, clause), "limits", "apart"))


def _is_word(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _phrases(sentence: Sentence, clause: int) -> Iterator[Condition]:
    line = own_line(sentence, clause)
    negated = bool(sentence.clauses) and (
        sentence.clauses[clause].negated or refuses(sentence, clause)
    )
    apart = {at for _name, found in found_phrases(line, "limits", "apart") for at in found.places}
    narrated = bool(sentence.clauses) and past(sentence, clause)
    if (mark := fronted(sentence, clause)) is not None:
        yield Condition("if", mark, clause)
    for name, found in found_phrases(line, "limits", "ahead"):
        first = min(found.places)
        span = Span(first, _end(line, first))
        kind: ConditionKind = _NAMED[name]
        if first in apart or (span.last <= max(found.places) + 1 and kind in _HANGING):
            continue
        if narrated and kind in {"after-act", "after-date", "before-date"}:
            continue
        if kind == "unless":
            ahead = any(item.place == first for item in line.items[:3])
            if not _lacks(sentence, max(found.places) + 1) or not (ahead or negated):
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


def _trimmed(sentence: Sentence, span: Span) -> Span:
    last = span.last
    while last > span.first + 1 and sentence.tokens[last - 1].text in _CLOSING:
        last -= 1
    return Span(span.first, last)
