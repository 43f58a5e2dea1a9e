"""One assertion of the brief."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import BaseModel, Field, FiniteFloat, model_validator

from detente.conditions.given import Given
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.ontology.fields import FreeText, Identifier, Text
from detente.ontology.titled import Titled
from detente.planes.quantity import STRICT, together

Credence = Annotated[FiniteFloat, Field(ge=0, le=1)]
Move = Literal["up", "down", "sooner", "later", "none"]


class Voice(BaseModel):
    """Who asserts claims.

    `correlation` is the share of variance that the claims of the voice have in common: 0 makes
    them independent, towards 1 they hold or fail together. Credences stay what they are.
    """

    model_config = STRICT

    id: Identifier = Field(description="name of the voice, for the claims that it makes")
    name: Text = Field(description="who speaks, as printed")
    role: FreeText = Field(default="", description="office or trade, such as spokesman")
    correlation: FiniteFloat = Field(
        0.0,
        ge=0,
        lt=1,
        description="how much its claims hold or fail together, from 0 (not at all) to below 1",
    )


class Document(Titled):
    """Where claims come from."""

    model_config = STRICT

    id: Identifier = Field(
        description="name of the document, for claims and for `detente check --source`"
    )
    title: Text = Field("", description="what the document is, as printed; by default its id")
    date: FreeText = Field(default="", description="when it appeared; free text")
    language: FreeText = Field(default="", description="language code, such as fr")
    kind: FreeText = Field(default="", description="such as press commentary")
    note: FreeText = Field(default="", description="free text")


class Sign(BaseModel):
    """A direction that the claim commits the model to.

    Forcing the claim to `forced` rather than to its opposite moves `target` in the direction
    `moves`: an outcome's probability ``up`` or ``down``, its restricted mean waiting time
    ``sooner`` or ``later``, a plane's mean over the horizon or that of an amount ``up`` or
    ``down`` (of a state that of the number of its value); ``none`` says that it must not move at
    all. A plane is named by the id of the effect that publishes it, as ``index:A~B`` or as
    ``level:ID``.
    """

    model_config = STRICT

    forced: bool = Field(description="what the claim is forced to, against its opposite")
    target: str = Field(
        description="what moves: an outcome or amount, an effect that publishes a plane, or "
        "index:A~B, or level:ID"
    )
    moves: Move = Field(
        description="up or down (probability, mean), sooner or later (mean waiting time), or none"
    )


class Judgement(BaseModel):
    """A forecast made by the source, compared with the ensemble; it moves nothing.

    The source expects the probability of `outcome` to lie in [`low`, `high`].
    """

    model_config = STRICT

    outcome: str = Field(description="id of the outcome that the source forecasts")
    low: Credence = Field(
        0.0, description="lowest probability that the source's words allow, in [0, 1]"
    )
    high: Credence = Field(
        1.0, description="highest probability that the source's words allow, in [0, 1]"
    )
    words: Text = Field(description="how the source puts it, in our words")
    given: Given | None = Field(
        None,
        description="id of an outcome, or a condition on the last evening of the outcome's window: "
        "the source speaks of the futures that see it alone, as after “unless” or “if”",
    )

    @property
    def condition(self) -> Condition | None:
        """The condition that it is given; None if it is given none, or an outcome."""
        return None if isinstance(self.given, str) else self.given

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Judgement:
        if self.low > self.high:
            raise ValueError(
                _("low = {low} is above high = {high}; swap them").format(
                    low=f"{self.low:g}", high=f"{self.high:g}"
                )
            )
        if self.low == self.high and 0.0 < self.low < 1.0:
            raise ValueError(
                _(
                    "low and high are both {value}; a probability of futures is never just that: "
                    "give the range that the source's words allow"
                ).format(value=f"{self.low:g}")
            )
        return self


MOST_WHERE = 8
"""Claims on which one case of a credence hangs."""


class Case(BaseModel):
    """What the credence of a claim is where other claims have these truths."""

    model_config = STRICT

    where: dict[Identifier, bool] = Field(
        min_length=1,
        max_length=MOST_WHERE,
        description="ids of other claims, with their truths: { first = true, second = false }",
    )
    credence: Credence = Field(description="chance that the claim holds there, in [0, 1]")


class Claim(BaseModel):
    """An assertion with its source, its credence and what it commits the model to."""

    model_config = together(("given", "credence_otherwise"), ("sentence", "fingerprint"))

    id: Identifier = Field(
        description="name of the claim; its passage in the brief ends with {#id}"
    )
    statement: Text = Field(description="the assertion in your own words")
    voice: str = Field(description="id of the voice that asserts it")
    document: str = Field(description="id of the document that it is in")
    sentence: int | None = Field(
        None,
        ge=1,
        le=1_000_000,
        description="number of the sentence, from 1; `detente sentences` numbers them",
    )
    fingerprint: str | None = Field(
        None,
        pattern=r"^[0-9a-f]{12}$",
        description="first 12 digits of the sentence's SHA-256; `detente sentences` prints them",
    )
    credence: Credence = Field(
        description="chance that it holds, in [0, 1]; with `given`, where that claim holds"
    )
    credence_sd: FiniteFloat = Field(
        0.0,
        ge=0,
        lt=0.5,
        description="standard deviation of what one believes the credence to be, 0 or more; it "
        "must be below √(c·(1 − c)), c the credence",
    )
    credence_basis: FreeText = Field("", description="why that credence")
    given: str | None = Field(None, description="id of another claim on which the credence depends")
    credence_otherwise: Credence | None = Field(
        None, description="credence on paths where the claim `given` is false, in [0, 1]"
    )
    credence_otherwise_sd: FiniteFloat = Field(
        0.0, ge=0, lt=0.5, description="standard deviation of `credence_otherwise`, likewise"
    )
    cases: list[Case] = Field(
        [],
        max_length=100,
        description="its credence where several claims have these truths, such as both of two; "
        "where no case applies, `credence` holds",
    )
    excludes: list[Identifier] = Field(
        [],
        max_length=100,
        description="ids of claims that cannot hold where this one does; to exclude is mutual",
    )
    implies: list[Identifier] = Field(
        [], max_length=100, description="ids of claims that hold wherever this one does"
    )
    equivalent: list[Identifier] = Field(
        [],
        max_length=100,
        description="ids of claims that hold just where this one does: each implies the other",
    )
    judgement: Judgement | None = Field(
        None,
        description="for a forecast by the source: compared with the futures, never a mechanism",
    )
    signs: list[Sign] = Field(
        [],
        max_length=100,
        description="what the claim commits the model to; `detente claims` prints it in words",
    )

    @model_validator(mode="after")
    def _given_is_complete(self) -> Claim:
        if (self.given is None) != (self.credence_otherwise is None):
            raise ValueError(
                _(
                    "'given' and 'credence_otherwise' go together: credence holds where the "
                    "other claim is true, credence_otherwise where it is false"
                )
            )
        return self

    @model_validator(mode="after")
    def _place_is_complete(self) -> Claim:
        if (self.sentence is None) != (self.fingerprint is None):
            raise ValueError(
                _("'sentence' and 'fingerprint' go together; `detente sentences` prints both")
            )
        return self

    @property
    def parents(self) -> tuple[str, ...]:
        """Claims on which its credence hangs."""
        named = dict.fromkeys(name for case in self.cases for name in case.where)
        return (*named,) if self.given is None else (self.given, *named)

    @model_validator(mode="after")
    def _hangs_in_one_way(self) -> Claim:
        if self.cases and self.given is not None:
            raise ValueError(
                _(
                    "'given' and 'cases' both say on what the credence hangs; write what is "
                    "given as a case, {case}, or leave 'given' out"
                ).format(case=f"{{ where = {{ {self.given} = true }}, credence = … }}")
            )
        if self.cases and self.credence_sd:
            raise ValueError(_("'credence_sd' has no meaning beside 'cases'; leave one out"))
        known: list[dict[str, bool]] = []
        for case in self.cases:
            if case.where in known:
                raise ValueError(
                    _("two cases are where {where}; leave one out").format(
                        where=", ".join(f"{k} = {str(v).lower()}" for k, v in case.where.items())
                    )
                )
            known.append(case.where)
        return self

    @model_validator(mode="after")
    def _spreads_are_possible(self) -> Claim:
        if self.credence_otherwise is None and self.credence_otherwise_sd:
            raise ValueError(_("'credence_otherwise_sd' needs 'credence_otherwise'"))
        for key in ("credence", "credence_otherwise"):
            mean, sd = getattr(self, key), getattr(self, f"{key}_sd")
            most = 0.0 if mean is None else math.sqrt(mean * (1.0 - mean))
            if sd and sd >= most * (1.0 - 1e-6):
                raise ValueError(
                    _(
                        "'{key}_sd' = {sd} is too large: about a credence of {mean} it must be "
                        "below {most}"
                    ).format(key=key, sd=f"{sd:g}", mean=f"{mean:g}", most=f"{most:.3g}")
                    if most
                    else _("'{key}_sd' = {sd}: a credence of {mean} has no spread").format(
                        key=key, sd=f"{sd:g}", mean=f"{mean:g}"
                    )
                )
        return self
