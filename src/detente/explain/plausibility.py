"""How plausible a way is: the joint credence of its claims, the joint density of its coefficients.

Claims: the share of drawn beliefs in which all of them are as the way has them, with what they are
given, the correlation of their voices and their relations. Coefficients: shifts s in standard
deviations, with the correlation R of what was fitted together, lie at Mahalanobis' distance

    d² = sᵀ R⁻¹ s      density exp(−d²/2) of that at the means      P(χ²_k ≥ d²) lie as far out

for k coefficients (Mahalanobis 1936, Proceedings of the National Institute of Sciences of India 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from detente.ensemble.design import Design
from detente.ensemble.intervention import SHARED
from detente.ensemble.setting import Setting

BELIEFS = 100_000
"""Beliefs that are drawn for a joint credence."""


@dataclass(frozen=True, slots=True)
class Plausibility:
    """How plausible claims and shifts are together; either part is None where there are none.

    Attributes
    ----------
    credence : float or None
        Joint credence of the claims, in [0, 1].
    credence_error : float or None
        Its Monte Carlo standard error; where no belief had them so, the credence itself is below
        three over `BELIEFS`, at 95 %.
    distance : float or None
        Mahalanobis' distance of the shifted coefficients from their means.
    density : float or None
        Their joint density over that at the means, exp(−d²/2).
    as_far : float or None
        Share of draws of them that lie as far out, or farther.
    """

    credence: float | None = None
    credence_error: float | None = None
    distance: float | None = None
    density: float | None = None
    as_far: float | None = None


def joint_credence(setting: Setting, claims: Mapping[str, bool]) -> tuple[float, float]:
    """How likely it is that claims are as they are here, and its standard error.

    Under what the setting forces.
    """
    index = np.arange(BELIEFS, dtype=np.int64)
    truth = setting.beliefs(Design(index, index // SHARED, index))
    ids = [claim.id for claim in setting.scenario.claims]
    so = np.ones(BELIEFS, dtype=bool)
    for claim, value in claims.items():
        so &= truth[:, ids.index(claim)] == value
    share = float(so.mean())
    return share, float(np.sqrt(share * (1.0 - share) / BELIEFS))


def distance(setting: Setting, shifts: Mapping[str, float]) -> float:
    """Mahalanobis' distance of shifts, in standard deviations of each draw."""
    draws = {c.draw.name: c.draw for c in setting.compiled.coefficients}
    names = list(shifts)
    correlation = np.eye(len(names))
    for i, a in enumerate(names):
        for j, b in enumerate(names[:i]):
            joint, other = draws[a].joint, draws[b].joint
            if joint is not None and other is not None and joint.names == other.names:
                rows = np.asarray(joint.root)
                both = rows[joint.names.index(a)] @ rows[joint.names.index(b)]
                correlation[i, j] = correlation[j, i] = both
    s = np.array([shifts[name] for name in names])
    return float(np.sqrt(s @ np.linalg.solve(correlation, s)))


def plausibility(
    setting: Setting, claims: Mapping[str, bool], shifts: Mapping[str, float]
) -> Plausibility:
    """Say how plausible claims and shifts are."""
    credence, error = joint_credence(setting, claims) if claims else (None, None)
    if not shifts:
        return Plausibility(credence, error)
    far = distance(setting, shifts)
    return Plausibility(
        credence, error, far, float(np.exp(-0.5 * far**2)), float(chdtrc(len(shifts), far**2))
    )
