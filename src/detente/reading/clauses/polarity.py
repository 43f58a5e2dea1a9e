"""Whether the verb of a clause is negated, and whether the clause asks."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.clauses.joins import normal
from detente.reading.clauses.own import in_quotes, own_tokens
from detente.reading.sentence import Sentence
from detente.reading.words.negation import negators
from detente.reading.words.table import phrases

_WITH_NE = frozenset({"cesser", "oser", "savoir", "pouvoir"})
"""French verbs that *ne* alone negates."""

_ASKING_WORDS = frozenset({"whether", "si"})
_ENDS = frozenset({"?", ".", "!", "⁇", "⁈", "…", "..."})
_ASKS = frozenset({"?", "⁇", "⁈"})
_NOTHING = frozenset({"no", "nothing", "nobody", "none", "nowhere"})
_ONLY_WITH_NE = frozenset({"plus", "personne", "jamais", "point", "rien", "aucun", "aucune"})


class Polarity:
    """What a sentence negates and asks."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.small = normal(sentence.tokens, sentence.language)
        self.negators = negators(sentence.language)
        self.skipped = self._idioms()
        self.ends = self._next_ends(in_quotes(sentence))
        self.ends_anywhere = self._next_ends([False] * len(sentence.tokens))

    def _idioms(self) -> frozenset[int]:
        """Words of phrases that deny nothing, such as *not only*."""
        found: set[int] = set()
        listed = phrases(self.sentence.language, "connectives", "not_negating")
        starts = {phrase[0] for phrase in listed}
        for place, word in enumerate(self.small):
            if word in starts:
                for phrase in listed:
                    if tuple(self.small[place : place + len(phrase)]) == phrase:
                        found.update(range(place, place + len(phrase)))
        return frozenset(found)

    def _next_ends(self, hidden: Sequence[bool]) -> list[int]:
        """For each token the next sign that ends a sentence, but for those that are hidden."""
        size = len(self.sentence.tokens)
        found = [size] * (size + 1)
        for place in range(size - 1, -1, -1):
            ends = self.sentence.tokens[place].text in _ENDS and not hidden[place]
            found[place] = place if ends else found[place + 1]
        return found

    def denies(self, clause: int) -> bool:
        """Whether the verb is negated; two negations make none."""
        own = own_tokens(self.sentence, clause)
        if self.sentence.language == "fr":
            return self._french(clause, own)
        verb = self.sentence.clauses[clause].verb
        found = [
            place
            for place in own
            if self.small[place] in self.negators
            and place not in self.skipped
            and self._bears(place, verb)
        ]
        count = len(found)
        if {"neither", "nor"} <= {self.small[place] for place in found}:
            count -= 1
        return count % 2 == 1

    def _bears(self, place: int, verb: int) -> bool:
        """Whether a negation bears on the verb, and not on a word behind it."""
        word = self.small[place]
        if verb < 0:
            return word in {"not", "never", "no"}
        if place < verb:
            return True
        if place - verb > 6:
            return False
        between = self.sentence.tokens[verb + 1 : place]
        if word in _NOTHING:
            return not any(token.tag in {"ADP", "CCONJ", "VERB"} for token in between)
        near = place - verb <= 3 and not any(
            token.tag in {"CCONJ", "ADP", "VERB", "PUNCT", "NOUN"} for token in between
        )
        return near and (word != "not" or self.sentence.tokens[verb].tag == "AUX")

    def _french(self, clause: int, own: Sequence[int]) -> bool:
        has_ne = [place for place in own if self.small[place] == "ne"]
        strong = [
            place
            for place in own
            if self.small[place] in self.negators
            and place not in self.skipped
            and (has_ne or self.small[place] not in _ONLY_WITH_NE)
        ]
        if has_ne:
            tokens = self.sentence.tokens
            bears = any(
                place > has_ne[0] or tokens[place].tag in {"DET", "PRON", "ADV", "CCONJ"}
                for place in strong
            )
            if bears:
                return True
            limited = "que" in self.small[has_ne[0] : has_ne[0] + 12]
            near = {tokens[place].lemma for place in own if 0 < place - has_ne[0] < 6}
            return not limited and bool(near & _WITH_NE)
        return any(
            self.small[place] == "pas"
            and (place == own[0] or self.small[place - 1] not in {"et", "mais", "non"})
            for place in strong
        )

    def asks(self, clause: int) -> bool:
        """Whether a clause is a question, or lies in one."""
        this = self.sentence.clauses[clause]
        if this.words in _ASKING_WORDS and this.kind == "reported":
            return True
        end = self.ends_anywhere[this.span.first] if this.quoted else self.ends[this.span.first]
        return end < len(self.small) and self.sentence.tokens[end].text in _ASKS
