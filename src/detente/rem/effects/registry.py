"""All effects by their word."""

from __future__ import annotations

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
from detente.rem.effects.outgoing_two_paths import OutgoingTwoPaths
from detente.rem.effects.participation_shift import ParticipationShift
from detente.rem.effects.receipt_fraction import ReceiptFraction
from detente.rem.effects.receiver_indegree import ReceiverIndegree
from detente.rem.effects.receiver_outdegree import ReceiverOutdegree
from detente.rem.effects.recency_of_receipt import RecencyOfReceipt
from detente.rem.effects.recency_of_sending import RecencyOfSending
from detente.rem.effects.reciprocity import Reciprocity
from detente.rem.effects.same import Same
from detente.rem.effects.send_fraction import SendFraction
from detente.rem.effects.sender_indegree import SenderIndegree
from detente.rem.effects.sender_outdegree import SenderOutdegree
from detente.rem.effects.shared_receivers import SharedReceivers
from detente.rem.effects.shared_senders import SharedSenders
from detente.rem.effects.tie import Tie
from detente.rem.effects.transitivity import Transitivity

EFFECTS: dict[str, type[Effect]] = {
    effect.word: effect
    for effect in (
        Intercept,
        Inertia,
        Reciprocity,
        Transitivity,
        OutgoingTwoPaths,
        IncomingTwoPaths,
        SharedReceivers,
        SharedSenders,
        SenderOutdegree,
        SenderIndegree,
        ReceiverOutdegree,
        ReceiverIndegree,
        Same,
        Difference,
        Alter,
        Ego,
        Tie,
        ParticipationShift,
        SendFraction,
        ReceiptFraction,
        RecencyOfSending,
        RecencyOfReceipt,
        NormalisedSenderOutdegree,
        NormalisedSenderIndegree,
        NormalisedSenderDegree,
        NormalisedReceiverOutdegree,
        NormalisedReceiverIndegree,
        NormalisedReceiverDegree,
    )
}
"""A new effect is one file and one line here; the conformance tests then go over it."""
