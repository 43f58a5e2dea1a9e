"""A process of a starting scenario, as a template says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.ontology import dyads
from detente.ontology.acts import Act
from detente.ontology.usual.pairs import Dyad
from detente.planes.quantity import Basis
from detente.scaffold.cast import Member
from detente.scenario.record.kinds import Kind

JUDGED_SD = 0.5
"""Spread of a starting value that nobody has estimated."""

Uncounted = Literal["", "deed", "footing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A process of the scenario.

    Parameters
    ----------
    id, title : str
    source, target : Member
    act, prose : str
        The prose is empty where it is the title.
    per_year : float
        Days a year with the act: counted, usual for pairs of its kind, or a starting value.
    dyad : str
        Of what kind its pair is.
    known : str
        Of what kind the tables know it to be.
    uncounted : str
        Why a record says nothing of its rate: it is one particular deed, such as the signature of
        the treaty in question, or the record is of another footing, such as the war before a truce.
    """

    id: str
    title: str
    source: Member
    target: Member
    act: str
    prose: str
    per_year: float
    dyad: Dyad
    known: Dyad
    uncounted: Uncounted = ""
    sd: float = JUDGED_SD
    usual: bool = False

    @property
    def basis(self) -> Basis:
        """Where the rate comes from, if it was not counted for this pair."""
        return "record" if self.usual else "judgement"

    @property
    def written(self) -> str:
        """Its act with who does it, as a scenario has it: ``A>B: ACT``, together ``A~B: ACT``."""
        sign = "~" if Act.parse(self.act).joint else ">"
        return f"{self.source.actor.id}{sign}{self.target.actor.id}: {self.act}"

    @property
    def kind(self) -> Kind:
        """What it plays: an act on a dyad, or on a pair."""
        act = Act.parse(self.act)
        ends = self.source.actor.id, self.target.actor.id
        return Kind(*(dyads.pair(*ends) if act.joint else ends), act)
