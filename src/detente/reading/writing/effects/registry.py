"""The piece of each effect by its name in a scenario; a new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.effects import (
    adaptation,
    advantage,
    audience,
    contested_order,
    deadline,
    disposition,
    economic_stance,
    faction,
    gate,
    guarantee,
    inertia,
    judgement,
    lame_duck,
    legacy,
    level,
    lock,
    mediation,
    mutual_consent,
    offer,
    office,
    outside_options,
    patronage,
    rapport,
    reciprocity,
    record,
    red_line,
    regime,
    response,
    restraint,
    sanctions,
    scheduled_acts,
    signal,
    third_parties,
    vote,
)

Piece = Callable[[Desk], Built]

PIECES: Mapping[str, Piece] = {
    "inertia": inertia.build,
    "reciprocity": reciprocity.build,
    "mutual-consent": mutual_consent.build,
    "disposition": disposition.build,
    "third-parties": third_parties.build,
    "response": response.build,
    "mediation": mediation.build,
    "guarantee": guarantee.build,
    "patronage": patronage.build,
    "restraint": restraint.build,
    "faction": faction.build,
    "signal": signal.build,
    "audience": audience.build,
    "deadline": deadline.build,
    "office": office.build,
    "rapport": rapport.build,
    "record": record.build,
    "offer": offer.build,
    "gate": gate.build,
    "vote": vote.build,
    "lame-duck": lame_duck.build,
    "legacy": legacy.build,
    "scheduled-acts": scheduled_acts.build,
    "red-line": red_line.build,
    "lock": lock.build,
    "sanctions": sanctions.build,
    "adaptation": adaptation.build,
    "outside-options": outside_options.build,
    "contested-order": contested_order.build,
    "economic-stance": economic_stance.build,
    "advantage": advantage.build,
    "level": level.build,
    "regime": regime.build,
    "judgement": judgement.build,
}

UNSAID = frozenset({"weekday", "mood"})
"""Effects of the background alone: chance and the week, which no text asserts."""
