"""Words that name classes of acts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.reading.article import Tongue
from detente.reading.cues.forms import forms_of_pattern
from detente.reading.words.table import table


@cache
def classes(language: Tongue) -> Mapping[str, str]:
    """Form of a word → the class of acts that it names, `reading/words/LANGUAGE/classes.toml`."""
    listed = table(language, "classes")["classes"]
    found: dict[str, str] = {}
    for name, words in listed.items():
        for word in words:
            for form in sorted(forms_of_pattern(word, language)):
                found.setdefault(form, name)
    return found


@cache
def forms_of_class(name: str, language: Tongue) -> frozenset[str]:
    """Forms of all words that name a class of acts; of every class for `act`.

    Raises
    ------
    KeyError
        If there is no such class.
    """
    known = classes(language)
    if name == "act":
        return frozenset(known)
    found = frozenset(form for form, each in known.items() if each == name)
    if not found:
        raise KeyError(name)
    return found
