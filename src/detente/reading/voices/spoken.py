"""Who says what within one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.reading.clauses.own import own_tokens, owned
from detente.reading.grammar.lemmas import lemma, plain
from detente.reading.grammar.roles import between, possessor, subject
from detente.reading.sentence import AUTHOR, Mention, Sentence, Span, Voice
from detente.reading.voices.adverbials import Given
from detente.reading.voices.selfsaid import promises, speaks_for_itself
from detente.reading.voices.speakers import speaker, voice_of
from detente.reading.words.speech import commitments, spoken
from detente.reading.words.table import words

_CAUSING = frozenset({"faire", "laisser", "let", "make", "give"})
_SAID = frozenset({"reported", "contrast", "example"})


@dataclass(frozen=True)
class Spoken:
    """Voices of the clauses of a sentence, as it tells them itself.

    `sure` says of which clauses the sentence names who speaks; `speaks` who spoke last in it;
    `speakers` who speaks in each clause that reports something.
    """

    voices: tuple[Voice, ...]
    sure: tuple[bool, ...]
    speaks: Voice | None = None
    speakers: tuple[Voice | None, ...] = ()


def voices_within(sentence: Sentence, given: Sequence[Given]) -> Spoken:
    """Return the voices that a sentence tells."""
    size = len(sentence.clauses)
    speakers = [_speaker(sentence, at) for at in range(size)]
    voices: list[Voice | None] = [None] * size
    sure = [False] * size
    phrases = {each.clause: each.voice for each in given} | _as_said(sentence)
    whole = next((each.voice for each in given if each.fronted), None)
    last: Voice | None = None

    def settle(at: int) -> None:
        clause = sentence.clauses[at]
        above = AUTHOR
        if clause.parent >= 0:
            above = voices[clause.parent] or AUTHOR
            sure[at] = sure[clause.parent]
        voice = above
        if clause.parent >= 0 and clause.kind in _SAID:
            said = speakers[clause.parent]
            if said is not None:
                voice, sure[at] = _through(said, above), True
        own = phrases.get(at)
        if own is None and clause.parent < 0:
            own = whole
        if own is not None:
            voice, sure[at] = _through(own, voice), True
        if voice != AUTHOR:
            promised = promises(sentence, at)
            if promised is not None:
                voice = _through(promised, voice)
        else:
            alone = speaks_for_itself(sentence, at)
            if alone is not None:
                voice, sure[at] = alone, True
        voices[at] = voice

    for at in range(size):  # whoever says so before what is said
        waiting = [at]
        while voices[waiting[-1]] is None and len(waiting) <= size:
            parent = sentence.clauses[waiting[-1]].parent
            if parent < 0 or voices[parent] is not None:
                break
            waiting.append(parent)
        for each in reversed(waiting):
            if voices[each] is None:
                settle(each)
    found = tuple(voice or AUTHOR for voice in voices)
    for at in range(size):
        if speakers[at] is not None:
            last = speakers[at]
    if last is None and given:
        last = given[-1].voice
    return Spoken(found, tuple(sure), last, tuple(speakers))


def _as_said(sentence: Sentence) -> dict[int, Voice]:
    """*As the minister put it, …*: the voice of the clause that such a clause belongs to."""
    verbs = words(sentence.language, "speech", "attributing")
    found: dict[int, Voice] = {}
    for at, clause in enumerate(sentence.clauses):
        says = clause.words in {"as", "comme"} and clause.verb >= 0 and clause.parent >= 0
        if says and sentence.tokens[clause.verb].lemma in verbs:
            voice = speaker(sentence, at)
            if voice is not None:
                found[clause.parent] = voice
    return found


def _through(voice: Voice, above: Voice) -> Voice:
    """The voice as the one above tells it."""
    if above == AUTHOR or (voice.who, voice.name) == (above.who, above.name):
        return voice
    return replace(voice, through=above)


def _speaker(sentence: Sentence, at: int) -> Voice | None:
    """Who speaks in a clause that has something reported below it."""
    clause = sentence.clauses[at]
    inner = [sentence.clauses[each] for each in owned(sentence).below[at]]
    below = [each for each in inner if each.kind in _SAID]
    if not below:
        return None
    own = own_tokens(sentence, at)
    verbs = spoken(sentence.language)
    quoted = any(each.quoted for each in below) and not clause.quoted
    reports = clause.verb >= 0 and sentence.tokens[clause.verb].lemma in verbs
    if reports and not quoted and _asserts_nothing(sentence, clause.verb):
        return None
    if reports and not quoted and _may_say(sentence, own, clause.verb):
        return None
    noun = _noun(sentence, at, below[0].span.first) if not quoted or not reports else None
    if noun is not None:
        return noun
    if not reports:
        other = next(
            (
                place
                for place in own
                if sentence.tokens[place].lemma in verbs
                and sentence.tokens[place].tag in {"VERB", "AUX"}
            ),
            -1,
        )
        if other < 0 and not quoted and not _believes(sentence, at):
            return None
        if other >= 0 and (_impersonal(sentence, own) or _asserts_nothing(sentence, other)):
            return None
    if clause.verb < 0:
        near = between(sentence, own[0], own[-1] + 1) if own and quoted else []
        return voice_of(near[0]) if near else None
    found = speaker(sentence, at)
    if found is not None:
        return found
    if _impersonal(sentence, own):
        return None
    mention = subject(sentence, at)
    return voice_of(mention) if mention is not None else None


def _asserts_nothing(sentence: Sentence, verb: int) -> bool:
    """Whether a verb asks for an act or knows a fact: what follows is asserted by nobody else."""
    found = commitments(sentence.language, sentence.tokens[verb].lemma)
    near = {token.lemma for token in sentence.tokens[max(0, verb - 6) : verb]}
    if found == ("factive",) and near & _CAUSING:
        return False  # faire savoir, let it be known
    return found in {("direct",), ("factive",), ("factive", "direct")}


def _may_say(sentence: Sentence, own: Sequence[int], verb: int) -> bool:
    """*They can say that they won*: what somebody is able to say is the writer's, not his word."""
    able = words(sentence.language, "sources", "able")
    near = [at for at in own if verb - 3 <= at < verb]
    if sentence.tokens[verb].form != "Inf":
        return False
    denied = {plain(sentence.tokens[at].text) for at in near} & {"not", "n't", "cannot", "pas"}
    return any(sentence.tokens[at].lemma in able for at in near) and not denied


def _believes(sentence: Sentence, at: int) -> bool:
    """*Is convinced that*, *took the view that*, *est persuadé que*."""
    language = sentence.language
    believing = words(language, "speech", "believing")
    own = own_tokens(sentence, at)
    tokens = [sentence.tokens[place] for place in own]
    if any(
        {each.lemma, lemma(each.text, language), plain(each.text)} & believing for each in tokens
    ):
        return True
    nouns = words(language, "speech", "nouns")
    giving = words(language, "speech", "giving")
    lemmas = {sentence.tokens[place].lemma for place in own}
    return bool(lemmas & nouns) and bool(lemmas & giving)


def _impersonal(sentence: Sentence, own: Sequence[int]) -> bool:
    """Whether nobody in particular says so: *it is clear that*, *il faut rappeler que*."""
    small = [plain(sentence.tokens[place].text) for place in own[:3]]
    near = between(sentence, own[0], own[-1] + 1) if own else []
    mentions = {each.span.first for each in near if each.kind == "pronoun"}
    expletive = any(word in {"it", "il", "there"} for word in small)
    return expletive and not any(place in mentions for place in own[:3])


def _noun(sentence: Sentence, at: int, first: int) -> Voice | None:
    """Who has said what a noun takes up: *Iran’s claim that …*, *la menace de Pékin que …*."""
    nouns = words(sentence.language, "speech", "nouns")
    for place in reversed([each for each in own_tokens(sentence, at) if each < first]):
        token = sentence.tokens[place]
        if token.tag == "NOUN" and token.lemma in nouns:
            owner = possessor(sentence, Span(place, place + 1))
            owner = owner or _giver(sentence, place, first)
            if owner is not None:
                return voice_of(owner)
    return None


def _giver(sentence: Sentence, noun: int, last: int) -> Mention | None:
    """*The assurance given by the President that …*: who gave what the noun takes up."""
    for place in range(noun + 1, min(last, noun + 4)):
        if plain(sentence.tokens[place].text) in {"by", "par"}:
            near = between(sentence, place + 1, last)
            return next((each for each in near if each.person), next(iter(near), None))
    return None
