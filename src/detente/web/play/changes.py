"""What is changed and seen, each with the way back, and the sentence that says what it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.language.counted import chance, futures
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, interval, percent
from detente.language.statement import statement
from detente.ontology.titled import capital
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.credences import POOL
from detente.scenario.effect_names import claim_said
from detente.seen.said import said
from detente.web.play.links import believed, forced, link, unseeing

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario
    from detente.web.play.played import Played
    from detente.web.view import View


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs from the brief.

    Attributes
    ----------
    kind : str
        ``forced``, ``moved`` or ``seen``; whose credences are played is ``moved`` too.
    label, words : str
        What was done, and to what.
    back : str
        Link to the page without it.
    """

    kind: str
    label: str
    words: str
    back: str


def changes(view: View, scenario: Scenario) -> Iterator[Change]:
    """Whose credences it has, claims that are forced, then those that are believed otherwise."""
    if view.analyst is not None:
        yield Change(
            "moved", _("credences"), analyst_said(view.analyst), link(view.but(analyst=None))
        )
    for claim, held in view.forced.items():
        yield Change(
            "forced",
            _("forced true") if held else _("forced false"),
            claim_said(scenario, claim),
            link(forced(view, claim, None)),
        )
    stated = {claim.id: claim.credence for claim in scenario.claims}
    for claim, p in view.credences.items():
        yield Change(
            "moved",
            _("believed {p}, not {q}").format(p=percent(p, 0), q=percent(stated[claim], 0)),
            claim_said(scenario, claim),
            link(believed(view, claim, None)),
        )


def analyst_said(analyst: str) -> str:
    """An analyst by name, or all of them together."""
    return _("of all analysts together") if analyst == POOL else analyst


def sightings(view: View, scenario: Scenario) -> Iterator[Change]:
    """What is seen."""
    for number, text in enumerate(view.seen):
        each = said(text, scenario)
        label = _("seen")
        if each.chance is not None:
            label = _("seen at {chance}").format(chance=percent(each.chance, 0))
        words = replace(each, chance=None).words(scenario)
        yield Change("seen", label, capital(words), link(unseeing(view, number)))


def counted(view: View) -> str:
    """How many claims are changed, and how many things seen; empty where none is."""
    claims, things = len(view.forced) + len(view.credences), len(view.seen)
    parts = []
    if claims:
        parts.append(
            ngettext("{n} claim changed", "{n} claims changed", claims).format(n=integer(claims))
        )
    if things:
        parts.append(
            ngettext("{n} thing seen", "{n} things seen", things).format(n=integer(things))
        )
    return ", ".join(parts)


def told(view: View, played: Played, outcome: str) -> str:
    """What all of it did to an outcome, in a sentence."""
    name = statement(ScenarioTexts(played.start.scenario).outcome(outcome))
    start, changed, now = (
        each.estimate(outcome) for each in (played.start, played.changed, played.now)
    )
    if played.changed is played.start and played.seen is None:
        text = (
            _("{outcome}: {p} ({interval}), as the brief is believed.")
            if played.start.scenario.believes is None
            else _("{outcome}: {p} ({interval}).")
        )
        return text.format(
            outcome=name, p=chance(now.probability), interval=interval(*now.interval)
        )
    first, then, last = (chance(each.probability) for each in (start, changed, now))
    again = ngettext("{futures} played again", "{futures} played again", played.replayed).format(
        futures=futures(played.replayed)
    )
    if played.seen is None:
        return _("{outcome}: {first} → {then}, {again}.").format(
            outcome=name, first=first, then=then, again=again
        )
    left = futures(played.seen.left)
    if played.changed is played.start:
        return _("{outcome}: {first} → {last} in the {futures} in which that is seen.").format(
            outcome=name, first=first, last=last, futures=left
        )
    return _(
        "{outcome}: {first} → {then}, {again}; {last} in the {futures} in which that is seen."
    ).format(outcome=name, first=first, then=then, again=again, last=last, futures=left)
