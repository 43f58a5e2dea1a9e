"""A sentence of prose: its places filled, a capital at its start, one stop at its end."""

from __future__ import annotations

from detente.language.fill import fill

STOPS = (".", "!", "?", "…")


def sentence(template: str, **fillings: str) -> str:
    """Make a sentence of a template in the language in force.

    Parameters
    ----------
    template : str
        Without its final stop.
    **fillings : str
    """
    return finished(fill(template, **fillings))


def finished(text: str) -> str:
    """A text that is filled already, with its capital and its stop."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith(STOPS) else f"{text}."
