"""CAMEO codes.

Type, quad class and weight are those of ``ontology/data/acts.toml``, mode and context those of
``data/cameo.csv``, which follows PLOVER's conversion table of September 2021. It differs from
that table where the table's words are in no list of PLOVER's, or one word must be chosen:

==========  =========================================================================
codes       choice
==========  =========================================================================
0811 0812   context ``democracy`` is PLOVER's ``pro_democracy``
082         likewise
091 1121    of ``crime; corruption`` the first
094 1124    of ``military; legal`` the first
196         of ``legal; military`` the second: a ceasefire is broken by force of arms
1321        mode ``political`` is none; as for curfews (1323), ``restrict``
1712        mode ``seize`` is COERCE's; property destroyed is ``destroy``
175         mode ``pro_autocracy`` is a context and taken for it; mode ``crowd-control``
195         of the lists since, ``aerial`` says it, not ``heavy-weapons``
==========  =========================================================================

1214 stands in PLOVER's table but in no list of weights; `acts.toml` lends it that of 121.
Headings of two digits (01 to 20) are no codes of acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.events.coding._read import rows
from detente.events.coding.coded import Coded
from detente.ontology._table import table

COUNTERPARTS = {"042": "043", "043": "042"}
"""Making a visit and hosting it: one meeting under two codes."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A code of 01 or 02: its type and weight, and its phrase in each language."""

    type: str
    goldstein: float
    phrases: Mapping[str, str]


@cache
def statements() -> Mapping[str, Statement]:
    """Return what is known of the codes of 01 and 02."""
    return {
        row["code"]: Statement(
            row["type"], float(row["goldstein"]), {"en": row["phrase"], "fr": row["phrase_fr"]}
        )
        for row in rows("statements.csv")
    }


def cameo() -> dict[str, Coded]:
    """Build the table of all CAMEO codes of three and four digits."""
    known = table()
    found = {
        code: Coded(code, each.type, None, None, None, each.goldstein, code)
        for code, each in statements().items()
    }
    for row in rows("cameo.csv"):
        entry = known.codes[row["code"]]
        found[entry.code] = Coded(
            code=entry.code,
            type=entry.type,
            mode=row["mode"] or None,
            context=row["context"] or None,
            quad=int(known.types[entry.type].quad),
            goldstein=entry.goldstein,
            counterpart=COUNTERPARTS.get(entry.code, entry.code),
        )
    return found
