"""Texts that plain data has in English, whatever language was in force when they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.language.current import language, use_language


class Said(str):
    """A text in the language in force when it was made, with its English.

    Parameters
    ----------
    text, english : str
    """

    english: str

    def __new__(cls, text: str, english: str) -> Said:
        """Make the text what it is in the language in force."""
        made = super().__new__(cls, text)
        made.english = english
        return made

    def __reduce__(self) -> tuple[type[Said], tuple[str, str]]:
        """What a copy is made of."""
        return Said, (str(self), self.english)


def said(make: Callable[[], str]) -> Said:
    """Make a text in the language in force and in English."""
    return all_said(lambda: [make()])[0]


def all_said(make: Callable[[], Iterable[str]]) -> list[Said]:
    """Make texts in the language in force and in English."""
    texts = list(make())
    if language() == "en":
        plain = texts
    else:
        with use_language("en"):
            plain = list(make())
    return [Said(text, english) for text, english in zip(texts, plain, strict=True)]


def in_force(text: str) -> str:
    """The English of a text where English is in force; elsewhere the text as it was made."""
    return text.english if language() == "en" and isinstance(text, Said) else text
