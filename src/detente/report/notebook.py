"""How a scenario and its futures show themselves in a notebook: tables, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.charts.chart import Table
from detente.charts.templates import environment
from detente.ensemble.branch_said import in_words as branch_in_words
from detente.ensemble.interval_said import interval_said
from detente.ensemble.intervention import in_words as intervention_in_words
from detente.ensemble.timing import in_words as timing_in_words
from detente.language.counted import days, futures
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.format import day, decimal, percent, semicolons
from detente.report.amounts import amount_table
from detente.report.outcomes import named
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Shown:
    """The context of ``templates/notebook.html.j2``.

    Attributes
    ----------
    language : str
        As in HTML's ``lang``.
    title : str
    lines : sequence of str
        What stands before the tables.
    tables : sequence of Table
    """

    language: str
    title: str
    lines: Sequence[str]
    tables: Sequence[Table]

    @property
    def html(self) -> str:
        """A piece of a page, every text in it escaped."""
        return environment(TEMPLATES).get_template("notebook.html.j2").render(page=self)


def ensemble_html(ensemble: Ensemble) -> str:
    """The listed outcomes and amounts of an ensemble."""
    said = ScenarioTexts(ensemble.scenario)
    lines = [
        _("As of {as_of}, to {last} ({days}); {futures}, seed {seed}.").format(
            as_of=day(ensemble.scenario.as_of),
            last=day(ensemble.dates[-1]),
            days=days(ensemble.days),
            futures=futures(ensemble.paths),
            seed=ensemble.seed,
        ),
        *branch_in_words(ensemble.branched, ensemble.scenario),
        *(intervention_in_words(ensemble.intervention, said.claim) if ensemble.forced else ()),
        *_seen(ensemble),
        ensemble.scenario.placeholders.said(),
    ]
    tables = (_outcomes(ensemble), amount_table(ensemble))
    return Shown(
        language(),
        said.title,
        [line for line in lines if line],
        [table for table in tables if table.rows],
    ).html


def _seen(ensemble: Ensemble) -> list[str]:
    if ensemble.only is None:
        return []
    said = [each.words(ensemble.scenario) for each in ensemble.only.seen]
    return [_("Seen in all of them: {what}.").format(what=semicolons(said))]


def _outcomes(ensemble: Ensemble) -> Table:
    rows = []
    for outcome in ensemble.scenario.outcomes:
        if outcome.listed:
            estimate = ensemble.estimate(outcome.id)
            when = timing_in_words(ensemble.timing(outcome.id), ensemble.typical_dates(outcome.id))
            rows.append(
                (
                    named(ensemble, outcome.id),
                    percent(estimate.probability),
                    interval_said(ensemble, outcome.id),
                    f"±{decimal(100 * estimate.monte_carlo, 1)}",
                    ", ".join(part for part in when if part),
                )
            )
    head = (
        _("Outcome"),
        _("Likely"),
        _("95 % interval"),
        _("Monte Carlo error"),
        _("When, if it comes"),
    )
    return Table(head, rows)


def scenario_html(scenario: Scenario) -> str:
    """What a scenario asks, and its claims with their credences."""
    said = ScenarioTexts(scenario)
    asked = Table(
        (_("Outcome"),), [(said.outcome(each.id),) for each in scenario.outcomes if each.listed]
    )
    claims = Table(
        (_("Claim"), _("Voice"), _("Credence")),
        [(said.claim(c.id), said.voice(c.voice), _credence(said, c)) for c in scenario.claims],
        numeric=False,
    )
    lines = [
        _("As of {as_of}; horizon: {days}.").format(
            as_of=day(scenario.as_of), days=days(scenario.file.horizon)
        ),
        scenario.placeholders.said(),
    ]
    return Shown(
        language(),
        said.title,
        [line for line in lines if line],
        [table for table in (claims, asked) if table.rows],
    ).html


def _credence(said: ScenarioTexts, claim: Claim) -> str:
    """A credence, and what it hangs on."""
    if claim.given is not None:
        return _("{credence} given “{claim}”, {otherwise} without").format(
            credence=percent(claim.credence),
            claim=said.quoted(claim.given),
            otherwise=percent(claim.credence_otherwise or 0.0),
        )
    if claim.cases:
        told = [
            _("{credence} where {where}").format(
                credence=percent(case.credence),
                where=_(" and ").join(
                    (_("“{claim}” holds") if truth else _("“{claim}” does not hold")).format(
                        claim=said.quoted(name)
                    )
                    for name, truth in case.where.items()
                ),
            )
            for case in claim.cases
        ]
        return _("{cases}, otherwise {credence}").format(
            cases=", ".join(told), credence=percent(claim.credence)
        )
    return percent(claim.credence)
