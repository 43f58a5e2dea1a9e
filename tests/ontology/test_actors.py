"""Actors: names of states, blocs and their members."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.ontology.actors import (
    Actor,
    Membership,
    _states,
    resolve_actor,
    resolve_state,
    shared_rows,
)

RAW = Path(__file__).resolve().parents[3] / "shared" / "data" / "events" / "icews-raw-sample.tab"
ARTICLE = dt.date(2024, 11, 18)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RUS", "RUS"), ("ru", "RUS"), ("Russia", "RUS"), ("Russian Federation", "RUS"),
        ("USA", "USA"), ("US", "USA"), ("U.S.", "USA"), ("the United States", "USA"),
        ("United States of America", "USA"), ("UK", "GBR"), ("Great Britain", "GBR"),
        ("South Korea", "KOR"), ("Republic of Korea", "KOR"), ("Korea, Republic of", "KOR"),
        ("North Korea", "PRK"), ("Iran", "IRN"), ("Islamic Republic of Iran", "IRN"),
        ("Syria", "SYR"), ("Turkey", "TUR"), ("Türkiye", "TUR"), ("turkiye", "TUR"),
        ("Vietnam", "VNM"), ("Viet Nam", "VNM"), ("Laos", "LAO"), ("Moldova", "MDA"),
        ("Moldova, Republic of", "MDA"), ("Tanzania", "TZA"), ("Bolivia", "BOL"),
        ("Venezuela", "VEN"), ("Czech Republic", "CZE"), ("Czechia", "CZE"),
        ("Ivory Coast", "CIV"), ("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"),
        ("Kosovo", "XKX"), ("XKX", "XKX"), ("Taiwan", "TWN"), ("Palestine", "PSE"),
        ("Guinea-Bissau", "GNB"), ("Guinea Bissau", "GNB"), ("Niger", "NER"), ("Nigeria", "NGA"),
        ("Republic of Congo", "COG"), ("Democratic Republic of Congo", "COD"), ("China", "CHN"),
        ("Republic of China", "TWN"), ("People's Republic of China", "CHN"), ("ROM", "ROU"),
    ],
)  # fmt: skip
def test_states_by_code_and_name(text: str, code: str) -> None:
    assert resolve_state(text).id == code


@pytest.mark.parametrize(
    ("code", "name"),
    [("RUS", "Russia"), ("USA", "United States"), ("KOR", "South Korea"), ("IRN", "Iran"),
     ("XKX", "Kosovo"), ("DEU", "Germany"), ("COD", "DR Congo"), ("UKR", "Ukraine")],
)  # fmt: skip
def test_names_are_those_of_prose(code: str, name: str) -> None:
    actor = resolve_state(code)
    assert (actor.name, actor.kind, actor.members) == (name, "state", ())


@given(st.sampled_from(sorted(_states()[0])))
def test_every_state_is_found_by_id_and_by_its_own_name(code: str) -> None:
    actor = resolve_state(code)
    assert actor.id == code
    assert resolve_state(actor.name) == actor
    assert resolve_state(actor.name.upper()) == actor
    assert resolve_actor(code.lower()) == actor


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Rusia", r"no state 'Rusia'; did you mean 'Russia' \(RUS\)"),
        ("Noth Korea", r"'North Korea' \(PRK\)"),
        ("Qqqq", "ISO 3166-1 alpha-3 code"),
        ("", "no state ''"),
        ("OPEC+", "no state"),
    ],
)
def test_unknown_states_are_never_guessed(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        resolve_state(text)


@pytest.mark.parametrize("resolve", [resolve_state, resolve_actor])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Congo",
            "'Congo' may be Republic of the Congo (COG) and DR Congo (COD); write the code",
        ),
        ("the congo", "'the congo' may be Republic of the Congo (COG) and DR Congo (COD)"),
        ("KOREA", "'KOREA' may be South Korea (KOR) and North Korea (PRK)"),
        ("Virgin Islands", "US Virgin Islands (VIR) and British Virgin Islands (VGB)"),
        ("Guiana", "Guyana (GUY) and French Guiana (GUF)"),
    ],
)
def test_a_name_of_several_states_is_none_of_them(
    resolve: Callable[[str], Actor], text: str, message: str
) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        resolve(text)


def test_every_shared_name_is_of_those_who_carry_it_today() -> None:
    """Where one does (Vietnam, the Republic of China) it is that one; of two neither."""
    today: dict[str, set[str]] = {}
    for row in shared_rows():
        today.setdefault(row["name"], set()).update([] if row["until"] else [row["state"]])
    assert {name for name, who in today.items() if len(who) == 1} >= {"Vietnam", "Viet Nam"}
    for name, who in today.items():
        if len(who) == 1:
            assert {resolve_state(name).id} == who
        else:
            with pytest.raises(InputError, match="may be"):
                resolve_state(name)


def test_unknown_actor_proposes_blocs_too() -> None:
    with pytest.raises(InputError, match=r"'OPEC\+' \(OPEC\+\)"):
        resolve_actor("OPEC++")


def test_every_country_of_the_icews_sample_is_known() -> None:
    if not RAW.exists():
        pytest.skip("../shared/data/events/icews-raw-sample.tab is not here")
    with RAW.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        names = {row[key] for row in rows for key in ("Source Country", "Target Country")}
    shared = {row["name"] for row in shared_rows()}
    for name in names - {"NA", ""} - shared:
        resolve_state(name)


def test_a_bloc_of_ones_own() -> None:
    bloc = Actor("duo", "the duo", "bloc", ("RUS", "CHN"))
    assert bloc.members_on(ARTICLE) == ("CHN", "RUS")
    dated = Actor("duo", "the duo", "bloc", spans=(Membership("RUS", dt.date(2025, 1, 1)),))
    assert dated.members_on(ARTICLE) == ()
    assert Actor("x", "a party", "party").members_on(ARTICLE) == ()


def test_bad_actors_are_refused() -> None:
    with pytest.raises(InputError, match="no kind 'stat'; did you mean 'state'"):
        Actor("RUS", "Russia", "stat")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="only a bloc has members"):
        Actor("RUS", "Russia", "state", ("USA",))


def test_import_does_no_work() -> None:
    script = (
        "import sys, detente.ontology; from detente.ontology._table import table;"
        "assert 'pycountry' not in sys.modules; assert table.cache_info().currsize == 0"
    )
    path = os.pathsep.join(sys.path)
    subprocess.run(
        [sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": path}
    )
