"""The relation index: the tone of a pair on a day."""

from __future__ import annotations

from pydantic import BaseModel, Field, FiniteFloat

from detente.ontology.dyads import pair_key
from detente.ontology.fields import HalfLife, Positive
from detente.planes.quantity import STRICT

INDEX, VOLUME = "index:", "volume:"
"""What the names of watched planes begin with that are an index, or its volume."""

MONTH = 30.0
"""Days in which a volume counts acts."""


def index_name(a: str, b: str) -> str:
    """Name of a pair's relation index among the watched planes: ``index:A~B``."""
    return f"{INDEX}{pair_key(a, b)}"


def volume_name(a: str, b: str) -> str:
    """Name of the volume of what a pair does: ``volume:A~B``."""
    return f"{VOLUME}{pair_key(a, b)}"


class RelationIndex(BaseModel):
    """(Σ w_e·G_e + c·G_0)/(Σ w_e + c), w_e = 2^(−age/h), over a pair's acts so far.

    Each joint act counts once. Goldstein weights G, so the index lies in [−10, 10] whatever the
    volume of acts. `half_life` h in days, `prior` c in acts, `usual` G_0. Source of the weights:
    Goldstein (1992), J. of Conflict Resolution 36(2).
    """

    model_config = STRICT

    pair: tuple[str, str] = Field(strict=False, description="the two actors")
    half_life: HalfLife = Field(30.0, description="days after which an act counts half")
    prior: Positive = Field(5.0, description="acts that the usual tone is worth")
    usual: FiniteFloat | None = Field(
        None,
        ge=-10,
        le=10,
        description="usual tone, in [−10, 10]; by default that of the base rates",
    )
