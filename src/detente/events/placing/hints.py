"""The source's own country field."""

from __future__ import annotations

from functools import lru_cache

from detente.errors import InputError
from detente.events.placing.codes import SCHEMES, codes, organisation_codes
from detente.events.placing.fold import fold
from detente.events.placing.gloss import read
from detente.events.placing.spans import NOWHERE, Spans, overlay, with_rank
from detente.events.placing.states import over_time
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.actors import _states

_MISSING = frozenset({"", "NA", "NULL", "NONE", "N/A"})
_MISSING_ISO2 = _MISSING - {"NA"}  # Namibia

_KEDS_ROLES = {
    "GOV": "official", "MIL": None, "OPP": None, "MED": None, "CIV": None, "POL": None,
    "BUS": None, "LAB": None, "COM": None, "REF": None, "MNC": None, "GRP": None, "CP": None,
    "REL": None, "REB": None,
}  # fmt: skip
"""What may follow a state in a KEDS code.

A people (BOSSER, CROSER, KSVALB, CYPTUR) may not: Bosnian Serbs at war with Bosnia are not Bosnia.
"""

_IGO = "IGO"
"""What codes of intergovernmental organisations begin with in CAMEO."""


def hinted(hint: str | None, scheme: str) -> Spans:
    """Read a country field.

    Parameters
    ----------
    hint : str or None
        What stands in it; ``NA``, ``NULL``, ``None`` and nothing mean that it is empty, but
        for ISO alpha-2, where NA is Namibia.
    scheme : str
        One of `SCHEMES`.

    Returns
    -------
    tuple of Span
        Where it says, over time; nowhere if it is empty, a region, or unknown.

    Raises
    ------
    InputError
        If there is no such scheme.
    """
    if scheme not in SCHEMES:
        raise InputError(
            _("no list of country codes '{scheme}'").format(scheme=scheme)
            + did_you_mean(scheme, SCHEMES)
        )
    word = (hint or "").strip()
    upper = word.upper()
    if upper in (_MISSING_ISO2 if scheme == "iso2" else _MISSING):
        return NOWHERE
    if scheme == "name":
        return _listed(word)
    if scheme in ("isonum", "cown", "gwn"):
        number = upper.removesuffix(".0").lstrip("0")
        return codes(scheme).get(number, NOWHERE)
    found = codes(scheme).get(upper)
    if found is None and scheme in ("cameo", "keds") and upper.startswith(_IGO):
        return _organisation(upper)
    if found is None and scheme == "keds" and len(upper) > 3:
        return _keds(upper)
    return NOWHERE if found is None else found


@lru_cache(maxsize=4096)
def _listed(name: str) -> Spans:
    """A name in a list of states.

    Where several carry it, a list means the one that ISO 3166 calls so: Congo is not DR Congo.
    """
    found = read(name)
    if found is None:
        return NOWHERE
    listed = _states()[1].get(fold(name))
    if listed is None or len(found.also) < 2:
        return found.spans
    known = [span for span in found.spans if span.state is not None]
    return overlay(over_time(listed), known)


def _organisation(code: str) -> Spans:
    """An organisation behind the word for one, or behind a region: IGOUNO, IGOWAFWAS.

    The first that is known counts; what follows is an organ of it.
    """
    parts = (code[start : start + 3] for start in range(len(_IGO), len(code), 3))
    return next((known for part in parts if (known := organisation_codes().get(part))), NOWHERE)


def _keds(code: str) -> Spans:
    """A state with a role: SERGOV, USAMIL."""
    known = codes("keds")
    for length in (3, 2):
        base, role = known.get(code[:length]), code[length:]
        if base is not None and role in _KEDS_ROLES:
            return with_rank(base, _KEDS_ROLES[role])
    return NOWHERE
