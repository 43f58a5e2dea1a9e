"""The result of `detente check`, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.check.background import HIGHEST, LOWEST
from detente.check.hangs import PATHS as HANGING
from detente.check.report import owning_claims
from detente.check.signs import PATHS
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, general, integer, labelled, percent, plus
from detente.scenario.fitted.said import said as fit_said
from detente.scenario.fitted.said import warning_said
from detente.scenario.record.said import said
from detente.terminal.claims_page import direction
from detente.terminal.text import clean, unbroken

if TYPE_CHECKING:
    from detente.check.background import Background
    from detente.check.gates import ShutGate
    from detente.check.report import Report
    from detente.check.signs import SignResult
    from detente.scenario.scenario import Scenario


STILL = 0.01
"""Difference of probabilities below which an outcome is told in a faint voice."""


def show(console: Console, scenario: Scenario, report: Report) -> None:
    """Print counts, claims, gaps, the background's self-check and the faults."""
    console.print(Text(clean(scenario.words.title), style="bold"))
    text = _(
        "{claims}, {effects}, {processes}, {outcomes}, {acts}; {planes}, {terms}; hash {hash}"
    ).format(**_counts(report), hash=scenario.hash)
    console.print(unbroken(Text(text), console.width))
    if scenario.taken is not None:
        text = _("Record: {record}").format(record=said(scenario.taken))
        console.print(unbroken(Text(text), console.width))
    if scenario.fitted is not None:
        text = _("Coefficients: {fit}").format(fit=fit_said(scenario.fitted))
        console.print(unbroken(Text(text), console.width))
        for warning in scenario.fitted.warnings:
            text = _("warning: {warning}").format(warning=warning_said(warning))
            console.print(unbroken(Text(text, style="yellow"), console.width))
    owned = owning_claims(scenario)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, title_justify="left")
    table.add_column(_("Claim"))
    table.add_column(_("Credence"), justify="right")
    table.add_column(_("Voice"))
    table.add_column(_("Effects"), overflow="fold")
    table.add_column(_("Signs"), justify="right")
    for claim in scenario.claims:
        effects = ", ".join(owned[claim.id]) or (_("judgement") if claim.judgement else "—")
        credence = percent(claim.credence)
        if claim.credence_sd:
            credence += f" ± {percent(claim.credence_sd)}"
        credence += f" | {claim.given}" if claim.given else ""
        table.add_row(claim.id, credence, claim.voice, effects, str(len(claim.signs)))
    console.print(table)
    for text, names in (
        (_("Claims without effect: {names}"), report.without_effect),
        (_("Claims without sign: {names}"), report.without_sign),
        (_("Claims without passage in the brief: {names}"), report.without_passage),
        (_("Passages without claim: {names}"), report.passages_without_claim),
    ):
        console.print(Text(clean(text.format(names=", ".join(names) or _("none")))))
    for language, keys in report.untranslated.items():
        if keys:
            text = _("Not translated ({language}): {keys}")
            text = clean(text.format(language=language, keys=", ".join(keys)))
            console.print(unbroken(Text(text), console.width))
    for process, (stated, counted) in report.rates_far_from_record.items():
        text = _("Rate far from the record: {process}, {stated} days a year; counted {counted}")
        text = text.format(process=process, stated=general(stated), counted=general(counted))
        console.print(unbroken(Text(text), console.width))
    for effect in report.idle:
        if effect.settled:
            text = _("Settled before the first day: {effect}").format(effect=clean(effect.text))
            console.print(unbroken(Text(text), console.width))
    rare = [tie.claim for tie in report.ties or () if tie.kind == "rare"]
    if rare:
        text = _(
            "Hang on rare acts, and changed none of the futures on which they were tried: {claims}"
        )
        console.print(unbroken(Text(clean(text.format(claims=", ".join(rare)))), console.width))
    for pair in report.opposed:
        text = _(
            "Claims “{a}” ({p}) and “{b}” ({q}) pull {processes} in opposite directions, and may "
            "hold together: do they exclude one another? Then write excludes = [{other}] under "
            "“{a}”."
        ).format(
            a=pair.claims[0],
            b=pair.claims[1],
            p=percent(pair.credences[0]),
            q=percent(pair.credences[1]),
            processes=", ".join(pair.processes),
            other=f'"{pair.claims[1]}"',
        )
        console.print(unbroken(Text(clean(text), style="yellow"), console.width))
    background = report.background
    _rates(console, background)
    _shut(console, scenario, report.shut)
    text = _(
        "Spectral radius {radius} at the means, at most {largest} in draws; silent paths "
        "{silent}, saturated paths {saturated}"
    ).format(
        radius=decimal(background.radius, 2),
        largest=decimal(background.largest_radius, 2),
        silent=percent(background.silent),
        saturated=percent(background.saturated),
    )
    console.print(unbroken(Text(text), console.width))
    _hangs_on(console, scenario, report)
    if report.signs:
        _signs(console, scenario, report.signs)
    elif report.signs is None:
        console.print(_("Signs: not tried"))
    for document, wrong in report.locators.items():
        if not wrong:
            console.print(_("Locators of '{document}': all match").format(document=document))
    for fault in report.faults:
        console.print(Text(_("fault: {fault}").format(fault=clean(fault)), style="red"))
    verdict = _("not fit to be played") if report.faults else _("ok")
    console.print(Text(verdict, style="bold"))


THIN = ("few", "separated-up", "separated-down")
"""Warnings of a fit that say that its record is thin."""


def refused(console: Console, scenario: Scenario, faults: list[str]) -> None:
    """Print what a check would refuse of a scenario that is played anyway, a line each.

    And where the record behind its fit is thin.
    """
    fit = scenario.fitted
    for warning in () if fit is None else fit.warnings:
        if warning.kind in THIN:
            text = _("warning: {warning}").format(warning=warning_said(warning))
            console.print(unbroken(Text(text, style="yellow"), console.width))
    for fault in faults:
        text = _("check would refuse this scenario: {fault}").format(fault=clean(fault))
        console.print(unbroken(Text(text, style="red"), console.width))


def _rates(console: Console, background: Background) -> None:
    """The stated and the played rate of every process."""
    console.print()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(_("Days a year, as things stand"), overflow="fold")
    for name in (_("Stated"), _("Played"), _("Played/stated")):
        table.add_column(name, justify="right", no_wrap=True)
    for process, rate in background.rates.items():
        style = "" if LOWEST <= rate.ratio <= HIGHEST else "red"
        ratio = Text(decimal(rate.ratio, 2), style=style)
        played = general(float(f"{rate.played:.3g}"))
        table.add_row(process, general(float(f"{rate.stated:.3g}")), played, ratio)
    console.print(table)
    text = _("On {paths} futures; {lowest} to {highest} is allowed.").format(
        paths=integer(background.paths), lowest=general(LOWEST), highest=general(HIGHEST)
    )
    console.print(unbroken(Text(text, style="dim"), console.width))


def _shut(console: Console, scenario: Scenario, gates: list[ShutGate]) -> None:
    """Gates that hold a process back for most of the time."""
    for gate in gates:
        text = _("Shut most of the time: gate {gate} lets {share} of {process} through").format(
            gate=gate.effect + (f" ({scenario.words.actor(gate.side)})" if gate.side else ""),
            share=percent(gate.open),
            process=gate.process,
        )
        console.print(unbroken(Text(clean(text)), console.width))


def _hangs_on(console: Console, scenario: Scenario, report: Report) -> None:
    """The judged rates, and what the listed outcomes would be without three of them."""
    if not report.judged:
        return
    console.print()
    text = ngettext(
        "{n} of {all} rates is judged: {rates}",
        "{n} of {all} rates are judged: {rates}",
        len(report.judged),
    )
    rates = ", ".join(
        f"{each.process} {general(each.per_year)} (sd {general(each.sd)})" for each in report.judged
    )
    text = text.format(n=len(report.judged), all=report.processes, rates=clean(rates))
    console.print(unbroken(Text(text), console.width))
    if not report.hangs_on:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(_("What the answer hangs on"), overflow="fold")
    for name in (_("Rate lower"), _("As it is"), _("Rate higher")):
        table.add_column(name, justify="right", no_wrap=True)
    for each in report.hangs_on:
        values = (each.low, each.now, each.high)
        cells = (_("{n} a year").format(n=general(float(f"{value:.2g}"))) for value in values)
        table.add_row(Text(each.process, style="bold"), *cells)
        for outcome, chances in each.outcomes.items():
            title = "  " + clean(scenario.words.outcome(outcome))
            style = "dim" if max(chances) - min(chances) < STILL else ""
            table.add_row(title, *(percent(chance) for chance in chances), style=style)
    console.print(table)
    text = _(
        "The judged rates that move the listed outcomes most, each one spread (sd on the log "
        "scale) down and up, on the same {paths} futures."
    ).format(paths=integer(HANGING))
    console.print(unbroken(Text(text, style="dim"), console.width))


def _signs(console: Console, scenario: Scenario, signs: list[SignResult]) -> None:
    """What each sign declares, what was found, and the verdict."""
    console.print()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(_("Claim forced, and what it moves"), overflow="fold")
    for name in (_("Found"), "±"):
        table.add_column(name, justify="right", vertical="bottom", no_wrap=True)
    table.add_column(_("Verdict"), vertical="bottom", no_wrap=True)
    verdicts = {
        "holds": Text(_("holds")),
        "opposite": Text(_("opposite"), style="red"),
        "not shown": Text(_("not shown"), style="yellow"),
    }
    before = ""
    for each in signs:
        scale, digits = {"probability": (100.0, 1), "days": (1.0, 1), "mean": (1.0, 2)}[
            each.measure
        ]
        found = plus(scale * each.difference, digits)
        claim = f"{each.claim}={str(each.sign.forced).lower()}"
        target = "  " + labelled(clean(each.sign.target), direction(scenario, each.sign))
        table.add_row(
            Text(target if claim == before else f"{claim}\n{target}"),
            _("{days} d").format(days=found) if each.measure == "days" else found,
            decimal(scale * each.monte_carlo, digits),
            verdicts[each.verdict],
        )
        before = claim
    console.print(table)
    text = _(
        "Paired on {paths} futures: the claim forced (an intervention) as declared against its "
        "opposite. Outcomes in points of probability or days (d) of mean waiting time, planes in "
        "their mean. ±: the Monte Carlo error; a sign is shown that is more than twice as large."
    )
    console.print(unbroken(Text(text.format(paths=integer(PATHS)), style="dim"), console.width))
    unseen = sum(each.verdict == "not shown" for each in signs)
    if unseen:
        text = ngettext(
            "{n} sign is not shown: it is within twice its Monte Carlo error. Either the claim "
            "moves too little to be seen on so many futures, or nothing carries it to its target.",
            "{n} signs are not shown: they are within twice their Monte Carlo error. Either the "
            "claim moves too little to be seen on so many futures, or nothing carries it to its "
            "target.",
            unseen,
        )
        console.print(unbroken(Text(text.format(n=unseen), style="yellow"), console.width))


def _counts(report: Report) -> dict[str, str]:
    """What there is of everything, in words."""
    n = report
    texts = {
        "claims": ngettext("{n} claim", "{n} claims", n.claims),
        "effects": ngettext("{n} effect", "{n} effects", n.effects),
        "processes": ngettext("{n} process", "{n} processes", n.processes),
        "outcomes": ngettext("{n} outcome", "{n} outcomes", n.outcomes),
        "acts": ngettext("{n} act of the record", "{n} acts of the record", n.acts),
        "planes": ngettext("{n} plane", "{n} planes", n.planes),
        "terms": ngettext("{n} term", "{n} terms", n.terms),
    }
    return {name: text.format(n=getattr(n, name)) for name, text in texts.items()}
