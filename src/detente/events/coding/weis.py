"""WEIS codes, with those that the KEDS project added: ``data/weis.csv``."""

from __future__ import annotations

from detente.events.coding._read import rows
from detente.events.coding.coded import Coded
from detente.ontology._table import table

COUNTERPARTS = {"032": "033", "033": "032"}
"""Visiting and receiving: one meeting under two codes."""


def weis() -> dict[str, Coded]:
    """Build the table of all WEIS codes of three digits.

    Weights are WEIS's own (Goldstein 1992), not those of the CAMEO code of like meaning; one can
    be of the other sign than its quad class (063, asylum).
    """
    types = table().types
    found = {}
    for row in rows("weis.csv"):
        type_ = types.get(row["type"])
        found[row["code"]] = Coded(
            code=row["code"],
            type=row["type"],
            mode=row["mode"] or None,
            context=row["context"] or None,
            quad=None if type_ is None else int(type_.quad),
            goldstein=float(row["goldstein"]),
            counterpart=COUNTERPARTS.get(row["code"], row["code"]),
        )
    return found
