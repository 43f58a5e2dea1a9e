"""Kinds of future on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Table
from detente.language.current import gettext as _
from detente.language.format import day, decimal, integer, interval, labelled, percent
from detente.report.futures import NarratedFuture, narrated
from detente.report.scenario_texts import ScenarioTexts
from detente.storylines.chart import figures
from detente.storylines.said import compared_by, interval_note, lead, lift_note
from detente.storylines.storylines import tell_named

if TYPE_CHECKING:
    from detente.storylines.storylines import Storylines


@dataclass(frozen=True, slots=True)
class Kinds:
    """The section of the page.

    Attributes
    ----------
    lines : list of str
        Whether there are kinds, and what futures are compared by.
    chances : Table
        No rows where there is one kind.
    outcomes : Table
        Chances of the outcomes in each kind; no rows where there is one.
    tells : Table
        Claims and early acts; no rows where none tells.
    notes : list of str
    charts : list of Chart
    examples : list of NarratedFuture
    """

    lines: list[str]
    chances: Table
    outcomes: Table
    tells: Table
    notes: list[str]
    charts: list[Chart]
    examples: list[NarratedFuture]


def kinds(found: Storylines) -> Kinds:
    """Put the section together in the language in force."""
    lines = [*lead(found), compared_by(found)]
    if len(found.kinds) == 1:
        none = Table((), [])
        return Kinds(lines, none, none, none, [], [], [])
    named = [
        labelled(integer(kind.number), name)
        for kind, name in zip(found.kinds, found.names, strict=True)
    ]
    tells = _tells(found)
    return Kinds(
        lines,
        _chances(found, named),
        _outcomes(found),
        tells,
        [interval_note(), *([lift_note()] if tells.rows else [])],
        figures(found),
        [
            narrated(found.ensemble, kind.example, name, "")
            for kind, name in zip(found.kinds, named, strict=True)
        ],
    )


def _chances(found: Storylines, named: list[str]) -> Table:
    head = (_("Kind of future"), _("Likely"), _("95 % interval"), _("Futures"))
    return Table(
        head,
        [
            (name, percent(kind.probability), interval(*kind.interval), integer(kind.futures))
            for kind, name in zip(found.kinds, named, strict=True)
        ],
    )


def _outcomes(found: Storylines) -> Table:
    said = ScenarioTexts(found.ensemble.scenario)
    head = (_("Outcome"), _("Of all"), *(integer(kind.number) for kind in found.kinds))
    rows = []
    for k, outcome in enumerate(found.outcomes):
        of_all = found.kinds[0].outcomes[k].overall
        shares = (percent(kind.outcomes[k].share, 0) for kind in found.kinds)
        rows.append((said.outcome(outcome), percent(of_all, 0), *shares))
    return Table(head, rows)


def _tells(found: Storylines) -> Table:
    scenario = found.ensemble.scenario
    seen = _("seen by {date}").format(date=day(found.early))
    rows = [
        (
            tell_named(scenario, tell)
            if tell.what == "claim"
            else labelled(tell_named(scenario, tell), seen),
            integer(kind.number),
            percent(tell.among, 0),
            percent(tell.share, 0),
            f"×{decimal(tell.lift, 2)}",
            f"{decimal(tell.interval[0], 2)}–{decimal(tell.interval[1], 2)}",
        )
        for kind in found.kinds
        for tell in (*kind.claims, *kind.acts)
    ]
    head = (
        _("Claim or early act"),
        _("Kind of future"),
        _("In the kind"),
        _("Of all"),
        _("Times"),
        _("95 % interval"),
    )
    return Table(head, rows)
