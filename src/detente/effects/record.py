"""What this leader did before."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.effects.domain import Domain
from detente.ontology.fields import Positive, Text
from detente.planes.builder import Builder


class LeaderRecord(Linear):
    """What a leader did in an earlier term, remembered while he is elect or in office.

    Formula
    -------
    θ · log1p(n) · 1[leader elect or in office], on the side of `remembered_by`; n the measures of
    the earlier term, in `measures`.

    Units
    -----
    θ in log-hazard per unit of log1p of measures.

    Expected sign
    -------------
    Of the remembered acts: negative on contact and easing after severe measures.

    Touches
    -------
    The named processes that `remembered_by` starts or shares.

    Source
    ------
    Reputation of leaders: Renshon, Dafoe & Huth (2018), American J. of Political Science 62(2).
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log1p of measures"),
        "measures": Domain("measures"),
    }

    effect: Literal["record"] = "record"
    leader: str = Field(description="id of the office holder")
    remembered_by: ActorId = Field(description="actor on whose side the record weighs")
    measures: Positive = Field(description="number of measures in the earlier term")
    measures_reference: Text = Field(description="where that number comes from")

    def lower(self, builder: Builder) -> None:
        """A step of the calendar, times log1p of the measures."""
        begin, end = builder.tenure(self.leader, elect=True)
        plane = builder.calendar(
            f"level:tenure:{self.leader}", lambda d: float(begin <= d and (end is None or d < end))
        )
        plane = builder.where_held(plane, self.leader)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            builder.term(
                process,
                builder.side(process, self.remembered_by),
                plane,
                coefficient,
                self.owner,
                math.log1p(self.measures),
            )
