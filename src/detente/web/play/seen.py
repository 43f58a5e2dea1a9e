"""The block of what is seen: how many futures are left, and what the other way of asking gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.intervention import apart
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, interval, percent
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import claim_said
from detente.web.play.changes import Change, sightings

if TYPE_CHECKING:
    from detente.seen.answer import SeenAnswer
    from detente.web.play.played import Played
    from detente.web.view import View

MOST = 5
"""Claims that are named among those of which what is seen tells."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its credence, and what is seen has made of it."""

    claim: str
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen.

    Attributes
    ----------
    things : sequence of Change
    lines : sequence of str
    warning : str
        Why no futures could be chosen; empty otherwise.
    claims : sequence of Told
        Claims of which it tells, the one that moves most first.
    outcomes : sequence of (str, str)
        Ids and titles, for the form.
    hows : sequence of (str, str)
        What stands before a date, likewise.
    first, last : str
        Days that can be named, as a date field has them.
    """

    things: Sequence[Change]
    lines: Sequence[str]
    warning: str
    claims: Sequence[Told]
    outcomes: Sequence[tuple[str, str]]
    hows: Sequence[tuple[str, str]]
    first: str
    last: str


def seen(view: View, played: Played) -> Seen:
    """What is seen, and what can be."""
    scenario = played.start.scenario
    said = ScenarioTexts(scenario)
    found = played.seen
    dates = played.start.dates
    claims = [] if found is None else [each for each in found.claims if each.told][:MOST]
    return Seen(
        list(sightings(view, scenario)),
        [] if found is None else list(_lines(found, played)),
        played.fault,
        [
            Told(
                f"claim-{each.id}",
                said.claim(each.id),
                percent(each.probability, 0),
                percent(each.given, 0),
            )
            for each in claims
        ],
        [(each.id, said.outcome(each.id)) for each in scenario.outcomes],
        [
            ("", _("at any time")),
            ("by", _("by")),
            ("before", _("before")),
            ("on", _("first on")),
            ("after", _("first after")),
        ],
        dates[0].isoformat(),
        dates[-1].isoformat(),
    )


def _lines(found: SeenAnswer, played: Played) -> Iterator[str]:
    scenario = played.start.scenario
    if found.share is not None:
        yield _("{left} of {futures} are left: {p} ({interval}).").format(
            left=integer(found.left),
            futures=futures(found.among + found.more),
            p=percent(found.share.probability),
            interval=interval(*found.share.interval),
        )
    else:
        yield _("{left} of {futures} are left, and each counts the same.").format(
            left=integer(found.left), futures=futures(found.among + found.more)
        )
    if found.more:
        yield ngettext(
            "{n} of them was played besides, as too few of {among} see it.",
            "{n} of these were played besides, as too few of {among} see it.",
            found.more,
        ).format(n=integer(found.more), among=futures(found.among))
    if found.intervention is not None:
        yield apart(found.intervention, lambda claim: claim_said(scenario, claim))
    else:
        yield _(
            "In the futures in which it is so, which is not what would be if it were brought about."
        )
