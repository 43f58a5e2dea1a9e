"""What the record holds sets the state at the start: memories, stocks, latches, gates, lines."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.errors import ScenarioError
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.scenario import Scenario
from tests.effects.toy import TOY, toml
from tests.engine.worlds import Change, add, course, held, plain, quantity
from tests.scenario.mutated import Raw, rate, tree
from tests.scenario.record.stores import HEADER

AS_OF = dt.date(2024, 11, 18)
H = 30.0
F64 = NDArray[np.float64]


def day(age: int) -> dt.date:
    """A day of the record; the as-of date has age 1."""
    return AS_OF - dt.timedelta(days=age - 1)


def line(age: int, source: str, target: str, act: str, claim: str = "") -> str:
    return f"{day(age)},{source},{target},{act},{claim},a note,a test\n"


def world(*acts: str, complete: list[str] | None = None, changes: list[Change] | None = None) -> (
    Scenario
):  # fmt: skip
    """The toy without chance in its rates, a claim `held`, and these acts on record."""
    raw: Raw = tree()
    for change in [plain, held("held"), *(changes or [])]:
        change(raw)
    raw["record"]["complete"] = complete or []
    texts = {path.name: path.read_text(encoding="utf-8") for path in TOY.iterdir()}
    lines = [f"{toml(key)} = {toml(value)}" for key, value in raw.items()]
    texts |= {"scenario.toml": "\n".join(lines) + "\n", "acts.csv": HEADER + "".join(acts)}
    return read(Memory(texts))


def plane_of(scenario: Scenario, prefix: str, claim: bool = True) -> F64:
    """The first plane of this name, on every day of one path."""
    run = course(scenario, 1, forced={"held": claim}, trace=True)
    name = next(name for name in run.compiled.planes if name.startswith(prefix))
    return np.asarray(run.plane(name)[0])


LINE: Raw = {
    "effect": "red-line", "id": "line", "actor": "RUS", "on": ["answer"], "half_life": 10.0,
    "pressure": [
        {"source": "USA", "target": "RUS", "acts": "COERCE", "weight": 1.0},
        {"source": "USA", "target": "UKR", "acts": "ASSAULT", "weight": 2.0},
    ],
    "threshold": quantity(5.0), "presses": "held", "presses_otherwise": 0.5,
    "coefficient": quantity(0.0),
}  # fmt: skip
CROSSED: Raw = {"kind": "latch", "id": "crossed", "title": "crossed", "of": "line"}
LOCK: Raw = {
    "effect": "lock", "id": "lock", "actor": "RUS", "towards": ["USA", "UKR"], "on": ["call"],
    "answer": "MOBILIZE", "half_life": 20.0, "coefficient": quantity(-1.0),
}  # fmt: skip
OFFER: Raw = {
    "effect": "offer", "id": "hand", "actor": "USA", "on": ["sanction"],
    "opens_after": "SUPPORT/diplomatic:057", "opens_after_dyad": "RUS~USA",
}  # fmt: skip
SIGNING: Raw = {
    "id": "sign", "title": "a signature", "source": "USA", "target": "RUS", "prose": "They sign",
    "act": "SUPPORT/diplomatic:057", "rate": rate(1e-6),
}  # fmt: skip
HABIT: Raw = {
    "effect": "inertia", "id": "habit", "on": ["us-accuses"], "acts": "conflict",
    "half_lives": [H], "coefficients": [quantity(0.0)],
}  # fmt: skip


# ------------------------------------------------------------------------------------- memories


def usual(per_year: float) -> float:
    return float(per_year / 365.25 / (1.0 - 2.0 ** (-1.0 / H)))


def test_an_incomplete_listing_is_a_lower_bound() -> None:
    """The usual level, until more is listed; one act of a day counts once."""
    habit = [add(effects=[HABIT])]
    memory = "memory:USA>RUS:conflict:h=30"
    level = usual(40) + usual(15)  # accusations and sanctions
    few = [line(age, "USA", "RUS", "ACCUSE") for age in (1, 4)]
    many = [line(age, "USA", "RUS", "COERCE.restrict/economic") for age in range(1, 21)]
    told_again = [each.replace("a note", "another note") for each in many]
    left = sum(2.0 ** (-(age - 1) / H) for age in range(1, 21))
    assert left > level
    for acts, wanted in (((), level), (few, level), (many, left), (many + told_again, left)):
        assert plane_of(world(*acts, changes=habit), memory)[0] == pytest.approx(wanted)


def test_silence_counts_where_the_listing_is_complete() -> None:
    """There the listed acts alone; beside them the usual level of what is not."""
    habit = [add(effects=[HABIT])]
    memory = "memory:USA>RUS:conflict:h=30"
    acts = [line(age, "USA", "RUS", "ACCUSE") for age in (1, 4)]
    before = 2.0 ** (-((AS_OF - dt.date(2024, 10, 1)).days + 1) / H)
    left = 1.0 + 2.0 ** (-3 / H) + before * usual(40)
    found = plane_of(world(*acts, complete=["ACCUSE"], changes=habit), memory)[0]
    assert found == pytest.approx(left + usual(15))
    more = [line(age, "USA", "RUS", "COERCE") for age in range(1, 9)]
    listed = sum(2.0 ** (-(age - 1) / H) for age in range(1, 9))
    found = plane_of(world(*acts, *more, complete=["ACCUSE"], changes=habit), memory)[0]
    assert listed > usual(15)
    assert found == pytest.approx(left + listed)


def test_an_owned_act_is_taken_out_where_its_claim_is_false() -> None:
    habit = [add(effects=[HABIT])]
    memory = "memory:USA>RUS:conflict:h=30"
    acts = [line(age, "USA", "RUS", "ACCUSE") for age in range(1, 21)]
    left = sum(2.0 ** (-(age - 1) / H) for age in range(1, 21))
    owned = [*acts, line(3, "USA", "RUS", "COERCE", "held")]
    assert plane_of(world(*owned, changes=habit), memory, True)[0] == pytest.approx(
        left + 2.0 ** (-2 / H)
    )
    assert plane_of(world(*owned, changes=habit), memory, False)[0] == pytest.approx(left)
    both = [*owned, line(3, "USA", "RUS", "COERCE")]  # it happened, whatever the claim
    for claim in (True, False):
        assert plane_of(world(*both, changes=habit), memory, claim)[0] == pytest.approx(
            left + 2.0 ** (-2 / H)
        )


@pytest.mark.parametrize("complete", [[], ["COERCE"]])
def test_a_stock_holds_what_was_recorded(complete: list[str]) -> None:
    bite: Raw = {
        "effect": "sanctions", "id": "bite", "senders": ["USA"], "actor": "RUS",
        "acts": "COERCE", "in_force": 3.0, "in_force_reference": "a test", "per_act": 0.5,
        "unit": 1.0, "on": ["concede"], "coefficient": quantity(0.0),
    }  # fmt: skip
    acts = [
        line(30, "USA", "RUS", "COERCE"),
        line(9, "USA", "RUS", "COERCE"),
        line(2, "USA", "RUS", "COERCE.restrict", "held"),
    ]
    for on, claim, wanted in (
        (None, True, 4.5), (None, False, 4.0), (day(30), True, 4.0), (day(9), True, 3.5),
        (AS_OF, True, 3.0),
    ):  # fmt: skip
        entry = bite if on is None else bite | {"in_force_on": on}
        scenario = world(*acts, complete=complete, changes=[add(effects=[entry])])
        found = plane_of(scenario, "memory:USA>RUS:COERCE:h=inf", claim)[0]
        assert found == pytest.approx(wanted), (on, claim)


# ------------------------------------------------------------------------------ latches and gates


@pytest.mark.parametrize("complete", [[], ["SUPPORT"]])
def test_the_record_opens_a_gate(complete: list[str]) -> None:
    """From the first day; an act that a claim reports, where the claim holds."""

    def acts(*record: str, claim: bool = True) -> bool:
        changes = [add(effects=[OFFER], processes=[SIGNING])]
        scenario = world(*record, complete=complete, changes=changes)
        played = course(scenario, 200, forced={"held": claim})
        return bool(played.act("sanction").any())

    signed = "SUPPORT/diplomatic:057"
    assert not acts()
    assert not acts(line(5, "USA", "RUS", "SUPPORT/diplomatic:055"))  # another act
    assert not acts(line(5, "USA", "UKR", signed))  # another pair
    for age in (1, 2, 40):
        for ends in (("USA", "RUS"), ("RUS", "USA")):
            assert acts(line(age, *ends, signed))
            assert acts(line(age, *ends, signed, "held"))
            assert not acts(line(age, *ends, signed, "held"), claim=False)


@pytest.mark.parametrize("complete", [[], ["MOBILIZE"]])
def test_the_record_latches_a_lock(complete: list[str]) -> None:
    """It holds what the last recorded answer has left, and falls anew with the first in play."""

    def lock(*record: str, claim: bool = True) -> F64:
        scenario = world(*record, complete=complete, changes=[add(effects=[LOCK])])
        return plane_of(scenario, "latch(", claim)

    def since(age: int) -> float:
        return float(2.0 ** (-(age - 1) / 20.0))

    assert lock()[0] == 0.0
    for age in (1, 2, 40):
        found = lock(line(age, "RUS", "UKR", "MOBILIZE"))
        assert found[0] == pytest.approx(since(age))
        assert found[1] == pytest.approx(since(age + 1))  # on this path nobody answers as yet
    two = [line(40, "RUS", "USA", "MOBILIZE"), line(6, "RUS", "USA", "MOBILIZE", "held")]
    assert lock(*two)[0] == pytest.approx(since(6))
    assert lock(*two, claim=False)[0] == pytest.approx(since(40))


def test_an_answer_in_play_closes_a_lock_that_the_record_has_left() -> None:
    scenario = world(line(40, "RUS", "USA", "MOBILIZE"), changes=[add(effects=[LOCK])])
    run = course(scenario, 300, trace=True)
    latch = run.plane(next(name for name in run.compiled.planes if name.startswith("latch(")))
    answered = run.act("answer").any(axis=1)
    first = run.act("answer")[answered].argmax(axis=1)
    assert 20 < answered.sum() < 280
    assert ((first + 1 < 120) == (latch[answered] == 1.0).any(axis=1)).all()
    assert not (latch[~answered] == 1.0).any()


@pytest.mark.parametrize("complete", [[], ["COERCE", "ASSAULT"]])
def test_the_record_crosses_a_red_line(complete: list[str]) -> None:
    """On the highest day of its pressure, also where that has faded since."""

    def crossed(*record: str, claim: bool = True) -> bool:
        changes = [add(effects=[LINE], outcomes=[CROSSED])]
        scenario = world(*record, complete=complete, changes=changes)
        found = course(scenario, 1, days=1, forced={"held": claim}).first("crossed")
        return bool(found[0] == 0)

    strikes = [line(age, "USA", "UKR", "ASSAULT.aerial") for age in (40, 41, 42)]
    assert not crossed()
    assert not crossed(*strikes[:2])
    assert crossed(*strikes)
    assert not crossed(*strikes, claim=False)  # they press half as much
    assert not crossed(*strikes[:2], line(43, "USA", "UKR", "ASSAULT", "held"), claim=False)
    assert crossed(*strikes[:2], line(43, "USA", "UKR", "ASSAULT", "held"))
    apart = [line(age, "USA", "UKR", "ASSAULT") for age in (5, 25, 45)]
    assert not crossed(*apart)
    on_the_last_day = [line(1, "USA", "UKR", f"ASSAULT.{m}") for m in ("aerial", "abduct", "beat")]
    assert crossed(*on_the_last_day)


# --------------------------------------------------------------------------- acts that nobody reads


NO_RECORD = (
    "scenario/acts.csv: no [record] names this file, so its acts would not count; write record = "
    "{ since = DATE }, DATE the first day that it covers, or take the file away"
)


@pytest.mark.parametrize(
    ("record", "name", "text", "said"),
    [
        (None, "acts.csv", HEADER, NO_RECORD),
        (None, "acts.csv", "not even acts", NO_RECORD),
        ({"file": "other.csv", "since": dt.date(2024, 10, 1)}, "acts.csv", HEADER,
         "acts.csv: no [record] names this file, so its acts would not count; move its lines to "
         "other.csv"),
        (None, "Past.CSV", HEADER, 'write record = { file = "Past.CSV", since = DATE }'),
        (None, "record.json", "{}", 'write record = "store", or take'),
    ],
)  # fmt: skip
def test_acts_that_no_record_names_are_refused(
    record: Raw | None, name: str, text: str, said: str
) -> None:
    raw = tree()
    del raw["record"]
    if record is not None:
        raw["record"] = record
    texts = {path.name: path.read_text(encoding="utf-8") for path in TOY.iterdir()}
    del texts["acts.csv"]
    texts["other.csv"] = HEADER if record else "day,what\n"
    texts["scenario.toml"] = "\n".join(f"{toml(k)} = {toml(v)}" for k, v in raw.items()) + "\n"
    read(Memory(texts))
    with pytest.raises(ScenarioError) as refused:
        read(Memory(texts | {name: text}))
    assert said in str(refused.value)
