"""In what language a text is."""

from __future__ import annotations

from collections.abc import Sequence

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language as in_force
from detente.reading.article import TONGUES, Paragraph, Tongue

SAMPLE = 6000
"""Characters that are looked at."""

SHORT = 120
"""Characters below which a text is taken for the likelier of the languages that are read."""


def language_of(paragraphs: Sequence[Paragraph]) -> Tongue:
    """The language of a text, by py3langid.

    Raises
    ------
    InputError
        If it is one that is not read.
    """
    from py3langid import rank

    text = " ".join(paragraph.text for paragraph in paragraphs)[:SAMPLE]
    ranked = [str(code) for code, _score in rank(text)]
    if ranked[0] not in TONGUES and len(text) >= SHORT:
        raise InputError(
            _(
                "the text seems to be in {language}; texts in English and French are read "
                "(--text-language en or fr, if it is one of them)"
            ).format(language=_named(ranked[0]))
        )
    return min(TONGUES, key=ranked.index)


def _named(code: str) -> str:
    """A language by its name in the language in force, else by its code."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_display_name(in_force()) or code
    except (UnknownLocaleError, ValueError):
        return code
