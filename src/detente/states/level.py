"""`[[levels]]`: quantities with a unit, and what raises and lowers them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Discriminator, Field, FiniteFloat, Tag, model_validator

from detente.conditions.fields import Dyads, Names
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.ontology.act_fields import Acts
from detente.ontology.fields import FreeText, HalfLife, Identifier, Number, Text
from detente.ontology.titled import Titled
from detente.planes.quantity import STRICT
from detente.states.number import MOST, NumberOrQuantity, mean_of
from detente.states.owned import check_owned

MOST_CHANGES = 200

Value = Annotated[FiniteFloat, Field(ge=-MOST, le=MOST)]
"""What a level may hold, in its unit."""


RECORD: Literal["record"] = "record"
"""In the place of a start: the last value that the history has."""


def _form(value: object) -> str:
    return RECORD if value == RECORD else "number"


Start = Annotated[
    Annotated[Literal["record"], Tag(RECORD)] | Annotated[NumberOrQuantity, Tag("number")],
    Discriminator(_form),
]
"""Value at the start: a number, or what the record says."""


class ChangeEntry(BaseModel):
    """What every act of some kind adds to a level, or takes from it."""

    model_config = STRICT

    act: Acts | None = Field(None, description="class of acts that change it")
    by: Dyads | None = Field(
        None,
        description="dyads A>B, joint acts of the two included, or pairs A~B of these alone; by "
        "default anyone's",
    )
    on: Names | None = Field(None, description="processes or groups, in the place of a class")
    amount: NumberOrQuantity | None = Field(
        None,
        description="what an act adds, in the unit of the level; below 0 it takes away. With "
        "`log`, what it adds to the logarithm: 0.1 is about ten per cent",
    )
    sizes: Number | None = Field(
        None, description="what an act adds for each unit of its drawn size, such as 1 or -1"
    )
    while_: Condition | None = Field(
        None, alias="while", description="a condition: acts count on days on which it holds"
    )
    claim: Identifier | None = Field(None, description="the claim that owns the change")
    otherwise: Number | None = Field(
        None, description="where the claim is false: the amount, or the factor of the size"
    )
    denied_by: Identifier | None = Field(
        None, description="a claim that denies it: where that holds, nothing is added"
    )

    @model_validator(mode="after")
    def _names_acts(self) -> ChangeEntry:
        if (self.act is None) == (self.on is None):
            raise ValueError(_("say which acts: 'act' (a class) or 'on' (processes), one of them"))
        if self.by is not None and self.act is None:
            raise ValueError(_("'by' goes with 'act'; processes say themselves who does them"))
        if (self.amount is None) == (self.sizes is None):
            raise ValueError(_("say how much: 'amount' or 'sizes', one of them"))
        return self

    @model_validator(mode="after")
    def _claims_say_what_else(self) -> ChangeEntry:
        check_owned(
            self.claim,
            self.otherwise,
            _("'otherwise' is missing: what is added where the claim is false"),
            self.denied_by,
        )
        return self


class LevelEntry(Titled):
    """A quantity with a unit: a stock that acts fill and empty, or an outside variable."""

    model_config = STRICT

    begins_a_line: ClassVar[bool] = False

    id: Identifier = Field(description="name of the level, for conditions and effects")
    title: Text = Field("", description="what it is, as printed; by default its id in words")
    unit: FreeText = Field("", description="what it is counted in")
    unit_of_one: FreeText = Field(
        "", description="the same of one, such as person where the unit is people"
    )
    start: Start | None = Field(
        None,
        description="value on the as-of date; by default the mean to which it returns; "
        '"record" takes the last one of the history',
    )
    lower: Value | None = Field(None, description="it never falls below this")
    upper: Value | None = Field(None, description="it never rises above this")
    changes: list[ChangeEntry] = Field(
        [], max_length=MOST_CHANGES, description="what acts add to it or take from it"
    )
    inflow: NumberOrQuantity | None = Field(
        None, description="what each day adds; below 0 it takes away"
    )
    inflow_of: Identifier | None = Field(
        None,
        description="id of another level, or of this one: there is so much inflow for each unit "
        "of it, as it was the evening before; goes with lower and upper",
    )
    inflow_while: Condition | None = Field(
        None, description="a condition: there is inflow on days on which it holds"
    )
    season: list[Value] | None = Field(
        None,
        min_length=12,
        max_length=12,
        description="what each day adds besides, by month from January to December",
    )
    mean: NumberOrQuantity | None = Field(
        None, description="of an outside variable: the value to which it returns"
    )
    half_life: HalfLife | None = Field(
        None, description="days in which it closes half of the gap to its mean"
    )
    sd: NumberOrQuantity | None = Field(
        None, description="standard deviation of its values over a long time, in its unit"
    )
    log: bool = Field(
        False, description="the logarithm moves, as of prices: the value stays above 0"
    )
    claim: Identifier | None = Field(None, description="the claim that owns the start")
    otherwise: Value | None = Field(
        None, description="value on the as-of date where the claim is false"
    )
    note: FreeText = Field("", description="free text")

    @model_validator(mode="after")
    def _returns_or_does_not(self) -> LevelEntry:
        if self.mean is None:
            for key, value in (("half_life", self.half_life), ("sd", self.sd)):
                if value is not None:
                    raise ValueError(
                        _("'{key}' needs a 'mean' to which the level returns").format(key=key)
                    )
            if self.start is None:
                raise ValueError(_("'start' is missing: its value on the as-of date"))
        elif self.half_life is None:
            raise ValueError(
                _("'half_life' is missing: how fast the level returns to its mean, in days")
            )
        if self.sd is not None and mean_of(self.sd) < 0.0:
            raise ValueError(_("'sd' is a standard deviation: 0 or more"))
        for key in ("inflow_while", "inflow_of"):
            if getattr(self, key) is not None and self.inflow is None:
                raise ValueError(_("'{key}' needs an 'inflow'").format(key=key))
        if self.inflow_of is not None and (self.lower is None or self.upper is None or self.log):
            raise ValueError(
                _(
                    "what 'inflow_of' feeds has to stay within bounds: give lower and upper, and "
                    "leave 'log' out"
                )
            )
        check_owned(
            self.claim,
            self.otherwise,
            _("'otherwise' is missing: the value at the start where the claim is false"),
        )
        return self

    @model_validator(mode="after")
    def _lies_within_its_bounds(self) -> LevelEntry:
        lower, upper = self.bounds
        if lower >= upper:
            raise ValueError(
                _("lower = {lower} is not below upper = {upper}").format(
                    lower=f"{lower:g}", upper=f"{upper:g}"
                )
            )
        for key in ("start", "mean", "otherwise"):
            value = getattr(self, key)
            if value is None or value == RECORD:
                continue
            if not lower <= mean_of(value) <= upper:
                raise ValueError(
                    _("{key} = {value} lies outside the bounds, {lower} to {upper}").format(
                        key=key,
                        value=f"{mean_of(value):g}",
                        lower=f"{lower:g}",
                        upper=f"{upper:g}",
                    )
                )
            if self.log and mean_of(value) <= 0.0:
                raise ValueError(
                    _("{key} = {value}: with 'log' it lies above 0").format(
                        key=key, value=f"{mean_of(value):g}"
                    )
                )
        if self.log and self.lower is not None and self.lower <= 0.0:
            raise ValueError(_("with 'log' lower lies above 0; leave it out"))
        return self

    @property
    def from_record(self) -> bool:
        """Whether the record gives its start."""
        return self.start == RECORD

    @property
    def begins(self) -> NumberOrQuantity:
        """Value at the start, once the record has been asked."""
        start = self.mean if self.start is None else self.start
        assert start is not None
        assert start != RECORD
        return start

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value, in its unit."""
        return (
            float("-inf") if self.lower is None else self.lower,
            float("inf") if self.upper is None else self.upper,
        )
