"""Who does what in a clause, among the actors that it names."""

from __future__ import annotations

from bisect import bisect_left

from detente.reading.clauses.own import own_tokens, owned
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Clause, Mention, Sentence, Span
from detente.reading.words.table import words

_BY = frozenset({"by", "par"})
_SKIPPED = frozenset({"DET", "ADJ", "NUM", "ADV"})
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass", "csubj")


def subject(sentence: Sentence, clause: int) -> Mention | None:
    """Return the actor that does what the verb of a clause says.

    In a passive clause that names who acts (*by*, *par*) it is that one; else it is the
    grammatical subject. A clause without a subject of its own has that of the clause beside it or
    above it; a relative clause that of the noun that it belongs to.
    """
    return _subject(sentence, clause, 0)


def _subject(sentence: Sentence, clause: int, depth: int) -> Mention | None:
    acting = agent(sentence, clause)
    if acting is not None:
        return acting
    found = grammatical_subject(sentence, clause)
    if found is not None or depth > 4:
        return found
    this = sentence.clauses[clause]
    if this.kind == "relative":
        before = _antecedent(sentence, this)
        if before is not None:
            return before
    if has_subject_words(sentence, clause):
        return None
    beside = _beside(sentence, clause)
    if beside >= 0:
        return _subject(sentence, beside, depth + 1)
    if this.parent >= 0 and not this.quoted:
        return _subject(sentence, this.parent, depth + 1)
    return None


def _beside(sentence: Sentence, clause: int) -> int:
    """The clause before, of the same parent; −1 if there is none."""
    this = sentence.clauses[clause]
    for at in range(clause - 1, -1, -1):
        other = sentence.clauses[at]
        if other.parent == this.parent and other.span.last <= this.span.first:
            return at
    return -1


def has_subject_words(sentence: Sentence, clause: int) -> bool:
    """Whether something, an actor or not, is the subject of the verb."""
    this = sentence.clauses[clause]
    pronouns = words(sentence.language, "grammar", "subjects")
    before = [at for at in own_tokens(sentence, clause) if this.verb < 0 or at < this.verb]
    for at in before:
        token = sentence.tokens[at]
        if plain(token.text) in pronouns and this.kind != "relative":
            return True
        begin = this.span.first + len(this.words.split())
        if token.tag in {"NOUN", "PROPN"} and not governed(sentence, at, begin):
            return True
    return False


def governed(sentence: Sentence, token: int, first: int = 0) -> bool:
    """Whether a preposition stands before a noun, beyond its articles and adjectives."""
    at = token - 1
    while at >= first and sentence.tokens[at].tag in _SKIPPED | {"PROPN"}:
        at -= 1
    return at >= first and sentence.tokens[at].tag == "ADP"


def between(sentence: Sentence, first: int, last: int) -> list[Mention]:
    """Return the mentions that begin from one token to before another; they stand in order."""
    begin = bisect_left(sentence.mentions, first, key=_first)
    found = []
    for each in sentence.mentions[begin:]:
        if each.span.first >= last:
            break
        found.append(each)
    return found


def _first(mention: Mention) -> int:
    return mention.span.first


def _inside(sentence: Sentence, clause: int) -> list[Mention]:
    span = sentence.clauses[clause].span
    own = owned(sentence).clause
    return [
        each
        for each in between(sentence, span.first, span.last)
        if own[each.span.first] == clause and not _possessive(sentence, each)
    ]


def _possessive(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention is a word such as *its*, which is part of what it owns."""
    alone = mention.span.last - mention.span.first == 1
    return alone and mention.kind == "pronoun" and sentence.tokens[mention.span.first].tag == "DET"


def grammatical_subject(sentence: Sentence, clause: int) -> Mention | None:
    """Return the actor that is the subject of the verb in form, or whose something is."""
    this = sentence.clauses[clause]
    if this.verb < 0:
        return None
    inside = _inside(sentence, clause)
    parsed = _by_heads(sentence, this, inside)
    if parsed is not None:
        return parsed
    start = _group_start(sentence, this)
    before = [each for each in inside if each.span.last <= start]
    begin = this.span.first + len(this.words.split())  # the connective governs nothing
    # Of two whom one word names, as "the two", the first stands for both.
    for each in {each.span: each for each in reversed(before)}.values():
        if not governed(sentence, each.span.first, begin) and not _owns(sentence, each):
            return each
    if inverted(sentence, clause):
        behind = [each for each in inside if each.span.first > start]
        if behind and not governed(sentence, behind[0].span.first, this.verb + 1):
            return behind[0]
    return next((each for each in before if _heads_subject(sentence, each, this)), None)


def _owns(sentence: Sentence, mention: Mention) -> bool:
    """Whether a possessive ending follows, so that something of the actor is meant."""
    last = mention.span.last
    return last < len(sentence.tokens) and plain(sentence.tokens[last].text) in {"'s", "'"}


def _heads_subject(sentence: Sentence, mention: Mention, clause: Clause) -> bool:
    """Whether a mention behind a preposition belongs to the subject: *the leaders of Iran*."""
    at = mention.span.first - 1
    while at >= clause.span.first and sentence.tokens[at].tag in _SKIPPED:
        at -= 1
    if plain(sentence.tokens[mention.span.last].text) in {"'s", "'"}:
        return True
    genitive = at >= clause.span.first and plain(sentence.tokens[at].text) in {
        "of",
        "de",
        "du",
        "des",
        "d'",
        "for",
    }
    return genitive and at > clause.span.first and sentence.tokens[at - 1].tag in {"NOUN", "PROPN"}


def _by_heads(sentence: Sentence, clause: Clause, inside: list[Mention]) -> Mention | None:
    """The subject by the parse, if there is one and it names an actor."""
    verb = sentence.tokens[clause.verb]
    governors = {clause.verb, verb.head} if verb.tag == "AUX" else {clause.verb}
    for at in range(clause.span.first, clause.span.last):
        token = sentence.tokens[at]
        if token.relation in _SUBJECTS and token.head in governors:
            for each in inside:
                if at in each.span:
                    return each
    return None


def _group_start(sentence: Sentence, clause: Clause) -> int:
    """Where the verb group begins: its auxiliaries stand before the verb."""
    at = clause.verb
    while at > clause.span.first and sentence.tokens[at - 1].tag in {"AUX", "PART", "ADV"}:
        at -= 1
    return at


def inverted(sentence: Sentence, clause: int) -> bool:
    """Whether the verb stands before its subject: *said the minister*, *a déclaré le ministre*."""
    this = sentence.clauses[clause]
    start = _group_start(sentence, this)
    if has_subject_words(sentence, clause):
        return False
    own = [at for at in own_tokens(sentence, clause) if at < start]
    if own and sentence.tokens[own[0]].tag == "CCONJ":
        return False  # joined to a clause whose subject it has
    clitics = words("fr", "grammar", "clitics") if sentence.language == "fr" else frozenset()
    return not any(
        sentence.tokens[at].tag in {"NOUN", "PROPN", "PRON"}
        and plain(sentence.tokens[at].text) not in clitics
        for at in own
    )


def _antecedent(sentence: Sentence, clause: Clause) -> Mention | None:
    """The actor that stands right before a relative clause."""
    at = clause.span.first - 1
    while at >= 0 and sentence.tokens[at].tag == "PUNCT":
        at -= 1
    return next((each for each in sentence.mentions if at in each.span), None)


def passive(sentence: Sentence, clause: int) -> bool:
    """Whether the verb of a clause is a participle behind a form of *be*."""
    this = sentence.clauses[clause]
    if this.verb < 0:
        return False
    verb = sentence.tokens[this.verb]
    if verb.form != "Part":
        return False
    at = this.verb - 1
    while at >= this.span.first and sentence.tokens[at].tag in {"ADV", "PART", "AUX"}:
        if sentence.tokens[at].lemma in {"be", "être"}:
            return not verb.text.lower().endswith("ing")
        at -= 1
    before = sentence.tokens[this.verb - 1] if this.verb else None
    return before is not None and before.tag in {"NOUN", "PROPN"}


def agent(sentence: Sentence, clause: int) -> Mention | None:
    """Return the actor by whom something is done, in a passive clause."""
    if not passive(sentence, clause):
        return None
    this = sentence.clauses[clause]
    for each in _inside(sentence, clause):
        at = each.span.first - 1
        while at > this.verb and sentence.tokens[at].tag in _SKIPPED:
            at -= 1
        if at > this.verb and plain(sentence.tokens[at].text) in _BY:
            return each
    return None


def object(sentence: Sentence, clause: int) -> Mention | None:
    """Return the actor to whom it is done: the direct object, else one behind a preposition.

    In a passive clause it is the grammatical subject.
    """
    this = sentence.clauses[clause]
    if passive(sentence, clause):
        return grammatical_subject(sentence, clause)
    doing = subject(sentence, clause)
    behind = [
        each
        for each in _inside(sentence, clause)
        if each is not doing
        and each.span.first > this.verb
        and not (doing is not None and each.actor and each.actor == doing.actor)
    ]
    direct = [each for each in behind if not governed(sentence, each.span.first, this.verb)]
    return next(iter(direct or behind), None)


def possessor(sentence: Sentence, span: Span) -> Mention | None:
    """Return the actor to whom something belongs: *Iran’s* …, *… of Iran*, *… iranien*."""
    for each in sentence.mentions:
        last = each.span.last
        ending = plain(sentence.tokens[last].text) if last < len(sentence.tokens) else ""
        if ending in {"'s", "'"} and _reaches(sentence, last + 1, span.first):
            return each
    of = words(sentence.language, "sources", "possessing")
    for each in sentence.mentions:
        at = each.span.first - 1
        while at >= span.last and sentence.tokens[at].tag == "DET":
            at -= 1
        if at >= span.last and at - span.last <= 3 and plain(sentence.tokens[at].text) in of:
            return each
        if each.span.first == span.last or each.span.last == span.first:
            return each
    return None


def _reaches(sentence: Sentence, first: int, last: int) -> bool:
    return first <= last and all(
        sentence.tokens[at].tag in {"ADJ", "NUM", "NOUN", "ADV"} for at in range(first, last)
    )
