"""Words that patterns pass over, and words that are everywhere, by language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Token
from detente.reading.words.table import table


@dataclass(frozen=True, slots=True)
class Passed:
    """What stands between the words of a pattern without changing it.

    `common` words are everywhere.
    """

    words: frozenset[str]
    common: frozenset[str]
    endings: tuple[str, ...]

    def over(self, token: Token) -> bool:
        """Whether a pattern passes over a token: an article, a degree, a negation, a quote."""
        text = plain(token.text)
        if text in self.words or token.lemma in self.words:
            return True
        if not any(sign.isalnum() for sign in text):
            return text in _QUOTES
        return len(text) > 4 and text.endswith(self.endings) and token.tag in {"", "ADV"}


_QUOTES = frozenset({'"', "«", "»", "“", "”", "‘", "'"})


@cache
def passed(language: Tongue) -> Passed:
    """The table of a language, `reading/words/LANGUAGE/passed.toml`."""
    listed = table(language, "passed")["passed"]
    words, common = (frozenset(listed[key]) for key in ("words", "common"))
    return Passed(words, common, endings=tuple(listed["endings"]))
