"""What effects write with: asks for planes by meaning, adds terms, gates and rules.

The work is done by collaborators, each with what it has to remember; here is what effects call.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.hints import did_you_mean
from detente.ontology.actor import Actor
from detente.ontology.acts import Act, ActClass
from detente.ontology.offices import Office
from detente.planes import limits
from detente.planes.calendar import Calendar
from detente.planes.counts import Counts
from detente.planes.factions import Factions
from detente.planes.fitted import NOTHING, Fitted
from detente.planes.index import RelationIndex
from detente.planes.latches import past_triggers
from detente.planes.memories import Memories, MemoryRequest, once
from detente.planes.model import (
    OF_SEVERAL,
    PAIR,
    Coefficient,
    Draw,
    Gate,
    Level,
    Model,
    Mood,
    Op,
    Phase,
    Relaxing,
    Rule,
    Size,
    StateVariable,
    Term,
    Transition,
)
from detente.planes.moving import Change, Moving
from detente.planes.operations import Operations
from detente.planes.owner import Owner
from detente.planes.process import Process
from detente.planes.processes import Processes
from detente.planes.quantity import Quantity
from detente.planes.record import Record
from detente.planes.remembered import PastPulses, PastTrigger, Remembered
from detente.planes.schedule import Schedule, ScheduledAct
from detente.planes.terms import Terms
from detente.planes.tone import add_index, add_volume, index_of

CONSTANT = "constant"
"""The plane that is always 1."""

ONE = Coefficient(Draw("one", 1.0))


@dataclass(slots=True)
class Builder:
    """Collects the model of one scenario.

    Parameters
    ----------
    as_of : date
        The last day of the record; day 0 is the day after.
    days : int
        Length of the horizon.
    processes : sequence of Process
    offices : sequence of Office
    record : Record
    groups : mapping of str to list of process ids
    indices : sequence of RelationIndex
    fitted : Fitted
        Laws that replace those of the effects' quantities and of the processes' baselines.
    conditions : mapping
        Conditions by name.
    announced : sequence of (dyads, Act)
        Acts that effects will schedule within the horizon, with where each is heard.
    actors : mapping of str to Actor
        Blocs among them have members.
    possible : mapping of str to callable
        Of a holder who may or may not come to hold an office: adds the plane of the condition.
    beliefs : mapping of str to callable
        Of an effect by which an observer concludes: adds the plane of what it believes.
    """

    as_of: dt.date
    days: int
    processes: Sequence[Process]
    offices: Sequence[Office]
    record: Record
    groups: dict[str, list[str]]
    indices: Sequence[RelationIndex] = ()
    fitted: Fitted = NOTHING
    conditions: Mapping[str, Any] = field(default_factory=dict)
    """Those that have a name, for `detente.conditions`"""
    horizon: int | None = None
    """Days of the whole horizon; only then is nothing left out of it that conditions wait for"""
    announced: Sequence[tuple[tuple[str, ...], Act]] = ()
    """Acts that will be scheduled within the horizon, each with where it is heard"""
    actors: Mapping[str, Actor] = field(default_factory=dict)
    possible: Mapping[str, Callable[[Builder], str]] = field(default_factory=dict)
    """What lowers the condition of a holder who may or may not come to hold an office, by id"""
    beliefs: Mapping[str, Callable[[Builder], str]] = field(default_factory=dict)
    """What lowers the belief of an observer, by the effect's id"""
    model: Model = field(init=False)
    past_anticipation: dict[str, dict[str, Coefficient]] = field(default_factory=dict)
    published: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """planes that an effect offers to others, by effect id"""
    _calendar: Calendar = field(init=False)
    _processes: Processes = field(init=False)
    _operations: Operations = field(init=False)
    _memories: Memories = field(init=False)
    _terms: Terms = field(init=False)
    _schedule: Schedule = field(init=False)
    _counts: Counts = field(init=False)
    _factions: Factions = field(init=False)
    _moving: Moving = field(init=False)
    _during: str | None = field(init=False, default=None)
    _values: dict[str, Callable[[dt.date], float]] = field(init=False, default_factory=dict)
    _holding: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Start with the constant plane."""
        self.model = Model(self.days)
        self.model.calendar[CONSTANT] = (1.0,) * self.days
        self._values[CONSTANT] = lambda _: 1.0
        self._calendar = Calendar(self.as_of, self.days, self.offices)
        self._processes = Processes(self.processes, self.groups)
        self._operations = Operations(self.model)
        self._memories = Memories(
            self.model, self._processes, self.record, self._calendar, self.past_anticipation
        )
        self._terms = Terms(self.model, self._operations)
        self._moving = Moving(self.model, self._operations)
        self._schedule = Schedule(self.model, self._processes, self._memories, self._moving)
        self._counts = Counts(self._memories, self._operations, self._expected)
        self._factions = Factions(self._memories, self._operations)

    # ------------------------------------------------------------------ when

    @contextmanager
    def at(self, phase: Phase) -> Iterator[None]:
        """Derived planes that are asked for within belong to a phase of the day."""
        before, self._operations.phase = self._operations.phase, phase
        try:
            yield
        finally:
            self._operations.phase = before

    @property
    def phase(self) -> Phase:
        """The phase of the day to which derived planes belong that are asked for."""
        return self._operations.phase

    @contextmanager
    def during(self, plane: str | None) -> Iterator[None]:
        """What is added within (terms, gates, rules, scheduled acts) acts while a plane is 1.

        Within another, while both are.
        """
        before = self._during
        if plane is not None:
            self._during = self._while(plane)
        try:
            yield
        finally:
            self._during = before

    def _while(self, plane: str) -> str:
        """A plane, 0 while the effect that asks for it does not act."""
        if self._during is None:
            return plane
        if plane == CONSTANT:
            return self._during
        return self.derived(Op.PRODUCT, self._during, plane)

    # ------------------------------------------------------------------ calendar and offices

    def day_of(self, date: dt.date) -> int:
        """Day index of a date; negative before the start."""
        return self._calendar.day_of(date)

    def date_of(self, day: int) -> dt.date:
        """Date of a day index."""
        return self._calendar.date_of(day)

    def calendar(
        self, name: str, value: Callable[[dt.date], float], *, cycle: int | None = None
    ) -> str:
        """Plane that is a function of the calendar, and repeats after `cycle` days if given.

        Of one that repeats a rate holds the mean over a cycle, of others what it is at the start.
        """
        self._values.setdefault(name, value)
        if name not in self.model.calendar:
            limits.within(
                len(self.model.calendar), limits.MOST_CALENDAR, _("planes of the calendar")
            )
            self.model.calendar[name] = self._calendar.series(value)
            if cycle is not None:
                dates = [self._calendar.date_of(day) for day in range(cycle)]
                self.model.cycles[name] = tuple(sorted(float(value(date)) for date in dates))
        return name

    def past_calendar(self, name: str, dates: Sequence[dt.date]) -> NDArray[np.float64]:
        """A plane of the calendar on any days."""
        return np.array([self._values[name](date) for date in dates], dtype=np.float64)

    def past_memory(self, name: str, mornings: Sequence[dt.date]) -> Remembered:
        """What a memory holds of the record on mornings up to the first."""
        return self._memories.past_of(name, mornings)

    def office(self, office_id: str) -> Office:
        """Office by id."""
        return self._calendar.office(office_id)

    def tenure(self, holder_id: str, *, elect: bool) -> tuple[dt.date, dt.date | None]:
        """Half-open span in which a person holds office, from the election on if `elect`."""
        return self._calendar.tenure(holder_id, elect=elect)

    def where_held(self, plane: str, holder_id: str) -> str:
        """A plane of the calendar that is about a holder, 0 where the person does not hold office.

        Raises
        ------
        ScenarioError
            If who holds it hangs on itself.
        """
        if holder_id not in self.possible:
            return plane
        if holder_id in self._holding:
            raise ScenarioError(
                _("the `if` of office holders goes in a circle: {circle}").format(
                    circle=" → ".join([*self._holding, holder_id])
                )
            )
        self._holding.append(holder_id)
        try:
            holds = self.possible[holder_id](self)
        finally:
            self._holding.pop()
        return holds if plane == CONSTANT else self.derived(Op.PRODUCT, plane, holds)

    # ------------------------------------------------------------------ processes

    def select(self, names: Iterable[str]) -> list[Process]:
        """Processes by id or by the name of a group, each once, in the scenario's order."""
        return self._processes.select(names)

    @staticmethod
    def side(process: Process, actor: str) -> int:
        """Side of the terms that speak for `actor` in a process.

        Raises
        ------
        ScenarioError
            If the actor does not decide on the process.
        """
        return process.side_of(actor)

    # ------------------------------------------------------------------ coefficients

    def coefficient(
        self,
        owner: Owner,
        name: str,
        quantity: Quantity,
        *,
        otherwise: float | None = None,
        low: float = float("-inf"),
        high: float = float("inf"),
        requires: Sequence[tuple[str, float]] = (),
    ) -> Coefficient:
        """Coefficient of an effect: its draw, under the effect's claim.

        Parameters
        ----------
        owner : Owner
        name : str
            Name within the effect; the draw is called ``effect.name``.
        quantity : Quantity
        otherwise : float, optional
            Value where the claim is false; the owner's unless given.
        low, high : float
            Bounds of the draw.
        requires : sequence of (claim, value if false)
            Further claims without which the coefficient has another value.
        """
        draw = self.drawn(f"{owner.effect}.{name}", quantity, low, high)
        when = list(requires)
        if owner.claim is not None and not owner.denies:
            when.append((owner.claim, owner.otherwise if otherwise is None else otherwise))
        return Coefficient(draw, tuple(when))

    @staticmethod
    def denied(amount: Coefficient, owner: Owner) -> Coefficient:
        """An amount, 0 where a claim holds that denies it."""
        return _unless(amount, owner)

    def drawn(
        self, name: str, quantity: Quantity, low: float = -math.inf, high: float = math.inf
    ) -> Draw:
        """Draw of a quantity within bounds, under its fitted law if there is one."""
        q = quantity
        return self.fitted.draw(Draw(name, q.mean, q.sd, low, high, q.basis, q.reference))

    # ------------------------------------------------------------------ planes

    def memory(
        self,
        dyad: str,
        acts: ActClass,
        half_life: float | None,
        *,
        received_by: str | None = None,
        until: dt.date | None = None,
        weigh: Callable[[Act], float] | None = None,
        weighing: str = "",
        initial: float | None = None,
        initial_on: dt.date | None = None,
    ) -> str:
        """Memory of a class of acts on a dyad (``A>B``) or pair (``A~B``).

        Parameters
        ----------
        dyad : str
        acts : ActClass
        half_life : float or None
            Days; None is a stock, 0 the acts of the day alone.
        received_by : str, optional
            Actor whose anticipation discounts the acts.
        until : date, optional
            First day whose acts no longer count.
        weigh, weighing : callable and str
            Weight of an act (default 1), and its name.
        initial : float, optional
            Value of a stock, to which later acts of the record add.
        initial_on : date, optional
            Evening on which it had that value; by default that before the record begins.

        Returns
        -------
        str
            Name of the plane.
        """
        return self._factions.memory(
            MemoryRequest(
                dyad,
                acts,
                half_life,
                weigh or once,
                weighing,
                received_by,
                until,
                initial,
                initial_on,
            )
        )

    def heard(self, dyad: str, acts: ActClass) -> bool:
        """Whether acts of a class are played or expected on a dyad or pair, or were recorded."""
        also = (dyad, *(other for other, *_how in self._factions.also_on(dyad)))
        coming = self._coming(acts)
        return any(self._memories.told_of(each, acts) or each in coming for each in also)

    def faction(self, part: str, whole: str, share: Coefficient) -> None:
        """Let acts of a part count by a share in memories of the whole's that are asked for later.

        Within `during`, while what that says holds.

        Raises
        ------
        ScenarioError
            If the part has been named before, or has parts of its own.
        """
        self._factions.add(part, whole, share, self._during)

    def parts_on(self, dyad: str, acts: ActClass) -> list[tuple[str, str]]:
        """Dyads of parts whose acts of a class count on another, with the plane of their share.

        0 on days on which they do not.
        """
        return [
            (also, self._factions.shared(CONSTANT, share, plane))
            for also, share, plane in self._factions.also_on(dyad)
            if self._memories.told_of(also, acts) or also in self._coming(acts)
        ]

    def _coming(self, acts: ActClass) -> list[str]:
        """Dyads and pairs on which acts of a class are expected."""
        return [dyad for dyads, act in self._expected() if acts.contains(act) for dyad in dyads]

    def _expected(self) -> list[tuple[tuple[str, ...], Act]]:
        """Scheduled acts, each with where it is heard."""
        return [*self.announced, *((act.dyads, act.act) for act in self._schedule.acts)]

    def dyads_of(self, acts: ActClass) -> list[str]:
        """Dyads and pairs on which acts of a class are played or expected, or were recorded."""
        return list(dict.fromkeys([*self._memories.dyads_of(acts), *self._coming(acts)]))

    def memories(
        self,
        dyads: Sequence[str],
        acts: ActClass,
        half_life: float | None,
        *,
        received_by: str | None = None,
        until: dt.date | None = None,
        weigh: Callable[[Act], float] | None = None,
        weighing: str = "",
    ) -> list[str]:
        """Memories of a class of acts on several dyads or pairs, without those that stay empty.

        A joint act stands in the memory of its pair alone, once; so what an actor meets with from
        another is in two of them (`detente.ontology.dyads.towards`).

        Parameters
        ----------
        dyads : sequence of str
        acts, half_life, received_by, until, weigh, weighing
            As in `memory`.

        Returns
        -------
        list of str
            Names of the planes; the first of the dyads where nothing is heard on any.
        """
        told = [dyad for dyad in dict.fromkeys(dyads) if self.heard(dyad, acts)] or dyads[:1]
        return [
            self.memory(
                dyad,
                acts,
                half_life,
                received_by=received_by,
                until=until,
                weigh=weigh,
                weighing=weighing,
            )
            for dyad in told
        ]

    def total(self, planes: Sequence[str]) -> str:
        """Sum of planes; a plane that is alone is its own."""
        return planes[0] if len(planes) == 1 else self.derived(Op.SUM, *planes)

    def derived(
        self,
        op: Op,
        *inputs: str,
        coefficient: Coefficient | None = None,
        c1: float = 0.0,
        c2: float = 0.0,
        weights: Sequence[float] = (),
    ) -> str:
        """Plane computed once a day from other planes."""
        return self._operations.add(
            op, *inputs, coefficient=coefficient, c1=c1, c2=c2, weights=weights
        )

    def acts_of_day(self, dyads: Sequence[str], acts: ActClass) -> str:
        """How many acts of a class the day before saw on some dyads or pairs, joint ones once.

        In the evening phase: how many the day itself saw. Nothing usual is in it.
        """
        return self._counts.of_day(self._counts.heard(dyads, acts))

    def acts_so_far(
        self, dyads: Sequence[str], acts: ActClass, since: dt.date | None = None
    ) -> str:
        """How many there have been, those of the record (from `since` on, if given) included."""
        return self._counts.so_far(self._counts.heard(dyads, acts), since)

    def acts_of_day_by(self, processes: Sequence[Process]) -> str:
        """As `acts_of_day`, of named processes and of scheduled acts of the same kind."""
        return self._counts.of_day(self._counts.of_processes(processes))

    def acts_so_far_by(self, processes: Sequence[Process], since: dt.date | None = None) -> str:
        """As `acts_so_far`, of named processes and of scheduled acts of the same kind."""
        return self._counts.so_far(self._counts.of_processes(processes), since)

    def past_pulses(self) -> list[PastPulses]:
        """What the record says of the inputs of windows and ages, on its mornings."""
        return self._counts.past(self.model)

    # ------------------------------------------------------------------ states and levels

    def add_state(self, state: str, variable: StateVariable) -> None:
        """Declare a state by its id; how it moves is said by `move_state`."""
        self._moving.add_state(state, variable)

    def move_state(
        self,
        state: str,
        transitions: Sequence[Transition],
        *,
        stated: Sequence[Transition] = (),
    ) -> None:
        """Say how a declared state moves; where that is known, with what would be drawn."""
        self._moving.move(state, transitions, stated)

    def hold_level(self, level: str, value: Callable[[dt.date], float]) -> None:
        """Let a level be what the record says, whatever else would move it; last of all."""
        name = self._moving.hold(level)
        self.calendar(name, value)

    def state(self, state: str) -> StateVariable:
        """A declared state; its planes are `name` and `age`.

        Raises
        ------
        ScenarioError
            If there is none; proposes the nearest.
        """
        return self._moving.state(state)

    def in_state(self, state: str, values: Sequence[str]) -> str:
        """Plane that is 1 while a state has one of some values.

        Raises
        ------
        ScenarioError
            If it has no such state or value; proposes the nearest.
        """
        return self._moving.in_state(state, values)

    def add_level(self, level: str, variable: Level, *, log: bool = False) -> None:
        """Declare a level by its id; with `log` its plane is the logarithm of the quantity."""
        self._moving.add_level(level, variable, log=log)

    def level(self, level: str) -> str:
        """Plane of a declared level, in its unit.

        Raises
        ------
        ScenarioError
            If there is none; proposes the nearest.
        """
        return self._moving.level(level)

    def bounds_of(self, level: str) -> tuple[float, float]:
        """Between which values a level stays, in its unit; any where there is no such level."""
        return self._moving.bounds_of(level)

    def belief(self, effect: str) -> str:
        """Plane of what the observer of an effect believes, in the present phase.

        Raises
        ------
        ScenarioError
            If the scenario has no such signal; proposes the nearest.
        """
        if effect not in self.beliefs:
            raise ScenarioError(
                _("no effect 'signal' has the id '{id}'{hint}").format(
                    id=effect, hint=did_you_mean(effect, self.beliefs)
                )
            )
        return self.beliefs[effect](self)

    def flow_while(self, level: str, plane: str) -> None:
        """Let the inflow of a level come on days on which a plane is 1."""
        self._moving.flow_while(level, plane)

    def change_level(
        self,
        level: str,
        process: Process,
        amount: Coefficient,
        *,
        weight: float = 1.0,
        sized: bool = False,
    ) -> None:
        """Let an act add to a level; as `change_level_by` of one process."""
        self.change_level_by(level, [process], amount, weight=weight, sized=sized)

    def change_level_by(
        self,
        level: str,
        processes: Sequence[Process],
        amount: Coefficient,
        *,
        weight: float = 1.0,
        sized: bool = False,
    ) -> None:
        """Let acts of processes add to a level, and scheduled acts of the same kind.

        Each adds `weight` times `amount`, times its size if `sized`, while what `during` says
        holds.
        """
        kinds = tuple((process.dyad, process.act) for process in processes)
        self._moving.change(
            Change(level, kinds, amount, weight, sized, self._during), [p.id for p in processes]
        )

    def change_level_on(
        self,
        level: str,
        dyads: Sequence[str],
        acts: ActClass,
        amount: Coefficient,
        *,
        weight: float = 1.0,
        sized: bool = False,
    ) -> None:
        """As `change_level_by`, of the acts of a class on some dyads or pairs."""
        rows = dict.fromkeys(p.id for dyad in dyads for p in self._processes.doing(dyad, acts))
        kinds = tuple((dyad, acts) for dyad in dyads)
        self._moving.change(Change(level, kinds, amount, weight, sized, self._during), list(rows))

    def size(self, size: Size) -> None:
        """Give the acts of a row a size."""
        self.model.sizes[size.row] = size

    def log_level(self, memories: Sequence[str], prior: float = 1.0) -> str:
        """X = log((c + M)/(c + M̄)) of the sum M of memories, zero at its usual value M̄."""
        usual, parts = self._factions.usual(memories)
        level = self.derived(Op.LOG_LEVEL, self.total(memories), c1=prior, c2=1.0 / (prior + usual))
        if not parts:
            return level
        # of parts the usual value hangs on their shares: log((c + M)/(c + M̄)) is what the whole
        # alone has as its level, less log(1 + Σ s·M̄_p/(c + M̄_whole))
        shares = [
            self._factions.shared(
                self.derived(Op.WEIGHTED, CONSTANT, weights=(each / (prior + usual),)),
                felt.share,
                felt.plane,
            )
            for each, felt in parts
        ]
        beyond = self.derived(Op.LOG1P, self.total(shares))
        return self.derived(Op.SUM, level, self.negative(beyond))

    def log_amount(self, memories: Sequence[str], prior: float = 1.0) -> str:
        """log(1 + M/c) of the sum M of memories, zero where there is nothing."""
        return self.derived(Op.LOG_LEVEL, self.total(memories), c1=prior, c2=1.0 / prior)

    def usual(self, memories: Sequence[str]) -> float:
        """Usual value of the sum of memories, shares of parts at their means."""
        own, parts = self._factions.usual(memories)
        return own + sum(each * felt.share.draw.mean for each, felt in parts)

    def negative(self, plane: str) -> str:
        """−1 times a plane."""
        minus = Coefficient(Draw("minus-one", -1.0))
        return self.derived(Op.SCALE, plane, coefficient=minus)

    def relaxing(
        self,
        name: str,
        target: str,
        half_life: float,
        initial: float,
        speed: str | None = None,
        gain: Coefficient | None = None,
    ) -> str:
        """Plane that follows `target`, closing half of the gap in `half_life` days."""
        name = f"relaxing:{name}"
        self.model.relaxing[name] = Relaxing(name, target, half_life, initial, speed, gain)
        return name

    def mood(self, name: str, half_life: float) -> str:
        """Slow latent AR(1) with unit variance."""
        name = f"mood:{name}:h={half_life:.17g}"
        self.model.moods.setdefault(name, Mood(name, half_life))
        return name

    def latch(self, trigger: str, threshold: Coefficient, half_life: float | None) -> str:
        """1 on the first day that `trigger` reaches `threshold`, then decays.

        Where the trigger is made of memories, the record may have set it already.
        """
        decay = 1.0 if half_life is None else 2.0 ** (-1.0 / half_life)
        return self.derived(Op.LATCH, trigger, coefficient=threshold, c1=decay)

    def index_plane(self, a: str, b: str, direction: str = "both") -> str:
        """Relation index of a pair, or of one direction (``A>B``, joint acts included).

        Raises
        ------
        ScenarioError
            If the scenario declares no index for the pair.
        """
        index = index_of(self.indices, a, b)
        return add_index(index, direction, self._memories, self._operations)

    @property
    def remembered(self) -> Mapping[str, Remembered]:
        """What memories hold of the record on day 0, by plane."""
        return self._memories.remembered

    def past_triggers(self) -> list[PastTrigger]:
        """What the record says of the triggers of latches."""
        return past_triggers(self.model, self._memories)

    def volume_plane(self, a: str, b: str) -> str:
        """How much a pair does, in acts per 30 days.

        Raises
        ------
        ScenarioError
            If the scenario declares no index for the pair.
        """
        return add_volume(index_of(self.indices, a, b), self._memories, self._operations)

    def publish(self, effect: str, *planes: str) -> None:
        """Offer planes of an effect to outcomes, signs and other effects."""
        self.published[effect] = (*self.published.get(effect, ()), *planes)

    # ------------------------------------------------------------------ what planes do

    def term(
        self,
        process: Process,
        side: int,
        plane: str,
        coefficient: Coefficient,
        owner: Owner,
        scale: float = 1.0,
    ) -> None:
        """Add scale · coefficient · plane to the log-hazard.

        A claim that denies it owns its negative, beside what the background adds.
        """
        plane = self._while(plane)
        own = None if owner.denies else owner.claim
        party = None
        if side >= OF_SEVERAL:  # each counts one in n, and all are of the whole
            party, scale = process.parties[side - OF_SEVERAL], scale / len(process.parties)
            side = PAIR
        self._terms.add(Term(process.id, side, plane, coefficient, scale, own, owner.effect, party))
        if owner.denies and owner.claim is not None:
            denied = Coefficient(coefficient.draw, (*coefficient.when, (owner.claim, 0.0)))
            self._terms.add(
                Term(process.id, side, plane, denied, -scale, owner.claim, owner.effect, party)
            )

    def gate(
        self,
        process: Process,
        side: int,
        plane: str,
        strength: Coefficient,
        owner: Owner,
        *,
        party: str | None = None,
    ) -> None:
        """Multiply the hazard by 1 − strength·(1 − plane).

        `party` is for whom the gate speaks, where that is no side of the process.
        """
        limits.within(len(self.model.gates), limits.MOST_TERMS, _("gates"))
        if self._during is not None:  # 1 - d·(1 - g): open while the effect does not act
            shut = self._while(self.derived(Op.ONE_MINUS, plane))
            plane = self.derived(Op.ONE_MINUS, shut)
        strength = _unless(strength, owner)
        if side >= OF_SEVERAL:
            party, side = process.parties[side - OF_SEVERAL], PAIR
        self.model.gates.append(
            Gate(process.id, side, plane, strength, owner.claim, owner.effect, party)
        )

    def hold(
        self, process: Process, actor: str, plane: str, strength: Coefficient, owner: Owner
    ) -> None:
        """Gate of an actor: on the side of one who decides, on the whole of anyone else."""
        if process.decides(actor):
            self.gate(process, process.side_of(actor), plane, strength, owner)
        else:
            self.gate(process, PAIR, plane, strength, owner, party=actor)

    def members(self, bloc: str) -> list[tuple[str, list[str]]]:
        """Who takes part in a bloc: a plane that is 1 while these do, with their ids."""
        actor = self.actors[bloc]
        dates = [self._calendar.date_of(day) for day in range(self.days)]
        by_day = [actor.members_on(date) for date in dates]
        if len(set(by_day)) == 1:
            return [(CONSTANT, list(by_day[0]))]
        changes = [day for day in range(self.days) if day == 0 or by_day[day] != by_day[day - 1]]
        return [
            (self._between(dates[first], dates[end - 1]), list(by_day[first]))
            for first, end in pairwise([*changes, self.days])
        ]

    def _between(self, first: dt.date, last: dt.date) -> str:
        """1 from one day to another, both included."""
        return self.calendar(f"level:{first}..{last}:both", lambda d: float(first <= d <= last))

    def rule(self, process: Process, strength: Coefficient, owner: Owner) -> None:
        """Make a joint act need both sides."""
        if process.others:
            raise ScenarioError(
                _(
                    "process '{process}' is a joint act of {n}, which needs all of them in any "
                    "case; leave it out"
                ).format(process=process.id, n=integer(len(process.parties)))
            )
        if process.id in self.model.rules:
            raise ScenarioError(
                _("process '{process}' has two rules of consent; keep one").format(
                    process=process.id
                )
            )
        self.model.rules[process.id] = Rule(
            process.id, _unless(strength, owner), owner.claim, owner.effect, self._during
        )

    def schedule(self, act: ScheduledAct) -> None:
        """Add an exogenous act; its impacts are resolved when all memories are known."""
        self._schedule.add(replace(act, plane=self._during))

    def scheduled_alike(self, processes: Sequence[Process]) -> list[str]:
        """Rows of the scheduled acts of the same kind as some processes, before `finish`."""
        return self._schedule.alike(processes)

    def dampen(self, effects: Sequence[str], plane: str, owner: Owner, scale: float) -> None:
        """Add scale · plane · (each term of other effects), owned by `owner`.

        A claim that denies it owns the negative of what the background adds.
        """
        plane = self._while(plane)
        if owner.denies:
            self._terms.dampen(effects, plane, Owner(owner.effect), scale)
            scale = -scale
        self._terms.dampen(effects, plane, owner, scale)

    def finish(self) -> Model:
        """Add what had to wait for all terms and memories, and return the model."""
        self._terms.finish()
        self._schedule.finish()
        return self.model


def _unless(strength: Coefficient, owner: Owner) -> Coefficient:
    """A strength under a claim that denies it: 0 where that claim holds."""
    return replace(strength, denied_by=owner.claim) if owner.denies else strength
