"""The table of usual rates by class of act and kind of pair."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.ontology.usual.pairs import DYADS, Dyad
from detente.ontology.usual.rates import counted_pairs, times, usual
from detente.ontology.usual.tables import table


def test_the_table_has_every_cell() -> None:
    assert len(table("rates")["usual"]) >= 50
    for text, row in table("rates")["usual"].items():
        assert str(Act.parse(text)) == text
        assert list(row) == list(DYADS)
        for per_year, sd in row.values():
            assert 0 < per_year < 350
            assert 0 < sd <= 3


def test_kinds_differ_as_one_would_think() -> None:
    def rate(dyad: Dyad, act: str) -> float:
        found = usual(dyad, Act.parse(act))
        assert found is not None
        return found.per_year

    assert rate("great-powers", "CONSULT") > rate("states", "CONSULT")
    assert rate("rivals", "ACCUSE") > rate("any", "ACCUSE") > rate("states", "ACCUSE")
    assert rate("any", "ACCUSE") > rate("any", "ACCUSE.allege")
    assert times("any", "ACCUSE") == 1.0
    assert usual("rivals", Act.parse("ASSAULT")) is None  # a war decides, not the kind
    assert usual("rivals", Act.parse("COERCE.restrict/economic")) is None  # no code tells it


def test_the_table_has_every_kind() -> None:
    for dyad in DYADS:
        assert counted_pairs(dyad) >= 10
        assert 0 < times(dyad, "ACCUSE") < 20
    assert times("any", "ACCUSE") == times("any", "CONSULT") == 1.0
    assert (
        times("rivals", "THREATEN") > times("neighbours", "THREATEN") > times("states", "THREATEN")
    )
