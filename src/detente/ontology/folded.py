"""Spellings of an actor's name made equal."""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """Fold a name: no case, accents, points, typographic marks or leading article.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    plain = re.sub(r"[\s_,-]+", " ", plain).strip()
    return plain.removeprefix("the ")
