"""Organisations with their members by day, and other known parties, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest

from detente.errors import InputError
from detente.language.current import use_language
from detente.ontology._table import read_toml
from detente.ontology.actor import Membership
from detente.ontology.actors import _states, resolve_actor, resolve_state
from detente.ontology.folded import folded
from detente.ontology.known import ORGANISATIONS, Known, known_actor, organisations, parties
from detente.ontology.names import usual_name

ARTICLE = dt.date(2024, 11, 18)
KNOWN = {**organisations(), **parties()}
AMBIGUOUS = {"au", "ua"}
"""Two letters that are also codes of states."""


def named(known: Known) -> list[str]:
    return [known.actor.id, *(name for names in known.names.values() for name in names)]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("OPEC+", "OPEC+"), ("OPEP+", "OPEC+"), ("Opec", "OPEC"), ("OPEP", "OPEC"),
        ("BRICS", "BRICS+"), ("South", "South"), ("the Global South", "South"), ("EU", "EU"),
        ("UE", "EU"), ("European Union", "EU"), ("nato", "NATO"), ("OTAN", "NATO"), ("G7", "G7"),
        ("UN", "UN"), ("l'ONU", ""), ("ONU", "UN"), ("Nations unies", "UN"), ("OSCE", "OSCE"),
        ("African Union", "African-Union"), ("Union africaine", "African-Union"),
        ("CEDEAO", "ECOWAS"), ("ecowas", "ECOWAS"), ("ANASE", "ASEAN"), ("CCG", "GCC"),
        ("Ligue arabe", "Arab-League"), ("OCS", "SCO"), ("OTSC", "CSTO"), ("UEEA", "EAEU"),
        ("CEI", "CIS"), ("OEA", "OAS"), ("OCI", "OIC"),
        ("Conseil de l'Europe", "Council-of-Europe"),
        ("Conseil de l’Europe", "Council-of-Europe"), ("AIEA", "IAEA"), ("CPI", "ICC"),
        ("CIJ", "ICJ"), ("CICR", "ICRC"), ("FINUL", "UNIFIL"), ("Quartet", "Quartet"),
        ("groupe de minsk", "Minsk-Group"), ("format Normandie", "Normandy-Format"),
        ("ACEUM", "USMCA"), ("PTPGP", "CPTPP"), ("Alliance des États du Sahel", "AES"),
        ("hezbollah", "Hezbollah"), ("Ansar Allah", "Houthis"), ("Daech", "ISIS"),
        ("FDS", "SDF"), ("Forces de soutien rapide", "RSF"), ("OLP", "PLO"),
        ("talibans", "Taliban"),
        ("Mouvement du 23 mars", "M23"), ("GSIM", "JNIM"),
        ("Autorité palestinienne", "Palestinian-Authority"), ("Russie", "RUS"),
        ("Corée du Sud", "KOR"), ("Côte d'Ivoire", "CIV"),
    ],
)  # fmt: skip
def test_by_name_in_either_language(text: str, id: str) -> None:
    if not id:
        with pytest.raises(InputError, match="no actor"):
            resolve_actor(text)
    else:
        assert resolve_actor(text).id == id


def test_every_name_leads_back_and_none_stands_for_two() -> None:
    states = _states()[1]
    meant: dict[str, str] = {}
    for id_, known in KNOWN.items():
        assert set(known.names) == {"en", "fr"}, id_
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9+_-]*", id_)
        for name in named(known):
            assert meant.setdefault(folded(name), id_) == id_, name
            if folded(name) in AMBIGUOUS:
                continue
            assert folded(name) not in states, name
            assert resolve_actor(name) is known.actor, name
            assert resolve_actor(name.upper()) is known.actor, name
    for id_, known in KNOWN.items():
        for language, names in known.names.items():
            assert len(names) == len(set(map(folded, names))), id_
            with use_language(language):
                assert usual_name(known.actor) == names[0]


@pytest.mark.parametrize(("text", "state"), [("AU", "AUS"), ("ua", "UKR")])
def test_two_letters_that_are_a_code_too_are_refused(text: str, state: str) -> None:
    assert resolve_state(text).id == state
    with pytest.raises(InputError, match=rf"may be African Union \(African-Union\) .*\({state}\)"):
        resolve_actor(text)


def test_a_slip_is_told_in_the_language_in_force() -> None:
    with pytest.raises(InputError, match=r"did you mean 'Hezbollah' \(Hezbollah\)"):
        resolve_actor("Hezbolah")
    with use_language("fr"), pytest.raises(InputError, match=r"CEDEAO.* \(ECOWAS\)"):
        resolve_actor("CEDAO")


# --------------------------------------------------------------------------------- members


@pytest.mark.parametrize(
    ("id", "size"),
    [
        ("OPEC+", 22), ("BRICS+", 9), ("South", 134), ("EU", 27), ("NATO", 32), ("G7", 7),
        ("UN", 193), ("UNSC", 15),
        ("P5", 5), ("OSCE", 57), ("WTO", 166), ("OECD", 38), ("Commonwealth", 55),
        ("Council-of-Europe", 46), ("OIC", 56), ("African-Union", 49), ("ECOWAS", 11),
        ("Arab-League", 22), ("GCC", 6), ("ASEAN", 10), ("SCO", 10), ("CSTO", 5), ("EAEU", 5),
        ("CIS", 9), ("OPEC", 12), ("G20", 21), ("APEC", 21), ("RCEP", 14), ("CPTPP", 11),
        ("CELAC", 33), ("CARICOM", 15), ("Mercosur", 5), ("OAS", 32), ("SADC", 16), ("EAC", 8),
        ("IGAD", 7), ("SAARC", 8), ("IORA", 23), ("Pacific-Islands-Forum", 18), ("D-8", 8),
        ("Minsk-Group", 11), ("AES", 3), ("G5-Sahel", 0), ("Quartet", 4),
    ],
)  # fmt: skip
def test_sizes_at_the_time_of_the_article(id: str, size: int) -> None:
    """Of those who took part: without Gabon in the Commonwealth, Syria in the OIC, and so on."""
    members = resolve_actor(id).members_on(ARTICLE)
    assert len(members) == len(set(members)) == size
    assert list(members) == sorted(members)


@pytest.mark.parametrize(
    ("year", "members"),
    [
        (1945, 51), (1950, 60), (1955, 76), (1958, 82), (1960, 99), (1965, 117), (1973, 135),
        (1980, 154), (1984, 159), (1991, 166), (2000, 189), (2002, 191), (2006, 192), (2011, 193),
    ],
)  # fmt: skip
def test_the_united_nations_grew_as_they_say(year: int, members: int) -> None:
    """Its own count at the end of each year; 1965 without Indonesia, back in 1966."""
    assert len(resolve_actor("UN").members_on(dt.date(year, 12, 31))) == members


JOINED = [
    ("NATO", "FIN", "2023-04-04"), ("NATO", "SWE", "2024-03-07"), ("EU", "HRV", "2013-07-01"),
    ("BRICS+", "IDN", "2025-01-06"), ("G20", "African-Union", "2023-09-09"),
    ("ASEAN", "TLS", "2025-10-26"), ("Mercosur", "BOL", "2024-08-07"), ("UN", "SSD", "2011-07-14"),
    ("SCO", "BLR", "2024-07-04"), ("EAC", "SOM", "2024-03-04"), ("CPTPP", "GBR", "2024-12-15"),
    ("WTO", "RUS", "2012-08-22"), ("African-Union", "MAR", "2017-01-30"),
    ("D-8", "AZE", "2024-12-19"), ("Eurozone", "BGR", "2026-01-01"), ("CSTO", "UZB", "2006-08-16"),
    ("Commonwealth", "GMB", "2018-02-08"),
]  # fmt: skip
LEFT = [
    ("EU", "GBR", "2020-02-01"), ("OPEC+", "QAT", "2019-01-01"), ("OPEC+", "AGO", "2024-01-01"),
    ("OPEC", "AGO", "2024-01-01"), ("ECOWAS", "MRT", "2000-12-26"), ("P5+1", "USA", "2018-05-08"),
    ("Council-of-Europe", "GRC", "1969-12-31"), ("African-Union", "MAR", "1984-11-12"),
    ("Minsk-Group", "FRA", "2025-09-01"), ("OAS", "NIC", "2023-11-19"),
    ("CIS", "GEO", "2009-08-18"), ("Warsaw-Pact", "POL", "1991-07-01"),
    ("Pacific-Islands-Forum", "KIR", "2022-07-09"), ("IGAD", "ERI", "2025-12-12"),
    ("G5-Sahel", "MLI", "2022-05-15"),
]  # fmt: skip
SUSPENDED = [
    ("G8", "RUS", "2014-03-24", "2017-01-13"), ("Arab-League", "SYR", "2011-11-16", "2023-05-07"),
    ("Arab-League", "EGY", "1979-03-31", "1989-05-23"), ("Mercosur", "VEN", "2016-12-02", None),
    ("Council-of-Europe", "RUS", "2022-02-25", "2022-03-16"),
    ("OIC", "SYR", "2012-08-15", "2025-03-07"),
    ("Commonwealth", "ZWE", "2002-03-19", "2003-12-07"), ("OAS", "CUB", "1962-01-31", None),
    ("African-Union", "EGY", "2013-07-05", "2014-06-17"), ("CSTO", "ARM", "2024-02-23", None),
    ("ECOWAS", "NER", "2023-12-10", "2025-01-29"),
]  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def spells(bloc: str, text: str) -> tuple[Sequence[str], Sequence[str]]:
    """Who takes part on the day before and on the day."""
    actor, first = resolve_actor(bloc), day(text)
    return actor.members_on(first - dt.timedelta(days=1)), actor.members_on(first)


@pytest.mark.parametrize(("bloc", "member", "first"), JOINED)
def test_joined(bloc: str, member: str, first: str) -> None:
    before, then = spells(bloc, first)
    assert member in then
    assert member not in before


@pytest.mark.parametrize(("bloc", "member", "first"), LEFT)
def test_left(bloc: str, member: str, first: str) -> None:
    before, then = spells(bloc, first)
    assert member in before
    assert member not in then


@pytest.mark.parametrize(("bloc", "member", "first", "last"), SUSPENDED)
def test_suspended(bloc: str, member: str, first: str, last: str | None) -> None:
    before, then = spells(bloc, first)
    assert member in before
    assert member not in then
    actor = resolve_actor(bloc)
    assert member in actor.suspended_on(day(first))
    if last is not None:
        assert member not in actor.suspended_on(day(last))
        belongs = any(s.member == member and s.covers(day(last)) for s in actor.spans)
        assert (member in actor.members_on(day(last))) == belongs


def test_the_three_sahel_states_left_when_they_said() -> None:
    """Suspended before, members to the last day."""
    ecowas = resolve_actor("ECOWAS")
    last = dt.date(2025, 1, 28)
    assert ecowas.suspended_on(last) == ("BFA", "GIN", "MLI", "NER")
    left = {span.member for span in ecowas.spans if span.end == dt.date(2025, 1, 29)}
    assert left == {"BFA", "MLI", "NER"}
    assert resolve_actor("AES").members_on(last) == ("BFA", "MLI", "NER")


def test_chinas_seat() -> None:
    un = resolve_actor("UN")
    assert "TWN" in un.members_on(dt.date(1971, 10, 24))
    assert {"CHN", "TWN"} & set(un.members_on(dt.date(1971, 10, 25))) == {"CHN"}


def test_the_security_council_is_as_large_as_the_charter_has_it() -> None:
    """Eleven, and fifteen since 1966; all of them members of the United Nations."""
    council, un = resolve_actor("UNSC"), resolve_actor("UN")
    for year in range(1946, 2027):
        there = council.members_on(dt.date(year, 7, 1))
        assert len(there) == (11 if year < 1966 else 15), year
        assert set(there) <= set(un.members_on(dt.date(year, 7, 1))), year
        assert set(resolve_actor("P5").members_on(dt.date(year, 7, 1))) <= set(there)


def test_members_are_known_and_nobody_is_in_twice_at_once() -> None:
    states = set(_states()[0])
    for known in organisations().values():
        actor = known.actor
        assert {span.member for span in (*actor.spans, *actor.suspended)} <= {*states, *KNOWN}
        assert (actor.kind == "bloc") == bool(actor.spans) == bool(known.source) != bool(known.what)
        by: dict[str, list[Membership]] = {}
        for span in sorted(actor.spans, key=lambda span: span.start or dt.date.min):
            by.setdefault(span.member, []).append(span)
        for spans in by.values():
            for one, other in pairwise(spans):
                assert one.end is not None
                assert other.start is not None
                assert one.end <= other.start, (actor.id, one.member)
        for away in actor.suspended:
            assert any(
                span.covers(away.start or dt.date.min)
                and (span.end is None or (away.end is not None and away.end <= span.end))
                for span in by[away.member]
            ), (actor.id, away)


def test_parties_say_what_they_are_and_where() -> None:
    for known in parties().values():
        assert known.actor.kind == "party"
        assert known.what
        assert known.where
        assert set(known.where) <= set(_states()[0])
        assert "terror" not in known.what
    assert known_actor("Hezbollah") is parties()["Hezbollah"]
    assert known_actor("RUS") is None


def test_the_tables_have_no_key_that_nobody_reads() -> None:
    entry = {"name", "also", "the", "cameo", "what", "where", "source", "spans", "suspended"}
    for file in (*(f"organisations/{table}.toml" for table in ORGANISATIONS), "parties.toml"):
        for id_, raw in read_toml(file).items():
            if not isinstance(raw, dict):
                assert (id_, raw >= ARTICLE) == ("as_of", True)
                continue
            assert set(raw) <= entry, id_
            for span in (*raw.get("spans", ()), *raw.get("suspended", ())):
                assert set(span) <= {"from", "until", "known", "members"}
                assert span.get("known") in (None, "month", "year")
                assert span.get("until", dt.date.max) > span.get("from", dt.date.min)
