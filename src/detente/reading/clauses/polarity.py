"""Whether the verb of a clause is negated, and whether the clause asks."""

from __future__ import annotations

from detente.reading.clauses.joins import normal
from detente.reading.clauses.own import owners
from detente.reading.sentence import Sentence
from detente.reading.words.table import phrases, words

_WITH_NE = frozenset({"cesser", "oser", "savoir", "pouvoir"})
_ASKING_WORDS = frozenset({"whether", "si"})


def denies(sentence: Sentence, clause: int) -> bool:
    """Whether the verb is negated; two negations make none."""
    at = _own(sentence, clause)
    small = normal(sentence.tokens, sentence.language)
    skipped = _idioms(sentence, small)
    if sentence.language == "fr":
        return _denies_french(sentence, clause, at, small, skipped)
    negators = words("en", "connectives", "negating")
    verb = sentence.clauses[clause].verb
    found = [
        place
        for place in at
        if small[place] in negators and place not in skipped and _bears(sentence, place, verb)
    ]
    count = len(found)
    if "neither" in {small[place] for place in found} and "nor" in {small[p] for p in found}:
        count -= 1
    return count % 2 == 1


def _own(sentence: Sentence, clause: int) -> list[int]:
    found = owners(sentence.clauses, len(sentence.tokens))
    span = sentence.clauses[clause].span
    return [place for place in range(span.first, span.last) if found[place] == clause]


def _idioms(sentence: Sentence, small: list[str]) -> frozenset[int]:
    """Words of phrases that deny nothing, such as *not only*."""
    found: set[int] = set()
    listed = phrases(sentence.language, "connectives", "not_negating")
    starts = {phrase[0] for phrase in listed}
    for place, word in enumerate(small):
        if word in starts:
            for phrase in listed:
                if tuple(small[place : place + len(phrase)]) == phrase:
                    found.update(range(place, place + len(phrase)))
    return frozenset(found)


def _bears(sentence: Sentence, place: int, verb: int) -> bool:
    """Whether a negation bears on the verb, and not on a word behind it."""
    if verb < 0:
        return sentence.tokens[place].text.lower() in {"not", "never", "no"}
    if place < verb:
        return True
    word = sentence.tokens[place].text.lower()
    between = sentence.tokens[verb + 1 : place]
    if word in {"no", "nothing", "nobody", "none", "nowhere"}:
        return not any(token.tag in {"ADP", "CCONJ", "VERB"} for token in between)
    near = place - verb <= 3 and not any(
        token.tag in {"CCONJ", "ADP", "VERB", "PUNCT", "NOUN"} for token in between
    )
    return near and (word != "not" or sentence.tokens[verb].tag == "AUX")


def _denies_french(
    sentence: Sentence, clause: int, at: list[int], small: list[str], skipped: frozenset[int]
) -> bool:
    negators = words("fr", "connectives", "negating")
    has_ne = [place for place in at if small[place] == "ne"]
    strong = [
        place
        for place in at
        if small[place] in negators
        and place not in skipped
        and (small[place] != "plus" or has_ne)
        and (small[place] not in {"personne", "jamais", "point", "rien"} or has_ne)
    ]
    if has_ne:
        if strong:
            return any(_reaches(sentence, ne, place) for ne in has_ne for place in strong)
        verb = sentence.clauses[clause].verb
        alone = sentence.tokens[verb].lemma if verb >= 0 else ""
        restricted = any(small[place] in {"que", "guère"} for place in range(has_ne[0], has_ne[0] + 12) if place < len(small))
        finite = {sentence.tokens[place].lemma for place in at}
        return not restricted and bool(({alone} | finite) & _WITH_NE)
    return any(
        small[place] == "pas" and (place == at[0] or small[place - 1] not in {"et", "mais", "non"})
        for place in strong
    )


def _reaches(sentence: Sentence, ne: int, place: int) -> bool:
    return place > ne or sentence.tokens[place].tag in {"DET", "PRON", "ADV", "CCONJ"}


def asks(sentence: Sentence, clause: int) -> bool:
    """Whether a clause is a question, or lies in one."""
    span = sentence.clauses[clause].span
    if sentence.clauses[clause].words in _ASKING_WORDS and sentence.clauses[clause].kind == (
        "reported"
    ):
        return True
    for quote in sentence.quotes:
        if span in quote:
            return _ends_asking(sentence, span.first, quote.last)
    last = len(sentence.tokens)
    return _ends_asking(sentence, span.first, last, outside=True)


def _ends_asking(sentence: Sentence, first: int, last: int, *, outside: bool = False) -> bool:
    """Whether the first sign that ends a sentence from there on is a question mark."""
    for place in range(first, last):
        text = sentence.tokens[place].text
        if text in {"?", ".", "!", "⁇", "⁈", "…"}:
            if outside and any(place in quote for quote in sentence.quotes):
                continue
            return text in {"?", "⁇", "⁈"}
    return False
