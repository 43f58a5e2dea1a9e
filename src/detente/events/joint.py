"""Which acts are joint: those that a data source writes down for both sides.

A property of a source and of a label, a code or, for sources without codes, a type and mode. It is
measured at import: the share of facts between two states that have their mirror on the same day.
"""

from __future__ import annotations

from detente.events.coding.table import coded
from detente.events.store.manifest import Manifest
from detente.ontology._table import table

LABEL = {
    "cameo": "code",
    "weis": "code",
    "plover": "concat_ws('.', type, mode)",
    "acled": "code",
    "ucdp": "code",
}
"""SQL of the label of a fact, by scheme of the codes."""

SIDES = ("acled", "ucdp")
"""Schemes of which the two actors are sides, not doer and target: nothing is written down twice."""


def joint_labels(manifest: Manifest, dataset: str) -> dict[str, str]:
    """Joint labels of a data source, each with the one under which both sides are joined.

    From `JOINT_SHARE` on a label is joint; with fewer than `FEWEST` facts its usual nature holds:
    meetings, visits and signed agreements (CAMEO 04x and 057) are joint.

    Parameters
    ----------
    manifest : Manifest
    dataset : str

    Returns
    -------
    dict of str to str
    """
    entry = manifest.datasets[dataset]
    if entry.scheme in SIDES:
        return {}
    if entry.scheme in ("cameo", "weis"):
        known = {
            code: (min(code, c.counterpart), c.counterpart, c.type == "CONSULT" or code == "057")
            for code, c in coded(entry.scheme).items()
        }
    else:
        labels = {
            *entry.mirrors,
            "CONSULT",
            *(f"CONSULT.{mode}" for mode in table().types["CONSULT"].modes),
        }
        known = {label: (label, label, label.startswith("CONSULT")) for label in labels}
    return {
        label: one
        for label, (one, other, usually) in sorted(known.items())
        if manifest.joint(dataset, (label, other), usually)
    }
