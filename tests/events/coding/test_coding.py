"""What codes mean: our tables agree with themselves and with the ontology."""

from __future__ import annotations

import pytest

from detente.errors import InputError
from detente.events.coding.acled import no_acts
from detente.events.coding.table import coded, coded_acled, coded_plover, lost_zero
from detente.ontology._table import goldstein, table
from detente.ontology.acts import Act


@pytest.mark.parametrize("scheme", ["cameo", "weis"])
def test_every_code_is_in_the_ontologys_words(scheme: str) -> None:
    for code, entry in coded(scheme).items():
        assert entry.code == code
        assert -10 <= entry.goldstein <= 10
        assert entry.counterpart in coded(scheme)
        assert len(code) in (3, 4)
        if entry.type in ("STATEMENT", "APPEAL"):
            assert (entry.quad, entry.mode, entry.context) == (None, None, None)
        else:
            act = Act(entry.type, entry.mode, entry.context)
            assert entry.quad == act.quad


def test_cameo_takes_type_and_weight_from_the_ontology() -> None:
    known, found = table().codes, coded("cameo")
    assert {code for code, entry in found.items() if entry.quad is not None} == set(known)
    for code, entry in known.items():
        assert (found[code].type, found[code].goldstein) == (entry.type, entry.goldstein)


def test_a_scheme_without_a_table_is_refused() -> None:
    with pytest.raises(InputError, match="no table of codes 'cameos'; did you mean 'cameo'"):
        coded("cameos")


def test_counterparts_are_mutual() -> None:
    for scheme in ("cameo", "weis"):
        found = coded(scheme)
        assert all(found[entry.counterpart].counterpart == code for code, entry in found.items())
    assert coded("cameo")["042"].counterpart == "043"
    assert coded("weis")["033"].counterpart == "032"


@pytest.mark.parametrize(
    ("code", "root", "full"),
    [
        ("43", None, "043"),
        ("311", None, "0311"),
        ("871", None, "0871"),
        ("21", None, "021"),
        ("10", None, None),
        ("14", None, None),
        ("20", None, None),
        ("20", "2", "020"),
        ("20", "02", "020"),
        ("20", "20", None),
        ("14", "1", "014"),
        ("43", "7", None),
        ("043", None, None),
        ("140", None, None),
        ("4", None, None),
        ("99", None, None),
        ("x3", None, None),
        ("²3", None, None),
        ("", None, None),
    ],
)
def test_lost_zeros(code: str, root: str | None, full: str | None) -> None:
    assert lost_zero(code, root) == full


def test_no_code_without_its_zero_is_another_code() -> None:
    """So that a code of three digits that is known has lost nothing."""
    codes = coded("cameo")
    assert not [code for code in codes if code.startswith("0") and code[1:] in codes]


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "act"),
    [
        ("CONSULT", "visit", "None", "CONSULT.visit"),
        ("consult", "third_party", "", "CONSULT.third-party"),
        ("COERCE", "restrict", "economic; diplomatic", "COERCE.restrict/economic"),
        ("COERCE", "None", "no_such;military", "COERCE/military"),
        ("DEMAND", "None", "elections", "REQUEST/election"),
        ("INVESTIGATE", "None", "None", "ACCUSE.investigate"),
        ("ASSAULT", "targeted", "None", "ASSAULT.assassinate"),
        ("ASSAULT", "no-such-mode", "human rights", "ASSAULT/human_rights"),
    ],
)
def test_polecat(type_: str, mode: str, contexts: str, act: str) -> None:
    found, wanted = coded_plover(type_, mode, contexts), Act.parse(act)
    assert found is not None
    assert (found.type, found.mode, found.context) == (wanted.type, wanted.mode, wanted.context)
    assert found.goldstein == wanted.goldstein
    assert found.quad == wanted.quad
    assert found.code == act.partition("/")[0]


@pytest.mark.parametrize("type_", ["None", "", "APPEAL", "NO", "A.B", "X" * 500])
def test_polecat_types_that_are_none(type_: str) -> None:
    assert coded_plover(type_, "None", "None") is None


def test_acled_weights_are_the_ontologys() -> None:
    found = coded_acled("Battles", "Armed clash")
    assert found is not None
    assert (found.type, found.context, found.code) == ("ASSAULT", "military", "Armed clash")
    assert found.goldstein == goldstein("ASSAULT", None, "military")[0]


def test_acled_tells_no_act_from_no_type() -> None:
    assert coded_acled("Strategic developments", "Other") is None
    assert ("strategic developments", "other") in no_acts()
    assert coded_acled("Battles", "Peaceful protest") is None
    assert ("battles", "peaceful protest") not in no_acts()


def test_acled_spellings() -> None:
    plain = coded_acled("Riots", "Mob violence")
    assert plain is not None
    assert coded_acled("Demonstrations", "mob  violence") == plain
    assert coded_acled("Demostrations", "Mob violence") == plain
    assert coded_acled("Demonstrations", "Peaceful protest") == coded_acled(
        "Protests", "Peaceful protest"
    )
    strike = coded_acled("Explosions/Remote violence", "Air/drone strike")
    assert coded_acled("Explosions / Remote violence", "Air / drone strike") == strike
    assert strike is not None
    assert strike.mode == "aerial"
