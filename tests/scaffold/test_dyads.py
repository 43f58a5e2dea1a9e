"""Of what kind pairs are, by the tables; and how actors are named in French sentences."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from detente.language.current import use_language
from detente.ontology.actors import resolve_actor
from detente.scaffold.cast import Member
from detente.scaffold.dyads import DYADS, counted_pairs, dyad_of, neighbours, times
from detente.scaffold.wording import say
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


def test_the_table_has_every_kind() -> None:
    for dyad in DYADS:
        assert counted_pairs(dyad) >= 10
        assert 0 < times(dyad, "ACCUSE") < 20
    assert times("any", "ACCUSE") == times("any", "CONSULT") == 1.0
    assert (
        times("rivals", "THREATEN") > times("neighbours", "THREATEN") > times("states", "THREATEN")
    )


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        ("USA", "Les États-Unis parlent ; des États-Unis ; aux États-Unis"),
        ("LBN", "Le Liban parle ; du Liban ; au Liban"),
        ("IRN", "L’Iran parle ; de l’Iran ; à l’Iran"),
        ("FRA", "La France parle ; de la France ; à la France"),
        ("ISR", "Israël parle ; d’Israël ; à Israël"),
        ("MEX", "Le Mexique parle ; du Mexique ; au Mexique"),
        ("Hezbollah", "Le Hezbollah parle ; du Hezbollah ; au Hezbollah"),
        ("Houthis", "Les Houthis parlent ; des Houthis ; aux Houthis"),
        ("UN", "L’ONU parle ; de l’ONU ; à l’ONU"),
        ("ECOWAS", "La CEDEAO parle ; de la CEDEAO ; à la CEDEAO"),
        ("South", "Le Sud global parle ; du Sud global ; au Sud global"),
    ],
)
def test_french_has_its_articles(actor: str, said: str) -> None:
    with use_language("fr"):
        who: dict[str, Member | str] = {"a": Member(resolve_actor(actor), "a")}
        text = say("", "{A} [parle|parlent] ; {de a} ; {à a}", who)
    assert text.replace("\u00a0", " ") == said
