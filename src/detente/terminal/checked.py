"""The result of `detente check`, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.check.defaults import left_out, rates_left_out
from detente.check.report import owning_claims
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, integer, percent, quoted, semicolons, significant
from detente.scenario.effect_names import claim_said, part_title
from detente.scenario.fitted.said import said as fit_said
from detente.scenario.fitted.warned import warning_said
from detente.scenario.owned import Moved, moved_by
from detente.scenario.record.said import said
from detente.terminal.check_play import hangs_on, rates, shut
from detente.terminal.check_signs import signs
from detente.terminal.placeholders import placeholders
from detente.terminal.table import Column, Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.check.report import Report
    from detente.scenario.scenario import Scenario

THIN = ("few", "separated-up", "separated-down")
"""Warnings of a fit that say that its record is thin."""


def show(console: Console, scenario: Scenario, report: Report) -> None:
    """Print counts, claims, gaps, the background's self-check and the faults."""
    console.print(Text(clean(scenario.words.title), style="bold"))
    text = _("{claims}, {effects}, {processes}, {outcomes}, {acts}; fingerprint {hash}").format(
        **_counts(report), hash=scenario.hash
    )
    console.print(Text(text))
    placeholders(console, scenario)
    if scenario.taken is not None:
        text = _("Record: {record}").format(record=said(scenario.taken))
        console.print(Text(text))
    if scenario.fitted is not None:
        text = _("Coefficients: {fit}").format(fit=fit_said(scenario.fitted))
        console.print(Text(text))
        for warning in scenario.fitted.warnings:
            text = _("warning: {warning}").format(warning=warning_said(warning, scenario))
            console.print(Text(text, style="yellow"))
    _claims(console, scenario)
    _notes(console, scenario, report)
    background = report.background
    rates(console, scenario, report)
    shut(console, scenario, report.shut)
    text = _(
        "Acts that bring about acts: spectral radius {radius} at the means of the coefficients, at "
        "most {largest} in draws of them; below 1 the acts die out. Futures without any act: "
        "{silent}; in which some act comes on more than half of its days: {saturated}."
    ).format(
        radius=decimal(background.radius, 2),
        largest=decimal(background.largest_radius, 2),
        silent=percent(background.silent),
        saturated=percent(background.saturated),
    )
    console.print(Text(text))
    hangs_on(console, scenario, report)
    if report.signs:
        signs(console, scenario, report.signs)
    elif report.signs is None:
        console.print(_("Signs: not tried"))
    for document, wrong in report.locators.items():
        if not wrong:
            console.print(_("Locators of '{document}': all match").format(document=document))
    for fault, _where in report.located():
        console.print(Text(_("fault: {fault}").format(fault=clean(fault)), style="red"))
    verdict = _("not fit to be played") if report.faults else _("ok")
    console.print(Text(verdict, style="bold"))


def _claims(console: Console, scenario: Scenario) -> None:
    """The claims, with what each of them owns."""
    owned, moved = owning_claims(scenario), moved_by(scenario)
    table = Table(
        flowing(_("Claim")),
        Column(_("Credence"), flows=True, right=True),
        flowing(_("Voice")),
        flowing(_("Effects")),
        numeric(_("Signs")),
    )
    for claim in scenario.claims:
        own = dict.fromkeys(
            [
                *(
                    part_title(scenario, each, claim.id, owned[claim.id])
                    for each in owned[claim.id]
                ),
                *(_moved(scenario, each) for each in moved if each.claim == claim.id),
            ]
        )
        effects = ", ".join(own) or (_("judgement") if claim.judgement else "—")
        credence = percent(claim.credence)
        if claim.credence_sd:
            credence += f" ± {percent(claim.credence_sd)}"
        words = scenario.words
        statement = clean(words.claim(claim.id))
        if claim.given:
            given = clean(words.claim(claim.given)).rstrip(".")
            statement += "\n" + _("  given “{antecedent}”").format(antecedent=given)
        for case in claim.cases:
            where = semicolons(
                (_("“{claim}” holds") if truth else _("“{claim}” does not hold")).format(
                    claim=clean(words.claim(name)).rstrip(".")
                )
                for name, truth in case.where.items()
            )
            statement += "\n" + _("  {credence} where {where}").format(
                credence=percent(case.credence), where=where
            )
        voice = Text(clean(words.voice(claim.voice)))
        table.add_row(Text(statement), credence, voice, effects, integer(len(claim.signs)))
    console.print(table)


def _moved(scenario: Scenario, each: Moved) -> str:
    said = each.said(scenario)
    return _("denies: {effect}").format(effect=said) if each.denies else said


def _notes(console: Console, scenario: Scenario, report: Report) -> None:
    """What is worth a look, and no fault."""
    for text, names in (
        (_("Claims without effect: {names}"), report.without_effect),
        (_("Claims without sign: {names}"), report.without_sign),
        (_("Claims without passage in the brief: {names}"), report.without_passage),
        (_("Passages without claim: {names}"), report.passages_without_claim),
    ):
        known = {claim.id for claim in scenario.claims}
        said = semicolons(
            claim_said(scenario, name) if name in known else clean(name) for name in names
        ) or _("none")
        console.print(Text(text.format(names=said)))
    for language, keys in report.untranslated.items():
        if keys:
            text = _("Not translated ({language}): {keys}")
            text = clean(text.format(language=language, keys=", ".join(keys)))
            console.print(Text(text))
    for text in (*rates_left_out(scenario), left_out(report.defaults)):
        if text:
            console.print(Text(text))
    for process, (stated, counted) in report.rates_far_from_record.items():
        text = _("Rate far from the record: {process}, {stated} days a year; counted {counted}")
        text = text.format(
            process=clean(scenario.words.process(process)),
            stated=significant(stated),
            counted=significant(counted),
        )
        console.print(Text(text))
    noted(console, report.notes)
    for fact in report.settled:
        text = _("Settled by what was observed: {fact}").format(fact=clean(fact))
        console.print(Text(text))
    for effect in report.idle:
        if effect.settled:
            text = _("Settled before the first day: {effect}").format(effect=clean(effect.text))
            console.print(Text(text))
    rare = [tie.claim for tie in report.ties or () if tie.kind == "rare"]
    if rare:
        text = _(
            "Hang on rare acts, and changed none of the futures on which they were tried: {claims}"
        )
        said = semicolons(claim_said(scenario, claim) for claim in rare)
        console.print(Text(text.format(claims=said)))
    for pair in report.opposed:
        text = _(
            "Claims {a} ({p}) and {b} ({q}) pull {processes} in opposite directions, and may "
            "hold together: do they exclude one another? Then write excludes = [{other}] under "
            "{first}."
        ).format(
            a=claim_said(scenario, pair.claims[0]),
            b=claim_said(scenario, pair.claims[1]),
            first=f"'{pair.claims[0]}'",
            p=percent(pair.credences[0]),
            q=percent(pair.credences[1]),
            processes=", ".join(
                quoted(clean(scenario.words.process(each))) for each in pair.processes
            ),
            other=f'"{pair.claims[1]}"',
        )
        console.print(Text(clean(text), style="yellow"))


def noted(console: Console, notes: Sequence[str]) -> None:
    """Print what may not be meant as it stands, a line each."""
    for note in notes:
        text = _("Note: {note}").format(note=clean(note))
        console.print(Text(text, style="yellow"))


def refused(console: Console, scenario: Scenario, faults: list[str]) -> None:
    """Print what a check would refuse of a scenario that is played anyway, a line each.

    And where the record behind its fit is thin.
    """
    fit = scenario.fitted
    for warning in () if fit is None else fit.warnings:
        if warning.kind in THIN:
            text = _("warning: {warning}").format(warning=warning_said(warning, scenario))
            console.print(Text(text, style="yellow"))
    for fault in faults:
        text = _("check would refuse this scenario: {fault}").format(fault=clean(fault))
        console.print(Text(text, style="red"))


def _counts(report: Report) -> dict[str, str]:
    """What there is of everything, in words."""
    n = report
    texts = {
        "claims": ngettext("{n} claim", "{n} claims", n.claims),
        "effects": ngettext("{n} effect", "{n} effects", n.effects),
        "processes": ngettext("{n} process", "{n} processes", n.processes),
        "outcomes": ngettext("{n} outcome", "{n} outcomes", n.outcomes),
        "acts": ngettext("{n} act of the record", "{n} acts of the record", n.acts),
    }
    return {name: text.format(n=getattr(n, name)) for name, text in texts.items()}
