"""Conditions of the kernel against plain Python, on random conditions and played paths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

import hypothesis
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydantic import TypeAdapter

from detente.baseline.coefficients import coefficient_matrix
from detente.conditions.at_odds import at_odds
from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.conditions.possible import Days
from detente.kernel.compile import Compiled, compile_model
from detente.kernel.play import Played, play
from detente.language.faults import Faults
from detente.outcomes.base import Question
from detente.planes.builder import ONE
from detente.planes.model import Op, Phase, StateVariable, Transition
from detente.scenario.scenario import Scenario
from detente.states.entry import StateEntry
from detente.states.lower import declare_states, lower_transitions
from tests.conditions.plain import History, holds
from tests.engine.worlds import AS_OF, add, plain, quantity, rates, toy
from tests.forms import size

Raw = dict[str, Any]
DAYS, PATHS, SEED = 100, 4, 11
DAY = dt.timedelta(days=1)
FIRST = AS_OF + DAY
ADAPTER: TypeAdapter[Any] = TypeAdapter(Condition)
MOVES = {0: "calm", 12: "war", 40: "truce", 41: "war", 75: "calm"}
"""On which days one state of the tests takes which value."""

LASTED = 200
"""Days for which the states of the tests have had their value at the start."""

TALKS = {
    "id": "talks", "title": "Talks", "values": ["shut", "open"], "start": "shut",
    "since": AS_OF - LASTED * DAY,
    "transitions": [
        {"from": "shut", "to": "open", "when": {"act": "CONSULT", "at_least": 5}},
        {"from": "open", "to": "shut", "when": {"act": "ACCUSE", "at_least": 4}},
    ],
}  # fmt: skip
"""Another, which moves by acts since it has its value, on each path on days of its own."""

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
    return st.one_of(
        values.map(lambda value: {"state": "peace", "is": value}),
        st.sampled_from(["shut", "open"]).map(lambda value: {"state": "talks", "is": value}),
    )


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


WHENS = ("morning", "evening", "before")


def lowered(
    scenario: Scenario, several: list[Raw], machines: Sequence[StateEntry] = ()
) -> tuple[Compiled, list[dict[str, str]]]:
    """Planes of conditions in the morning, in the evening, and for transitions of the talks."""
    builder = scenario.lowered(DAYS, Faults())
    builder.conditions = {"busy": ADAPTER.validate_python(BUSY)}
    values = ("calm", "war", "truce")
    moves = tuple(
        Transition(f"move-{day}", (0, 1, 2), ((values.index(value), ONE),), day=day)
        for day, value in MOVES.items()
        if day
    )
    peace = StateVariable("state:peace", "age(s)", values, ((0, ONE),), LASTED, moves)
    builder.add_state("peace", peace)
    entries = [StateEntry.model_validate(TALKS), *machines]
    declare_states(entries, builder)
    planes = []
    for raw in several:
        condition = ADAPTER.validate_python(raw)
        morning = plane_of(condition, builder)
        with builder.at(Phase.EVENING):
            # as it is then: a plane of the calendar would be traced on the next morning
            evening = builder.derived(Op.ALL, plane_of(condition, builder))
        with builder.at(Phase.BEFORE):
            before = plane_of(condition, builder, entered="talks")
        planes.append(dict(zip(WHENS, (morning, evening, before), strict=True)))
    for entry in entries:
        lower_transitions(entry, builder)
    builder.finish()
    asked = Question("asked", 0, DAYS - 1, plane="constant", evening=True)
    return compile_model(builder, [asked], [], {}, [claim.id for claim in scenario.claims]), planes


def course(compiled: Compiled, paths: int) -> tuple[Played, NDArray[np.uint8]]:
    """Play, on every other path with every claim false; and which claims hold."""
    index = np.arange(paths, dtype=np.int64)
    truth = np.ones((paths, len(compiled.claims)), dtype=np.uint8)
    truth[::2] = 0
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, SEED, index)
    capacity = DAYS * len(compiled.rows)
    return play(compiled, SEED, index, theta, truth, trace=True, capacity=capacity), truth


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
    played, truth = course(compiled, PATHS)
    column = {name: i for i, name in enumerate(compiled.planes)}
    builder = scenario.lowered(DAYS, Faults())
    builder.conditions = {"busy": ADAPTER.validate_python(BUSY)}
    values = {name: state.values for name, state in compiled.model.states.items()}
    wrong = []
    for raw, by_phase in zip(several, planes, strict=True):  # what is refused never holds
        condition = ADAPTER.validate_python(raw)
        odd = at_odds(condition, builder.conditions, values) is not None
        if odd or not Days(builder).ever(condition):
            seen = played.planes[:, 1:, column[by_phase["morning"]]]
            if seen.any():
                wrong.append((raw, "refused", 0, "morning", 1.0))
    for path in range(PATHS):
        history = told(scenario, compiled, played, path, claimed=bool(truth[path, 0]))
        for raw, by_phase in zip(several, planes, strict=True):
            for day in random.sample(range(DAYS - 1), 5):
                date = FIRST + day * DAY
                for when, plane in by_phase.items():
                    shown = day + 1 if when == "evening" else day
                    place = "talks" if when == "before" else ""
                    found = played.planes[path, shown, column[plane]]
                    if found != holds(raw, history, date, when, place):
                        wrong.append((raw, f"{date}", path, when, float(found)))
    assert not wrong, f"{len(wrong)}, the shortest {min(wrong, key=lambda each: len(str(each)))}"


def told(
    scenario: Scenario, compiled: Compiled, played: Played, path: int, claimed: bool
) -> History:
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
    states = {"peace": _peace()} | {
        name: _states(compiled, played, path, name)
        for name in compiled.model.states
        if name != "peace"
    }
    offices = {h.id: (h.start, h.end, h.elected) for o in scenario.offices for h in o.holders}
    return History(happened, first, offices, {"busy": BUSY}, kinds, states)


def _peace() -> dict[dt.date, str]:
    value, found = "calm", {}
    for n in range(-1 - LASTED, DAYS):
        value = MOVES.get(n, value)
        found[FIRST + n * DAY] = value
    return found


def _states(compiled: Compiled, played: Played, path: int, name: str) -> dict[dt.date, str]:
    """The values of a state on a path, and before it."""
    state = compiled.model.states[name]
    course = played.planes[path, :, compiled.planes.index(state.name)].astype(int)
    before = {AS_OF - n * DAY: state.values[state.start[0][0]] for n in range(LASTED + 1)}
    return before | {FIRST + n * DAY: state.values[v] for n, v in enumerate(course)}


# --------------------------------------------------------------------------------- transitions

VALUES = ("a", "b", "c")


@st.composite
def machines(draw: st.DrawFn) -> Raw:
    """A state whose transitions wait for random conditions, days, spans and chances."""
    moves = []
    for number in range(draw(st.integers(2, 4))):
        left, reached = draw(st.permutations(VALUES))[:2]
        move: Raw = {"from": left, "to": reached, "when": draw(conditions)}
        form = draw(st.sampled_from(["", "", "for", "on", "chance", "span"]))
        if form in ("for", "span"):
            move["for"] = draw(st.integers(1, 20))
        if form == "span":
            del move["when"]
        if form == "on":
            move["on"] = AS_OF + draw(st.integers(1, DAYS)) * DAY
        if form == "chance":
            move["chance"] = quantity(0.5)
        moves.append(move)
        if number == 0:
            start = left
    return {"id": "m", "title": "M", "values": list(VALUES), "start": start,
            "since": AS_OF - LASTED * DAY, "transitions": moves}  # fmt: skip


@settings(
    max_examples=size(6, 150),
    phases=[hypothesis.Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(machines(), min_size=8, max_size=12))
def test_transitions_agree_with_plain_python(several: list[Raw]) -> None:
    """Each day's value is one that the transitions allow; where no chance is drawn, the one."""
    scenario = world()
    named = [raw | {"id": f"m{number}"} for number, raw in enumerate(several)]
    compiled, _planes = lowered(scenario, [], [StateEntry.model_validate(raw) for raw in named])
    played, truth = course(compiled, 2)
    wrong, moved = [], 0
    for path in range(2):
        history = told(scenario, compiled, played, path, claimed=bool(truth[path, 0]))
        for raw in (*named, TALKS):
            states = history.states[raw["id"]]
            for day in (FIRST + n * DAY for n in range(DAYS)):
                allowed = possible(raw, history, day)
                moved += states[day] != states[day - DAY]
                if states[day] not in allowed:
                    wrong.append((raw, f"{day}", path, states[day - DAY], states[day], allowed))
    assert moved
    assert not wrong, f"{len(wrong)}, the shortest {min(wrong, key=lambda each: len(str(each)))}"


def possible(raw: Raw, history: History, day: dt.date) -> set[str]:
    """Values that a state may have on a day, by what it was on the day before."""
    states = history.states[raw["id"]]
    now = states[day - DAY]
    entered = day - DAY
    while states.get(entered - DAY) == now:
        entered -= DAY
    found: set[str] = set()
    for move in raw["transitions"]:
        if move["from"] != now or ("on" in move and move["on"] != day):
            continue
        if "for" in move and (day - entered).days != move["for"]:
            continue
        when = move.get("when")
        if when is not None and not holds(when, history, day, "before", raw["id"]):
            continue
        if "chance" not in move:
            return {*found, move["to"]}
        new = day - DAY == entered or not holds(when, history, day - DAY, "before", raw["id"])
        if new and day != FIRST:  # what was true by the start has had its chance
            found.add(move["to"])
    return {*found, now}


def test_how_long_acts_stayed_away_since_a_value_counts_from_before_the_first_day() -> None:
    """The record tells that there were none while the state had its value."""
    scenario = world()
    raw = {
        "id": "m", "title": "M", "values": ["a", "b"], "start": "a",
        "since": AS_OF - LASTED * DAY,
        "transitions": [
            {"from": "a", "to": "b", "when": {"not": {"act": "COERCE"}, "for": 30}},
        ],
    }  # fmt: skip
    compiled, _planes = lowered(scenario, [], [StateEntry.model_validate(raw)])
    played, truth = course(compiled, 2)
    history = told(scenario, compiled, played, 0, claimed=bool(truth[0, 0]))
    assert possible(raw, history, FIRST) == {"b"} == {history.states["m"][FIRST]}
