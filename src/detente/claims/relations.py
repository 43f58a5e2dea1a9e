"""What claims say of one another: that they exclude each other, or that one implies another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.claims.claim import Claim
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import semicolons

Kind = Literal["excludes", "implies"]


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """One that holds on every path: `first` excludes `second`, or implies it."""

    first: str
    second: str
    kind: Kind

    @property
    def forbidden(self) -> tuple[bool, bool]:
        """Truths of the two that never are together."""
        return True, self.kind == "excludes"

    def __str__(self) -> str:
        """In words."""
        if self.kind == "excludes":
            text = _("'{first}' excludes '{second}'")
        else:
            text = _("'{first}' implies '{second}'")
        return text.format(first=self.first, second=self.second)


def relations(claims: Sequence[Claim]) -> list[Relation]:
    """All relations, each once: to exclude is mutual."""
    found: dict[Relation, None] = {}
    for claim in claims:
        for other in claim.excludes:
            first, second = sorted((claim.id, other))
            found.setdefault(Relation(first, second, "excludes"))
        for other in claim.implies:
            found.setdefault(Relation(claim.id, other, "implies"))
        for other in claim.equivalent:
            for first, second in ((claim.id, other), (other, claim.id)):
                found.setdefault(Relation(first, second, "implies"))
    return list(found)


def consequences(known: Iterable[Relation]) -> dict[tuple[str, bool], dict[str, bool]]:
    """What follows from each claim's being true, and from its being false.

    Returns
    -------
    dict of (claim, truth) to dict of claim to truth
        The claim itself among them: with the opposite truth where it cannot be so at all.
    """
    steps: dict[tuple[str, bool], list[tuple[str, bool]]] = {}
    for relation in known:
        a, b = relation.forbidden
        steps.setdefault((relation.first, a), []).append((relation.second, not b))
        steps.setdefault((relation.second, b), []).append((relation.first, not a))
        for claim, truth in ((relation.first, a), (relation.second, b)):
            steps.setdefault((claim, not truth), [])
    found = {}
    for begin in steps:
        seen = {begin}
        waiting = [begin]
        while waiting:
            for each in steps[waiting.pop()]:
                if each not in seen:
                    seen.add(each)
                    waiting.append(each)
        # of a claim that would be both, the opposite of where it began counts
        found[begin] = {claim: truth for claim, truth in sorted(seen) if (claim, truth) != begin}
        found[begin].setdefault(*begin)
    return found


def settled(forced: Mapping[str, bool], known: Sequence[Relation]) -> dict[str, bool]:
    """Forced claims, and those that they settle: what they exclude, imply, or would be implied by.

    Raises
    ------
    InputError
        If they contradict one another.
    """
    follows = consequences(known)
    found: dict[str, bool] = dict(forced)
    because = {claim: claim for claim in forced}
    for claim, truth in forced.items():
        for other, value in follows.get((claim, truth), {}).items():
            if found.setdefault(other, value) != value:
                raise InputError(_against(claim, truth, other, because[other], forced, known))
            because.setdefault(other, claim)
    return found


def _against(
    claim: str,
    truth: bool,
    other: str,
    source: str,
    forced: Mapping[str, bool],
    known: Sequence[Relation],
) -> str:
    named = dict.fromkeys((claim, source, other) if source != claim else (claim, other))
    said = [str(r) for r in known if r.first in named and r.second in named]
    reason = f" ({semicolons(said)})" if said else ""
    value = str(truth).lower()
    if source == claim:
        return _(
            "'{claim}' is forced {value}, which cannot be: the scenario's claims rule that "
            "out{reason}; force one of them"
        ).format(claim=claim, value=value, reason=reason)
    return _(
        "'{claim}' is forced {value} and '{other}' {other_value}: the scenario's claims rule that "
        "out{reason}; force one of them"
    ).format(
        claim=claim,
        value=value,
        other=source,
        other_value=str(forced[source]).lower(),
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class Component:
    """Claims whose truths are drawn together.

    Attributes
    ----------
    members : tuple of str
        Claims that relations tie together, or one that has cases, and those between them by
        what they hang on, in the order in which they are drawn: each after those on which it
        hangs, and those that hang on one before those that do not; among equals by name.
    ancestors : tuple of str
        Other claims on which members hang, and those on which these do: drawn before.
    relations : tuple of Relation
    """

    members: tuple[str, ...]
    ancestors: tuple[str, ...]
    relations: tuple[Relation, ...]


def components(claims: Sequence[Claim]) -> list[Component]:
    """Claims that relations or cases tie together; none of a scenario that states neither."""
    known = relations(claims)
    parents = {claim.id: claim.parents for claim in claims}
    above = {claim: _above(claim, parents) for claim in parents}
    group: dict[str, str] = {}

    def root(claim: str) -> str:
        while group[claim] != claim:
            claim = group[claim]
        return claim

    def unite(one: str, other: str) -> None:
        for each in (one, other):
            group.setdefault(each, each)
        a, b = sorted((root(one), root(other)))
        group[b] = a

    for relation in known:
        unite(relation.first, relation.second)
    for stated in claims:
        if stated.cases:
            group.setdefault(stated.id, stated.id)
    tied = set(group)
    for claim in sorted(tied):  # what lies between tied claims is tied with them
        for other in sorted(tied & above[claim]):
            unite(claim, other)
            for each in sorted(above[claim]):
                if other in above[each]:
                    unite(claim, each)
    found = []
    for name in sorted({root(claim) for claim in group}):
        members = _in_turn([claim for claim in group if root(claim) == name], parents)
        before = {each for member in members for each in above[member]} - set(members)
        found.append(
            Component(
                tuple(members),
                tuple(_in_turn(sorted(before), parents)),
                tuple(sorted(r for r in known if r.first in members)),
            )
        )
    return found


def _above(claim: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    """Claims on which a claim hangs, directly or by others."""
    found: set[str] = set()
    waiting = [*parents[claim]]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += parents[each]
    return found


def _in_turn(names: Sequence[str], parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Each after those on which it hangs; those that hang on one first; then by name."""
    left, order = set(names), list[str]()
    while left:
        ready = [name for name in left if left.isdisjoint(parents[name])]
        chosen = min(ready, key=lambda name: (not parents[name], name))
        order.append(chosen)
        left.remove(chosen)
    return order
