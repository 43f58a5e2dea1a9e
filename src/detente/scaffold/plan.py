"""What a starting scenario is made from, once everything that it needs has been found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.current import gettext as _
from detente.ontology.usual.pairs import Dyad, dyad_of, title
from detente.scaffold.cast import Member
from detente.scaffold.counts import Counts
from detente.scaffold.kinds import about
from detente.scaffold.wording import say


@dataclass(frozen=True, slots=True)
class Start:
    """What a starting scenario is made from.

    Parameters
    ----------
    id : str
    named : str, optional
        The title that the user gives it.
    kind : str
        Name of a template.
    as_of : date
        Last day that is known.
    horizon : int
        Days to play.
    members : sequence of Member
        The first two are the pair in question.
    mediator, guarantor : Member, optional
        Of the members.
    dyad : str, optional
        Of what kind the pair is, where the tables are not to say it.
    counts : Counts, optional
        What an event store says of its processes.
    translated : bool
        Whether its texts are written in the other language too.
    """

    id: str
    named: str | None
    kind: str
    as_of: dt.date
    horizon: int
    members: Sequence[Member]
    mediator: Member | None = None
    guarantor: Member | None = None
    dyad: Dyad | None = None
    counts: Counts | None = None
    translated: bool = False

    @property
    def title(self) -> str:
        """One line: that of the user, or made from the actors' names."""
        if self.named is not None:
            return self.named
        first, second = self.members[:2]
        return say(
            "{A} and {b}, {days} days ahead",
            "{A} et {b}, à {days} jours",
            {"a": first, "b": second, "days": str(self.horizon)},
        )

    @property
    def about(self) -> str:
        """The kind of brief, and what it is about."""
        return about(self.kind)

    @property
    def pair(self) -> Dyad:
        """Of what kind the pair in question is."""
        return self.dyad_of(*self.members[:2])

    def dyad_of(self, one: Member, other: Member) -> Dyad:
        """Of what kind any two members are."""
        if self.dyad is not None and {one.key, other.key} == {m.key for m in self.members[:2]}:
            return self.dyad
        return "any" if self.dyad == "any" else dyad_of(one.actor, other.actor, self.as_of)

    @property
    def provenance(self) -> str:
        """Whose rates it has, in a few sentences."""
        if self.counts is None:
            return _(
                "Rates: those usual for {dyad} where a record tells them, else starting values; "
                "nothing is known of this pair itself, and another pair of that kind gets the same."
            ).format(dyad=title(self.pair))
        said = self.counts.said(self.as_of)
        if self.counts.counted == len(self.counts.by_process):
            return said
        others = _(
            "All others are usual rates or starting values for {dyad}, which another pair of that "
            "kind gets too."
        ).format(dyad=title(self.pair))
        return f"{said} {others}"
