"""How an interview is printed: which of its paragraphs ask, by labels, type, dashes or signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.reading.article import Article
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Sentence
from detente.reading.words.table import words

LONGEST_LABEL = 7
"""Words of a name before a colon."""
LONGEST_QUESTION = 3
"""Sentences of a paragraph that leads to a question."""
FEWEST = 2
"""Labels, dashes or bold paragraphs from which a layout is seen."""

_LAST = " »”\"’'*_"
_DASHES = ("—", "–", "-")
_JOINS = frozenset({"de", "du", "of", "the", "le", "la", "d'", "and", "et", "von", "van", "al"})


@dataclass(frozen=True)
class Block:
    """A paragraph: its sentences from `first` to before `last`, how it begins, whether it asks.

    `label` is the name before a colon, in small letters; `asks` that it ends with a question.
    """

    first: int
    last: int
    label: str
    bold: bool
    dash: bool
    asks: bool


def blocks(sentences: Sequence[Sentence], article: Article) -> list[Block]:
    """The paragraphs of an article as an interview would print them."""
    found: list[Block] = []
    first = 0
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and _together(sentences[first], sentences[last]):
            last += 1
        begin, end = sentences[first].text, sentences[last - 1].text
        number = sentences[first].place.paragraph - 1
        strong = number < len(article.paragraphs) and article.paragraphs[number].strong
        found.append(
            Block(
                first,
                last,
                _label(sentences[first]),
                strong or bool(re.match(r"(\*\*|__)\S", begin) and re.search(r"(\*\*|__)$", end)),
                begin.startswith(_DASHES),
                end.rstrip(_LAST).endswith("?"),
            )
        )
        first = last
    return found


def _together(one: Sentence, other: Sentence) -> bool:
    return (one.place.document, one.place.paragraph) == (
        other.place.document,
        other.place.paragraph,
    )


def _label(sentence: Sentence) -> str:
    """The name before a colon at the beginning of a paragraph; of *Q.* and *A.* the letter."""
    tokens = list(sentence.tokens)
    while tokens and (not tokens[0].text.strip("*_—–-")):
        tokens.pop(0)
    if not tokens:
        return ""
    table = words(sentence.language, "sources", "asks") | words(
        sentence.language, "sources", "answers"
    )
    letter = plain(tokens[0].text).strip(".*_0123456789")
    behind = tokens[1].text if len(tokens) > 1 else ""
    stopped = tokens[0].text.endswith(".") or behind in {".", "–", "—"}
    if letter in table and len(letter) == 1 and stopped:
        return letter
    tokens = tokens[: LONGEST_LABEL + 2]
    end = next((place for place, token in enumerate(tokens) if token.text == ":"), -1)
    if end < 1:
        return ""
    named = [token for token in tokens[:end] if token.text.strip(".,*_()")]
    if not named or any(token.form == "Fin" for token in named if not token.text.isupper()):
        return ""
    if not all(t.text[:1].isupper() or plain(t.text) in _JOINS for t in named):
        return ""
    return " ".join(plain(token.text).strip("*_0123456789") for token in named).strip()


def is_named(article: Article) -> bool:
    """Whether the by-line or the title calls the text an interview."""
    talks = words(article.language, "sources", "interviews")
    head = re.split(r"[\s,:;.’'«»\"]+", plain(f"{article.author} {article.title}"))
    return bool(talks & set(head))


def asking(found: Sequence[Block], article: Article) -> list[bool] | None:
    """Which paragraphs ask, or lead to a question; None where nothing shows an interview."""
    layouts: tuple[Callable[[Sequence[Block], Article], list[bool] | None], ...] = (
        _by_label,
        _by_type,
        _by_dash,
        _by_paragraph,
    )
    for layout in layouts:
        asks = layout(found, article)
        if asks is not None:
            return asks
    return None


def _share(some: Sequence[Block]) -> float:
    return sum(block.asks for block in some) / len(some) if some else 0.0


def _by_label(found: Sequence[Block], article: Article) -> list[bool] | None:
    names = same_names([block.label for block in found])
    told = [name for name in names if name]
    if len(set(told)) < FEWEST or len(told) <= FEWEST:
        return None
    asks = words(article.language, "sources", "asks")
    answers = words(article.language, "sources", "answers")
    of = {
        name: _share([b for b, n in zip(found, names, strict=True) if n == name]) for name in told
    }
    interviewers = {
        n for n, share in of.items() if n in asks or (share >= 0.5 and n not in answers)
    }
    if interviewers == set(of):  # whoever asks least answers
        interviewers.discard(min(of, key=lambda n: (n in asks, of[n])))
    if not interviewers:
        return None
    turn = False
    out = []
    for name in names:
        turn = name in interviewers if name else turn
        out.append(turn)
    return out


def same_names(labels: Sequence[str]) -> list[str]:
    """Labels with those that are part, or the initials, of another in its place."""
    told = list(dict.fromkeys(label for label in labels if label))

    def whole(label: str) -> str:
        parts = label.replace(".", " ").split()
        for other in sorted(told, key=len, reverse=True):
            others = other.split()
            initials = [word[:1] for word in others]
            if other != label and (
                set(parts) < set(others) or (len(parts) > 1 and parts == initials)
            ):
                return other
        return label

    return [whole(label) if label else "" for label in labels]


def _by_type(found: Sequence[Block], _article: Article) -> list[bool] | None:
    """Questions in bold type."""
    bold = [block for block in found if block.bold]
    other = [block for block in found if not block.bold]
    if len(bold) < FEWEST or not other or _share(bold) < 0.4 or _share(other) >= _share(bold):
        return None
    return [block.bold for block in found]


def _by_dash(found: Sequence[Block], article: Article) -> list[bool] | None:
    """A dash before questions, before answers, or before both in turn."""
    dashes = [block for block in found if block.dash]
    other = [block for block in found if not block.dash]
    if len(dashes) <= FEWEST:
        return None
    least = 0.4 if is_named(article) else 0.6
    neighbours = sum(a.dash and b.dash for a, b in pairwise(found))
    if neighbours * 2 >= len(dashes) - 1:
        sides = dashes[::2], dashes[1::2]
        side = max(sides, key=_share)
        if _share(side) < least:
            return None
        firsts = {block.first for block in side}
        turn = False
        out = []
        for block in found:
            turn = block.first in firsts if block.dash else turn
            out.append(turn)
        return out
    for side in (dashes, other):
        rest = other if side is dashes else dashes
        if _share(side) >= least and _share(rest) < _share(side):
            chosen = {block.first for block in side}
            return [block.first in chosen for block in found]
    return None


def _by_paragraph(found: Sequence[Block], article: Article) -> list[bool] | None:
    """Questions in paragraphs of their own, with no sign but their own."""
    out = [b.asks and b.last - b.first <= LONGEST_QUESTION and not b.label for b in found]
    asked = [at for at, asks in enumerate(out) if asks]
    apart = [b - a for a, b in pairwise(asked)]
    if len(asked) <= FEWEST or min(apart) < FEWEST:
        return None
    in_turn = sum(gap == FEWEST for gap in apart)
    if is_named(article) and in_turn * 2 >= len(apart):
        for at, gap in zip(asked, apart, strict=False):
            if gap % 2 == 0:  # what stands between answers is the interviewer's, asked or not
                for between in range(at + 2, at + gap, 2):
                    out[between] = found[between].last - found[between].first <= LONGEST_QUESTION
    return out
