"""Examples of who else weighs in: third parties, parts of an actor, audiences, deadlines."""

from __future__ import annotations

from tests.effects.example import NONE, OWNED, D, Entry, Example, Moves, quantity

MEDIATION: Entry = {
    "effect": "mediation", "id": "good-offices", "mediators": ["CHN"], "acts": "cooperation",
    "half_life": 30.0, "prior": 0.5, "on": ["contact", "concede"], "coefficient": quantity(0.6),
}  # fmt: skip
GUARANTEE: Entry = {
    "effect": "guarantee", "id": "guarantor", "guarantor": "CHN", "credibility": quantity(0.7),
    "on": ["us-accuses", "sanction"], "coefficient": quantity(-0.9), "answers": ["china-us-talks"],
    "answer_coefficient": quantity(0.3), "half_life": 10.0, "prior": 0.5,
}  # fmt: skip
PATRONAGE: Entry = {
    "effect": "patronage", "id": "patron", "patron": "CHN", "client": "RUS",
    "half_life": 20.0, "delay": 10.0, "prior": 0.5, "on": ["ru-accuses", "concede", "contact"],
    "coefficient": quantity(0.6), "support": "COOPERATE", "support_coefficient": quantity(0.2),
}  # fmt: skip
FACTION: Entry = {
    "effect": "faction", "id": "wing", "part": "CHN", "whole": "RUS", "share": quantity(0.6),
}  # fmt: skip
HEARS_WHOLE: Entry = {
    "effect": "reciprocity", "id": "in-kind", "on": ["us-accuses", "ease", "call"],
    "acts": "cooperation", "half_life": 20.0, "prior": 0.5, "coefficient": quantity(0.4),
}  # fmt: skip
HEARS_BLOC: Entry = {
    "effect": "response", "id": "elsewhere", "on": ["concede"], "acts": "cooperation",
    "by": ["BRICS+>RUS", "USA>RUS"], "half_life": 20.0, "prior": 0.5, "coefficient": quantity(0.4),
}  # fmt: skip
SIGNAL: Entry = {
    "effect": "signal", "id": "in-earnest", "observer": "USA", "prior": 0.3,
    "evidence": [
        {"process": "concede", "if_true": 12.0, "if_false": 3.0},
        {"process": "call", "if_true": 40.0, "if_false": 20.0},
        {"process": "ru-accuses", "if_true": 20.0, "if_false": 60.0},
    ],
    "on": ["ease", "contact"], "coefficient": quantity(1.2),
}  # fmt: skip

WEIGH_IN: dict[str, tuple[Example, ...]] = {
    "response": (
        Example(
            "response",
            (
                {
                    "effect": "response",
                    "id": "linkage",
                    **OWNED,
                    "acts": ["AID", "CONSULT"],
                    "by": ["USA>UKR", "CHN~USA"],
                    "half_life": 15.0,
                    "prior": 0.5,
                    "on": ["answer", "contact"],
                    "coefficient": quantity(0.5),
                },
            ),
            (Moves("answer", "up", "aid"), Moves("call", "up", "china-us-talks")),
            NONE,
        ),
        Example(
            "response-on-a-side",
            (
                {
                    "effect": "response",
                    "id": "linkage",
                    **OWNED,
                    "acts": "cooperation",
                    "by": ["CHN>RUS", "BRICS+>RUS"],
                    "half_life": 15.0,
                    "actor": "RUS",
                    "on": ["concede", "contact"],
                    "coefficient": quantity(-0.5),
                },
            ),
            (Moves("concede", "down", "china-trade"), Moves("concede", "down", "summit")),
            NONE,
        ),
    ),
    "mediation": (
        Example(
            "mediation",
            (MEDIATION | OWNED,),
            (Moves("concede", "up", "china-us-talks"), Moves("call", "up", "china-us-talks")),
            NONE,
        ),
        Example(
            "mediation-together",
            (MEDIATION | OWNED | {"mediators": ["BRICS+", "CHN"], "together": True},),
            (Moves("concede", "up", "china-us-talks"),),
            NONE,
        ),
    ),
    "guarantee": (
        Example(
            "guarantee",
            (GUARANTEE | OWNED,),
            (Moves("us-accuses", "down"), Moves("china-us-talks", "up", "sanction")),
            (*NONE, ("answer_coefficient", quantity(0.0))),
            beside=(("answer_coefficient", quantity(0.0)),),
        ),
    ),
    "patronage": (
        Example(
            "patronage",
            (PATRONAGE | OWNED,),
            (
                Moves("concede", "up", "china-us-talks"),
                Moves("ru-accuses", "down", "china-us-talks"),
                Moves("ru-accuses", "up", "china-trade"),
            ),
            (*NONE, ("support_coefficient", quantity(0.0))),
            beside=(("support_coefficient", quantity(0.0)),),
        ),
    ),
    "restraint": (
        Example(
            "restraint",
            (
                {
                    "effect": "restraint",
                    "id": "held-back",
                    **OWNED,
                    "actor": "USA",
                    "by": ["CHN"],
                    "acts": "CONSULT",
                    "half_life": 20.0,
                    "prior": 0.5,
                    "on": ["sanction", "aid", "contact"],
                    "coefficient": quantity(-0.4),
                },
            ),
            (Moves("sanction", "down", "china-us-talks"), Moves("aid", "down", "china-us-talks")),
            NONE,
        ),
        Example(
            "restraint-licence",
            (
                {
                    "effect": "restraint",
                    "id": "licence",
                    **OWNED,
                    "actor": "RUS",
                    "by": ["CHN", "BRICS+"],
                    "acts": "cooperation",
                    "half_life": 20.0,
                    "on": ["answer"],
                    "coefficient": quantity(0.4),
                },
            ),
            (Moves("answer", "up", "summit"), Moves("answer", "up", "china-trade")),
            NONE,
        ),
    ),
    "faction": (
        Example(
            "faction",
            (HEARS_WHOLE, FACTION | OWNED),
            (Moves("ease", "up", "china-us-talks"), Moves("us-accuses", "up", "china-us-talks")),
            (("share", quantity(0.0)),),
        ),
        Example(
            "faction-of-a-bloc",
            (HEARS_BLOC, FACTION | OWNED | {"whole": "BRICS+"}),
            (Moves("concede", "up", "china-trade"),),
            (("share", quantity(0.0)),),
        ),
    ),
    "signal": (
        Example(
            "signal",
            (SIGNAL | OWNED,),
            (Moves("ease", "up", "concede"), Moves("ease", "down", "ru-accuses")),
            NONE,
        ),
    ),
    "audience": (
        Example(
            "audience",
            (
                {
                    "effect": "audience",
                    "id": "backing-down",
                    **OWNED,
                    "actor": "USA",
                    "acts": ["ACCUSE", "COERCE"],
                    "half_life": 25.0,
                    "prior": 0.5,
                    "on": ["ease", "contact"],
                    "coefficient": quantity(-0.5),
                },
            ),
            (Moves("ease", "down", "us-accuses"), Moves("ease", "down", "sanction")),
            NONE,
        ),
    ),
    "deadline": (
        Example(
            "deadline",
            (
                {
                    "effect": "deadline",
                    "id": "by-february",
                    **OWNED,
                    "on_day": D(2025, 2, 10),
                    "tau": 20.0,
                    "on": ["ease", "contact"],
                    "coefficient": quantity(1.5),
                },
            ),
            (Moves("ease", "up"), Moves("call", "up")),
            NONE,
        ),
        Example(
            "deadline-on-a-side",
            (
                {
                    "effect": "deadline",
                    "id": "by-february",
                    **OWNED,
                    "on_day": D(2025, 2, 10),
                    "tau": 20.0,
                    "actor": "USA",
                    "on": ["contact"],
                    "coefficient": quantity(1.5),
                },
            ),
            (Moves("call", "up"),),
            NONE,
        ),
    ),
}
"""Name of an effect → its examples; the first is the usual one."""
