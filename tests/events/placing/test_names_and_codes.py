"""Names and codes of one day mean one state, in every list and every year."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.events.placing.codes import SCHEMES, codes
from detente.events.placing.names import adjectives, names
from detente.events.placing.places import Places
from detente.events.placing.spans import Spans
from detente.events.placing.states import LINES, over_time

ONE = dt.timedelta(days=1)
BORDERS = {day for line in LINES.values() for _, day in line if day is not None}
DAYS = sorted(
    {dt.date(year, 7, 1) for year in range(1816, 2025)} | BORDERS | {day - ONE for day in BORDERS}
)
CODED = [scheme for scheme in SCHEMES if scheme != "name"]


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


def on(spans: Spans, day: dt.date) -> str | None:
    """The state on a day; None too where spans leave a gap."""
    for span in spans:
        if (span.start is None or span.start <= day) and (span.end is None or day < span.end):
            return span.state
    return None


def test_every_code_and_every_name_agree_on_every_day(places: Places) -> None:
    called = {**adjectives(), **names()}
    words = {word: places.place(word.upper(), None, "name") for word in called}
    carriers: dict[str, set[str]] = {}
    for word, who in called.items():
        for carrier in who:
            carriers.setdefault(carrier, set()).add(word)
    meant = {spans: (scheme, code) for scheme in CODED for code, spans in codes(scheme).items()}
    for scheme in CODED:
        assert len(codes(scheme)) > 190
    seen = 0
    for spans, where in meant.items():
        for day in DAYS:
            state = on(spans, day)
            if state is None:
                continue
            told: set[str | None] = set()
            for word in carriers[state]:
                if on(called[word][state], day) == state:
                    found = on(words[word], day)
                    # Nothing only where another state is called so on this day.
                    others = {on(spans, day) for spans in called[word].values()}
                    assert found == state or (found is None and len(others - {None}) > 1), (
                        where, word, day, state, found,
                    )  # fmt: skip
                    told.add(found)
            assert state in told, (where, day, state)
            seen += 1
    assert seen > 200 * len(DAYS)


def test_what_stands_on_a_day_stands_for_itself_on_that_day() -> None:
    for known in {state for line in LINES.values() for state, _ in line}:
        for day in DAYS:
            found = on(over_time(known), day)
            assert on(over_time(found), day) == found


PAIRS = """
1904-02-08 RUS | Russia; Russian Empire; Soviet Union | cown 365; gwn 365; cow RUS; iso3 RUS
1936-07-01 SUN | Russia; Soviet Union; USSR; RUSSIAN | cown 365; gwn 365; iso3 RUS; fips UR
1990-01-20 SUN | Russia; Soviet Union | cown 365; gwn 365; cameo RUS; cameo SUN; keds USR
1992-07-01 RUS | Russia; Soviet Union | cown 365; gwn 365; cameo RUS; cameo SUN; fips RS; isonum 810
1938-03-11 DEU | Germany; Prussia; German Reich | cown 255; gwn 255; cow GMY; gw GMY; iso3 DEU
1961-08-13 DEU | West Germany; German Federal Republic | cown 260; gwn 260; cow GFR; keds GMW
1961-08-13 DDR | East Germany; German Democratic Republic | cown 265; gwn 265; keds GME; fips GC
1995-07-01 DEU | Germany; East Germany; West Germany | cown 255; gwn 260; cown 265; iso2 DD
1965-03-01 VDR | North Vietnam; Democratic Republic of Vietnam | cown 816; gwn 816; fips VN
1965-03-01 VNM | South Vietnam; Republic of Vietnam | cown 817; gwn 817; iso3 VNM; gw RVN; fips VS
1980-07-01 VNM | Vietnam; North Vietnam; South Vietnam | cown 816; gwn 817; iso3 VDR
1880-07-01 VNM | Vietnam | gwn 815; gwn 816
1953-07-01 PRK | North Korea; DPRK | cown 731; gwn 731; iso3 PRK; cow PRK; fips KN
1953-07-01 KOR | South Korea; Republic of Korea | cown 732; gwn 732; iso3 KOR; cow ROK; fips KS
1899-09-14 - | Korea | cown 730; gwn 730; cow KOR
1913-05-02 - | Austria-Hungary | cown 300; gwn 300; cow AUH
1914-07-28 SRB | Serbia; Yugoslavia | cown 345; gwn 340; gw SER; iso3 SRB
1950-07-01 YUG | Yugoslavia | cown 345; gwn 345; iso3 YUG; iso2 YU; fips YO; isonum 890
1999-03-24 YUG | Yugoslavia; FR Yugoslavia; Serbia and Montenegro | cown 345; iso3 SCG
2004-07-01 SCG | Yugoslavia; Serbia and Montenegro | cown 345; iso3 SCG; iso2 CS; isonum 891
2010-07-01 SRB | Serbia; Yugoslavia | cown 345; gwn 340; gwn 345; iso3 SRB; fips RI
2010-07-01 XKX | Kosovo | cown 347; gwn 347; iso3 XKX; cameo KSV; iso2 XK
1938-09-16 CSK | Czechoslovakia | cown 315; gwn 315; iso3 CSK; iso2 CS; isonum 200; fips CZ
1995-07-01 CZE | Czech Republic | cown 316; gwn 316; iso3 CZE; iso2 CZ
1995-07-01 SVK | Slovak Republic | cown 317; gwn 317; iso3 SVK; iso2 SK; keds SLK
1995-07-01 - | Czechoslovakia | cown 315; gwn 315; iso3 CSK; iso2 CS
1970-07-01 YEM | North Yemen; Yemen Arab Republic | cown 678; gwn 678; iso3 YEM; isonum 886
1961-08-13 DDR | Germany, Dem. Rep.; Germany (German Democratic Republic) | gwn 265
1965-03-01 VDR | Viet Nam, Dem. Rep.; Vietnam (North) | gwn 816
1970-07-01 YMD | South Yemen; Democratic Yemen; Yemen PDR; Yemen (Aden) | cown 680; isonum 720
1994-05-10 YEM | Yemen; South Yemen; North Yemen | cown 679; gwn 678; cown 680; iso3 YMD
1960-07-01 - | South Yemen | cown 680; gwn 680; iso3 YMD
1975-07-01 ZWE | Rhodesia; Zimbabwe | cown 552; gwn 552; iso3 ZWE; iso2 RH
1990-07-01 COD | Zaire | cown 490; gwn 490; iso3 ZAR; iso3 COD; iso2 ZR; isonum 180
1990-07-01 COG | Congo; Congo-Brazzaville | cown 484; gwn 484; iso3 COG; fips CF
1900-07-01 TUR | Ottoman Empire; Turkey | cown 640; gwn 640; iso3 TUR
1855-07-01 ITA | Sardinia-Piedmont; Italy | cown 325; gwn 325; iso3 ITA
1848-03-01 - | Two Sicilies; Tuscany; Bavaria; Papal States | cown 329; gwn 337; cown 245
1964-01-01 TZA | Zanzibar; Tanganyika | cown 511; cown 510; iso3 TZA
1937-07-07 CHN | China; Republic of China | cown 710; gwn 710; iso3 CHN
1960-07-01 TWN | Taiwan; Republic of China; Formosa | cown 713; gwn 713; iso3 TWN
2008-06-10 ERI | Eritrea | cown 531; gwn 531; iso3 ERI
1985-07-01 ETH | Ethiopia; Abyssinia | cown 530; gwn 530; iso3 ETH; isonum 230
1971-12-03 PAK | Pakistan | cown 770; gwn 770; iso3 PAK
1975-07-01 BGD | Bangladesh; East Pakistan | cown 771; gwn 771; iso3 BGD
1985-07-01 ROU | Romania; Rumania | cown 360; cow ROM; gw RUM; cameo ROM; iso3 ROU
2000-07-01 ANT | Netherlands Antilles | iso3 ANT; iso2 AN; isonum 530; fips NT
"""


@pytest.mark.parametrize("line", PAIRS.strip().splitlines())
def test_states_by_name_and_by_code(places: Places, line: str) -> None:
    head, called, coded = line.split(" | ")
    date, state = head.split()
    day = dt.date.fromisoformat(date)
    told = {name: on(places.place(name, None, "name"), day) for name in called.split("; ")}
    for pair in coded.split("; "):
        scheme, code = pair.split()
        told[pair] = on(places.place("somebody", code, scheme), day)
    assert told == dict.fromkeys(told, None if state == "-" else state)
