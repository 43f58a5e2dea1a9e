"""Look for a pattern in a line: time grows with the length of the line, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.reading.cues.line import Item, Line
from detente.reading.cues.pattern import Gap, Pattern, Segment, Single, Slot, Word
from detente.reading.sentence import Day, Mention, Quantity

_PASSED = 3
"""At most so many words are passed over between two of a pattern."""
_STARTS = 24
"""A pattern is begun at so many places at most, where its parts may stand anywhere."""

Named = Mention | Quantity | Day


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern was found: its words as indices of tokens, and what its slots name."""

    places: tuple[int, ...]
    slots: tuple[tuple[str, Named], ...]


Later = tuple[Segment, frozenset[str] | None]
Step = tuple[int, tuple[int, ...], tuple[tuple[str, Named], ...]]


def find(pattern: Pattern, line: Line) -> Found | None:
    """The first place where a pattern stands with a word of the clause, or of its limits."""
    head, *others = pattern.segments
    rest = list(zip(others, pattern.later, strict=True))
    begun = 0
    for start in line.starts(pattern.begins):
        step = _segment(head, line, start)
        if step is None:
            continue
        begun += 1
        found = _whole(step, rest, line)
        if found is not None and any(
            place in line.own or place in line.limits for place in found.places
        ):
            return found
        if rest and (found is None or begun >= _STARTS):
            return None
    return None


def _whole(
    step: Step, rest: Sequence[tuple[Segment, frozenset[str] | None]], line: Line
) -> Found | None:
    end, places, slots = step
    for segment, begins in rest:
        starts = (start for start in line.starts(begins) if start >= end)
        later = (_segment(segment, line, start) for start in starts)
        following = next((each for each in later if each is not None), None)
        if following is None:
            return None
        end = following[0]
        places += following[1]
        slots += following[2]
    return Found(places, slots)


def _segment(segment: Segment, line: Line, start: int) -> Step | None:
    """A row of elements that begins at an item, or nothing."""
    return _choices(segment, 0, line, start, first=True, failed=set())


def _choices(
    segment: Segment, at: int, line: Line, start: int, *, first: bool, failed: set[tuple[int, int]]
) -> Step | None:
    if at == len(segment):
        return start, (), ()
    if (at, start) in failed:
        return None
    for row in segment[at].rows:
        for end, places, slots in _row(row, 0, line, start, first):
            after = _choices(
                segment, at + 1, line, end, first=first and end == start, failed=failed
            )
            if after is not None:
                return after[0], places + after[1], slots + after[2]
    failed.add((at, start))
    return None


def _row(row: tuple[Single, ...], at: int, line: Line, start: int, first: bool) -> Iterator[Step]:
    if at == len(row):
        yield start, (), ()
        return
    one = row[at]
    if isinstance(one, Gap):
        ends: Iterator[Step] = ((end, (), ()) for end in _gap(one, line, start))
    elif isinstance(one, Slot):
        ends = _slot(one, line, start, first)
    else:
        ends = _word(one, line, start, first)
    for end, places, slots in ends:
        for last, more, others in _row(row, at + 1, line, end, False):
            yield last, places + more, slots + others


def _gap(gap: Gap, line: Line, start: int) -> Iterator[int]:
    for end in range(start, min(start + gap.most, len(line.items)) + 1):
        yield end
        if end < len(line.items) and line.items[end].stop:
            return


def _begins(line: Line, start: int, first: bool) -> Iterator[int]:
    """Items at which an element may stand: the next, or one after some that are passed over."""
    for at in range(start, min(start + (0 if first else _PASSED), len(line.items) - 1) + 1):
        yield at
        if not line.items[at].over:
            return


def _word(word: Word, line: Line, start: int, first: bool) -> Iterator[Step]:
    for at in _begins(line, start, first):
        item = line.items[at]
        if _accepts(word, item):
            yield at + 1, (item.place,), ()


def _accepts(word: Word, item: Item) -> bool:
    if word.begins:
        return any(form.startswith(word.begins) for form in item.forms)
    if word.ends:
        return item.text.endswith(word.ends)
    if word.exact:
        return word.exact == item.text
    return not word.forms.isdisjoint(item.forms)


def _slot(slot: Slot, line: Line, start: int, first: bool) -> Iterator[Step]:
    for at in _begins(line, start, first):
        named = _named(slot.name, line, line.items[at].place)
        if named is not None:
            end = at
            while end < len(line.items) and line.items[end].place in named.span:
                end += 1
            yield end, (), ((slot.name, named),)
            return


def _named(slot: str, line: Line, place: int) -> Named | None:
    if slot == "number":
        return line.quantities.get(place)
    if slot == "day":
        return line.days.get(place)
    mention = line.mentions.get(place)
    if mention is None:
        return None
    if slot in {"actor", "second"}:
        return mention if mention.actor else None
    if slot == "person":
        return mention if mention.person else None
    return mention if mention.kind in {"office", "person"} else None
