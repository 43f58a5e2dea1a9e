"""The nearest sign that an encoding has."""

from __future__ import annotations

import pytest

from detente.language.current import LOCALES
from detente.language.signs import nearest, writes

ENCODINGS = ("ascii", "latin-1", "cp1252", "cp437", "cp850")


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("−2.7 ± 0.3 × 4 …", "ascii", "-2.7 +/- 0.3 x 4 ..."),
        ("−2.7 ± 0.3 × 4 …", "cp1252", "-2.7 ± 0.3 × 4 …"),
        ("Russia – “US”: A → B ↔ C ← D", "ascii", 'Russia - "US": A -> B <-> C <- D'),
        ("Russia – “US”: A → B", "cp1252", "Russia – “US”: A -> B"),
        ("l’été à Noël, œuvre", "ascii", "l'ete a Noel, oeuvre"),
        ("l’été à Noël, œuvre", "latin-1", "l'été à Noël, oeuvre"),
        ("«\u202fÉlan\u202f»\N{NO-BREAK SPACE}: 5", "ascii", '"Elan" : 5'),
        ("─│┼├━", "ascii", "-|++-"),
        ("▁▂▃▄▅▆▇█", "latin-1", ".:-=+*#@"),
        ("θ·log1p(σ²) ≤ ½", "ascii", "theta*log1p(sigma^2) <= 1/2"),
        ("\u2068A\u2069 \u200d", "ascii", "A "),
        ("Łódź, Đà Nẵng", "ascii", "Lodz, Da Nang"),
        ("Đà Nẵng", "utf-8", "Đà Nẵng"),
        ("Москва и 北京", "cp1252", "Москва и 北京"),
    ],
)
def test_nearest(text: str, encoding: str, expected: str) -> None:
    assert nearest(text, encoding) == expected


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_that_the_program_says_can_be_written(encoding: str) -> None:
    for line in (LOCALES / "fr.po").read_text(encoding="utf-8").splitlines():
        found = nearest(line, encoding)
        assert writes(found, encoding), line
        assert found.count("?") == line.count("?"), line
