"""What the record leaves in a memory, at the start and on the mornings before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.ontology.acts import Act, ActClass
from detente.planes.model import Coefficient
from detente.planes.process import Process
from detente.planes.record import EventDays, PastAct, Record
from detente.planes.remembered import F64, OwnedActs, Remembered

Weigh = Callable[[Act], float]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a memory keeps: of which acts, how long, with which weight.

    `decay` is the share that a day leaves, 1 of a stock and 0 of the acts of the day alone; acts
    from `until` on, and up to `after`, do not count, nor do those of several parties that are
    heard on one of the pairs `beside`, which count there.
    """

    dyad: str
    acts: ActClass
    decay: float
    weigh: Weigh
    until: dt.date | None
    after: dt.date | None = None
    beside: tuple[str, ...] = ()

    def counts(self, date: dt.date) -> bool:
        """Whether acts of that day count."""
        return (self.until is None or date < self.until) and (
            self.after is None or date > self.after
        )


class Recorded:
    """The record by dyad, asked for memories.

    An act that is listed twice for one day, such as a joint one from either side, counts once;
    one that both a claim and nobody owns happened whether or not the claim holds.

    Parameters
    ----------
    record : Record
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self._past: dict[str, list[PastAct]] = {}
        self._told: dict[str, dict[Act, EventDays]] = {}
        seen: set[tuple[dt.date, str, Act, str | None]] = set()
        for act in sorted(record.acts, key=lambda act: act.claim is not None):  # stable
            day = (act.date, act.dyads[0], act.act)
            if (*day, None) not in seen and (*day, act.claim) not in seen:
                seen.add((*day, act.claim))
                for dyad in act.dyads:
                    self._past.setdefault(dyad, []).append(act)
        for told in record.told:
            self._told.setdefault(told.dyad, {})[told.act] = told

    @property
    def several(self) -> set[tuple[str, ...]]:
        """Where acts of three parties and more are heard."""
        return {act.dyads for act in self.record.acts if act.others}

    @property
    def morning(self) -> dt.date:
        """Day 0."""
        return self.record.as_of + dt.timedelta(days=1)

    def listed(self, kept: Kept) -> list[PastAct]:
        """Listed acts that a memory keeps."""
        return [
            a
            for a in self._past.get(kept.dyad, ())
            if kept.acts.contains(a.act)
            and kept.counts(a.date)
            and not any(dyad in a.dyads for dyad in kept.beside)
        ]

    def knows(self, dyad: str, acts: ActClass) -> bool:
        """Whether the record has an act of a class, of whatever day."""
        told = self._told.get(dyad, {}).items()
        return any(acts.contains(a.act) for a in self._past.get(dyad, ())) or any(
            days.dates and acts.contains(act) for act, days in told
        )

    def dyads_of(self, acts: ActClass) -> list[str]:
        """Dyads and pairs on which the record has an act of a class."""
        known = dict.fromkeys((*self._past, *self._told))
        return [dyad for dyad in known if self.knows(dyad, acts)]

    def mornings(self, kept: Iterable[Kept], *, today: bool = False) -> list[dt.date]:
        """Mornings up to the as-of date that come after acts of any of some memories.

        With `today` also day 0.
        """
        found: set[dt.date] = set()
        for each in kept:
            found.update(a.date for a in self.listed(each))
            for told in self._told.get(each.dyad, {}).values():
                if each.acts.contains(told.act):
                    found.update(filter(each.counts, told.dates))
        day = dt.timedelta(days=1)
        last = self.morning if today else self.record.as_of
        return sorted(date + day for date in found if date < last)

    def remembered(
        self,
        kept: Kept,
        rows: Sequence[Process],
        mornings: Sequence[dt.date],
        anticipation: Mapping[str, Coefficient],
        *,
        initial: float | None = None,
    ) -> Remembered:
        """A memory on some mornings, in order of time.

        Parameters
        ----------
        kept : Kept
        rows : sequence of Process
            Processes that feed the memory.
        mornings : sequence of date
        anticipation : mapping of claim to Coefficient
            How far the one who receives the acts that a claim owns saw them coming.
        initial : float, optional
            Value that a stock had before the acts that it keeps.
        """
        record, decay = self.record, kept.decay
        told = self._told.get(kept.dyad, {})
        listed = self.listed(kept)
        days = [date.toordinal() for date in mornings]

        def left(acts: Iterable[tuple[dt.date, float]]) -> F64:
            """Σ w·d^(days since), over the acts before each morning."""
            return _left([(date.toordinal(), weight) for date, weight in acts], days, decay)

        complete = {
            a: record.is_complete(a) or any(a.matches(kind) for kind in told)
            for a in {a.act for a in listed}
        }
        sure = [(a.date, kept.weigh(a.act)) for a in listed if a.claim is None and complete[a.act]]
        days_told = [
            (date, kept.weigh(act))
            for act, each in told.items()
            if kept.acts.contains(act)
            for date in each.dates
            if kept.counts(date)
        ]
        unsure = [a for a in listed if a.claim is None and not complete[a.act]]
        before, usual, usual_number = (
            self._usual(kept, rows, days)
            if initial is None
            else (np.full(len(days), initial), 0.0, 0.0)
        )
        owned: dict[str, list[PastAct]] = {}
        for a in listed:
            if a.claim is not None:
                owned.setdefault(a.claim, []).append(a)
        return Remembered(
            known=left(sure) + left(days_told),
            before=before,
            listed=left((a.date, kept.weigh(a.act)) for a in unsure),
            number=left((a.date, 1.0) for a in unsure),
            usual=usual,
            usual_number=usual_number,
            owned=tuple(
                OwnedActs(
                    claim,
                    anticipation.get(claim),
                    left((a.date, kept.weigh(a.act)) for a in acts),
                    left((a.date, 1.0) for a in acts if not complete[a.act]),
                    len(acts),
                )
                for claim, acts in owned.items()
            ),
            acts=len(sure) + len(days_told) + len(unsure),
        )

    def _usual(
        self, kept: Kept, rows: Sequence[Process], days: Sequence[int]
    ) -> tuple[F64, float, float]:
        """What the usual rates leave of days that complete listings do not cover, and elsewhere.

        For processes of complete classes the usual rate on every day before the record and on
        every day missing from it, which for one day of age a is b·w·d^(a−1); for those of other
        classes the usual level b·w/(1 − d), weighted and counted. A stock, and a memory of the
        acts of the day alone, have no usual level.
        """
        record, decay = self.record, kept.decay
        told = self._told.get(kept.dyad, {})
        before, usual, number = np.zeros(len(days)), 0.0, 0.0
        if decay == 0.0:
            return before, usual, number
        gaps = _left(
            [(date.toordinal(), 1.0) for date in record.missing if kept.counts(date)], days, decay
        )
        first = record.since.toordinal()
        tail = np.array([decay ** max(day - first, 0) for day in days])
        for p in rows:
            weight, rate = kept.weigh(p.act), p.rate.per_day
            level = rate / (1.0 - decay) if decay < 1.0 else 0.0
            if p.act in told or record.is_complete(p.act):
                before += weight * (level * tail + rate * gaps)
            else:
                usual += weight * level
                number += level
        return before, usual, number


def _left(acts: list[tuple[int, float]], days: Sequence[int], decay: float) -> F64:
    """Σ w·d^(day − 1 − date) over the acts before each day; days in order."""
    found = np.zeros(len(days))
    acts.sort()
    value, at, k = 0.0, 0, 0
    for i, day in enumerate(days):
        if value:
            value *= decay ** (day - at)
        at = day
        while k < len(acts) and acts[k][0] < day:
            date, weight = acts[k]
            value += weight * decay ** (day - 1 - date)
            k += 1
        found[i] = value
    return found
