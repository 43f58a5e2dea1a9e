"""Numbers that may be written bare, or with their uncertainty and basis."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, FiniteFloat, Tag

from detente.language.current import gettext as _
from detente.ontology.fields import LARGEST
from detente.planes.builder import Builder
from detente.planes.model import Draw
from detente.planes.quantity import Quantity

MOST = LARGEST
"""Of what a level may hold; of more one writes thousands, or millions."""


def _number_or_table(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | dict | Quantity):
        raise ValueError(
            _("give a number, or a table: {example}").format(
                example='{ mean = 0.7, sd = 0.3, basis = "judgement", reference = "…" }'
            )
        )
    return value


def _form(value: object) -> str:
    return Quantity.__name__ if isinstance(value, dict | Quantity) else "number"


def _as_chance(value: float | Quantity) -> float | Quantity:
    mean = mean_of(value)
    if not 0.0 <= mean <= 1.0:
        raise ValueError(_("a chance lies from 0 to 1, not at {mean}").format(mean=f"{mean:g}"))
    return value


NumberOrQuantity = Annotated[
    Annotated[Annotated[FiniteFloat, Field(ge=-MOST, le=MOST)], Tag("number")]
    | Annotated[Quantity, Tag(Quantity.__name__)],
    Discriminator(_form),
    BeforeValidator(_number_or_table),
]
"""A number, or one with its uncertainty and basis."""

Chance = Annotated[NumberOrQuantity, AfterValidator(_as_chance)]
"""A probability, or one with its uncertainty and basis."""


def mean_of(amount: float | Quantity) -> float:
    """The number itself."""
    return amount.mean if isinstance(amount, Quantity) else float(amount)


def drawn(
    builder: Builder,
    name: str,
    amount: float | Quantity,
    low: float = float("-inf"),
    high: float = float("inf"),
) -> Draw:
    """Draw of a number, within bounds; of a bare one always itself."""
    if isinstance(amount, Quantity):
        return builder.drawn(name, amount, low, high)
    return Draw(name, float(amount), low=low, high=high)
