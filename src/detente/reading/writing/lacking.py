"""What a text does not say, so that an effect cannot be written from it."""

from __future__ import annotations


class LackingError(Exception):
    """What is missing, in words that the account of a reading repeats."""
