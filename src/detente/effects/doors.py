"""What gates have in common: whose they are, how far they close, what they are without a claim."""

from __future__ import annotations

from typing import Literal, Protocol

from detente.effects.domain import Domain
from detente.planes.builder import ONE, Builder
from detente.planes.model import Coefficient, Draw, Op
from detente.planes.owner import Owner

AJAR = Domain("factor of the hazard")


class Door(Protocol):
    """An effect that is a gate on named processes."""

    id: str
    claim: str | None
    otherwise: Literal["open", "closed"] | None
    on: list[str]

    @property
    def owner(self) -> Owner:
        """Who owns it."""


def add_gates(door: Door, builder: Builder, actor: str, plane: str, ajar: float = 0.0) -> None:
    """Gate every process of an effect: open as far as a plane is 1, else `ajar`.

    Without its claim the gate is open, or closed if the effect's `otherwise` says so.
    """
    when = () if door.claim is None else ((door.claim, 0.0),)
    draw = ONE.draw if ajar == 0 else Draw(f"{door.id}.closed", 1.0 - ajar)
    if door.otherwise == "closed":
        plane = builder.derived(Op.SCALE, plane, coefficient=Coefficient(ONE.draw, when))
        when = ()
    for process in builder.select(door.on):
        builder.hold(process, actor, plane, Coefficient(draw, when), door.owner)
