"""What a fit is, and what one should know of it, in the language in force."""

from __future__ import annotations

from collections.abc import Sequence

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer, percent
from detente.language.safe import clean
from detente.scenario.fitted.file import FitFile, WarningEntry

SHOWN = 4
"""Names that a sentence lists."""


def names_said(names: Sequence[str]) -> str:
    """Names in a row, not too many."""
    shown = ", ".join(clean(name) for name in names[:SHOWN])
    more = len(names) - SHOWN
    if more <= 0:
        return shown
    text = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return text.format(names=shown, n=integer(more))


def said(fit: FitFile) -> str:
    """One sentence: data source, days, acts, how much was fitted."""
    return _("{dataset}, {first} to {last}; {acts} in {rows}; {coefficients}, {baselines}.").format(
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
    )


def warning_said(warning: WarningEntry) -> str:
    """A warning as a sentence."""
    names, numbers = names_said(warning.names), [*warning.numbers, 0.0, 0.0]
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
        return _("Untold: {names} keep what is stated ({why}).").format(
            names=names, why=clean(warning.detail)
        )
    return _(
        "Unstable: the spectral radius is {radius} at the means and at least 1 in {n} of {draws} "
        "draws, so the scenario will not be played. Fewer half-lives of inertia side by side, or "
        "narrower priors, bring it down."
    ).format(
        radius=decimal(numbers[0], 2),
        n=integer(int(numbers[1])),
        draws=integer(int([*numbers, 0.0][2])),
    )
