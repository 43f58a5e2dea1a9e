"""An act that is put in, in all the ways in which it may be written."""

from __future__ import annotations

import pytest

from detente.branch.written import Written, written
from detente.errors import InputError
from tests.observe.worlds import world


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("aid@2018-10-03", "aid", "2018-10-03"),
        ("aid on 2018-10-03", "aid", "2018-10-03"),
        ("aid", "aid", ""),
        ("USA>UKR AID on 2018-10-03", "aid", "2018-10-03"),
        ("USA UKR AID@2018-10-03", "aid", "2018-10-03"),
        ("USA>RUS ACCUSE", "accuse", ""),
        ("RUS > USA ACCUSE on 2018-10-03", "answer", "2018-10-03"),
        ("RUS~USA CONSULT.visit@leader on 2018-10-03", "talk", "2018-10-03"),
        ('{ act = "ACCUSE", by = "RUS>USA", on = 2018-10-03 }', "answer", "2018-10-03"),
        ('{ process = "talk", on = 2018-10-03 }', "talk", "2018-10-03"),
    ],
)
def test_one_act_in_many_ways(text: str, name: str, day: str) -> None:
    assert written(text, world([], []), "--act") == Written(name, day)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("UKR>USA AID", "--act: no process does it; between these two there are aid"),
        ("USA>XYZ AID", "--act: unknown actor 'XYZ'"),
        ("USA>UKR AIDE on 2018-10-03", "no act type 'AIDE'; did you mean 'AID'"),
        ('{ act = "AID" }', r"--act: write { act = CLASS, by = DYAD, on = DATE }"),
        ("{ act = ", "--act"),
    ],
)
def test_what_names_no_act_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        written(text, world([], []), "--act")
