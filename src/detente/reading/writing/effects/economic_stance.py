"""A protectionist line, or its end."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError

UP = (
    "{a} takes a more protectionist line towards {b}",
    "{a} [suit|suivent] une ligne plus protectionniste envers {b}",
)
DOWN = (
    "{a} takes a more open economic line towards {b}",
    "{a} [suit|suivent] une ligne économique plus ouverte envers {b}",
)


def build(desk: Desk) -> Built:
    """A ramp up to the day that the claim names, else over the first half of the horizon."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    end = plan.as_of + dt.timedelta(days=max(2, plan.start.horizon // 2))
    with suppress(LackingError):
        end = desk.day()
    on = desk.on(actor, target, "economic")
    direction = desk.direction if desk.acts in ("economic", "hostility", "any") else -desk.direction
    desk.effect(
        "economic-stance",
        actor=actor.actor.id,
        before=0.3,
        after=1.0,
        ramp_from=plan.as_of,
        ramp_to=max(end, plan.as_of + dt.timedelta(days=1)),
        on=on,
        coefficient=desk.usual("economic-stance", direction),
    )
    names = desk.names(actor, target)
    return Built(UP if direction > 0 else DOWN, on, "up" if direction > 0 else "down", names)
