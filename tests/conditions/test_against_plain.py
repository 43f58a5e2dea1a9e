"""Conditions of the kernel against plain Python, on random conditions and played paths."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import hypothesis
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from detente.baseline.coefficients import coefficient_matrix
from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.kernel.compile import Compiled, compile_model
from detente.kernel.play import play
from detente.language.faults import Faults
from detente.outcomes.base import Question
from detente.planes.builder import ONE, Builder
from detente.planes.model import Op, Phase, StateVariable, Transition
from detente.scenario.scenario import Scenario
from tests.conditions.plain import History, holds
from tests.engine.worlds import AS_OF, add, plain, quantity, rates, toy
from tests.forms import size

Raw = dict[str, Any]
DAYS, PATHS, SEED = 100, 4, 11
DAY = dt.timedelta(days=1)
FIRST = AS_OF + DAY
ADAPTER: TypeAdapter[Any] = TypeAdapter(Condition)
MOVES = {0: "calm", 12: "war", 40: "truce", 41: "war", 75: "calm"}
"""On which days the state of the tests takes which value."""

PROCESSES = ["call", "ru-accuses", "us-accuses", "sanction", "aid", "summit"]


def world() -> Scenario:
    """The toy with busy processes, no effects but sanctions that are expected on some days."""
    return toy(
        plain,
        rates(call=40, ru_accuses=60, us_accuses=60, sanction=40, aid=50, summit=30),
        add(
            effects=[
                {
                    "effect": "scheduled-acts",
                    "id": "measures",
                    "source": "USA",
                    "target": "RUS",
                    "act": "COERCE.restrict/economic",
                    "occasions": [
                        {"date": AS_OF + n * DAY, "probability": quantity(0.5)} for n in (3, 40, 41)
                    ],
                }
            ]
        ),
    )


# ------------------------------------------------------------------------- random conditions

days = st.integers(1, 40)
dates = st.integers(-60, DAYS).map(lambda n: AS_OF + n * DAY)
dyads = st.sampled_from(
    ["USA>RUS", "RUS>USA", "RUS~USA", "USA>UKR", "CHN>USA", "USA~CHN", "RUS>BRICS+"]
)
acts = st.sampled_from(["CONSULT", "ACCUSE", "COERCE", "AID", "conflict", "any", "cooperation"])
parties = st.dictionaries(st.sampled_from(["USA", "RUS"]), st.sampled_from([0.5, 2.0]), max_size=2)


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries({}, optional=keys)


def counted(inner: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
    what: st.SearchStrategy[tuple[Raw, Raw]] = st.one_of(
        st.tuples(st.fixed_dictionaries({"act": acts}), optional(by=st.lists(dyads, min_size=1))),
        st.tuples(
            st.fixed_dictionaries({"on": st.lists(st.sampled_from(PROCESSES), min_size=1)}),
            st.just({}),
        ),
    )
    since: st.SearchStrategy[Raw] = st.one_of(
        st.just({}),
        days.map(lambda n: {"within": n}),
        inner.map(lambda c: {"since": c}),
        st.tuples(days, inner).map(lambda x: {"within": x[0], "since": x[1]}),
    )
    whose = optional(distinct=st.sampled_from(["source", "target"]), weights=parties)
    number = optional(at_least=st.integers(1, 4))
    return st.tuples(what, since, whose, number).map(
        lambda x: x[0][0] | x[0][1] | x[1] | x[2] | x[3]
    )


def state() -> st.SearchStrategy[Raw]:
    values = st.sampled_from(["calm", "war", "truce", ["calm", "truce"]])
    return values.map(lambda value: {"state": "peace", "is": value})


calendar = st.one_of(
    dates.map(lambda d: {"from": d}),
    dates.map(lambda d: {"until": d}),
    st.tuples(dates, days).map(lambda x: {"from": x[0], "until": x[0] + x[1] * DAY}),
    st.sampled_from([["12-01", "12-24"], ["12-20", "01-10"]]).map(lambda s: {"season": s}),
    st.sampled_from([{"office": "old"}, {"office": "new"}, {"office": "new", "elect": True}]),
    st.just({"condition": "busy"}),
)


def grown(inner: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        counted(inner),
        several.map(lambda parts: {"all": parts}),
        several.map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        several.map(
            lambda parts: {"at_least": len(parts), "of": parts, "weights": [1.5] * len(parts)}
        ),
        st.tuples(inner, optional(within=days)).map(lambda x: {"after": x[0]} | x[1]),
        st.tuples(inner, days).map(lambda x: x[0] | {"for": x[1]}),
    )


leaf = st.one_of(counted(calendar), state(), calendar)
conditions = st.recursive(leaf, grown, max_leaves=4)
BUSY = {"act": "any", "by": "USA>RUS", "at_least": 2, "within": 10}


# ------------------------------------------------------------------------------- the kernel


def lowered(scenario: Scenario, several: list[Raw]) -> tuple[Compiled, list[tuple[str, str]]]:
    """Planes of conditions, in the morning and in the evening."""
    builder = scenario.lowered(DAYS, Faults())
    builder.conditions = {"busy": ADAPTER.validate_python(BUSY)}
    _declare(builder)
    planes = []
    for raw in several:
        condition = ADAPTER.validate_python(raw)
        morning = plane_of(condition, builder)
        with builder.at(Phase.EVENING):
            # as it is then: a plane of the calendar would be traced on the next morning
            evening = builder.derived(Op.ALL, plane_of(condition, builder))
        planes.append((morning, evening))
    builder.finish()
    asked = Question("asked", 0, DAYS - 1, plane="constant", evening=True)
    return compile_model(builder, [asked], [], {}, [claim.id for claim in scenario.claims]), planes


def _declare(builder: Builder) -> None:
    values = ("calm", "war", "truce")
    moves = tuple(
        Transition(f"move-{day}", (0, 1, 2), ((values.index(value), ONE),), day=day)
        for day, value in MOVES.items()
        if day
    )
    builder.add_state("peace", StateVariable("s", "age(s)", values, ((0, ONE),), 5000, moves))


@settings(
    max_examples=size(4, 60),
    phases=[hypothesis.Phase.generate],  # a failure names the condition: none is sought
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(conditions, min_size=40, max_size=60), st.randoms(use_true_random=False))
def test_conditions_agree_with_plain_python(several: list[Raw], random: Random) -> None:
    scenario = world()
    compiled, planes = lowered(scenario, several)
    index = np.arange(PATHS, dtype=np.int64)
    truth = np.ones((PATHS, len(compiled.claims)), dtype=np.uint8)
    truth[::2] = 0
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, SEED, index)
    capacity = DAYS * len(compiled.rows)
    played = play(compiled, SEED, index, theta, truth, trace=True, capacity=capacity)
    column = {name: i for i, name in enumerate(compiled.planes)}
    wrong = []
    for path in range(PATHS):
        history = told(scenario, compiled, played, path, claimed=bool(truth[path, 0]))
        for raw, (morning, evening) in zip(several, planes, strict=True):
            for day in random.sample(range(DAYS - 1), 5):
                date = FIRST + day * DAY
                for when, plane, shown in (("morning", morning, 0), ("evening", evening, 1)):
                    found = played.planes[path, day + shown, column[plane]]
                    if found != holds(raw, history, date, when):
                        wrong.append((raw, f"{date}", path, when, float(found)))
    assert not wrong, f"{len(wrong)}, the shortest {min(wrong, key=lambda each: len(str(each)))}"


def told(scenario: Scenario, compiled: Compiled, played: Any, path: int, claimed: bool) -> History:
    """What happened on a path, with its past."""
    happened: dict[dt.date, list[Any]] = {}
    for act in scenario.record.acts:
        if act.claim is None or claimed:
            happened.setdefault(act.date, []).append((act.source, act.target, act.act))
    kinds = {p.id: (p.source, p.target, p.act) for p in scenario.processes}
    sanction = kinds["sanction"]
    for entry in played.record[path, : played.recorded[path]]:
        day, row = divmod(int(entry), len(compiled.rows))
        name = compiled.rows[row]
        happened.setdefault(FIRST + day * DAY, []).append(kinds.get(name, sanction))
    past = compiled.beginning.past
    first = FIRST - ((past.days if past is not None else 1) - 1) * DAY
    value = "calm"
    states: dict[dt.date, str] = {}
    for n in range(-6000, DAYS):
        value = MOVES.get(n, value)
        states[FIRST + n * DAY] = value
    offices = {h.id: (h.start, h.end, h.elected) for o in scenario.offices for h in o.holders}
    return History(happened, first, offices, {"busy": BUSY}, kinds, {"peace": states})
