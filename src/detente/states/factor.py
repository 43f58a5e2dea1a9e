"""What raises or lowers a hazard or a chance: a level, an index, days, or that something holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.fields import Identifier, Number, Positive
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import Coefficient, Op
from detente.planes.quantity import STRICT, Quantity
from detente.states.function import Function, check_reach, check_threshold, function_plane
from detente.states.number import NumberOrQuantity, drawn, mean_of
from detente.states.owned import check_owned

MEASURED = ("level", "index", "days")
"""Keys of which one at most says what is measured."""


class Factor(BaseModel):
    """What raises or lowers the logarithm of a hazard, or the log-odds of a chance.

    θ · f(x), x a level, an index or a number of days; f as in the effect `level`. With a `while`
    it counts on days on which that holds, and without anything that is measured it is then θ.
    """

    model_config = STRICT

    level: Identifier | None = Field(None, description="id of a level, in its unit")
    index: list[str] | None = Field(
        None, min_length=2, max_length=2, description="two actors: their relation index"
    )
    days: Condition | None = Field(
        None,
        description="a condition: on how many days it has held, in a transition since the state "
        "has its value, else since the play began",
    )
    function: Function = Field(
        "linear", description="how the value counts: linear, log1p or excess (over a threshold)"
    )
    unit_change: Positive = Field(
        1.0, description="what of it counts as one, such as 10 for ten points, or 30 for a month"
    )
    threshold: NumberOrQuantity | None = Field(
        None, description="value from which an excess counts; of a linear one where it adds nothing"
    )
    while_: Condition | None = Field(
        None, alias="while", description="a condition: it counts on days on which that holds"
    )
    coefficient: Quantity = Field(
        description="θ: 0.7 doubles a small hazard or the odds of a chance, −0.7 halves them"
    )
    claim: Identifier | None = Field(None, description="the claim that owns it")
    otherwise: Number | None = Field(None, description="θ where that claim is false; mostly 0.0")
    denied_by: Identifier | None = Field(
        None, description="a claim that denies it: where that holds, it adds nothing"
    )

    @model_validator(mode="after")
    def _says_what_counts(self) -> Factor:
        said = [key for key in MEASURED if getattr(self, key) is not None]
        if len(said) > 1:
            raise ValueError(
                _("name one of {keys}; here stand {said}").format(
                    keys=", ".join(MEASURED), said=", ".join(said)
                )
            )
        if not said:
            if self.while_ is None:
                raise ValueError(
                    _("say what it hangs on: one of {keys}, or 'while' (a condition)").format(
                        keys=", ".join(MEASURED)
                    )
                )
            for key in ("function", "unit_change", "threshold"):
                if key in self.model_fields_set:
                    raise ValueError(
                        _("'{key}' needs something that is measured: {keys}").format(
                            key=key, keys=", ".join(MEASURED)
                        )
                    )
        check_threshold(self.function, self.threshold)
        return self

    @model_validator(mode="after")
    def _claims_say_what_else(self) -> Factor:
        check_owned(
            self.claim,
            self.otherwise,
            _("'otherwise' is missing: θ where the claim is false, such as 0.0"),
            self.denied_by,
        )
        return self

    @property
    def owner(self) -> str | None:
        """The claim that owns it or denies it."""
        return self.claim if self.claim is not None else self.denied_by

    @property
    def about(self) -> str:
        """What it is about, for the names of its draws."""
        if self.level is not None:
            return f"level:{self.level}"
        if self.index is not None:
            return f"index:{'~'.join(sorted(self.index))}"
        return "while" if self.days is None else "days"


Factors = Annotated[list[Factor], Field(max_length=50)]
"""Factors, whose logarithms add up."""


def factors_plane(
    factors: Sequence[Factor], name: str, builder: Builder, *, entered: str | None = None
) -> str | None:
    """Plane of what factors add up to on the log scale, in the builder's phase; None of none.

    Parameters
    ----------
    factors : sequence of Factor
    name : str
        What their draws begin with.
    builder : Builder
    entered : str, optional
        In a transition of this state: days and acts count since the state has its value.

    Raises
    ------
    ScenarioError
        If one names what is not there; says which.
    """
    parts = []
    for number, (own, factor) in enumerate(named_factors(factors, name), start=1):
        with told_of(f"factors[{number}]"):
            parts.append(_plane(factor, own, builder, entered))
    return builder.total(parts) if parts else None


def named_factors(factors: Sequence[Factor], name: str) -> Iterator[tuple[str, Factor]]:
    """Factors, each with what its draws begin with; `name` is that of what they move."""
    told: Counter[str] = Counter()
    for factor in factors:
        own = f"{name}.factor.{factor.about}"
        told[own] += 1
        yield own if told[own] == 1 else f"{own}#{told[own]}", factor


def with_odds(chance: str, along: str, builder: Builder) -> str:
    """Plane of a chance whose log-odds another plane moves; one of 0 or 1 stays so."""
    refusal = builder.derived(Op.ONE_MINUS, chance)
    odds = [builder.derived(Op.LOG_LEVEL, each, c2=1.0) for each in (chance, refusal)]
    moved = builder.derived(Op.WEIGHTED, *odds, along, weights=(1.0, -1.0, 1.0))
    return builder.derived(Op.LOGISTIC, moved)


def _plane(factor: Factor, name: str, builder: Builder, entered: str | None) -> str:
    value, scale = _measured(factor, name, builder, entered)
    if factor.while_ is not None:
        with told_of("while"):
            holds = plane_of(factor.while_, builder, entered=entered)
        value = holds if value == CONSTANT else builder.derived(Op.PRODUCT, holds, value)
    if scale != 1.0:
        value = builder.derived(Op.WEIGHTED, value, weights=(scale,))
    when: tuple[tuple[str, float], ...] = ()
    if factor.claim is not None and factor.otherwise is not None:
        when = ((factor.claim, factor.otherwise),)
    coefficient = Coefficient(
        builder.drawn(f"{name}.theta", factor.coefficient), when, factor.denied_by
    )
    return builder.derived(Op.SCALE, value, coefficient=coefficient)


def _measured(
    factor: Factor, name: str, builder: Builder, entered: str | None
) -> tuple[str, float]:
    """Plane of the function of what is measured, and its scale."""
    if factor.level is not None:
        with told_of("level"):
            value = builder.level(factor.level)
    elif factor.index is not None:
        with told_of("index"):
            value = builder.index_plane(*factor.index)
    elif factor.days is not None:
        with told_of("days"):
            value = _days(factor.days, builder, entered)
    else:
        return CONSTANT, 1.0
    threshold = None
    if factor.threshold is not None:
        if factor.level is not None:
            check_reach(factor.level, factor.function, mean_of(factor.threshold), builder)
        threshold = Coefficient(drawn(builder, f"{name}.threshold", factor.threshold))
    return function_plane(value, factor.function, factor.unit_change, threshold, builder)


def _days(condition: Condition, builder: Builder, entered: str | None) -> str:
    """On how many days a condition has held: since a state has its value, or in the play."""
    holds = plane_of(condition, builder, entered=entered)
    if entered is not None:
        return builder.derived(Op.SINCE_ENTRY, holds, builder.state(entered).age)
    # of a plane of its own, so that a window does not begin with the record's acts
    return builder.derived(Op.WINDOW, builder.derived(Op.ALL, holds), c1=float(builder.days))


def claims_of(factors: Sequence[Factor], key: str) -> Iterator[tuple[str, str]]:
    """Claims of factors, each with the key under which it stands."""
    for number, factor in enumerate(factors, start=1):
        for own in ("claim", "denied_by"):
            if (claim := getattr(factor, own)) is not None:
                yield f"{key}[{number}].{own}", claim
