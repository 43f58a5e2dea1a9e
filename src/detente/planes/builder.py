"""What effects write with: asks for planes by meaning, adds terms, gates and rules."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from detente.errors import ScenarioError, did_you_mean
from detente.ontology.acts import Act, ActClass
from detente.ontology.offices import Office
from detente.planes.fitted import NOTHING, Fitted
from detente.planes.index import RelationIndex, pair_key
from detente.planes.model import (
    MOST_IMPACTS,
    MOST_INPUTS,
    MOST_LEVELS,
    MOST_PLANES,
    MOST_SCHEDULED,
    MOST_TERMS,
    PAIR,
    SOURCE,
    TARGET,
    Coefficient,
    Derived,
    Draw,
    Gate,
    Impact,
    Memory,
    Model,
    Mood,
    Op,
    PastImpact,
    Relaxing,
    Rule,
    Scheduled,
    Term,
)
from detente.planes.process import Process
from detente.planes.quantity import Quantity
from detente.planes.record import PastAct, Record
from detente.planes.start import Start, dyad_of

CONSTANT = "constant"
"""The plane that is always 1."""

ONE = Coefficient(Draw("one", 1.0))


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns what an effect adds: a claim and its `otherwise`, or the background."""

    effect: str
    claim: str | None = None
    otherwise: float = 0.0


@dataclass(frozen=True, slots=True)
class ScheduledAct:
    """A scheduled act before it becomes a row."""

    row: str
    source: str
    target: str
    act: Act
    day: int
    claim: str | None
    anticipation: tuple[tuple[str, Coefficient], ...]
    probability: Coefficient


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
    """

    as_of: dt.date
    days: int
    processes: Sequence[Process]
    offices: Sequence[Office]
    record: Record
    groups: dict[str, list[str]]
    indices: Sequence[RelationIndex] = ()
    fitted: Fitted = NOTHING
    model: Model = field(init=False)
    scheduled_acts: list[ScheduledAct] = field(default_factory=list)
    past_anticipation: dict[str, dict[str, Coefficient]] = field(default_factory=dict)
    published: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """planes that an effect offers to others, by effect id"""
    _by_id: dict[str, Process] = field(init=False)
    _by_dyad: dict[str, list[Process]] = field(default_factory=dict)
    _start: Start = field(init=False)
    _inputs: int = 0
    _dampers: list[tuple[tuple[str, ...], str, Owner, float]] = field(default_factory=list)
    _pending: dict[str, list[tuple[str, ActClass, Callable[[Act], float], str | None]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        """Start with the constant plane."""
        self.model = Model(self.days)
        self.model.levels[CONSTANT] = (1.0,) * self.days
        self._by_id = {process.id: process for process in self.processes}
        for process in self.processes:
            self._by_dyad.setdefault(process.dyad, []).append(process)
        self._start = Start(self.record)

    @staticmethod
    def _within(number: int, most: int, what: str) -> None:
        """Refuse a model that outgrows what can be played."""
        if number >= most:
            raise ScenarioError(f"more than {most:,} {what}; name fewer processes or effects")

    # ------------------------------------------------------------------ calendar and offices

    def day_of(self, date: dt.date) -> int:
        """Day index of a date; negative before the start."""
        return (date - self.as_of).days - 1

    def date_of(self, day: int) -> dt.date:
        """Date of a day index."""
        return self.as_of + dt.timedelta(days=day + 1)

    def level(self, name: str, value: Callable[[dt.date], float]) -> str:
        """Plane that is a function of the calendar."""
        if name not in self.model.levels:
            self._within(len(self.model.levels), MOST_LEVELS, "planes of the calendar")
            self.model.levels[name] = tuple(float(value(self.date_of(t))) for t in range(self.days))
        return name

    def office(self, office_id: str) -> Office:
        """Office by id."""
        for office in self.offices:
            if office.id == office_id:
                return office
        raise ScenarioError(
            f"no office '{office_id}'{did_you_mean(office_id, [o.id for o in self.offices])}"
        )

    def tenure(self, holder_id: str, *, elect: bool) -> tuple[dt.date, dt.date | None]:
        """Half-open span in which a person holds office, from the election on if `elect`."""
        known: list[str] = []
        for office in self.offices:
            for holder in office.holders:
                known.append(holder.id)
                if holder.id == holder_id:
                    first = holder.elected if elect and holder.elected else holder.start
                    return first, holder.end
        raise ScenarioError(f"no office holder '{holder_id}'{did_you_mean(holder_id, known)}")

    # ------------------------------------------------------------------ processes

    def select(self, names: Iterable[str]) -> list[Process]:
        """Processes by id or by the name of a group, each once, in the scenario's order."""
        wanted: set[str] = set()
        for name in names:
            if name in self.groups:
                wanted.update(self.groups[name])
            elif name in self._by_id:
                wanted.add(name)
            else:
                known = [*self._by_id, *self.groups]
                raise ScenarioError(f"no process or group '{name}'{did_you_mean(name, known)}")
        return [process for process in self.processes if process.id in wanted]

    @staticmethod
    def side(process: Process, actor: str) -> int:
        """Side of the terms that speak for `actor` in a process.

        Raises
        ------
        ScenarioError
            If the actor does not decide on the process.
        """
        if process.joint and actor in process.pair:
            return SOURCE if actor == process.source else TARGET
        if process.source == actor:
            return PAIR
        raise ScenarioError(
            f"actor '{actor}' does not decide on process '{process.id}' "
            f"({process.source} → {process.target}); name a process that it starts or shares"
        )

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
        if owner.claim is not None:
            when.append((owner.claim, owner.otherwise if otherwise is None else otherwise))
        return Coefficient(draw, tuple(when))

    def drawn(
        self, name: str, quantity: Quantity, low: float = -math.inf, high: float = math.inf
    ) -> Draw:
        """Draw of a quantity within bounds, under its fitted law if there is one."""
        q = quantity
        return self.fitted.draw(Draw(name, q.mean, q.sd, low, high, q.basis, q.reference))

    # ------------------------------------------------------------------ planes

    def _rows(self, dyad: str, acts: ActClass) -> list[Process]:
        return [p for p in self._by_dyad.get(dyad, ()) if acts.contains(p.act)]

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
            Value at the start, instead of what the record leaves (stocks).

        Returns
        -------
        str
            Name of the plane.
        """
        decay = 1.0 if half_life is None else (2.0 ** (-1.0 / half_life) if half_life > 0 else 0.0)
        name = (
            f"memory:{dyad}:{acts}:h={'inf' if half_life is None else format(half_life, '.17g')}"
            + (f":received={received_by}" if received_by else "")
            + (f":until={until}" if until else "")
            + (f":weight={weighing}" if weighing else "")
            + (f":from={initial:.17g}" if initial is not None else "")
        )
        if name in self.model.memories:
            return name
        self._within(len(self.model.memories), MOST_PLANES, "memories")
        weigh = weigh or (lambda _: 1.0)
        rows = self._rows(dyad, acts)
        usual_rate = sum(p.rate.per_day * weigh(p.act) for p in rows)
        stock = half_life is None or half_life == 0
        usual = 0.0 if stock else usual_rate / (1.0 - decay)
        owned: list[PastAct] = []
        begin = initial or 0.0
        if half_life != 0 and initial is None:
            owned = self._start.owned(dyad, acts, until)
            begin = self._start.value(dyad, acts, rows, decay, weigh, until)
        self.model.memories[name] = Memory(
            name, decay, begin, usual, None if until is None else self.day_of(until)
        )
        total = sum(abs(p.rate.per_day * weigh(p.act)) for p in rows)
        self.model.feeds[name] = {
            p.id: abs(p.rate.per_day * weigh(p.act)) / total for p in rows if total > 0
        }
        self._within(len(self.model.impacts) + len(rows), MOST_IMPACTS, "impacts on memories")
        for p in rows:
            self.model.impacts.append(Impact(p.id, name, weigh(p.act)))
        self._owned(name, owned, decay, weigh, received_by)
        self._pending.setdefault(dyad, []).append((name, acts, weigh, received_by))
        return name

    def _owned(
        self,
        name: str,
        owned: list[PastAct],
        decay: float,
        weigh: Callable[[Act], float],
        received_by: str | None,
    ) -> None:
        for a in owned:
            if a.claim is not None:
                expected = self.past_anticipation.get(a.claim, {})
                q = expected.get(received_by) if received_by else None
                amount = weigh(a.act) * self._start.weight(a.date, decay)
                self.model.past.append(PastImpact(name, amount, a.claim, q))

    def derived(
        self,
        op: Op,
        *inputs: str,
        coefficient: Coefficient | None = None,
        c1: float = 0.0,
        c2: float = 0.0,
    ) -> str:
        """Plane computed once a day from other planes."""
        extra = "" if coefficient is None else f";{coefficient.draw.name}{coefficient.when}"
        constants = f";{c1:.17g},{c2:.17g}" if c1 or c2 else ""
        name = f"{op.name.lower()}({', '.join(inputs)}{extra}{constants})"
        if name not in self.model.derived:
            self._within(len(self.model.derived), MOST_PLANES, "derived planes")
            self._inputs += len(inputs)
            self._within(self._inputs, MOST_INPUTS, "inputs of derived planes")
            self.model.derived[name] = Derived(name, op, inputs, coefficient, c1, c2)
        return name

    def log_level(self, memory: str, prior: float = 1.0) -> str:
        """X = log((c + M)/(c + M̄)), zero at the memory's usual value."""
        usual = self.model.memories[memory].usual
        return self.derived(Op.LOG_LEVEL, memory, c1=prior, c2=1.0 / (prior + usual))

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
        """1 on the first day that `trigger` reaches `threshold`, then decays."""
        decay = 1.0 if half_life is None else 2.0 ** (-1.0 / half_life)
        return self.derived(Op.LATCH, trigger, coefficient=threshold, c1=decay)

    def index_plane(self, a: str, b: str, direction: str = "both") -> str:
        """Relation index of a pair, or of one direction (``A>B``, joint acts included).

        Raises
        ------
        ScenarioError
            If the scenario declares no index for the pair.
        """
        pair = pair_key(a, b)
        for index in self.indices:
            if pair_key(*index.pair) == pair:
                break
        else:
            known = [pair_key(*i.pair) for i in self.indices]
            raise ScenarioError(
                f"no relation index for '{pair}': add it under [[index]]{did_you_mean(pair, known)}"
            )
        every = ActClass.parse("any")
        first, second = index.pair
        dyads = {
            "both": [f"{first}>{second}", f"{second}>{first}", pair],
            f"{first}>{second}": [f"{first}>{second}", pair],
            f"{second}>{first}": [f"{second}>{first}", pair],
        }[direction]
        tones = [
            self.memory(
                d, every, index.half_life, weigh=lambda act: act.goldstein, weighing="goldstein"
            )
            for d in dyads
        ]
        volumes = [self.memory(d, every, index.half_life) for d in dyads]
        usual = index.usual
        if usual is None:
            tone = sum(self.model.memories[m].usual for m in tones)
            volume = sum(self.model.memories[m].usual for m in volumes)
            usual = tone / volume if volume else 0.0
        return self.derived(
            Op.TONE,
            self.derived(Op.SUM, *tones),
            self.derived(Op.SUM, *volumes),
            c1=index.prior,
            c2=usual,
        )

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
        """Add scale · coefficient · plane to the log-hazard."""
        self._add(Term(process.id, side, plane, coefficient, scale, owner.claim, owner.effect))

    def _add(self, term: Term) -> None:
        self._within(len(self.model.terms), MOST_TERMS, "terms")
        self.model.terms.append(term)

    def gate(
        self, process: Process, side: int, plane: str, strength: Coefficient, owner: Owner
    ) -> None:
        """Multiply the hazard by 1 − strength·(1 − plane)."""
        self._within(len(self.model.gates), MOST_TERMS, "gates")
        self.model.gates.append(Gate(process.id, side, plane, strength, owner.claim, owner.effect))

    def rule(self, process: Process, strength: Coefficient, owner: Owner) -> None:
        """Make a joint act need both sides."""
        if process.id in self.model.rules:
            raise ScenarioError(f"process '{process.id}' has two rules of consent; keep one")
        self.model.rules[process.id] = Rule(process.id, strength, owner.claim, owner.effect)

    def schedule(self, act: ScheduledAct) -> None:
        """Add an exogenous act; its impacts are resolved when all memories are known."""
        self._within(len(self.scheduled_acts), MOST_SCHEDULED, "scheduled acts")
        self.scheduled_acts.append(act)

    def dampen(self, effects: Sequence[str], plane: str, owner: Owner, scale: float) -> None:
        """Add scale · plane · (each term of other effects), owned by `owner`."""
        self._dampers.append((tuple(effects), plane, owner, scale))

    def _resolve_dampers(self) -> None:
        terms: dict[str, list[Term]] = {}
        for term in self.model.terms:
            terms.setdefault(term.effect, []).append(term)
        for effects, plane, owner, scale in self._dampers:
            for effect in effects:
                if effect not in terms:
                    raise ScenarioError(
                        f"effect '{owner.effect}' names '{effect}', which has no terms"
                        f"{did_you_mean(effect, terms)}"
                    )
                for term in terms[effect]:
                    when = term.coefficient.when
                    if owner.claim is not None:
                        when = ((owner.claim, 0.0), *when)
                    self._add(
                        Term(
                            term.process,
                            term.side,
                            self.derived(Op.PRODUCT, plane, term.plane),
                            Coefficient(term.coefficient.draw, when),
                            scale * term.scale,
                            owner.claim,
                            owner.effect,
                        )
                    )
        self._dampers.clear()

    def finish(self) -> Model:
        """Give the scheduled acts their impacts and return the model."""
        self._resolve_dampers()
        earlier: dict[tuple[int, str, Act], list[str]] = {}
        for act in sorted(self.scheduled_acts, key=lambda a: (a.day, a.row)):
            dyad = dyad_of(act.source, act.target, act.act)
            same = [
                p.id
                for p in self._by_dyad.get(dyad, ())
                if p.act == act.act and p.first_day <= act.day <= p.last_day
            ]
            before = earlier.setdefault((act.day, dyad, act.act), [])
            self.model.scheduled.append(
                Scheduled(
                    act.row,
                    f"scheduled:{dyad}:{act.act}:{act.row}",
                    act.day,
                    act.probability,
                    act.claim,
                    (*same, *before),
                )
            )
            before.append(act.row)
            expected = dict(act.anticipation)
            for name, acts, weigh, received_by in self._pending.get(dyad, ()):
                if acts.contains(act.act):
                    self._within(len(self.model.impacts), MOST_IMPACTS, "impacts on memories")
                    q = expected.get(received_by) if received_by else None
                    self.model.impacts.append(Impact(act.row, name, weigh(act.act), q))
        self._pending.clear()
        return self.model
