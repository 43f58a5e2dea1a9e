"""What a source's code means: one table per scheme, and the zeros that spreadsheets lose."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from detente.errors import InputError
from detente.events.coding.acled import coded_acled
from detente.events.coding.cameo import cameo
from detente.events.coding.coded import APPEAL, STATEMENT, Coded
from detente.events.coding.plover import coded_plover
from detente.events.coding.weis import weis
from detente.events.coding.words import phrase
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean

__all__ = [
    "APPEAL",
    "STATEMENT",
    "Coded",
    "coded",
    "coded_acled",
    "coded_plover",
    "lost_zero",
    "phrase",
]

WITH_ZEROS = ("cameo", "weis")
"""Schemes of which a spreadsheet takes leading zeros."""

_LAST = {"cameo": "20", "weis": "22"}
"""Last heading of two digits."""

_BUILDERS = {"cameo": cameo, "weis": weis}


@cache
def coded(scheme: str) -> Mapping[str, Coded]:
    """Return the table of a scheme; it is read at the first call and then kept.

    Parameters
    ----------
    scheme : {"cameo", "weis"}
        POLECAT's and ACLED's acts are no codes of a list: `coded_plover`, `coded_acled`.

    Returns
    -------
    mapping of str to Coded
        By code, leading zeros kept. Headings of two digits are not in it.

    Raises
    ------
    InputError
        If there is no such scheme.
    """
    if scheme not in _BUILDERS:
        raise InputError(
            _("no table of codes '{scheme}'").format(scheme=scheme)
            + did_you_mean(scheme, _BUILDERS)
        )
    return MappingProxyType(_BUILDERS[scheme]())


def lost_zero(code: str, root: str | None = None, scheme: str = "cameo") -> str | None:
    """Give a code the leading zero back that a spreadsheet took.

    ``43`` can only have been 043: headings of two digits end at 20. ``311`` can only have been
    0311, since 311 is no code. But ``10`` to ``20`` may be 010 to 020 or a heading of two digits,
    such as 14 for protest, and nothing in the code tells which. GDELT's root code does, itself
    without its zero: root ``2`` makes ``20`` an appeal (020), root ``20`` mass violence.

    Parameters
    ----------
    code : str
        What the file has.
    root : str, optional
        Root code (the code's first two digits, with or without leading zero), if the source
        gives it in a column of its own.
    scheme : {"cameo", "weis"}
        WEIS has headings of two digits as well, to 22.

    Returns
    -------
    str or None
        The code in full; None if no zero is missing, it is unknown whether one is, or no code
        would come of it.
    """
    known = coded(scheme)
    full = f"0{code}"
    if not code.isascii() or not code.isdigit() or code in known or full not in known:
        return None
    if root is not None:
        return full if root.zfill(2) == full[:2] else None
    return None if len(code) == 2 and code <= _LAST[scheme] else full
