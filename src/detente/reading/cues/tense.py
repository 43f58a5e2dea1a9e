"""Whether a clause tells what has been."""

from __future__ import annotations

from detente.reading.cues.line import own_line
from detente.reading.cues.mood import mood, moved
from detente.reading.grammar.lemmas import lemma, plain
from detente.reading.sentence import Sentence, Token

_HAVE = frozenset({"has", "have", "'ve", "had", "was", "were", "did"})


def past(sentence: Sentence, clause: int) -> bool:
    """Whether the first finite verb of a clause is in a past tense; the perfect is one.

    Where the forms of verbs are not known, it is taken to be in none.
    """
    own = [sentence.tokens[item.place] for item in own_line(sentence, clause).items]
    finite = next((i for i, token in enumerate(own) if token.form == "Fin"), None)
    if finite is None:
        return False
    after = [token for token in own[finite + 1 : finite + 6] if token.form == "Part"]
    if sentence.language == "en":
        return _english(own[finite], bool(after))
    return _french(own[finite], after)


def _english(token: Token, participle: bool) -> bool:
    word = plain(token.text)
    if word in {"was", "were", "had", "did"}:
        return True
    if token.tag == "AUX" or word in _HAVE:
        return word in _HAVE and participle
    return word != token.lemma and not word.endswith("s") and token.lemma != "be"


def _french(token: Token, participles: list[Token]) -> bool:
    word = plain(token.text)
    base = lemma(word, "fr")
    if mood(token) is not None:
        return False
    if base == "avoir" and word in {"a", "ont", "ai", "avons"}:
        return bool(participles)
    if base == "être" and word in {"est", "sont"}:
        return bool(participles) and moved(participles[0].lemma)
    if word.endswith(("ait", "aient", "èrent", "irent", "urent")):
        return True
    return base.endswith("er") and word == f"{base[:-2]}a"
