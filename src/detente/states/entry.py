"""`[[states]]`: what of the world has one of several values, and how it moves between them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, Field, model_validator

from detente.conditions.fields import Days, Names
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.ontology.fields import Date, FreeText, Identifier, Share, Text
from detente.ontology.titled import Titled
from detente.planes.quantity import STRICT
from detente.states.factor import Factors
from detente.states.number import Chance, mean_of
from detente.states.owned import check_owned
from detente.states.rate import TransitionRate

RECORD = "record"
"""In the place of a start: what the record gives on the as-of date."""

MOST_VALUES = 30
MOST_TRANSITIONS = 200

NEARLY = 1e-9
"""Chances add up to 1 that miss it by so little."""


class TransitionEntry(BaseModel):
    """How a state moves from one value to another.

    It is due on days on which all hold that it names: `when`, `on`, `for`. With a `rate` it comes
    by chance on any such day; without one it happens with its `chance` when it falls due.
    """

    model_config = STRICT

    from_: Names | None = Field(
        None, alias="from", description="value that it leaves, or a list; by default any other"
    )
    to: Identifier | dict[Identifier, Chance] = Field(
        description="value that it leads to, or several with their chances; what these leave of 1 "
        "is the chance that the state stays"
    )
    when: Condition | None = Field(
        None,
        description="a condition; an act counts there since the state has its value. With a "
        "chance below 1 it falls due on the day on which it becomes true",
    )
    on: Date | None = Field(None, description="falls due on this day alone, after as_of")
    for_: Days | None = Field(
        None, alias="for", description="falls due when the state has had its value so many days"
    )
    rate: TransitionRate | None = Field(
        None, description="a hazard of its own, on every day on which `when` holds"
    )
    chance: Chance | None = Field(
        None, description="probability that it happens when it falls due; 1 by default"
    )
    factors: Factors = Field(
        [],
        description="what raises or lowers its hazard, or the odds of its chance: levels, days, "
        "conditions",
    )
    claim: Identifier | None = Field(None, description="the claim that owns it")
    otherwise: Share | None = Field(
        None,
        description="where the claim is false: its chance; of a rate or of several chances the "
        "factor. 0 is never",
    )
    denied_by: Identifier | None = Field(
        None, description="a claim that denies it: where that holds, it does not happen"
    )
    note: FreeText = Field("", description="free text")

    @model_validator(mode="after")
    def _is_due_at_some_time(self) -> TransitionEntry:
        if self.when is None and self.on is None and self.for_ is None and self.rate is None:
            raise ValueError(
                _("say when it comes: 'when' (a condition), 'on' (a day), 'for' (days) or 'rate'")
            )
        if self.rate is not None:
            for key, value in (("on", self.on), ("for", self.for_), ("chance", self.chance)):
                if value is not None:
                    raise ValueError(
                        _("'{key}' does not go with a rate, which says when it comes").format(
                            key=key
                        )
                    )
        return self

    @model_validator(mode="after")
    def _chances_leave_room(self) -> TransitionEntry:
        if isinstance(self.to, str):
            return self
        if self.chance is not None:
            raise ValueError(_("write the chances into 'to'; leave 'chance' out"))
        check_chances(self.to)
        return self

    @model_validator(mode="after")
    def _factors_have_something_to_move(self) -> TransitionEntry:
        if self.factors and self.rate is None and self.chance is None:
            raise ValueError(
                _("'factors' move a hazard or a chance: give a 'rate', or one 'to' with a 'chance'")
            )
        return self

    @model_validator(mode="after")
    def _claims_say_what_else(self) -> TransitionEntry:
        check_owned(
            self.claim,
            self.otherwise,
            _("'otherwise' is missing: its chance where the claim is false, such as 0.0"),
            self.denied_by,
        )
        return self

    @property
    def results(self) -> list[str]:
        """Values that it may lead to."""
        return [self.to] if isinstance(self.to, str) else list(self.to)

    @property
    def certain(self) -> bool:
        """Whether it happens on every day on which it is due, on paths where its claim holds."""
        if self.rate is not None or self.factors:
            return False
        chances = [self.chance] if isinstance(self.to, str) else list(self.to.values())
        return sum(1.0 if c is None else mean_of(c) for c in chances) >= 1.0 - NEARLY


class StateEntry(Titled):
    """A state: one of several values on each day, of the world, of an actor or of a pair."""

    model_config = STRICT

    begins_a_line: ClassVar[bool] = False

    id: Identifier = Field(description="name of the state, for conditions")
    title: Text = Field("", description="what it is, as printed; by default its id in words")
    of: list[str] = Field([], max_length=20, description="actors that it is about; none: the world")
    values: list[Identifier] = Field(
        min_length=2, max_length=MOST_VALUES, description="the values that it may have, 2 to 30"
    )
    titles: dict[str, Text] = Field(
        {}, description="values as printed; by default their ids, without hyphens"
    )
    prose: dict[str, Text] = Field(
        {}, description="how a future tells that the state takes a value, by value"
    )
    start: Identifier | dict[Identifier, Chance] = Field(
        description="value on the as-of date, or the chances of several, which add up to 1; "
        '"record" takes it, and since when, from the history and the acts of the record'
    )
    since: Date | None = Field(
        None, description="day since which it has that value, at most as_of; by default as_of"
    )
    claim: Identifier | None = Field(None, description="the claim that owns the start")
    otherwise: Identifier | None = Field(
        None, description="value on the as-of date where the claim is false"
    )
    transitions: list[TransitionEntry] = Field(
        [],
        max_length=MOST_TRANSITIONS,
        description="how it moves; of several that are due the first in the file that happens",
    )
    note: FreeText = Field("", description="free text")

    @model_validator(mode="after")
    def _values_differ(self) -> StateEntry:
        for number, value in enumerate(self.values):
            if value in self.values[:number]:
                raise ValueError(_("the value '{value}' stands there twice").format(value=value))
        return self

    @model_validator(mode="after")
    def _claims_say_what_else(self) -> StateEntry:
        check_owned(
            self.claim,
            self.otherwise,
            _("'otherwise' is missing: the value at the start where the claim is false"),
        )
        return self

    @model_validator(mode="after")
    def _start_is_certain_in_all(self) -> StateEntry:
        if isinstance(self.start, dict):
            total = check_chances(self.start)
            if total < 1.0 - 1e-6:
                raise ValueError(
                    _("the chances at the start add up to {total}; they have to be 1").format(
                        total=f"{total:.6g}"
                    )
                )
        return self

    @model_validator(mode="after")
    def _record_says_since_when(self) -> StateEntry:
        if self.from_record and self.since is not None:
            raise ValueError(_("leave 'since' out: the record says since when, as it says what"))
        return self

    @property
    def from_record(self) -> bool:
        """Whether the record gives its start."""
        return self.start == RECORD and RECORD not in self.values

    @property
    def starts(self) -> list[str]:
        """Values that it may have at the start."""
        if self.from_record:
            return self.values
        starts = [self.start] if isinstance(self.start, str) else list(self.start)
        return [*starts, *([self.otherwise] if self.otherwise is not None else [])]

    def leaves(self, transition: TransitionEntry) -> list[str]:
        """Values that a transition leaves."""
        if transition.from_ is not None:
            return transition.from_
        return [value for value in self.values if transition.results != [value]]


def check_chances(chances: dict[str, Chance]) -> float:
    """Sum of the chances of several values.

    Raises
    ------
    ValueError
        If there is none, or if they add up to more than 1.
    """
    total = sum(mean_of(chance) for chance in chances.values())
    if not chances:
        raise ValueError(_("name a value, or several with their chances"))
    if total > 1.0 + 1e-6:
        raise ValueError(
            _("the chances add up to {total}; all together they are at most 1").format(
                total=f"{total:.6g}"
            )
        )
    return total
