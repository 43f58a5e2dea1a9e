"""Which values of states a condition needs, so that two can be seen to exclude each other."""

from __future__ import annotations

from collections.abc import Mapping

from detente.conditions import model as m

Needs = tuple[tuple[str, frozenset[str]], ...]
"""States, each with the values of which it must have one."""


def needs(condition: m.Condition, named: Mapping[str, m.Condition]) -> Needs:
    """Values of states without which a condition cannot be true.

    Parameters
    ----------
    condition : Condition
    named : mapping
        Conditions by name, which go in no circle.
    """
    match condition:
        case m.StateCondition():
            return ((condition.state, frozenset(condition.is_)),)
        case m.AllCondition():
            return tuple(each for part in condition.all for each in needs(part, named))
        case m.NamedCondition() if condition.condition in named:
            return needs(named[condition.condition], named)
    return ()
