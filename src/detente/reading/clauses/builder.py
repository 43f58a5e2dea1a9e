"""From left to right through a sentence, opening and closing clauses."""

from __future__ import annotations

from detente.reading.clauses.draft import DEEPEST
from detente.reading.clauses.finish import finish
from detente.reading.clauses.subordinates import Subordinates
from detente.reading.sentence import Clause, Sentence


def build(sentence: Sentence) -> list[Clause]:
    """Return the clauses of a sentence that has tokens."""
    return _Builder(sentence).build()


class _Builder(Subordinates):
    """Quotations, signs and words in turn."""

    def build(self) -> list[Clause]:
        """Read the whole sentence."""
        self.open(0, "main", parent=None)
        for place in range(len(self.tokens)):
            self.leave_quotes(place)
            self.enter_quote(place)
            if place < self.skip_to:
                continue
            self.read(place)
        while self.stack:
            self.close(len(self.tokens))
        return finish(self.sentence, self.drafts, self.small)

    def leave_quotes(self, place: int) -> None:
        """End the clauses of quotations that end there."""
        quotes = self.sentence.quotes
        while self.stack and self.top.quote >= 0 and place >= quotes[self.top.quote].last:
            quote = self.top.quote
            while self.stack and self.top.quote == quote:
                self.close(place)
        if not self.stack:
            self.open(place, "main", parent=None)

    def enter_quote(self, place: int) -> None:
        """Begin the clause of a quotation that is a sentence of its own."""
        at = self.quote_first.get(place, -1)
        if at < 0 or len(self.stack) >= DEEPEST or (place <= 1 and self.all_quoted(at)):
            return
        span = self.sentence.quotes[at]
        introduced = place >= 2 and self.tokens[place - 2].text == ":"
        whole = self.finite_after[place] < span.last or (introduced and span.last - place > 1)
        first_word = self.tokens[place].text[:1]
        before = self.tokens[place - 2].text if place >= 2 else ""
        begins = place <= 1 or before in {":", ",", "(", "—", "–"} or first_word.isupper()
        governed = (
            self.top.finite >= 0
            and self.top.kind != "reported"
            and not (before in {":", ","} or first_word.isupper())
        )
        subject = self.finite_after[place] - place
        while introduced and self.top.kind == "relative" and not self.top.said:
            if len(self.stack) < 2 or self.top.quote >= 0:
                break
            self.close(place - 1)
        if whole and begins and not governed and (subject > 0 or first_word.isupper()):
            draft = self.open(place, "reported", parent=self.top)
            draft.quote = at

    def all_quoted(self, at: int) -> bool:
        """Whether nothing of a sentence stands outside a quotation but signs."""
        span = self.sentence.quotes[at]
        rest = [*self.tokens[: span.first], *self.tokens[span.last :]]
        return not any(token.tag != "PUNCT" for token in rest)

    def read(self, place: int) -> None:
        """Read one token."""
        token = self.tokens[place]
        if token.tag == "PUNCT":
            self.sign(place)
            return
        if self.connective(place):
            return
        if self.complementiser(place) or self.relative_at(place):
            return
        if self.small[place] in self.joining and token.tag in {"CCONJ", "ADV", "SCONJ", "ADP"}:
            self.top.joined = place
            return
        if self.is_finite(place):
            self.finite(place)
        elif token.tag in {"VERB", "AUX"} and token.form:
            self.other_form(place)

    def sign(self, place: int) -> None:
        """Read a comma, colon, bracket or dash."""
        text = self.tokens[place].text
        if text == ",":
            self.comma(place)
        elif text in {";", ":"}:
            self.colon(place, text)
        elif text in {"(", "["}:
            end = self.matching(place)
            if end and self.finite_after[place] < end and len(self.stack) < DEEPEST:
                draft = self.open(place, "relative", parent=self.top)
                draft.bracket = True
        elif text in {")", "]"}:
            if any(draft.bracket for draft in self.stack):
                while not self.top.bracket:
                    self.close(place + 1)
                self.close(place + 1)
        elif text in {"—", "–", "--"}:
            if self.top.kind == "relative" and self.top.by_comma and len(self.stack) > 1:
                self.close(place)
            self.top.comma = place

    def resumes(self, place: int) -> bool:
        """Whether a quotation goes on behind the one who says it: the subject has been named."""
        named = self.tokens[self.top.first : place]
        return any(token.tag in {"NOUN", "PROPN", "PRON"} for token in named)

    def matching(self, place: int) -> int:
        """Where a bracket closes, if it is not far."""
        for at in range(place + 1, min(place + 60, len(self.tokens))):
            if self.tokens[at].text in {")", "]"}:
                return at
        return 0

    def comma(self, place: int) -> None:
        """Read a comma, which ends a phrase or a relative clause."""
        floor = self.floor()
        while len(self.stack) - 1 > floor and not self.top.bracket:
            top = self.top
            ended = top.finite >= 0 or top.nominal or (top.by_comma and top.verb >= 0)
            if (top.kind == "relative" and ended) or top.nominal:
                self.close(place)
            else:
                break
        if self.top.attribution and self.top.quote >= 0 and self.resumes(place):
            said = self.top
            self.close(place)
            draft = self.open(place, "reported", parent=said)
            draft.quote = said.quote
        self.top.comma = place

    def colon(self, place: int, text: str) -> None:
        """Read a colon or semicolon, which ends all that is open."""
        floor = self.floor()
        if text == ":" and place + 1 in self.quote_marks:
            return
        if text == ":" and self.top.said and not self.top.complement:
            following = self.tokens[place + 1].text if place + 1 < len(self.tokens) else '"'
            verbal = self.finite_after[place] < len(self.tokens)
            if following not in {"«", "“", '"'} and verbal:
                self.top.complement = True
                self.open(place + 1, "reported", parent=self.top)
            return
        while len(self.stack) - 1 > floor and not self.top.bracket:
            self.close(place)
        if self.top.finite >= 0 and self.finite_after[place] < len(self.tokens):
            kind, parent = self.top.kind, self.top.parent
            quote = self.top.quote
            if len(self.stack) > 1 or quote >= 0:
                self.close(place)
                draft = self.open(place + 1, kind, parent=parent)
                draft.quote = quote
            else:
                self.close(place)
                self.open(place + 1, "main", parent=None)
