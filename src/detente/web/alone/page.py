"""What stands on the page: the context of ``templates/alone.html.j2``."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.charts.chart import Table
from detente.charts.style import moment
from detente.claims.belief import Draws
from detente.ensemble.all_futures import check_all
from detente.errors import InputError
from detente.language.counted import days, futures
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.format import day, interval, percent
from detente.report.outcomes import named, passage_table, shown
from detente.report.passages import paragraphs
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.folder import BUILT_IN
from detente.web.alone.fan import Fan, fans
from detente.web.alone.law import Grids, follows_of, law_data, minds_of
from detente.web.alone.packed import packed
from detente.web.alone.words import headings, words
from detente.web.play.claims import idle

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Switch:
    """A claim with its switch.

    Attributes
    ----------
    id, statement, voice : str
    credence : int
        In per cent.
    hangs : str
        On what it hangs, in words; empty of one that stands by itself.
    moves : bool
        Whether it moves anything, so that it may be worth something.
    """

    id: str
    statement: str
    voice: str
    credence: int
    hangs: str
    moves: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (its level), or a passage (0) with its claims."""

    level: int
    text: str
    direction: str
    claims: Sequence[Switch]


@dataclass(frozen=True, slots=True)
class Row:
    """An outcome; `bar` holds the ends of its interval and its probability, in per cent."""

    id: str
    title: str
    likely: str
    interval: str
    bar: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Alone:
    """The context of ``templates/alone.html.j2``.

    Attributes
    ----------
    language, title, subtitle : str
    t : mapping of str to str
        Headings and notes, by name.
    outcome : str
        Id of the one that the page begins with.
    rows : sequence of Row
        Listed outcomes.
    brief : sequence of Part
    outcomes : sequence of (str, str)
        Ids and titles of all that can be seen.
    first, last : str
        Days that can be named, as a date field has them.
    table : Table
        Shares by date, as the brief has it.
    command : str
    data : mapping
        What the script needs.
    fans : sequence of Fan
        Of the relation indices, as the futures were played.
    """

    language: str
    title: str
    subtitle: str
    t: Mapping[str, str]
    outcome: str
    rows: Sequence[Row]
    brief: Sequence[Part]
    outcomes: Sequence[tuple[str, str]]
    first: str
    last: str
    table: Table
    command: str
    data: Mapping[str, Any]
    fans: Sequence[Fan]


def alone(ensemble: Ensemble, outcome: str, setting: str = "") -> Alone:
    """Put the page together in the language in force.

    Parameters
    ----------
    ensemble : Ensemble
        Of all futures, nothing in them forced or moved.
    outcome : str
        The one that the page begins with.
    setting : str
        With what it begins, as `detente.web.alone.begin.begin` gives it.

    Raises
    ------
    InputError
        If the ensemble is no such one.
    """
    check_all(ensemble)
    if ensemble.setting.intervenes or ensemble.branched is not None:
        raise InputError(
            _(
                "a page with switches stores futures in which nothing is forced and that all "
                "begin with the record; play the scenario without that, and switch it on the page"
            )
        )
    scenario, said = ensemble.scenario, ScenarioTexts(ensemble.scenario)
    drawn = fans(ensemble)
    listed = shown(ensemble, outcome)
    return Alone(
        language=language(),
        title=said.title,
        subtitle=_("As of {as_of}, to {last} ({days}); {futures}, seed {seed}.").format(
            as_of=day(scenario.as_of),
            last=day(ensemble.dates[-1]),
            days=days(ensemble.days),
            futures=futures(ensemble.paths),
            seed=ensemble.seed,
        ),
        t=headings(),
        outcome=outcome,
        rows=[_row(ensemble, each) for each in listed],
        brief=list(_brief(ensemble)),
        outcomes=[(each.id, said.outcome(each.id)) for each in scenario.outcomes],
        first=ensemble.dates[0].isoformat(),
        last=ensemble.dates[-1].isoformat(),
        table=passage_table(ensemble, listed),
        command=command(ensemble),
        data=_data(ensemble, outcome, setting) | {"fans": [each.data for each in drawn]},
        fans=drawn,
    )


def command(ensemble: Ensemble) -> str:
    """The command that plays the same futures."""
    scenario = ensemble.scenario
    folder = Path(scenario.where).parent
    name = scenario.id if folder == BUILT_IN / scenario.id else str(folder)
    parts = ["detente", "simulate", name, "--paths", str(ensemble.paths)]
    parts += ["--seed", str(ensemble.seed)]
    if ensemble.days != scenario.file.horizon:
        parts += ["--until", ensemble.dates[-1].isoformat()]
    if scenario.believes is not None:
        parts += ["--analyst", scenario.believes]
    return shlex.join(parts)


def _row(ensemble: Ensemble, outcome: str) -> Row:
    estimate = ensemble.estimate(outcome)
    low, high = estimate.interval
    return Row(
        outcome,
        named(ensemble, outcome),
        percent(estimate.probability),
        interval(low, high),
        (round(100 * low, 2), round(100 * high, 2), round(100 * estimate.probability, 2)),
    )


def _brief(ensemble: Ensemble) -> Iterator[Part]:
    """The brief, passage by passage; at its end the claims that it does not mark."""
    credences = _credences(ensemble)
    left = {
        claim.id: _switch(ensemble.scenario, claim, credences[claim.id])
        for claim in ensemble.scenario.claims
    }
    for each in paragraphs(ensemble.scenario):
        if each.level:
            yield Part(each.level, each.passages[0].text, each.direction, ())
            continue
        for passage in each.passages:
            here = [left.pop(claim) for claim in passage.claims if claim in left]
            yield Part(0, passage.text, each.direction, here)
    if left:
        yield Part(3, _("Claims that the brief does not mark"), "ltr", ())
        yield from (Part(0, "", "ltr", [each]) for each in left.values())


def _credences(ensemble: Ensemble) -> dict[str, float]:
    """Credence of each claim, whatever it hangs on; the mean of all analysts."""
    return {claim.id: ensemble.setting.stated(claim.id) for claim in ensemble.scenario.claims}


def _switch(scenario: Scenario, claim: Claim, credence: float) -> Switch:
    said = ScenarioTexts(scenario)
    hangs = ""
    if claim.parents:
        others = _(" and ").join(f"“{said.quoted(name)}”" for name in claim.parents)
        hangs = _(
            "It hangs on {claims}; forced or believed otherwise it no longer does, and what is "
            "shown is how likely it is in all."
        ).format(claims=others)
    return Switch(
        claim.id,
        said.claim(claim.id),
        said.voice(claim.voice),
        round(100 * credence),
        hangs,
        not idle(scenario, claim),
    )


def _data(ensemble: Ensemble, outcome: str, setting: str) -> dict[str, Any]:
    scenario, said = ensemble.scenario, ScenarioTexts(ensemble.scenario)
    credences = _credences(ensemble)
    minds, number = minds_of(ensemble)
    voices = scenario.file.voices
    grids = Grids(scenario.claims, voices)
    design = ensemble.design
    laws = []
    for k, mind in enumerate(minds):
        at = np.flatnonzero(number == k)
        if not at.size:  # an analyst of little weight, of whose futures none is stored
            at = np.arange(ensemble.paths)
        draws = Draws(mind.claims, voices, ensemble.seed, design.belief[at], design.parameters[at])
        laws.append(law_data(mind.claims, voices, draws, grids))
    return {
        "language": language(),
        "words": words(),
        "paths": ensemble.paths,
        "days": ensemble.days,
        "begin": moment(scenario.as_of + dt.timedelta(days=1)),
        "outcome": outcome,
        "setting": setting,
        "command": command(ensemble),
        "claims": [
            {"id": claim.id, "text": said.quoted(claim.id), "credence": credences[claim.id]}
            for claim in scenario.claims
        ],
        "outcomes": [
            {
                "id": each.id,
                "title": said.outcome(each.id),
                "interval": list(ensemble.estimate(each.id).interval),
                "error": ensemble.estimate(each.id).monte_carlo,
            }
            for each in scenario.outcomes
        ],
        "follows": follows_of(scenario.claims),
        "grids": grids.data(),
        "laws": laws,
        "packed": packed(ensemble.truth, ensemble.first, design.parameters, number),
    }
