"""What stands on the page: the context of the template, each part with its type."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Table, apart
from detente.ensemble.branch_said import in_words as branch_in_words
from detente.ensemble.intervention import in_words as forced_in_words
from detente.explain import brought_said
from detente.explain.scheduled import in_words as scheduled_in_words
from detente.fitting import chart as fit_chart
from detente.language.counted import days, futures
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.format import day, integer
from detente.language.safe import bare
from detente.observe.account import account_in
from detente.report import claims, coefficients, uncertainty
from detente.report.amounts import amount_charts, amount_table
from detente.report.answer import Fact, answer, facts
from detente.report.brief import Block, blocks
from detente.report.fan import fans
from detente.report.findings import Findings
from detente.report.futures import NarratedFuture
from detente.report.judgements import judgements
from detente.report.moving import moving_charts
from detente.report.network import network_table, networks
from detente.report.observed import ObservedPart, observed_part
from detente.report.outcomes import likelihoods, outcome_table, passage_table, passages, shown
from detente.report.scenario_texts import ScenarioTexts
from detente.report.storylines import Kinds, kinds
from detente.report.texts import texts
from detente.report.why import stacks
from detente.runs.manifest import system, versions
from detente.scenario.fitted.said import said as fit_said
from detente.scenario.fitted.warned import warning_said
from detente.scenario.folder import BUILT_IN
from detente.scenario.record.said import said
from detente.seen.chart import charts as seen_charts
from detente.seen.chart import claims_table
from detente.seen.told import lines as seen_said
from detente.watch import chart as watch_chart
from detente.watch import said as watch_said

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.explanation import Explanation
    from detente.scenario.fitted.file import FitFile
    from detente.scenario.scenario import Scenario
    from detente.seen.answer import SeenAnswer


@dataclass(frozen=True, slots=True)
class Page:
    """The context of ``templates/report.html.j2``.

    Attributes
    ----------
    language : str
        Of the page, as in HTML's ``lang``.
    title, subtitle : str
    forced : list of str
        Claims that are forced, in words.
    template : str
        How many numbers are still the template's; empty if none is.
    t : mapping of str to str
        Headings, captions and notes, by name.
    answer : list of str
        Paragraphs.
    facts : list of Fact
    outcome : str
        Title of the outcome that is explained.
    likelihoods : Chart
    outcomes : Table
    passages : list of Chart
    passage_table : Table
    amounts : Table
        How large what is asked is; no rows if nothing is.
    amount_charts : list of Chart
    fans, moving, why : list of Chart
        `moving` are those of states and levels.
    brought : Table
        Of a condition: what is seen on the day on which it comes about, or ends; no rows of others.
    brought_lines : list of str
        What is to be said besides.
    scheduled : list of str
        Scheduled acts that count beside the processes.
    several : bool
        Whether stacks stand side by side.
    direct : bool
        Whether the stacks are of hazards.
    worth : Chart
    split : Chart or None
        None where the outcome came in none of the futures, or in all.
    claim_shares : Table
    interactions : list of tuples
        Two claims, points, interval.
    watch : Chart or None
        What would tell most about the outcome; None where nothing does.
    watch_lines : list of str
        What is to be said of that; empty where nothing is left to be told.
    brief : list of Block
    futures : list of NarratedFuture
    kinds : Kinds
    networks : list of Chart
    network_table : Table
    seen : list of Chart
        What is seen and what it changes; empty if nothing is.
    seen_lines : list of str
        What is seen, and in how many futures.
    seen_claims : Table
    observed : ObservedPart or None
        What was observed before the first day; None of a scenario that was not.
    judgements, rates, coefficients : Table
    fit : Chart or None
        Prior and posterior, where the coefficients come from a fit.
    fit_lines : list of str
        What the fit is, and what one should know of it.
    facts_of_run : list of (str, str)
    command : str
        Makes the same page again.
    """

    language: str
    title: str
    subtitle: str
    forced: list[str]
    template: str
    t: Mapping[str, str]
    answer: list[str]
    facts: list[Fact]
    outcome: str
    likelihoods: Chart
    outcomes: Table
    passages: list[Chart]
    passage_table: Table
    amounts: Table
    amount_charts: list[Chart]
    fans: list[Chart]
    moving: list[Chart]
    why: list[Chart]
    brought: Table
    brought_lines: list[str]
    scheduled: list[str]
    several: bool
    direct: bool
    worth: Chart
    split: Chart | None
    claim_shares: Table
    interactions: list[tuple[str, str, str, str]]
    watch: Chart | None
    watch_lines: list[str]
    brief: list[Block]
    futures: list[NarratedFuture]
    kinds: Kinds
    networks: list[Chart]
    network_table: Table
    seen: list[Chart]
    seen_lines: list[str]
    seen_claims: Table
    observed: ObservedPart | None
    judgements: Table
    rates: Table
    coefficients: Table
    fit: Chart | None
    fit_lines: list[str]
    facts_of_run: list[tuple[str, str]]
    command: str

    def figures(self) -> Sequence[Chart]:
        """All charts, in the order of the page."""
        return [
            self.likelihoods,
            *self.passages,
            *self.seen,
            *self.amount_charts,
            *self.moving,
            *self.fans,
            *self.why,
            self.worth,
            *([] if self.split is None else [self.split]),
            *([] if self.watch is None else [self.watch]),
            *self.kinds.charts,
            *self.networks,
            *([] if self.observed is None else self.observed.charts),
            *([] if self.fit is None else [self.fit]),
        ]


def page(found: Findings) -> Page:
    """Put the page together in the language in force."""
    ensemble, explanation = found.ensemble, found.explanation
    scenario = ensemble.scenario
    said = ScenarioTexts(scenario)
    outcomes = shown(ensemble, explanation.outcome.id)
    awaited = [outcome for outcome in outcomes if not ensemble.on_one_day(outcome)]
    account = account_in(scenario)
    fit = None if account is not None else scenario.fitted
    return Page(
        language=language(),
        title=said.title,
        subtitle=_("As of {as_of}, to {last} ({days}); {futures}, seed {seed}.").format(
            as_of=day(scenario.as_of),
            last=day(ensemble.dates[-1]),
            days=days(ensemble.days),
            futures=futures(ensemble.paths),
            seed=ensemble.seed,
        ),
        forced=[
            *branch_in_words(ensemble.branched, scenario),
            *(
                forced_in_words(ensemble.intervention, said.claim)
                if ensemble.setting.intervenes
                else ()
            ),
        ],
        template=scenario.placeholders.said(),
        t=texts(explanation),
        answer=answer(explanation, found.known[explanation.outcome.id]),
        facts=facts(explanation),
        outcome=said.outcome(explanation.outcome.id),
        likelihoods=likelihoods(ensemble, outcomes),
        outcomes=outcome_table(ensemble, outcomes, found.known),
        passages=apart(passages(ensemble, awaited)),
        passage_table=passage_table(ensemble, awaited),
        amounts=amount_table(ensemble),
        amount_charts=apart(amount_charts(ensemble)),
        fans=apart(fans(ensemble)),
        moving=moving_charts(ensemble),
        why=apart(stacks(explanation)),
        brought=_brought(explanation),
        brought_lines=[]
        if explanation.brought is None
        else list(brought_said.in_words(explanation.brought)),
        scheduled=list(scheduled_in_words(explanation.scheduled, scenario.words.prose)),
        several=len(explanation.stacks) + len(explanation.against) > 1,
        direct=bool(explanation.stacks or explanation.against),
        worth=claims.tornado(explanation),
        split=None if explanation.split is None else uncertainty.split(explanation.split),
        claim_shares=uncertainty.claims(explanation),
        interactions=claims.interactions(explanation),
        watch=None
        if found.watched is None or not found.watched.indicators
        else watch_chart.chart(found.watched),
        watch_lines=[] if found.watched is None else list(watch_said.in_words(found.watched)),
        brief=list(blocks(explanation)),
        futures=found.futures,
        kinds=kinds(found.storylines),
        networks=networks(ensemble, found.moments),
        network_table=network_table(ensemble, found.moments),
        seen=[] if found.seen is None else seen_charts(found.seen),
        seen_lines=[] if found.seen is None else list(seen_said(found.seen)),
        seen_claims=Table((), []) if found.seen is None else claims_table(found.seen),
        observed=None if account is None else observed_part(account),
        judgements=judgements(ensemble),
        rates=coefficients.rates(ensemble),
        coefficients=coefficients.coefficients(ensemble),
        fit=None if fit is None else fit_chart.figure(fit, scenario),
        fit_lines=[] if fit is None else fit_lines(fit, scenario),
        facts_of_run=_facts_of_run(ensemble),
        command=command(ensemble, explanation.outcome.id, found.seen),
    )


def _brought(explanation: Explanation) -> Table:
    """What is seen on the day on which a condition comes about, or ends."""
    found = explanation.brought
    if found is None:
        return Table((), [])
    head = (brought_said.heading(found), _("Futures"))
    return Table(head, brought_said.table(found, explanation.ensemble.scenario))


def fit_lines(fit: FitFile, scenario: Scenario) -> list[str]:
    """Where the fitted coefficients come from, and what one should know of them."""
    return [fit_said(fit), *(warning_said(warning, scenario) for warning in fit.warnings)]


def _facts_of_run(ensemble: Ensemble) -> list[tuple[str, str]]:
    found = [
        (_("Scenario"), ensemble.scenario.id),
        (_("Hash of the scenario"), ensemble.scenario.hash),
        *([(_("Credences of"), who)] if (who := ensemble.scenario.believes) else []),
        (_("Seed"), str(ensemble.seed)),
        (_("Futures"), integer(ensemble.paths)),
    ]
    if ensemble.scenario.taken is not None:
        found.insert(1, (_("Record"), said(ensemble.scenario.taken)))
    found += [(name, version) for name, version in versions().items()]
    return [*found, (_("System"), system())]


def command(ensemble: Ensemble, outcome: str, seen: SeenAnswer | None) -> str:
    """The command that makes the same page again."""
    scenario = ensemble.scenario
    folder = Path(scenario.where).parent
    name = scenario.id if folder == BUILT_IN / scenario.id else str(folder)
    words = ["detente", "report", name, "-o", "report.html"]
    played = ["--paths", str(ensemble.paths), "--seed", str(ensemble.seed)]
    if ensemble.days != scenario.file.horizon:
        played += ["--until", ensemble.dates[-1].isoformat()]
    for claim, value in ensemble.forced.items():
        played += ["--force", f"{claim}={str(value).lower()}"]
    for claim, credence in ensemble.credences.items():
        played += ["--credence", f"{claim}={credence!r}"]
    if scenario.believes is not None:
        played += ["--analyst", scenario.believes]
    words += [*played[:4], "--outcome", outcome, *played[4:]]
    for each in () if seen is None else seen.seeings:
        words += ["--seen", each.said]
    if language() != "en":
        words += ["--language", language()]
    return bare(shlex.join(words))
