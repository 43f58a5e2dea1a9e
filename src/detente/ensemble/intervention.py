"""What forcing and moving claims is: an intervention, and what seeing them would have said instead.

A forced claim is set, as by an experiment: what it is given, and the claims that go with it, keep
their credences. Had one *seen* that it holds, theirs would move too (Pearl 2009, Causality, section
3.2: P(other | do(claim)) against P(other | claim)). Both are counted in the same drawn beliefs. A
claim whose credence is moved is set as well, on the futures that take another truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.ensemble.design import Design
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import percent, semicolons

if TYPE_CHECKING:
    from detente.ensemble.setting import Setting

BELIEFS = 50_000
"""Beliefs in which credences are counted."""

SHARED = 100
"""Beliefs that share a draw of the credences that are stated with a spread."""

LEAST = 0.01
"""Difference of credences from which on both are told."""


TOLD = 3
"""Claims that are named among those that seeing would have moved."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A claim that forcing leaves as it is, or moves otherwise than seeing would.

    Attributes
    ----------
    claim : str
    forced : float
        Its credence with the claims forced.
    seen : float
        Its credence had they been seen to be so.
    """

    claim: str
    forced: float
    seen: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A claim whose credence is moved.

    Attributes
    ----------
    claim : str
    stated : float
        Its credence as it is stated, over all futures: whatever it is given, and of all analysts.
    credence : float
        That to which it is moved.
    """

    claim: str
    stated: float
    credence: float


@dataclass(frozen=True, slots=True)
class Intervention:
    """Claims that are forced or moved, and those for which seeing would have been something else.

    Attributes
    ----------
    forced : mapping of claim to bool
    settled : mapping of claim to bool
        Other claims, which their relations to the forced ones settle.
    kept : tuple of Kept
        The largest difference first; empty where no belief has the claims so.
    moved : tuple of Moved
    """

    forced: Mapping[str, bool]
    settled: Mapping[str, bool]
    kept: tuple[Kept, ...]
    moved: tuple[Moved, ...] = ()


def intervention(setting: Setting) -> Intervention:
    """Compare what is forced in a setting with its being seen."""
    index = np.arange(BELIEFS, dtype=np.int64)
    # many beliefs share a draw of the credences: of claims tied together each draw has its own law
    design = Design(index, index // SHARED, index)
    ids = [claim.id for claim in setting.scenario.claims]
    done = setting.beliefs(design)
    drawn = replace(setting, forced={}).beliefs(design)
    so = np.ones(BELIEFS, dtype=bool)
    for claim, value in setting.forced.items():
        so &= drawn[:, ids.index(claim)] == value
    kept = []
    if setting.forced and so.any():
        for i, claim in enumerate(ids):
            forced, seen = float(done[:, i].mean()), float(drawn[so, i].mean())
            error = np.sqrt(seen * (1.0 - seen) / so.sum() + forced * (1.0 - forced) / BELIEFS)
            apart = abs(forced - seen)
            if claim not in setting.forced and apart >= LEAST and apart > 4.0 * error:
                kept.append(Kept(claim, forced, seen))
    kept.sort(key=lambda each: -abs(each.forced - each.seen))
    set_ = {*setting.forced, *setting.credences}
    return Intervention(
        dict(setting.forced),
        {c: value for c, value in setting.settled.items() if c not in set_},
        tuple(kept),
        tuple(Moved(c, setting.stated(c), p) for c, p in setting.credences.items()),
    )


def in_words(found: Intervention, named: Callable[[str], str]) -> Iterator[str]:
    """A line for each claim that is set, and one for those that seeing it would have moved.

    Parameters
    ----------
    found : Intervention
    named : callable
        What a claim is called.
    """
    for claim, value in found.forced.items():
        text = (
            _("Intervention: claim forced true: {claim}")
            if value
            else _("Intervention: claim forced false: {claim}")
        )
        yield text.format(claim=named(claim))
    for each in found.moved:
        yield _("Intervention: believed {credence} instead of {stated}: {claim}").format(
            claim=named(each.claim), **_told(each.credence, each.stated)
        )
    for claim, value in found.settled.items():
        text = (
            _("Settled by that: {claim} is true, which what is forced implies")
            if value
            else _("Settled by that: {claim} is false, which what is forced rules out")
        )
        yield text.format(claim=named(claim))
    if not found.kept:
        return
    moves = [
        f"{named(each.claim)}, {percent(each.forced, 0)} → {percent(each.seen, 0)}"
        for each in found.kept[:TOLD]
    ]
    more = len(found.kept) - TOLD
    if more > 0:
        moves.append(ngettext("{n} other, by less", "{n} others, by less", more).format(n=more))
    yield _(
        "Forcing leaves the credences of other claims as they are. Had one seen it to be so "
        "instead, they would move: {moves}."
    ).format(moves=semicolons(moves))


def _told(credence: float, stated: float) -> dict[str, str]:
    """Both credences, in whole per cent where that tells them apart."""
    digits = 0 if percent(credence, 0) != percent(stated, 0) else 1
    return {"credence": percent(credence, digits), "stated": percent(stated, digits)}


def apart(found: Intervention, named: Callable[[str], str]) -> str:
    """The claims that seeing would move otherwise than forcing, with both credences.

    Parameters
    ----------
    found : Intervention
    named : callable
        What a claim is called.
    """
    told = [
        _("{claim} (forced: {forced}; seen: {seen})").format(
            claim=named(each.claim), forced=percent(each.forced, 0), seen=percent(each.seen, 0)
        )
        for each in found.kept[:TOLD]
    ]
    if (more := len(found.kept) - TOLD) > 0:
        told.append(ngettext("{n} other, by less", "{n} others, by less", more).format(n=more))
    return _(
        "Forcing it would be something else: it leaves the credences of other claims as they are, "
        "and seeing it moves them: {claims}."
    ).format(claims=semicolons(told))


def intervention_document(found: Intervention) -> dict[str, Any] | None:
    """An intervention as plain data; None where nothing is forced or moved."""
    if not found.forced and not found.moved:
        return None
    return {
        "forced": dict(found.forced),
        "settled": dict(found.settled),
        "credences": [
            {"claim": each.claim, "under_intervention": each.forced, "if_seen": each.seen}
            for each in found.kept
        ],
        "moved": [
            {"claim": each.claim, "stated": each.stated, "credence": each.credence}
            for each in found.moved
        ],
    }
