"""What holds while a condition does."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.conditions.model import Condition
from detente.effects.base import Linear
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import PAIR


class Regime(Linear):
    """Named acts are likelier, or less likely, while a condition holds: in war, under a truce.

    Formula
    -------
    θ on days on which `while` holds, 0 on others.

    Units
    -----
    θ in log-hazard: 0.7 doubles the rate of the named processes, −0.7 halves it.

    Expected sign
    -------------
    That of what the condition says: negative of attacks under a truce.

    Touches
    -------
    The named processes.

    Source
    ------
    Hazards that hang on a state, as in multi-state models: Andersen & Keiding (2002),
    Statistical Methods in Medical Research 11(2).
    """

    effect: Literal["regime"] = "regime"
    while_: Condition = Field(alias="while", description="the condition under which it holds")

    def lower(self, builder: Builder) -> None:
        """A constant, which counts while the condition holds."""
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            builder.term(process, PAIR, CONSTANT, coefficient, self.owner)
