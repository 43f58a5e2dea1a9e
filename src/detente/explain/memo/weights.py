"""Claims that hold an outcome back, and claims that pull the other way, by their worths."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from detente.explain.memo.effects import between, direction, measured
from detente.explain.memo.names import claim_named
from detente.language.counted import signed_points
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.listing import listing
from detente.language.sentence import sentence

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.explain.worth import Worth

MOST = 2
"""Claims that a sentence names."""


def pulling(explanation: Explanation, way: int, but: Container[str | None] = ()) -> list[Worth]:
    """Claims with an effect in a direction, largest first, but those that are named already."""
    return [
        each
        for each in explanation.worths
        if direction(each.worth, each) == way and each.claim not in but
    ][:MOST]


def against_said(explanation: Explanation, found: list[Worth], *, also: bool) -> str:
    """What holds it back: `also` where a brake or a rule is named before."""
    n = len(found)
    template = (
        ngettext(
            "What also holds it back, if true rather than false, is {claims}",
            "What also holds it back, if true rather than false, is {claims}",
            n,
        )
        if also
        else ngettext(
            "What holds it back, if true rather than false, is {claims}",
            "What holds it back, if true rather than false, is {claims}",
            n,
        )
    )
    return sentence(template, claims=_listed(explanation, found))


def for_said(explanation: Explanation, found: list[Worth], *, other: bool) -> str:
    """What makes it likelier or sooner: `other` where something that holds it back is named."""
    n = len(found)
    template = (
        ngettext(
            "What pulls the other way, if true rather than false, is {claims}",
            "What pulls the other way, if true rather than false, is {claims}",
            n,
        )
        if other
        else ngettext(
            "What speaks for it, if true rather than false, is {claims}",
            "What speaks for it, if true rather than false, is {claims}",
            n,
        )
    )
    return sentence(template, claims=_listed(explanation, found))


def open_for(explanation: Explanation, but: Container[str | None]) -> Worth | None:
    """The claim of the largest positive worth that is told from noise, not from zero."""
    return next(
        (
            each
            for each in explanation.worths
            if each.told
            and round(100 * each.worth, 1) > 0.0
            and not direction(each.worth, each)
            and each.interval[0] <= 0.0 <= each.interval[1]
            and each.claim not in but
        ),
        None,
    )


def open_said(explanation: Explanation, worth: Worth, *, other: bool) -> str:
    """A pull of which the sign is open."""
    template = (
        _(
            "What may pull the other way is {claim}: {points}, if true rather than false, but the "
            "95 % range of that, {between}, holds zero"
        )
        if other
        else _(
            "What may speak for it is {claim}: {points}, if true rather than false, but the 95 % "
            "range of that, {between}, holds zero"
        )
    )
    return sentence(
        template,
        claim=claim_named(explanation.ensemble.scenario, worth.claim),
        points=signed_points(worth.worth),
        between=between(worth.interval, 100.0, 1, size=False),
    )


def _listed(explanation: Explanation, found: list[Worth]) -> str:
    scenario = explanation.ensemble.scenario
    return listing(
        [
            fill(
                _("{claim} ({effect})"),
                claim=claim_named(scenario, each.claim),
                effect=measured(each.worth, each),
            )
            for each in found
        ]
    )
