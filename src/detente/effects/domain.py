"""Units, bounds and expected signs of the numbers that an effect asks for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from detente.conditions.model import Form
from detente.ontology.fields import LARGEST, SMALLEST, keys_of
from detente.planes.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Domain:
    """What a number of an effect is measured in, and where it may lie.

    Attributes
    ----------
    unit : str
    low, high : float
        Bounds of a `Quantity`: its mean must lie between them, and its law is truncated to them.
        Plain numbers state theirs in their types.
    sign : {"positive", "negative"}, optional
        What theory expects, wherever the effect is used; left out where it depends on the act.
    """

    unit: str
    low: float = -math.inf
    high: float = math.inf
    sign: Literal["positive", "negative"] | None = None


DAYS = Domain("days")
ACTS = Domain("acts")
LOG_HAZARD = Domain("log-hazard")
SHARE = Domain("share")
AS_COEFFICIENT = Domain("as the coefficient")
PROBABILITY = Domain("probability", low=0.0, high=1.0)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a number as its type states them; open where the bound itself is left out."""

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False

    def __str__(self) -> str:
        """In words; bounds that only keep numbers finite go unsaid."""
        low = "" if self.low <= -LARGEST else f"{'above ' if self.low_open else ''}{self.low:g}"
        high = "" if self.high >= LARGEST else f"{'below ' if self.high_open else ''}{self.high:g}"
        if self.low == SMALLEST:
            low = "above 0"
        if low and high:
            return f"{low} to {high}"
        if low:
            return low if low.startswith("above") else f"{low} or more"
        return high if not high or high.startswith("below") else f"{high} or less"


def limits(info: FieldInfo, domain: Domain | None = None) -> Limits:
    """Bounds of a numeric field: those of a `Quantity`'s domain, or those of the type.

    Parameters
    ----------
    info : FieldInfo
    domain : Domain, optional
    """
    if domain is not None and (domain.low, domain.high) != (-math.inf, math.inf):
        return Limits(domain.low, domain.high)
    found = {
        name: getattr(mark, name)
        for mark in marks(info.annotation, info.metadata)
        for name in ("gt", "ge", "lt", "le")
        if getattr(mark, name, None) is not None
    }
    return Limits(
        found.get("gt", found.get("ge", -math.inf)),
        found.get("lt", found.get("le", math.inf)),
        "gt" in found,
        "lt" in found,
    )


def marks(annotation: object, metadata: object = ()) -> Iterator[object]:
    """Marks of an annotation and of its parts, those of pydantic's `Field` among them."""
    own = getattr(annotation, "__metadata__", ())
    for mark in (*metadata, *own):  # type: ignore[misc]
        yield mark
        if isinstance(mark, FieldInfo):
            yield from mark.metadata
    for part in get_args(annotation):
        yield from marks(part)


def is_numeric(annotation: object) -> bool:
    """Whether a field holds a number or a `Quantity`, or several of them."""
    if annotation in (float, int, Quantity):
        return True
    return any(is_numeric(part) for part in get_args(annotation))


def tables_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Tables of their own kind that a field holds; a `Quantity` is a number.

    A condition is a value like a number.
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation is not Quantity and not issubclass(annotation, Form):
            yield annotation
        return
    for part in get_args(annotation):
        yield from tables_in(part)


def numeric_keys(model: type[BaseModel]) -> list[str]:
    """Keys with numbers, ``table.key`` for those of tables within."""
    found = []
    for key, info in keys_of(model).items():
        if is_numeric(info.annotation):
            found.append(key)
        for table in tables_in(info.annotation):
            found += [f"{key}.{inner}" for inner in numeric_keys(table)]
    return found


def domains_of_factors(key: str) -> dict[str, Domain]:
    """Domains of what `detente.states.factor` holds, where it moves the odds of a chance."""
    return {
        f"{key}.coefficient": Domain("log-odds per unit of the function"),
        f"{key}.unit_change": Domain("unit of what is measured"),
        f"{key}.threshold": Domain("unit of what is measured"),
        f"{key}.otherwise": Domain("log-odds per unit of the function"),
    }
