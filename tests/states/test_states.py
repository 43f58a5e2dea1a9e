"""States against their exact laws: products of daily matrices, dates, chances, claims."""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.ensemble.design import Design
from tests.engine.laws import assert_cells, assert_frequencies, refuted
from tests.engine.worlds import AS_OF, Course, course, day_of, held, independent, quantity
from tests.scenario.mutated import Raw
from tests.states.worlds import add, hazard, move, state, world

PATHS = 4000
DAYS = 60
F64 = NDArray[np.float64]


def played(
    *states: Raw, paths: int = PATHS, claims: tuple[str, ...] = (), sanction: float = 10
) -> Course:
    """The states, with sanctions at a rate a year."""
    changes = (add(states=list(states)), *(held(name) for name in claims))
    return course(world(*changes, sanction=sanction), paths, days=DAYS, trace=True)


def values(run: Course, name: str = "truce") -> NDArray[np.int64]:
    """Number of the value, by path and day."""
    return run.plane(f"state:{name}").astype(np.int64)


def shares(run: Course, number: int, name: str = "truce") -> NDArray[np.int64]:
    """How many paths have each value, by day."""
    found = values(run, name)
    return np.stack([(found == k).sum(axis=0) for k in range(number)], axis=1)


def daily(per_year: float) -> float:
    return float(-np.expm1(-per_year / 365.25))


# ------------------------------------------------------------------------------ exact laws


HAZARDS = {"out": 12.0, "also": 4.0, "back": 9.0, "on": 6.0}
CYCLE = state(
    values=["a", "b", "c"],
    start={"a": 0.8, "c": 0.2},
    transitions=[
        move(from_="a", to={"b": 0.6, "c": 0.3}, rate=hazard(HAZARDS["out"])),
        move(from_="a", to="c", rate=hazard(HAZARDS["also"])),
        move(from_="b", to="a", rate=hazard(HAZARDS["back"])),
        move(from_="c", to="b", rate=hazard(HAZARDS["on"])),
    ],
)


def matrix(factor: float = 1.0) -> F64:
    """Chances of a day: the first transition in the file that happens."""
    out, also = daily(factor * HAZARDS["out"]), daily(HAZARDS["also"])
    stays = 1.0 - 0.9 * out
    return np.array(
        [
            [stays * (1.0 - also), 0.6 * out, 0.3 * out + stays * also],
            [daily(HAZARDS["back"]), 1.0 - daily(HAZARDS["back"]), 0.0],
            [0.0, daily(HAZARDS["on"]), 1.0 - daily(HAZARDS["on"])],
        ]
    )


@functools.cache
def cycle() -> Course:
    return played(CYCLE)


def test_shares_are_products_of_the_matrix_of_a_day() -> None:
    """Exact: p(t) = p(0)·P^(t+1), on days far enough apart to be compared by themselves."""
    counts, start = shares(cycle(), 3), np.array([0.8, 0.0, 0.2])
    days = [0, 7, 20, 59]

    def expected(p: F64) -> F64:
        return PATHS * np.stack([start @ np.linalg.matrix_power(p, t + 1) for t in days])

    late = [1, 2, 3]  # on the first day too few are in b for χ²
    assert_cells(counts[days][late], expected(matrix())[late])
    assert_frequencies(counts[0], PATHS, expected(matrix())[0] / PATHS)
    with refuted():
        assert_cells(counts[days][late], expected(matrix(1.2))[late])


def test_days_that_a_value_lasts_are_geometric() -> None:
    """From a, of those that start there: exact, (1 − q)^n stay n days."""
    found = values(cycle())
    start = found[:, 0] == 0
    stays = matrix()[0, 0]
    for days in (5, 30):
        kept = (found[start][:, :days] == 0).all(axis=1).sum()
        assert_frequencies(kept, start.sum(), stays ** (days - 1))


def test_its_age_counts_days_since_it_moved() -> None:
    found, age = values(cycle()), cycle().plane("state:truce:days")
    moved = found[:, 1:] != found[:, :-1]
    assert (age[:, 1:][moved] == 0.0).all()
    np.testing.assert_array_equal(age[:, 1:][~moved], age[:, :-1][~moved] + 1.0)


def test_the_same_paths_whatever_else_there_is() -> None:
    """Another state moves no draw of the first, and none of the acts; nor do threads."""
    other = state(
        "other",
        values=["x", "y"],
        start={"x": 0.5, "y": 0.5},
        transitions=[move(to="y", rate=hazard(50)), move(to="x", rate=hazard(20))],
    )
    both = played(other, CYCLE, paths=300)
    np.testing.assert_array_equal(values(both), values(cycle())[:300])
    np.testing.assert_array_equal(both.acts, cycle().acts[:300])
    part = course(
        world(add(states=[CYCLE]), sanction=10),
        independent(100, 200),
        days=DAYS,
        trace=True,
    )
    np.testing.assert_array_equal(values(part), values(cycle())[200:300])


# ------------------------------------------------------------------------- days and spans


ENDS = dt.date(2024, 12, 10)


def test_on_its_day_it_moves_with_its_chance() -> None:
    """Exact: never before, then a multinomial draw once."""
    run = played(
        state(
            values=["open", "yes", "no"],
            start="open",
            transitions=[move(from_="open", to={"yes": 0.5, "no": 0.3}, on=ENDS)],
        )
    )
    counts = shares(run, 3)
    day = day_of(ENDS)
    assert (counts[:day, 0] == PATHS).all()
    assert_cells(counts[day], PATHS * np.array([0.2, 0.5, 0.3]))
    assert (counts[day:] == counts[day]).all()


@pytest.mark.parametrize(("since", "day"), [(None, 19), (AS_OF, 19), (AS_OF - dt.timedelta(9), 10)])
def test_it_moves_when_its_value_has_lasted(since: dt.date | None, day: int) -> None:
    """Twenty days from the day of `since` on, the as-of date by default."""
    given: Raw = {} if since is None else {"since": since}
    run = played(
        state(
            values=["up", "down"],
            start="up",
            transitions=[move(from_="up", to="down", for_=20)],
            **given,
        ),
        paths=3,
    )
    assert day_of((since or AS_OF) + dt.timedelta(20)) == day
    assert (values(run)[:, :day] == 0).all()
    assert (values(run)[:, day:] == 1).all()


def test_spans_begin_anew_with_each_value() -> None:
    run = played(
        state(
            values=["up", "down"],
            start="up",
            transitions=[
                move(from_="up", to="down", for_=5),
                move(from_="down", to="up", for_=3),
            ],
        ),
        paths=2,
    )
    pattern = [0] * 4 + ([1] * 3 + [0] * 5) * 8
    np.testing.assert_array_equal(values(run)[0], pattern[:DAYS])


# ------------------------------------------------------------------------------- conditions


SANCTION = {"act": "COERCE.restrict/economic", "by": "USA>RUS"}


def first_after(acts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Morning after the first act of a path; `DAYS` if there is none."""
    return np.where(acts.any(axis=1), acts.argmax(axis=1) + 1, DAYS)


def test_an_act_ends_it_the_next_morning() -> None:
    run = played(
        state(
            values=["in-force", "breached"],
            start="in-force",
            transitions=[move(from_="in-force", to="breached", when=SANCTION)],
        ),
        paths=500,
    )
    acts = run.act("sanction")[:, :DAYS]
    expected = np.arange(DAYS) >= first_after(acts)[:, None]
    np.testing.assert_array_equal(values(run), expected)
    assert 0.2 < expected[:, -1].mean() < 1.0


def test_every_act_counts_since_the_value_was_taken() -> None:
    """Each second sanction moves it on: two before the first move do not count for the next."""
    twice = SANCTION | {"at_least": 2}
    run = played(
        state(
            values=["a", "b"],
            start="a",
            transitions=[move(from_="a", to="b", when=twice), move(from_="b", to="a", when=twice)],
        ),
        paths=500,
        sanction=60,
    )
    acts = run.act("sanction")[:, :DAYS].astype(int)
    value, since = np.zeros(len(acts), dtype=int), np.zeros(len(acts), dtype=int)
    for t in range(DAYS):
        if t > 0:
            since += acts[:, t - 1]
        moves = since >= 2
        value, since = np.where(moves, 1 - value, value), np.where(moves, 0, since)
        np.testing.assert_array_equal(values(run)[:, t], value)
    assert acts.sum(axis=1).max() >= 4


@pytest.mark.parametrize("anew", [True, False])
def test_a_window_counts_what_was_before_the_value_unless_since_leaves_it_out(anew: bool) -> None:
    """Three sanctions in ten days breach a truce that begins on the twelfth day."""
    thrice: Raw = SANCTION | {"at_least": 3, "within": 10}
    if anew:
        thrice |= {"since": {"state": "truce", "is": "in-force"}}
    run = played(
        state(
            values=["war", "in-force", "breached"],
            start="war",
            transitions=[
                move(from_="war", to="in-force", on=AS_OF + dt.timedelta(12)),
                move(from_="in-force", to="breached", when=thrice),
            ],
        ),
        paths=500,
        sanction=90,
    )
    acts = run.act("sanction")[:, :DAYS].astype(int)
    expected = np.zeros(acts.shape, dtype=int)
    for path in range(len(acts)):
        for t in range(11, DAYS):
            first = max(t - 10, 11 if anew else 0)
            breached = expected[path, t - 1] == 2 or (t > 11 and acts[path, first:t].sum() >= 3)
            expected[path, t] = 2 if breached else 1
    np.testing.assert_array_equal(values(run), expected)
    on_the_first_day = (expected[:, 12] == 2).mean()
    assert on_the_first_day == 0.0 if anew else on_the_first_day > 0.3


def test_a_chance_is_drawn_once_when_its_condition_becomes_true() -> None:
    """Exact: of those that see an act, a third moves, on that morning or never."""
    run = played(
        state(
            values=["calm", "crisis"],
            start="calm",
            transitions=[move(from_="calm", to="crisis", when=SANCTION, chance=1 / 3)],
        )
    )
    acts = run.act("sanction")[:, : DAYS - 1]
    seen = acts.any(axis=1)
    moved = values(run)[:, -1] == 1
    assert not moved[~seen].any()
    assert_frequencies(moved.sum(), seen.sum(), 1 / 3)
    first = first_after(acts)[moved]
    assert (values(run)[moved, first] == 1).all()
    assert (values(run)[moved, first - 1] == 0).all()


def test_a_chance_of_what_holds_at_first_is_drawn_once() -> None:
    """A condition that always holds has its chance on the first day alone; since long, none."""
    for since, chance in ((None, 0.4), (AS_OF, 0.4), (AS_OF - dt.timedelta(1), 0.0)):
        given: Raw = {} if since is None else {"since": since}
        run = played(
            state(
                values=["a", "b"],
                start="a",
                transitions=[move(from_="a", to="b", when={"from": AS_OF}, chance=0.4)],
                **given,
            ),
            paths=1000,
        )
        counts = shares(run, 2)
        assert (counts == counts[0]).all()
        assert_frequencies(counts[0, 1], 1000, chance)


def test_states_move_at_once() -> None:
    """Two that copy each other's value of the day before change places, for ever."""

    def mirror(name: str, other: str, start: str) -> Raw:
        return state(
            name,
            values=["x", "y"],
            start=start,
            transitions=[
                move(from_="x", to="y", when={"state": other, "is": "y"}),
                move(from_="y", to="x", when={"state": other, "is": "x"}),
            ],
        )

    run = played(mirror("one", "two", "x"), mirror("two", "one", "y"), paths=2)
    days = np.arange(DAYS) % 2
    np.testing.assert_array_equal(values(run, "one")[0], 1 - days)
    np.testing.assert_array_equal(values(run, "two")[0], days)


def test_a_rate_comes_only_while_its_condition_holds() -> None:
    run = played(
        state(
            values=["a", "b"],
            start="a",
            transitions=[
                move(
                    from_="a",
                    to="b",
                    rate=hazard(30),
                    when={"from": dt.date(2024, 12, 1), "until": dt.date(2024, 12, 11)},
                )
            ],
        )
    )
    counts = shares(run, 2)
    first, last = day_of(dt.date(2024, 12, 1)), day_of(dt.date(2024, 12, 10))
    assert (counts[:first, 1] == 0).all()
    assert (counts[last:] == counts[last]).all()
    assert_frequencies(counts[last, 1], PATHS, 1.0 - (1.0 - daily(30)) ** 10)


# ---------------------------------------------------------------------------------- claims


def under(run: Course, claim: str) -> NDArray[np.bool_]:
    return np.asarray(run.truth[:, run.compiled.claims.index(claim)] == 1)


def test_a_claim_owns_the_start() -> None:
    run = played(
        state(
            values=["in-force", "void", "expired"],
            start={"in-force": 0.7, "expired": 0.3},
            claim="holds",
            otherwise="void",
            transitions=[],
        ),
        claims=("holds",),
    )
    true = under(run, "holds")
    counts = shares(run, 3)[0]
    assert (values(run)[~true] == 1).all()
    assert counts[1] == (~true).sum()
    assert_frequencies(counts[0], true.sum(), 0.7)


@pytest.mark.parametrize("kind", ["chance", "rate", "denied", "several"])
def test_a_claim_owns_a_transition(kind: str) -> None:
    """Exact: with its chance or hazard where the claim is true, with `otherwise` where false."""
    on = ENDS
    moves, chances = {
        "chance": (move(to="b", on=on, chance=0.6, claim="holds", otherwise=0.1), (0.6, 0.1)),
        "denied": (move(to="b", on=on, chance=0.6, denied_by="holds"), (0.0, 0.6)),
        "several": (move(to={"b": 0.6}, on=on, claim="holds", otherwise=0.5), (0.6, 0.3)),
        "rate": (
            move(to="b", rate=hazard(9), claim="holds", otherwise=0.25),
            tuple(1.0 - (1.0 - daily(factor * 9)) ** DAYS for factor in (1.0, 0.25)),
        ),
    }[kind]
    run = played(
        state(values=["a", "b"], start="a", transitions=[{"from": "a"} | moves]),
        claims=("holds",),
    )
    true, moved = under(run, "holds"), values(run)[:, -1] == 1
    hits = [moved[true].sum(), moved[~true].sum()]
    assert_frequencies(hits, [true.sum(), (~true).sum()], chances)


def test_uncertain_chances_are_drawn_with_the_parameters() -> None:
    """Mean of the chance over its law, one draw for all paths of a parameter index."""
    entry = state(
        values=["a", "b"],
        start="a",
        transitions=[move(from_="a", to="b", on=ENDS, chance=quantity(0.5, 0.2))],
    )
    scenario = world(add(states=[entry]), sanction=60)
    k = np.arange(2000, dtype=np.int64)
    run = course(scenario, Design(k, k // 1000, k), days=DAYS, trace=True)
    moved = (values(run)[:, -1] == 1).reshape(2, 1000)
    column = next(
        i for i, c in enumerate(run.compiled.coefficients) if c.draw.name.endswith(".chance")
    )
    drawn = run.theta[[0, 1000], column]
    assert abs(drawn[0] - drawn[1]) > 0.01
    assert_frequencies(moved.sum(axis=1), 1000, drawn)


def test_consequences_of_a_state() -> None:
    """Attacks are rarer while the truce is in force."""
    entry = state(
        values=["in-force", "over"],
        start="in-force",
        transitions=[move(from_="in-force", to="over", on=ENDS)],
    )
    regime: Raw = {
        "effect": "disposition", "id": "peace", "actor": "USA", "on": ["sanction"],
        "while": {"state": "truce", "is": "in-force"}, "coefficient": quantity(-1.5),
    }  # fmt: skip
    scenario = world(add(states=[entry], effects=[regime]), sanction=100)
    run = course(scenario, PATHS, days=DAYS)
    acts, day = run.act("sanction"), day_of(ENDS)
    calm, rough = acts[:, :day].sum(), acts[:, day:].sum()
    lam = -np.log1p(-100 / 365.25)
    assert_frequencies(calm, PATHS * day, -np.expm1(-lam * np.exp(-1.5)))
    assert_frequencies(rough, PATHS * (DAYS - day), -np.expm1(-lam))
