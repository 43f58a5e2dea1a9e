"""`detente explain`: why an outcome is as likely as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asked, asks
from detente.cli.options import Seen, a_date
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean

if TYPE_CHECKING:
    from detente.progress import Stage
    from detente.public.explanation import Explanation
    from detente.public.play import Ensemble


@asks()
def explain(
    asked: Asked,
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
    seen: Seen = None,
) -> None:
    """Say why: what holds an outcome back, what claims are worth, which uncertainty."""
    from detente.explain.explanation import check_question
    from detente.terminal.explained import show

    if outcome is None:
        ids = [each.id for each in asked.scenario.outcomes]
        raise InputError(_("name the outcome to be explained") + did_you_mean("", ids))
    check_question(asked.scenario, outcome, reach)  # before the play
    if seen and reach is not None:
        raise InputError(
            _("--reach asks all futures; leave it out, or {option}").format(option="--seen")
        )

    def ask(ensemble: Ensemble, stage: Stage) -> tuple[Explanation, list[dt.date]]:
        days = _days(ensemble, on or [])
        return ensemble.explain(outcome, level=reach, threads=asked.play.threads, stage=stage), days

    found, days = asked.of(ask, seen, changes=reach is not None)
    asked.give(found, lambda console, found: show(console, found, days))


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
