"""The symbolic model: what effects lower to, before it becomes arrays.

Everything here is plain data. A plane is named by its canonical text, so that two effects that
ask for the same memory share one plane, and adding an effect renames nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.planes.sample import Sample

PAIR, SOURCE, TARGET = 0, 1, 2
"""Sides of a term: of the pair (or of a directed act), of the source, of the target."""

OF_SEVERAL = 3
"""From here on sides count the parties of a joint act of three and more, source and target first.

The builder makes terms and gates of the whole of theirs, in the party's name.
"""


class Op(IntEnum):
    """Derived planes, evaluated once a day in topological order."""

    LOG_LEVEL = 0  # log((c + a) / (c + usual))
    LOG1P = 1  # log(1 + a)
    ONE_MINUS = 2  # 1 - a
    PRODUCT = 3  # a * b
    SHARE = 4  # a / (c + b)
    MIN_SUM = 5  # sum over pairs of min(a_k, b_k)
    SUM = 6  # sum over planes
    SCALE = 7  # coefficient * a
    HINGE = 8  # max(0, a - coefficient)
    TONE = 9  # (a + c * usual) / (b + c)
    LATCH = 10  # 1 on the first day that a >= coefficient; decays, also what the record left
    SPREAD = 11  # coefficient * a - coefficient**2 / 2 (mood, mean of exp is 1)
    AT_LEAST = 12  # 1 where a >= c1
    AT_MOST = 13  # 1 where a <= c1
    LESS = 14  # 1 where a < b
    ONE_OF = 15  # 1 where bit a of the whole number c1 is set
    ALL = 16  # the smallest
    ANY = 17  # the largest
    RUN = 18  # days running that a holds, today included
    AGE = 19  # days since a last held, 0 today
    ROSE = 20  # 1 where a holds and did not the day before
    WINDOW = 21  # sum of a over c1 days, today included
    SINCE = 22  # sum of a since b last rose, or with c1 = 1 since b last held; c: by the start
    HIGHEST = 23  # the most that a has been
    LOGISTIC = 24  # 1 / (1 + exp(-a))
    EXP = 25  # exp(c1 * a + c2)
    WEIGHTED = 26  # sum of weights times inputs
    VOTE = 27  # chance that independent consents a_i, each of its weight, reach c1, and c2 of them
    SINCE_ENTRY = 28  # sum of a since a state has its value; b is its age, as the day before


class Phase(IntEnum):
    """When in a day a derived plane is worked out.

    The kernel goes through a day in this order: the evening before, on whose acts outcomes
    look; what the transitions of states wait for; the morning, after the states have moved.
    """

    EVENING = 0
    BEFORE = 1
    MORNING = 2


NEVER_HELD = 1e6
"""Days since a condition last held that never did."""


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Draws that go together.

    In standard deviations, draw i is Σ_j root_ij · z_j, z_j the standard normal number that hangs
    on the name of draw j; `root` has rows of length 1 (`detente.planes.fitted.joint`).
    """

    names: tuple[str, ...]
    root: NDArray[np.float64]


SizeLaw = Literal["fixed", "log-normal", "geometric"]
"""Of the size of an act: always the same, a positive number, or a whole number from 1 on."""

Law = Literal["normal", "log-normal", "log-gamma"]
"""Of a draw: normal, or the logarithm of a log-normal or Gamma law."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A number drawn once for each parameter index.

    `name` is stable and enters the counter of the generator. The law is normal with `mean` and
    `sd`, truncated to [`low`, `high`]; with `joint` it is correlated with other draws, and its
    values are cut to the bounds.

    Of a rate the logarithm is drawn, and `mean` is the logarithm of the mean rate: under the law
    ``log-normal`` the value is normal about mean − sd²/2, under ``log-gamma`` it is that of
    exp(mean) · G/shape, G Gamma with that `shape`. Either way the mean of its exponential is
    exp(mean).

    With a `sample` the value is that of the draw which the parameter index picks in it.
    """

    name: str
    mean: float
    sd: float = 0.0
    low: float = float("-inf")
    high: float = float("inf")
    basis: str = "definition"
    reference: str = ""
    joint: Joint | None = None
    law: Law = "normal"
    shape: float = 0.0
    sample: Sample | None = None

    def __post_init__(self) -> None:
        """Refuse a mean outside the bounds: the law would lie in a tail, or nowhere."""
        if not self.low <= self.mean <= self.high:
            bounds = f"[{self.low:g}, {self.high:g}]"
            raise ScenarioError(
                _("'{id}' has the mean {mean}; it must lie in {bounds}").format(
                    id=self.name, mean=f"{self.mean:g}", bounds=bounds
                )
            )


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A draw under claims.

    `when` lists (claim, value if the claim is false) in order: the first false claim decides;
    with all true the value is the draw's. Where a claim is true that denies it, it is 0.
    """

    draw: Draw
    when: tuple[tuple[str, float], ...] = ()
    denied_by: str | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims that decide on it."""
        denying = () if self.denied_by is None else (self.denied_by,)
        return (*(claim for claim, _ in self.when), *denying)


@dataclass(frozen=True, slots=True)
class Memory:
    """M ← M·decay + Σ weight·(1 − anticipation)·y at the end of each day.

    Decay 1 is a stock, decay 0 the acts of the day alone. `initial` is its value at the start
    where no claim holds that owns a part of the record; `usual` is its usual value.
    """

    name: str
    decay: float
    initial: float
    usual: float
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Relaxing:
    """D ← D + (target − D)·(1 − 2^(−(1 + gain·speed)/half_life))."""

    name: str
    target: str
    half_life: float
    initial: float
    speed: str | None = None
    gain: Coefficient | None = None


@dataclass(frozen=True, slots=True)
class Mood:
    """Latent AR(1) with unit variance; `half_life` in days."""

    name: str
    half_life: float


@dataclass(frozen=True, slots=True)
class Derived:
    """One operation on other planes; `inputs` are plane names (pairs in turn for MIN_SUM)."""

    name: str
    op: Op
    inputs: tuple[str, ...]
    coefficient: Coefficient | None = None
    c1: float = 0.0
    c2: float = 0.0
    weights: tuple[float, ...] = ()
    phase: Phase = Phase.MORNING


@dataclass(frozen=True, slots=True)
class Transition:
    """How a state moves: from one of some values, to one of some, each with its chance.

    It is due on a day on which all hold that it names: the day, the days that the value has
    lasted, the plane (at 0.5 or more). With a `rate`, the logarithm of a daily hazard, it comes
    by chance on any such day. `factor` multiplies that hazard; without a rate, the chances.
    What the plane `along` holds is added to the logarithm of the hazard; without a rate, to the
    log-odds of the chance of its one value.
    `name` is stable: its draws hang on it.
    """

    name: str
    before: tuple[int, ...]
    to: tuple[tuple[int, Coefficient], ...]
    plane: str | None = None
    day: int | None = None
    lasted: int | None = None
    rate: Coefficient | None = None
    factor: Coefficient | None = None
    owner: str | None = None
    along: str | None = None

    @property
    def certain(self) -> bool:
        """Whether nothing of it is drawn: it happens, to one value, whenever it is due."""
        if self.rate is not None or self.factor is not None or len(self.to) > 1 or self.along:
            return False
        chance = self.to[0][1]
        return not chance.when and chance.draw.sd == 0.0 and chance.draw.mean >= 1.0


@dataclass(frozen=True, slots=True)
class StateVariable:
    """A state of the world, of an actor or a pair: one of `values` on each day.

    Its plane is the number of the value, that of `age` the days that it had it before today.
    `start` are the chances of its values by the evening before day 0; `lasted` are the days that
    it then has had it, that evening's not counted. −1 is as 0, but nothing of the record counts.
    Where it is known how it has moved, `stated` are the transitions that would be drawn.
    """

    name: str
    age: str
    values: tuple[str, ...]
    start: tuple[tuple[int, Coefficient], ...]
    lasted: int
    transitions: tuple[Transition, ...]
    stated: tuple[Transition, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A quantity with a unit.

    At the end of each day: the day's acts, `inflow` (where `inflow_plane` is 1), `season` (a
    plane), and for one that returns to its `mean` a share 1 − `kept` of the way there and a
    shock; then it is cut to its bounds.
    """

    name: str
    start: Coefficient
    lower: float
    upper: float
    inflow: Coefficient | None = None
    inflow_plane: str | None = None
    season: str | None = None
    kept: float = 1.0
    mean: Coefficient | None = None
    spread: Coefficient | None = None


@dataclass(frozen=True, slots=True)
class SizeCase:
    """A law of the size of an act, of mean `mean`; with a plane, on days on which that is 1."""

    law: SizeLaw
    mean: float
    sd: float = 0.0
    plane: str | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """How large an act of a row is: by the first case that applies, drawn under the row's name."""

    row: str
    name: str
    cases: tuple[SizeCase, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """scale · coefficient · plane in the log-hazard of `process`, on one `side`."""

    process: str
    side: int
    plane: str
    coefficient: Coefficient
    scale: float
    owner: str | None
    effect: str
    party: str | None = None
    """of a joint act of three and more: for whom it speaks"""


@dataclass(frozen=True, slots=True)
class Gate:
    """A factor 1 − strength·(1 − plane) on one side of a process; strength 0 is an open gate.

    `party` is for whom it speaks where that is not said by the side: one of several parties of a
    joint act, or a third party.
    """

    process: str
    side: int
    plane: str
    strength: Coefficient
    owner: str | None
    effect: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Mutual consent of a joint process on paths where `strength` is 1, while `plane` is."""

    process: str
    strength: Coefficient
    owner: str | None
    effect: str
    plane: str | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """What an act of `row` (a process or a scheduled act) adds to a memory, or to a level.

    Its `weight`, times 1 − anticipation, times `amount`, times the act's size if `sized`, where
    `plane` is 1.
    """

    row: str
    memory: str
    weight: float
    anticipation: Coefficient | None = None
    amount: Coefficient | None = None
    sized: bool = False
    plane: str | None = None


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An exogenous act: happens on `day` with the probability that the coefficient holds.

    Where `plane` is not 1 on that day, it does not.

    `same` names the rows of the same act on the same dyad that come before it on that day: the
    processes at risk (one for each counterpart) and other scheduled acts. A day sees the act once.
    """

    row: str
    name: str
    day: int
    probability: Coefficient
    owner: str | None
    same: tuple[str, ...]
    plane: str | None = None


@dataclass(slots=True)
class Model:
    """All of it, in the order in which it was asked for."""

    days: int
    calendar: dict[str, tuple[float, ...]] = field(default_factory=dict)
    cycles: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """those that repeat, such as the week: their values over one cycle"""
    memories: dict[str, Memory] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    states: dict[str, StateVariable] = field(default_factory=dict)
    sizes: dict[str, Size] = field(default_factory=dict)
    moods: dict[str, Mood] = field(default_factory=dict)
    relaxing: dict[str, Relaxing] = field(default_factory=dict)
    derived: dict[str, Derived] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    once: set[str] = field(default_factory=set)
    """Processes that happen once at most."""
    rules: dict[str, Rule] = field(default_factory=dict)
    impacts: list[Impact] = field(default_factory=list)
    scheduled: list[Scheduled] = field(default_factory=list)
    during: dict[str, str] = field(default_factory=dict)
    """effect id → the plane that is 1 while the effect acts; of effects that act at times"""
    conditions: list[tuple[object, str]] = field(default_factory=list)
    """Conditions that something waits for, each with the plane that is 1 while it holds."""
    feeds: dict[str, dict[str, float]] = field(default_factory=dict)
    """memory name → row → share of the memory's usual value that the row brings"""

    def leaves(self, names: Iterable[str]) -> list[str]:
        """Planes that are not derived, from which some are made."""
        seen: dict[str, None] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = None
                waiting += self.derived[name].inputs if name in self.derived else ()
        return [name for name in seen if name not in self.derived]

    def plane_names(self) -> list[str]:
        """All planes, in the order of the arrays."""
        return [
            *self.calendar,
            *self.memories,
            *(level.name for level in self.levels.values()),
            *self.moods,
            *self.relaxing,
            *(name for state in self.states.values() for name in (state.name, state.age)),
            *self.derived,
        ]
