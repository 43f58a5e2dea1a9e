"""What effects are called, and words of the text as they are quoted."""

from __future__ import annotations

import re

from detente.effects.titles import kind_title
from detente.language.current import gettext as _

LONGEST = 5
"""Words that are quoted at a time."""
_WORD = re.compile(r"\w+")


def called(effect: str) -> str:
    """Name of a kind of effect, or of a judgement, which is none."""
    return _("judgement") if effect == "judgement" else kind_title(effect)


def short(text: str) -> str:
    """At most five words of a text."""
    words = list(_WORD.finditer(text))
    return text if len(words) <= LONGEST else text[: words[LONGEST - 1].end()] + " …"
