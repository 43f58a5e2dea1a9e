"""What a fit is, and what one should know of it, in the language in force."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.current import language, ngettext
from detente.language.format import day, decimal, integer, percent, quoted, semicolons
from detente.language.safe import clean
from detente.planes.rate import YEAR
from detente.scenario.draw_names import draw_name, setting_said
from detente.scenario.effect_names import effect_name
from detente.scenario.fitted.file import FitFile, WarningEntry

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

SHOWN = 4
"""Names that a sentence lists."""


def names_said(names: Sequence[str]) -> str:
    """Names in a row, not too many."""
    shown = semicolons(names[:SHOWN])
    more = len(names) - SHOWN
    if more <= 0:
        return shown
    text = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return text.format(names=shown, n=integer(more))


def yearly(mean: float, sd: float) -> float:
    """Mean hazard a year, of one whose logarithm a day is normal."""
    return YEAR * math.exp(mean + 0.5 * sd**2)


def said(fit: FitFile) -> str:
    """One sentence: data source, days, acts, how much was fitted."""
    text = _("{dataset}, {first} to {last}; {acts} in {rows}; {coefficients}, {baselines}.")
    if fit.transitions:
        text = _(
            "{dataset}, {first} to {last}; {acts} in {rows}; {coefficients}, {baselines}, "
            "{transitions}."
        )
    return text.format(
        dataset=clean(fit.dataset),
        first=day(fit.first),
        last=day(fit.last),
        acts=ngettext("{n} act", "{n} acts", fit.acts).format(n=integer(fit.acts)),
        rows=ngettext("{n} day at risk", "{n} days at risk", fit.rows).format(n=integer(fit.rows)),
        coefficients=ngettext("{n} coefficient", "{n} coefficients", len(fit.coefficients)).format(
            n=integer(len(fit.coefficients))
        ),
        baselines=ngettext("{n} baseline", "{n} baselines", len(fit.baselines)).format(
            n=integer(len(fit.baselines))
        ),
        transitions=ngettext(
            "{n} number of transitions", "{n} numbers of transitions", len(fit.transitions)
        ).format(n=integer(len(fit.transitions))),
    )


def _named(scenario: Scenario, warning: WarningEntry) -> list[str]:
    """What a warning is about, in words."""
    if warning.kind == "closed":
        return [effect_name(scenario, name) for name in warning.names]
    if warning.kind == "flat":
        parts = (name.partition(".") for name in warning.names)
        return [setting_said(scenario, effect, key) for effect, _dot, key in parts]
    if warning.kind in ("unrecorded", "unexplained"):
        return [quoted(_titled(scenario, name)) for name in warning.names]
    if warning.kind == "untold":
        words = scenario.words
        return [quoted(clean(words.process(name) or name)) for name in warning.names]
    return [draw_name(scenario, name) for name in warning.names]


def _titled(scenario: Scenario, name: str) -> str:
    """A state or a level by its title."""
    words = scenario.words
    levels = {level.id for level in scenario.levels}
    return clean((words.level(name) if name in levels else words.state(name)) or name)


def warning_said(warning: WarningEntry, scenario: Scenario) -> str:
    """A warning about a fit of a scenario, as a sentence."""
    names = names_said(_named(scenario, warning))
    numbers = [*warning.numbers, 0.0, 0.0]
    if warning.kind == "few":
        return _(
            "Few acts: {acts} for {n} coefficients, {each} for each (ten are usual). The priors "
            "weigh as much as the record; choose a longer one."
        ).format(
            acts=integer(int(numbers[0])),
            n=integer(int(numbers[1])),
            each=decimal(numbers[0] / max(numbers[1], 1.0), 1),
        )
    if warning.kind == "separated-up":
        return _(
            "Separated: where the covariate of {names} is high, the record always sees the act. "
            "The likelihood alone would make the coefficient endless; its prior holds it."
        ).format(names=names)
    if warning.kind == "separated-down":
        return _(
            "Separated: where the covariate of {names} is high, the record never sees the act. "
            "The likelihood alone would make the coefficient endless; its prior holds it."
        ).format(names=names)
    if warning.kind == "collinear":
        return _(
            "Collinear: the covariates of {names} run together in this record, which tells their "
            "sum alone. How it is shared out is their priors’ doing; leave one out to be sure."
        ).format(names=names)
    if warning.kind == "missing":
        return _(
            "Missing: {share} of the days are missing from the source. They leave the likelihood, "
            "and memories only sink on them."
        ).format(share=percent(numbers[0], 0))
    if warning.kind == "closed":
        text = ngettext(
            "Closed: the record has {n} act that the gate of {names} rules out; it is left out of "
            "the likelihood.",
            "Closed: the record has {n} acts that the gate of {names} rules out; they are left "
            "out of the likelihood.",
            int(numbers[0]),
        )
        return text.format(n=integer(int(numbers[0])), names=names)
    if warning.kind == "flat":
        return _("Flat: the record says nothing of {names}; what is stated stays.").format(
            names=names
        )
    if warning.kind == "either":
        return _(
            "Either side: {names} act on joint acts that either side can bring about, where the "
            "likelihood has kinks. Their errors are rough: intervals of 95 % hold about 90 %."
        ).format(names=names)
    if warning.kind == "constant":
        return _(
            "No coefficient has a covariate that varies in this record; only baselines were fitted."
        )
    if warning.kind == "untold":
        # the reason is kept in the language of the files, which is English
        why = f" ({clean(warning.detail)})" if language() == "en" else ""
        text = _("Not told by the data source: {names}{why}. What is stated stays.")
        return text.format(names=names, why=why)
    if warning.kind == "unrecorded":
        text = ngettext(
            "Not known: the record does not tell of {names} on all days; {n} day at risk of what "
            "waits for them leaves the likelihood. A history of their values would tell.",
            "Not known: the record does not tell of {names} on all days; {n} days at risk of what "
            "waits for them leave the likelihood. A history of their values would tell.",
            int(numbers[0]),
        )
        return text.format(n=integer(int(numbers[0])), names=names)
    if warning.kind == "unexplained":
        text = ngettext(
            "Unexplained: {names} moved {n} time in the record when no transition that leads there "
            "was due; the move is left out.",
            "Unexplained: {names} moved {n} times in the record when no transition that leads "
            "there was due; these moves are left out.",
            int(numbers[0]),
        )
        return text.format(n=integer(int(numbers[0])), names=names)
    if warning.kind == "moves":
        return _(
            "The data source tells of no process of the scenario in these days; only transitions "
            "of states were fitted."
        )
    if warning.kind == "alike":
        return _(
            "Alike: {names} are due on the same days and lead to the same value, so the record "
            "tells their sum alone. How it is shared out is their priors’ doing."
        ).format(names=names)
    return _(
        "Unstable: the spectral radius is {radius} at the means and at least 1 in {n} of {draws} "
        "draws, so the scenario will not be played. Fewer half-lives of inertia side by side, or "
        "narrower priors, bring it down."
    ).format(
        radius=decimal(numbers[0], 2),
        n=integer(int(numbers[1])),
        draws=integer(int([*numbers, 0.0][2])),
    )
