"""All effects, by name. A new one is a file beside this and a line here."""

from __future__ import annotations

from detente.effects.adaptation import Adaptation
from detente.effects.advantage import Advantage
from detente.effects.base import Effect
from detente.effects.contested_order import ContestedOrder
from detente.effects.disposition import Disposition
from detente.effects.economic_stance import EconomicStance
from detente.effects.inertia import Inertia
from detente.effects.lame_duck import LameDuck
from detente.effects.legacy import Legacy
from detente.effects.lock import Lock
from detente.effects.mood import MoodEffect
from detente.effects.mutual_consent import MutualConsent
from detente.effects.offer import Offer
from detente.effects.office import OfficeLine
from detente.effects.outside_options import OutsideOptions
from detente.effects.rapport import Rapport
from detente.effects.reciprocity import Reciprocity
from detente.effects.record import LeaderRecord
from detente.effects.red_line import RedLine
from detente.effects.sanctions import Sanctions
from detente.effects.scheduled_acts import ScheduledActs
from detente.effects.third_parties import ThirdParties
from detente.effects.weekday import Weekday

EFFECTS: dict[str, type[Effect]] = {
    "inertia": Inertia,
    "reciprocity": Reciprocity,
    "mutual-consent": MutualConsent,
    "disposition": Disposition,
    "third-parties": ThirdParties,
    "office": OfficeLine,
    "rapport": Rapport,
    "record": LeaderRecord,
    "offer": Offer,
    "lame-duck": LameDuck,
    "legacy": Legacy,
    "scheduled-acts": ScheduledActs,
    "red-line": RedLine,
    "lock": Lock,
    "sanctions": Sanctions,
    "adaptation": Adaptation,
    "outside-options": OutsideOptions,
    "contested-order": ContestedOrder,
    "economic-stance": EconomicStance,
    "advantage": Advantage,
    "weekday": Weekday,
    "mood": MoodEffect,
}
"""Name in a scenario → effect, in the order of the documentation."""
