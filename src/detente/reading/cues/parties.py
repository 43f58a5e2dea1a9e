"""Who does an act and to whom, by where they are named around its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.reading.cues.act_ways import Said
from detente.reading.cues.find import Found
from detente.reading.cues.forms import forms
from detente.reading.cues.leading import leading
from detente.reading.cues.line import Line
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Mention

_NEAR = 3
_REACH = 8


def parties(said: Said, line: Line, found: Found) -> tuple[Mention | None, Mention | None]:
    """Source and target of an act.

    Parameters
    ----------
    said : Said
        The way in which it is said.
    line : Line
    found : Found
        Where.
    """
    around = _Around(line, min(found.places), max(found.places))
    if said.kind == "noun":
        source, target = around.of_noun(said.way.of)
    elif said.kind == "passive":
        source, target = around.turned()
    elif around.passive(said.way.of):
        source, target = around.agent(), around.subject()
    else:
        source = around.subject()
        target = around.object(source)
    if said.way.joint and source is not None and target is None:
        source, target = around.both(source)
    return source, target


class _Around:
    """Those who are named around the words of an act."""

    def __init__(self, line: Line, first: int, last: int) -> None:
        self.line, self.first, self.last = line, first, last
        self.tongue = line.sentence.language
        self.words = leading(self.tongue)
        self.inside = frozenset(item.place for item in line.items)
        named = [each for each in line.sentence.mentions if each.actor]
        self.before = [each for each in named if each.span.first < first]
        self.after = [
            each for each in named if each.span.first >= first and each.span.first in self.inside
        ]

    def led(self, mention: Mention, words: frozenset[str]) -> bool:
        """Whether one of some words leads to a mention, beyond articles and an adjective."""
        tokens = self.line.sentence.tokens
        for place in range(mention.span.first - 1, max(mention.span.first - 4, -1), -1):
            if not plain(tokens[place].text)[0].isalnum():
                return False
            known = forms(tokens[place], self.tongue)
            if known & words:
                return True
            if known & self.words["every"]:
                return False
        return False

    def passive(self, of: str) -> bool:
        """Whether the verb is a participle after a form of *be*, or stands alone before *by*."""
        tokens = self.line.sentence.tokens
        token = tokens[self.first]
        text = plain(token.text)
        bare = text in {plain(token.lemma), plain(token.lemma) + "s"}
        if text.endswith(("ing", "ant")) or (bare and not text.endswith(("é", "t", "is"))):
            return False
        for place in range(self.first - 1, max(self.first - 4, -1), -1):
            known = forms(tokens[place], self.tongue)
            if known & {"se", "s'"}:
                return False
            if known & self.words["be"]:
                return of == "target" or self.agent() is not None
        return self.agent() is not None

    def agent(self) -> Mention | None:
        """Who is named after *by*."""
        return next((each for each in self.after if self.led(each, self.words["by"])), None)

    def subject(self) -> Mention | None:
        """Who stands before the words: one without a preposition, else the owner of what does."""
        ranked = sorted(self.before, key=self._far)
        free = [each for each in ranked if not self.led(each, self.words["every"])]
        owners = [each for each in ranked if self.led(each, self.words["of"])]
        own = [each for each in free + owners if each.span.first in self.inside]
        rest = [] if own else free
        return next(iter(own or rest or []), None)

    def _far(self, mention: Mention) -> tuple[bool, int]:
        return mention.span.first not in self.inside, -mention.span.first

    def object(self, source: Mention | None) -> Mention | None:
        """Who stands after the words, without a preposition or behind one that leads to it."""
        others = self._others(source)
        direct = [each for each in others if not self.led(each, self.words["away"])]
        return next(iter(direct), None)

    def _others(self, source: Mention | None) -> list[Mention]:
        known = source.actor if source is not None else ""
        return [each for each in self.after if each.actor != known]

    def turned(self) -> tuple[Mention | None, Mention | None]:
        """Source and target where the object stands before the verb."""
        named = [each for each in self.after if each.span.first <= self.last + _REACH]
        pair = self._between(named)
        if pair is not None:
            return pair
        between = [
            each
            for each in named
            if each.span.first < self.last and not self.led(each, self.words["every"])
        ]
        source = self.agent() or next(iter(between), None)
        known = source.actor if source is not None else ""
        others = [each for each in named if each.actor != known]
        near = [each for each in self._adjacent() if each.actor != known]
        return source, next(iter(others or near[::-1]), None)

    def both(self, source: Mention) -> tuple[Mention, Mention | None]:
        """The two who do it together, where both stand before the words."""
        free = [
            each
            for each in self.before
            if each.span.first in self.inside and each.actor != source.actor
        ]
        joined = [each for each in free if self._joined(each, source)]
        return (joined[0], source) if joined else (source, None)

    def _joined(self, one: Mention, other: Mention) -> bool:
        first, last = sorted((one, other), key=lambda each: each.span.first)
        between = self.line.sentence.tokens[first.span.last : last.span.first]
        return len(between) <= _REACH and any(
            forms(token, self.tongue) & self.words["with"] for token in between
        )

    def of_noun(self, of: str) -> tuple[Mention | None, Mention | None]:
        """Source and target of an act that a noun names."""
        behind = [each for each in self.after if each.span.first <= self.last + _REACH]
        pair = self._between(behind)
        if pair is not None:
            return pair
        owned = [each for each in behind if self.led(each, self.words["of"])]
        source = self.agent() or self._owner()
        if source is None and of == "source":
            source = next(iter(owned), None)
        source = source or self._adjective(behind)
        target = next((each for each in behind if self.led(each, self.words["to"])), None)
        if of == "target" and target is None:
            target = next(iter(owned), None)
        if source is None:
            taken = target.actor if target is not None else ""
            subject = self.subject()
            source = subject if subject is not None and subject.actor != taken else None
        if target is not None and source is not None and target.actor == source.actor:
            target = next((each for each in self._others(source)), None)
        if target is None:
            others = [each for each in behind if source is None or each.actor != source.actor]
            target = next(iter(others), None)
        return source, target

    def _between(self, behind: Sequence[Mention]) -> tuple[Mention, Mention] | None:
        for i, each in enumerate(behind[:-1]):
            if self.led(each, self.words["between"]) and behind[i + 1].actor != each.actor:
                return each, behind[i + 1]
        return None

    def _owner(self) -> Mention | None:
        """Who stands right before the noun: *Arden's visit*, *American strikes*."""
        near = [each for each in self._adjacent() if self._bare(each)]
        return near[-1] if near else None

    def _adjacent(self) -> Iterator[Mention]:
        tokens = self.line.sentence.tokens
        for each in self.before:
            if self.first - each.span.last > _NEAR:
                continue
            between = tokens[each.span.last : self.first]
            words = [plain(token.text) for token in between]
            if all(word[0].isalnum() or word == "'s" for word in words):
                yield each

    def _bare(self, mention: Mention) -> bool:
        if self.tongue == "fr":
            return False
        tokens = self.line.sentence.tokens
        last = mention.span.last
        if mention.kind == "demonym":
            return all(not forms(token, "en") & _STOPPING for token in tokens[last : self.first])
        ends = plain(tokens[last - 1].text)
        follows = plain(tokens[last].text) if last < len(tokens) else ""
        return follows in {"'s", "'"} or ends.endswith("'s") or last == self.first

    def _adjective(self, behind: Sequence[Mention]) -> Mention | None:
        """The people whose adjective follows the noun: *les frappes israéliennes*."""
        near = [
            each
            for each in behind
            if each.span.first <= self.last + _NEAR and not self.led(each, self.words["every"])
        ]
        return next(iter(near), None) if self.tongue == "fr" else None


_STOPPING = frozenset(
    {"be", "have", "do", "will", "would", "may", "might", "can", "could", "should", "to", "and"}
)
