"""Gates that processes have of their own: once, under a condition, with a possible holder alone.

In the model they are gates of effects that no file has: ``PROCESS.once``, ``PROCESS.while`` and
``PROCESS.counterpart``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from detente.conditions.lower import plane_of
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.dyads import dyad_of
from detente.planes.builder import CONSTANT, ONE, Builder
from detente.planes.model import PAIR, Op
from detente.planes.owner import Owner
from detente.planes.process import Process
from detente.planes.record import Record
from detente.scenario.file import ProcessEntry

ONCE, WHILE, COUNTERPART = ".once", ".while", ".counterpart"
"""What the ids of their effects end with, behind the process."""


def lower_own(entry: ProcessEntry, process: Process, builder: Builder) -> None:
    """Add the gates of a process.

    Raises
    ------
    ScenarioError
        If it happens once and the record has it, or its condition names what is not there.
    """
    if entry.once:
        kind = [p for p in builder.processes if (p.dyad, p.act) == (process.dyad, process.act)]
        if (day := _recorded(process, builder.record)) is not None:
            raise ScenarioError(
                _(
                    "once = true, but the record has the act on {date}, so it could not happen "
                    "again; leave the process or 'once' out"
                ).format(date=day)
            )
        done = builder.derived(Op.AT_LEAST, builder.acts_so_far_by(kind), c1=1.0)
        plane = builder.derived(Op.ONE_MINUS, done)
        builder.gate(process, PAIR, plane, ONE, Owner(f"{process.id}{ONCE}"))
        builder.model.once.add(process.id)
    if entry.while_ is not None:
        with told_of("while"):
            plane = plane_of(entry.while_, builder)
        builder.gate(process, PAIR, plane, ONE, Owner(f"{process.id}{WHILE}"))
    who = process.counterpart
    if who is not None and who in builder.possible:
        plane = builder.where_held(CONSTANT, who)
        builder.gate(process, PAIR, plane, ONE, Owner(f"{process.id}{COUNTERPART}"))


def _recorded(process: Process, record: Record) -> dt.date | None:
    """The last day on which the record surely has an act; what a claim owns may not have been."""
    return max(_days(process, record), default=None)


def _days(process: Process, record: Record) -> Iterable[dt.date]:
    for act in record.acts:
        dyad = dyad_of(act.source, act.target, act.act, act.others)
        if act.claim is None and dyad == process.dyad and act.act.matches(process.act):
            yield act.date
    for told in record.told:
        if told.dyad == process.dyad and told.act.matches(process.act):
            yield from told.dates
