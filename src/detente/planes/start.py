"""What the record leaves in a memory at the start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from detente.ontology.acts import Act, ActClass
from detente.ontology.dyads import dyad_of
from detente.planes.process import Process
from detente.planes.record import EventDays, PastAct, Record


class Start:
    """The record by dyad, asked for memories.

    Parameters
    ----------
    record : Record
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self._past: dict[str, list[PastAct]] = {}
        self._told: dict[str, dict[Act, EventDays]] = {}
        for act in record.acts:
            self._past.setdefault(dyad_of(act.source, act.target, act.act), []).append(act)
        for told in record.told:
            self._told.setdefault(told.dyad, {})[told.act] = told

    def listed(self, dyad: str, acts: ActClass, until: dt.date | None) -> list[PastAct]:
        """Listed acts of a class before `until`."""
        return [
            a
            for a in self._past.get(dyad, ())
            if acts.contains(a.act) and (until is None or a.date < until)
        ]

    def knows(self, dyad: str, acts: ActClass) -> bool:
        """Whether the record has an act of a class, of whatever day."""
        told = self._told.get(dyad, {}).items()
        return bool(self.listed(dyad, acts, None)) or any(
            days.dates and acts.contains(act) for act, days in told
        )

    def owned(self, dyad: str, acts: ActClass, until: dt.date | None) -> list[PastAct]:
        """Those of them that a claim owns: they count where it holds."""
        return [a for a in self.listed(dyad, acts, until) if a.claim is not None]

    def weight(self, date: dt.date, decay: float) -> float:
        """What an act of that day still weighs at the start."""
        return float(decay ** (self.record.age(date) - 1))

    def value(
        self,
        dyad: str,
        acts: ActClass,
        rows: Sequence[Process],
        decay: float,
        weigh: Callable[[Act], float],
        until: dt.date | None,
    ) -> float:
        """Value of a memory on the last day of the record, without the acts that claims own.

        Σ w·d^(age−1) over the acts of complete classes; for processes of other classes the usual
        value; for those of complete ones the usual rate on every day before the record and on
        every day missing from it, which for one day of age a is b·w·d^(a−1).

        Parameters
        ----------
        dyad : str
        acts : ActClass
        rows : sequence of Process
            Processes that feed the memory.
        decay : float
            d, the share that a day leaves; 1 of a stock, which has no usual value.
        weigh : callable
            w of an act.
        until : date, optional
            First day whose acts no longer count.
        """

        def counts(date: dt.date) -> bool:
            return until is None or date < until

        record = self.record
        told = self._told.get(dyad, {})
        missing = sum(self.weight(date, decay) for date in record.missing if counts(date))
        tail = decay**record.span
        value = 0.0
        for p in rows:
            whole = p.act in told or record.is_complete(p.act)
            if decay < 1.0:
                share = tail if whole else 1.0
                value += share * p.rate.per_day * weigh(p.act) / (1.0 - decay)
            if whole:
                value += missing * p.rate.per_day * weigh(p.act)
        for act, days in told.items():
            if acts.contains(act):
                left = sum(self.weight(date, decay) for date in days.dates if counts(date))
                value += weigh(act) * left
        for a in self.listed(dyad, acts, until):
            if a.claim is None and record.is_complete(a.act):
                value += weigh(a.act) * self.weight(a.date, decay)
        return value
