"""A code of a source in the ontology's terms."""

from __future__ import annotations

from dataclasses import dataclass

STATEMENT, APPEAL = "STATEMENT", "APPEAL"
"""CAMEO 01 and 02, which PLOVER dropped and the record keeps: no quad class, no mode."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code means.

    Parameters
    ----------
    code : str
        As the source writes it; leading zeros count.
    type : str
        PLOVER type, or ``STATEMENT`` or ``APPEAL``.
    mode, context : str or None
        In the spelling of ``ontology/data/acts.toml``.
    quad : int or None
        1 to 4; None for statements and appeals.
    goldstein : float
        Weight in [-10, 10].
    counterpart : str
        Code under which the other side of a joint act is written: of a visit made, the visit
        hosted. The code itself if both sides carry the same.
    """

    code: str
    type: str
    mode: str | None
    context: str | None
    quad: int | None
    goldstein: float
    counterpart: str
