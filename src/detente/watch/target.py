"""What indicators are sought for: one outcome, or one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.numerics.arguments import word

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def check_target(scenario: Scenario, outcome: str | None, claim: str | None) -> None:
    """Refuse anything but one outcome, or one claim, of a scenario.

    Raises
    ------
    OutcomeError
        If there is no such one.
    """
    if (outcome is None) == (claim is None):
        raise OutcomeError(
            _("name an outcome, or with {option} a claim").format(option=option("--claim"))
            + did_you_mean("", [each.id for each in scenario.outcomes])
        )
    if outcome is not None:
        scenario.outcome(outcome)
        return
    known = [each.id for each in scenario.claims]
    if word(claim, "claim") not in known:
        raise OutcomeError(
            _("no claim '{claim}'").format(claim=claim) + did_you_mean(str(claim), known)
        )


def certain(outcome: str | None, claim: str | None, p: float) -> str:
    """Why there is nothing to watch for: it is so in all of the futures, or in none."""
    if claim is not None:
        text = (
            _("claim '{claim}' holds in all of the futures: there is nothing to watch for")
            if p
            else _("claim '{claim}' holds in none of the futures: there is nothing to watch for")
        )
        return text.format(claim=claim)
    text = (
        _("outcome '{outcome}' comes about in all of the futures: there is nothing to watch for")
        if p
        else _(
            "outcome '{outcome}' comes about in none of the futures: there is nothing to watch for"
        )
    )
    return text.format(outcome=outcome)
