"""The relation index of the record: its formula, and that it is the engine's."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from dataclasses import replace

import numpy as np
import pytest

from detente.errors import InputError
from detente.ontology.acts import Act
from detente.relations.daily import F64
from detente.relations.index import check_settings
from detente.relations.relations import relations
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.scenario import Scenario
from tests.effects.toy import TOY, toml
from tests.engine.worlds import AS_OF, course, plain, rates
from tests.relations.record import DAY0, Told, connect, told
from tests.scenario.mutated import Raw


def by_hand(
    rows: list[tuple[int, float]], day: int, half_life: float, prior: float, usual: float
) -> float:
    """(Σ w G + c G_0)/(Σ w + c) of days and weights."""
    weights = [(math.pow(2.0, -(day - d) / half_life), g) for d, g in rows if d <= day]
    total = sum(w * g for w, g in weights) + prior * usual
    return total / (sum(w for w, _g in weights) + prior)


ROWS = [
    told(0, "USA", "RUS", 3, -2.0),
    told(4, "RUS", "USA", 4, -9.0),
    told(4, "USA", "RUS", 1, 5.0, joint=True),
    told(40, "USA", "RUS", 1, 4.0),
    told(90, "USA", "RUS", 2, 7.4),
]


def test_the_formula_of_the_pair_and_of_each_direction() -> None:
    found = relations(connect(ROWS), "USA", "RUS", half_life=20.0, prior=3.0)
    series = {
        "pair": [(0, -2.0), (4, -9.0), (4, 5.0), (40, 4.0), (90, 7.4)],
        "forth": [(0, -2.0), (4, 5.0), (40, 4.0), (90, 7.4)],
        "back": [(4, -9.0), (4, 5.0)],
    }
    for name, acts in series.items():
        usual = sum(g for _d, g in acts) / (len(acts) + 3.0)
        assert getattr(found.index, f"usual_{name}") == pytest.approx(usual, rel=1e-12)
        wanted = [by_hand(acts, day, 20.0, 3.0, usual) for day in range(91)]
        np.testing.assert_allclose(getattr(found.index, name), wanted, rtol=1e-12)
    weight = [sum(2.0 ** (-(day - d) / 20.0) for d, _g in series["pair"] if d <= day)
              for day in range(91)]  # fmt: skip
    np.testing.assert_allclose(found.index.acts, weight, rtol=1e-12)


def test_the_other_order_turns_the_directions_round() -> None:
    one, other = (
        relations(connect(ROWS), *pair).index for pair in (("USA", "RUS"), ("RUS", "USA"))
    )
    np.testing.assert_array_equal(one.pair, other.pair)
    np.testing.assert_array_equal(one.forth, other.back)
    np.testing.assert_array_equal(one.back, other.forth)


def test_acts_before_the_span_count() -> None:
    whole = relations(connect(ROWS), "USA", "RUS")
    first = DAY0 + dt.timedelta(days=30)
    part = relations(connect(ROWS), "USA", "RUS", first)
    assert (part.first, part.last) == (first, whole.last)
    np.testing.assert_array_equal(part.index.pair, whole.index.pair[30:])
    assert part.counted.acts == 2


def test_decay_goes_on_over_days_that_are_missing() -> None:
    rows = [told(0, "USA", "RUS", 4, -9.0), told(60, "USA", "RUS", 1, 4.0)]
    elsewhere = [told(day, "CHN", "JPN") for day in range(61) if not 20 <= day < 25]
    full = [told(day, "CHN", "JPN") for day in range(61)]
    gapped = relations(connect(rows + elsewhere), "USA", "RUS")
    whole = relations(connect(rows + full), "USA", "RUS")
    np.testing.assert_array_equal(gapped.index.pair, whole.index.pair)
    assert gapped.missing == tuple(DAY0 + dt.timedelta(days=day) for day in range(20, 25))
    assert whole.missing == ()


def test_what_is_not_counted() -> None:
    extra = [
        told(2, "USA", "RUS", None, 0.0),
        told(2, "USA", "RUS", 4, -10.0, echo=True),
        told(2, "USA", "USA", 4, -10.0),
        told(2, "USA", "CHN", 4, -10.0),
    ]
    found = relations(connect(ROWS + extra), "USA", "RUS")
    np.testing.assert_array_equal(
        found.index.pair, relations(connect(ROWS), "USA", "RUS").index.pair
    )
    counted = found.counted
    assert (counted.forth, counted.back, counted.joint, counted.acts) == (3, 1, 1, 5)
    assert (counted.unclassed, counted.late, counted.unweighed) == (1, 1, 0)


def test_an_act_without_weight_is_counted_but_not_in_the_index() -> None:
    rows = [*ROWS, replace(told(2, "USA", "RUS", 4), goldstein=None)]
    found = relations(connect(rows), "USA", "RUS")
    assert (found.counted.acts, found.counted.unweighed) == (6, 1)
    np.testing.assert_array_equal(
        found.index.pair, relations(connect(ROWS), "USA", "RUS").index.pair
    )


# ------------------------------------------------------------------------------------ the engine

ACTS = (
    "2024-06-01,USA,RUS,COERCE.restrict/economic,,a sanction,a test",
    "2024-10-20,RUS,USA,CONCEDE,,a concession,a test",
    "2024-11-17,RUS,USA,CONSULT.phone@leader,,a call,a test",
    "2024-11-18,USA,RUS,ACCUSE,,on the last day,a test",
)
TYPES = ["CONSULT", "ACCUSE", "COERCE", "RETREAT", "CONCEDE", "MOBILIZE", "AID", "COOPERATE"]


def whole_record(raw: Raw) -> None:
    """The list of acts is the whole record, so that nothing is put in at its usual level."""
    plain(raw)
    raw["record"]["complete"] = TYPES
    raw["record"]["since"] = dt.date(2000, 1, 1)
    raw["index"] = [{"pair": ["RUS", "USA"], "half_life": 21.0, "prior": 4.0, "usual": -1.5}]


def lively() -> Scenario:
    """The toy with much going on, whose list of acts is the whole record."""
    texts = {p.name: p.read_text(encoding="utf-8") for p in TOY.iterdir()}
    header = texts["acts.csv"].splitlines()[0]
    raw = tomllib.loads(texts["scenario.toml"])
    whole_record(raw)
    rates(call=60, ru_accuses=90, us_accuses=60, sanction=40, ease=30, concede=30, answer=20)(raw)
    lines = [f"{toml(key)} = {toml(value)}" for key, value in raw.items()]
    changed = {
        "acts.csv": "\n".join([header, *ACTS]) + "\n",
        "scenario.toml": "\n".join(lines) + "\n",
    }
    return read(Memory(texts | changed))


def test_it_is_the_index_of_the_engine() -> None:
    """The same acts in the record and on a path: the same index, in both directions as well.

    The engine's value on a day is that of the morning: what the record has at the close of the
    day before.
    """
    scenario = lively()
    played = course(scenario, 2, trace=True)
    compiled = played.compiled
    days = played.acts.shape[1]
    for path in range(2):
        happened = [
            (scenario.as_of + dt.timedelta(days=int(t) + 1), p.source, p.target, p.act)
            for p in scenario.processes
            for t in np.flatnonzero(played.act(p.id)[path])
        ]
        listed = [(a.date, a.source, a.target, a.act) for a in scenario.record.acts]
        rows = [_row(*act) for act in listed + happened]
        ours = relations(
            connect(rows), "RUS", "USA",
            AS_OF, AS_OF + dt.timedelta(days=days - 1),
            half_life=21.0, prior=4.0, usual=-1.5,
        ).index  # fmt: skip
        assert len(rows) > 30
        watched = played.played.watch[path, :, compiled.watched.index("index:RUS~USA")]
        np.testing.assert_allclose(ours.pair, watched[: len(ours.pair)], rtol=1e-9)
        assert len(ours.pair) >= days - 20

        def memory(dyad: str, weight: str = "", path: int = path) -> F64:
            values: F64 = played.plane(f"memory:{dyad}:any:h=21{weight}")[path]
            return values

        for name, dyad in (("forth", "RUS>USA"), ("back", "USA>RUS")):
            tone = memory(dyad, ":weight=goldstein") + memory("RUS~USA", ":weight=goldstein")
            volume = memory(dyad) + memory("RUS~USA")
            wanted = (tone + 4.0 * -1.5) / (volume + 4.0)
            np.testing.assert_allclose(
                getattr(ours, name), wanted[: len(ours.pair)], rtol=1e-9, err_msg=name
            )


def _row(date: dt.date, source: str, target: str, act: Act) -> Told:
    return told((date - DAY0).days, source, target, int(act.quad), act.goldstein, joint=act.joint)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ((0.0, 5.0, None), "half-life 0: give a number of days above 0"),
        ((-1.0, 5.0, None), "half-life -1"),
        ((float("nan"), 5.0, None), "half-life nan"),
        ((1e9, 5.0, None), "at most 36525"),
        ((30.0, 0.0, None), "prior 0: give a number of acts above 0"),
        ((30.0, float("nan"), None), "prior nan"),
        ((30.0, float("inf"), None), "prior inf"),
        ((30.0, 5.0, 11.0), "usual tone 11: give a number from -10 to 10"),
        ((30.0, 5.0, float("nan")), "usual tone nan"),
    ],
)
def test_settings_out_of_range(settings: tuple[float, float, float | None], message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_settings(*settings)


def test_the_index_lies_on_its_scale() -> None:
    rows = [told(day, "USA", "RUS", 4, -10.0) for day in range(50) for _ in range(20)]
    rows += [told(day, "RUS", "USA", 2, 10.0) for day in range(50) for _ in range(20)]
    index = relations(connect(rows), "USA", "RUS", prior=0.001).index
    assert -10.0 <= index.forth.min() < -9.9
    assert 9.9 < index.back.max() <= 10.0
    assert np.abs(index.pair).max() < 0.1
