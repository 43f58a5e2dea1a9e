"""The rules, such as that contact takes both sides: what each is worth, in points and in days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.memo.effects import between, direction
from detente.explain.memo.names import claim_named
from detente.explain.memo.worths import effect_said
from detente.language.counted import signed_points
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.sentence import sentence

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.explain.worth import Worth


def rules(explanation: Explanation) -> list[Worth]:
    """Worths of the claims that own a rule of the acts of this outcome, the largest first."""
    owners = {
        part.claim
        for stack in explanation.stacks
        for part in stack.parts
        if part.rule and part.claim is not None
    }
    return [each for each in explanation.worths if each.claim in owners]


def rule_said(explanation: Explanation, worth: Worth, *, again: bool) -> str:
    """What a rule does: with it, against without it; `again` where it was just named."""
    name = claim_named(explanation.ensemble.scenario, worth.claim)
    rule = _("this rule") if again else fill(_("the rule {rule}"), rule=name)
    if direction(worth.worth, worth):
        return sentence(
            _("Where {rule} holds, against where it does not, the outcome {effect}"),
            rule=rule,
            effect=effect_said(worth),
        )
    if worth.told and round(abs(100 * worth.worth), 1) > 0.0:
        return sentence(
            _(
                "{rule} goes with {points}, but the 95 % range of that, {between}, holds "
                "zero: its sign is open"
            ),
            rule=rule,
            points=signed_points(worth.worth),
            between=between(worth.interval, 100.0, 1, size=False),
        )
    return sentence(
        _("{rule} changes the outcome by no more than these futures can tell"), rule=rule
    )
