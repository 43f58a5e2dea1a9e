"""What no single claim explains: the largest share of one, all together, and a pair of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.ensemble.estimate import told
from detente.explain.memo.effects import between, sure
from detente.explain.memo.names import claim_named
from detente.language.counted import chance, points
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import integer, percent, semicolons
from detente.language.sentence import finished, sentence

if TYPE_CHECKING:
    from detente.explain.claim_shares import ClaimShare
    from detente.explain.explanation import Explanation
    from detente.explain.interactions import Interaction

MUCH = 0.1
"""Share of the variance from which on one claim explains something."""


def _leading(explanation: Explanation) -> ClaimShare | None:
    first = explanation.claim_shares[0] if explanation.claim_shares else None
    if first is None or round(100 * first.first) == 0 or not told(first.first, first.first_error):
        return None
    return first


def none_alone_said(explanation: Explanation) -> str | None:
    """What one claim explains at most, and what several do; None where nothing can be said."""
    if not explanation.claim_shares or not any(each.worth for each in explanation.worths):
        return None
    return finished(semicolons([_alone(explanation), *_together(explanation)]))


def _alone(explanation: Explanation) -> str:
    """What the claim explains that explains most."""
    first = _leading(explanation)
    if first is None:
        return _(
            "No single claim explains a part of the variance that these futures can tell from zero"
        )
    template = (
        _(
            "No single claim explains much: knowing whether any one of them holds would remove at "
            "most {share} of the variance"
        )
        if first.first < MUCH
        else _(
            "The claim that explains most is {claim}: knowing whether it holds would remove "
            "{share} of the variance"
        )
    )
    claim = claim_named(explanation.ensemble.scenario, first.claim)
    return fill(template, claim=claim, share=percent(first.first, 0))


def _together(explanation: Explanation) -> Iterator[str]:
    """What the claims that matter do together, where that is an effect."""
    joint = explanation.joint
    if joint is not None and sure(joint.effect, joint.interval, joint.monte_carlo):
        yield fill(
            _(
                "all at their worst or all at their best, the {n} claims of the largest worth "
                "take the probability from {worst} to {best}"
            ),
            n=integer(len(joint.claims)),
            worst=chance(joint.if_worst),
            best=chance(joint.if_best),
        )


def strongest_pair(explanation: Explanation) -> Interaction | None:
    """The pair whose joint effect is largest, where it is one."""
    return next(
        (
            each
            for each in explanation.interactions
            if sure(each.effect, each.interval, each.monte_carlo)
            and round(abs(100 * each.effect), 1) > 0.0
        ),
        None,
    )


def pair_said(explanation: Explanation, pair: Interaction) -> str:
    """What two claims do together beside what each does alone."""
    scenario = explanation.ensemble.scenario
    template = (
        _(
            "Where {a} and {b} both hold, the outcome is {points} likelier (95 %: {between}) than "
            "the two add up to singly"
        )
        if pair.effect > 0
        else _(
            "Where {a} and {b} both hold, the outcome is {points} less likely (95 %: {between}) "
            "than the two add up to singly"
        )
    )
    return sentence(
        template,
        a=claim_named(scenario, pair.claims[0]),
        b=claim_named(scenario, pair.claims[1]),
        points=points(pair.effect),
        between=between(pair.interval, 100.0, 1, size=True),
    )
