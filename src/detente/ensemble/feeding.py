"""What a condition hears: the acts and the moves of states that bring it about, or end it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.kernel.compile import Compiled
from detente.planes.model import Model, Op

AGAINST = {Op.ONE_MINUS, Op.AT_MOST, Op.AGE}
"""Operations that fall as what they are made of rises."""

MIXED = {Op.SCALE, Op.SPREAD}
"""Those that may do either."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a state from one value to another."""

    state: str
    before: str
    to: str


@dataclass(slots=True)
class Heard:
    """What is heard, and whether it speaks for (1) or against (−1); what does both is in both.

    Attributes
    ----------
    rows : set of (row, sign, lag)
        Processes and scheduled acts. `lag` counts the days from the act to what hears it: 1 for
        acts that move a state.
    moves : set of (Move, sign)
    """

    rows: set[tuple[str, int, int]] = field(default_factory=set)
    moves: set[tuple[Move, int]] = field(default_factory=set)
    _seen: set[tuple[str, int, int]] = field(default_factory=set)
    _moving: set[str] = field(default_factory=set)
    """States whose moves are being followed: where they hang on each other it ends there."""

    def signed(self, sign: int) -> list[str]:
        """Rows of a sign, each once."""
        return sorted({row for row, each, _lag in self.rows if each == sign})


def plane_asked(compiled: Compiled, outcome: str) -> str:
    """The plane that an outcome watches."""
    asked = compiled.questions.level_outcome.tolist().index(compiled.outcomes.index(outcome))
    return compiled.planes[int(compiled.questions.level_plane[asked])]


def heard(model: Model, plane: str) -> Heard:
    """Follow a plane down to the acts and states that it is made of."""
    found = Heard()
    impacts: dict[str, list[tuple[str, int]]] = {}
    for impact in model.impacts:
        weight = impact.weight * (1.0 if impact.amount is None else impact.amount.draw.mean)
        impacts.setdefault(impact.memory, []).append((impact.row, 1 if weight >= 0.0 else -1))
    _follow(model, plane, 1, 0, impacts, found)
    return found


def _follow(
    model: Model,
    plane: str,
    sign: int,
    lag: int,
    impacts: dict[str, list[tuple[str, int]]],
    found: Heard,
) -> None:
    if (plane, sign, lag) in found._seen:
        return
    found._seen.add((plane, sign, lag))
    if plane in impacts:
        found.rows.update((row, sign * way, lag) for row, way in impacts[plane])
    if plane in model.relaxing:
        _follow(model, model.relaxing[plane].target, sign, lag, impacts, found)
    derived = model.derived.get(plane)
    if derived is None:
        return
    if derived.op is Op.ONE_OF:
        _moves(model, derived.inputs[0], int(derived.c1), sign, lag, impacts, found)
        return
    for number, name in enumerate(derived.inputs):
        for way in _ways(derived.op, number, derived.c1):
            _follow(model, name, sign * way, lag, impacts, found)


def _ways(op: Op, number: int, c1: float) -> Iterable[int]:
    """Whether an operation rises (1) or falls (−1) with an input, or may do either."""
    if op in AGAINST or (op is Op.LESS and number == 0):
        return (-1,)
    if op is Op.TONE:  # the weights of acts have their signs; how many there are has none
        return (1,) if number == 0 else ()
    if op in MIXED or (op is Op.SHARE and number == 1):
        return (1, -1)
    if op in (Op.SINCE, Op.SINCE_ENTRY) and number == 2:
        return ()  # what the count was by the start, which no act moves any more
    if op in (Op.SINCE, Op.SINCE_ENTRY) and number > 0:
        return (1, -1)
    if op is Op.EXP and c1 < 0.0:
        return (-1,)
    return (1,)


def _moves(
    model: Model,
    plane: str,
    wanted: int,
    sign: int,
    lag: int,
    impacts: dict[str, list[tuple[str, int]]],
    found: Heard,
) -> None:
    """Moves of a state into its wanted values speak for it, those out of them against."""
    state = next((s for s in model.states.items() if s[1].name == plane), None)
    if state is None or plane in found._moving:
        return
    name, variable = state
    found._moving.add(plane)
    for transition in variable.transitions:
        for before in transition.before:
            for to, _chance in transition.to:
                was, will = (wanted >> before) & 1, (wanted >> to) & 1
                if before == to or was == will:
                    continue
                way = sign if will else -sign
                move = Move(name, variable.values[before], variable.values[to])
                found.moves.add((move, way))
                for waits in (transition.plane, transition.along):
                    if waits is not None:
                        _follow(model, waits, way, lag + 1, impacts, found)
    found._moving.remove(plane)
