"""From an entity to a state or bloc."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events.placing.places import Places, Span
from detente.events.placing.spans import Spans
from tests.pace import within


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


def on(spans: Spans, day: str) -> Span:
    date = dt.date.fromisoformat(day)
    (found,) = [
        s for s in spans if (s.start is None or s.start <= date) and (not s.end or date < s.end)
    ]
    return found


def state(places: Places, entity: str | None, hint: str | None = None, scheme: str = "name") -> str:
    return on(places.place(entity, hint, scheme), "2018-06-01").state or ""


@pytest.mark.parametrize(
    ("entity", "state_"),
    [
        ("Russia", "RUS"),
        ("RUSSIA", "RUS"),
        ("Russian Federation", "RUS"),
        ("Palestinian Territory, Occupied", "PSE"),
        ("Occupied Palestinian Territory", "PSE"),
        ("Moldova, Republic of", "MDA"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("Democratic Republic of Congo", "COD"),
        ("Holy See (Vatican City State)", "VAT"),
        ("Allemagne", "DEU"),
        ("Estados Unidos", "USA"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("USA", "USA"),
        ("Zaire", "COD"),
        ("European Union", "EU"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("Foreign Affairs (Russia)", "RUS"),
        ("Citizen (Australia)", "AUS"),
        ("Priest (Holy See (Vatican City State))", "VAT"),
        ("Ministry (European Union)", "EU"),
        ("Military Forces of Russia (2000-)", "RUS"),
        ("Government of Mali (2013-2020)", "MLI"),
        ("Protesters (Argentina)", "ARG"),
        ("Yemeni Armed Forces", "YEM"),
        ("South African National Defence Force", "ZAF"),
        ("Royal Thai Navy", "THA"),
        ("Armed Forces of the Republic of Armenia", "ARM"),
        ("Armed Forces of the Democratic Republic of Congo", "COD"),
        ("Armed Forces of the Republic of the Congo", "COG"),
        ("Ministry of Defence of Chad", "TCD"),
        ("Verkhovna Rada", "UKR"),
        ("RUSSIAN", "RUS"),
        # not a state
        ("Revolutionary Armed Forces of Colombia", ""),
        ("Lebanese Forces", ""),
        ("Indian National Congress", ""),
        ("Bank of America", ""),
        ("Communist Party of India", ""),
        ("Militant (Boko Haram)", ""),
        ("Ministry (International Government Organizations)", ""),
        ("Ben", ""),
        ("Per", ""),
        ("", ""),
        ("()", ""),
        (")", ""),
        ("((((", ""),
        ("x" * 1_000_000, ""),
        ("United Nations", "UN"),
        ("Organisation des Nations unies", "UN"),
        ("UN Security Council", "UNSC"),
        ("Security Council (Russia)", "RUS"),
        ("Peacekeeping Troop (African Union)", "African-Union"),
        ("Economic Community of West African States", "ECOWAS"),
        ("CPI", ""),  # a party in India, and no French court
        ("AU", ""),
        ("MINUSMA: United Nations Stabilization Mission in Mali (2013-2023)", "MINUSMA"),
        ("ATMIS: African Union Transition Mission in Somalia (2022-) (Burundi)", "BDI"),
        ("USA: an item", ""),
        ("Hezbollah", ""),
        ("Austria-Hungary", ""),
        ("Islamic State of Iraq", ""),
        ("Government of United Kingdom, Government of United States of America", ""),
    ],
)
def test_by_the_entity_alone(places: Places, entity: str, state_: str) -> None:
    assert state(places, entity) == state_


@pytest.mark.parametrize(
    ("hint", "scheme", "state_"),
    [
        ("Russian Federation", "name", "RUS"),
        ("NA", "name", ""),
        ("NULL", "name", ""),
        ("None", "iso3", ""),
        ("NA", "iso2", "NAM"),
        ("rus", "iso3", "RUS"),
        ("XKX", "iso3", "XKX"),
        ("GB", "iso2", "GBR"),
        ("UK", "iso2", "GBR"),
        ("643", "isonum", "RUS"),
        ("4", "isonum", "AFG"),
        ("004", "isonum", "AFG"),
        ("32.0", "isonum", "ARG"),
        ("UKG", "cow", "GBR"),
        ("2", "cown", "USA"),
        ("255", "cown", "DEU"),
        ("260", "gwn", "DEU"),
        ("678", "gwn", "YEM"),
        ("955", "cown", "TON"),
        ("972", "gwn", "TON"),
        ("RS", "fips", "RUS"),
        ("UP", "fips", "UKR"),
        ("GM", "fips", "DEU"),
        ("CH", "fips", "CHN"),
        ("AU", "fips", "AUT"),
        ("AS", "fips", "AUS"),
        ("RI", "fips", "SRB"),
        ("ROM", "cameo", "ROU"),
        ("ROU", "cameo", "ROU"),
        ("PAL", "cameo", "PSE"),
        ("KSV", "cameo", "XKX"),
        ("MAC", "cameo", "MAC"),
        ("EUR", "cameo", ""),
        ("AFR", "cameo", ""),
        ("SEA", "cameo", ""),
        ("WST", "cameo", ""),
        ("NMR", "cameo", ""),
        ("IGO", "cameo", ""),
        ("OPC", "cameo", "OPEC"),
        ("IGOUNO", "cameo", "UN"),
        ("IGOUNOKID", "cameo", "UN"),
        ("IGOEUREEC", "cameo", "EU"),
        ("IGOWAFWAS", "cameo", "ECOWAS"),
        ("IGOEUR", "cameo", ""),
        ("WBK", "cameo", "PSE"),
        ("IGOWBK", "cameo", "World-Bank"),
        ("EEC", "cameo", "EU"),
        ("NAT", "cameo", "NATO"),
        ("MAC", "keds", "MKD"),
        ("SLO", "keds", "SVN"),
        ("SLK", "keds", "SVK"),
        ("PAL", "keds", "PSE"),
        ("AUS", "keds", "AUT"),
        ("KSV", "keds", "XKX"),
        ("UNO", "keds", "UN"),
        ("IGOARL", "keds", "Arab-League"),
        ("BOSSER", "keds", ""),
        ("ETHALB", "keds", ""),
        ("SERMIL", "keds", "SRB"),
        ("no such", "iso3", ""),
    ],
)
def test_by_the_country_field(places: Places, hint: str, scheme: str, state_: str) -> None:
    assert state(places, "somebody", hint, scheme) == state_
    assert state(places, None, hint, scheme) == state_


def test_a_code_as_entity_is_read_in_its_list(places: Places) -> None:
    assert state(places, "MAC", "MAC", "keds") == "MKD"
    assert places.place("SERGOV", "SERGOV", "keds") == (Span("SRB", "official"),)


def test_an_unknown_list_is_refused(places: Places) -> None:
    with pytest.raises(InputError, match="no list of country codes 'fip'; did you mean 'fips'"):
        places.place("x", "RS", "fip")


def test_what_the_entity_says_goes_before_the_country_field(places: Places) -> None:
    macron = places.place("Emmanuel Macron", "Andorra", "name")
    assert {span.state for span in macron} == {"FRA"}
    assert on(macron, "2018-06-01").rank == "leader"
    assert on(macron, "2015-06-01").rank == "minister"
    assert on(macron, "2012-06-01").rank is None


def test_states_that_are_gone(places: Places) -> None:
    for entity, hint, scheme in [
        ("Soviet Union", None, "name"),
        ("Russia", None, "name"),
        ("x", "SUN", "cameo"),
        ("x", "RUS", "iso3"),
        ("x", "365", "cown"),
        ("x", "SU", "iso2"),
    ]:
        spans = places.place(entity, hint, scheme)
        assert [s.state for s in spans] == ["RUS", "SUN", "RUS"]
        assert on(spans, "1922-12-29").state == "RUS"
        assert on(spans, "1922-12-30").state == "SUN"
        assert on(spans, "1991-12-25").state == "SUN"
        assert on(spans, "1991-12-26").state == "RUS"
    for entity, hint, scheme in [("Yugoslavia", "", "name"), ("x", "345", "cown")]:
        spans = places.place(entity, hint, scheme)
        assert [s.state for s in spans] == ["SRB", "YUG", "SCG", "SRB"]
        assert on(spans, "1918-12-01").state == "YUG"
        assert on(spans, "2003-02-04").state == "SCG"
        assert on(spans, "2006-06-05").state == "SRB"
    gone = places.place("Czechoslovakia", None, "name")
    assert [s.state for s in gone] == [None, "CSK", None]
    assert [s.state for s in places.place("East Germany", None, "name")] == ["DEU", "DDR", "DEU"]


def test_heads_of_organisations_belong_to_them_for_their_term(places: Places) -> None:
    spans = places.place("Jens Stoltenberg", "Norway", "name")
    assert on(spans, "2010-01-01") == Span(
        "NOR", "leader", dt.date(2005, 10, 17), dt.date(2013, 10, 16)
    )
    assert (on(spans, "2018-06-01").state, on(spans, "2018-06-01").rank) == ("NATO", "leader")
    guterres = places.place("António Manuel de Oliveira Guterres", "Portugal", "name")
    assert (on(guterres, "2018-06-01").state, on(guterres, "2018-06-01").rank) == ("UN", "leader")
    assert on(guterres, "2000-01-01").state == "PRT"


@pytest.mark.parametrize(
    ("entity", "rank"),
    [
        ("Head of Government (Vietnam)", "leader"),
        ("President (Ghana)", "leader"),
        ("Foreign Affairs (Russia)", "minister"),
        ("Ministry (India)", "minister"),
        ("Defense / Security Ministry (India)", "minister"),
        ("Justice Department/Ministery (India)", "minister"),
        ("Cabinet / Council of Ministers / Advisors (India)", "minister"),
        ("Envoy (China)", "official"),
        ("Diplomat (China)", "official"),
        ("Government (China)", "official"),
        ("Deputy Foreign Minister (China)", "official"),
        ("Former President (Ghana)", None),
        ("Presidential Candidate (Ghana)", None),
        ("Party President (India)", None),
        ("Citizen (India)", None),
        ("Militant (India)", None),
        ("Police (India)", None),
        ("India", None),
    ],
)
def test_ranks(places: Places, entity: str, rank: str | None) -> None:
    assert {span.rank for span in places.place(entity, None, "name")} == {rank}


def test_spans_cover_all_time_once(places: Places) -> None:
    from detente.events.placing.holders import holders

    for spans in [*holders().values(), places.place("Yugoslavia", None, "name")]:
        assert spans[0].start is None
        assert spans[-1].end is None
        for before, after in pairwise(spans):
            assert before.end == after.start
            assert before.end is not None
            assert (before.state, before.rank) != (after.state, after.rank)


def test_the_same_question_has_the_same_answer(places: Places) -> None:
    first = places.place("Foreign Affairs (Russia)", "NA", "name")
    assert places.place("Foreign Affairs (Russia)", "NA", "name") is first


def test_a_hundred_thousand_entities_take_no_time(places: Places) -> None:
    places.place("warm up (Russia)", "Russian Federation", "name")
    with within(40):  # usually 3 to 5
        for i in range(20_000):
            places.place(f"Somebody Number {i}", "Russian Federation", "name")


def overrides(path: Path, text: str) -> Path:
    file = path / "own.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_overrides_win(tmp_path: Path) -> None:
    file = overrides(
        tmp_path,
        "entity,state,from,until,rank\n"
        "Wagner Group,Russia,,,\n"
        "Juan Guaidó,VEN,2019-01-23,2023-01-05,leader\n"
        "Israel,,,,\n"
        "Ruritania,SUN,,,\n"
        "Emmanuel Macron,EU,2020-01-01,2021-01-01,\n",
    )
    places = Places(file)
    assert state(places, "WAGNER GROUP", "Mali") == "RUS"
    assert state(places, "Israel") == ""
    assert state(places, "Ruritania") == "SUN"
    spans = places.place("Juan Guaido", "Venezuela", "name")
    assert [(s.state, s.rank) for s in spans] == [("VEN", None), ("VEN", "leader"), ("VEN", None)]
    macron = places.place("Emmanuel Macron", None, "name")
    assert on(macron, "2020-06-01").state == "EU"
    assert on(macron, "2021-01-01") == Span("FRA", "leader", dt.date(2021, 1, 1), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("a\0b", "no text"),
        ("name,state\n", "line 1: no column 'name'"),
        ("entity\nX\n", "line 1: no column 'state'"),
        ("entity,state,state\n", "line 1: a column stands there twice"),
        ("entity,state\nX,Russa\n", "line 2: no actor 'Russa'; did you mean 'Russia'"),
        ("entity,state\nX,Congo\n", "line 2: 'Congo' may be Republic of the Congo .COG. and DR"),
        ("entity,state\n\nX,RUS\n,RUS\n", "line 4: no entity"),
        ("entity,state\nX,RUS,2020\n", "line 2: 3 cells under 2 columns"),
        ("entity,state,from\nX,RUS,1.1.2020\n", "line 2: '1.1.2020' is no date"),
        ("entity,state,from\nX,RUS,20200101\n", "line 2: '20200101' is no date"),
        ("entity,state,from,until\nX,RUS,2020-01-02,2020-01-02\n", "line 2: from 2020-01-02"),
        ("entity,state,rank\nX,RUS,leeder\n", "line 2: no rank 'leeder'; did you mean 'leader'"),
        ("entity,state\nX,RUS\nx,FRA\n", "line 3: 'x' has another line for the same time"),
        ('entity,state\n"X,RUS\n', "no CSV"),
    ],
)
def test_overrides_that_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Places(overrides(tmp_path, text))


def test_overrides_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv: cannot be read"):
        Places(tmp_path / "nowhere.csv")
    (tmp_path / "latin.csv").write_bytes("entity,state\nGuaidó,VEN\n".encode("latin-1"))
    with pytest.raises(InputError, match="it is not UTF-8"):
        Places(tmp_path / "latin.csv")


def test_of_two_offices_at_once_the_higher_counts(places: Places) -> None:
    spans = places.place("Yair Lapid", None, "name")
    assert on(spans, "2022-06-30").rank == "minister"
    assert on(spans, "2022-07-01").rank == "leader"
