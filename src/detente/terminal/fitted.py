"""The result of `detente fit`, for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, general, integer, labelled, percent
from detente.numerics.memory import size as bytes_said
from detente.planes.rate import YEAR
from detente.scenario.draw_names import draw_name, setting_said
from detente.scenario.effect_names import effect_name
from detente.scenario.fitted.said import said, yearly
from detente.scenario.fitted.warned import warning_said
from detente.terminal.relations import heading, note
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.fitting.fit import FitSize
    from detente.fitting.result import Fit
    from detente.scenario.fitted.file import FitFile
    from detente.scenario.scenario import Scenario

SHOWN = 12
"""Baselines that are listed; the others are in the file."""


def show_size(console: Console, size: FitSize) -> None:
    """Print what a fit will take, before it begins."""
    text = _("Fitting {rows} with {coefficients} and {baselines}; about {memory}.").format(
        rows=ngettext("{n} day at risk", "{n} days at risk", size.rows).format(
            n=integer(size.rows)
        ),
        coefficients=ngettext("{n} coefficient", "{n} coefficients", size.coefficients).format(
            n=integer(size.coefficients)
        ),
        baselines=ngettext("{n} baseline", "{n} baselines", size.processes).format(
            n=integer(size.processes)
        ),
        memory=bytes_said(size.bytes),
    )
    console.print(Text(text, style="dim"))


def show(console: Console, fit: Fit) -> None:
    """Print where the numbers come from, the coefficients, what effects earn, baselines."""
    file = fit.file
    console.print()
    console.print(Text(clean(fit.scenario.words.title), style="bold"))
    console.print(Text(said(file)))
    console.print()
    _coefficients(console, fit.scenario, file)
    _earned(console, fit.scenario, file)
    _settings(console, fit)
    _baselines(console, fit.scenario, file)
    _transitions(console, fit.scenario, file)
    _kept(console, fit.scenario, file)
    for warning in file.warnings:
        text = _("warning: {warning}").format(warning=warning_said(warning, fit.scenario))
        console.print(Text(text, style="yellow"))


def _coefficients(console: Console, scenario: Scenario, file: FitFile) -> None:
    if not file.coefficients:
        return
    names = (_("Fitted"), _("Error"), _("Prior"), _("Error"), _("Learnt"), _("Acts"))
    table = Table(flowing(_("Coefficient")), *map(numeric, names))
    for each in file.coefficients:
        table.add_row(
            Text(draw_name(scenario, each.name)),
            Text(decimal(each.mean, 3), style="bold"),
            decimal(each.sd, 3),
            decimal(each.prior_mean, 3),
            decimal(each.prior_sd, 3),
            percent(learnt(each.sd, each.prior_sd), 0),
            integer(each.acts),
        )
    console.print(table)
    note(
        console,
        _(
            "Error: standard deviation of the posterior. Learnt: share of the prior’s variance "
            "that the record has taken away. The hazard of a day is the mean over beliefs, claims "
            "at their credences; a coefficient that a claim owns is the one under that claim."
        ),
    )


def learnt(sd: float, prior_sd: float) -> float:
    """Share of the prior's variance that the record has taken away."""
    return max(1.0 - (sd / prior_sd) ** 2, 0.0) if prior_sd > 0 else 0.0


def _earned(console: Console, scenario: Scenario, file: FitFile) -> None:
    if not file.earned:
        return
    gain = file.log_likelihood - file.log_likelihood_baselines
    table = Table(flowing(_("Effect")), numeric(_("Log-likelihood earned")), numeric(_("Share")))
    for effect, value in sorted(file.earned.items(), key=lambda item: -item[1]):
        part = percent(value / gain, 0) if gain > 1e-9 else "—"
        table.add_row(Text(effect_name(scenario, effect)), decimal(value, 2), part)
    console.print(table)
    note(
        console,
        _(
            "Log-likelihood {all}, with the baselines alone {alone}. An effect earns what is lost "
            "when it is taken out and the rest is fitted anew; shares are of the gain over the "
            "baselines and do not add up."
        ).format(
            all=decimal(file.log_likelihood, 1), alone=decimal(file.log_likelihood_baselines, 1)
        ),
    )


def _settings(console: Console, fit: Fit) -> None:
    if not fit.profiles:
        return
    names = (_("Best"), _("95 %"), _("Stated"))
    table = Table(flowing(_("Searched for")), *map(numeric, names))
    for each in fit.profiles:
        low = ("≤ " if each.open[0] else "") + general(each.interval[0], 3)
        high = ("≥ " if each.open[1] else "") + general(each.interval[1], 3)
        table.add_row(
            Text(setting_said(fit.scenario, each.setting.effect, each.setting.key)),
            Text(general(each.best, 3), style="bold"),
            f"{low} – {high}",
            general(each.setting.stated, 3),
        )
    console.print(table)
    note(
        console,
        _(
            "By profile: for each value all coefficients are fitted anew, and other half-lives "
            "and thresholds keep their best. Half-lives in days."
        ),
    )


def _baselines(console: Console, scenario: Scenario, file: FitFile) -> None:
    if not file.baselines:
        return
    names = (_("Days a year"), _("Error"), _("Acts"), _("Usual, days a year"))
    table = Table(flowing(_("Rate of")), *map(numeric, names))
    for each in file.baselines[:SHOWN]:
        table.add_row(
            Text(clean(scenario.words.process(each.process) or each.process)),
            Text(
                general(YEAR * -math.expm1(-math.exp(each.mean + 0.5 * each.sd**2)), 3),
                style="bold",
            ),
            decimal(each.sd, 3),
            integer(each.acts),
            general(each.usual, 3),
        )
    console.print(table)
    lines = [
        _(
            "As things stand, in the mean; error of the logarithm. Usual: the rate by which "
            "memories are judged."
        )
    ]
    more = len(file.baselines) - SHOWN
    if more > 0:
        text = ngettext("{n} more is in the file.", "{n} more are in the file.", more)
        lines.append(text.format(n=integer(more)))
    if file.pooling_sd is not None:
        lines.append(
            _("Baselines that nobody states are pooled by quad class; spread {spread}.").format(
                spread=decimal(file.pooling_sd, 2)
            )
        )
    note(console, " ".join(lines))


def _transitions(console: Console, scenario: Scenario, file: FitFile) -> None:
    """Hazards a year, and chances, of the moves of states."""
    rates = [each for each in file.transitions if each.part == "rate"]
    if rates:
        names = (_("Times a year"), _("Error"), _("Stated"), _("Learnt"), _("Moves"), _("Days"))
        table = Table(flowing(_("Hazard of a transition")), *map(numeric, names))
        for each in rates:
            table.add_row(
                Text(draw_name(scenario, each.name)),
                Text(general(yearly(each.mean, each.sd), 3), style="bold"),
                decimal(each.sd, 3),
                general(yearly(each.prior_mean, each.prior_sd), 3),
                percent(learnt(each.sd, each.prior_sd), 0),
                integer(each.seen),
                integer(each.days),
            )
        console.print(table)
        note(
            console,
            _(
                "In the mean; error of the logarithm. Moves of the record that it may have made, "
                "on so many days at risk."
            ),
        )
    heads = {
        "factor": (_("Factor of a transition"), _("Days")),
        "chance": (_("Chance of a transition"), _("Occasions")),
    }
    for part, (head, days) in heads.items():
        own = [each for each in file.transitions if each.part == part]
        if not own:
            continue
        names = (_("Fitted"), _("Error"), _("Stated"), _("Error"), _("Moves"), days)
        table = Table(flowing(head), *map(numeric, names))
        for each in own:
            table.add_row(
                Text(draw_name(scenario, each.name)),
                Text(decimal(each.mean, 3), style="bold"),
                decimal(each.sd, 3),
                decimal(each.prior_mean, 3),
                decimal(each.prior_sd, 3),
                integer(each.seen),
                integer(each.days),
            )
        console.print(table)


def _kept(console: Console, scenario: Scenario, file: FitFile) -> None:
    if not file.kept:
        return
    names = "\n".join(
        "  " + labelled(_left(scenario, name), _why(why)) for name, why in file.kept.items()
    )
    heading(console, _("Not fitted, as stated"))
    console.print(Text(names))
    console.print()


def _left(scenario: Scenario, name: str) -> str:
    """What keeps its law: a coefficient, or the rate of a process."""
    if any(process.id == name for process in scenario.processes):
        return clean(scenario.words.process(name) or name)
    return draw_name(scenario, name)


def _why(why: str) -> str:
    known = {
        "constant": _("does not vary in this record"),
        "certain": _("stated without uncertainty (sd = 0)"),
        "elsewhere": _("not a coefficient of a covariate"),
        "unrecorded": _("the record does not tell of the state or level that it waits for"),
        "unrisked": _("never due in this record"),
        "disbelieved": _("its claim leaves it out"),
    }
    return known.get(why, clean(why))
