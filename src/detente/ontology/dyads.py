"""Names of dyads and pairs: ``A>B`` of what A does to B, ``A~B`` of what both do together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from detente.ontology.acts import Act


def pair(a: str, b: str) -> tuple[str, str]:
    """Two actors in alphabetical order."""
    return (a, b) if a < b else (b, a)


def pair_key(a: str, b: str) -> str:
    """Name of an unordered pair: ``A~B``, in alphabetical order."""
    return "~".join(pair(a, b))


def dyad_of(source: str, target: str, act: Act, others: Sequence[str] = ()) -> str:
    """``A>B`` of a directed act, ``A~B`` of a joint one; with `others`, ``A~B~C`` of all."""
    if others:
        return "~".join(sorted((source, target, *others)))
    return pair_key(source, target) if act.joint else f"{source}>{target}"


def heard_on(source: str, target: str, act: Act, others: Sequence[str] = ()) -> tuple[str, ...]:
    """The dyad of an act; of a joint act of several also every pair of them."""
    whole = dyad_of(source, target, act, others)
    if not others:
        return (whole,)
    return (whole, *(pair_key(a, b) for a, b in combinations(whole.split("~"), 2)))


def spelled(dyad: str) -> str:
    """Name of a dyad or pair that may have been written in any order: ``B~A`` is ``A~B``."""
    return "~".join(sorted(dyad.split("~"))) if "~" in dyad else dyad


def towards(source: str, target: str) -> tuple[str, str]:
    """Where the target meets with acts of the source: its directed acts, and the joint ones."""
    return f"{source}>{target}", pair_key(source, target)


def between(a: str, b: str) -> tuple[str, str, str]:
    """Where acts of two actors stand: both directions, and the joint ones."""
    return f"{a}>{b}", f"{b}>{a}", pair_key(a, b)
