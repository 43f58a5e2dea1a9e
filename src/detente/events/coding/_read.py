"""Tables of this folder: CSV with a head of comments that names version and sources."""

from __future__ import annotations

import csv
from importlib import resources


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of ``events/coding/data``.

    Parameters
    ----------
    name : str
        File name.

    Returns
    -------
    list of dict
        One per row; an empty cell is an empty string.
    """
    path = resources.files("detente.events.coding").joinpath("data", name)
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
