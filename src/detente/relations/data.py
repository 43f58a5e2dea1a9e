"""What is read of a relationship, as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.language.shown import count, shown
from detente.relations.classes import Classes
from detente.relations.index import Index
from detente.relations.largest import LargeDay
from detente.relations.reciprocity import Answers, Balance
from detente.relations.spans import Coverage
from detente.relations.turning import Turning


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted in a span, and what is not.

    Attributes
    ----------
    forth, back, joint : int
        Acts with a quad class: of the first actor on the second, of the second on the first, and
        joint ones, each once.
    unclassed : int
        Statements and appeals, which have no quad class: not counted.
    late : int
        Acts told long after their date: not counted.
    unweighed : int
        Acts with a quad class but no Goldstein weight: counted, but not in the index.
    """

    forth: int
    back: int
    joint: int
    unclassed: int
    late: int
    unweighed: int

    @property
    def acts(self) -> int:
        """All acts that are counted."""
        return self.forth + self.back + self.joint


@dataclass(frozen=True, slots=True, repr=False)
class RelationsData:
    """The state of a relationship over a span, as plain data.

    Attributes
    ----------
    a, b : str
        Ids of the actors; "forth" is from the first to the second.
    first, last : date
        The span, both days included.
    record : Coverage
        What the data sources cover.
    datasets : tuple of str
    half_life, prior : float
        Of the index: h in days, c in acts.
    missing : tuple of date
        Days of the span on which the source has nothing.
    counted : Counted
    index : Index
    classes : Classes
    largest : tuple of LargeDay
    turning : Turning
    balances : tuple of Balance
        One for each quad class.
    answers : tuple of Answers
        Cooperation and conflict, each answered by the first actor and by the second.
    """

    a: str
    b: str
    first: dt.date
    last: dt.date
    record: Coverage
    datasets: tuple[str, ...]
    half_life: float
    prior: float
    missing: tuple[dt.date, ...]
    counted: Counted
    index: Index
    classes: Classes
    largest: tuple[LargeDay, ...]
    turning: Turning
    balances: tuple[Balance, ...]
    answers: tuple[Answers, ...]

    def __repr__(self) -> str:
        """Who, when, how many acts, and where the index stands."""
        told = self.counted
        index, turns = self.index.pair, len(self.turning.points)
        return shown(
            f"{type(self).__name__} of {self.a} and {self.b}, {self.first} to {self.last}",
            f"{', '.join(self.datasets)}: {count(told.acts, 'act')}, {told.forth:,} forth, "
            f"{told.back:,} back, {told.joint:,} joint",
            f"index {index[-1]:+.2f}, at the begin {index[0]:+.2f}, usual "
            f"{self.index.usual_pair:+.2f}",
            f"{count(turns, 'turning point')}; {count(len(self.missing), 'day')} missing",
        )

    @property
    def days(self) -> int:
        """Days of the span."""
        return (self.last - self.first).days + 1
