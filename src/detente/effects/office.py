"""The line of who holds office, and how fast the institutions follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import Linear
from detente.effects.domain import DAYS, Domain
from detente.ontology.fields import HalfLife, Number
from detente.ontology.offices import Office
from detente.planes.builder import Builder
from detente.planes.model import Coefficient, Op
from detente.planes.owner import Owner


class OfficeLine(Linear):
    """The holder's line, reached at once or, under the claim `slow`, by slow institutions.

    Formula
    -------
    θ · L(t) + θ · (D(t) − L(t)): L the line of the holder in office, D a plane that relaxes
    towards L with half-life `half_life`. The second part belongs to the claim `slow`; where it is
    false the line acts at once. Of several possible holders it is that of who holds office on the
    path.

    Units
    -----
    θ in log-hazard per unit of line; lines are numbers, usually in [−1, 1]; days.

    Expected sign
    -------------
    Of the line times θ; the slow part is against every change.

    Touches
    -------
    The named processes that the office's actor starts or shares.

    Source
    ------
    Policy inertia after Jones & Baumgartner (2005), The Politics of Attention.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of line"),
        "lines": Domain("line"),
        "half_life": DAYS,
    }

    effect: Literal["office"] = "office"
    office: str = Field(description="id of the office")
    lines: dict[str, Number] = Field(
        min_length=1,
        description="line of each office holder by id, usually in [−1, 1]; 0 for who is left out",
    )
    half_life: HalfLife = Field(
        description="days in which institutions close half of the gap to the line"
    )
    slow: str | None = Field(None, description="claim that owns the slowness; else the owner")

    def claims(self) -> list[str]:
        """The owner, and the claim of slowness."""
        return [*super().claims(), *([self.slow] if self.slow else [])]

    def lower(self, builder: Builder) -> None:
        """The line, and the lag behind it."""
        office = builder.office(self.office)
        for holder in self.lines:
            office.holder(holder)

        def line(date: dt.date) -> float:
            holder = office.holder_on(date)
            return self.lines.get(holder.id, 0.0) if holder else 0.0

        target = self._line(builder, office, line)
        follows = builder.relaxing(
            f"institutions:{self.id}", target, self.half_life, line(builder.as_of)
        )
        lag = builder.derived(Op.SUM, follows, builder.negative(target))
        builder.publish(self.id, target, follows)
        theta = self.theta(builder)
        owner = self.owner
        slow_owner = owner if self.slow is None else Owner(self.id, self.slow)
        requires = [(self.slow, 0.0)] if self.slow else []
        slow = self.theta(builder, requires)
        for process in builder.select(self.on):
            side = builder.side(process, office.actor)
            builder.term(process, side, target, theta, self.owner)
            builder.term(process, side, lag, slow, slow_owner)
            if self.slow is not None and owner.denies and owner.claim is not None:
                denied = Coefficient(slow.draw, (*slow.when, (owner.claim, 0.0)))
                builder.term(process, side, lag, denied, Owner(self.id, owner.claim), -1.0)

    def _line(self, builder: Builder, office: Office, line: Callable[[dt.date], float]) -> str:
        """The line of who holds office; of possible holders each where it does."""
        planes, weights = [builder.calendar(f"line:{self.id}", line)], [1.0]
        for holder in office.holders:
            if holder.only is None or holder.id not in self.lines:
                continue
            begin, end = holder.start, holder.end
            step = builder.calendar(
                f"level:in-office:{holder.id}",
                lambda d, a=begin, b=end: float(a <= d and (b is None or d < b)),  # type: ignore[misc]
            )
            planes.append(builder.where_held(step, holder.id))
            weights.append(self.lines[holder.id])
        if len(planes) == 1:
            return planes[0]
        return builder.derived(Op.WEIGHTED, *planes, weights=weights)
