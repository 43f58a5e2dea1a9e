"""What may happen in a starting scenario: kinds of acts, with rates to be replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.scaffold.cast import Member


@dataclass(frozen=True, slots=True)
class Kind:
    """A process before it has actors; `{s}`, `{t}` are names, `{S}` begins a sentence."""

    id: str
    act: str
    per_year: float
    title: str
    prose: str
    groups: tuple[str, ...] = ()


PAIR = (
    Kind(
        "leaders-speak",
        "CONSULT.phone@leader",
        1.0,
        "the {leaders} speak by telephone",
        "{S} and {t}: the {leaders} speak by telephone",
        ("leader-contact", "contact", "joint"),
    ),
    Kind(
        "leaders-meet",
        "CONSULT.visit@leader",
        0.4,
        "the {leaders} meet",
        "{S} and {t}: the {leaders} meet",
        ("leader-contact", "contact", "joint"),
    ),
    Kind(
        "ministers-speak",
        "CONSULT.phone@minister",
        3.0,
        "the {ministers} speak by telephone",
        "{S} and {t}: the {ministers} speak by telephone",
        ("contact", "joint"),
    ),
    Kind(
        "ministers-meet",
        "CONSULT.visit@minister",
        1.5,
        "the {ministers} meet",
        "{S} and {t}: the {ministers} meet",
        ("contact", "joint"),
    ),
    Kind(
        "agreement-signed",
        "SUPPORT/diplomatic:057",
        0.6,
        "an agreement is signed",
        "{S} and {t} sign an agreement",
        ("joint",),
    ),
)
"""Joint acts of the pair in question."""

EACH_WAY = (
    Kind(
        "{s}-offers-{t}",
        "AGREE/diplomatic",
        4.0,
        "{s} makes an offer to {t}",
        "{S} says that it is willing to talk with {t}",
        ("{s}-gestures",),
    ),
    Kind(
        "{s}-cooperates-with-{t}",
        "COOPERATE/economic",
        8.0,
        "{s} cooperates with {t}",
        "{S} widens its economic cooperation with {t}",
        ("{s}-gestures",),
    ),
    Kind(
        "{s}-eases-{t}",
        "RETREAT.ease/economic",
        0.8,
        "{s} eases measures against {t}",
        "{S} eases its economic measures against {t}",
        ("{s}-gestures",),
    ),
    Kind(
        "{s}-accuses-{t}",
        "ACCUSE",
        12.0,
        "{s} accuses {t}",
        "{S} accuses {t}",
        ("{s}-hostility",),
    ),
    Kind(
        "{s}-sanctions-{t}",
        "COERCE.restrict/economic",
        5.0,
        "{s} imposes measures on {t}",
        "{S} imposes economic measures on {t}",
        ("{s}-hostility",),
    ),
    Kind(
        "{s}-shows-force-to-{t}",
        "MOBILIZE/military",
        0.2,
        "{s} shows force to {t}",
        "{S} answers {t} with a show of force",
        ("shows-of-force",),
    ),
)
"""Directed acts of either side of the pair towards the other."""

WITH_OTHERS = (
    Kind(
        "{s}-{t}-ministers-talk",
        "CONSULT@minister",
        6.0,
        "the {ministers} consult",
        "{S} and {t}: the {ministers} consult",
        ("others",),
    ),
)
"""Joint acts of a third party with a side of the pair."""

OTHERS_EACH_WAY = (
    Kind(
        "{s}-cooperates-with-{t}",
        "COOPERATE/economic",
        8.0,
        "{s} cooperates with {t}",
        "{S} widens its economic cooperation with {t}",
        ("others",),
    ),
    Kind("{s}-accuses-{t}", "ACCUSE", 5.0, "{s} accuses {t}", "{S} accuses {t}", ("others",)),
)
"""Directed acts between a third party and a side of the pair."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A process of the scenario."""

    id: str
    title: str
    source: str
    target: str
    act: str
    prose: str
    per_year: float


@dataclass(slots=True)
class Processes:
    """The processes by heading, and the groups that they belong to."""

    sections: dict[str, list[Entry]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)

    def add(self, heading: str, kinds: Sequence[Kind], source: Member, target: Member) -> None:
        """Give kinds their actors."""
        states = source.actor.kind == target.actor.kind == "state"
        ranks = {
            "leaders": "leaders" if states else "highest representatives",
            "ministers": "foreign ministers" if states else "senior representatives",
        }
        names = {"S": source.start, "s": source.the, "t": target.the, **ranks}
        keys = {"s": source.key, "t": target.key}
        for kind in kinds:
            entry = Entry(
                kind.id.format_map(keys),
                kind.title.format_map(names),
                source.actor.id,
                target.actor.id,
                kind.act,
                kind.prose.format_map(names),
                kind.per_year,
            )
            self.sections.setdefault(heading, []).append(entry)
            for group in (*kind.groups, "all"):
                self.groups.setdefault(group.format_map(keys), []).append(entry.id)


def told_apart(members: Sequence[Member]) -> list[Member]:
    """The same members with keys of which no two processes get the same id.

    Where ``a-b`` meets ``c`` and ``a`` meets ``b-c``, keys made from their ids would not do.
    """
    laid_out = processes(members)
    ids = [entry.id for entries in laid_out.sections.values() for entry in entries]
    if len({*ids, *laid_out.groups}) == len(ids) + len(laid_out.groups):
        return list(members)
    return [replace(member, key=f"actor-{n}") for n, member in enumerate(members, start=1)]


def processes(members: Sequence[Member]) -> Processes:
    """Lay out who may do what to whom: in full for the pair, thinly for the others.

    Returns
    -------
    Processes
        17 for two actors, and ten for each further one.
    """
    first, second, *others = members
    found = Processes()
    found.add(f"{first.actor.name} and {second.actor.name}", PAIR, first, second)
    for source, target in ((first, second), (second, first)):
        found.add(f"{source.actor.name} → {target.actor.name}", EACH_WAY, source, target)
    for other in others:
        for side in (first, second):
            heading = f"{other.actor.name} and {side.actor.name}"
            found.add(heading, WITH_OTHERS, other, side)
            found.add(heading, OTHERS_EACH_WAY, other, side)
            found.add(heading, OTHERS_EACH_WAY, side, other)
    found.groups["all"] = found.groups.pop("all")  # the longest list comes last
    return found
