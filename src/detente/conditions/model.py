"""Conditions: what is true or false on each day of a path, written as data.

A condition is a table with one head, a key that says of which form it is. All that may wait for
something holds one: the field's type is `Condition`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from detente.conditions.fields import (
    MOST,
    Days,
    Dyads,
    Names,
    Reached,
    Season,
    Weight,
)
from detente.conditions.heads import headed
from detente.language.current import gettext as _
from detente.ontology.act_fields import Acts
from detente.ontology.fields import Date, Number
from detente.planes.quantity import STRICT


class Form(BaseModel):
    """A condition of one form."""

    model_config = STRICT

    for_: Days | None = Field(
        None, alias="for", description="true once it has held for so many days running"
    )


class _Counted(Form):
    """A number of acts, or of the parties who did them."""

    at_least: Reached = Field(
        1, description="how many acts, or with `distinct` how many parties; or what weight"
    )
    within: Days | None = Field(None, description="counted over so many days, the last included")
    since: Condition | None = Field(
        None, description="counted since this condition last became true; with `within` both"
    )
    distinct: Literal["source", "target"] | None = Field(
        None, description="counts the parties that did such an act, or that it was done to"
    )
    weights: dict[str, Weight] = Field(
        {},
        max_length=MOST,
        description="what each party counts, by actor; 1 unless named",
    )

    @model_validator(mode="after")
    def _is_reachable(self) -> _Counted:
        if not self.weights and self.at_least != int(self.at_least):
            raise ValueError(
                _("at_least = {number}: without weights give a whole number").format(
                    number=f"{self.at_least:g}"
                )
            )
        return self


class ActsCondition(_Counted):
    """Acts of a class have been done so often."""

    act: Acts = Field(description="the class of acts that counts")
    by: Dyads | None = Field(
        None,
        description="whose acts: A>B, joint ones included, or A~B for these alone, or a list of "
        "them; by default anyone's",
    )

    parts: Literal["by-share", "as-whole", "apart"] = Field(
        "by-share",
        description="how acts of a part count of which an effect `faction` says whose it is: by "
        "its share, as the whole's own, or apart: not at all unless `by` names the part",
    )


class ProcessesCondition(_Counted):
    """Named processes have happened so often."""

    on: Names = Field(description="processes or groups whose acts count")


class StateCondition(Form):
    """A state has one of some values."""

    state: str = Field(min_length=1, description="id of the state")
    is_: Names = Field(alias="is", description="the value that it has, or a list of values")


class _Bounded(Form):
    """Something that is measured lies above or below a threshold."""

    above: Number | None = Field(None, description="true at this value or more")
    below: Number | None = Field(None, description="true at this value or less")

    @model_validator(mode="after")
    def _has_a_bound(self) -> _Bounded:
        if self.above is None and self.below is None:
            raise ValueError(_("give above or below, or both"))
        if self.above is not None and self.below is not None and self.above > self.below:
            raise ValueError(
                _("above = {above} and below = {below} never hold together").format(
                    above=f"{self.above:g}", below=f"{self.below:g}"
                )
            )
        return self


class LevelCondition(_Bounded):
    """A level is at a threshold, or beyond it."""

    level: str = Field(min_length=1, description="id of the level")


class IndexCondition(_Bounded):
    """The relation index of a pair is at a threshold, or beyond it."""

    index: list[str] = Field(min_length=2, max_length=2, description="the two actors")


class BeliefCondition(_Bounded):
    """What an observer believes of a hidden intent is at a threshold, or beyond it."""

    belief: str = Field(min_length=1, description="id of an effect `signal`: its observer's belief")


class CalendarCondition(Form):
    """The day lies in a span of the calendar."""

    from_: Date | None = Field(None, alias="from", description="first day on which it is true")
    until: Date | None = Field(None, description="first day on which it is no longer true")

    @model_validator(mode="after")
    def _is_a_span(self) -> CalendarCondition:
        if self.from_ is not None and self.until is not None and self.until <= self.from_:
            raise ValueError(
                _("until {until} is not after from {first}, so it would never be true").format(
                    until=self.until, first=self.from_
                )
            )
        return self


class SeasonCondition(Form):
    """The day lies in a season, in every year."""

    season: Season = Field(
        description="first and last day of the year, both included, such as "
        '["07-01", "08-31"]; may go over New Year'
    )


class OfficeCondition(Form):
    """A person holds office."""

    office: str = Field(min_length=1, description="id of the office holder")
    elect: bool = Field(False, description="also from the election until the start")


class AllCondition(Form):
    """Every one of some conditions is true."""

    all: list[Condition] = Field(min_length=1, max_length=MOST, description="conditions")


class AnyCondition(Form):
    """At least one of some conditions is true."""

    any: list[Condition] = Field(min_length=1, max_length=MOST, description="conditions")


class NotCondition(Form):
    """A condition is not true."""

    not_: Condition = Field(alias="not", description="the condition that is not true")


class SomeCondition(Form):
    """So many of some conditions are true, or their weights reach a sum."""

    at_least: Reached = Field(description="how many of them, or what sum of weights")
    of: list[Condition] = Field(min_length=1, max_length=MOST, description="conditions")
    weights: list[Weight] | None = Field(
        None, max_length=MOST, description="what each of them counts; 1 by default"
    )

    @model_validator(mode="after")
    def _can_be_reached(self) -> SomeCondition:
        if self.weights is not None and len(self.weights) != len(self.of):
            raise ValueError(
                _("{n} weights for {m} conditions; give one for each").format(
                    n=len(self.weights), m=len(self.of)
                )
            )
        if self.weights is None and self.at_least != int(self.at_least):
            raise ValueError(
                _("at_least = {number}: without weights give a whole number").format(
                    number=f"{self.at_least:g}"
                )
            )
        most = float(len(self.of)) if self.weights is None else sum(self.weights)
        if self.at_least > most * (1.0 + 1e-9):
            raise ValueError(
                _("at_least = {number} is more than all together reach, {most}").format(
                    number=f"{self.at_least:g}", most=f"{most:g}"
                )
            )
        return self


class AfterCondition(Form):
    """A condition has been true: ever, or on one of the last days."""

    after: Condition = Field(
        description="the condition that has been true; an act without within or since is that of "
        "each single day"
    )
    within: Days | None = Field(
        None, description="on one of so many last days, today included; by default ever"
    )


class NamedCondition(Form):
    """A condition of the table `conditions`."""

    condition: str = Field(min_length=1, description="its name there")


FORMS: Mapping[str, type[Form]] = {
    "act": ActsCondition,
    "on": ProcessesCondition,
    "state": StateCondition,
    "level": LevelCondition,
    "index": IndexCondition,
    "belief": BeliefCondition,
    "from": CalendarCondition,
    "until": CalendarCondition,
    "season": SeasonCondition,
    "office": OfficeCondition,
    "all": AllCondition,
    "any": AnyCondition,
    "not": NotCondition,
    "of": SomeCondition,
    "after": AfterCondition,
    "condition": NamedCondition,
}
"""Head of a table → its form."""


def _headed(value: object) -> object:
    return value if isinstance(value, Form) else headed(value, list(FORMS))


def _form(value: object) -> str:
    """Name of the form that a table has; its head has been looked at."""
    if isinstance(value, Form):
        return type(value).__name__
    assert isinstance(value, Mapping)
    return next(form.__name__ for head, form in FORMS.items() if head in value)


Condition = Annotated[
    Annotated[ActsCondition, Tag("ActsCondition")]
    | Annotated[ProcessesCondition, Tag("ProcessesCondition")]
    | Annotated[StateCondition, Tag("StateCondition")]
    | Annotated[LevelCondition, Tag("LevelCondition")]
    | Annotated[IndexCondition, Tag("IndexCondition")]
    | Annotated[BeliefCondition, Tag("BeliefCondition")]
    | Annotated[CalendarCondition, Tag("CalendarCondition")]
    | Annotated[SeasonCondition, Tag("SeasonCondition")]
    | Annotated[OfficeCondition, Tag("OfficeCondition")]
    | Annotated[AllCondition, Tag("AllCondition")]
    | Annotated[AnyCondition, Tag("AnyCondition")]
    | Annotated[NotCondition, Tag("NotCondition")]
    | Annotated[SomeCondition, Tag("SomeCondition")]
    | Annotated[AfterCondition, Tag("AfterCondition")]
    | Annotated[NamedCondition, Tag("NamedCondition")],
    Discriminator(_form),
    BeforeValidator(_headed),
]
"""A condition, as the type of a field."""

for _each in FORMS.values():
    _each.model_rebuild()
