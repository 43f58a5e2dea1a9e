"""Codes of states in the lists that sources use.

A code means a state, and what that is on a day follows from `states.over_time`, as for its name:
no list has first and last days of its own.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import resources

from detente.events.placing.spans import Spans, overlay, within
from detente.events.placing.states import GONE, over_time
from detente.ontology.known import organisations

SCHEMES = (
    "name", "iso3", "iso2", "isonum", "cow", "cown", "gw", "gwn", "fips", "cameo", "keds",
)  # fmt: skip
"""What a source's own country field may hold."""

RENAMED = {
    "ROM": "ROU", "ZAR": "COD", "BUR": "MMR", "HVO": "BFA", "DHY": "BEN", "TMP": "TLS",
    "RHO": "ZWE", "BYS": "BLR", "FXX": "FRA", "AFI": "DJI", "NHB": "VUT", "SKM": "IND",
    "KSV": "XKX", "RKS": "XKX", "XKV": "XKX", "UNK": "XKX",
}  # fmt: skip
"""Alpha-3 codes of states that have another one now; Kosovo's several."""

_LETTERS = {
    "SU": "SUN", "YU": "YUG", "DD": "DDR", "YD": "YMD", "VD": "VDR", "AN": "ANT", "BU": "MMR",
    "DY": "BEN", "FX": "FRA", "HV": "BFA", "NH": "VUT", "RH": "ZWE", "TP": "TLS", "ZR": "COD",
    "UK": "GBR", "EL": "GRC", "XK": "XKX", "KV": "XKX",
}  # fmt: skip
"""Alpha-2 codes out of use and those of other bodies, that ISO 3166 has not given anew."""

_CS_AGAIN = dt.date(2003, 2, 4)

_NUMBERS = {
    "383": "XKX", "983": "XKX", "810": "SUN", "890": "YUG", "891": "SCG", "200": "CSK",
    "278": "DDR", "280": "DEU", "720": "YMD", "886": "YEM", "736": "SDN", "230": "ETH",
    "530": "ANT", "532": "ANT", "590": "PAN", "180": "COD", "104": "MMR",
}  # fmt: skip
"""ISO numbers out of use, as in older files. 891 was Yugoslavia's too: the date tells."""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    path = resources.files("detente.ontology").joinpath("data", "state-codes.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def _cell(row: Mapping[str, str], scheme: str) -> str:
    """What a row has for a scheme; a blank may mean "as the other list"."""
    if scheme == "gwn":
        return row["gwn"] or row["cown"]
    if scheme == "gw":
        return row["gw"] or row["cow"]
    if scheme == "keds":
        return row["keds"] or ("" if row["cow"] in _keds() else row["cow"])
    return row[scheme]


@cache
def _keds() -> frozenset[str]:
    """Codes that KEDS gives to other states than COW does: PAL, SLO."""
    return frozenset(row["keds"] for row in _rows() if row["keds"])


def _listed(scheme: str) -> dict[str, Spans]:
    return {code: over_time(row["state"]) for row in _rows() if (code := _cell(row, scheme))}


@cache
def codes(scheme: str) -> Mapping[str, Spans]:
    """Return a scheme's codes, in capitals and without leading zeros, over time.

    Parameters
    ----------
    scheme : str
        One of `SCHEMES` but ``name``.

    Returns
    -------
    mapping of str to tuple of Span
    """
    import pycountry

    if scheme == "iso2":
        found = {str(c.alpha_2): over_time(c.alpha_3) for c in pycountry.countries}
        found |= {code: over_time(state) for code, state in _LETTERS.items()} | _cs()
        return organisation_codes() | found
    if scheme == "isonum":
        found = {str(int(c.numeric)): over_time(c.alpha_3) for c in pycountry.countries}
        return {code: over_time(state) for code, state in _NUMBERS.items()} | found
    if scheme in ("iso3", "cameo"):
        found = {str(c.alpha_3): over_time(c.alpha_3) for c in pycountry.countries}
        found |= {code: over_time(code) for code in (*GONE, "XKX")}
        found |= {code: over_time(state) for code, state in RENAMED.items()}
        return organisation_codes() | found | (_listed("cameo") if scheme == "cameo" else {})
    found = _listed(scheme)
    return organisation_codes() | found if scheme == "keds" else found


def _cs() -> dict[str, Spans]:
    """CS, which ISO 3166 gave to Czechoslovakia and, ten years later, to Serbia and Montenegro."""
    return {"CS": overlay(over_time("CSK"), within(over_time("SCG"), _CS_AGAIN, None))}


@cache
def organisation_codes() -> dict[str, Spans]:
    """Codes of organisations in CAMEO and KEDS: UNO, EEC, WAS.

    Their codes of regions and peoples (IGO alone, EUR, WST, ETHALB …) stand for nobody, and a code
    that is also a state's stands for the state.
    """
    return {code: over_time(id_) for id_, known in organisations().items() for code in known.cameo}
