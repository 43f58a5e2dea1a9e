"""`detente explain`: why an outcome is as likely as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    Force,
    Json,
    Language,
    Overwrite,
    Paths,
    ScenarioOrRun,
    Seed,
    Store,
    Threads,
    Until,
    a_date,
    claims_forced,
)
from detente.cli.playing import Play
from detente.cli.printing import give
from detente.cli.targets import check_apart, check_file
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean

if TYPE_CHECKING:
    from detente.public.play import Ensemble


def explain(
    scenario: ScenarioOrRun,
    outcome: Annotated[
        str | None, typer.Argument(help="Id of the outcome; without one, the ids are listed.")
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE", help="Day to be taken apart; may be repeated."),
    ] = None,
    reach: Annotated[
        float | None,
        typer.Option(metavar="P", help="Also: what would bring it to this probability."),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Say why: what holds an outcome back, what claims are worth, which uncertainty."""
    import detente
    from detente.cli.progress import stages
    from detente.explain.explanation import check_question
    from detente.terminal.explained import show

    play = Play.of(paths, seed, until, claims_forced(force), threads, store)
    check_file(json, overwrite)
    source = play.source(scenario)
    check_apart(source, json)
    if outcome is None:
        played = play.played(source)
        ids = [each.id for each in played.outcomes]
        raise InputError(_("name the outcome to be explained") + did_you_mean("", ids))
    if isinstance(source, detente.Scenario):
        check_question(source, outcome, reach)  # before the play
    with stages() as stage:
        ensemble = play.ensemble(source, stage)
        days = _days(ensemble, on or [])
        found = ensemble.explain(outcome, level=reach, threads=threads, stage=stage)
    give(json, found.document, lambda console: show(console, found, days))


def _days(ensemble: Ensemble, asked: Sequence[str]) -> list[dt.date]:
    days = []
    first, last = ensemble.dates[0], ensemble.dates[-1]
    for text in asked:
        day = a_date("--on", text)
        if day is None or not first <= day <= last:
            raise InputError(
                _("--on {text}: no day of the play; give one from {first} to {last}").format(
                    text=text, first=first, last=last
                )
            )
        days.append(day)
    return sorted(days)
