"""How many acts there have been, or how many parties did them, as planes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from detente.conditions.model import ActsCondition, ProcessesCondition
from detente.ontology.acts import ActClass
from detente.ontology.dyads import spelled, towards
from detente.planes.builder import Builder
from detente.planes.model import Op
from detente.planes.process import Process

Row = TypeVar("Row", str, Process)

NEARLY = 1e-9
"""A sum of weights reaches a number that it misses by so little."""


class Acts(Protocol):
    """Some acts, as they are counted."""

    def of_day(self, builder: Builder) -> str:
        """Plane of their number on the last day that is seen."""

    def so_far(self, builder: Builder, since: dt.date | None = None) -> str:
        """Plane of their number so far, of the record those from `since` on."""


@dataclass(frozen=True, slots=True)
class ByClass:
    """Acts of a class on dyads and pairs; `parts` are acts of parts that count there too."""

    acts: ActClass
    dyads: tuple[str, ...]
    parts: tuple[Felt, ...] = ()

    def of_day(self, builder: Builder) -> str:
        """As `Builder.acts_of_day`."""
        return builder.acts_of_day(self.dyads, self.acts)

    def so_far(self, builder: Builder, since: dt.date | None = None) -> str:
        """As `Builder.acts_so_far`."""
        return builder.acts_so_far(self.dyads, self.acts, since)


@dataclass(frozen=True, slots=True)
class Felt:
    """Acts of a part of an actor, the plane of the share by which they count; None in full."""

    acts: ByClass
    share: str | None


def number_of(acts: Acts, number: Callable[[Acts], str], builder: Builder) -> str:
    """Plane of a number of acts, with those of parts by their share.

    Parameters
    ----------
    acts : Acts
    number : callable
        Plane of the number of some acts, however they are counted: so far, since, within.
    builder : Builder
    """
    found = [number(acts)]
    for felt in acts.parts if isinstance(acts, ByClass) else ():
        plane = number(felt.acts)
        share = felt.share
        found.append(plane if share is None else builder.derived(Op.PRODUCT, share, plane))
    return builder.total(found)


@dataclass(frozen=True, slots=True)
class ByProcess:
    """Acts of named processes."""

    processes: tuple[Process, ...]

    def of_day(self, builder: Builder) -> str:
        """As `Builder.acts_of_day_by`."""
        return builder.acts_of_day_by(self.processes)

    def so_far(self, builder: Builder, since: dt.date | None = None) -> str:
        """As `Builder.acts_so_far_by`."""
        return builder.acts_so_far_by(self.processes, since)


@dataclass(frozen=True, slots=True)
class Counting:
    """What a condition counts.

    Attributes
    ----------
    whole : Acts
    parties : mapping of str to Acts
        Those of each party that is counted, by actor.
    by_weight : mapping of float to Acts
        Those of one weight each; a joint act weighs what its heaviest party does.
    """

    whole: Acts
    parties: dict[str, Acts]
    by_weight: dict[float, Acts]


def counting(condition: ActsCondition | ProcessesCondition, builder: Builder) -> Counting:
    """What a condition counts, as a whole and by party.

    Raises
    ------
    ScenarioError
        If it names a process that is not there.
    """
    target = condition.distinct == "target"
    if isinstance(condition, ProcessesCondition):
        sides = [
            (process, _counted(process, target=target)) for process in builder.select(condition.on)
        ]
        return _sorted(sides, condition.weights, ByProcess)
    heard: dict[str, set[str]] = {}
    for dyad, sources, targets in _named(condition, builder):
        heard.setdefault(dyad, set()).update(targets if target else sources)
    if not heard:  # nobody does any: none is counted on some dyad
        heard[builder.processes[0].dyad] = {builder.processes[0].source}
    dyads = [(dyad, sorted(who)) for dyad, who in heard.items()]
    return _sorted(dyads, condition.weights, partial(_by_class, condition, set(heard), builder))


def _by_class(
    condition: ActsCondition, named: set[str], builder: Builder, dyads: tuple[str, ...]
) -> ByClass:
    """Acts on dyads, with those of parts where the condition does not name them itself."""
    parts: list[Felt] = []
    if condition.by is not None and condition.parts != "apart":
        for dyad in dyads:
            for also, share in builder.parts_on(dyad, condition.act):
                if also not in named:
                    felt = share if condition.parts == "by-share" else None
                    parts.append(Felt(ByClass(condition.act, (also,)), felt))
    return ByClass(condition.act, dyads, tuple(parts))


def _sorted(
    rows: Sequence[tuple[Row, list[str]]],
    weights: Mapping[str, float],
    acts: Callable[[tuple[Row, ...]], Acts],
) -> Counting:
    """Rows whose acts count, each with the parties that it counts for."""
    parties: dict[str, list[Row]] = {}
    weighed: dict[float, list[Row]] = {}
    for row, who in rows:
        for party in who:
            parties.setdefault(party, []).append(row)
        weighed.setdefault(max(weights.get(party, 1.0) for party in who), []).append(row)
    return Counting(
        acts(tuple(row for row, _ in rows)),
        {party: acts(tuple(each)) for party, each in parties.items()},
        {weight: acts(tuple(each)) for weight, each in weighed.items()},
    )


def _counted(process: Process, *, target: bool) -> list[str]:
    """For whom an act of a process counts: of several who do it together, each."""
    if process.others:
        return list(process.parties)
    return [process.target if target else process.source]


def _named(
    condition: ActsCondition, builder: Builder
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Dyads and pairs, with who is source and who is target of acts there.

    Of a pair that the condition names, as it is written; where it names nobody, both are both.
    """
    if condition.by is None:
        for dyad in builder.dyads_of(condition.act):
            who = re.split("[>~]", dyad)
            yield (dyad, who, who) if "~" in dyad else (dyad, who[:1], who[1:])
        return
    for dyad in condition.by:
        who = re.split("[>~]", dyad)
        where = heard_on(dyad)
        told = [each for each in where if builder.heard(each, condition.act)] or where[-1:]
        yield from ((each, who[:1], who[1:]) for each in told)


def heard_on(dyad: str) -> tuple[str, ...]:
    """Where acts of ``A>B`` are heard, joint ones included; of ``A~B`` these alone."""
    return towards(*dyad.split(">")) if ">" in dyad else (spelled(dyad),)
