"""Clauses that *and*, *but* and commas set side by side."""

from __future__ import annotations

from detente.reading.clauses.draft import RANK
from detente.reading.clauses.groups import Groups
from detente.reading.sentence import ClauseKind


class Siblings(Groups):
    """How clauses are joined."""

    def sibling(self, first: int, word: str, *, contrast: bool = True, own: bool = True) -> None:
        """Begin a clause beside the innermost one that asserts something."""
        floor = self.floor()
        comma = first > 0 and self.tokens[first - 1].text == ","
        if own and (comma or contrast):
            while len(self.stack) - 1 > floor and self.top.kind not in RANK:
                if self.top.parent is not None and self.top.parent.finite < 0:
                    break
                self.close(first)
        elif own and self.top.kind == "relative":
            while len(self.stack) - 1 > floor and self.top.kind == "relative":
                if self.top.parent is not None and self.top.parent.finite < 0:
                    break
                self.close(first)
        if own and comma and self.leaves_speech(first, contrast):
            self.close(first)
        top = self.top
        if top.finite < 0 and not top.nominal:
            top.words = top.words or word
            if contrast and top.kind in RANK and len(self.drafts) > 1:
                top.kind = "contrast"
            return
        base = top.kind
        kind: ClauseKind = "contrast" if contrast and base in RANK else base
        if not contrast and base == "contrast":
            kind = "reported" if top.parent is not None else "main"
        parent, quote = top.parent, top.quote
        if top.attribution:  # what follows is said by the same
            parent, kind = top, kind if kind == "contrast" else "reported"
        if len(self.stack) - 1 >= floor:
            self.close(first)
        draft = self.open(first, kind, joined=word, parent=parent)
        draft.quote = quote
        draft.by_comma = top.by_comma

    def leaves_speech(self, first: int, contrast: bool) -> bool:
        """Whether what is joined by a comma and *and* or *but* is no longer what somebody said.

        It tells of another statement, or its verb has the tense of the one who tells and not that
        of what is told.
        """
        told = self.top
        inside = len(self.stack) >= 2 and told.parent is self.stack[-2] and told.quote < 0
        verb = self.finite_after[first]
        if told.kind != "reported" or not inside or verb >= len(self.tokens):
            return False
        if self.tokens[self.group(verb)].lemma in self.spoken:
            return True
        turns = contrast and self.small[first] in {"but", "mais", "yet"}
        return not self.shifted(verb) and (turns or self.shifted(told.finite))

    def begin_joined(self) -> None:
        """Begin the clause that *and* or *but* joined, whose verb comes later."""
        joined = self.top.joined
        if not joined > self.top.finite >= 0:
            return
        word = self.small[joined]
        turns = word in {"but", "mais", "yet"}
        self.sibling(joined, word if turns else "", contrast=turns)

    def coordinated(self, place: int, joined: int) -> None:
        """*And* or *but* between two finite verbs: a clause of its own, beside the first."""
        word = self.small[joined]
        kind = "contrast" if word in {"but", "mais", "yet", "or"} and self.contrasts(word) else ""
        own = self.has_subject(joined, place)
        self.sibling(joined, word if kind else "", contrast=bool(kind), own=own)
