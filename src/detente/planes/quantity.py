"""A number with its uncertainty and the reason for both."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, JsonValue
from pydantic.config import JsonDict

from detente.ontology.fields import LARGEST, Number, Text

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)
"""Every table of a scenario: no unknown keys, no types that need converting."""


def together(*pairs: tuple[str, str]) -> ConfigDict:
    """`STRICT`, for a table in which keys go together: one of a pair needs the other.

    The table's validator says so in words; this says it in the JSON Schema.
    """
    needs: dict[str, JsonValue] = {
        key: [other] for a, b in pairs for key, other in ((a, b), (b, a))
    }
    # the second name is that of drafts before 2019-09, which editors know
    extra: JsonDict = {"dependentRequired": needs, "dependencies": needs}
    return ConfigDict(**STRICT, json_schema_extra=extra)


Basis = Literal["judgement", "literature", "record", "fitted"]


class Quantity(BaseModel):
    """A coefficient, threshold or share: mean, standard deviation, basis.

    Drawn once for each parameter index from a normal law, truncated to the bounds that the
    effect declares.
    """

    model_config = STRICT

    mean: Number = Field(description="the number itself")
    sd: FiniteFloat = Field(
        ge=0, le=LARGEST, description="standard deviation of what one believes about it, 0 or more"
    )
    basis: Basis = Field(
        description="where the number comes from: judgement, literature, record or fitted"
    )
    reference: Text = Field(description="where the number comes from")
