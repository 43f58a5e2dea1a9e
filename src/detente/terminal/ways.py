"""What it would take, and how plausible that is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.plausibility import BELIEFS
from detente.language.counted import grammatical
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, integer, percent, plus, semicolons
from detente.scenario.draw_names import draw_name
from detente.scenario.effect_names import claim_said
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.explain.plausibility import Plausibility
    from detente.explain.reach import Way
    from detente.scenario.scenario import Scenario

RULE_OF_THREE = 3.0
"""With none seen in n, a share lies below 3/n at 95 %."""


def way_in_words(way: Way, scenario: Scenario) -> str:
    """One way, where it leads, and how plausible it is."""
    steps = [
        *(
            (_("{claim} true") if value else _("{claim} false")).format(
                claim=claim_said(scenario, claim)
            )
            for claim, value in way.claims.items()
        ),
        *(
            ngettext(
                "{coefficient} {amount} standard deviation",
                "{coefficient} {amount} standard deviations",
                grammatical(amount, 1),
            ).format(coefficient=draw_name(scenario, draw), amount=plus(amount, 1))
            for draw, amount in way.shifts.items()
        ),
    ]
    where = percent(way.estimate.probability)
    if not steps:
        return _("nothing that was tried moves it")
    text = _("{steps}: {p}") if way.reached else _("{steps}: {p}, not far enough")
    said = text.format(steps=semicolons(steps), p=where)
    return clean(f"{said}. {plausible(way.plausibility, len(way.shifts))}")


def plausible(found: Plausibility, shifted: int) -> str:
    """How plausible a way is, in a sentence for its claims and one for its coefficients."""
    said = []
    if found.credence is not None:
        share = (
            percent(found.credence)
            if found.credence > 0.0
            else _("less than 1 in {n}").format(n=integer(round(BELIEFS / RULE_OF_THREE)))
        )
        said.append(
            _("That all of this holds has a credence of {p}: {how}.").format(
                p=share, how=how_plausible(found.credence)
            )
        )
    if found.as_far is not None and found.distance is not None:
        one_in = integer(round(1.0 / max(found.as_far, 1e-12)))
        said.append(
            ngettext(
                "The coefficient lies {distance} out; 1 draw in {n} lies as far: {how}.",
                "All {count} coefficients together lie {distance} out; 1 draw in {n} of them lies "
                "as far: {how}.",
                shifted,
            ).format(
                count=shifted,
                distance=ngettext(
                    "{n} standard deviation",
                    "{n} standard deviations",
                    grammatical(found.distance, 1),
                ).format(n=decimal(found.distance, 1)),
                n=one_in,
                how=how_plausible(found.as_far),
            )
        )
    return " ".join(said)


def how_plausible(share: float) -> str:
    """A credence, or a share of draws, in words."""
    bands = (
        (0.01, _("hardly believable")),
        (0.05, _("far-fetched")),
        (0.2, _("a stretch")),
    )
    return next((words for most, words in bands if share < most), _("plausible"))
