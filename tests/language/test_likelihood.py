"""Words of probability stand for the bands of ICD 203, and their scale says so."""

from __future__ import annotations

from itertools import pairwise

import pytest

from detente.language.current import use_language
from detente.language.likelihood import ENDS, likelihood, scale


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0.0, "almost excluded"), (0.049, "almost excluded"), (0.05, "very unlikely"),
        (0.2, "unlikely"), (0.44, "unlikely"), (0.45, "about as likely as not"),
        (0.5499, "about as likely as not"), (0.55, "likely"), (0.8, "very likely"),
        (0.95, "almost certain"), (1.0, "almost certain"),
    ],
)  # fmt: skip
def test_bands(p: float, word: str) -> None:
    assert likelihood(p) == word


@pytest.mark.parametrize("name", ["en", "fr"])
def test_the_scale_has_every_word_once_with_its_ends(name: str) -> None:
    with use_language(name):
        said = scale()
        ends = (0.0, *ENDS, 1.0)
        for low, high in pairwise(ends):
            assert f"{likelihood(low)} {100 * low:.0f}–{100 * high:.0f}" in said
        assert "ICD 203" in said
        assert len({likelihood(p) for p in ends}) == len(ENDS) + 1
