"""Names of dyads and pairs."""

from __future__ import annotations

import pytest

from detente.ontology.acts import Act
from detente.ontology.dyads import between, dyad_of, pair_key, spelled, towards


def test_a_pair_has_one_name() -> None:
    assert pair_key("USA", "RUS") == pair_key("RUS", "USA") == "RUS~USA"


@pytest.mark.parametrize(("act", "name"), [("CONSULT", "RUS~USA"), ("ACCUSE", "USA>RUS")])
def test_joint_acts_stand_on_the_pair(act: str, name: str) -> None:
    assert Act.parse(act).joint == ("~" in name)
    assert dyad_of("USA", "RUS", Act.parse(act)) == name


@pytest.mark.parametrize(
    ("written", "name"), [("USA~RUS", "RUS~USA"), ("RUS~USA", "RUS~USA"), ("USA>RUS", "USA>RUS")]
)
def test_only_the_ends_of_a_pair_may_change_places(written: str, name: str) -> None:
    assert spelled(written) == name


def test_where_acts_stand() -> None:
    assert towards("USA", "RUS") == ("USA>RUS", "RUS~USA")
    assert between("USA", "RUS") == ("USA>RUS", "RUS>USA", "RUS~USA")
