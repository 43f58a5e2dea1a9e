"""What a verb does to the clauses that are open."""

from __future__ import annotations

from detente.reading.clauses.draft import RANK
from detente.reading.clauses.saying import Saying

_ONE = frozenset({"a", "an", "this", "that", "each", "every", "another"})
_MANY = frozenset({"are", "were", "have", "do"})


class Verbs(Saying):
    """Finite verbs, and those that are not."""

    def finite(self, place: int) -> None:
        """Read a finite verb."""
        top = self.top
        if top.nominal and top.finite < 0:
            self.leave_nominal(place)
            top = self.top
        if top.finite >= 0:
            if self.inserted(place):
                return
            self.second(place)
            top = self.top
            if top.finite >= 0 or self.skip_to > place:
                return
        elif self.parenthesis(place):
            return
        top.finite = place
        top.verb = self.group(place)
        top.joined = -1
        top.comma = -1
        if self.tokens[top.verb].lemma in self.spoken:
            top.said = True
            self.claimed(top)
        elif self.believes(top):
            top.said = True

    def second(self, place: int) -> None:
        """A finite verb in a clause that has one: something ends or begins before it."""
        top = self.top
        joined = top.joined
        if joined > top.finite:
            self.coordinated(place, joined)
            return
        floor = self.floor()
        start = self.subject_start(place)
        comma = top.comma
        attributes = self.attributes(place) and not self.content_follows(place)
        if attributes and comma > top.finite and self.near(comma, place):
            self.attribution(self.before_name(comma, top.first, place) + 1, place)
            return
        said = top.said and not top.complement and self.tokens[top.verb].lemma in self.bare
        if said and start > top.verb and comma < 0 and self.agree(start, place):
            top.complement = True
            self.open(start, "reported", parent=top)
            return
        for at in range(len(self.stack) - 2, floor - 1, -1):
            lower = self.stack[at]
            if lower.finite < 0 and not lower.nominal:
                boundary = max(comma + 1, self.last_comma(lower)) if comma > 0 else start
                if top.kind == "relative" and not top.by_comma and comma < 0:
                    boundary = place if start <= top.finite + 1 else start
                if start > 0 and self.tokens[start - 1].tag == "ADP" and comma < 0:
                    boundary = place  # what stands before the verb belongs to a preposition
                if comma < 0 and self.has_subject(lower.first - 1, top.first):
                    boundary = place  # the subject stands before the clause within
                self.close_to(lower, max(boundary, top.finite + 1))
                return
        if comma > top.finite:
            kind, parent, quote = top.kind, top.parent, top.quote
            while self.top.kind not in RANK and len(self.stack) - 1 > floor:
                self.close(comma)
            kind, parent, quote = self.top.kind, self.top.parent, self.top.quote
            if self.top.finite < 0:
                return
            self.close(comma)
            draft = self.open(comma + 1, kind if kind != "contrast" else "main", parent=parent)
            draft.quote = quote

    def agree(self, start: int, verb: int) -> bool:
        """Whether a subject may be that of a verb: not *a settlement* of *are*."""
        return not (self.small[start] in _ONE and self.small[verb] in _MANY)

    def leave_nominal(self, place: int) -> None:
        """A phrase without a verb ends where the subject of the next verb begins."""
        floor = self.floor()
        first = self.subject_start(place)
        while len(self.stack) - 1 > floor and self.top.nominal and self.top.finite < 0:
            if first <= self.top.first + len(self.top.words.split()):
                self.top.nominal = False
                return
            self.close(first)

    def other_form(self, place: int) -> None:
        """Read an infinitive, a participle or a gerund."""
        top = self.top
        token = self.tokens[place]
        gerund = token.form == "Ger" or token.text.endswith(("ant", "ing"))
        if gerund and token.lemma in self.spoken and self.that_follows(place):
            self.adds(place)
            return
        if top.verb >= 0:
            return
        begins = place == 0 or (
            self.tokens[place - 1].tag in {"PUNCT", "ADV"} and top.first == place
        )
        if begins and token.form in {"Ger", "Part"} and self.fronted(place):
            draft = self.open(place, "cause", joined="", parent=top)
            draft.verb = self.group(place)
            draft.nominal = True
        elif top.nominal or top.kind not in {"main", "reported", "contrast", "relative"}:
            top.verb = self.group(place)
            top.nominal = True
