"""How acts and classes of acts are spelled, as regular expressions for editors.

They describe the canonical spelling, the one that `str` of an act gives. `Act.parse` takes more:
other case, names of other PLOVER versions.
"""

from __future__ import annotations

from functools import cache

from detente.ontology._table import table
from detente.ontology.quads import Quad

WIDE = ("any", "cooperation", "conflict")


def _one_of(words: tuple[str, ...]) -> str:
    return f"({'|'.join(words)})"


@cache
def _act() -> str:
    known = table()
    types = [
        name + (rf"(\.{_one_of(entry.modes)})?" if entry.modes else "")
        for name, entry in known.types.items()
    ]
    context, rank = _one_of(tuple(known.contexts)), _one_of(known.ranks)
    return f"({'|'.join(types)})(/{context})?(@{rank})?(:[0-9]{{3,4}})?"


def act_pattern() -> str:
    """Regular expression of an act in its canonical spelling."""
    return f"^{_act()}$"


def class_pattern() -> str:
    """Regular expression of a class of acts: words joined by ``+``."""
    quads = (*WIDE, *(quad.label for quad in Quad))
    word = f"({'|'.join(quads)}|{_act()})"
    return rf"^{word}( *\+ *{word})*$"


def act_description() -> str:
    """What the sixteen types mean, for an editor's help."""
    types = "\n".join(f"- `{name}`: {entry.text}" for name, entry in table().types.items())
    return f"A PLOVER act, `TYPE[.mode][/context][@rank][:cameo]`.\n\n{types}"
