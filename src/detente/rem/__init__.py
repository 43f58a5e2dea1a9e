"""Relational event models, and DyNAM's models of rate, choice and coordination.

>>> from detente import rem
>>> model = rem.RelationalEventModel([rem.Inertia(), rem.Reciprocity()])  # doctest: +SKIP
>>> model.fit(events).summary  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.errors import (
        CollinearError,
        ConvergenceError,
        EstimationError,
        MissingValueWarning,
        SeparatedError,
        UnusedColumnWarning,
    )
    from detente.rem.comparison import compare
    from detente.rem.data.history import History, read_history
    from detente.rem.data.network import Network
    from detente.rem.effects.alter import Alter
    from detente.rem.effects.base import Effect
    from detente.rem.effects.difference import Difference
    from detente.rem.effects.ego import Ego
    from detente.rem.effects.incoming_two_paths import IncomingTwoPaths
    from detente.rem.effects.inertia import Inertia
    from detente.rem.effects.intercept import Intercept
    from detente.rem.effects.normalised_receiver_degree import NormalisedReceiverDegree
    from detente.rem.effects.normalised_receiver_indegree import NormalisedReceiverIndegree
    from detente.rem.effects.normalised_receiver_outdegree import NormalisedReceiverOutdegree
    from detente.rem.effects.normalised_sender_degree import NormalisedSenderDegree
    from detente.rem.effects.normalised_sender_indegree import NormalisedSenderIndegree
    from detente.rem.effects.normalised_sender_outdegree import NormalisedSenderOutdegree
    from detente.rem.effects.offset import Offset
    from detente.rem.effects.outgoing_two_paths import OutgoingTwoPaths
    from detente.rem.effects.participation_shift import ParticipationShift
    from detente.rem.effects.receipt_fraction import ReceiptFraction
    from detente.rem.effects.receiver_indegree import ReceiverIndegree
    from detente.rem.effects.receiver_outdegree import ReceiverOutdegree
    from detente.rem.effects.recency_of_receipt import RecencyOfReceipt
    from detente.rem.effects.recency_of_sending import RecencyOfSending
    from detente.rem.effects.reciprocity import Reciprocity
    from detente.rem.effects.registry import EFFECTS
    from detente.rem.effects.same import Same
    from detente.rem.effects.send_fraction import SendFraction
    from detente.rem.effects.sender_indegree import SenderIndegree
    from detente.rem.effects.sender_outdegree import SenderOutdegree
    from detente.rem.effects.shared_receivers import SharedReceivers
    from detente.rem.effects.shared_senders import SharedSenders
    from detente.rem.effects.tie import Tie
    from detente.rem.effects.transitivity import Transitivity
    from detente.rem.goodness.calendar import CalendarResiduals, calendar_residuals
    from detente.rem.goodness.influence import influential_events
    from detente.rem.goodness.recall import recall
    from detente.rem.goodness.simulated import GoodnessOfFit, goodness_of_fit
    from detente.rem.models.dynam import DynamModel
    from detente.rem.models.dynam_choice import DynamChoiceModel
    from detente.rem.models.dynam_coordination import DynamCoordinationModel
    from detente.rem.models.dynam_rate import DynamRateModel
    from detente.rem.models.relational_event import RelationalEventModel
    from detente.rem.play.simulate import simulate_record
    from detente.rem.statistics import Statistics

_HOME = {
    "Alter": "detente.rem.effects.alter",
    "CalendarResiduals": "detente.rem.goodness.calendar",
    "CollinearError": "detente.errors",
    "ConvergenceError": "detente.errors",
    "Difference": "detente.rem.effects.difference",
    "DynamChoiceModel": "detente.rem.models.dynam_choice",
    "DynamCoordinationModel": "detente.rem.models.dynam_coordination",
    "DynamModel": "detente.rem.models.dynam",
    "DynamRateModel": "detente.rem.models.dynam_rate",
    "EFFECTS": "detente.rem.effects.registry",
    "Effect": "detente.rem.effects.base",
    "Ego": "detente.rem.effects.ego",
    "EstimationError": "detente.errors",
    "GoodnessOfFit": "detente.rem.goodness.simulated",
    "History": "detente.rem.data.history",
    "IncomingTwoPaths": "detente.rem.effects.incoming_two_paths",
    "Inertia": "detente.rem.effects.inertia",
    "Intercept": "detente.rem.effects.intercept",
    "MissingValueWarning": "detente.errors",
    "Network": "detente.rem.data.network",
    "NormalisedReceiverDegree": "detente.rem.effects.normalised_receiver_degree",
    "NormalisedReceiverIndegree": "detente.rem.effects.normalised_receiver_indegree",
    "NormalisedReceiverOutdegree": "detente.rem.effects.normalised_receiver_outdegree",
    "NormalisedSenderDegree": "detente.rem.effects.normalised_sender_degree",
    "NormalisedSenderIndegree": "detente.rem.effects.normalised_sender_indegree",
    "NormalisedSenderOutdegree": "detente.rem.effects.normalised_sender_outdegree",
    "Offset": "detente.rem.effects.offset",
    "OutgoingTwoPaths": "detente.rem.effects.outgoing_two_paths",
    "ParticipationShift": "detente.rem.effects.participation_shift",
    "ReceiptFraction": "detente.rem.effects.receipt_fraction",
    "ReceiverIndegree": "detente.rem.effects.receiver_indegree",
    "ReceiverOutdegree": "detente.rem.effects.receiver_outdegree",
    "RecencyOfReceipt": "detente.rem.effects.recency_of_receipt",
    "RecencyOfSending": "detente.rem.effects.recency_of_sending",
    "Reciprocity": "detente.rem.effects.reciprocity",
    "RelationalEventModel": "detente.rem.models.relational_event",
    "Same": "detente.rem.effects.same",
    "SendFraction": "detente.rem.effects.send_fraction",
    "SenderIndegree": "detente.rem.effects.sender_indegree",
    "SenderOutdegree": "detente.rem.effects.sender_outdegree",
    "SeparatedError": "detente.errors",
    "SharedReceivers": "detente.rem.effects.shared_receivers",
    "SharedSenders": "detente.rem.effects.shared_senders",
    "Statistics": "detente.rem.statistics",
    "Tie": "detente.rem.effects.tie",
    "Transitivity": "detente.rem.effects.transitivity",
    "UnusedColumnWarning": "detente.errors",
    "calendar_residuals": "detente.rem.goodness.calendar",
    "compare": "detente.rem.comparison",
    "goodness_of_fit": "detente.rem.goodness.simulated",
    "influential_events": "detente.rem.goodness.influence",
    "read_history": "detente.rem.data.history",
    "recall": "detente.rem.goodness.recall",
    "simulate_record": "detente.rem.play.simulate",
}

__all__ = [
    "EFFECTS",
    "Alter",
    "CalendarResiduals",
    "CollinearError",
    "ConvergenceError",
    "Difference",
    "DynamChoiceModel",
    "DynamCoordinationModel",
    "DynamModel",
    "DynamRateModel",
    "Effect",
    "Ego",
    "EstimationError",
    "GoodnessOfFit",
    "History",
    "IncomingTwoPaths",
    "Inertia",
    "Intercept",
    "MissingValueWarning",
    "Network",
    "NormalisedReceiverDegree",
    "NormalisedReceiverIndegree",
    "NormalisedReceiverOutdegree",
    "NormalisedSenderDegree",
    "NormalisedSenderIndegree",
    "NormalisedSenderOutdegree",
    "Offset",
    "OutgoingTwoPaths",
    "ParticipationShift",
    "ReceiptFraction",
    "ReceiverIndegree",
    "ReceiverOutdegree",
    "RecencyOfReceipt",
    "RecencyOfSending",
    "Reciprocity",
    "RelationalEventModel",
    "Same",
    "SendFraction",
    "SenderIndegree",
    "SenderOutdegree",
    "SeparatedError",
    "SharedReceivers",
    "SharedSenders",
    "Statistics",
    "Tie",
    "Transitivity",
    "UnusedColumnWarning",
    "calendar_residuals",
    "compare",
    "goodness_of_fit",
    "influential_events",
    "read_history",
    "recall",
    "simulate_record",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name == "daily":
        return importlib.import_module("detente.rem.daily")
    raise AttributeError(f"module 'detente.rem' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Public names."""
    return __all__
