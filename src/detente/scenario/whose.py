"""Whose credences a scenario has, in a sentence."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.format import percent, semicolons
from detente.scenario.credences import POOL
from detente.scenario.scenario import Scenario


def whose(scenario: Scenario) -> str | None:
    """Whose credences it has, in the language in force; None if it has its own."""
    if scenario.believes is None:
        return None
    if scenario.minds:
        who = semicolons(
            _("{analyst} {weight}").format(analyst=mind.name, weight=percent(mind.weight, 0))
            for mind in scenario.minds
        )
        return _("With the linear pool of the analysts’ credences ({who}).").format(who=who)
    if scenario.believes == POOL:
        return _("With the logarithmic pool of the analysts' credences.")
    return _("With the credences of {analyst}.").format(analyst=scenario.believes)
