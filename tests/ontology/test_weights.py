"""The table of acts: every weight against the CAMEO list, and the traps of the conversion."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.ontology._table import goldstein, table
from detente.ontology.acts import Act, Quad
from tests.ontology.sources import goldstein_source

CAMEO = Path(__file__).resolve().parents[3] / "shared" / "data" / "events" / "cameo.csv"

PLOVER = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT"
)


@pytest.fixture(scope="module")
def cameo() -> dict[str, dict[str, str]]:
    if not CAMEO.exists():
        pytest.skip("../shared/data/events/cameo.csv is not here")
    with CAMEO.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


# ------------------------------------------------------------------------------- the table


def test_the_types_are_plovers_sixteen() -> None:
    assert " ".join(table().types) == PLOVER


def test_every_code_agrees_with_the_cameo_list(cameo: dict[str, dict[str, str]]) -> None:
    for code, entry in table().codes.items():
        assert entry.goldstein == float(cameo[entry.source]["goldstein"]), code
        assert entry.type == cameo[entry.source]["plover"], code


def test_every_code_of_the_cameo_list_is_known(cameo: dict[str, dict[str, str]]) -> None:
    listed = {code for code, row in cameo.items() if row["plover"] and len(code) > 2}
    assert set(table().codes) - listed == {"1214"}
    assert listed <= set(table().codes)


def test_every_weight_is_that_of_the_code_it_names(cameo: dict[str, dict[str, str]]) -> None:
    for kind in table().types.values():
        for key, codes in kind.weights.items():
            act = Act.parse(kind.name + key)
            mean = sum(float(cameo[code]["goldstein"]) for code in codes) / len(codes)
            assert act.goldstein == pytest.approx(mean, abs=1e-9), str(act)
            assert all(code in goldstein_source(act) for code in codes)


def test_quads_agree_with_the_cameo_list(cameo: dict[str, dict[str, str]]) -> None:
    quads = {row["plover"]: int(row["quad"]) for row in cameo.values() if row["plover"]}
    assert {name: int(kind.quad) for name, kind in table().types.items()} == quads


def test_keys_of_weights_and_phrases_are_acts() -> None:
    for kind in table().types.values():
        for key in (*kind.weights, *kind.phrases):
            assert str(Act.parse(kind.name + key)) == kind.name + key


def test_every_mode_has_a_weight_and_a_phrase() -> None:
    for kind in table().types.values():
        for mode in kind.modes:
            assert f".{mode}" in kind.weights
            assert f".{mode}" in kind.phrases


def test_codes_borrowed_from_another_type_are_the_two_known_ones() -> None:
    known = table()
    foreign = {
        kind.name + key
        for kind in known.types.values()
        for key, codes in kind.weights.items()
        if any(known.codes[code].type != kind.name for code in codes)
    }
    assert foreign == {"RETREAT.resign", "SANCTION.convict"}


# ------------------------------------------------------------------------------- the traps


@pytest.mark.parametrize(
    ("text", "weight", "source", "quad"),
    [
        ("COERCE.restrict/economic", -8.0, "CAMEO 163", 4),
        ("RETREAT.ease/economic", 7.0, "CAMEO 085", 2),
        ("THREATEN.violence/cbrn", -7.0, "CAMEO 1385", 3),
        ("THREATEN/cbrn", -7.0, "CAMEO 1385", 3),
        ("ASSAULT.unconventional/cbrn", -10.0, "CAMEO 204", 4),
        ("SANCTION.expel/diplomatic", -7.0, "CAMEO 166", 4),
        ("SANCTION.discontinue/military", -5.6, "CAMEO 1622", 4),
        ("CONSULT", 1.0, "CAMEO 040", 1),
        ("CONSULT.phone", 1.0, "CAMEO 041", 1),
        ("CONSULT.visit", 2.35, "mean of CAMEO 042 and 043", 1),
        ("CONSULT.visit:042", 1.9, "CAMEO 042", 1),
        ("CONSULT.visit:043", 2.8, "CAMEO 043", 1),
        ("CONSULT.third-party", 2.5, "CAMEO 044", 1),
        ("CONSULT/diplomatic", 1.0, "CAMEO 040", 1),
        ("CONSULT:046", 7.0, "CAMEO 046", 1),
        ("MOBILIZE.weapons", -7.2, "CAMEO 150", 4),
        ("MOBILIZE.weapons/cbrn", -7.2, "CAMEO 150", 4),
        ("ASSAULT.aerial", -10.0, "CAMEO 195", 4),
        ("ASSAULT.drone", -10.0, "CAMEO 195", 4),
        ("RETREAT.ceasefire", 9.0, "CAMEO 0871", 2),
        ("RETREAT.release", 7.0, "CAMEO 0841", 2),
        ("AID/military", 8.3, "CAMEO 072", 2),
        ("AID/economic", 7.4, "CAMEO 071", 2),
        ("COOPERATE/economic", 6.4, "CAMEO 061", 2),
        ("COOPERATE/military", 7.4, "CAMEO 062", 2),
        ("AGREE", 4.0, "CAMEO 030", 1),
        ("SUPPORT/diplomatic:057", 8.0, "CAMEO 057", 1),
        ("ASSAULT/military", -10.0, "CAMEO 190", 4),
        ("ASSAULT", -9.0, "CAMEO 180", 4),
        ("PROTEST.riot", -7.5, "CAMEO 145", 4),
        ("REJECT:1214", -4.0, "CAMEO 121", 3),
    ],
)
def test_weight_source_and_quad(text: str, weight: float, source: str, quad: int) -> None:
    act = Act.parse(text)
    assert act.goldstein == weight
    assert goldstein_source(act) == source
    assert act.quad == quad


def test_imposing_sanctions_is_not_sanction() -> None:
    with pytest.raises(InputError, match="163' belongs to COERCE, not to SANCTION"):
        Act.parse("SANCTION:163")


def test_sanction_is_material_conflict() -> None:
    assert Act("SANCTION").quad is Quad.MATERIAL_CONFLICT


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("CONSULT", True),
        ("CONSULT.phone@leader", True),
        ("CONSULT:046", True),
        ("SUPPORT:057", True),
        ("SUPPORT", False),
        ("SUPPORT:054", False),
        ("AGREE", False),
        ("COOPERATE/economic", False),
    ],
)
def test_joint_is_a_property_of_codes(text: str, joint: bool) -> None:
    assert Act.parse(text).joint is joint


def test_lookup_falls_back_from_narrow_to_wide() -> None:
    assert goldstein("COERCE", "restrict", "economic")[1] == ("163",)
    assert goldstein("COERCE", "restrict", "health")[1] == ("172",)
    assert goldstein("THREATEN", None, "cbrn")[1] == ("1385",)
    assert goldstein("THREATEN", None, "health")[1] == ("130",)
