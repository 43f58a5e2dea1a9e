"""UCDP's types of violence: use of armed force that cost at least one life.

UCDP gives no weights and tells no act but violence; ``data/ucdp.csv`` says what each type is in
PLOVER's terms. Between governments and groups neither side is the doer: side a is the government,
or the first by the alphabet. In one-sided violence side a did it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.events.coding._read import rows
from detente.events.coding.coded import Coded
from detente.ontology._table import goldstein, table


@cache
def _table() -> Mapping[str, Coded]:
    types = table().types
    found = {}
    for row in rows("ucdp.csv"):
        code = row["type_of_violence"]
        name, mode, context = row["type"], row["mode"] or None, row["context"] or None
        weight = goldstein(name, mode, context)[0]
        found[code] = Coded(code, name, mode, context, int(types[name].quad), weight, code)
    return found


def coded_ucdp(type_of_violence: str) -> Coded | None:
    """Read a type of violence as UCDP writes it.

    Parameters
    ----------
    type_of_violence : str
        ``1``, ``2`` or ``3``.

    Returns
    -------
    Coded or None
        None if there is no such type.
    """
    return _table().get(type_of_violence)
