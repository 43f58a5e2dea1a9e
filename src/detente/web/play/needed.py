"""What it would take to bring an outcome to a probability, as far as the futures tell already.

What is found (`detente.explain.needed`) is a link; its page plays it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.explain.needed import needed as changes_needed
from detente.language.counted import chance
from detente.language.current import gettext as _
from detente.language.format import percent
from detente.language.listing import listing
from detente.language.statement import statement
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import claim_said
from detente.web.play.links import believed, forced, link

if TYPE_CHECKING:
    from detente.explain.needed import Change
    from detente.web.play.played import Played
    from detente.web.view import View


@dataclass(frozen=True, slots=True)
class Way:
    """A change that would do, about how likely the outcome is then, and the link that plays it."""

    words: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Needed:
    """What it would take.

    Attributes
    ----------
    asked : str
        The probability that was typed, as the field has it; empty if none was.
    told : str
    ways : sequence of Way
    """

    asked: str
    told: str
    ways: Sequence[Way]


def needed(view: View, played: Played, outcome: str, asked: str, target: float | None) -> Needed:
    """Find ways to a probability; `asked` is what was typed, None as the target where none was."""
    if target is None:
        return Needed(asked, "", ())
    futures = played.changed
    found = changes_needed(futures, outcome, target, confirm=False)
    ways = [
        _way(view, played, each)
        for each in (*found.moved, *found.forced, *(() if found.forced else found.pairs))
    ]
    told = (
        _("{outcome} is {now} likely. To bring it to {target}, as far as these futures tell:")
        if ways
        else _("No one claim and no two bring {outcome} from {now} to {target}.")
    )
    name = statement(ScenarioTexts(futures.scenario).outcome(outcome))
    now = chance(found.now.probability)
    return Needed(asked, told.format(outcome=name, now=now, target=chance(target)), ways)


def _way(view: View, played: Played, change: Change) -> Way:
    """A change in words, and the link that plays it."""
    setting, there, words = played.changed.setting, view, []
    for claim, p in change.credences.items():
        before = setting.credences.get(claim, setting.stated(claim))
        p = min(max(round(p, 2), 0.01), 0.99)
        words.append(
            _("believe {claim} at {p}, not {q}").format(
                claim=claim_said(setting.scenario, claim), p=percent(p, 0), q=percent(before, 0)
            )
        )
        there = believed(there, claim, p)
    for claim, held in change.forced.items():
        template = _("{claim} forced true") if held else _("{claim} forced false")
        words.append(template.format(claim=claim_said(setting.scenario, claim)))
        there = forced(there, claim, held)
    return Way(listing(words), chance(change.estimate.probability), link(there))
