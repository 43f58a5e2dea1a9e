"""From whoever is named to the voice that speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.clauses.own import own_tokens, owned
from detente.reading.grammar.lemmas import plain
from detente.reading.grammar.roles import (
    agent,
    between,
    governed,
    grammatical_subject,
    inverted,
    passive,
)
from detente.reading.sentence import Mention, Role, Sentence, Voice
from detente.reading.voices.stated import official
from detente.reading.words.speech import commitments
from detente.reading.words.table import words

OBSERVERS = Voice("observers", "observers")
_NAMED: frozenset[Role] = frozenset(
    {"ministry", "parliament", "military", "organisation", "spokesperson", "leader", "minister"}
)
_ADJUNCT = frozenset({"DET", "ADJ", "NUM"})


def voice_of(mention: Mention, through: Voice | None = None) -> Voice:
    """Return the voice of an actor that is named."""
    if not mention.actor:
        if mention.role == "observers":
            return Voice("observers", "observers", mention.person, through)
        if mention.role == "organisation" or mention.kind == "organisation":
            return Voice("organisation", "organisation", mention.name, through)
        return Voice("observers", "observers", mention.person or mention.name, through)
    name = mention.person
    if not name and mention.kind in {"office", "metonym"} and mention.role in _NAMED:
        name = mention.name
    return Voice(mention.actor, mention.role, name, through)


def unnamed(sentence: Sentence, places: Sequence[int]) -> Voice | None:
    """Return the voice of people or a house that nobody marked: observers, a report, a paper."""
    observers = words(sentence.language, "sources", "observers")
    houses = words(sentence.language, "sources", "organisations")
    for at in places:
        lemma = sentence.tokens[at].lemma
        if lemma in observers or plain(sentence.tokens[at].text) in observers:
            return OBSERVERS
        if lemma in houses and sentence.tokens[at].tag in {"NOUN", "PROPN", "ADJ"}:
            return Voice("organisation", "organisation", _name(sentence, at))
        if lemma in words(sentence.language, "sources", "impersonal"):
            return OBSERVERS
    return None


def _person(sentence: Sentence, places: Sequence[int]) -> str:
    """The capitalised words that name a person whom nobody marked."""
    first = next((at for at in places if sentence.tokens[at].tag == "PROPN"), -1)
    if first < 0:
        return ""
    last = first
    while last + 1 in places and sentence.tokens[last + 1].tag == "PROPN":
        last += 1
    return sentence.text[sentence.tokens[first].start : sentence.tokens[last].end]


def _name(sentence: Sentence, at: int) -> str:
    """The capitalised words around a noun, as the name of a house."""
    first, last = at, at + 1
    while first > 0 and sentence.tokens[first - 1].text[:1].isupper():
        first -= 1
    joins = {
        "of",
        "for",
        "on",
        "and",
        "de",
        "des",
        "du",
        "d'",
        "le",
        "la",
        "l'",
        "les",
        "et",
        "pour",
    }
    while last < len(sentence.tokens):
        small = plain(sentence.tokens[last].text)
        following = sentence.tokens[last + 1].text[:1] if last + 1 < len(sentence.tokens) else ""
        if sentence.tokens[last].text[:1].isupper() or (small in joins and following.isupper()):
            last += 1
        else:
            break
    text = sentence.text[sentence.tokens[first].start : sentence.tokens[last - 1].end]
    return text if any(sign.isupper() for sign in text) else ""


def speaker(sentence: Sentence, clause: int) -> Voice | None:
    """Return who is the subject of a clause with a verb of saying; None if nobody is told."""
    this = sentence.clauses[clause]
    by = agent(sentence, clause)
    if by is not None:
        return voice_of(by)
    told = passive(sentence, clause)
    if told and _expletive(sentence, clause):
        weak = {"weak", "doubt"} & set(commitments(sentence.language, _lemma(sentence, clause)))
        hearsay = _lemma(sentence, clause) in words(sentence.language, "speech", "told")
        return OBSERVERS if weak or hearsay else None
    own = own_tokens(sentence, clause)
    found = _subject(sentence, clause)
    if found is not None and not found.actor and not found.person:
        home = official(sentence, range(found.span.first, found.span.last))
        if home is not None:
            return home
    if found is not None:
        return _by_whom(sentence, clause, _belonging(sentence, found, _rank(sentence, found)))
    if told:
        by_whom = _agents(sentence, own)
        if by_whom is not None:
            return by_whom
    behind = inverted(sentence, clause)
    places = [at for at in own if (at > this.verb if behind else at < this.verb)]
    if _supposes(sentence, clause):
        return None
    owner = _owner(sentence, places) or official(sentence, places)
    if owner is not None:
        return owner
    voice = unnamed(sentence, places)
    if voice is not None:
        return voice
    if _first_person(sentence, own) and not behind:
        return None
    nouns = [at for at in places if sentence.tokens[at].tag in {"NOUN", "PROPN"}]
    if not nouns or _things(sentence, nouns) or (behind and this.kind not in {"main", "contrast"}):
        return None
    return Voice("observers", "observers", _person(sentence, places))


def _agents(sentence: Sentence, own: Sequence[int]) -> Voice | None:
    """By whom something is told, where nobody marked: *we are told by those who …*."""
    for at in own:
        if plain(sentence.tokens[at].text) in {"by", "par"}:
            return unnamed(sentence, [place for place in own if place > at]) or OBSERVERS
    return None


def _owner(sentence: Sentence, places: Sequence[int]) -> Voice | None:
    """*His entourage*, *leurs chefs*: the actor to whom people belong who are the subject."""
    people = words(sentence.language, "sources", "people")
    if not any(sentence.tokens[at].lemma in people for at in places):
        return None
    name = _person(sentence, places)
    sits = words(sentence.language, "sources", "official")
    for each in between(sentence, places[0], places[-1] + 1):
        seat = each.kind == "metonym" and any(
            sentence.tokens[at].lemma in sits for at in places if at < each.span.first
        )
        if each.actor and seat:
            return Voice(each.actor, "official", name if name != each.name else "")
        if each.actor and sentence.tokens[each.span.first].tag == "DET":
            return Voice(each.actor, "official", name)
    return None


def _belonging(sentence: Sentence, found: Mention, voice: Voice) -> Voice:
    """A person of whom only the text around tells for whom he speaks: *their envoy, …*."""
    if voice.who != "observers" or not found.person:
        return voice
    for each in between(sentence, found.span.first - 8, found.span.first):
        gap = sentence.tokens[each.span.last : found.span.first]
        people = words(sentence.language, "sources", "people")
        if each.actor and any(token.lemma in people for token in gap):
            return Voice(each.actor, found.role, found.person)
    return voice


def _lemma(sentence: Sentence, clause: int) -> str:
    verb = sentence.clauses[clause].verb
    return sentence.tokens[verb].lemma if verb >= 0 else ""


def _supposes(sentence: Sentence, clause: int) -> bool:
    """Whether the writer says what one may say: *on peut supposer que*, *one might think that*."""
    this = sentence.clauses[clause]
    own = own_tokens(sentence, clause)
    small = [plain(sentence.tokens[at].text) for at in own if at <= this.verb]
    nobody = words(sentence.language, "sources", "impersonal")
    modal = {"can", "could", "may", "might", "must", "should", "would"}
    lemmas = {sentence.tokens[at].lemma for at in own if at <= this.verb}
    conditional = any(word.endswith("rait") for word in small)
    return bool(nobody & set(small)) and (
        conditional or bool(lemmas & (modal | {"pouvoir", "devoir"}))
    )


def _by_whom(sentence: Sentence, clause: int, voice: Voice) -> Voice:
    """The person through whom an actor speaks: *through its envoy, …*, *par la voix de …*."""
    if voice.name:
        return voice
    through = words(sentence.language, "sources", "through")
    for at in own_tokens(sentence, clause):
        if plain(sentence.tokens[at].text) in through:
            for each in between(sentence, at + 1, at + 12):
                if each.person and each.actor in {voice.who, ""}:
                    return voice_of(replace(each, actor=voice.who))
    return voice


def _subject(sentence: Sentence, clause: int) -> Mention | None:
    found = grammatical_subject(sentence, clause)
    if found is not None or not inverted(sentence, clause):
        return found
    this = sentence.clauses[clause]
    own = owned(sentence).clause
    behind = [
        each
        for each in between(sentence, this.verb + 1, this.span.last)
        if own[each.span.first] == clause
    ]
    free = [each for each in behind if not governed(sentence, each.span.first, this.verb)]
    return free[0] if free else None


def _rank(sentence: Sentence, found: Mention) -> Voice:
    """The person rather than the state, where a title, a state and a name follow each other."""
    best = found
    for each in between(sentence, found.span.last, found.span.last + 12):
        gap = sentence.tokens[best.span.last : each.span.first]
        near = best.span.last <= each.span.first and all(
            token.text == "," or token.tag in _ADJUNCT or token.tag == "ADP" for token in gap
        )
        if (
            near
            and len(gap) <= 3
            and each.person
            and not best.person
            and (each.actor in {best.actor, ""} or not best.actor)
        ):
            best = each
    return voice_of(best)


def _expletive(sentence: Sentence, clause: int) -> bool:
    own = own_tokens(sentence, clause)
    verb = sentence.clauses[clause].verb
    subjects = [plain(sentence.tokens[at].text) for at in own if at < verb]
    return any(each in {"it", "il"} for each in subjects)


def _first_person(sentence: Sentence, own: Sequence[int]) -> bool:
    first = words(sentence.language, "sources", "first_person")
    return any(plain(sentence.tokens[at].text) in first for at in own)


def _things(sentence: Sentence, nouns: Sequence[int]) -> bool:
    """Whether the subject is no person: it has the ending of an abstract noun."""
    head = sentence.tokens[nouns[0]].lemma
    return head.endswith(
        ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "té", "isme", "ism", "ure", "age")
    ) or head in {"fact", "fait", "history", "histoire", "war", "guerre", "event", "accord", "deal"}
