"""Gates that open and close: consent, a veto, concession for concession."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.errors import ScenarioError
from detente.explain.pieces import planned
from detente.kernel.compile import Compiled
from detente.kernel.hazard import hazards_of
from tests.effects.test_conformance import history, play_forced
from tests.effects.toy import toy

Entry = dict[str, Any]
F64 = NDArray[np.float64]
D = dt.date


def hazard(entries: tuple[Entry, ...], process: str = "concede", **more: Any) -> F64:
    """Hazard of a process by day on the usual history, or a changed one."""
    compiled = toy(entries).compiled()
    forced = history(compiled) if "forced" not in more else more.pop("forced")(compiled)
    terms = play_forced(compiled, forced, **more).terms
    return np.asarray(terms[0, :, compiled.processes.index(process), 3])


def factor(*entries: Entry, process: str = "concede", **more: Any) -> F64:
    """What gates make of a hazard, by day."""
    return hazard(entries, process, **more) / hazard((), process)


def days(process: str) -> NDArray[np.int64]:
    """Days on which a process happens in the usual history."""
    compiled = toy(()).compiled()
    return np.flatnonzero(history(compiled)[:, compiled.rows.index(process)])


def offer(**more: Any) -> Entry:
    return {"effect": "offer", "id": "hand", "actor": "RUS", "on": ["concede"], "ajar": 0.1} | more


def gate(**more: Any) -> Entry:
    return {"effect": "gate", "id": "veto", "actor": "RUS", "on": ["concede"]} | more


EASES = {"act": "RETREAT", "by": "USA>RUS"}
PUNISHES = {"act": "COERCE", "by": "USA>RUS"}


def test_a_concession_is_opened_by_one_and_closed_when_it_is_taken_back() -> None:
    """Open from the day after each easing until the day after the next sanction."""
    found = factor(offer(opens=EASES, closes=PUNISHES))
    eased, sanctioned = set(days("ease")), set(days("sanction"))
    state, wanted = 0.1, []
    for t in range(found.size):
        if t - 1 in eased:
            state = 1.0
        if t - 1 in sanctioned:  # also where both happen on one day
            state = 0.1
        wanted.append(state)
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
    assert np.abs(np.diff(wanted)).sum() > 2.0  # it opens and closes more than once


def test_a_condition_opens_as_the_old_key_does() -> None:
    """`opens_after` is the condition of its act, in play and on record."""
    for act, opens in (
        ("MOBILIZE", "RUS>USA"),
        ("CONSULT", "USA~RUS"),
        ("ACCUSE", "RUS>USA"),
        ("ACCUSE", "USA>RUS"),
        ("COERCE", "USA>RUS"),
    ):
        old = offer(opens_after=act, opens_after_dyad=opens, on=["call", "answer"])
        new = offer(opens={"act": act, "by": opens}, on=["call", "answer"])
        for process in ("call", "answer"):
            np.testing.assert_array_equal(hazard((new,), process), hazard((old,), process))


def test_a_date_opens_once_and_with_closes_until_it_is_taken_back() -> None:
    date = D(2024, 12, 10)
    at = (date - D(2024, 11, 19)).days
    found = factor(offer(opens=date))
    np.testing.assert_allclose(found, np.where(np.arange(found.size) >= at, 1.0, 0.1), rtol=1e-12)
    shut = min(day for day in days("sanction") if day >= at) + 1
    found = factor(offer(opens=date, closes=PUNISHES))
    open_ = (np.arange(found.size) >= at) & (np.arange(found.size) < shut)
    np.testing.assert_allclose(found, np.where(open_, 1.0, 0.1), rtol=1e-12)


def test_what_closed_it_before_the_start_is_on_record() -> None:
    """Opened in October; the sanction on record of the fourteenth of November closed it."""
    closed = factor(offer(opens=D(2024, 10, 15), closes=PUNISHES))
    np.testing.assert_allclose(closed, 0.1, rtol=1e-12)
    opened = factor(offer(opens=D(2024, 11, 16), closes=PUNISHES))
    assert opened[0] == pytest.approx(1.0)


def test_a_state_of_things_opens_it_when_it_becomes_true() -> None:
    """Not an act but what lasts: closed by a sanction it stays so until it becomes true anew."""
    quiet = {"not": {**PUNISHES, "within": 10}}
    found = factor(offer(opens=quiet, closes=PUNISHES))
    sanctioned = days("sanction")
    since = np.array([min([t - d for d in sanctioned if d < t] or [99]) for t in range(found.size)])
    since[:7] = np.minimum(since[:7], np.arange(7) + 5)  # that on record, of the fourteenth
    np.testing.assert_allclose(found, np.where(since > 10, 1.0, 0.1), rtol=1e-12)


def test_a_gate_is_open_while_its_condition_holds() -> None:
    found = factor(gate(open={**EASES, "within": 5}, ajar=0.2))
    eased = days("ease")
    near = np.array([any(0 < t - d <= 5 for d in eased) for t in range(found.size)])
    np.testing.assert_allclose(found, np.where(near, 1.0, 0.2), rtol=1e-12)


def test_a_third_partys_gate_is_on_the_whole_and_told_as_its_own() -> None:
    """Of a joint act that either side may bring about, a party's gate leaves the other's road."""
    season = {"season": ["12-01", "12-31"]}
    mine = gate(open=season, on=["call", "concede"])
    theirs = mine | {"actor": "CHN"}
    dates = [D(2024, 11, 19) + dt.timedelta(days=t) for t in range(120)]
    december = np.array([date.month == 12 for date in dates], dtype=np.float64)
    np.testing.assert_allclose(factor(theirs, process="call"), december, rtol=1e-12)
    np.testing.assert_allclose(factor(mine, process="call"), 1.0, rtol=1e-12)
    for entry, process in ((mine, "concede"), (theirs, "concede")):
        np.testing.assert_allclose(factor(entry, process=process), december, rtol=1e-12)
    scenario = toy((theirs,))
    row = scenario.compiled().processes.index("call")
    plan = planned(
        scenario.processes[row],
        hazards_of(scenario.compiled())[row],
        0.0,
        scenario.compiled().model,
    )
    assert [(p.effect, p.side) for p in plan.closing] == [("veto", "CHN")]


@pytest.mark.parametrize("make", [gate, offer])
@pytest.mark.parametrize(("otherwise", "left"), [("open", 1.0), ("closed", 0.1)])
def test_without_its_claim_it_is_what_otherwise_says(
    make: Any, otherwise: str, left: float
) -> None:
    key = "open" if make is gate else "opens"
    owned = {"claim": "held", "otherwise": otherwise, "ajar": 0.1}
    entry = make(**{key: {"from": D(2024, 12, 1)}}, **owned)
    np.testing.assert_allclose(factor(entry, false=("held",)), left, rtol=1e-12)
    np.testing.assert_allclose(factor(entry)[[0, 119]], [0.1, 1.0], rtol=1e-12)


def blank(compiled: Compiled) -> NDArray[np.int8]:
    return np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)


def test_linkage_a_veto_goes_when_the_other_file_moves() -> None:
    """A third party's consent to what two do waits for an act between two others."""
    entry = gate(actor="UKR", on=["china-trade"], open={"act": "MOBILIZE", "by": "RUS>USA"})

    def answered(compiled: Compiled) -> NDArray[np.int8]:
        forced = blank(compiled)
        forced[40, compiled.rows.index("answer")] = 1
        return forced

    found = hazard((entry,), "china-trade", forced=answered) / hazard(
        (), "china-trade", forced=blank
    )
    np.testing.assert_allclose(found, np.arange(found.size) > 40, rtol=1e-12)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (gate(open={"state": "truce", "is": "broken"}), "open: no state 'truce'"),
        (gate(), "open"),
        (gate(open=EASES, actor="FRA"), "actor: unknown actor 'FRA'"),
        (gate(open=EASES, claim="held"), "'otherwise' is missing"),
        (offer(actor="CHN", opens=EASES), "'CHN' does not decide on process 'concede'"),
        (offer(opens={"acts": "RETREAT"}), "did you mean 'act'"),
        (offer(opens=EASES, opens_with="new"), "give one of opens, opens_with and opens_after"),
        (offer(closes=EASES), "closes needs what opens it"),
        (offer(opens="soon"), "opens"),
    ],
)
def test_gates_that_cannot_be_are_told(entry: Entry, told: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(told)) as error:
        toy((entry,))
    assert entry["id"] in str(error.value)
