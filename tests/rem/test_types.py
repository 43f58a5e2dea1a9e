"""Types of events as part of the risk set: who acts on whom, and how.

The likelihood is computed once more in plain Python, over all (sender, receiver, type), from the
list of all that has happened.
"""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.errors import InputError
from detente.rem.engine.arrays import SENDER
from detente.rem.engine.buffers import Buffers
from detente.rem.goodness.selection import split
from detente.rem.play.playable import Playable

TYPES = ("fight", "talk", "trade")
N = 4
ANY: Any = "other"
W: Any = {"weighted": True}


def record(seed: int, events: int = 25) -> dict[str, list[Any]]:
    """Events of three types at times some of which are equal."""
    draw = random.Random(seed)
    times = sorted(
        draw.choice([draw.uniform(1, 9), float(draw.randint(1, 9))]) for _ in range(events)
    )
    rows: dict[str, list[Any]] = {"time": times, "sender": [], "receiver": [], "type": []}
    for _ in times:
        i, j = draw.sample(range(N), 2)
        rows["sender"].append(i)
        rows["receiver"].append(j)
        rows["type"].append(draw.choice(TYPES))
    return rows


SIZE = [0.3, 1.0, 1.4, 0.2]


def weight(data: dict[str, list[Any]], i: int, j: int, t: float, kinds: set[str]) -> float:
    rows = zip(*data.values(), strict=True)
    return float(sum((u < t) and (a, b) == (i, j) and kind in kinds for u, a, b, kind in rows))


def statistics(data: dict[str, list[Any]], i: int, j: int, k: str, t: float) -> list[float]:
    """Of the effects in `effects`, in order."""
    every = set(TYPES)

    def w(a: int, b: int, kinds: set[str]) -> float:
        return weight(data, a, b, t, kinds) if a != b else 0.0

    earlier = [u for u in data["time"] if u < t]
    last = [
        (a, b)
        for u, a, b in zip(data["time"], data["sender"], data["receiver"], strict=True)
        if earlier and u == max(earlier)
    ]
    others = [h for h in range(N) if h not in (i, j)]
    return [
        w(i, j, every),
        w(i, j, {k}),
        w(i, j, {"fight"}) if k == "talk" else 0.0,
        w(j, i, {"talk"}),
        w(j, i, every) if k == "trade" else 0.0,
        float(sum(w(h, j, {k}) > 0 for h in range(N))),
        sum(min(w(i, h, every), w(h, j, every)) for h in others),
        sum(min(w(h, i, {k}), w(h, j, {k})) for h in others),
        float(k == "fight"),
        float(k == "talk"),
        float(k == "fight") * SIZE[i],
        SIZE[j],
        float(any((i, j) == (b, a) for a, b in last)),
        float(any(not {i, j} & {a, b} for a, b in last)),
        w(i, j, every) * (w(j, i, {k}) == 0),
        *shares(data, i, j, k, t),
    ]


def shares(data: dict[str, list[Any]], i: int, j: int, k: str, t: float) -> list[float]:
    """Shares of acts of all types and of the own one, and how recent the last was."""
    past = [row for row in zip(*data.values(), strict=True) if row[0] < t]
    own = [row for row in past if row[3] == k]
    sent = [b for _, a, b, _ in own if a == i]
    received = [a for _, a, b, _ in past if b == i]
    last = {a: u for u, a, b, _ in past if b == i}
    return [
        sent.count(j) / len(sent) if sent else 1 / (N - 1),
        received.count(j) / len(received) if received else 1 / (N - 1),
        1 / (1 + sum(u > last[j] for u in last.values())) if j in last else 0.0,
        sum(a == i for _, a, _, _ in past) / len(past) if past else 1 / N,
        sum(b == j for _, _, b, _ in own) / len(own) if own else 1 / N,
    ]


def effects() -> list[rem.Effect]:
    return [
        rem.Inertia(**W),
        rem.Inertia(type="same", **W),
        rem.Inertia(of="fight", on="talk", **W),
        rem.Reciprocity(of="talk", **W),
        rem.Reciprocity(on="trade", **W),
        rem.ReceiverIndegree(type="same"),
        rem.OutgoingTwoPaths(**W),
        rem.SharedSenders(type="same", **W),
        rem.OfType("fight"),
        rem.OfType("talk"),
        rem.OfType("fight") * rem.Ego("size"),
        rem.Alter("size"),
        rem.ParticipationShift("AB-BA"),
        rem.ParticipationShift("AB-XY"),
        rem.Inertia(**W).where_zero(rem.Reciprocity(type="same")),
        rem.SendFraction(type="same"),
        rem.ReceiptFraction(),
        rem.RecencyOfReceipt(),
        rem.NormalisedSenderOutdegree(),
        rem.NormalisedReceiverIndegree(type="same"),
    ]


ALL = [(i, j, k) for k in TYPES for i in range(N) for j in range(N) if i != j]
ACTORS = {"label": list(range(N)), "size": SIZE}


def by_hand(
    data: dict[str, list[Any]], theta: Any, timed: bool, cells: list[tuple[int, int, str]] = ALL
) -> float:
    rows = list(zip(*data.values(), strict=True))
    total = 0.0
    for t, i, j, k in rows if not timed else []:
        eta = {c: float(np.dot(theta, statistics(data, *c, t))) for c in cells}
        total += eta[i, j, k] - math.log(sum(map(math.exp, eta.values())))
    before = 0.0
    for t in sorted({u for u, *_ in rows}) if timed else []:
        eta = {c: float(np.dot(theta, statistics(data, *c, t))) for c in cells}
        total -= (t - before) * sum(map(math.exp, eta.values()))
        total += sum(eta[i, j, k] for u, i, j, k in rows if u == t)
        before = t
    return total


@pytest.mark.parametrize("timing", ["ordered", "timed"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_likelihood_is_that_of_the_definition(timing: Any, seed: int) -> None:
    data = record(seed)
    model = rem.RelationalEventModel(effects(), timing=timing)
    start = 0.0 if timing == "timed" else None
    history = rem.read_history(data, actors=ACTORS, start=start, types=TYPES)
    theta = np.random.default_rng(seed).normal(0, 0.4, len(model.effects))
    found = model.run(model.design(history), theta, Buffers.none(theta.size))[0]
    assert found == pytest.approx(by_hand(data, theta, timing == "timed"), rel=1e-11)


@pytest.mark.parametrize("kind", ["event", "sender", "receiver"])
def test_the_statistics_themselves_are_by_type(kind: str) -> None:
    data = record(2)
    own: list[rem.Effect] = [rem.SenderOutdegree(type="same", **W)]
    model: Any = rem.RelationalEventModel(effects())
    if kind == "sender":
        model = rem.DynamRateModel(own)
    if kind == "receiver":
        model = rem.DynamChoiceModel([e for e in effects() if not e.name.startswith("of_type")
                                      and e.whose != SENDER])  # fmt: skip
    table = model.statistics(data, actors=ACTORS, types=TYPES)
    frame = table.to_frame()
    places = {"event": len(ALL), "sender": N * len(TYPES), "receiver": N}[kind]
    assert table.values.shape == (25, places, len(model.effects))
    happened = frame.filter("event")
    for name in ("sender", "type", *(["receiver"] if kind != "sender" else [])):
        assert happened[name].to_list() == data[name]
    if kind == "event":
        for row in frame.gather_every(97).iter_rows():
            _, t, _, i, j, k, _, *values = row
            assert values == pytest.approx(statistics(data, i, j, k, t), abs=1e-12)


def test_a_risk_set_of_triples() -> None:
    data = record(3)
    acts = set(zip(data["sender"], data["receiver"], data["type"], strict=True))
    cells = [c for k, c in enumerate(ALL) if c in acts or k % 3]
    columns = dict(
        zip(("sender", "receiver", "type"), map(list, zip(*cells, strict=True)), strict=True)
    )
    model = rem.RelationalEventModel(effects())
    history = rem.read_history(data, actors=ACTORS, risk_set=columns, types=True)
    theta = np.random.default_rng(3).normal(0, 0.4, len(model.effects))
    found = model.run(model.design(history), theta, Buffers.none(theta.size))[0]
    assert found == pytest.approx(by_hand(data, theta, False, cells), rel=1e-11)


def test_decay_windows_and_a_past_with_types_are_those_of_the_types_alone() -> None:
    """One type a time: the sum over types of untyped timed likelihoods, whose clocks agree."""
    data = pl.DataFrame(record(4))
    past = pl.DataFrame({"sender": [0, 0, 1], "receiver": [1, 1, 2], "value": [2.0, 1.0, 1.0],
                         "type": ["fight", "talk", "talk"]})  # fmt: skip
    settings: list[dict[str, Any]] = [{**W}, {}]
    theta = np.array([-1.0, 0.3, 0.2])
    whole = rem.RelationalEventModel(
        [rem.Intercept(), *(rem.Inertia(type="same", **s) for s in settings)], timing="timed"
    )
    given: dict[str, Any] = {"actors": ACTORS, "start": 0.0, "end": 10.0}
    history = rem.read_history(data, past=rem.Network(past), types=True, **given)
    found = whole.run(whole.design(history), theta, Buffers.none(3))[0]
    total = 0.0
    for kind in TYPES:
        own = rem.Network(past.filter(pl.col("type") == kind).drop("type"))
        model = rem.RelationalEventModel(
            [rem.Intercept(), *(rem.Inertia(**s) for s in settings)], timing="timed"
        )
        part = rem.read_history(data.filter(pl.col("type") == kind).drop("type"), past=own, **given)
        total += model.run(model.design(part), theta, Buffers.none(3))[0]
    assert found == pytest.approx(total, rel=1e-12)
    fading: list[rem.Effect] = [
        rem.Inertia(type="same", half_life=2.0, at="end"),
        rem.Inertia(of="fight", window=2.0, **W),
    ]
    faded = rem.RelationalEventModel(fading)
    x = faded.design(rem.read_history(data, actors=ACTORS, types=True))
    faded.design_ = x
    line = x.timeline
    m = line.time.size - 1
    t = float(line.time[m])
    block = faded.statistics_at(m)
    rows = list(data.iter_rows())
    for k, kind in enumerate(TYPES):
        for i in range(N):
            for j in range(N):
                if i == j:
                    continue
                decayed = sum(
                    2 ** (-(t - u) / 2.0)
                    for u, a, b, of in rows
                    if u < t and (a, b, of) == (i, j, kind)
                )
                within = sum(
                    t - 2.0 <= u < t and (a, b, of) == (i, j, "fight") for u, a, b, of in rows
                )
                assert block[k, i, j] == pytest.approx([decayed, within], abs=1e-12)
    with pytest.raises(InputError, match="ties of the start were added"):
        faded.design(rem.read_history(data, past=rem.Network(past), types=True, actors=ACTORS))


def drawn(seed: int, n: int = 1500) -> pl.DataFrame:
    model = rem.RelationalEventModel(small(), timing="timed")
    truth = dict(zip([e.name for e in model.effects], TRUTH, strict=True))
    return rem.simulate_record(
        model, truth, actors=list(range(8)), types=["fight", "talk"], n=n, seed=seed
    )


def small() -> list[rem.Effect]:
    return [
        rem.Intercept(),
        rem.OfType("fight"),
        rem.Inertia(type="same", weighted=True, transform="log1p"),
        rem.Reciprocity(of="fight", on="talk"),
    ]


TRUTH = np.array([-2.0, -0.7, 0.5, 1.0])


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_what_is_simulated_is_recovered(timing: Any) -> None:
    """Within four standard errors: a false alarm in about one of 4,000 seeds for each timing."""
    data = drawn(5)
    assert data.columns == ["time", "sender", "receiver", "weight", "type"]
    effects = small() if timing == "timed" else small()[1:]
    model = rem.RelationalEventModel(effects, timing=timing)
    model.fit(data, actors=list(range(8)), start=0.0, types=True)
    truth = TRUTH[-len(effects) :]
    errors = np.array(list(model.standard_errors_.values()))
    assert (np.abs(model.coef_ - truth) < 4 * errors).all()
    assert (errors < 0.3).all()
    table, _ = model.each_moment()
    assert table["type"].to_list() == data["type"].to_list()
    chances = model.predict()
    assert chances.height == 2 * 8 * 7
    assert chances["probability"].sum() == pytest.approx(1.0)
    assert set(chances["type"]) == {"fight", "talk"}
    more = model.simulate(40, seed=3)
    assert set(more["type"]) == {"fight", "talk"}
    assert more.equals(model.simulate(40, seed=3))
    assert model.hazards_at(7).shape == (2, 8, 8)
    assert model.statistics_at(7).shape == (2, 8, 8, len(effects))


@pytest.mark.parametrize("timing", ["ordered", "timed"])
def test_a_record_that_goes_on_has_the_same_statistics(timing: Any) -> None:
    data = record(6, events=30)
    every = effects() if timing == "ordered" else [rem.Intercept(), *effects()[:10]]
    model = rem.RelationalEventModel(every, timing=timing)
    design = model.design(rem.read_history(data, actors=ACTORS, types=True))
    model.design_ = design
    for moment in (4, 15, design.timeline.time.size - 1):
        now = model.live(moment).statistics
        np.testing.assert_allclose(now, model.state_at(moment).x, atol=1e-12)


def test_rate_and_choice_with_types() -> None:
    """The product of P(sender, type) and P(receiver | sender, type)."""
    data = record(7, events=60)
    rate = rem.DynamRateModel([rem.OfType("fight"), rem.SenderOutdegree(type="same")])
    choice = rem.DynamChoiceModel([rem.Inertia(type="same"), rem.Alter("size")])
    model = rem.DynamModel(rate, choice).fit(data, actors=ACTORS, types=True)
    assert rate.hazards_at(3).shape == (3, 4)
    assert rate.hazards_at(3).sum() == pytest.approx(1.0)
    np.testing.assert_allclose(choice.hazards_at(3).sum(axis=2), 1.0)
    assert model.predict()["probability"].sum() == pytest.approx(1.0)
    assert model.simulate(20, seed=1)["type"].n_unique() == 3


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda d: rem.read_history({k: v for k, v in d.items() if k != "type"}, types=True),
         "no column 'type'"),
        (lambda d: rem.read_history(d, types=["fight", "talk"]), "'trade' is no type"),
        (lambda d: rem.read_history(d, types="fight"), "types is 'fight'; True, or a list"),
        (lambda d: rem.read_history(d, types=["fight", "fight"]), "name each type of event once"),
        (lambda d: rem.read_history(d, types=True, past={"sender": [0], "receiver": [1]}),
         "past, initial: no column 'type'"),
        (lambda d: rem.RelationalEventModel([rem.OfType("fite")]).fit(d, types=True),
         "'fite' is no type of the events; did you mean 'fight'"),
        (lambda d: rem.RelationalEventModel([rem.Inertia(of="fite")]).fit(d, types=True),
         "'fite' is no type of the events; did you mean 'fight'"),
        (lambda d: rem.RelationalEventModel([rem.Inertia(of="fight")]).fit(
            {k: v for k, v in d.items() if k != "type"}), "this history has none; give types=True"),
        (lambda d: rem.Inertia(type=ANY), "type is 'other'; 'same' or None"),
        (lambda d: rem.Inertia(type="same", of="talk"), "has type='same' and of or on"),
        (lambda d: rem.Tie("ties", of="talk"), "knows no types of events"),
        (lambda d: rem.DynamCoordinationModel([rem.Inertia()]).fit(d, types=True),
         "fit the events of each type by themselves"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(make: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        make(record(1))


def test_a_model_that_does_not_fit_into_memory_says_its_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("detente.numerics.memory.memory_left", lambda: 50_001_000)
    with pytest.raises(InputError, match="4 actors, 3 types and 1 effects"):
        rem.RelationalEventModel([rem.Inertia()]).fit(record(1), types=True)


def test_checks_count_actors_once() -> None:
    """Degrees of goodness of fit are those of actors, not of actors in events of one type."""
    model = rem.RelationalEventModel([rem.OfType("fight"), rem.Inertia(type="same", **W)])
    model.fit(record(1, events=80), actors=ACTORS, types=True)
    observed, _ = split(Playable(model._parts(), again=True), None)
    assert observed.actors == N
    assert observed.sender.tolist() == record(1, events=80)["sender"]
    assert "80 events" in repr(rem.goodness_of_fit(model, simulations=3, seed=1))
