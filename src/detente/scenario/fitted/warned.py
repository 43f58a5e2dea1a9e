"""What one should know of a fit before using its numbers, a sentence for each kind of warning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.current import language, marked, ngettext
from detente.language.format import decimal, integer, percent, quoted, semicolons
from detente.language.safe import clean
from detente.scenario.draw_names import draw_name, setting_said
from detente.scenario.effect_names import effect_name
from detente.scenario.fitted.file import WarningEntry, WarningKind

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

SHOWN = 4
"""Names that a sentence lists."""


PLAIN: dict[WarningKind, str] = {
    "separated-up": marked(
        "Separated: where the covariate of {names} is high, the record always sees the act. "
        "The likelihood alone would make the coefficient endless; its prior holds it."
    ),
    "separated-down": marked(
        "Separated: where the covariate of {names} is high, the record never sees the act. "
        "The likelihood alone would make the coefficient endless; its prior holds it."
    ),
    "collinear": marked(
        "Collinear: the covariates of {names} run together in this record, which tells their "
        "sum alone. How it is shared out is their priors’ doing; leave one out to be sure."
    ),
    "flat": marked("Flat: the record says nothing of {names}; what is stated stays."),
    "either": marked(
        "Either side: {names} act on joint acts that either side can bring about, where the "
        "likelihood has kinks. Their errors are rough: intervals of 95 % hold about 90 %."
    ),
    "constant": marked(
        "No coefficient has a covariate that varies in this record; only baselines were fitted."
    ),
    "moves": marked(
        "The data source tells of no process of the scenario in these days; only transitions "
        "of states were fitted."
    ),
    "alike": marked(
        "Alike: {names} are due on the same days and lead to the same value, so the record "
        "tells their sum alone. How it is shared out is their priors’ doing."
    ),
}
"""Those that hold no numbers."""


def warning_said(warning: WarningEntry, scenario: Scenario) -> str:
    """A warning about a fit of a scenario, as a sentence."""
    names = _listed(_named(scenario, warning))
    if warning.kind in PLAIN:
        return _(PLAIN[warning.kind]).format(names=names)
    return _WITH_NUMBERS[warning.kind](warning, names)


def _listed(names: Sequence[str]) -> str:
    """Names in a row, not too many."""
    shown = semicolons(names[:SHOWN])
    more = len(names) - SHOWN
    if more <= 0:
        return shown
    text = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return text.format(names=shown, n=integer(more))


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


def _few(warning: WarningEntry, names: str) -> str:
    acts, coefficients = _numbers(warning, 2)
    return _(
        "Few acts: {acts} for {n} coefficients, {each} for each (ten are usual). The priors "
        "weigh as much as the record; choose a longer one."
    ).format(
        acts=integer(int(acts)),
        n=integer(int(coefficients)),
        each=decimal(acts / max(coefficients, 1.0), 1),
    )


def _missing(warning: WarningEntry, names: str) -> str:
    return _(
        "Missing: {share} of the days are missing from the source. They leave the likelihood, "
        "and memories only sink on them."
    ).format(share=percent(_numbers(warning, 1)[0], 0))


def _closed(warning: WarningEntry, names: str) -> str:
    acts = int(_numbers(warning, 1)[0])
    text = ngettext(
        "Closed: the record has {n} act that the gate of {names} rules out; it is left out of "
        "the likelihood.",
        "Closed: the record has {n} acts that the gate of {names} rules out; they are left "
        "out of the likelihood.",
        acts,
    )
    return text.format(n=integer(acts), names=names)


def _untold(warning: WarningEntry, names: str) -> str:
    # the reason is kept in the language of the files, which is English
    why = f" ({clean(warning.detail)})" if language() == "en" else ""
    text = _("Not told by the data source: {names}{why}. What is stated stays.")
    return text.format(names=names, why=why)


def _unrecorded(warning: WarningEntry, names: str) -> str:
    days = int(_numbers(warning, 1)[0])
    text = ngettext(
        "Not known: the record does not tell of {names} on all days; {n} day at risk of what "
        "waits for them leaves the likelihood. A history of their values would tell.",
        "Not known: the record does not tell of {names} on all days; {n} days at risk of what "
        "waits for them leave the likelihood. A history of their values would tell.",
        days,
    )
    return text.format(n=integer(days), names=names)


def _unexplained(warning: WarningEntry, names: str) -> str:
    moves = int(_numbers(warning, 1)[0])
    text = ngettext(
        "Unexplained: {names} moved {n} time in the record when no transition that leads there "
        "was due; the move is left out.",
        "Unexplained: {names} moved {n} times in the record when no transition that leads "
        "there was due; these moves are left out.",
        moves,
    )
    return text.format(n=integer(moves), names=names)


def _unstable(warning: WarningEntry, names: str) -> str:
    radius, beyond, draws = _numbers(warning, 3)
    return _(
        "Unstable: the spectral radius is {radius} at the means and at least 1 in {n} of {draws} "
        "draws, so the scenario will not be played. Fewer half-lives of inertia side by side, or "
        "narrower priors, bring it down."
    ).format(
        radius=decimal(radius, 2),
        n=integer(int(beyond)),
        draws=integer(int(draws)),
    )


def _numbers(warning: WarningEntry, count: int) -> list[float]:
    """The numbers of a warning, 0 where a file has left one out."""
    return [*warning.numbers, *[0.0] * count][:count]


_WITH_NUMBERS: dict[WarningKind, Callable[[WarningEntry, str], str]] = {
    "few": _few,
    "missing": _missing,
    "closed": _closed,
    "untold": _untold,
    "unrecorded": _unrecorded,
    "unexplained": _unexplained,
    "unstable": _unstable,
}
