"""Dictionary forms of words, and which words can be verbs: from one place, model or none.

The forms are simplemma's, with a small table for what it has otherwise (`words/LANG/grammar.toml`).
A verb is known by its forms: *refuse* is one because *refusing* is a form of it, as *country* is
none; in French by its imperfect.
"""

from __future__ import annotations

import functools

from detente.reading.article import Tongue
from detente.reading.grammar.tokens import APOSTROPHES
from detente.reading.words.table import table, words

LONGEST = 40
"""Characters beyond which nothing is a word of a dictionary."""


def lemmatize(word: str, lang: Tongue) -> str:
    """The dictionary form of a word, by simplemma, which the extra `read` installs."""
    import simplemma

    return simplemma.lemmatize(word, lang=lang)


def is_known(word: str, lang: Tongue) -> bool:
    """Whether simplemma's dictionary has a word."""
    import simplemma

    return simplemma.is_known(word, lang=lang)


def has_form(word: str, language: Tongue) -> bool:
    """Whether a word is itself among the forms of simplemma's dictionary, by no rule of endings."""
    from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary(language).get(word) is not None


def plain(text: str) -> str:
    """In small letters, with the straight apostrophe of the tables."""
    small = text.lower()
    for sign in APOSTROPHES:
        small = small.replace(sign, "'")
    return small


@functools.lru_cache(maxsize=100_000)
def lemma(text: str, language: Tongue, verb: bool = False) -> str:
    """Return the dictionary form of a word, in small letters; as a verb if it is one here."""
    small = plain(text)
    if verb:
        found = verb_of(text, language)
        if found:
            return found
    special = table(language, "grammar")["verbs"].get(small)
    if special is not None and (not verb_only(small, language) or verb):
        return str(special)
    if not small[:1].isalpha() or len(small) > LONGEST:
        return small
    if text[:1].isupper() and not known(small, language):
        return small
    found = plain(lemmatize(small, lang=language))
    if language == "fr":
        return found
    return _british(found if found != small or known(small, "en") else _by_z(small) or found)


_IZE = ("ize", "ized", "izes", "izing")
_KEEP_Z = frozenset(["prize", "size", "seize", "maize", "capsize", "downsize"])


def _british(word: str) -> str:
    """One spelling for verbs in -ise and -ize, so that a pattern finds both."""
    return word[:-2] + "se" if word.endswith("ize") and word not in _KEEP_Z else word


def _by_z(small: str) -> str:
    """The base of a verb in -ise that the dictionary has in -ize alone; empty if there is none."""
    for ending in _IZE:
        own = ending.replace("z", "s")
        if small.endswith(own) and known(small.removesuffix(own) + ending, "en"):
            return small.removesuffix(own) + "ise"
    return ""


@functools.lru_cache(maxsize=100_000)
def is_name(text: str, language: Tongue) -> bool:
    """Whether the dictionary has a word with a capital alone, or not at all."""
    if len(text) > LONGEST or not known(plain(text), language):
        return True
    return lemmatize(text, lang=language)[:1].isupper()


def verb_only(small: str, language: Tongue) -> bool:
    """Whether the table gives a verb for a word that is something else as well."""
    return language == "fr" and small in words("fr", "grammar", "nouns_first")


@functools.lru_cache(maxsize=100_000)
def verb_of(text: str, language: Tongue) -> str:
    """Return the verb of which a word can be a form, as an infinitive; empty if of none."""
    small = plain(text)
    if len(small) > LONGEST or small in words(language, "grammar", "never_verbs"):
        return ""
    return _french(small) if language == "fr" else _english(small)


def known(small: str, language: Tongue) -> bool:
    """Whether the dictionary has a word."""
    return len(small) <= LONGEST and is_known(small, lang=language)


@functools.cache
def _irregular() -> frozenset[str]:
    """Bases of the irregular verbs."""
    grammar = table("en", "grammar")
    forms = [
        word for lines in grammar["irregular"].values() for line in lines for word in line.split()
    ]
    return frozenset(grammar["verbs"].get(form) or lemmatize(form, lang="en") for form in forms)


@functools.lru_cache(maxsize=100_000)
def _is_english_verb(base: str) -> bool:
    """Whether a base has a form in -ing that the dictionary brings back to it."""
    if base in {"be", "have", "do", "thank"} or base in _irregular():
        return True
    if base.endswith("ise") and known(base[:-3] + "izing", "en"):
        return True
    if len(base) < 2 or not base.isalpha():
        return False
    forms = [base + "ing", base[:-1] + "ing", base + base[-1] + "ing", base[:-2] + "ying"]
    forms += [base + "ed", base + "d", base + base[-1] + "ed", base[:-1] + "ied"]
    return any(known(form, "en") and lemmatize(form, lang="en") == base for form in forms)


def _english(small: str) -> str:
    special = table("en", "grammar")["verbs"].get(small)
    if special is not None and _is_english_verb(special):
        return str(special)
    if small in words("en", "grammar", "modals"):
        return ""
    if small.endswith(("ise", "ised", "ises", "ising")) and _by_z(small):
        return _by_z(small)
    bases = [lemmatize(small, lang="en").lower(), small]
    if small.endswith("ing"):
        bases += [small[:-3], small[:-3] + "e", small[:-4]]
    elif small.endswith("ed"):
        bases += [small[:-1], small[:-2], small[:-3]]
    elif small.endswith("s"):
        bases += [small[:-1], small[:-2]]
    for base in bases:
        gerund = base == small and small.endswith("ing") and small not in _irregular()
        if not gerund and _is_english_verb(base):
            return _british(base)
    return ""


_IMPERFECT = {"er": ("ait", "eait"), "ir": ("issait", "ait"), "re": ("ait", "sait", "vait", "yait")}


@functools.lru_cache(maxsize=100_000)
def _is_french_verb(infinitive: str) -> bool:
    """Whether a word that ends like an infinitive has an imperfect in the dictionary."""
    if infinitive in words("fr", "grammar", "irregular_verbs"):
        return True
    stem = infinitive[:-2]
    forms = [stem + ending for ending in _IMPERFECT.get(infinitive[-2:], ())]
    if infinitive.endswith("endre"):
        forms.append(infinitive[:-3] + "ait")
    if infinitive.endswith("oir"):
        forms += [infinitive[:-3] + "ait", infinitive[:-4] + "evait"]
    if infinitive.endswith("cer"):
        forms.append(infinitive[:-3] + "çait")
    if infinitive.endswith("indre"):
        forms.append(infinitive[:-4] + "gnait")
    if infinitive.endswith("aître"):
        forms.append(infinitive[:-4] + "issait")
    return any(known(form, "fr") and lemmatize(form, lang="fr") == infinitive for form in forms)


_FIRST_GROUP = [
    "eraient",
    "èrent",
    "aient",
    "erait",
    "eront",
    "erons",
    "erez",
    "ent",
    "ées",
    "ait",
    "ais",
    "ant",
    "era",
    "ons",
    "ez",
    "és",
    "ée",
    "es",
    "é",
    "e",
    "a",
]
_SECOND_GROUP = [
    "issaient",
    "issait",
    "iraient",
    "irait",
    "iront",
    "issent",
    "issant",
    "ira",
    "ies",
    "ie",
    "is",
    "it",
    "i",
]
_THIRD_GROUP = [
    "raient",
    "rait",
    "ront",
    "ra",
    "ent",
    "ait",
    "aient",
    "ant",
    "ue",
    "us",
    "ues",
    "u",
    "s",
]
_GROUPS = (
    (_FIRST_GROUP, "er"),
    (_SECOND_GROUP, "ir"),
    (("e", "es", "ent", "ant", "ait", "aient"), "ir"),  # as ouvrir
    (_THIRD_GROUP, "re"),
)


def _french(small: str) -> str:
    special = table("fr", "grammar")["verbs"].get(small)
    if special is not None and _is_french_verb(special):
        return str(special)
    base = plain(lemmatize(small, lang="fr"))
    if base.endswith(("er", "ir", "re", "oir")) and _is_french_verb(base):
        return base
    for endings, last in _GROUPS:
        for ending in endings:
            stem = small.removesuffix(ending)
            if stem == small or len(stem) < 2:
                continue
            for each in dict.fromkeys((stem, _soft(stem))):
                if _is_french_verb(each + last):
                    return each + last
    return ""


def _soft(stem: str) -> str:
    """The stem before another vowel: *menaç-*, *engage-*."""
    if stem.endswith("ç"):
        return stem[:-1] + "c"
    return stem[:-1] if stem.endswith("ge") else stem
