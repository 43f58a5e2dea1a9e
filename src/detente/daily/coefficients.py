"""The coefficients of a plan: their names, their priors and the columns that they serve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.daily.arrays import F64, I64
from detente.daily.plan import Plan
from detente.errors import InputError
from detente.numerics.arguments import shown, vector


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What is estimated.

    Attributes
    ----------
    effects, classes : tuple of str
        Name of the column and of the class of each; class ``"all"`` where directed (or joint)
        classes share a coefficient.
    mean, precision : array
        Of the normal priors; precision 0 where there is none.
    place : array of int, shape (layers, most columns)
        Number of each column's coefficient, −1 behind a layer's last.
    """

    effects: tuple[str, ...]
    classes: tuple[str, ...]
    mean: F64
    precision: F64
    place: I64

    @property
    def names(self) -> tuple[str, ...]:
        """Effect and class."""
        return tuple(f"{e} [{c}]" for e, c in zip(self.effects, self.classes, strict=True))

    def __len__(self) -> int:
        """Number of coefficients."""
        return len(self.effects)


def coefficients(plan: Plan, by_class: bool) -> Coefficients:
    """Number the coefficients.

    Parameters
    ----------
    plan : Plan
        With its columns.
    by_class : bool
        Each class has its own; otherwise directed classes share all but the intercept, and so do
        joint ones.

    Raises
    ------
    InputError
        If two columns of a layer have the same name, or a prior is no normal law.
    """
    if not plan.columns:
        raise InputError("no class of acts is left in these days; check actors, first and last")
    most = max(len(columns) for columns in plan.columns.values())
    place = np.full((len(plan.layers), most), -1, dtype=np.int64)
    number: dict[tuple[str, str], int] = {}
    priors = []
    for row, layer in enumerate(plan.layers):
        shared = "all" if layer.kind == "directed" else "joint"
        seen = set()
        for k, column in enumerate(plan.columns[layer]):
            if column.name in seen:
                raise InputError(
                    f"effects: '{column.name}' is there twice; name an effect and a half-life once"
                )
            seen.add(column.name)
            own = by_class or column.name == "intercept"
            key = (column.name, str(layer) if own else shared)
            if key not in number:
                number[key] = len(number)
                priors.append(_prior(column.name, column.prior))
            place[row, k] = number[key]
    return Coefficients(
        tuple(effect for effect, _ in number),
        tuple(label for _, label in number),
        np.array([mean for mean, _ in priors]),
        np.array([precision for _, precision in priors]),
        place,
    )


def _prior(name: str, prior: tuple[float, float] | None) -> tuple[float, float]:
    """Mean and precision."""
    if prior is None:
        return 0.0, 0.0
    try:
        mean, sd = vector(prior, "prior", 2).tolist()
    except InputError:
        mean, sd = 0.0, 0.0
    if not (sd > 0 and np.isfinite(sd**-2)):
        raise InputError(
            f"{name}: prior {shown(prior)} is no normal law; write (mean, standard deviation > 0)"
        )
    return mean, sd**-2
