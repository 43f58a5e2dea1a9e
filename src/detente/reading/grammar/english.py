"""Parts of speech of English words by rule: what clauses need, and no more.

Verbs are found by their forms and by what stands before and behind them. Where no model of the
language is installed these are the tags; with one they still decide about lemmas.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.grammar.lemmas import is_name, plain, verb_of
from detente.reading.grammar.points import begins, operative
from detente.reading.grammar.shape import Tagged, is_number, is_sign
from detente.reading.words.speech import spoken
from detente.reading.words.table import table, words

_SUFFIXES = [
    "ful",
    "ous",
    "ive",
    "able",
    "ible",
    "ical",
    "ary",
    "less",
    "ish",
    "ian",
    "ean",
    "ese",
    "ant",
    "ent",
    "ic",
    "al",
    "ory",
]
_NOT_LY = frozenset(
    ["rally", "ally", "family", "supply", "reply", "assembly", "anomaly", "monopoly", "bully"]
)
_ENDS_NOUN = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "er", "or")
FARTHEST = 25
"""Words beyond which nothing before a word tells what it is."""

_OPENS_OBJECT = frozenset(
    [
        "to",
        "that",
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "this",
        "these",
        "those",
        "it",
        "them",
        "him",
        "us",
        "me",
        "whether",
        "each",
        "against",
        "for",
        "on",
        "with",
        "into",
        "from",
        "not",
        "never",
        "as",
        "over",
        "any",
        "some",
        "no",
        "all",
        "more",
        "up",
        "out",
        "off",
    ]
)


_BEFORE_NOUNS = frozenset({"DET", "ADJ", "PART", "AUX", ""})


def _set(key: str) -> frozenset[str]:
    return words("en", "grammar", key)


def _irregular(key: str) -> frozenset[str]:
    lists = table("en", "grammar")["irregular"][key]
    return frozenset(word for line in lists for word in line.split())


def tag_english(texts: Sequence[str]) -> list[Tagged]:
    """Tag the words of a sentence."""
    tagger = _Tagger(texts)
    for place in range(len(texts)):
        tagger.found.append(tagger.one(place))
    tagger.reduce()
    return tagger.found


class _Tagger:
    """What has been found so far, and what the words are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.small = [plain(text) for text in texts]
        self.found: list[Tagged] = []
        self.past = _irregular("past")
        self.participles = _irregular("participles")
        self.seen_finite = False
        self.aux = ""  # kind of the auxiliary whose verb is awaited: be, have, do, modal

    def one(self, place: int) -> Tagged:
        text, small = self.texts[place], self.small[place]
        if is_sign(text) and small not in {"'s"}:
            self.seen_finite = self.seen_finite and small not in {";", ":", "—", "–"}
            if small in {",", ";", ":"}:
                self.aux = ""
                self.seen_finite = False
            return Tagged("PUNCT")
        if is_number(text):
            return Tagged("NUM")
        closed = self.closed(place, text, small)
        if closed is not None:
            return closed
        speaks = small in _set("never_nouns") and self.before(place).tag not in _BEFORE_NOUNS
        if operative(self.texts, place) or (speaks and not self.aux):
            self.seen_finite = True
            return Tagged("VERB", "Fin")
        if self.proper(place, text, small):
            return Tagged("PROPN")
        return self.open(place, small)

    def proper(self, place: int, text: str, small: str) -> bool:
        if not text[0].isupper():
            return False
        if not self.begins(place):
            return True
        if is_name(text, "en") and not verb_of(text, "en"):
            return True
        common = verb_of(text, "en") or small in _set("adjectives") or small.endswith("ly")
        following = self.texts[place + 1] if place + 1 < len(self.texts) else ""
        if following[:1].isupper() and not self.begins(place + 1):
            return True
        return not common and not small.endswith((*_ENDS_NOUN, "s", "ing", "ed"))

    def begins(self, place: int) -> bool:
        """Whether a capital says nothing there."""
        return begins(self.texts, place)

    def closed(self, place: int, text: str, small: str) -> Tagged | None:
        upper = text[0].isupper() and not self.begins(place)
        before = self.before(place)
        noun_place = before.tag in {"DET", "ADJ"}
        if small == "'s":
            nearest = self.small[place - 1] if place else ""
            following = self.small[place + 1] if place + 1 < len(self.small) else ""
            verbal = nearest in {"it", "he", "she", "that", "there", "what", "who", "let", "here"}
            if verbal or (following in {"not", "been", "going"}):
                return self.auxiliary("be", "Fin")
            return Tagged("PART")
        if small in _set("be") and not noun_place:
            form = {"been": "Part", "being": "Ger", "be": "Inf"}.get(small, "Fin")
            return self.auxiliary("be", form)
        if small in _set("have"):
            form = {
                "having": "Ger",
                "have": "Inf" if self.aux or before.tag == "PART" else "Fin",
            }.get(small, "Fin")
            return self.auxiliary("have", form)
        if small in _set("do"):
            return self.auxiliary("do", "Fin")
        noun_like = before.tag == "DET" and small in {"will", "can", "may", "might", "must"}
        if small in _set("modals") and not upper and not noun_like:
            return self.auxiliary("modal", "Fin")
        if small in {"not", "n't", "never"}:
            return Tagged("PART")
        if "longer" in (small, self.small[place + 1] if place + 1 < len(self.small) else ""):
            last = self.small[place - 1] if place else ""
            if small in {"no", "any"} or (small == "longer" and last in {"no", "any"}):
                return Tagged("ADV")
        if small == "to":
            return Tagged("PART" if self.infinitive_at(place + 1) else "ADP")
        if small == "that":
            return self.that(place)
        if small in {"who", "which", "whom", "whose", "what"}:
            self.seen_finite = False
            self.aux = ""
            return Tagged("PRON")
        if upper and small not in {"i"}:
            return None
        if small in {"her", "this", "these", "those"}:
            following = self.small[place + 1] if place + 1 < len(self.small) else ""
            alone = not following or not following[0].isalpha() or self.is_closed(following)
            verbal = small == "this" and self.finite_like(following)
            return Tagged("PRON" if alone or verbal else "DET")
        if small in _set("determiners"):
            return Tagged("DET")
        if small in _set("pronouns"):
            return Tagged("PRON")
        if small in _set("conjunctions"):
            self.aux = self.aux if small in {"and", "or", "nor"} else ""
            return Tagged("CCONJ")
        if small in {"if", "because", "although", "though", "unless", "while", "whereas", "lest"}:
            self.seen_finite = False
            self.aux = ""
            return Tagged("SCONJ")
        if small in {"whether", "when", "whenever", "where"}:
            self.seen_finite = False
            self.aux = ""
            return Tagged("SCONJ" if small == "whether" else "ADV")
        if small in _set("adverbs"):
            return Tagged("ADV")
        if small in {"until", "since", "before", "after", "once", "as"}:
            self.seen_finite = False
            return Tagged("ADP")
        if small in _set("prepositions"):
            return Tagged("ADP")
        if small in _set("numerals") and not verb_of(text, "en"):
            return Tagged("NUM")
        return None

    def auxiliary(self, kind: str, form: str) -> Tagged:
        if form in {"Fin"} and self.aux and kind == "have":
            form = "Inf"
        self.aux = kind
        if form == "Fin":
            self.seen_finite = True
        return Tagged("AUX", form)

    def is_closed(self, small: str) -> bool:
        return any(
            small in _set(key)
            for key in ("be", "have", "do", "modals", "prepositions", "conjunctions", "pronouns")
        ) or small in {"to"}

    def is_auxiliary(self, small: str) -> bool:
        return any(small in _set(key) for key in ("be", "have", "do", "modals"))

    def finite_like(self, small: str) -> bool:
        return (small.endswith("s") and bool(verb_of(small, "en"))) or small in self.past

    def before(self, place: int) -> Tagged:
        """The nearest tagged word before, beyond adverbs."""
        place, first = place - 1, place - FARTHEST
        while place >= max(first, 0) and self.found[place].tag == "ADV":
            place -= 1
        return self.found[place] if place >= 0 else Tagged("PUNCT")

    def word_before(self, place: int) -> str:
        place, first = place - 1, place - FARTHEST
        while place >= max(first, 0) and self.found[place].tag == "ADV":
            place -= 1
        return self.small[place] if place >= 0 else ""

    def last_verb(self) -> Tagged | None:
        """The verb before, if it is not far."""
        near = self.found[-FARTHEST:]
        return next((each for each in reversed(near) if each.tag == "VERB"), None)

    def infinitive_at(self, place: int) -> bool:
        while place < len(self.small) - 1 and (
            self.small[place] in {"not", "never"}
            or (self.small[place].endswith("ly") and not verb_of(self.small[place], "en"))
        ):
            place += 1
        if place >= len(self.small) or self.texts[place][0].isupper():
            return False
        small = self.small[place]
        if small in {"be", "have", "do"}:
            return True
        if verb_of(small, "en") != small or small in _set("prepositions"):
            return False
        following = self.small[place + 1] if place + 1 < len(self.small) else ""
        if small not in _set("nouns_first"):
            return True
        governed = place >= 2 and self.small[place - 2] in _set("to_nouns")
        ends = not following or not following[0].isalnum() or following in {"and", "or", "by", "in"}
        return following not in {"of", "between"} and not (governed and ends)

    def that(self, place: int) -> Tagged:
        before = self.before(place)
        if self.small[place + 1 : place + 2] and self.small[place + 1] in _set("times"):
            return Tagged("DET")
        following = self.small[place + 1] if place + 1 < len(self.small) else ""
        if not following or not following[0].isalpha():
            return Tagged("PRON") if following in {"", ".", ","} else Tagged("SCONJ")
        if self.begins(place) or before.tag == "ADP":
            return Tagged("PRON" if self.is_closed(following) else "DET")
        said = any(
            word == "that" and tagged.tag == "SCONJ"
            for word, tagged in zip(
                self.small[max(0, place - 2 * FARTHEST) : place],
                self.found[-2 * FARTHEST :],
                strict=False,
            )
        )
        if before.tag == "CCONJ" and not said and not self.is_closed(following):
            return Tagged("DET")
        self.seen_finite = False
        self.aux = ""
        return Tagged("SCONJ")

    def open(self, place: int, small: str) -> Tagged:
        before, word = self.before(place), self.word_before(place)
        verb = verb_of(small, "en")
        following = self.small[place + 1] if place + 1 < len(self.small) else ""
        if small.endswith("ly") and not verb and small not in _NOT_LY:
            return Tagged("ADV")
        if not verb:
            return self.nominal(small)
        if before.tag == "PART" and word == "to":
            self.aux = ""
            return Tagged("VERB", "Inf")
        if small.endswith("ing") and verb != small:
            return self.ing(before, small, following)
        past = small in self.past or small in self.participles or small.endswith("ed")
        if (past and verb != small) or (past and small in self.past and self.awaits("be have")):
            return self.past_form(place, before, word, small, following)
        if verb == small:
            named = before.tag in {"NOUN", "PROPN"} or (word == "," and self.after_name(place))
            if past and named and not self.seen_finite and small not in _set("adjectives"):
                return self.finite()
            return self.base(place, before, word, small, following)
        if small.endswith("s"):
            return self.third(place, before, word, small, verb, following)
        return self.nominal(small)

    def awaits(self, kinds: str) -> bool:
        return self.aux in kinds.split() if self.aux else False

    def finite(self) -> Tagged:
        self.seen_finite = True
        self.aux = ""
        return Tagged("VERB", "Fin")

    def nominal(self, small: str) -> Tagged:
        self.aux = "" if self.aux in {"be", "have"} else self.aux
        if small in _set("nouns_first"):
            return Tagged("NOUN")
        adjective = small in _set("adjectives") or (
            small.endswith(tuple(_SUFFIXES)) and not small.endswith(_ENDS_NOUN)
        )
        return Tagged("ADJ" if adjective else "NOUN")

    def ing(self, before: Tagged, small: str, following: str) -> Tagged:
        if self.awaits("be") and before.tag in {"AUX", "PART"}:
            self.aux = ""
            return Tagged("VERB", "Part")
        if before.tag in {"DET", "ADJ", "NUM"} or following == "of":
            noun_next = following and following[0].isalpha() and not self.is_closed(following)
            return Tagged("ADJ" if noun_next and before.tag == "DET" else "NOUN")
        if small in _set("nouns_first") and before.tag in {"NOUN", "PROPN", "PART"}:
            return Tagged("NOUN")
        return Tagged("VERB", "Ger")

    def past_form(
        self, place: int, before: Tagged, word: str, small: str, following: str
    ) -> Tagged:
        if self.awaits("be have") and before.tag not in {"DET"}:
            self.aux = ""
            return Tagged("VERB", "Part")
        if before.tag in {"DET", "ADJ", "NUM"} or (before.tag == "PART" and word == "'s"):
            agent = following == "by" and before.tag == "ADJ"
            return Tagged("VERB", "Part") if agent else Tagged("ADJ")
        only_participle = small in self.participles and small not in self.past
        if only_participle or following == "by":
            return Tagged("VERB", "Part")
        if before.tag == "ADP" or "according" in self.small[max(0, place - 6) : place]:
            return Tagged("VERB", "Part")
        if before.tag == "CCONJ":
            last = self.last_verb()
            if last is not None and last.form == "Part":
                return Tagged("VERB", "Part")
            return self.finite()
        if self.begins(place) and before.tag == "PUNCT":
            return Tagged("VERB", "Part")
        if word in {",", "("} and not self.after_name(place):
            return Tagged("VERB", "Part" if small.endswith("ed") else "Fin")
        return self.finite()

    def after_name(self, place: int) -> bool:
        return place >= 2 and self.found[place - 2].tag in {"PROPN", "NOUN"}

    def third(
        self, place: int, before: Tagged, word: str, small: str, verb: str, following: str
    ) -> Tagged:
        if before.tag == "PRON" or (before.tag == "SCONJ" and word == "that"):
            noun = verb in _set("nouns_first") if before.tag == "SCONJ" else word == "which"
            return Tagged("NOUN") if noun and self.is_auxiliary(following) else self.finite()
        if before.tag in {"DET", "ADJ", "NUM", "ADP", "AUX", "SCONJ"} or self.aux == "modal":
            return Tagged("NOUN")
        opens = following in _OPENS_OBJECT
        nouny = verb in _set("nouns_first")
        if self.finite_like(following) or self.is_auxiliary(following) or following == "who":
            return Tagged("NOUN")
        if before.tag in {"NOUN", "PROPN"} or (before.tag == "PUNCT" and place):
            plural = word.endswith("s") and before.tag == "NOUN" and not word.endswith("ss")
            if plural or self.seen_finite:
                return Tagged("NOUN")
            named = before.tag == "PROPN" and verb in _set("after_names")
            if nouny and not opens and not named:
                return Tagged("NOUN")
            if before.tag == "PUNCT" and not (opens and word in {",", "”", '"', "’", ")", "—"}):
                return Tagged("NOUN")
            return self.finite()
        if before.tag == "CCONJ":
            last = self.last_verb()
            if last is not None and last.form == "Fin" and (opens or not nouny):
                return self.finite()
        return Tagged("NOUN")

    def base(self, place: int, before: Tagged, word: str, small: str, following: str) -> Tagged:
        if small in _set("adjectives"):
            self.aux = ""
            return Tagged("ADJ")
        if self.aux in {"modal", "do"} and before.tag in {"AUX", "PART", "NOUN", "PROPN", "PRON"}:
            nouny = small in _set("nouns_first") and before.tag in {"NOUN", "PROPN"}
            if not (nouny and following not in _OPENS_OBJECT):
                self.aux = ""
                return Tagged("VERB", "Inf")
        if before.tag == "PRON":
            if word in {"i", "we", "they", "you", "who", "which", "that", "those"}:
                return self.finite()
            told = small in spoken("en") and small not in _set("nouns_first")
            return self.finite() if told else Tagged("NOUN")
        if before.tag in {"DET", "ADJ", "NUM", "ADP", "PART", "AUX"}:
            return self.nominal(small)
        plural = (word.endswith("s") and not word.endswith("ss")) or word in {"people", "police"}
        if before.tag in {"NOUN", "SCONJ", "PROPN"} and plural and not self.seen_finite:
            if small not in _set("nouns_first") or following in _OPENS_OBJECT - {"for", "on"}:
                return self.finite()
            return Tagged("NOUN")
        if (
            before.tag in {"NOUN", "PROPN", "PUNCT"}
            and self.plural_before(place)
            and not self.seen_finite
        ):
            only = small not in _set("nouns_first") and following in _OPENS_OBJECT | {","}
            if only:
                return self.finite()
        if before.tag == "CCONJ":
            last = self.last_verb()
            nouny = small in _set("nouns_first") and following not in _OPENS_OBJECT
            if last is not None and last.form in {"Inf", "Fin"} and not nouny:
                return Tagged("VERB", last.form)
        if before.tag == "PUNCT" and not self.found and following in {"the", "a", "no", "it"}:
            return Tagged("VERB", "Inf")
        return self.nominal(small)

    def plural_before(self, place: int) -> bool:
        """Whether a noun in the plural stands before, which may be the subject."""
        near = range(place - 1, max(-1, place - FARTHEST), -1)
        for at in near:
            if self.found[at].form == "Fin":
                return False
            small = self.small[at]
            if self.found[at].tag == "NOUN" and small.endswith("s") and not small.endswith("ss"):
                return True
            if small in {"people", "those", "who"}:
                return True
        return False

    def reduce(self) -> None:
        """A form in -ed before the finite verb of its own clause is a participle of its subject."""
        speech = words("en", "speech", "bare")
        last, needed = -1, 1
        for place, (tag, form) in enumerate(self.found):
            small = self.small[place]
            opens = tag in {"SCONJ", "CCONJ"} or small in {"who", "which", "what", "whom", "whose"}
            if opens or small in {",", ";", ":", "when", "where", "as", "after", "until", "once"}:
                needed = max(needed, 0) + 1
                last = -1
            elif tag in {"VERB", "AUX"} and form == "Fin":
                needed -= 1
                if last >= 0 and needed < 0 and not self.begins(place):
                    told = verb_of(self.small[last], "en") in speech
                    if not (told and self.subject_within(last, place)):
                        self.found[last] = Tagged("VERB", "Part")
                        needed = 0
                lexical = tag == "VERB" and (small.endswith("ed") or small in self.participles)
                last = place if lexical else -1

    def subject_within(self, first: int, last: int) -> bool:
        return any(each.tag in {"NOUN", "PROPN", "PRON"} for each in self.found[first + 1 : last])
