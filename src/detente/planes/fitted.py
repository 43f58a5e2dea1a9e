"""Laws of coefficients that a fit puts in the place of those that a scenario states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.planes.model import Draw, Joint
from detente.planes.sample import Sample


@dataclass(frozen=True, slots=True)
class Law:
    """Mean and standard deviation of a draw, and the draws that it goes together with.

    With a `sample` its values are picked from that.
    """

    mean: float
    sd: float
    joint: Joint | None = None
    sample: Sample | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """The laws of a fit, by the name of the draw; `reference` says where they come from.

    `goes_on` says that days before these have been observed, which may have settled something.
    """

    laws: Mapping[str, Law]
    reference: str
    goes_on: bool = False

    def draw(self, draw: Draw) -> Draw:
        """The draw under its fitted law; as it is, if it was not fitted.

        Of a rate the logarithm is fitted, which is normal; its draw states the logarithm of the
        mean rate.
        """
        law = self.laws.get(draw.name)
        if law is None:
            return draw
        rate = draw.law != "normal"
        return replace(
            draw,
            mean=law.mean + 0.5 * law.sd**2 if rate else law.mean,
            sd=law.sd,
            basis="fitted",
            reference=self.reference,
            joint=law.joint,
            sample=law.sample,
            law="log-normal" if rate else "normal",
            shape=0.0,
        )


NOTHING, GONE_ON = Fitted({}, ""), Fitted({}, "", goes_on=True)
"""No law is fitted: every draw is as stated. Likewise, of a scenario that goes on."""


def joint(names: Sequence[str], correlation: NDArray[np.float64]) -> Joint:
    """Draws with this correlation.

    The value of draw i in standard deviations is Σ_j R_ij z_j, z_j the standard normal number
    that hangs on the name of draw j, and R the symmetric square root of the correlation matrix.
    Of all matrices with R·Rᵀ equal to it, the symmetric one leaves the values closest to the z
    themselves, and does not depend on the order of the names, as a triangular one would: a
    further coefficient moves the values of the others only by as much as it is correlated with
    them, and not at all where it is not.

    Parameters
    ----------
    names : sequence of str
    correlation : array of float64, shape (names, names)

    Source
    ------
    Kessy, Lewin & Strimmer (2018), The American Statistician 72(4), "Optimal whitening and
    decorrelation" (ZCA-cor).
    """
    values, vectors = np.linalg.eigh(correlation)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    root /= np.sqrt((root**2).sum(axis=1, keepdims=True))  # what rounding took from the variance
    return Joint(tuple(names), np.ascontiguousarray(root))
