"""A guarantor or monitor deters breaches."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

SAID = (
    "{m} sees to it that {a} and {b} keep their word, which deters {acts}",
    "{m} [veille|veillent] à ce que {a} et {b} tiennent parole, ce qui dissuade ceci : {acts}",
)


def build(desk: Desk) -> Built:
    """Fewer breaches of either side while the guarantor stands."""
    guarantor = desk.third("guarantor", "monitor", "actor")
    one, other = desk.plan.parts.pair
    acts = desk.acts if desk.hostile else "force"
    on = [
        *dict.fromkeys(
            each for a, b in ((one, other), (other, one)) for each in desk.on(a, b, acts)
        )
    ]
    desk.effect(
        "guarantee",
        guarantor=guarantor.actor.id,
        on=on,
        coefficient=desk.usual("guarantee"),
    )
    names = desk.names(one, other, acts) | {"m": guarantor}
    return Built(SAID, on, "down", names)
