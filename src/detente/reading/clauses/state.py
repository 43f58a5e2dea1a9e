"""Words of a sentence, what follows each, and the clauses that are open."""

from __future__ import annotations

from detente.reading.clauses.draft import Draft
from detente.reading.clauses.joins import normal
from detente.reading.sentence import ClauseKind, Sentence
from detente.reading.words.speech import spoken
from detente.reading.words.table import words


class State:
    """The clauses that are open at a token, innermost last, and all that were begun."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.language = sentence.language
        self.small = normal(self.tokens, self.language)
        self.spoken = spoken(self.language)
        self.contents = words(self.language, "connectives", "contents")
        self.asking = words(self.language, "connectives", "asking")
        self.joining = words(self.language, "connectives", "joining")
        self.relative = words(self.language, "connectives", "relative")
        self.light = words(self.language, "connectives", "light")
        self.attributing = words(self.language, "speech", "attributing")
        self.believing = words(self.language, "speech", "believing")
        self.bare = words(self.language, "speech", "bare")
        self.drafts: list[Draft] = []
        self.stack: list[Draft] = []
        self.finite_after = self._finite_after()
        self.full_stop = self._next_sign({";", ":", ".", "!", "?"})
        self.any_stop = self._next_sign({";", ":", ".", ")", "!", "?"})
        self.pause = self._next_sign({",", ";", ":", ".", ")"})
        self.skip_to = 0
        self.quote_marks = {span.first - 1 for span in sentence.quotes}
        self.quote_first = {
            span.first: at for at, span in reversed(list(enumerate(sentence.quotes)))
        }

    def _finite_after(self) -> list[int]:
        """For each place the next finite verb from there on, or the number of tokens."""
        size = len(self.tokens)
        found = [size] * (size + 1)
        for place in range(size - 1, -1, -1):
            found[place] = place if self.is_finite(place) else found[place + 1]
        return found

    def is_finite(self, place: int) -> bool:
        """Whether a token is a finite verb."""
        token = self.tokens[place]
        return token.form == "Fin" and token.tag in {"VERB", "AUX"}

    def _next_sign(self, signs: set[str]) -> list[int]:
        """For each place the next of some signs from there on, or the number of tokens."""
        size = len(self.tokens)
        found = [size] * (size + 1)
        for place in range(size - 1, -1, -1):
            found[place] = place if self.tokens[place].text in signs else found[place + 1]
        return found

    @property
    def top(self) -> Draft:
        """The innermost clause that is open."""
        return self.stack[-1]

    def open(
        self, first: int, kind: ClauseKind, *, joined: str = "", parent: Draft | None
    ) -> Draft:
        """Begin a clause within those that are open."""
        draft = Draft(first, kind, parent, joined)
        if self.stack and self.stack[-1].quote >= 0:
            draft.quote = self.stack[-1].quote
        self.drafts.append(draft)
        self.stack.append(draft)
        return draft

    def close(self, last: int) -> None:
        """End the innermost clause before a token."""
        draft = self.stack.pop()
        draft.last = max(last, draft.first)

    def close_to(self, draft: Draft, last: int) -> None:
        """Close what lies within a clause."""
        while self.stack[-1] is not draft:
            self.close(last)

    def floor(self) -> int:
        """How far down clauses may be closed: not beyond the quotation in which we are."""
        quote = self.top.quote
        if quote < 0:
            return 0
        return next(at for at, draft in enumerate(self.stack) if draft.quote == quote)
