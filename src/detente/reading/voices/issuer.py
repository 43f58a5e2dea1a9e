"""The house that issues a declaration, which speaks where nobody else does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.reading.article import Article
from detente.reading.grammar.analyse import analyse
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import AUTHOR, Mention, Place, Sentence, Span, Voice
from detente.reading.voices.layouts import is_named
from detente.reading.who.mark import Setting, mark
from detente.reading.words.table import phrases, words

_SMALL = frozenset(
    ["of", "the", "for", "and", "de", "des", "du", "la", "le", "les", "et", "l'", "d'", ",", "."]
)
_JOINING = frozenset({"and", "et", "&", ","})
_SIGNS = " .,:;«»“”\"'()"
_ANY_DAY = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class House:
    """Who issues a declaration: the voice, and whether several issue it together."""

    voice: Voice = AUTHOR
    joint: bool = False


def issuer(article: Article) -> House:
    """Return the house that signs, or that the title names; that of `AUTHOR` if none does.

    A declaration of several speaks for the first that is named.
    """
    if is_named(article):
        return House()
    if article.author:
        named = _named(article.author, article)
        mentions = _acting(named)
        if not mentions or not (_is_office(named) or _is_itself(named, mentions)):
            return House()
        return _house(named, mentions, article.author)
    named = _named(_declaring(article), article)
    mentions = _acting(named)
    return _house(named, mentions, mentions[0].name) if mentions else House()


def _named(line: str, article: Article) -> Sentence:
    """A line with the actors in it."""
    sentence = Sentence(Place(article.id, 1, 1, ""), line, article.language)
    found, _lost = analyse([sentence], article.language, model=False)
    marked, _cast = mark(found, Setting(article.date or _ANY_DAY, article.language, {}, None))
    return marked[0]


def _acting(line: Sentence) -> list[Mention]:
    return [each for each in line.mentions if each.actor]


def _declaring(article: Article) -> str:
    """Of a title such as *Joint statement of … on …* whose statement it is."""
    small = [plain(word.strip(_SIGNS)) for word in article.title.replace("’", "’ ").split()]
    declares = words(article.language, "sources", "declarations")
    by = words(article.language, "sources", "declared_by")
    about = words(article.language, "sources", "declared_on")
    first = next((at for at, word in enumerate(small) if word in declares), -1)
    while 0 <= first < len(small) - 1 and small[first] not in by | about:
        first += 1
    if first < 0 or small[first] not in by:
        return ""
    last = next((at for at in range(first, len(small)) if small[at] in about), len(small))
    return " ".join(article.title.replace("’", "’ ").split()[first + 1 : last]).replace("’ ", "’")


def _house(line: Sentence, named: Sequence[Mention], name: str) -> House:
    behalf = _on_behalf(line, named)
    first = behalf or named[0]
    joint = behalf is None and _together(line, named)
    return House(Voice(first.actor, "ministry", name), joint)


def _is_office(line: Sentence) -> bool:
    """Whether a line names a ministry, a spokesman, a council, and no newspaper."""
    small = {plain(token.text) for token in line.tokens} | {token.lemma for token in line.tokens}
    if small & words(line.language, "sources", "presses"):
        return False
    return bool(small & words(line.language, "sources", "houses"))


def _is_itself(line: Sentence, named: Sequence[Mention]) -> bool:
    """Whether a line is nothing but the names of actors, such as that of an organisation."""
    covered = {at for each in named for at in range(each.span.first, each.span.last)}
    rest = [
        token
        for at, token in enumerate(line.tokens)
        if at not in covered and token.tag != "PUNCT" and plain(token.text) not in _SMALL
    ]
    return not any(each.person for each in named) and not rest


def _on_behalf(line: Sentence, named: Sequence[Mention]) -> Mention | None:
    """*For the European Union*, *au nom de la France*: for whom a house says that it speaks."""
    small = [plain(token.text) for token in line.tokens]
    behalf = phrases(line.language, "sources", "on_behalf")
    for at in range(len(small)):
        size = next((len(p) for p in behalf if tuple(small[at : at + len(p)]) == p), 0)
        if size:
            near = [each for each in named if at + size <= each.span.first <= at + size + 2]
            if near and near[0] is not named[0]:
                return near[0]
    return None


def _together(line: Sentence, named: Sequence[Mention]) -> bool:
    """Whether two actors sign: their names are joined by *and*."""
    second = next((each for each in named if each.actor != named[0].actor), None)
    if second is None:
        return False
    between = line.tokens[named[0].span.last : second.span.first]
    return any(plain(token.text) in _JOINING for token in between)


def own_mentions(sentences: Sequence[Sentence], house: House) -> list[Sentence]:
    """Read *the ministry*, *the Conference*, *the two sides* in a declaration as who issues it."""
    if house.voice == AUTHOR:
        return list(sentences)
    return [_with_own(sentence, house) for sentence in sentences]


def _with_own(sentence: Sentence, house: House) -> Sentence:
    voice = house.voice
    signed = {plain(word) for word in voice.name.replace("’", "’ ").split()} - _SMALL
    houses = words(sentence.language, "sources", "houses")

    def is_house(mention: Mention) -> bool:
        text = mention.name if mention.kind == "pronoun" else sentence.words(mention.span)
        named = {plain(word) for word in text.replace("’", "’ ").split()} - _SMALL
        return bool(named & houses) and named <= signed

    def own(span: Span) -> Mention:
        return Mention(span, voice.who, "office", voice.name, "ministry")

    bodies = [own(span) for span in _bodies(sentence, house)]
    kept = [
        own(each.span) if is_house(each) else each
        for each in sentence.mentions
        if not any(
            each.span.first < body.span.last and body.span.first < each.span.last for body in bodies
        )
    ]
    mentions = sorted([*kept, *bodies], key=lambda each: each.span.first)
    return replace(sentence, mentions=tuple(mentions))


def _bodies(sentence: Sentence, house: House) -> list[Span]:
    """Where those who sign are meant: *the Council*, and of several *the leaders*, *both sides*."""
    nouns = words(sentence.language, "sources", "signatories" if house.joint else "bodies")
    before = words(sentence.language, "sources", "definite")
    of = words(sentence.language, "sources", "possessing")
    found: list[Span] = []
    for at, token in enumerate(sentence.tokens):
        if plain(token.text) not in nouns:
            continue
        first = at
        while first > 0 and plain(sentence.tokens[first - 1].text) in before:
            first -= 1
        behind = sentence.tokens[at + 1 : at + 2]
        reach = 4 if behind and plain(behind[0].text) in of else 1
        others = any(
            mention.actor not in {"", house.voice.who} and 0 < mention.span.first - at <= reach
            for mention in sentence.mentions
        )
        if first < at and not others:
            found.append(Span(first, at + 1))
    return found
