"""One assertion of the brief."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, FiniteFloat, model_validator

from detente.planes.quantity import STRICT

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]
Credence = Annotated[FiniteFloat, Field(ge=0, le=1)]
Move = Literal["up", "down", "sooner", "later", "none"]


class Voice(BaseModel):
    """Who asserts claims.

    `correlation` is the share of variance that the claims of the voice have in common: 0 makes
    them independent, towards 1 they hold or fail together. Credences stay what they are.
    """

    model_config = STRICT

    id: Identifier
    name: str = Field(min_length=1)
    role: str = ""
    correlation: FiniteFloat = Field(0.0, ge=0, lt=1)


class Document(BaseModel):
    """Where claims come from."""

    model_config = STRICT

    id: Identifier
    title: str = Field(min_length=1)
    date: str = ""
    language: str = ""
    kind: str = ""
    note: str = ""


class Sign(BaseModel):
    """A direction that the claim commits the model to.

    Forcing the claim to `forced` rather than to its opposite moves `target` in the direction
    `moves`: an outcome's probability ``up`` or ``down``, its restricted mean waiting time
    ``sooner`` or ``later``, a plane's mean over the horizon ``up`` or ``down``; ``none`` says that
    it must not move at all. A plane is named by the id of the effect that publishes it, or
    ``index:A~B``.
    """

    model_config = STRICT

    forced: bool
    target: str
    moves: Move


class Judgement(BaseModel):
    """A forecast made by the source, compared with the ensemble; it moves nothing.

    The source expects the probability of `outcome` to lie in [`low`, `high`].
    """

    model_config = STRICT

    outcome: str
    low: Credence = 0.0
    high: Credence = 1.0
    words: str = Field(min_length=1, description="how the source puts it, in our words")


class Claim(BaseModel):
    """An assertion with its source, its credence and what it commits the model to."""

    model_config = STRICT

    id: Identifier
    statement: str = Field(min_length=1)
    voice: str
    document: str
    sentence: int = Field(ge=1, le=1_000_000)
    fingerprint: str = Field(pattern=r"^[0-9a-f]{12}$")
    credence: Credence
    credence_basis: str = Field(min_length=1)
    given: str | None = None
    credence_otherwise: Credence | None = None
    judgement: Judgement | None = None
    signs: list[Sign] = Field([], max_length=100)

    @model_validator(mode="after")
    def _given_is_complete(self) -> Claim:
        if (self.given is None) != (self.credence_otherwise is None):
            raise ValueError(
                "'given' and 'credence_otherwise' go together: credence holds where the other "
                "claim is true, credence_otherwise where it is false"
            )
        return self
