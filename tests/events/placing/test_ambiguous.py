"""Names that may mean several states: the source's own code decides, and else nothing does."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.events.placing.ambiguous import meaning
from detente.events.placing.codes import _rows
from detente.events.placing.names import adjectives, names
from detente.events.placing.places import Places
from detente.events.placing.spans import Spans
from detente.ontology.actors import _states
from detente.ontology.known import organisations

DAY = dt.date(2018, 6, 1)


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


def on(spans: Spans, day: dt.date = DAY) -> str | None:
    return next(
        span.state
        for span in spans
        if (span.start is None or span.start <= day) and (span.end is None or day < span.end)
    )


@pytest.mark.parametrize(
    ("entity", "code", "state"),
    [
        ("CONGOLESE", "COD", "COD"),
        ("CONGOLESE", "COG", "COG"),
        ("CONGO", "COD", "COD"),
        ("CONGO", "COG", "COG"),
        ("CONGO", "ZAR", "COD"),
        ("CONGOLESE ARMY", "COD", "COD"),
        ("ARMY OF CONGO", "COD", "COD"),
        ("Citizen (Congo)", "COD", "COD"),
        ("KOREA", "PRK", "PRK"),
        ("KOREAN", "KOR", "KOR"),
        ("KOREAN ARMY", "PRK", "PRK"),
        ("DOMINICAN", "DMA", "DMA"),
        ("DOMINICAN", "DOM", "DOM"),
        ("DOMINICA", "DOM", "DOM"),
        ("GEORGIA", "USA", "USA"),
        ("GEORGIA", "GEO", "GEO"),
        ("GEORGIAN POLICE", "USA", "USA"),
        ("JERSEY", "USA", "USA"),
        ("MEXICO", "USA", "USA"),
        ("GUINEA", "GNB", "GNB"),
        ("GUINEA", "GNQ", "GNQ"),
        ("GUINEA", "PNG", "PNG"),
        ("GUINEAN", "GNB", "GNB"),
        ("NIGER", "NGA", "NGA"),
        ("NIGERIAN", "NER", "NER"),
        ("SUDANESE", "SSD", "SSD"),
        ("SAMOA", "ASM", "ASM"),
        ("SAMOAN", "WSM", "WSM"),
        ("VIRGIN ISLANDS", "VGB", "VGB"),
        ("MACEDONIA", "GRC", "GRC"),
        ("MACEDONIAN", "MKD", "MKD"),
        ("IRISH", "GBR", "GBR"),
        ("IRELAND", "GBR", "GBR"),
        ("LUXEMBOURG", "BEL", "BEL"),
        ("GRANADA", "ESP", "ESP"),
        ("GUYANA", "GUF", "GUF"),
        ("CHINESE", "TWN", "TWN"),
        ("MAC", "MKD", "MKD"),
        # What can mean one state alone, the code does not move.
        ("PALESTINIAN", "ISR", "PSE"),
        ("HONG KONG", "CHN", "HKG"),
        ("PUERTO RICO", "USA", "PRI"),
        ("TAIWAN", "CHN", "TWN"),
        ("KOSOVO", "SRB", "XKX"),
        ("SUDAN", "EGY", "SDN"),
        ("RUSSIA", "UKR", "RUS"),
        ("REPUBLIC OF KOREA", "PRK", "KOR"),
    ],
)
def test_beside_a_code(places: Places, entity: str, code: str, state: str) -> None:
    assert on(places.place(entity, code, "cameo")) == state


@pytest.mark.parametrize(
    ("entity", "state"),
    [
        ("CONGO", None),
        ("CONGOLESE", None),
        ("Citizen (Congo)", None),
        ("KOREA", None),
        ("KOREAN ARMY", None),
        ("DOMINICAN", None),
        ("SAMOAN", None),
        ("VIRGIN ISLANDS", None),
        ("GEORGIA", "GEO"),
        ("GUINEA", "GIN"),
        ("NIGER", "NER"),
        ("JERSEY", "JEY"),
        ("IRISH", "IRL"),
        ("LUXEMBOURG", "LUX"),
        ("MAC", "MAC"),
    ],
)
def test_without_a_code(places: Places, entity: str, state: str | None) -> None:
    for nothing in (None, "", "EUR"):
        assert on(places.place(entity, nothing, "cameo")) == state


def test_the_date_decides_where_one_of_them_existed(places: Places) -> None:
    for entity in ("Congo", "Congolese", "Citizen (Congo)"):
        spans = places.place(entity, None, "name")
        assert on(spans, dt.date(1971, 10, 26)) is None
        assert on(spans, dt.date(1985, 7, 1)) == "COG"  # the other was Zaire
        assert on(spans, dt.date(1997, 5, 17)) is None
    vietnam = places.place("Vietnam", None, "name")
    assert on(vietnam, dt.date(1930, 1, 1)) == "VNM"
    assert on(vietnam, dt.date(1976, 7, 1)) is None
    assert on(vietnam, dt.date(1976, 7, 2)) == "VNM"
    assert on(places.place("Vietnam", "816", "cown"), dt.date(1972, 3, 30)) == "VDR"


def test_a_list_of_countries_means_the_one_that_is_called_so_there(places: Places) -> None:
    assert on(places.place("somebody", "Congo", "name")) == "COG"
    assert on(places.place("Congo", "Congo", "name")) == "COG"
    assert on(places.place("Citizen (Congo)", "Congo", "name")) == "COG"
    assert on(places.place("somebody", "Korea", "name")) is None
    assert on(places.place("Georgia", "Georgia", "name")) == "GEO"
    assert on(places.place("somebody", "Macedonia, FYR", "name")) == "MKD"
    assert on(places.place("somebody", "Russia (Soviet Union)", "name")) == "RUS"
    assert on(places.place("Georgia", "United States", "name")) == "USA"


def test_of_all_names_that_several_carry_the_code_decides(places: Places) -> None:
    shared = 0
    for word, who in {**adjectives(), **names()}.items():
        told = {on(spans) for spans in who.values() if covers(spans)}
        alone = on(places.place(word.upper(), None, "name"))
        assert alone == (told.pop() if len(told) == 1 else None), word
        for state in who:
            if len(who) > 1:
                shared += 1
                beside = places.place(word.upper(), state, "iso3")
                assert on(beside) == on(places.place("somebody", state, "iso3")), word
    assert shared > 20


def covers(spans: Spans) -> bool:
    return any(
        (s.start is None or s.start <= DAY) and (s.end is None or s.end > DAY) for s in spans
    )


def test_of_all_that_a_word_may_mean_the_code_decides(places: Places) -> None:
    ambiguous = 0
    for word in {**adjectives(), **names()}:
        known = meaning(word)
        assert known is not None
        for state in known.also if len(word) > 3 else ():
            ambiguous += 1
            beside = places.place(word.upper(), state, "iso3")
            assert on(beside) == on(places.place("somebody", state, "iso3")), (word, state)
    assert ambiguous > 100


def test_letters_of_one_list_beside_the_numbers_of_another(places: Places) -> None:
    """SWZ is Switzerland to Correlates of War and Eswatini to ISO, AUS Austria and Australia."""
    for row in _rows():
        for letters, number in (("cow", "cown"), ("gw", "gwn")):
            if row[letters] and row[number]:
                beside = places.place(row[letters], row[number], number)
                assert on(beside) == on(places.place("somebody", row[number], number)), row


def test_halves_of_a_country_are_known_to_be_meant_by_its_name() -> None:
    words = {**adjectives(), **names()}
    halves = 0
    for word, who in words.items():
        side, _, whole = word.partition(" ")
        if side in ("north", "south", "east", "west", "northern", "southern") and whole in words:
            known = meaning(whole)
            assert known is not None
            for state in who:
                halves += 1
                assert state in {*words[whole], *known.also}, word
    assert halves > 12


def test_what_is_listed_by_hand_are_states() -> None:
    from detente.events.placing.ambiguous import _by_hand

    known = {*_states()[0], *organisations(), "*"}
    for word, also in _by_hand().items():
        assert word in {**adjectives(), **names()}, word
        assert also <= known
