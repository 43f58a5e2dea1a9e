"""Two settings side by side: A, the other one, and B, that of the address."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import detente
from detente.charts.chart import Chart, Table, apart
from detente.ensemble.amount_said import error, moved, moved_between, number, titled, value_named
from detente.explain.days_compared import in_words as days_compared
from detente.explain.said import own_part_in_words
from detente.language.current import gettext as _
from detente.language.format import difference, error_points, labelled, percent, plus, points
from detente.report.compared import indices_compared, passages_compared
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import effect_name
from detente.web.commands import options, python_lines
from detente.web.view import View
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question, sizes
from detente.web.views.shell import Pairs, shell
from detente.web.views.sides import AGAINST, SIDE, compared, sides, turned

if TYPE_CHECKING:
    from detente.public.comparison import Comparison

FIRST, MOST = 1_000, 20_000
"""Futures of each that are compared, at first and in all."""
DRAWN = 6
"""Outcomes whose curves are drawn: those that differ most."""
ROWS = 12
"""Contributions that are told."""
_SIDED = ("--analyst", "--force", "--credence", "--seen")
"""Options that a comparison has once for each side."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer."""

    memo: Sequence[str]
    outcomes: Table
    amounts: Table
    curves: Sequence[Chart]
    indices: Sequence[Chart]
    contributions: Table
    contributions_of: str


def other(subject: Subject) -> View:
    """A: what ``against`` says, by default the view's `opposite`.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    view = subject.view
    if AGAINST not in dict(subject.asked.pairs):
        return view.opposite
    found = View.of(
        view.scenario,
        subject.own(AGAINST),
        paths=subject.asked.site.paths,
        language=view.language,
    )
    found.check(subject.scenario)
    if (found.paths, found.seed, found.until) != (view.paths, view.seed, view.until):
        # luck cancels where both are of the same draws, and days are those of both
        found = found.but(paths=view.paths, seed=view.seed, until=view.until)
    return found.but(outcome=None)


def question(subject: Subject) -> Question[Comparison] | None:
    """What differs; nothing is asked of two settings that are the same."""
    a, b = other(subject), subject.view.but(outcome=None)
    outcome = subject.view.outcome
    if a == b:
        return None
    return Question(
        "compare",
        subject.scenario.hash,
        [a, b],
        sizes(subject.view.paths, FIRST, MOST),
        lambda ensembles, job, size: detente.compare(
            ensembles[0],
            ensembles[1],
            outcome=outcome,
            threads=job.threads,
            progress=job.progress,
        ),
        [outcome or ""],
    )


def change(subject: Subject, pairs: Pairs) -> str:
    """Where the page is on which one side is as a form of it asks."""
    return turned(other(subject), subject.view, subject.own(SIDE), pairs)


def made(
    subject: Subject, asks: Question[Comparison] | None, answered: Answered[Comparison] | None
) -> Made:
    """The page."""
    a, b = other(subject), subject.view.but(outcome=None)
    view, found = subject.view, None
    if answered is not None:
        found = _found(answered.result)
    own = [(AGAINST, subject.own(AGAINST))] if AGAINST in dict(subject.asked.pairs) else []
    scenario = subject.scenario
    place = subject.place
    first, second = python_lines(a, place), python_lines(b, place)
    return Made(
        shell(
            "compare",
            scenario,
            view,
            _("Two settings side by side"),
            _("What differs between A and B, future by future where both have the same draws."),
            question=asks,
            answered=answered,
            command=""
            if asks is None
            else shlex.join(["detente", "compare", place, *_sided(a, "a"), *_sided(b, "b")]),
            python="\n".join(
                [
                    *first[:2],
                    *_as(first[2:], "a"),
                    *_as(second[2:], "b"),
                    "found = detente.compare(a, b)",
                ]
            ),
            charts=[] if found is None else [*found.curves, *found.indices],
            own=own,
        ),
        {
            "found": found,
            "sides": sides(a, view, scenario),
            "same": asks is None,
            "turned": compared(view, a),
            "t": _texts(),
        },
    )


def _as(lines: Sequence[str], name: str) -> Iterator[str]:
    """Lines that make an ensemble, which is called otherwise."""
    for line in lines:
        yield line.replace("ensemble", name)


def _sided(view: View, side: str) -> list[str]:
    """Options of one side; those of both are given with the second."""
    found: list[str] = []
    given = options(view)
    for option, value in zip(given[::2], given[1::2], strict=True):
        if option in _SIDED:
            found += [f"{option}-{side}", value]
        elif side == "b":
            found += [option, value]
    return found


def _texts() -> dict[str, str]:
    return {
        "turned": _("Exchange A and B"),
        "as_brief": _("as the brief is believed"),
        "back": _("take back"),
        "same": _("Both settings are the same so far: switch a claim on one side."),
        "set": _("Switch claims"),
        "switch": _("Forced"),
        "credence": _("Believed, in per cent"),
        "show": _("Compare"),
        "in_play": _("Open in Play"),
        "outcomes": _("Outcomes"),
        "curves": _("By when"),
        "amounts": _("How large"),
        "indices": _("The relation"),
        "contributions_note": _("Logarithm of the daily chance, mean over days."),
        "note": _(
            "Points. 95 %: interval of the difference, over the uncertainty of the coefficients "
            "and of credences stated with a spread. ±: its Monte Carlo error."
        ),
    }


def _found(comparison: Comparison) -> Compared:
    first, second = comparison.first, comparison.second
    moved_most = sorted(
        (row for row in comparison.outcomes if first.scenario.outcome(row.outcome).listed),
        key=lambda row: -abs(row.difference),
    )
    moved_most = [row for row in moved_most if row.difference != 0.0][:DRAWN] or moved_most[:1]
    said = ScenarioTexts(first.scenario)
    return Compared(
        [*comparison.memo(), days_compared(comparison)],
        _outcomes(comparison),
        _amounts(comparison),
        apart(
            passages_compared(first, second, row.outcome)
            for row in moved_most
            if not first.on_one_day(row.outcome)
        ),
        apart(indices_compared(first, second)),
        _contributions(comparison),
        ""
        if comparison.outcome is None
        else labelled(_("Which contributions differ"), said.outcome(comparison.outcome)),
    )


def _outcomes(comparison: Comparison) -> Table:
    said = ScenarioTexts(comparison.first.scenario)
    return Table(
        (_("Outcome"), "A", "B", _("B − A"), _("95 %"), "±", _("Wait, days")),
        [
            (
                said.outcome(row.outcome),
                percent(row.first),
                percent(row.second),
                points(row.difference),
                difference(*row.interval),
                error_points(row.monte_carlo),
                plus(row.waiting, 0),
            )
            for row in comparison.outcomes
        ],
    )


def _amounts(comparison: Comparison) -> Table:
    ensemble = comparison.first
    rows = []
    for row in comparison.amounts:
        amount = ensemble.scenario.amount(row.amount)
        title = titled(ensemble, amount)
        if row.value is not None:
            rows.append(
                (
                    labelled(title, value_named(ensemble, amount, row.value)),
                    percent(row.first),
                    percent(row.second),
                    _("{points} points").format(points=points(row.difference)),
                    difference(*row.interval),
                    error_points(row.monte_carlo),
                )
            )
            continue
        rows.append(
            (
                title,
                number(amount, row.first, mean=True),
                number(amount, row.second, mean=True),
                moved(amount, row.difference),
                moved_between(amount, *row.interval),
                error(row.monte_carlo),
            )
        )
    head = (_("How large, in the mean"), "A", "B", _("B − A"), _("95 %"), "±")
    return Table(head, rows)


def _contributions(comparison: Comparison) -> Table:
    scenario = comparison.first.scenario
    said = ScenarioTexts(scenario)
    known = {each.id for each in scenario.effects}
    rows = []
    for part in comparison.contributions[:ROWS]:
        name = own_part_in_words(part.effect) or (
            effect_name(scenario, part.effect) if part.effect in known else part.effect
        )
        rows.append(
            (
                labelled(said.process(part.process), name),
                plus(part.first, 2),
                plus(part.second, 2),
                plus(part.difference, 2),
            )
        )
    return Table((_("Act and effect"), "A", "B", _("B − A")), rows)


PAGE: Page = Page("compare.html.j2", question, made, own=(AGAINST, SIDE), change=change)
