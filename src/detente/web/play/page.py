"""What stands on the page: the context of ``templates/play.html.j2``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from detente.charts.chart import Chart, apart
from detente.charts.style import unvalidated
from detente.ensemble.interval_said import interval_said
from detente.errors import InputError
from detente.language.counted import chance
from detente.language.current import gettext as _
from detente.language.format import day, integer
from detente.ontology.actors import resolve_actor
from detente.report.curve import curve
from detente.report.fan import fans
from detente.report.findings import chosen_outcome
from detente.report.moving import moving_charts
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.credences import POOL
from detente.web.commands import command_line, python_lines
from detente.web.nav import Step, steps
from detente.web.play.asked import share
from detente.web.play.changes import Change, analyst_said, changes, counted, told
from detente.web.play.claims import Control, Part, brief, controls, strongest
from detente.web.play.links import believed, fields, forced, link
from detente.web.play.needed import Needed, needed
from detente.web.play.outcomes import Moved, Row, moved, rows
from detente.web.play.seen import Seen, seen
from detente.web.play.why import Why, why
from detente.web.play.words import texts

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.scenario.scenario import Scenario
    from detente.web.play.played import Played
    from detente.web.view import View


MOST = 100_000
"""Futures that the form lets one ask for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome that the page is about.

    Attributes
    ----------
    title, now, interval : str
    before : str
        Its probability where one started; empty if nothing is changed.
    moved : Moved or None
    told : str
        What the changes did, in a sentence.
    counted : str
        How many there are.
    status : str
        That more futures are on their way; empty if they are there.
    dates : str
    """

    title: str
    now: str
    interval: str
    before: str
    moved: Moved | None
    told: str
    counted: str
    status: str
    dates: str


@dataclass(frozen=True, slots=True)
class Play:
    """The context of ``templates/play.html.j2``.

    Attributes
    ----------
    title : str
    t : mapping of str to str
        Fixed texts.
    view : View
    href, action : str
        Link to this view, and the page without a query, for forms.
    answer : Answer
    changes : sequence of Change
    reset : str
        Link to the page as the brief has it.
    outcomes : sequence of Row
    brief : sequence of Part
    strongest : sequence of Control
    curve : Chart
    fans, volumes, moving : sequence of Chart
    seen : Seen
    command : str
    python : str
    record : sequence of (str, str)
        Pairs whose index is followed, and where the event record has them.
    events : str
        Where the server tells how far more futures are; empty if all are there.
    """

    title: str
    t: Mapping[str, str]
    view: View
    href: str
    action: str
    answer: Answer
    changes: Sequence[Change]
    reset: str
    outcomes: Sequence[Row]
    brief: Sequence[Part]
    strongest: Sequence[Control]
    curve: Chart
    fans: Sequence[Chart]
    volumes: Sequence[Chart]
    moving: Sequence[Chart]
    seen: Seen
    command: str
    python: str
    events: str
    outcome: str
    needed: Needed
    why: Why | None
    why_link: str
    nav: Sequence[Step]
    downloads: Sequence[tuple[str, str]]
    most: int
    last: str
    analysts: Sequence[tuple[str, str]]
    record: Sequence[tuple[str, str]]

    def still(self, chart: Chart) -> str:
        """Where a chart lies as a drawing."""
        return link(self.view, "chart", ending=f"/{chart.id}.svg")

    def others(self, claim: str) -> list[tuple[str, str]]:
        """Fields of this view without a claim, for the form that changes it."""
        return fields(believed(forced(self.view, claim, None), claim, None))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Keys and values of this view, for forms."""
        return fields(self.view)

    @property
    def switches(self) -> bool:
        """Whether some claim can be switched."""
        return any(each.choices for part in self.brief for each in part.controls)

    @property
    def edit(self) -> str:
        """Where claims are written."""
        return link(self.view, "edit")

    @property
    def unbelieved(self) -> list[tuple[str, str]]:
        """The same without whose credences they are."""
        return fields(self.view.but(analyst=None))

    @property
    def settled(self) -> list[tuple[str, str]]:
        """The same without what the form asks that says how it is played."""
        asked = ("paths", "seed", "until")
        return [pair for pair in fields(self.view) if pair[0] not in asked]

    @property
    def charts(self) -> list[Chart]:
        """Every chart of the page."""
        stacks = () if self.why is None else self.why.charts
        return [self.curve, *self.fans, *self.volumes, *self.moving, *stacks]


def play(
    view: View,
    played: Played,
    place: str,
    explanation: Explanation | None = None,
    reach: str = "",
) -> Play:
    """Make the page of a view.

    Parameters
    ----------
    view : View
    played : Played
    place : str
        Where its scenario lies.
    explanation : Explanation, optional
        What moves the outcome, where that was asked.
    reach : str
        The probability in per cent that one asks how to reach.
    """
    scenario = played.start.scenario
    outcome = chosen_outcome(scenario, view.outcome)
    found = controls(view, played, outcome)
    with unvalidated():
        stacks = None if explanation is None else why(explanation, played)
        charts = apart(
            [
                _curve(played, outcome),
                *fans(played.now),
                *moving_charts(played.now),
                *(() if stacks is None else stacks.charts),
            ]
        )
    pairs = 2 * len(scenario.file.index)
    indices, moving = charts[1 : 1 + pairs], charts[1 + pairs :]
    if stacks is not None:
        cut = len(moving) - len(stacks.charts)
        moving, stacks = moving[:cut], Why(moving[cut:], stacks.lines)
    return Play(
        ScenarioTexts(scenario).title,
        texts(switches=any(each.choices for each in found.values())),
        view,
        link(view),
        link(view.base.but(outcome=None, paths=10_000, seed=1, until=None)),
        _answer(view, played, outcome),
        list(changes(view, scenario)),
        link(view.base),
        list(rows(view, played, outcome)),
        list(brief(scenario, found)),
        strongest(found),
        charts[0],
        indices[::2],
        indices[1::2],
        moving,
        seen(view, played),
        command_line(view, place),
        "\n".join(python_lines(view, place)),
        link(view, "events") if played.waiting else "",
        outcome,
        needed(view, played, outcome, reach, share("reach", reach) if reach else None),
        stacks,
        f"{link(view)}{'&' if view.query() else '?'}why=1#why",
        steps(view, "play"),
        _downloads(view),
        MOST,
        (scenario.as_of + dt.timedelta(days=scenario.file.horizon)).isoformat(),
        _analysts(scenario),
        list(_recorded(scenario)),
    )


def _recorded(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Pairs whose index is followed, and where the event record has them; what it knows of them."""
    said = ScenarioTexts(scenario)
    for index in scenario.file.index:
        a, b = index.pair
        with suppress(InputError):
            query = urlencode({"a": resolve_actor(a).id, "b": resolve_actor(b).id})
            yield f"{said.actor(a)} – {said.actor(b)}", f"/relations?{query}"


def _analysts(scenario: Scenario) -> list[tuple[str, str]]:
    """Whose credences can be chosen, and their words; nobody's where there are the scenario's."""
    if not scenario.analysts:
        return []
    names = [*scenario.analysts, POOL]
    return [("", _("those of the scenario")), *((each, analyst_said(each)) for each in names)]


def _curve(played: Played, outcome: str) -> Chart:
    changed = played.now is not played.before
    names = (
        (_("with what is changed"), _("where one started"))
        if played.seen is None
        else (_("in the futures seen"), _("in all futures, whatever is seen"))
    )
    return curve(played.now, outcome, played.before if changed else None, names)


def _downloads(view: View) -> list[tuple[str, str]]:
    """What can be taken away, and where it lies."""
    return [
        (_("Report (HTML)"), link(view, "download", ending=".html")),
        (_("Answers (JSON)"), link(view, "download", ending=".json")),
        (_("Futures (CSV)"), link(view, "download", ending=".csv")),
        (_("This page, to send (HTML)"), link(view, "save", ending=".html")),
    ]


def _answer(view: View, played: Played, outcome: str) -> Answer:
    now = played.now.estimate(outcome)
    differs = played.now is not played.start
    dates = played.start.dates
    return Answer(
        ScenarioTexts(played.start.scenario).outcome(outcome),
        chance(now.probability),
        interval_said(played.now, outcome),
        chance(played.before.probability(outcome)) if differs else "",
        moved(played, outcome) if differs else None,
        told(view, played, outcome),
        counted(view),
        _("{n} of {asked} futures; the others are being played").format(
            n=integer(played.changed.paths), asked=integer(played.asked)
        )
        if played.waiting
        else "",
        _("{n} futures, {first} to {last}").format(
            n=integer(played.changed.paths), first=day(dates[0]), last=day(dates[-1])
        ),
    )
