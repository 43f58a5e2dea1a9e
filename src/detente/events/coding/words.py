"""Acts of the record in plain words."""

from __future__ import annotations

from functools import lru_cache

from detente.events.coding.cameo import statements
from detente.events.coding.coded import APPEAL, STATEMENT
from detente.ontology._table import table
from detente.ontology.acts import Act, describe

_UNCODED = {STATEMENT: "statement", APPEAL: "appeal"}


@lru_cache(maxsize=65_536)
def phrase(
    type_: str, mode: str | None, context: str | None, rank: str | None, code: str | None
) -> str:
    """Say an act of the record in plain English.

    Like `detente.ontology.acts.describe`, on which it is built, but for STATEMENT and APPEAL as
    well, and a code is only used where it has words of its own, never printed.

    Parameters
    ----------
    type_, mode, context, rank : str or None
        Columns of the record.
    code : str or None
        Of any scheme. One that CAMEO has under the same type is taken for CAMEO's.

    Returns
    -------
    str
        A noun phrase, such as ``hosting of a visit between ministers``.

    Raises
    ------
    InputError
        If the type or one of its qualifiers is unknown.
    """
    if type_ in _UNCODED:
        told, _, words = statements().get(code or "", ("", 0.0, ""))
        text = words if told == type_ else _UNCODED[type_]
        return f"{text} by {rank}s" if rank else text
    known = table()
    entry = known.codes.get(code or "")
    own = entry is not None and entry.type == type_ and entry.code in known.code_phrases
    return describe(Act(type_, mode, context, rank, code if own else None))
