"""Locators: which sentence of a document a claim comes from, verifiable by whoever holds it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from detente.claims.sentences import normalise

LENGTH = 12


def fingerprint(sentence: str) -> str:
    """First twelve hexadecimal digits of the SHA-256 of the normalised sentence in UTF-8."""
    return hashlib.sha256(normalise(sentence).encode("utf-8")).hexdigest()[:LENGTH]


def sentences_document(found: Sequence[str]) -> dict[str, Any]:
    """Return numbered sentences with their fingerprints as plain data (docs/json.md)."""
    return {
        "format": "detente-sentences",
        "version": 1,
        "sentences": [
            {"number": number, "fingerprint": fingerprint(text), "text": text}
            for number, text in enumerate(found, start=1)
        ],
    }
