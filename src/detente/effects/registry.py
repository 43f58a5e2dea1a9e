"""All effects, by name: the built-in ones and those of other packages, by one door."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache

from detente.effects.base import Effect
from detente.effects.domain import numeric_keys
from detente.effects.written import class_keys
from detente.language.current import gettext as _
from detente.plugins import plugins

GROUP = "detente.effects"
"""Entry point group; each entry is a class derived from `Effect`."""

BUILT_IN = {
    "inertia": "detente.effects.inertia:Inertia",
    "reciprocity": "detente.effects.reciprocity:Reciprocity",
    "mutual-consent": "detente.effects.mutual_consent:MutualConsent",
    "disposition": "detente.effects.disposition:Disposition",
    "third-parties": "detente.effects.third_parties:ThirdParties",
    "response": "detente.effects.response:Response",
    "mediation": "detente.effects.mediation:Mediation",
    "guarantee": "detente.effects.guarantee:Guarantee",
    "patronage": "detente.effects.patronage:Patronage",
    "restraint": "detente.effects.restraint:Restraint",
    "faction": "detente.effects.faction:Faction",
    "signal": "detente.effects.signal:Signal",
    "audience": "detente.effects.audience:Audience",
    "deadline": "detente.effects.deadline:Deadline",
    "office": "detente.effects.office:OfficeLine",
    "rapport": "detente.effects.rapport:Rapport",
    "record": "detente.effects.record:LeaderRecord",
    "offer": "detente.effects.offer:Offer",
    "gate": "detente.effects.gate:Gate",
    "vote": "detente.effects.vote:Vote",
    "lame-duck": "detente.effects.lame_duck:LameDuck",
    "legacy": "detente.effects.legacy:Legacy",
    "scheduled-acts": "detente.effects.scheduled_acts:ScheduledActs",
    "red-line": "detente.effects.red_line:RedLine",
    "lock": "detente.effects.lock:Lock",
    "sanctions": "detente.effects.sanctions:Sanctions",
    "adaptation": "detente.effects.adaptation:Adaptation",
    "outside-options": "detente.effects.outside_options:OutsideOptions",
    "contested-order": "detente.effects.contested_order:ContestedOrder",
    "economic-stance": "detente.effects.economic_stance:EconomicStance",
    "advantage": "detente.effects.advantage:Advantage",
    "level": "detente.effects.level:LevelEffect",
    "weekday": "detente.effects.weekday:Weekday",
    "regime": "detente.effects.regime:Regime",
    "mood": "detente.effects.mood:MoodEffect",
}
"""Name in a scenario → effect, in the order of the docs. A new one is a file and a line here."""


@cache
def effects() -> Mapping[str, type[Effect]]:
    """Effects by their names in a scenario, the built-in ones first.

    Raises
    ------
    InputError
        If one of another package cannot be loaded or has the name of another.
    """
    return plugins(GROUP, _("effect"), BUILT_IN, _checked)


def _checked(name: str, found: object) -> type[Effect]:
    """An effect that has what scenarios, their schema and the documentation ask of it.

    Raises
    ------
    TypeError, ValueError
        If it has not.
    """
    if not (inspect.isclass(found) and issubclass(found, Effect)):
        raise TypeError(_("it is no class derived from detente.effects.base.Effect"))
    field = found.model_fields.get("effect")
    if field is None or field.default != name:
        raise ValueError(
            _('its key \'effect\' must be Literal["{name}"] = "{name}"').format(name=name)
        )
    if found.lower is Effect.lower:
        raise TypeError(_("it has no method 'lower'"))
    if found.waits is Effect.waits and (keys := class_keys(found)):
        raise TypeError(
            _("it asks for acts ('{keys}'), but has no method 'waits'").format(keys=keys[0])
        )
    for key in numeric_keys(found):
        try:
            found.domain(key)
        except KeyError as error:
            raise ValueError(
                _("{args}: say what it is measured in").format(args=error.args[0])
            ) from None
    return found
