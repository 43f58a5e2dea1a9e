"""Every form of an effect, for tests that go over all effects.

Networks are called "ties", covariates "size" (numbers) and "kind" (categories).
"""

from __future__ import annotations

from typing import Any, get_args

from detente import rem
from detente.rem.effects.base import (
    CovariateEffect,
    NetworkEffect,
    RecencyEffect,
    ShareEffect,
)
from detente.rem.effects.participation_shift import Shift

Arguments = tuple[tuple[Any, ...], dict[str, Any]]

NETWORK: list[Arguments] = [
    ((), {}),
    ((), {"weighted": True}),
    ((), {"weighted": True, "transform": "log1p"}),
    ((), {"standardise": True}),
    ((), {"weighted": True, "standardise": True}),
    ((), {"window": 3.0}),
    ((), {"weighted": True, "window": 3.0}),
    ((), {"window": 3.0, "at": "start"}),
    ((), {"window": 3.0, "at": "event", "weighted": True}),
    ((), {"half_life": 2.0}),
    ((), {"half_life": 2.0, "at": "end"}),
    ((), {"half_life": 2.0, "transform": "log1p"}),
    ((), {"half_life": 2.0, "standardise": True}),
    (("ties",), {}),
    (("ties",), {"weighted": True}),
]
"""Binary, weighted, log1p, standardised, in a window, with decay."""

SHARE: list[Arguments] = [
    ((), {}),
    ((), {"weighted": True}),
    ((), {"weighted": False}),
    ((), {"standardise": True}),
    ((), {"weighted": True, "window": 3.0}),
    ((), {"half_life": 2.0}),
    ((), {"window": 3.0, "at": "start"}),
    ((), {"weighted": True, "half_life": 2.0, "at": "end", "standardise": True}),
    (("ties",), {}),
    (("ties",), {"weighted": True}),
]
"""Of acts, by weight, binary, standardised, in a window, with decay."""

RECENCY: list[Arguments] = [((), {}), ((), {"standardise": True}), (("ties",), {})]

COVARIATE: list[Arguments] = [(("size",), {}), (("size",), {"standardise": True})]

OWN: dict[type[rem.Effect], list[Arguments]] = {
    rem.Intercept: [((), {})],
    rem.Difference: [(("size",), {}), (("size",), {"signed": True}), COVARIATE[1]],
    rem.Same: [*COVARIATE, (("kind",), {})],
    rem.Tie: [
        (("ties",), {}),
        (("ties",), {"weighted": True}),
        (("ties",), {"weighted": True, "transform": "log1p"}),
        (("ties",), {"weighted": True, "standardise": True}),
    ],
    rem.ParticipationShift: [
        *(((shift,), {}) for shift in get_args(Shift)),
        (("AB-BY",), {"standardise": True}),
    ],
}
"""Effects whose forms are not those of their base."""


def forms(effect: type[rem.Effect]) -> list[rem.Effect]:
    """Every form of an effect; a new one has those of its base."""
    if effect in OWN:
        known = OWN[effect]
    elif issubclass(effect, ShareEffect):
        known = SHARE
    elif issubclass(effect, RecencyEffect):
        known = RECENCY
    elif issubclass(effect, NetworkEffect):
        known = NETWORK
    elif issubclass(effect, CovariateEffect):
        known = COVARIATE
    else:
        known = [((), {}), ((), {"standardise": True})]
    return [effect(*values, **settings) for values, settings in known]
