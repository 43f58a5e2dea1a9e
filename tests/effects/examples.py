"""For every effect, examples on the toy scenario: helpers first, the effect under test last."""

from __future__ import annotations

from tests.effects.example import NONE, OWNED, D, Entry, Example, Moves, quantity
from tests.effects.examples_weigh_in import WEIGH_IN

__all__ = ["CONSENT", "EXAMPLES", "OWNED", "READINESS", "RED_LINE", "Example", "Moves", "quantity"]

SCHEDULED: Entry = {
    "effect": "scheduled-acts",
    "id": "measures",
    "claim": "ready",
    "otherwise": "absent",
    "source": "USA",
    "target": "RUS",
    "act": "COERCE.restrict/economic",
    "occasions": [
        {"date": D(2024, 12, 3), "probability": quantity(0.9)},
        {"date": D(2025, 1, 10), "probability": quantity(0.4)},
        {"date": D(2025, 1, 11), "probability": quantity(0.7)},
        {"date": D(2026, 1, 1), "probability": quantity(0.7)},
    ],
    "anticipation": {"RUS": quantity(0.6)},
    "expected": "expected",
}
READINESS: Entry = {
    "effect": "disposition", "id": "readiness", "actor": "RUS", "on": ["contact", "concede"],
    "coefficient": quantity(0.9),
}  # fmt: skip
RELUCTANCE: Entry = {
    "effect": "disposition", "id": "reluctance", "actor": "USA", "on": ["contact"],
    "coefficient": quantity(-0.5),
}  # fmt: skip
PERSONAL: Entry = {
    "effect": "rapport", "id": "personal", "leaders": ["new", "other"], "on": ["contact"],
    "coefficient": quantity(0.3),
}  # fmt: skip
RECIPROCITY: Entry = {
    "effect": "reciprocity", "id": "in-kind", "on": ["ru-accuses", "us-accuses", "call"],
    "acts": "conflict", "half_life": 5.0, "prior": 0.5, "coefficient": quantity(0.3),
}  # fmt: skip
RED_LINE: Entry = {
    "effect": "red-line", "id": "line", "actor": "RUS", "on": ["answer"],
    "pressure": [
        {"source": "USA", "target": "UKR", "acts": "AID/military", "weight": 1.0},
        {"source": "USA", "target": "RUS", "acts": ["COERCE", "ACCUSE"], "weight": 0.5},
    ],
    "half_life": 20.0, "threshold": quantity(2.5), "presses": "presses",
    "presses_otherwise": 0.1, "coefficient": quantity(0.8),
}  # fmt: skip
CONSENT: Entry = {
    "effect": "mutual-consent", "id": "consent", "on": ["contact"],
}  # fmt: skip
BITE: Entry = {
    "effect": "sanctions", "id": "bite", "senders": ["USA"], "actor": "RUS",
    "acts": "COERCE.restrict/economic", "in_force": 20000.0, "in_force_reference": "a test",
    "per_act": 250.0, "on": ["concede", "call"], "coefficient": quantity(0.2),
}  # fmt: skip
OUTSIDE: Entry = {
    "effect": "outside-options", "id": "outside", "actor": "RUS", "counterpart": "USA",
    "others": ["CHN", "BRICS+"], "acts": "cooperation", "half_life": 60.0, "prior": 2.0,
    "on": ["concede", "call"], "coefficient": quantity(-0.7),
}  # fmt: skip


EXAMPLES: dict[str, tuple[Example, ...]] = {
    "inertia": (
        Example(
            "inertia",
            (
                {
                    "effect": "inertia",
                    "id": "persistence",
                    **OWNED,
                    "on": ["ru-accuses", "contact", "aid", "sanction", "china-trade"],
                    "acts": ["ACCUSE", "CONSULT", "AID", "COOPERATE"],
                    "half_lives": [1.0, 7.0, 60.0],
                    "prior": 0.5,
                    "coefficients": [quantity(0.1), quantity(0.15), quantity(0.2)],
                },
            ),
            (Moves("ru-accuses", "up", "ru-accuses"), Moves("call", "up", "call")),
            (("coefficients", [quantity(0.0)] * 3),),
        ),
    ),
    "reciprocity": (
        Example(
            "reciprocity",
            (SCHEDULED, RECIPROCITY | OWNED),
            (
                Moves("ru-accuses", "up", "us-accuses"),
                Moves("ru-accuses", "up", "sanction"),
                Moves("us-accuses", "up", "answer"),
            ),
            NONE,
        ),
    ),
    "mutual-consent": (
        Example(
            "mutual-consent",
            (
                READINESS,
                RELUCTANCE,
                PERSONAL,
                {
                    "effect": "mutual-consent",
                    "id": "both",
                    "claim": "held",
                    "otherwise": "either-side",
                    "on": ["contact", "summit"],
                },
            ),
            (Moves("call", "down"),),
            (),
        ),
    ),
    "disposition": (
        Example(
            "disposition",
            (READINESS | OWNED | {"id": "standing"},),
            (Moves("call", "up"), Moves("concede", "up")),
            NONE,
        ),
        Example(
            "disposition-dated",
            (
                CONSENT,
                READINESS
                | OWNED
                | {"id": "winter", "since": D(2024, 12, 1), "until": D(2025, 2, 1)}
                | {"actor": "USA", "on": ["call", "ease"], "coefficient": quantity(-1.1)},
            ),
            (Moves("call", "down"), Moves("ease", "down")),
            NONE,
        ),
    ),
    "third-parties": (
        Example(
            "third-parties",
            (
                {
                    "effect": "third-parties",
                    "id": "friends",
                    **OWNED,
                    "via": ["CHN", "UKR"],
                    "first": "cooperation",
                    "second": "cooperation",
                    "half_life": 30.0,
                    "on": ["contact", "concede"],
                    "coefficient": quantity(0.3),
                },
            ),
            (Moves("call", "up"), Moves("concede", "up")),
            NONE,
        ),
    ),
    **WEIGH_IN,
    "office": (
        Example(
            "office",
            (
                CONSENT,
                {
                    "effect": "office",
                    "id": "line-of-office",
                    **OWNED,
                    "office": "us-president",
                    "lines": {"old": -1.0, "new": 0.5},
                    "half_life": 30.0,
                    "slow": "slow",
                    "on": ["sanction", "ease", "contact"],
                    "coefficient": quantity(0.8),
                },
            ),
            (Moves("ease", "down"), Moves("call", "down")),
            NONE,
        ),
        Example(
            "office-at-once",
            (
                {
                    "effect": "office",
                    "id": "line-of-office",
                    **OWNED,
                    "office": "us-president",
                    "lines": {"new": 1.0},
                    "half_life": 0.01,
                    "on": ["ease"],
                    "coefficient": quantity(0.8),
                },
            ),
            (Moves("ease", "up"),),
            NONE,
        ),
    ),
    "rapport": (
        Example(
            "rapport",
            (PERSONAL | OWNED | {"on": ["contact", "ease"]},),
            (Moves("call", "up"), Moves("ease", "up")),
            NONE,
        ),
        Example(
            "rapport-until",
            (PERSONAL | OWNED | {"leaders": ["old", "other"], "on": ["contact"]},),
            (Moves("call", "up"),),
            NONE,
        ),
    ),
    "record": (
        Example(
            "record",
            (
                CONSENT,
                {
                    "effect": "record",
                    "id": "severe-before",
                    **OWNED,
                    "leader": "new",
                    "remembered_by": "RUS",
                    "measures": 52.0,
                    "measures_reference": "a test",
                    "on": ["contact", "concede"],
                    "coefficient": quantity(-0.15),
                },
            ),
            (Moves("call", "down"), Moves("concede", "down")),
            NONE,
        ),
    ),
    "offer": (
        Example(
            "offer",
            (
                READINESS,
                {
                    "effect": "offer",
                    "id": "hand",
                    "claim": "held",
                    "otherwise": "open",
                    "actor": "RUS",
                    "on": ["contact", "concede"],
                    "opens_with": "new",
                    "ajar": 0.1,
                },
            ),
            (Moves("call", "down"), Moves("concede", "down")),
            (("ajar", 1.0),),
        ),
        Example(
            "offer-after-an-act",
            (
                READINESS,
                {
                    "effect": "offer",
                    "id": "hand",
                    "claim": "held",
                    "otherwise": "open",
                    "actor": "RUS",
                    "on": ["contact", "concede"],
                    "opens_after": "MOBILIZE",
                    "opens_after_dyad": "RUS>USA",
                },
            ),
            (Moves("concede", "down"), Moves("concede", "up", "answer")),
            (("ajar", 1.0),),
        ),
        Example(
            "offer-never",
            (
                {
                    "effect": "offer",
                    "id": "hand",
                    "claim": "held",
                    "otherwise": "open",
                    "actor": "USA",
                    "on": ["contact", "ease"],
                    "ajar": 0.25,
                },
            ),
            (Moves("ease", "down"),),
            (("ajar", 1.0),),
        ),
    ),
    "gate": (
        Example(
            "gate",
            (
                {
                    "effect": "gate",
                    "id": "veto",
                    "claim": "held",
                    "otherwise": "open",
                    "actor": "CHN",
                    "on": ["contact", "concede"],
                    "open": {"act": "MOBILIZE", "by": "RUS>USA", "within": 10},
                    "ajar": 0.1,
                },
            ),
            (Moves("call", "down"), Moves("concede", "down"), Moves("concede", "up", "answer")),
            (("ajar", 1.0),),
        ),
    ),
    "vote": (
        Example(
            "vote",
            (
                {
                    "effect": "vote",
                    "id": "council",
                    "claim": "held",
                    "otherwise": "open",
                    "bloc": "BRICS+",
                    "members": ["BRA", "IND", "ZAF", "IRN"],
                    "on": ["contact", "concede"],
                    "at_least": 2,
                    "share": 0.6,
                    "weights": {"BRA": 2.5, "IND": 4.0, "ZAF": 1.0, "IRN": 1.5},
                    "chance": quantity(0.7),
                    "consents": [{"member": "IND", "chance": quantity(0.4)}],
                },
            ),
            (Moves("call", "down"), Moves("concede", "down")),
            (("chance", quantity(1.0)), ("consents", [])),
        ),
    ),
    "lame-duck": (
        Example(
            "lame-duck",
            (
                {
                    "effect": "lame-duck",
                    "id": "haste",
                    **OWNED,
                    "office": "us-president",
                    "successor": "new",
                    "on": ["sanction", "aid", "call"],
                    "coefficient": quantity(0.7),
                },
            ),
            (Moves("sanction", "up"), Moves("aid", "up")),
            NONE,
        ),
    ),
    "legacy": (
        Example(
            "legacy",
            (
                CONSENT,
                SCHEDULED,
                {
                    "effect": "legacy",
                    "id": "binding",
                    **OWNED,
                    "successor": "new",
                    "dyad": ["USA", "RUS"],
                    "measures": "COERCE",
                    "weighs_on": "RUS",
                    "on": ["contact", "concede"],
                    "coefficient": quantity(-0.4),
                },
            ),
            (Moves("call", "down"), Moves("concede", "down"), Moves("concede", "down", "sanction")),
            NONE,
        ),
        Example(
            "legacy-fading",
            (
                CONSENT,
                {
                    "effect": "legacy",
                    "id": "binding",
                    **OWNED,
                    "successor": "new",
                    "dyad": ["USA", "UKR"],
                    "measures": "AID",
                    "weighs_on": "USA",
                    "half_life": 90.0,
                    "on": ["contact", "ease"],
                    "coefficient": quantity(-0.4),
                },
            ),
            (Moves("call", "down"), Moves("ease", "down", "aid")),
            NONE,
        ),
    ),
    "scheduled-acts": (
        Example(
            "scheduled-acts",
            (RED_LINE | {"threshold": quantity(1.0)}, RECIPROCITY, SCHEDULED),
            (Moves("sanction", "up"),),
            (
                ("occasions", [o | {"probability": quantity(0.0)} for o in SCHEDULED["occasions"]]),
                ("anticipation", {"RUS": quantity(0.0)}),
            ),
        ),
    ),
    "red-line": (
        Example(
            "red-line",
            (SCHEDULED, RED_LINE | OWNED),
            (
                Moves("answer", "up"),
                Moves("answer", "up", "aid"),
                Moves("answer", "up", "sanction"),
            ),
            NONE,
        ),
    ),
    "lock": (
        Example(
            "lock",
            (
                {
                    "effect": "lock",
                    "id": "spiral",
                    **OWNED,
                    "actor": "RUS",
                    "towards": ["USA", "UKR"],
                    "answer": "MOBILIZE",
                    "half_life": 45.0,
                    "on": ["contact", "ease"],
                    "coefficient": quantity(-1.2),
                },
            ),
            (Moves("call", "down"), Moves("ease", "down"), Moves("ease", "down", "answer")),
            NONE,
        ),
    ),
    "sanctions": (
        Example(
            "sanctions",
            (SCHEDULED, BITE | OWNED),
            (Moves("concede", "up"), Moves("concede", "up", "sanction")),
            NONE,
        ),
        Example(
            "sanctions-grievance",
            (
                CONSENT,
                BITE
                | OWNED
                | {"id": "grievance", "senders": ["USA", "CHN"], "on": ["contact"]}
                | {"coefficient": quantity(-0.3), "unit": 500.0},
            ),
            (Moves("call", "down"), Moves("call", "down", "sanction")),
            NONE,
        ),
    ),
    "adaptation": (
        Example(
            "adaptation",
            (
                BITE,
                OUTSIDE,
                {
                    "effect": "adaptation",
                    "id": "adapting",
                    "claim": "held",
                    "otherwise": "none",
                    "of": ["bite"],
                    "half_life": 120.0,
                    "initial": 0.3,
                    "faster_with": "outside",
                    "gain": quantity(2.0),
                    "strength": 0.8,
                },
            ),
            (Moves("concede", "down"), Moves("concede", "down", "china-trade")),
            (("strength", 0.0),),
        ),
    ),
    "outside-options": (
        Example(
            "outside-options",
            (OUTSIDE | OWNED,),
            (Moves("concede", "down"), Moves("concede", "down", "china-trade")),
            NONE,
        ),
    ),
    "contested-order": (
        Example(
            "contested-order",
            (
                READINESS,
                {
                    "effect": "contested-order",
                    "id": "order",
                    **OWNED,
                    "leader": "USA",
                    "acts": "cooperation",
                    "half_life": 40.0,
                    "prior": 1.5,
                    "on": ["ease"],
                    "dampens": ["readiness"],
                    "damping": 0.6,
                    "coefficient": quantity(-0.8),
                },
            ),
            (
                Moves("ease", "down"),
                Moves("ease", "down", "china-trade"),
                Moves("concede", "down", "summit"),
            ),
            (*NONE, ("damping", 0.0)),
        ),
    ),
    "economic-stance": (
        Example(
            "economic-stance",
            (
                {
                    "effect": "economic-stance",
                    "id": "first",
                    **OWNED,
                    "actor": "USA",
                    "before": 0.2,
                    "after": 1.0,
                    "ramp_from": D(2025, 1, 20),
                    "ramp_to": D(2025, 3, 1),
                    "on": ["sanction"],
                    "coefficient": quantity(0.6),
                },
            ),
            (Moves("sanction", "up"),),
            NONE,
        ),
        Example(
            "economic-stance-step",
            (
                CONSENT,
                {
                    "effect": "economic-stance",
                    "id": "first",
                    **OWNED,
                    "actor": "USA",
                    "ramp_from": D(2025, 1, 20),
                    "ramp_to": D(2025, 1, 20),
                    "on": ["ease", "contact"],
                    "coefficient": quantity(-0.6),
                },
            ),
            (Moves("ease", "down"), Moves("call", "down")),
            NONE,
        ),
    ),
    "advantage": (
        Example(
            "advantage",
            (
                {
                    "effect": "advantage",
                    "id": "standing",
                    **OWNED,
                    "actor": "RUS",
                    "standing": 0.4,
                    "drift": 2.5,
                    "on": ["concede", "answer", "contact"],
                    "coefficient": quantity(-0.5),
                },
            ),
            (Moves("concede", "down"), Moves("answer", "down")),
            NONE,
        ),
    ),
    "level": tuple(
        Example(
            f"level-{function}",
            (
                {
                    "effect": "level",
                    "id": "short-of-it",
                    **OWNED,
                    "level": "stock",
                    "function": function,
                    "unit_change": 5.0,
                    "on": ["concede", "call"],
                    "coefficient": quantity(0.4),
                    **more,
                },
            ),
            (Moves("concede", "up", busy="ru-accuses"),),
            NONE,
        )
        for function, more in (
            ("linear", {"threshold": quantity(2.0), "actor": "RUS"}),
            ("log1p", {}),
            ("excess", {"threshold": quantity(2.5)}),
        )
    ),
    "weekday": (
        Example(
            "weekday",
            (
                {
                    "effect": "weekday",
                    "id": "week",
                    **OWNED,
                    "on": ["call", "aid", "ru-accuses"],
                    "coefficient": quantity(-0.5),
                },
            ),
            (),
            NONE,
        ),
    ),
    "regime": (
        Example(
            "regime",
            (
                {
                    "effect": "regime",
                    "id": "winter",
                    **OWNED,
                    "on": ["call", "sanction"],
                    "while": {"season": ["12-01", "01-31"]},
                    "coefficient": quantity(-0.6),
                },
            ),
            (Moves("call", "down"), Moves("sanction", "down")),
            NONE,
        ),
    ),
    "mood": (
        Example(
            "mood",
            (
                {
                    "effect": "mood",
                    "id": "weather",
                    **OWNED,
                    "half_life": 30.0,
                    "on": ["call", "us-accuses", "sanction", "ease"],
                    "sigma": quantity(0.5),
                },
            ),
            (Moves("us-accuses", "wider"),),
            (("sigma", quantity(0.0)),),
        ),
    ),
}
"""Name of an effect → its examples; the first is the usual one."""
