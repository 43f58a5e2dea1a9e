"""What the commands do that say why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import detente
from detente.cli.app import dump
from detente.cli.options import a_date
from detente.cli.progress import stages
from detente.cli.run import PATHS, SEED, check_apart, check_threads, opened
from detente.ensemble.ensemble import Ensemble
from detente.errors import InputError
from detente.files import check_target, output
from detente.language.current import gettext as _
from detente.progress import Stage
from detente.terminal.console import console


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an ensemble is to be had; None is what was left out."""

    paths: int | None
    seed: int | None
    until: str | None
    threads: int | None
    store: str | None = None

    def ensemble(
        self, source: detente.Scenario | detente.Run, forced: dict[str, bool], stage: Stage
    ) -> Ensemble:
        """Play a scenario, or take the ensemble of a run.

        Raises
        ------
        InputError
            If a run is asked to be something else.
        """
        if not isinstance(source, detente.Scenario):
            settings = {
                "--paths": self.paths,
                "--seed": self.seed,
                "--until": self.until,
                "--force": forced or None,
            }
            for option, value in settings.items():
                if value is not None:
                    raise InputError(
                        f"{source.folder}: the run says what was played; leave out {option}"
                    )
            return source.ensemble()
        from detente.ensemble.simulate import simulate

        return simulate(
            source,
            paths=PATHS if self.paths is None else self.paths,
            seed=SEED if self.seed is None else self.seed,
            until=a_date("--until", self.until),
            forced=forced,
            threads=self.threads,
            progress=stage(_("playing futures")),
        )


def _days(ensemble: Ensemble, asked: list[str]) -> list[dt.date]:
    days = []
    first, last = ensemble.dates[0], ensemble.dates[-1]
    for text in asked:
        day = a_date("--on", text)
        if day is None or not first <= day <= last:
            raise InputError(f"--on {text}: no day of the play; give one from {first} to {last}")
        days.append(day)
    return sorted(days)


def run_explain(
    name: str,
    outcome: str,
    forced: dict[str, bool],
    wanted: Wanted,
    on: list[str],
    level: float | None,
    json: str | None,
) -> None:
    """Play or read, explain, print."""
    from detente.explain.document import document
    from detente.explain.explanation import check_question, explain
    from detente.terminal.explained import show

    if json is not None:
        check_target(json)
    check_threads(wanted.threads)
    source = opened(name, wanted.store)
    check_apart(source, json)
    if isinstance(source, detente.Scenario):
        check_question(source, outcome, level)  # before the play
    with stages() as stage:
        ensemble = wanted.ensemble(source, forced, stage)
        days = _days(ensemble, on)
        found = explain(ensemble, outcome, level=level, threads=wanted.threads, stage=stage)
    if json is not None:
        dump(json, document(found))
    if json != "-":
        with output():
            show(console(), found, days)


def run_compare(
    names: tuple[str, str | None],
    forced: tuple[dict[str, bool], dict[str, bool]],
    wanted: Wanted,
    outcome: str | None,
    json: str | None,
) -> None:
    """Play or read both, compare, print."""
    from detente.explain.compare import compare
    from detente.terminal.compared import document, show

    if json is not None:
        check_target(json)
    check_threads(wanted.threads)
    first, second = names
    if second is None and forced[0] == forced[1]:
        raise InputError(
            "compare: name a second scenario or run, or force claims: --force-b CLAIM=true|false"
        )
    one = opened(first, wanted.store)
    other = one if second is None else opened(second, wanted.store)
    for source in (one, other):
        check_apart(source, json)
    with stages() as stage:
        a = wanted.ensemble(one, forced[0], stage)
        b = wanted.ensemble(other, forced[1], stage)
        found = compare(
            a, b, outcome=outcome, threads=wanted.threads, progress=stage(_("contributions"))
        )
    if json is not None:
        dump(json, document(found))
    if json != "-":
        with output():
            show(console(), found)
