"""What kind of brief a text is, by the words that are signs of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detente.reading.sentence import Sentence
from detente.reading.words.table import table

FEWEST = 3
"""Signs of a kind below which a text is taken for one about a thaw, the least particular."""

USUAL = "thaw"


def kind_of(sentences: Sequence[Sentence]) -> str:
    """The kind whose signs are the most frequent; see `detente.scaffold.kinds`."""
    counted: Counter[str] = Counter()
    for sentence in sentences:
        for kind, words in table(sentence.language, "kinds").items():
            signs = frozenset(words)
            counted[kind] += sum(token.lemma in signs for token in sentence.tokens)
    ranked = sorted(counted, key=lambda kind: (-counted[kind], kind != USUAL, kind))
    return ranked[0] if ranked and counted[ranked[0]] >= FEWEST else USUAL
