"""Words between quotation marks, nested or running on over several sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.grammar.tokens import APOSTROPHES
from detente.reading.sentence import Sentence, Span

_OPENING = {"«": "»", "“": "”", "„": "”", "\u2039": "\u203a"}
_CLOSING = frozenset("»”\u203a")


class _Open:
    """A quotation that has begun: where, and which sign ends it."""

    def __init__(self, first: int, ends: str) -> None:
        self.first = first
        self.ends = ends


def quoted(sentences: Sequence[Sentence]) -> list[tuple[Span, ...]]:
    """Return the quotations of every sentence, outer ones before those within.

    A quotation that is not closed goes on in the next sentence of the paragraph, and in the next
    paragraph if that begins with an opening mark again, as printers do. The spans are the words
    without the marks.
    """
    found: list[tuple[Span, ...]] = []
    running: list[str] = []
    last: Sentence | None = None
    for sentence in sentences:
        new = last is None or _apart(last, sentence)
        if new and running:
            again = bool(sentence.tokens) and sentence.tokens[0].text in {*_OPENING, '"'}
            same = last is not None and last.place.document == sentence.place.document
            running = running if again and same else []
        spans, running = _in(sentence, running, new)
        found.append(spans)
        last = sentence
    return found


def _apart(last: Sentence, sentence: Sentence) -> bool:
    return (last.place.document, last.place.paragraph) != (
        sentence.place.document,
        sentence.place.paragraph,
    )


def _in(sentence: Sentence, running: list[str], new: bool) -> tuple[tuple[Span, ...], list[str]]:
    """Quotations of one sentence, given those that it begins in."""
    stack = [_Open(0, ends) for ends in running]
    spans: list[Span] = []
    size = len(sentence.tokens)
    for place, token in enumerate(sentence.tokens):
        sign = token.text
        if stack and sign == stack[-1].ends and not (place == 0 and new and sign == '"'):
            begun = stack.pop()
            spans.append(Span(begun.first, place))
        elif sign in _OPENING:
            if place == 0 and new and stack and stack[-1].ends == _OPENING[sign]:
                stack[-1].first = 1  # the mark is only repeated before a new paragraph
            elif len(stack) < 4:
                stack.append(_Open(place + 1, _OPENING[sign]))
        elif sign == '"':
            if place == 0 and new and stack and stack[-1].ends == '"':
                stack[-1].first = 1
            elif len(stack) < 4:
                stack.append(_Open(place + 1, '"'))
        elif sign == "‘" and len(stack) < 4 and _opens_single(sentence, place):
            stack.append(_Open(place + 1, "’"))
        elif sign in _CLOSING and any(each.ends == sign for each in stack):
            while stack[-1].ends != sign:  # inner ones that were never closed
                spans.append(Span(stack.pop().first, place))
            spans.append(Span(stack.pop().first, place))
    running = [each.ends for each in stack if each.ends != "’"]
    spans += [Span(each.first, size) for each in stack]
    spans = [span for span in spans if span.first < span.last]
    return tuple(sorted(spans, key=lambda span: (span.first, -span.last))), running


def _opens_single(sentence: Sentence, place: int) -> bool:
    """Whether a single mark opens: one that closes stands behind, and is no apostrophe."""
    texts = [token.text for token in sentence.tokens[place + 1 : place + 60]]
    return any(
        text in APOSTROPHES and sentence.tokens[place + 1 + at - 1].text not in {"s"}
        for at, text in enumerate(texts)
        if text == "’"
    )
