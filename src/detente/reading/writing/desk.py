"""What a piece writes with: the claim, its likeliest reading, and what the scenario has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.language.current import gettext as _
from detente.reading.proposal import Candidate, Proposal
from detente.reading.writing.acts import BARE, BETWEEN, HOSTILE_CLASSES, SAID
from detente.reading.writing.called import called
from detente.reading.writing.lacking import LackingError
from detente.reading.writing.plan import Plan
from detente.reading.writing.toml import Table
from detente.scaffold.cast import Member
from detente.scaffold.wording import say
from detente.scenario.short.usual import coefficient

Moves = str
"""`up`, `down`, or empty where theory says nothing of the mean."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a piece has made of a claim, beside the effects that it has put on the plan.

    Parameters
    ----------
    said : tuple of str
        The statement in English and French, without capital and stop; see `scaffold.wording.say`.
    moved : sequence of str
        Processes that the claim moves, and `moves` which way.
    names : mapping
        What the statement names beside `{a}`, `{b}`, `{acts}`, `{bare}` and `{both}`.
    timed : bool
        Whether the condition of the claim is in the effects already.
    judgement : dict, optional
        Of a claim that judges an outcome.
    """

    said: tuple[str, str]
    moved: Sequence[str] = ()
    moves: Moves = ""
    names: dict[str, Member | str] = field(default_factory=dict)
    timed: bool = False
    judgement: Table | None = None


@dataclass(slots=True)
class Desk:
    """The claim in hand, one reading of it, and the plan of the scenario."""

    plan: Plan
    proposal: Proposal
    candidate: Candidate
    condition: Table | None = None
    condition_said: str = ""
    by_day: bool = False
    """Whether the day of the claim's condition has become a day of its effect."""

    @property
    def actor(self) -> Member:
        """Whose readiness, line, memory … it is; the first of the pair where nobody is named."""
        id_ = self.candidate.roles.get("actor") or self.proposal.actor
        if id_ not in self.plan.parts.members:
            target = self.candidate.roles.get("target") or self.proposal.target
            first, second = self.plan.parts.pair
            return second if self._is(target, first) else first
        return self.plan.use(id_)

    @property
    def target(self) -> Member:
        """Towards whom; the other of the pair where nobody else is named."""
        return self.against(self.actor)

    def against(self, actor: Member) -> Member:
        """Whom an actor faces in this claim."""
        named = self.candidate.roles.get("target") or self.proposal.target
        for id_ in (named, self.proposal.actor):
            if id_ in self.plan.parts.members and not self._is(id_, actor):
                return self.plan.use(id_)
        first, second = self.plan.parts.pair
        return second if actor == first else first

    @property
    def acts(self) -> str:
        """The class of acts that it touches."""
        return self.candidate.acts if self.candidate.acts in SAID else "any"

    @property
    def direction(self) -> int:
        """1 if it makes them likelier, −1 if less likely."""
        return self.candidate.direction or 1

    @property
    def hostile(self) -> bool:
        """Whether the acts are hostile."""
        return self.acts in HOSTILE_CLASSES

    def either(self, instead: str) -> str:
        """The class of acts, or the one that is usual for the effect where none is named."""
        return instead if self.acts == "any" else self.acts

    def on(self, one: Member, other: Member, name: str) -> list[str]:
        """Processes of a class."""
        return self.plan.on(one, other, name)

    def role(self, *names: str) -> Member | None:
        """Who has one of some roles, where that is an actor."""
        for name in names:
            if (id_ := self.candidate.roles.get(name, "")) in self.plan.parts.members:
                return self.plan.use(id_)
        return None

    def third(self, *names: str) -> Member:
        """Who beside the two in question has a role.

        Raises
        ------
        LackingError
            If the text names nobody for it.
        """
        pair = self.plan.parts.pair
        for id_ in (*(self.candidate.roles.get(name, "") for name in names),
                    self.proposal.actor, self.proposal.target):  # fmt: skip
            member = self.plan.parts.members.get(id_)
            if member is not None and member not in pair:
                return self.plan.use(id_)
        raise LackingError(_("the text names no third party for it"))

    def others(self, *but: Member) -> list[Member]:
        """Further actors that the text names, at most three.

        Raises
        ------
        LackingError
            If it names none.
        """
        members = self.plan.parts.members
        found = [m for m in self.plan.parts.others if m not in but and m.actor.kind != "party"]
        named = [id_ for id_, m in members.items() if m in found[:3]]
        if not named:
            raise LackingError(_("the text names no further actors"))
        return [self.plan.use(id_) for id_ in named]

    def day(self) -> dt.date:
        """The first day after the last that is known which the claim names.

        Raises
        ------
        LackingError
            If it names none.
        """
        limit = self.proposal.limit
        named = [*([limit.day] if limit and limit.day else []), *self.proposal.days]
        for each in named:
            if each.first > self.plan.as_of:
                self.by_day = limit is not None and each is limit.day
                return each.first
        raise LackingError(_("the text names no day to come"))

    def number(self, mean: float, sd: float) -> Table:
        """A coefficient to begin with; `template` says that nobody has estimated it."""
        return {
            "mean": mean,
            "sd": sd,
            "basis": "judgement",
            "reference": _("what a reading begins with for {effect}, no estimate").format(
                effect=called(self.candidate.effect)
            ),
            "template": {"mean": mean, "sd": sd},
        }

    def usual(self, kind: str, direction: float = 0.0, shares: int = 1) -> Table:
        """A coefficient of the usual size of an effect.

        Parameters
        ----------
        kind : str
        direction : float
            With this sign; with the one that the effect usually has where it is 0.
        shares : int
            Of so many that the effect is shared by, one.
        """
        word = None if not direction else "raises" if direction > 0 else "lowers"
        found: Table = coefficient(kind, word)
        return found if shares == 1 else self.number(round(found["mean"] / shares, 3), found["sd"])

    def effect(self, kind: str, otherwise: Any = 0.0, **keys: Any) -> Table:
        """An effect that the claim owns; keys end in `_` where Python has the word itself.

        Its id is the one that it has in a claim that gives it none.
        """
        own = {k.removesuffix("_"): v for k, v in keys.items()}
        id_ = self.plan.new_id(f"{self.proposal.id}-{kind}")
        table = {
            "effect": kind,
            "id": id_,
            "claim": self.proposal.id,
            "otherwise": otherwise,
            **own,
        }
        self.plan.effects.append(table)
        return table

    def background(self, kind: str, id_: str, **keys: Any) -> Table:
        """An effect that holds in any case."""
        own = {k.removesuffix("_"): v for k, v in keys.items()}
        table = {"effect": kind, "id": self.plan.new_id(id_), **own}
        self.plan.effects.append(table)
        return table

    def recorded(self, process: str, day: dt.date) -> None:
        """Put an act that has been done on record, as the claim's own, and have it heard."""
        playing = self.plan.playing[process]
        self.plan.record.append(
            {
                "date": day,
                "source": playing.source,
                "target": playing.target,
                "act": str(playing.act),
                "claim": self.proposal.id,
            }
        )
        self.plan.hear(process, day)

    def names(self, actor: Member, target: Member, acts: str = "") -> dict[str, Member | str]:
        """What statements name."""
        two: dict[str, Member | str] = {"a": actor, "b": target}
        name = acts or self.acts
        return two | {
            "acts": say(*SAID[name], two),
            "bare": say(*BARE[name], two),
            "both": say(*BETWEEN[name], two),
        }

    def _is(self, id_: str, member: Member) -> bool:
        return self.plan.parts.members.get(id_) == member
