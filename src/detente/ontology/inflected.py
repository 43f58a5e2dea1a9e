"""Forms of what a people is called, by the rules of each language."""

from __future__ import annotations

_ENGLISH_SAME = ("ese", "ish", "ch", "ss", "x", "z", "women", "men", "ois", "be", "bè")
_ENGLISH_MAN = ("chman", "chwoman", "shman")
_FRENCH_DOUBLED = ("ien", "éen", "yen", "on", "el")


def english_forms(word: str) -> tuple[str, ...]:
    """An English adjective or noun, and its plural.

    Parameters
    ----------
    word : str
        Such as ``Russian`` or ``Frenchman``.

    Returns
    -------
    tuple of str
        Singular first; one form where the plural is the same.
    """
    if word.endswith(_ENGLISH_MAN):
        return word, f"{word[:-2]}en"
    if word.endswith(_ENGLISH_SAME) or word.isupper():
        return (word,)
    return word, f"{word}s"


def french_forms(word: str, feminine: str = "") -> tuple[str, ...]:
    """A French adjective in both genders and numbers.

    Parameters
    ----------
    word : str
        Masculine singular, such as ``français``; of several words each takes the plural.
    feminine : str
        Where it is not regular, as ``grecque`` is not.

    Returns
    -------
    tuple of str
        Masculine and feminine, singular before plural, without repetition.
    """
    singular = (word, feminine or " ".join(_feminine(part) for part in word.split(" ")))
    forms = (form for base in singular for form in (base, _plural(base)))
    return tuple(dict.fromkeys(forms))


def _feminine(word: str) -> str:
    if word.endswith("e"):
        return word
    if word.endswith("grec"):
        return f"{word}que"
    if word.endswith("turc"):
        return f"{word[:-1]}que"
    if word.endswith(_FRENCH_DOUBLED):
        return f"{word}{word[-1]}e"
    return f"{word}e"


def _plural(words: str) -> str:
    return " ".join(
        word if word.endswith(("s", "x", "z")) else f"{word}s" for word in words.split(" ")
    )
