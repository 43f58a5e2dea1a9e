"""From drafts to clauses: empty ones dropped, roots named, order by place."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.clauses.draft import RANK, Draft
from detente.reading.clauses.joins import Join, join_at
from detente.reading.clauses.own import in_quotes, owners
from detente.reading.sentence import Clause, Sentence, Span


def finish(sentence: Sentence, drafts: Sequence[Draft], small: Sequence[str]) -> list[Clause]:
    """Return the clauses, by their first token, outer ones first."""
    kept = _without_empty(sentence, list(drafts))
    _cover(kept, len(sentence.tokens))
    kept.sort(key=lambda draft: (draft.first, -draft.last))
    if not any(draft.parent is None for draft in kept):
        kept[0].parent = None
    places = {id(draft): at for at, draft in enumerate(kept)}
    spans = [Clause(Span(draft.first, draft.last)) for draft in kept]
    own = owners(spans, len(sentence.tokens))
    quoted = in_quotes(sentence)
    inner: list[list[int]] = [[] for _each in kept]
    for place, at in enumerate(own):
        if at >= 0:
            inner[at].append(place)
    found = []
    for at, draft in enumerate(kept):
        parent = -1 if draft.parent is None else places[id(draft.parent)]
        kind, words = draft.kind, draft.words
        adverb = _adverb(sentence, small, inner[at]) if kind in RANK else None
        if adverb is not None:
            first, join = adverb
            words = " ".join(small[first : first + join.size])
            if kind == "main" and join.kind != "cause":
                kind = join.kind
        verb = draft.verb if draft.verb >= 0 else _any_verb(sentence, inner[at])
        found.append(
            Clause(
                Span(draft.first, draft.last),
                kind,
                parent,
                words,
                verb,
                quoted=_quoted(sentence, inner[at], verb, quoted),
            )
        )
    return found


def _cover(drafts: list[Draft], size: int) -> None:
    """Give tokens between clauses, such as a comma, to the clause before them or the first."""
    order = sorted(drafts, key=lambda draft: (draft.first, -draft.last))
    reached, before = 0, order[0]
    for draft in order:
        if draft.first > reached:
            if reached:
                before.last = draft.first
            else:
                draft.first = 0
        if draft.last >= reached:
            reached, before = draft.last, draft
    if reached < size:
        before.last = size


def _without_empty(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Leave out what has no words of its own, such as the frame of a quotation."""
    for draft in drafts:
        if draft.kind not in {"main", "contrast"} and draft.parent is None:
            draft.kind = "main"
    spans = [Clause(Span(draft.first, draft.last)) for draft in drafts]
    filled = [False] * len(drafts)
    for place, at in enumerate(owners(spans, len(sentence.tokens))):
        if at >= 0 and sentence.tokens[place].tag not in {"PUNCT", "CCONJ"}:
            filled[at] = True
    if not any(filled):
        filled[0] = True
    gone = {id(draft) for draft, full in zip(drafts, filled, strict=True) if not full}
    kept = [draft for draft, full in zip(drafts, filled, strict=True) if full]
    for draft in kept:
        while draft.parent is not None and id(draft.parent) in gone:
            above = draft.parent
            draft.parent = above.parent
            if above.parent is None and draft.kind == "reported":
                draft.kind = above.kind if above.kind in RANK else "main"
            if draft.kind == "main":
                draft.first = min(draft.first, above.first)
    return kept


def _adverb(
    sentence: Sentence, small: Sequence[str], own: Sequence[int]
) -> tuple[int, Join] | None:
    """An adverb such as *however* at the beginning of a clause, or set off within it."""
    words = [place for place in own if sentence.tokens[place].tag != "PUNCT"]
    for place in words:
        begins = place in words[:2]
        apart = place > 0 and sentence.tokens[place - 1].text in {",", "(", "—"}
        if not begins and not apart:
            continue
        join = join_at(small, place, sentence.language, "adverbs")
        if join is None:
            continue
        end = place + join.size
        closed = end < len(sentence.tokens) and sentence.tokens[end].tag == "PUNCT"
        if place == words[0] or closed:
            return place, join
    return None


def _any_verb(sentence: Sentence, own: Sequence[int]) -> int:
    return next(
        (
            place
            for place in own
            if sentence.tokens[place].form and sentence.tokens[place].tag in {"VERB", "AUX"}
        ),
        -1,
    )


def _quoted(sentence: Sentence, own: Sequence[int], verb: int, quoted: Sequence[bool]) -> bool:
    if verb >= 0:
        return quoted[verb]
    words = [place for place in own if sentence.tokens[place].tag != "PUNCT"]
    return bool(words) and all(quoted[place] for place in words)
