"""Of what kind pairs are, by the tables."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from detente.ontology.actors import resolve_actor
from detente.ontology.usual.pairs import dyad_of, neighbours
from tools.pinned import SAMPLES

CONTIGUITY = SAMPLES / "events" / "contiguity-2016.csv"
NOT_BY_LAND = {"ARE QAT", "BHR SAU", "CYP TUR", "DNK SWE", "MAR MRT", "MMR PAK", "MYS SGP"}
"""Pairs of the reference list by a causeway, or by land that is counted as a third's."""


@pytest.mark.parametrize(
    ("state", "borders"),
    [("CHN", 14), ("RUS", 14), ("DEU", 9), ("USA", 2), ("PRT", 1), ("KOR", 1), ("JPN", 0)],
)
def test_states_have_as_many_neighbours_as_are_known(state: str, borders: int) -> None:
    assert sum(state in pair for pair in neighbours()) == borders


@pytest.mark.skipif(not CONTIGUITY.exists(), reason="needs the list of contiguity")
def test_no_neighbours_are_missing() -> None:
    with CONTIGUITY.open(encoding="utf-8") as file:
        by_land = {
            f"{row['iso3_a']} {row['iso3_b']}"
            for row in csv.DictReader(file)
            if row["contiguity"] == "1"
        }
    missing = {pair for pair in by_land if frozenset(pair.split()) not in neighbours()}
    assert missing == NOT_BY_LAND


@pytest.mark.parametrize(
    ("one", "other", "day", "kind"),
    [
        ("USA", "RUS", 2024, "great-powers"),
        ("USA", "JPN", 2024, "allies"),
        ("FRA", "DEU", 2024, "allies"),
        ("FIN", "SWE", 2022, "neighbours"),
        ("FIN", "SWE", 2025, "allies"),
        ("ARM", "AZE", 2025, "neighbours"),
        ("CHN", "JPN", 2025, "great-power"),
        ("IRN", "SAU", 2025, "states"),
        ("ISR", "Hezbollah", 2025, "party"),
        ("EU", "SRB", 2025, "bloc"),
    ],
)
def test_a_pair_is_of_the_first_kind_that_fits(one: str, other: str, day: int, kind: str) -> None:
    pair = resolve_actor(one), resolve_actor(other)
    assert dyad_of(*pair, dt.date(day, 1, 1)) == dyad_of(*pair[::-1], dt.date(day, 1, 1)) == kind
