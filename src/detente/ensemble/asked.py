"""Refuses claims that are to be forced or moved and cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import general
from detente.language.hints import did_you_mean

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def check_claims(
    scenario: Scenario, forced: Mapping[str, bool], credences: Mapping[str, float]
) -> None:
    """Refuse claims that a scenario does not have, and values that are none.

    Raises
    ------
    OutcomeError
    """
    known = [claim.id for claim in scenario.claims]
    for claim in (*forced, *credences):
        if claim not in known:
            raise OutcomeError(
                _("no claim '{claim}'").format(claim=claim) + did_you_mean(str(claim), known)
            )
    for claim, value in forced.items():
        if not isinstance(value, bool):
            raise OutcomeError(
                _("claim '{claim}' is forced to {value}; give True or False").format(
                    claim=claim, value=repr(value)
                )
            )
    for claim, credence in credences.items():
        if type(credence) not in (int, float) or not 0.0 <= credence <= 1.0:
            raise OutcomeError(
                _(
                    "the credence of '{claim}' is moved to {value}; give a number from 0 to 1"
                ).format(claim=claim, value=repr(credence))
            )
        if claim in forced:
            raise OutcomeError(
                _(
                    "claim '{claim}' is forced {truth}, and its credence moved to {value}; "
                    "leave out one of them"
                ).format(claim=claim, truth=str(forced[claim]).lower(), value=general(credence))
            )
