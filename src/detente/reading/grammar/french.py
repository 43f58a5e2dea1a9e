"""Parts of speech of French words by rule: what clauses need, and no more."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.grammar.lemmas import is_name, lemma, plain, verb_of
from detente.reading.grammar.points import begins
from detente.reading.grammar.shape import Tagged, is_number, is_sign
from detente.reading.words.speech import spoken
from detente.reading.words.table import table, words

_SUFFIXES: tuple[str, ...] = (
    "ique",
    "iques",
    "el",
    "elle",
    "els",
    "elles",
    "if",
    "ive",
    "ifs",
    "ives",
    "eux",
    "euse",
)
_SUFFIXES += ("euses", "able", "ables", "ible", "ibles", "aire", "aires", "ien", "ienne", "iens")
_SUFFIXES += ("iennes", "ais", "aise", "aises", "al", "ale", "aux", "ales", "ain", "aine", "ains")
_SUFFIXES += ("ois", "oise", "oises", "iste", "istes", "aines")
FARTHEST = 25
"""Words beyond which nothing before a word tells what it is."""

_CLITIC_OR_ARTICLE = frozenset({"le", "la", "les", "l'", "leur"})
_OPENS = frozenset(
    [
        "de",
        "d'",
        "du",
        "des",
        "à",
        "au",
        "aux",
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "que",
        "qu'",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "ce",
        "cette",
        "ces",
        "pas",
        "plus",
        "jamais",
        "ne",
        "par",
        "pour",
        "sur",
        "contre",
        "tout",
        "toute",
        "en",
        "aussi",
    ]
)


def _set(key: str) -> frozenset[str]:
    return words("fr", "grammar", key)


def tag_french(texts: Sequence[str]) -> list[Tagged]:
    """Tag the words of a sentence."""
    tagger = _Tagger(texts)
    for place in range(len(texts)):
        tagger.found.append(tagger.one(place))
    return tagger.found


class _Tagger:
    """What has been found so far, and what the words are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.small = [plain(text) for text in texts]
        self.found: list[Tagged] = []
        lists = table("fr", "grammar")["irregular"]["participles"]
        self.participles = frozenset(word for line in lists for word in line.split())
        self.seen_finite = False
        self.aux = False

    def next(self, place: int) -> str:
        return self.small[place + 1] if place + 1 < len(self.small) else ""

    def begins(self, place: int) -> bool:
        return begins(self.texts, place)

    def one(self, place: int) -> Tagged:
        text, small = self.texts[place], self.small[place]
        if is_sign(text):
            if small in {",", ";", ":", "—", "–"}:
                self.seen_finite = False
                self.aux = False
            return Tagged("PUNCT")
        if is_number(text):
            return Tagged("NUM")
        closed = self.closed(place, text, small)
        if closed is not None:
            return closed
        if text[0].isupper() and (not self.begins(place) or self.name(place, text)):
            return Tagged("PROPN")
        return self.open(place, small)

    def name(self, place: int, text: str) -> bool:
        """Whether a capital at the beginning is that of a name."""
        following = self.texts[place + 1] if place + 1 < len(self.texts) else ""
        if following[:1].isupper() and not is_sign(following):
            return True
        return not verb_of(text, "fr") and is_name(text, "fr")

    def before(self, place: int) -> int:
        """The nearest word before, beyond adverbs and the pronouns that cling to a verb."""
        place -= 1
        clitics = _set("clitics")
        first = max(0, place - FARTHEST)
        while place >= first and (
            self.found[place].tag == "ADV"
            or (self.small[place] in clitics and self.found[place].tag == "PRON")
        ):
            place -= 1
        return place

    def closed(self, place: int, text: str, small: str) -> Tagged | None:
        upper = text[0].isupper() and not self.begins(place)
        last = self.small[place - 1] if place else ""
        if small in _set("avoir") | _set("etre"):
            noun = upper or (last in {"l'", "un", "cet", "cette", "en"} and small in {"est", "été"})
            as_noun = small in {"avoir", "être"} and last in {"l'", "un", "cet", "des"}
            if not noun and not as_noun and not (small == "as" and last in {"les", "des"}):
                return self.auxiliary(small)
        if small == "des" and (self.begins(place) or last in {",", ";"}):
            return Tagged("DET")  # the article of a subject: nothing stands before it that has it
        if small in {"ne", "n'"}:
            return Tagged("PART")
        if small in {"pas", "point"}:
            negated = any(each in {"ne", "n'"} for each in self.small[max(0, place - 6) : place])
            return Tagged("ADV" if negated or small == "pas" else "NOUN")
        if small in {"que", "qu'", "qui", "dont", "où", "si", "s'", "lorsque", "lorsqu'", "quand"}:
            return self.joins(place, small)
        if upper and small not in {"l'", "d'"}:
            return None
        if small in _CLITIC_OR_ARTICLE:
            return self.article(place, small)
        if small == "en" and self.verb_follows(place):
            return Tagged("PRON")
        if small in {"plus", "tout", "même", "tous", "tant", "autant"}:
            following = self.next(place)
            verb = verb_of(following, "fr") if following else ""
            finite = verb not in {"", following} and lemma(following, "fr") == verb
            alone = finite and not following.endswith(("é", "és", "ée"))
            if small in {"tout", "tous"}:
                return Tagged("PRON" if alone else "DET")
            return Tagged("ADV")
        if small in _set("determiners"):
            return Tagged("ADP" if small in {"du", "des", "au", "aux"} else "DET")
        if small == "lui" or small in _set("pronouns"):
            return Tagged("PRON")
        if small in _set("conjunctions"):
            return Tagged("CCONJ")
        if small in {"puisque", "puisqu'", "comme", "quoique", "quoiqu'"}:
            self.seen_finite = False
            self.aux = False
            return Tagged("SCONJ")
        if small in _set("prepositions"):
            return Tagged("ADP")
        if small in _set("adverbs"):
            return Tagged("ADV")
        if small in _set("numerals"):
            return Tagged("NUM")
        return None

    def joins(self, place: int, small: str) -> Tagged:
        if small == "s'" and not self.next(place).startswith("il"):
            return Tagged("PRON")
        if small == "si" and self.next(place) and self.adjective(self.next(place)):
            return Tagged("ADV")
        self.seen_finite = False
        self.aux = False
        if small in {"qui", "dont"}:
            return Tagged("PRON")
        return Tagged("ADV" if small == "où" else "SCONJ")

    def article(self, place: int, small: str) -> Tagged:
        """*Le* before a noun, or before the verb whose object it is."""
        following = self.next(place)
        if following in _set("clitics") and following not in {"le", "la", "les"}:
            return Tagged("PRON")
        if following in _set("avoir") | _set("etre"):
            before = self.small[place - 1] if place else ""
            noun = following in {"est", "été", "avoir", "être"} and before in _set("prepositions")
            return Tagged("DET" if noun else "PRON")
        verb = verb_of(following, "fr") if following else ""
        if not verb or following in _set("nouns_first") or self.adjective(following):
            return Tagged("DET")
        participle = following in self.participles or following.endswith(("é", "ée", "és", "ées"))
        if participle or following.endswith("ant"):
            return Tagged("DET")
        last = self.found[self.before(place)] if self.before(place) >= 0 else Tagged("PUNCT")
        subject = last.tag in {"NOUN", "PROPN", "PRON", "PART", "ADJ"} or last.form == "Fin"
        infinitive = following == verb
        if infinitive:
            return Tagged("PRON")
        only_verb = lemma(following, "fr") == verb
        return Tagged("PRON" if subject and only_verb else "DET")

    def verb_follows(self, place: int) -> bool:
        following = self.next(place)
        if following in _set("avoir") | _set("etre") and following not in {"été"}:
            return True
        if not following or following.endswith("ant"):
            return False
        verb = verb_of(following, "fr")
        if not verb or following in _set("nouns_first") or following == "cours":
            return False
        return lemma(following, "fr") == verb and not following.endswith(("é", "ée"))

    def adjective(self, small: str) -> bool:
        return small in _set("adjectives") or (
            small.endswith(_SUFFIXES) and not verb_of(small, "fr") and len(small) > 4
        )

    def auxiliary(self, small: str) -> Tagged:
        form = {"été": "Part", "eu": "Part", "avoir": "Inf", "être": "Inf"}.get(small, "Fin")
        if small in {"étant", "ayant"}:
            form = "Ger"
        self.aux = True
        if form == "Fin":
            self.seen_finite = True
        return Tagged("AUX", form)

    def open(self, place: int, small: str) -> Tagged:
        verb = verb_of(small, "fr")
        last = self.found[place - 1] if place else Tagged("PUNCT")
        if not verb:
            self.aux = self.aux and last.tag in {"ADV", "AUX", "PART"}
            if small.endswith("ment") and lemma(small, "fr") == small and len(small) > 7:
                adverb = last.tag not in {"DET"} and small not in _set("never_verbs")
                if adverb:
                    return Tagged("ADV")
            return Tagged("ADJ" if self.adjective(small) else "NOUN")
        if small in _set("adjectives"):
            nominal = last.tag == "DET"
            return Tagged("NOUN" if nominal and not self.next(place)[:1].isalpha() else "ADJ")
        if small == verb:
            nouny = small in _set("nouns_first") and last.tag in {"ADJ", "NUM", "NOUN"}
            article = place > 0 and self.small[place - 1] in {"du", "au", "des", "aux"}
            noun = last.tag == "DET" or nouny or article
            return Tagged("NOUN") if noun else Tagged("VERB", "Inf")
        if small in self.participles or small.endswith(("é", "ée", "és", "ées")):
            return self.participle(place, small, last)
        if small.endswith(("ant", "ants", "ante", "antes")):
            gerund = small.endswith("ant") and last.tag in {"ADP", "NOUN", "PROPN", "PUNCT", "PRON"}
            if gerund or (small.endswith("ant") and last.tag in {"ADV", "PART"}):
                return Tagged("VERB", "Ger")
            return Tagged("NOUN" if last.tag == "DET" else "ADJ")
        return self.finite_form(place, small, last)

    def participle(self, place: int, small: str, last: Tagged) -> Tagged:
        if self.aux and last.tag in {"AUX", "ADV", "PART", "CCONJ", "VERB", "PRON"}:
            self.aux = last.tag == "CCONJ"
            return Tagged("VERB", "Part")
        if small in _set("nouns_first") and last.tag in {"DET", "ADP", "ADJ", "NUM"}:
            return Tagged("NOUN")
        if last.tag == "DET":
            return Tagged("NOUN")
        if small.endswith("it") and self.inverted(place, small, last):
            return self.finite()
        both = small in {"dit", "fait", "mort", "conclut", "met", "suit", "fuit", "finit"}
        if both and self.subject_before(place):
            return self.finite()
        if small.endswith("it") and self.subject_before(place) and not self.aux:
            return self.finite()
        return Tagged("VERB", "Part")

    def subject_before(self, place: int) -> bool:
        nearest = self.before(place)
        if nearest < 0:
            return place > 0 and self.found[place - 1].tag in {"PRON", "PART"}
        word, tag = self.small[nearest], self.found[nearest].tag
        if tag == "PRON":
            return word in _set("subjects") | {"qui", "celui-ci", "celle-ci", "ceci", "cela"}
        signs = {"»", "”", '"', ",", ")", "—", "–"}
        return tag in {"NOUN", "PROPN", "ADJ", "VERB"} or word in signs

    def finite(self) -> Tagged:
        self.seen_finite = True
        self.aux = False
        return Tagged("VERB", "Fin")

    def finite_form(self, place: int, small: str, last: Tagged) -> Tagged:
        clitic = last.tag in {"PRON", "PART"}
        nouny = small in _set("nouns_first") or lemma(small, "fr") != verb_of(small, "fr")
        following = self.next(place)
        if clitic:
            return self.finite()
        if last.tag in {"DET", "ADP"} or (last.tag == "NUM" and nouny):
            return Tagged("ADJ" if self.adjective(small) else "NOUN")
        if following in {"-il", "-elle", "-t-il", "-t-elle", "-ils", "-elles", "-on", "-t-on"}:
            return self.finite()
        if not nouny or self.inverted(place, small, last):
            return self.finite()
        if last.tag == "AUX":
            return Tagged("NOUN")
        if self.seen_finite and last.tag != "CCONJ":
            return Tagged("NOUN")
        opens = following in _OPENS or self.verb_only(place + 1)
        if self.subject_before(place) and opens:
            return self.finite()
        if last.tag == "CCONJ" and opens and following not in {"de", "d'", "du"}:
            return self.finite()
        return Tagged("ADJ" if self.adjective(small) else "NOUN")

    def inverted(self, place: int, small: str, last: Tagged) -> bool:
        """Whether a verb of saying stands before its subject: *, estime Pékin*."""
        if last.tag != "PUNCT" or place + 1 >= len(self.texts) or not place:
            return False
        following = self.texts[place + 1]
        subject = following[0].isupper() or plain(following) in {
            "le",
            "la",
            "les",
            "l'",
            "un",
            "son",
        }
        return subject and verb_of(small, "fr") in spoken("fr")

    def verb_only(self, place: int) -> bool:
        """Whether an infinitive stands there."""
        if place >= len(self.small):
            return False
        small = self.small[place]
        return verb_of(small, "fr") == small and small not in _set("nouns_first")
