"""Levels as the kernel plays them."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence

from detente.conditions.counting import heard_on
from detente.conditions.lower import plane_of
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.acts import ActClass
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import Coefficient, Draw, Level, Op
from detente.planes.process import Process
from detente.planes.quantity import Quantity
from detente.states.level import ChangeEntry, LevelEntry
from detente.states.number import NumberOrQuantity, drawn, mean_of


def plane_name(level: str) -> str:
    """Name of the plane of a level; its draws begin with it too."""
    return f"level:{level}"


def declare_levels(levels: Sequence[LevelEntry], builder: Builder) -> None:
    """Tell a builder of the levels, so that conditions and effects may name them."""
    for entry in levels:
        builder.add_level(entry.id, _level(entry, builder), log=entry.log)


def _level(entry: LevelEntry, builder: Builder) -> Level:
    name = plane_name(entry.id)
    lower, upper = (_moved(bound, entry.log) for bound in entry.bounds)
    otherwise = () if entry.otherwise is None else _when(entry, _moved(entry.otherwise, entry.log))
    mean = spread = None
    if entry.mean is not None and entry.half_life is not None:
        sd = 0.0 if entry.sd is None else entry.sd
        wide = _relative(mean_of(sd), mean_of(entry.mean)) if entry.log else 0.0
        mean = Coefficient(_drawn(f"{name}.mean", entry.mean, entry, builder, shift=-0.5 * wide**2))
        spread = Coefficient(
            Draw(f"{name}.sd", wide)
            if entry.log
            else drawn(builder, f"{name}.sd", sd, 0.0, math.inf)
        )
    return Level(
        name,
        Coefficient(_drawn(f"{name}.start", entry.begins, entry, builder), otherwise),
        lower,
        upper,
        inflow=None
        if entry.inflow is None
        else Coefficient(drawn(builder, f"{name}.inflow", entry.inflow)),
        season=None if entry.season is None else _season(entry, entry.season, builder),
        kept=1.0 if entry.half_life is None else 2.0 ** (-1.0 / entry.half_life),
        mean=mean,
        spread=spread,
    )


def _when(entry: LevelEntry, value: float) -> tuple[tuple[str, float], ...]:
    return () if entry.claim is None else ((entry.claim, value),)


def _moved(value: float, log: bool) -> float:
    """A value of a level on the scale on which it moves."""
    if not log:
        return value
    return math.log(value) if value > 0.0 else -math.inf


def _relative(sd: float, mean: float) -> float:
    """Standard deviation of the logarithm of a log-normal number."""
    return math.sqrt(math.log1p((sd / mean) ** 2))


def _drawn(
    name: str, amount: NumberOrQuantity, entry: LevelEntry, builder: Builder, shift: float = 0.0
) -> Draw:
    """Draw of a value on the scale on which the level moves, within its bounds."""
    if not entry.log:
        return drawn(builder, name, amount, *entry.bounds)
    mean = mean_of(amount)
    if not isinstance(amount, Quantity):
        return Draw(name, math.log(mean) + shift)
    return builder.fitted.draw(
        Draw(
            name,
            math.log(mean) + shift,
            _relative(amount.sd, mean),
            basis=amount.basis,
            reference=amount.reference,
            law="log-normal",
        )
    )


def _season(entry: LevelEntry, months: Sequence[float], builder: Builder) -> str:
    return builder.calendar(f"season:{plane_name(entry.id)}", lambda d: months[d.month - 1])


def lower_level(entry: LevelEntry, builder: Builder) -> None:
    """Say what acts add to a level, and when there is inflow.

    Raises
    ------
    ScenarioError
        If it names what is not there; says under which key.
    """
    if entry.inflow_of is not None or entry.inflow_while is not None:
        builder.flow_while(entry.id, _flow(entry, builder))
    for number, change in enumerate(entry.changes, start=1):
        with told_of(f"changes[{number}]"):
            _change(entry, change, builder)


def _flow(entry: LevelEntry, builder: Builder) -> str:
    """Plane of how many times the inflow comes: once while a condition holds, or for each unit."""
    flowing = CONSTANT
    if entry.inflow_while is not None:
        with told_of("inflow_while"):
            flowing = plane_of(entry.inflow_while, builder)
    if entry.inflow_of is None:
        return flowing
    with told_of("inflow_of"):  # of the morning, so that the order of the levels says nothing
        return builder.derived(Op.PRODUCT, builder.level(entry.inflow_of), flowing)


def _change(entry: LevelEntry, change: ChangeEntry, builder: Builder) -> None:
    during = None
    if change.while_ is not None:
        with told_of("while"):
            during = plane_of(change.while_, builder)
    with builder.during(during):
        for amount, weight in _amounts(entry, change, builder):
            if change.on is not None:
                processes = builder.select(change.on)
                _sized(change, processes, builder)
                builder.change_level_by(
                    entry.id, processes, amount, weight=weight, sized=change.sizes is not None
                )
            elif change.act is not None:
                dyads = builder.dyads_of(change.act) if change.by is None else change.by
                heard = dict.fromkeys(each for dyad in dyads for each in heard_on(dyad))
                _sized(change, _played(change.act, heard, builder), builder)
                builder.change_level_on(
                    entry.id,
                    list(heard),
                    change.act,
                    amount,
                    weight=weight,
                    sized=change.sizes is not None,
                )


def _played(acts: ActClass, dyads: Container[str], builder: Builder) -> list[Process]:
    """Processes whose acts a change of a level hears."""
    return [p for p in builder.processes if p.dyad in dyads and acts.contains(p.act)]


def _sized(change: ChangeEntry, processes: Sequence[Process], builder: Builder) -> None:
    """Refuse to count by their size acts that have none."""
    if change.sizes is None:
        return
    for process in processes:
        if process.id not in builder.model.sizes:
            with told_of("sizes"):
                raise ScenarioError(
                    _(
                        "the acts of '{process}' have no size; give the process one, such as "
                        "size = {{ mean = 10 }}, or write amount, the same for each act"
                    ).format(process=process.id)
                )


def _amounts(
    entry: LevelEntry, change: ChangeEntry, builder: Builder
) -> list[tuple[Coefficient, float]]:
    """What an act adds, with its sign; where a claim denies it, that is taken away again.

    The draw hangs on whose acts they are.
    """
    if change.on is not None:
        acts = f"on:{'+'.join(sorted(change.on))}"
    else:
        acts = f"act:{change.act}:{'+'.join(sorted(change.by or ()))}"
    amount: NumberOrQuantity = 0.0
    if change.sizes is not None:
        amount = change.sizes
    elif change.amount is not None:
        amount = change.amount
    draw = drawn(builder, f"{plane_name(entry.id)}.{acts}", amount)
    if change.denied_by is not None:
        return [
            (Coefficient(draw), 1.0),
            (Coefficient(draw, ((change.denied_by, 0.0),)), -1.0),
        ]
    if change.claim is None or change.otherwise is None:
        return [(Coefficient(draw), 1.0)]
    return [(Coefficient(draw, ((change.claim, change.otherwise),)), 1.0)]
