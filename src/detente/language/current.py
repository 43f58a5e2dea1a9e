"""Messages in the language that is in force.

Messages are written in English in the code, marked by `gettext` or `ngettext`; the catalogue
``locales/LANGUAGE.po`` holds the others. Texts that a scenario brings are not messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.errors import InputError
from detente.language.option import option

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("en", "fr")
Language = Literal["en", "fr"]

_current: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """Language in force: ``en`` unless `use_language` says otherwise."""
    return _current.get()


@contextmanager
def use_language(name: str) -> Iterator[None]:
    """Put a language in force.

    Raises
    ------
    InputError
        If there is no catalogue for it.
    """
    if name not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise InputError(
            gettext("{given}: no such language; known: {known}").format(
                given=option("--language", name), known=known
            )
        )
    token = _current.set(name)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(message: str) -> str:
    """Return a message in the language in force; itself if it is not translated.

    Placeholders in braces are filled by the caller: ``gettext("{n} futures").format(n=10)``.
    """
    if language() == "en":
        return message
    found = catalogue(language()).get(message)
    return str(found.string) if found is not None and found.string else message


def marked(message: str) -> str:
    """Return a message as it is; what is marked so stands in the catalogues for `gettext` later."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of a message for a number, in the language in force."""
    if language() == "en":
        return singular if n == 1 else plural
    found = catalogue(language()).get(singular)
    forms = found.string if found is not None else None
    if not isinstance(forms, list | tuple) or not all(forms):
        return singular if n == 1 else plural
    return str(forms[0 if n in (0, 1) else 1])  # in French, 0 and 1 are singular


def is_one(value: float) -> bool:
    """Whether a noun behind a number is in the singular, in the language in force."""
    return abs(value) == 1.0 if language() == "en" else abs(value) < 2.0


@cache
def catalogue(name: str) -> Catalog:
    """Messages of a language."""
    from babel.messages.pofile import read_po

    with (LOCALES / f"{name}.po").open("rb") as file:
        return read_po(file, locale=name)
