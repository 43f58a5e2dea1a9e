"""Joint acts count wherever directed ones do: for every class of acts that an effect asks for.

A joint act stands in the memory of its pair, once, and both sides hear of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from detente.effects.registry import effects
from detente.effects.written import class_keys
from detente.planes.record import Record
from tests.effects.examples import CONSENT, EXAMPLES, quantity
from tests.effects.references import HAZARD
from tests.effects.test_conformance import play_forced
from tests.effects.toy import Entry, toy


@dataclass(frozen=True)
class Hearing:
    """Changes of the usual example, and who hears of whom: (what happens, what is touched).

    What else is in `before` happens beforehand in any case, so that the smaller one of two grows.
    """

    changes: Entry
    joint: tuple[tuple[str, str], ...]
    directed: tuple[tuple[str, str], ...]
    before: tuple[str, ...] = ()


def _pressing(source: str, target: str, acts: object) -> Entry:
    part = {"source": source, "target": target, "acts": acts, "weight": 5.0}
    return {"pressure": [part], "threshold": quantity(0.5)}


BOTH = ["CONSULT", "ACCUSE"]
"""Joint and directed acts between the two powers of the toy."""

OPENS = {"opens_with": None, "ajar": 0.1, "on": ["concede"], "opens_after": BOTH}

HEARINGS: dict[tuple[str, str], tuple[Hearing, ...]] = {
    ("inertia", "acts"): (
        Hearing(
            {"acts": BOTH, "on": ["ru-accuses", "us-accuses", "call"]},
            (("call", "ru-accuses"), ("call", "us-accuses"), ("call", "call")),
            (("ru-accuses", "ru-accuses"), ("us-accuses", "us-accuses")),
        ),
    ),
    ("reciprocity", "acts"): (
        Hearing(
            {"acts": BOTH, "on": ["ru-accuses", "us-accuses", "call", "concede"]},
            (("call", "ru-accuses"), ("call", "us-accuses"), ("call", "concede")),
            (("us-accuses", "ru-accuses"), ("ru-accuses", "us-accuses"), ("us-accuses", "call")),
        ),
        Hearing(
            {"acts": "CONSULT", "on": ["concede", "ease"], "coefficient": quantity(-5.0)},
            (("call", "concede"), ("call", "ease")),
            (),
        ),
    ),
    ("third-parties", "first"): (
        Hearing(
            {"via": ["CHN"], "first": ["CONSULT", "COOPERATE"], "on": ["ru-accuses", "us-accuses"]},
            (("china-us-talks", "us-accuses"),),
            (("china-trade", "ru-accuses"),),
            ("china-us-talks", "china-trade"),
        ),
    ),
    ("third-parties", "second"): (
        Hearing(
            {
                "via": ["CHN"],
                "second": ["CONSULT", "COOPERATE"],
                "on": ["ru-accuses", "us-accuses"],
            },
            (("china-us-talks", "ru-accuses"),),
            (("china-trade", "us-accuses"),),
            ("china-us-talks", "china-trade"),
        ),
    ),
    ("response", "acts"): (
        Hearing(
            {"by": ["USA>RUS"], "acts": BOTH, "on": ["concede", "aid"]},
            (("call", "concede"), ("call", "aid")),
            (("us-accuses", "concede"), ("us-accuses", "aid")),
        ),
        Hearing({"by": ["USA~RUS"], "acts": BOTH, "on": ["aid"]}, (("call", "aid"),), ()),
    ),
    ("mediation", "acts"): (
        Hearing(
            {"acts": ["CONSULT", "COOPERATE"], "on": ["ru-accuses", "call"]},
            (("china-us-talks", "ru-accuses"), ("china-us-talks", "call")),
            (("china-trade", "ru-accuses"),),
            ("china-us-talks", "china-trade"),
        ),
    ),
    ("patronage", "support"): (
        Hearing(
            {
                "client": "USA",
                "support": ["CONSULT", "COOPERATE"],
                "coefficient": quantity(0.0),
                "on": ["us-accuses"],
            },
            (("china-us-talks", "us-accuses"),),
            (),
        ),
        Hearing(  # its line too, of joint acts alone
            {"support": None, "support_coefficient": None, "on": ["ru-accuses"]},
            (("china-us-talks", "ru-accuses"),),
            (),
        ),
    ),
    ("restraint", "acts"): (
        Hearing(
            {
                "actor": "RUS",
                "by": ["CHN", "BRICS+"],
                "acts": ["CONSULT", "COOPERATE"],
                "on": ["answer"],
            },
            (("summit", "answer"),),
            (("china-trade", "answer"),),
        ),
    ),
    ("audience", "acts"): (
        Hearing({"acts": BOTH, "on": ["ease"]}, (("call", "ease"),), (("us-accuses", "ease"),)),
    ),
    ("offer", "opens_after"): (
        Hearing(
            {**OPENS, "opens_after_dyad": "RUS>USA"},
            (("call", "concede"),),
            (("ru-accuses", "concede"),),
        ),
        Hearing({**OPENS, "opens_after_dyad": "USA>RUS"}, (("call", "concede"),), ()),
        Hearing({**OPENS, "opens_after_dyad": "USA~RUS"}, (("call", "concede"),), ()),
    ),
    ("legacy", "measures"): tuple(
        Hearing(
            {"dyad": dyad, "measures": BOTH, "on": ["concede"]},
            (("call", "concede"),),
            ((directed, "concede"),),
        )
        for dyad, directed in ((["USA", "RUS"], "us-accuses"), (["RUS", "USA"], "ru-accuses"))
    ),
    ("red-line", "pressure.acts"): (
        Hearing(_pressing("USA", "RUS", BOTH), (("call", "answer"),), (("us-accuses", "answer"),)),
        Hearing(_pressing("RUS", "USA", "CONSULT"), (("call", "answer"),), ()),
        Hearing(_pressing("BRICS+", "RUS", "CONSULT"), (("summit", "answer"),), ()),
    ),
    ("lock", "answer"): (
        Hearing(
            {"towards": ["USA"], "answer": BOTH}, (("call", "ease"),), (("ru-accuses", "ease"),)
        ),
        Hearing(
            {"actor": "USA", "towards": ["CHN", "RUS"], "answer": BOTH},
            (("call", "ease"), ("china-us-talks", "ease")),
            (("us-accuses", "ease"),),
        ),
    ),
    ("sanctions", "acts"): (
        Hearing(
            {"acts": ["CONSULT", "COERCE"], "on": ["concede"]},
            (("call", "concede"),),
            (("sanction", "concede"),),
        ),
    ),
    ("outside-options", "acts"): (
        Hearing({"on": ["concede"]}, (("summit", "concede"),), (("china-trade", "concede"),)),
    ),
    ("contested-order", "acts"): (
        Hearing(
            {"dampens": []},
            (("summit", "ease"), ("call", "ease")),
            (("china-trade", "ease"),),
        ),
    ),
}


def test_every_class_of_acts_is_tried() -> None:
    asked = {(name, key) for name, effect in effects().items() for key in class_keys(effect)}
    assert set(HEARINGS) == asked


@pytest.mark.parametrize(
    ("name", "hearing"),
    [
        pytest.param(name, hearing, id=f"{name}-{key}-{i}")
        for (name, key), hearings in HEARINGS.items()
        for i, hearing in enumerate(hearings)
    ],
)
def test_both_kinds_of_acts_are_heard(name: str, hearing: Hearing) -> None:
    entry = EXAMPLES[name][0].entry | hearing.changes
    entry = {key: value for key, value in entry.items() if value is not None}
    full = toy((CONSENT, entry))  # whose record opens and latches too
    compiled = replace(full, record=Record(full.as_of, full.as_of, (), ()), _compiled={}).compiled()
    assert hearing.joint
    for happens, touched in (*hearing.joint, *hearing.directed):
        quiet = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
        for other in hearing.before:
            quiet[:3, compiled.rows.index(other)] = other != happens
        base = play_forced(compiled, quiet).terms[0, :, :, HAZARD]
        once = quiet.copy()
        once[3, compiled.rows.index(happens)] = 1
        moved = play_forced(compiled, once).terms[0, :, :, HAZARD] != base
        at = moved[:, compiled.processes.index(touched)]
        assert at.any(), f"{happens} does nothing to {touched}"
        assert not at[:4].any()  # from the next day on


def test_a_joint_act_counts_once_for_the_pair() -> None:
    """Either side received it once, and has half of the say."""
    entry = EXAMPLES["reciprocity"][0].entry | {"acts": "CONSULT", "on": ["call"]}
    compiled = toy((CONSENT, entry)).compiled()
    for term in compiled.model.terms:
        held = compiled.model.derived[term.plane].inputs
        fed = [i.memory for i in compiled.model.impacts if i.row == "call" and i.memory in held]
        assert len(fed) == 1
    once = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
    once[3, compiled.rows.index("call")] = 1
    alpha, source, target, hazard = play_forced(compiled, once).terms[
        0, 4, compiled.processes.index("call")
    ]
    assert source == target != 0.0
    assert np.log(hazard) == pytest.approx(alpha + source, rel=1e-12)
