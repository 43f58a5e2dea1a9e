"""States as the kernel plays them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.conditions.lower import plane_of
from detente.language.faults import told_of
from detente.planes.builder import Builder
from detente.planes.model import Coefficient, Draw, Op, Phase, StateVariable, Transition
from detente.states.entry import StateEntry, TransitionEntry
from detente.states.factor import factors_plane
from detente.states.known import Known, dated_moves, starts, tellable
from detente.states.number import Chance, drawn

ONE = Coefficient(Draw("one", 1.0))


def plane_name(state: str) -> str:
    """Name of the plane of a state; its draws begin with it too."""
    return f"state:{state}"


def declare_states(
    states: Sequence[StateEntry], builder: Builder, known: Mapping[str, Known] | None = None
) -> None:
    """Tell a builder of the states, so that conditions may name them.

    Parameters
    ----------
    states : sequence of StateEntry
    builder : Builder
    known : mapping of str to Known, optional
        Of states whose moves the record tells: how they began.
    """
    for entry in states:
        since = builder.as_of if entry.since is None else entry.since
        name = plane_name(entry.id)
        variable = StateVariable(
            name,
            f"{name}:days",
            tuple(entry.values),
            (),
            -1 if entry.since is None else (builder.as_of - since).days,
            (),
        )
        told = (known or {}).get(entry.id)
        if told is None:
            variable = replace(variable, start=tuple(_start(entry, builder)))
        else:
            variable = replace(variable, start=starts(variable, told), lasted=told.lasted)
        builder.add_state(entry.id, variable)


def _start(entry: StateEntry, builder: Builder) -> list[tuple[int, Coefficient]]:
    """Values at the start with their chances; that of a false claim goes before all others."""
    found = []
    if entry.claim is not None and entry.otherwise is not None:
        false = Coefficient(Draw(f"{plane_name(entry.id)}.otherwise", 0.0), ((entry.claim, 1.0),))
        found.append((entry.values.index(entry.otherwise), false))
    if isinstance(entry.start, str):
        return [*found, (entry.values.index(entry.start), ONE)]
    for value, chance in entry.start.items():
        name = f"{plane_name(entry.id)}.start.{value}"
        draw = drawn(builder, name, chance, 0.0, 1.0)
        found.append((entry.values.index(value), Coefficient(draw)))
    return found


def lower_transitions(
    entry: StateEntry,
    builder: Builder,
    known: Known | None = None,
    levels: Collection[str] = (),
) -> None:
    """Say how a state moves.

    Parameters
    ----------
    entry : StateEntry
    builder : Builder
    known : Known, optional
        How it has moved by the record; what would be drawn is then left aside.
    levels : collection of str
        Planes of levels that are known as well.

    Raises
    ------
    ScenarioError
        If a condition names what is not there; says which transition.
    """
    moves = []
    for number, (name, transition) in enumerate(named_moves(entry), start=1):
        with told_of(f"transitions[{number}]"), builder.at(Phase.BEFORE):
            moves.append(_move(entry, transition, name, builder))
    if known is None:
        builder.move_state(entry.id, moves)
        return
    told = [move for move in moves if known.moving and tellable(move, builder, levels)]
    dated = dated_moves(builder.state(entry.id), known)
    builder.move_state(entry.id, [*dated, *told], stated=moves)


def named_moves(entry: StateEntry) -> Iterator[tuple[str, TransitionEntry]]:
    """Transitions of a state, each with what its draws hang on."""
    named: Counter[str] = Counter()
    for transition in entry.transitions:
        name = move_name(entry, transition)
        named[name] += 1
        yield name if named[name] == 1 else f"{name}#{named[name]}", transition


def move_name(entry: StateEntry, transition: TransitionEntry) -> str:
    """What the draws of a transition hang on, but for its number among its like."""
    left = "+".join(sorted(entry.leaves(transition)))
    return f"{plane_name(entry.id)}:{left}>{'+'.join(sorted(transition.results))}"


def _move(
    entry: StateEntry, transition: TransitionEntry, name: str, builder: Builder
) -> Transition:
    own, owner = transition.claim, transition.claim or transition.denied_by
    otherwise = 0.0 if transition.otherwise is None else transition.otherwise
    when = () if own is None else ((own, otherwise),)
    factor = None
    to: Sequence[tuple[str, Coefficient]]
    if isinstance(transition.to, str):
        to = [(transition.to, _chance(transition, name, when, builder))]
    else:
        to = [
            (value, Coefficient(drawn(builder, f"{name}.chance.{value}", chance, 0.0, 1.0)))
            for value, chance in transition.to.items()
        ]
    if transition.denied_by is not None:
        factor = Coefficient(Draw(f"{name}.denied", 0.0), ((transition.denied_by, 1.0),))
    elif own is not None and (transition.rate is not None or not isinstance(transition.to, str)):
        factor = Coefficient(Draw(f"{name}.owned", 1.0), when)
    rate = None
    if transition.rate is not None:
        rate = Coefficient(transition.rate.draw(builder, f"{name}.rate"))
    return Transition(
        name,
        tuple(entry.values.index(value) for value in entry.leaves(transition)),
        tuple((entry.values.index(value), chance) for value, chance in to),
        _due(entry, transition, builder),
        None if transition.on is None else builder.day_of(transition.on),
        transition.for_,
        rate,
        factor,
        owner,
        factors_plane(transition.factors, name, builder, entered=entry.id),
    )


def _chance(
    transition: TransitionEntry,
    name: str,
    when: tuple[tuple[str, float], ...],
    builder: Builder,
) -> Coefficient:
    """Chance of the one value that a transition leads to."""
    chance: Chance = 1.0 if transition.chance is None else transition.chance
    if transition.rate is not None or (chance == 1.0 and not when):
        return ONE
    return Coefficient(drawn(builder, f"{name}.chance", chance, 0.0, 1.0), when)


def _due(entry: StateEntry, transition: TransitionEntry, builder: Builder) -> str | None:
    """Plane that is 1 on days on which the condition of a transition holds.

    Where a chance is drawn, only on those on which it has become true, or the state has come to
    have its value: what had come true by the start has had its chance.
    """
    if transition.when is None:
        return None
    with told_of("when"):
        holds = plane_of(transition.when, builder, entered=entry.id)
    once = transition.on is not None or transition.for_ is not None
    if once or transition.rate is not None or transition.certain:
        return holds
    variable = builder.state(entry.id)
    entered = builder.derived(Op.AT_MOST, variable.age, c1=0.0)
    new = builder.derived(Op.ANY, builder.derived(Op.ROSE, holds), entered)
    if variable.lasted > 0:
        later = builder.calendar("after-the-first-day", lambda d: float(d > builder.date_of(0)))
        new = builder.derived(Op.ALL, new, later)
    return builder.derived(Op.ALL, holds, new)
