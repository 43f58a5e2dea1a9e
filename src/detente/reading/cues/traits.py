"""What of a clause tells which sense it has, whoever is in it: words, pairs of them, marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from detente.reading.article import Tongue
from detente.reading.clauses.own import owned
from detente.reading.cues.line import Line
from detente.reading.cues.mood import mood
from detente.reading.cues.passed import passed
from detente.reading.grammar.lemmas import is_name, plain, verb_of
from detente.reading.identity import Same
from detente.reading.sentence import Mention, Sentence, Token
from detente.reading.words.negation import negating
from detente.reading.words.table import words

OWN, WITH, BESIDE = 1.0, 0.5, 0.25
"""Weight of a clause's own words, of those that are read together with it, and of all others of
its sentence."""
STEM = 5
"""Letters by which words of one family are taken together: *negotiate*, *negotiators*."""
NOT, NAME, ACTOR, PERSON, DAY, NUMBER = (
    "<not>",
    "<name>",
    "<actor>",
    "<person>",
    "<day>",
    "<number>",
)
_FAR = 60

Trait = tuple[str, tuple[int, ...]]
"""A trait, and the tokens that have it."""


def traits(line: Line, clause: int) -> dict[str, float]:
    """Traits of a clause → how much they weigh.

    Names and numbers are masked by their kind, so that others in their place change nothing.

    Parameters
    ----------
    line : Line
        The words of the clause.
    clause : int
        Its index.
    """
    found: dict[str, float] = {}
    for weight, (trait, _places) in _weighed(line):
        if found.get(trait, 0.0) < weight:
            found[trait] = weight
    found.update(dict.fromkeys(_marks(line.sentence, clause), OWN))
    return found


def own_traits(line: Line) -> Iterator[Trait]:
    """The traits of a clause's own words, each with those of its tokens that say something."""
    masked = _masked(Same(line.sentence))
    known = passed(line.sentence.language)
    empty = known.words | known.common | {NOT, NAME, ACTOR, PERSON, DAY, NUMBER}
    for weight, (trait, places) in _weighed(line):
        telling = tuple(at for at in places if empty.isdisjoint(masked[at]))
        if weight == OWN and telling:
            yield trait, telling


def traits_of_words(listed: Sequence[str], language: Tongue) -> dict[str, float]:
    """Traits of dictionary forms that stand beside one another; an empty one divides them."""
    forms = [_form(word, language) for word in listed]
    return {trait: OWN for trait, _places in _told(forms, range(len(forms)))}


def _form(word: str, language: Tongue) -> tuple[str, ...]:
    if not word:
        return ()
    return (NOT,) if word in negating(language) else (word,)


def _weighed(line: Line) -> Iterator[tuple[float, Trait]]:
    masked = _masked(Same(line.sentence))
    own = sorted(line.own)
    lent = sorted(line.places - line.own)
    for weight, places in ((OWN, own), (WITH, lent), (BESIDE, _beside(line))):
        for trait in _told(masked, places):
            yield weight, trait


def _beside(line: Line) -> list[int]:
    """Tokens of its sentence that are not read together with a clause, not too far away."""
    if not line.places:
        return []
    first, last = min(line.places) - _FAR, max(line.places) + 1 + _FAR
    near = range(max(first, 0), min(last, len(line.sentence.tokens)))
    return [at for at in near if at not in line.places]


def _told(masked: Sequence[tuple[str, ...]], places: Sequence[int]) -> Iterator[Trait]:
    """Words, their stems, and pairs of neighbours."""
    before: tuple[str, int] | None = None
    for at in places:
        forms = masked[at]
        if not forms:
            before = None
            continue
        for form in forms:
            yield form, (at,)
        first = forms[0]
        if len(first) > STEM and not first.startswith("<"):
            yield f"{first[:STEM]}~", (at,)
        if before is not None and before[0] != first:
            yield f"{before[0]} {first}", (before[1], at)
        before = first, at


@lru_cache(maxsize=64)
def _masked(same: Same[Sentence]) -> tuple[tuple[str, ...], ...]:
    """Of every token its dictionary forms, or what masks a name; of a sign nothing."""
    sentence = same.it
    masks = [""] * len(sentence.tokens)
    for day in sentence.days:
        for at in range(day.span.first, day.span.last):
            masks[at] = DAY
    for mention in sentence.mentions:
        for at in range(mention.span.first, mention.span.last):
            if _names(mention, sentence.tokens[at], sentence.language):
                masks[at] = PERSON if mention.kind == "person" else ACTOR
    return tuple((mask,) if mask else _forms(sentence, at) for at, mask in enumerate(masks))


def _names(mention: Mention, token: Token, language: Tongue) -> bool:
    """Whether a token of a mention is its name, and not a common noun as in *the minister*."""
    if mention.kind == "pronoun":
        return False
    capital = token.text[:1].isupper() and plain(token.text) not in passed(language).words
    return capital or mention.kind == "demonym"


def _forms(sentence: Sentence, at: int) -> tuple[str, ...]:
    token, language = sentence.tokens[at], sentence.language
    text = plain(token.text)
    if text in negating(language):
        return (NOT,)
    if not any(sign.isalnum() for sign in text):
        return ()
    if any(sign.isdigit() for sign in text):
        return (NUMBER,)
    if token.text[:1].isupper() and is_name(text if at == 0 else token.text, language):
        return (NAME,)
    verb = verb_of(text, language)
    return (token.lemma, verb) if verb and verb != token.lemma else (token.lemma,)


def _marks(sentence: Sentence, clause: int) -> Iterator[str]:
    """Marks of grammar: denied, to come, quoted, and the kinds of the clauses around it."""
    if not sentence.clauses:
        return
    this = sentence.clauses[clause]
    yield f"<{this.kind}>"
    if this.negated:
        yield "<negated>"
    if this.quoted:
        yield "<quoted>"
    modal = words(sentence.language, "come", "modals")
    for at in owned(sentence).tokens[clause]:
        token = sentence.tokens[at]
        if token.lemma in modal:
            yield "<modal>"
        elif sentence.language == "fr" and (found := mood(token)):
            yield f"<{found}>"
    for at in owned(sentence).below[clause]:
        yield f"<with {sentence.clauses[at].kind}>"
