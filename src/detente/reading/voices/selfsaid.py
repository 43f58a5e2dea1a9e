"""Clauses that are somebody's word without another clause in which it is reported."""

from __future__ import annotations

from detente.reading.clauses.own import own_tokens, owned
from detente.reading.grammar.lemmas import plain
from detente.reading.grammar.roles import grammatical_subject, passive, subject
from detente.reading.sentence import Sentence, Voice
from detente.reading.voices.speakers import OBSERVERS, speaker, unnamed, voice_of
from detente.reading.voices.stated import official
from detente.reading.words.speech import commitments
from detente.reading.words.table import words

_MOVES = frozenset(
    {"aller", "venir", "partir", "arriver", "entrer", "sortir", "revenir", "devenir", "parvenir"}
)
"""French verbs whose past is made with *être*."""

_UNDER_WAY = (("en", "cours"), ("à", "l'", "étude"), ("sur", "le", "point"), ("en", "préparation"))
_OWN = frozenset({"on", "sans", "sinon", "je", "j'", "nous"})
_HOLDING = frozenset({"main", "contrast", "concession", "example", "cause"})
_CONDITIONS = frozenset({"condition", "unless", "in-return"})


def speaks_for_itself(sentence: Sentence, at: int) -> Voice | None:
    """Return whose word a clause is by its own verb; None if it is the writer's.

    *Ankara says the same* and *Rwanda rejects this claim* are Ankara's and Rwanda's; *recruiters
    are said to resist* is hearsay, as is the conditional of the French press (*serait parti*).
    """
    clause = sentence.clauses[at]
    if clause.verb < 0:
        return None
    if clause.kind == "relative":
        return _held_by(sentence, at)
    if clause.kind not in _HOLDING or (clause.kind == "cause" and not clause.words):
        return None
    if _is_told(sentence, at) or _hearsay(sentence, at):
        return OBSERVERS
    if owned(sentence).below[at] and any(
        sentence.clauses[each].kind == "reported" for each in owned(sentence).below[at]
    ):
        return None
    talked = _talk_of(sentence, at)
    if talked is not None:
        return talked
    held = _held_by_observers(sentence, at)
    if held is not None:
        return held
    if _echoes(sentence, at) or _says_flatly(sentence, at):
        who = subject(sentence, at)
        return voice_of(who) if who is not None else None
    return None


def promises(sentence: Sentence, at: int) -> Voice | None:
    """Return who promises or warns in a clause that another reports; None if nobody does.

    *The ministry recalled that Tehran had promised to wait*: the promise is Tehran's word, which
    the ministry tells. In the writer's own clause it is an act that he reports.
    """
    clause = sentence.clauses[at]
    if clause.kind != "reported" or clause.verb < 0 or passive(sentence, at):
        return None
    if sentence.tokens[clause.verb].lemma not in words(sentence.language, "speech", "promising"):
        return None
    who = grammatical_subject(sentence, at)
    return voice_of(who) if who is not None and who.actor else None


def _held_by(sentence: Sentence, at: int) -> Voice | None:
    """*Which many consider to be short*: a relative clause that tells what somebody thinks."""
    clause = sentence.clauses[at]
    weak = "weak" in commitments(sentence.language, sentence.tokens[clause.verb].lemma)
    if not weak or clause.words not in {"which", "that", "que", "whom"}:
        return None
    return speaker(sentence, at)


def _held_by_observers(sentence: Sentence, at: int) -> Voice | None:
    """*Analysts fear a collapse*, *observers are gloomy*, *nobody expects him to yield*."""
    clause = sentence.clauses[at]
    named = grammatical_subject(sentence, at)
    if named is not None:
        return OBSERVERS if not named.actor and named.role == "observers" else None
    found = commitments(sentence.language, sentence.tokens[clause.verb].lemma)
    sees = sentence.tokens[clause.verb].lemma in {"see", "expect", "voir"}
    if not ({"weak", "doubt"} & set(found) or sees):
        return None
    before = [place for place in own_tokens(sentence, at) if place < clause.verb]
    nobody = words(sentence.language, "sources", "impersonal")
    if {plain(sentence.tokens[place].text) for place in before} & nobody:
        return None
    return OBSERVERS if unnamed(sentence, before) == OBSERVERS else None


def _is_told(sentence: Sentence, at: int) -> bool:
    """*Are said to be …*."""
    verb = sentence.clauses[at].verb
    told = words(sentence.language, "speech", "told")
    following = sentence.tokens[verb + 1].text if verb + 1 < len(sentence.tokens) else ""
    joined = following in {"to"} if sentence.language == "en" else False
    return joined and sentence.tokens[verb].lemma in told and passive(sentence, at)


def _hearsay(sentence: Sentence, at: int) -> bool:
    """A past conditional in French without a condition: what others report."""
    if sentence.language != "fr" or any(each.kind in _CONDITIONS for each in sentence.clauses):
        return False
    clause = sentence.clauses[at]
    if clause.question:
        return False
    behind = [plain(token.text) for token in sentence.tokens[clause.verb + 1 : clause.verb + 4]]
    if plain(sentence.tokens[clause.verb].text) in {"serait", "seraient"}:
        return any(tuple(behind[: len(each)]) == each for each in _UNDER_WAY)
    if sentence.tokens[clause.verb].form != "Part":
        return False
    own = [place for place in own_tokens(sentence, at) if place < clause.verb]
    small = [plain(sentence.tokens[place].text) for place in own]
    had, been = {"aurait", "auraient"} & set(small[-4:]), {"serait", "seraient"} & set(small[-4:])
    moved = sentence.tokens[clause.verb].lemma in _MOVES or bool({"se", "s'"} & set(small))
    return bool(had or (been and moved)) and not set(small) & _OWN


def _says_flatly(sentence: Sentence, at: int) -> bool:
    """Whether what is said has no verb of its own: *Delhi says terrorism first*."""
    verb = sentence.clauses[at].verb
    behind = [sentence.tokens[place] for place in own_tokens(sentence, at) if place > verb]
    if not behind or behind[0].tag == "PUNCT" or passive(sentence, at):
        return False
    nothing = words(sentence.language, "speech", "saying_nothing")
    flatly = words(sentence.language, "speech", "flatly")
    return sentence.tokens[verb].lemma in flatly and plain(behind[0].text) not in nothing


def _talk_of(sentence: Sentence, at: int) -> Voice | None:
    """*Sources in Ankara speak of December*: officials who are not named, and of what they tell."""
    verb = sentence.clauses[at].verb
    if sentence.tokens[verb].lemma not in words(sentence.language, "speech", "talking"):
        return None
    following = sentence.tokens[verb + 1].text if verb + 1 < len(sentence.tokens) else ""
    if plain(following) not in {"of", "about", "de", "d'"}:
        return None
    return official(sentence, [place for place in own_tokens(sentence, at) if place < verb])


def _echoes(sentence: Sentence, at: int) -> bool:
    """Whether somebody repeats or rejects what another has said."""
    verb = sentence.clauses[at].verb
    lemma = sentence.tokens[verb].lemma
    behind = [place for place in own_tokens(sentence, at) if verb < place <= verb + 4]
    small = {plain(sentence.tokens[place].text) for place in behind}
    if lemma in words(sentence.language, "speech", "echoing") and small & words(
        sentence.language, "speech", "same"
    ):
        return True
    nouns = words(sentence.language, "speech", "nouns")
    denies = "deny" in commitments(sentence.language, lemma) or lemma in {"reject", "rejeter"}
    pointing = {"this", "that", "these", "those", "the", "such", "cette", "ce", "ces", "cet", "l'"}
    taken = any(sentence.tokens[place].lemma in nouns for place in behind)
    return denies and taken and bool(small & pointing)
