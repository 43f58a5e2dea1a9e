"""Acts of the record in plain words."""

from __future__ import annotations

from functools import lru_cache

from detente.events.coding.cameo import statements
from detente.events.coding.coded import APPEAL, STATEMENT
from detente.language.current import gettext as _
from detente.language.current import use_language
from detente.ontology._table import table
from detente.ontology.acts import Act, describe
from detente.ontology.wording import wording


@lru_cache(maxsize=65_536)
def phrase(
    type_: str,
    mode: str | None,
    context: str | None,
    rank: str | None,
    code: str | None,
    language: str = "en",
) -> str:
    """Say an act of the record in plain words.

    Like `detente.ontology.acts.describe`, on which it is built, but for STATEMENT and APPEAL as
    well, and a code is only used where it has words of its own, never printed.

    Parameters
    ----------
    type_, mode, context, rank : str or None
        Columns of the record.
    code : str or None
        Of any scheme. One that CAMEO has under the same type is taken for CAMEO's.
    language : str

    Returns
    -------
    str
        A noun phrase, such as ``hosting of a visit between ministers``.

    Raises
    ------
    InputError
        If the type or one of its qualifiers is unknown.
    """
    with use_language(language):
        uncoded = {STATEMENT: _("statement"), APPEAL: _("appeal")}
        if type_ in uncoded:
            entry = statements().get(code or "")
            told = entry is not None and entry.type == type_
            text = entry.phrases[language] if entry is not None and told else uncoded[type_]
            return f"{text} {wording(language).by[rank]}" if rank else text
        known = table().codes.get(code or "")
        own = known is not None and known.type == type_ and known.code in table().code_phrases
        return describe(Act(type_, mode, context, rank, code if own else None))
