"""What a word looks like, and what a tagger says of it."""

from __future__ import annotations

from typing import NamedTuple


class Tagged(NamedTuple):
    """Universal part of speech, and of a verb its form: `Fin`, `Inf`, `Part` or `Ger`."""

    tag: str
    form: str = ""


def is_number(text: str) -> bool:
    """Whether a token is written in digits."""
    return text[:1].isdigit()


def is_sign(text: str) -> bool:
    """Whether a token has neither letter nor digit."""
    return not any(sign.isalnum() for sign in text)
