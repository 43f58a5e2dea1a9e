"""Names of dyads and pairs: ``A>B`` of what A does to B, ``A~B`` of what both do together."""

from __future__ import annotations

from detente.ontology.acts import Act


def pair(a: str, b: str) -> tuple[str, str]:
    """Two actors in alphabetical order."""
    return (a, b) if a < b else (b, a)


def pair_key(a: str, b: str) -> str:
    """Name of an unordered pair: ``A~B``, in alphabetical order."""
    return "~".join(pair(a, b))


def dyad_of(source: str, target: str, act: Act) -> str:
    """``A>B`` of a directed act, ``A~B`` of a joint one."""
    return pair_key(source, target) if act.joint else f"{source}>{target}"


def spelled(dyad: str) -> str:
    """Name of a dyad or pair that may have been written in any order: ``B~A`` is ``A~B``."""
    return pair_key(*dyad.split("~")) if "~" in dyad else dyad


def towards(source: str, target: str) -> tuple[str, str]:
    """Where the target meets with acts of the source: its directed acts, and the joint ones."""
    return f"{source}>{target}", pair_key(source, target)


def between(a: str, b: str) -> tuple[str, str, str]:
    """Where acts of two actors stand: both directions, and the joint ones."""
    return f"{a}>{b}", f"{b}>{a}", pair_key(a, b)
