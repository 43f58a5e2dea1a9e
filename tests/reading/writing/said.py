"""One claim for each effect, as a reader would propose it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from detente.reading.proposal import Candidate, Limit, Proposal
from detente.reading.sentence import Quantity
from tests.reading.writing.readings import NOWHERE, a_day, claim


class Said(NamedTuple):
    """What a claim says beside its effect.

    `moves` is the side that its sign has to declare; empty where theory says nothing of the mean.
    """

    moves: str
    acts: str = "any"
    direction: int = 1
    roles: Mapping[str, str] = {}
    more: Mapping[str, Any] = {}


EASED = Limit("if", "if China eases", NOWHERE, act="RETREAT.ease/economic", actor="CHN")

SAID: Mapping[str, Said] = {
    "inertia": Said(""),
    "reciprocity": Said("", "hostility"),
    "mutual-consent": Said("down", "contact"),
    "disposition": Said("up", "contact"),
    "third-parties": Said("up", "contact"),
    "response": Said("up", "economic"),
    "mediation": Said("up", "agreement", roles={"mediator": "QAT"}),
    "guarantee": Said("down", "force", roles={"guarantor": "QAT"}),
    "patronage": Said("up", "hostility", roles={"patron": "RUS", "client": "IND"}),
    "restraint": Said("down", "economic", -1, {"by": "RUS"}),
    "faction": Said("", "force", roles={"part": "hill-front", "whole": "IND"}),
    "signal": Said("up", "contact"),
    "audience": Said("down", "gestures"),
    "deadline": Said("up", "agreement", more={"days": (a_day(2025, 6, 1),)}),
    "office": Said("down", "gestures", -1),
    "rapport": Said("up", "contact"),
    "record": Said("down", "contact", -1, more={"quantities": (Quantity(NOWHERE, 12, ""),)}),
    "offer": Said("down", "contact", more={"days": (a_day(2025, 1, 20),)}),
    "gate": Said("down", "agreement", more={"limit": EASED}),
    "vote": Said("down", "agreement"),
    "lame-duck": Said("up", "economic", roles={"actor": "CHN", "target": "IND"}),
    "legacy": Said("down", "contact", -1, {"actor": "CHN", "target": "IND"}),
    "scheduled-acts": Said(
        "up", "contact", roles={"act": "CONSULT.visit@leader"}, more={"days": (a_day(2025, 2, 1),)}
    ),
    "red-line": Said("up", "force"),
    "lock": Said("down", "contact"),
    "sanctions": Said("up", "gestures", more={"quantities": (Quantity(NOWHERE, 350, ""),)}),
    "adaptation": Said("down", "gestures", roles={"actor": "CHN", "target": "IND"}),
    "outside-options": Said("down", "gestures"),
    "contested-order": Said("down", "gestures"),
    "economic-stance": Said("up", "economic"),
    "advantage": Said("down", "gestures", -1),
    "level": Said(
        "down", "hostility", -1, more={"quantities": (Quantity(NOWHERE, 20000, "tonnes"),)}
    ),
    "regime": Said("up", "contact", more={"limit": EASED}),
    "judgement": Said("none", "agreement"),
}


def candidate(effect: str) -> Candidate:
    """The likeliest reading of the claim of an effect."""
    said = SAID[effect]
    return Candidate(effect, "", 3.0, ("a", "word"), said.roles, said.direction, said.acts)


def proposed(effect: str) -> Proposal:
    """The claim of an effect."""
    return claim(f"says-{effect}", candidate(effect), **SAID[effect].more)
