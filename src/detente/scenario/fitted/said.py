"""What a fit is, in the language in force."""

from __future__ import annotations

import math

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer
from detente.language.safe import clean
from detente.planes.rate import YEAR
from detente.scenario.fitted.file import FitFile


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
