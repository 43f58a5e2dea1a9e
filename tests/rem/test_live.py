"""A record that goes on sees what a longer record sees."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente import rem
from detente.errors import InputError
from detente.rem.live import Live
from tests.rem.oracle import random_record

EFFECTS: dict[str, list[rem.Effect]] = {
    "counts": [
        rem.Inertia(weighted=True),
        rem.OutgoingTwoPaths(weighted=True),
        rem.SharedSenders(),
    ],
    "windows": [rem.Inertia(window=2.5), rem.Reciprocity(weighted=True, window=2.5)],
    "windows at the start": [rem.Inertia(window=2.5, at="start", weighted=True), rem.Inertia()],
    "decay": [
        rem.Inertia(half_life=2.0),
        rem.ReceiverIndegree(half_life=0.002),
        rem.Reciprocity(half_life=2.0, at="end"),
    ],
    "others": [rem.Tie("ties", weighted=True), rem.Same("kind"), rem.Alter("size")],
    "standardised": [rem.Inertia(standardise=True), rem.Alter("size", standardise=True)],
    "shares": [
        rem.SendFraction(),
        rem.ReceiptFraction(half_life=0.002),
        rem.NormalisedSenderDegree(half_life=2.0),
        rem.NormalisedReceiverIndegree(window=2.5),
        rem.SendFraction("ties"),
    ],
    "recency": [rem.RecencyOfSending(), rem.RecencyOfReceipt(), rem.RecencyOfReceipt("ties")],
    "shifts": [rem.ParticipationShift("AB-XY"), rem.ParticipationShift("AB-BA")],
}


@pytest.mark.parametrize("timing", ["ordered", "timed"])
@pytest.mark.parametrize("name", list(EFFECTS))
@pytest.mark.parametrize("begin", [0, 5])
def test_events_recorded_one_by_one_give_the_statistics_of_the_record(
    name: str, timing: Any, begin: int
) -> None:
    record = random_record(7, events=18)
    model = rem.RelationalEventModel(EFFECTS[name], timing=timing)
    design = model.design(rem.read_history(**record.given()))
    line = design.timeline
    live = Live(design, begin)
    for m in range(begin, line.time.size):
        if line.event[m] >= 0:
            live.to(float(line.time[m]))
            state = _state(design, m)
            np.testing.assert_array_equal(live.active, state.active)
            np.testing.assert_allclose(
                live.statistics[live.active], state.x[state.active], rtol=1e-12, atol=1e-12
            )
            k = line.event[m]
            history = design.history
            live.record(int(history.sender[k]), int(history.receiver[k]), float(history.weight[k]))


def _state(design: Any, moment: int) -> Any:
    from detente.rem.engine._compiled_checks import statistics_at

    return statistics_at(design.program, design.world, design.changes, moment)


def test_the_end_of_the_record_is_what_one_more_event_would_see() -> None:
    record = random_record(8)
    model = rem.RelationalEventModel([*EFFECTS["counts"], *EFFECTS["shifts"]])
    design = model.design(rem.read_history(**record.given()))
    live = Live(design, design.timeline.time.size)
    t = max(u for u, *_ in record.events) + 1.0
    live.to(t)
    there = [k for k in range(record.n) if record.is_present(k, t)]
    pair = next((i, j) for i, j in sorted(record.allowed) if i in there and j in there)
    record.events.append((t, *pair, 1.0))
    longer = model.design(rem.read_history(**record.given()))
    state = _state(longer, longer.timeline.time.size - 1)
    np.testing.assert_allclose(live.statistics[live.active], state.x[state.active], rtol=1e-12)


def test_next_change_is_what_the_record_holds_for_later() -> None:
    record = random_record(9)
    model = rem.RelationalEventModel([rem.Alter("size")], timing="timed")
    live = Live(model.design(rem.read_history(**record.given())), 0)
    times = {u for u, *_ in record.size_changes} | {u for u, *_ in record.presence}
    seen = []
    while live.next_change() < np.inf:
        seen.append(live.next_change())
        live.to(float(np.nextafter(live.next_change(), np.inf)))
    later = sorted(u for u in times if u >= live.design.timeline.time[0])
    assert sorted(set(seen)) == later


def test_the_clock_cannot_go_back() -> None:
    model = rem.RelationalEventModel([rem.Inertia()])
    live = Live(model.design(rem.read_history(**random_record(9).given())), 3)
    with pytest.raises(InputError, match="cannot go back"):
        live.to(live.time - 1.0)
