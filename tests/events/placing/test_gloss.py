"""Names with a gloss, and in the order and the short forms of lists."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from detente.events.placing.names import names
from detente.events.placing.places import Places, Span
from detente.events.placing.spans import Spans


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


def on(spans: Spans, day: str = "2018-06-01") -> Span:
    date = dt.date.fromisoformat(day)
    return next(
        s for s in spans if (s.start is None or s.start <= date) and (s.end is None or date < s.end)
    )


@pytest.mark.parametrize(
    ("name", "state"),
    [
        # UCDP, and Gleditsch and Ward
        ("Madagascar (Malagasy)", "MDG"),
        ("Macedonia, FYR", "MKD"),
        ("Macedonia (Former Yugoslav Republic of)", "MKD"),
        ("Russia (Soviet Union)", "RUS"),
        ("Yemen (North Yemen)", "YEM"),
        ("Yemen (Arab Republic of Yemen)", "YEM"),
        ("DR Congo (Zaire)", "COD"),
        ("Congo, Democratic Republic of (Zaire)", "COD"),
        ("Serbia (Yugoslavia)", "SRB"),
        ("Cambodia (Kampuchea)", "KHM"),
        ("Myanmar (Burma)", "MMR"),
        ("Zimbabwe (Rhodesia)", "ZWE"),
        ("Kingdom of eSwatini (Swaziland)", "SWZ"),
        ("Turkey (Ottoman Empire)", "TUR"),
        ("Turkey/Ottoman Empire", "TUR"),
        ("Germany (Prussia)", "DEU"),
        ("Italy/Sardinia", "ITA"),
        ("Samoa/Western Samoa", "WSM"),
        ("Tanzania/Tanganyika", "TZA"),
        ("Korea, People's Republic of", "PRK"),
        ("Korea, Republic of", "KOR"),
        ("Vietnam, Democratic Republic of", "VNM"),
        # World Bank, United Nations
        ("Congo, Dem. Rep.", "COD"),
        ("Congo, Rep.", "COG"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("Korea, Rep.", "KOR"),
        ("Egypt, Arab Rep.", "EGY"),
        ("Iran, Islamic Rep.", "IRN"),
        ("Venezuela, RB", "VEN"),
        ("Micronesia, Fed. Sts.", "FSM"),
        ("Hong Kong SAR, China", "HKG"),
        ("Netherlands, The", "NLD"),
        ("St. Martin (French part)", "MAF"),
        ("Virgin Islands (U.S.)", "VIR"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Lao P.D.R.", "LAO"),
        ("DPR Korea", "PRK"),
        ("Germany, Fed. Rep.", "DEU"),
        ("Trinidad & Tobago", "TTO"),
        ("St. Vincent & Grenadines", "VCT"),
        ("Solomon Is.", "SLB"),
        # any other
        ("Congo (DRC)", "COD"),
        ("China (Taiwan)", "TWN"),
        ("Korea, South", "KOR"),
        ("Korea (North)", "PRK"),
        ("Sudan, South", "SSD"),
        ("Guinea (Bissau)", "GNB"),
        ("Congo (Brazzaville)", "COG"),
        ("Congo (Kinshasa)", "COD"),
        ("Georgia (United States)", "USA"),
        ("Taiwan (China)", "TWN"),
        ("Socialist Republic of Romania", "ROU"),
        # several actors, or none
        ("France, Germany", None),
        ("Niger, Nigeria", None),
        ("Sudan, South Sudan", None),
        ("Mali, Wagner Group", None),
        ("Jordan, Michael", None),
        ("Ireland, Northern", None),
        ("Cyprus (Northern)", None),
        ("Iraq, Islamic State", None),
        ("Democratic Republic of Yemen", None),
        ("Serbian Republic of Bosnia and Herzegovina", None),
    ],
)
def test_glosses(places: Places, name: str, state: str | None) -> None:
    assert on(places.place(name, None, "name")).state == state
    assert on(places.place("somebody", name, "name")).state == state
    if state is not None:
        official = on(places.place(f"Government of {name}", None, "name"))
        assert (official.state, official.rank) == (state, "official")


def test_a_gloss_that_names_a_state_that_is_gone_decides_while_there_was_one(
    places: Places,
) -> None:
    for prefix in ("", "Government of ", "Military Forces of "):
        russia = places.place(f"{prefix}Russia (Soviet Union)", None, "name")
        assert [on(russia, f"{y}-07-01").state for y in (1904, 1990, 2022)] == ["RUS", "SUN", "RUS"]
        serbia = places.place(f"{prefix}Serbia (Yugoslavia)", None, "name")
        assert [on(serbia, f"{y}-07-01").state for y in (1914, 1999, 2010)] == ["SRB", "YUG", "SRB"]
        north = places.place(f"{prefix}Vietnam (North Vietnam)", None, "name")
        assert [on(north, f"{y}-07-01").state for y in (1972, 2000)] == ["VDR", "VNM"]
        north = places.place(f"{prefix}Vietnam (Democratic Republic of)", None, "name")
        assert [on(north, f"{y}-07-01").state for y in (1972, 2000)] == ["VDR", "VNM"]
        coast = places.place(f"{prefix}Montenegro (Yugoslavia)", None, "name")
        assert [on(coast, f"{y}-07-01").state for y in (1999, 2010)] == ["YUG", "MNE"]


def test_alike_names_have_alike_ranks(places: Places) -> None:
    for name in ("Israel", "Russia (Soviet Union)", "Madagascar (Malagasy)", "Macedonia, FYR"):
        for office, rank in [("Government", "official"), ("President", "leader"), ("Army", None)]:
            spans = places.place(f"{office} of {name}", None, "name")
            assert {span.rank for span in spans} == {rank}
            assert {span.rank for span in places.place(name, None, "name")} == {None}


def test_no_gloss_undoes_a_name(places: Places) -> None:
    for name, who in names().items():
        if len(name) > 3 and len(who) == 1:
            plain = places.place(name, None, "name")
            assert places.place(f"{name} (something else)", None, "name") == plain
            assert places.place(f"{name} ({name})", None, "name") == plain


@pytest.mark.parametrize(
    "part", ["a,", "Congo,", "(", ")", "()", "a/", "Russia (", " of ", "Army of "]
)
def test_what_goes_on_and_on_is_read_in_no_time(places: Places, part: str) -> None:
    for length in (40, 300, 1_000_000):
        start = time.process_time()
        places.place((part * length)[:length], None, "name")
        assert time.process_time() - start < 1  # usually below 2 ms
