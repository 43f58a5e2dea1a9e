"""What `detente relations` does."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.charts.figure import check_figure
from detente.cli.app import dump
from detente.cli.options import a_date
from detente.errors import InputError
from detente.files import check_target, output
from detente.language.current import gettext as _
from detente.relations.index import HALF_LIFE, PRIOR, check_settings
from detente.relations.ranking import Ranking, check_top, ranking
from detente.relations.relations import Relations, relations
from detente.relations.spans import Coverage, one_of
from detente.terminal.console import console

if TYPE_CHECKING:
    from detente.events.store.store import Store

TOP = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What `detente relations` was asked for; None is what was left out."""

    a: str | None
    b: str | None
    every: bool
    top: int | None
    first: str | None
    last: str | None
    datasets: list[str]
    half_life: float | None
    chart: str | None
    json: str | None
    store: str | None

    def actors(self) -> tuple[str, str] | None:
        """Ids of the two actors; None for all pairs.

        Raises
        ------
        InputError
            If there are too few or too many, an unknown one, or twice the same.
        """
        given = [text for text in (self.a, self.b) if text is not None]
        if self.every:
            if given:
                raise InputError(f"--all ranks all pairs: leave out {' and '.join(given)}")
            check_top(TOP if self.top is None else self.top)
            return None
        if len(given) < 2:
            raise InputError("name two actors, such as USA RUS, or rank all pairs with --all")
        if self.top is not None:
            raise InputError("--top is the length of the lists of --all; leave it out")
        from detente.ontology.actors import resolve_actor

        a, b = (resolve_actor(text).id for text in given)
        if a == b:
            raise InputError(f"{given[0]} and {given[1]} are the same actor ({a}); name two")
        return a, b

    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last day.

        Raises
        ------
        InputError
            If one is no date, or they are the wrong way round.
        """
        first, last = a_date("--from", self.first), a_date("--to", self.last)
        if first is not None and last is not None and last < first:
            raise InputError(f"--from {first} lies after --to {last}; swap them")
        return first, last

    def check(self) -> None:
        """Refuse what could not be computed or written, before any work."""
        check_settings(HALF_LIFE if self.half_life is None else self.half_life, PRIOR, None)
        if self.chart is not None:
            check_figure(self.chart, "--chart")
        if self.json is not None:
            check_target(self.json)
            if self.chart is not None and os.path.realpath(self.json) == os.path.realpath(
                self.chart
            ):
                raise InputError(
                    f"--json {self.json}: --chart has the same name; name another file"
                )


def run_relations(asked: Asked) -> None:
    """Read, compute, write, print."""
    pair = asked.actors()
    asked.span()
    asked.check()
    import detente.events

    store = detente.events.open(asked.store)
    for target in (asked.chart, asked.json):
        check_outside(store.folder, target)
    datasets = one_of(store.datasets(), asked.datasets)
    found = _ranked(store, datasets, asked) if pair is None else _read(store, datasets, pair, asked)
    if asked.chart is not None:
        found.figure().save(asked.chart)
    if asked.json is not None:
        dump(asked.json, found.document())
    if asked.json != "-":
        _print(found, asked.chart)


def _ranked(store: Store, datasets: Sequence[str], asked: Asked) -> Ranking:
    first, last = asked.span()
    with store.connect(datasets) as connection:
        return ranking(
            connection,
            first,
            last,
            TOP if asked.top is None else asked.top,
            datasets=datasets,
            half_life=HALF_LIFE if asked.half_life is None else asked.half_life,
            record=covered(store, datasets),
        )


def _read(store: Store, datasets: Sequence[str], pair: tuple[str, str], asked: Asked) -> Relations:
    first, last = asked.span()
    with store.connect(datasets, pair) as connection:
        return relations(
            connection,
            *pair,
            first,
            last,
            datasets=datasets,
            half_life=HALF_LIFE if asked.half_life is None else asked.half_life,
            record=covered(store, datasets),
            everyone=lambda: store.connect(datasets),
        )


def check_outside(folder: Path, target: str | None) -> None:
    """Refuse to write a result into a store.

    Raises
    ------
    InputError
        If the file lies in the store's folder.
    """
    if target is None or target == "-":
        return
    if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder)):
        raise InputError(f"cannot write {target}: it lies in the event store; name another place")


def covered(store: Store, datasets: Sequence[str]) -> Coverage:
    """What data sources cover together: a day is missing if none of them has it."""
    spans = [store.span(name) for name in datasets]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if len(datasets) == 1:
        return Coverage.of(first, last, store.missing_days(datasets[0]))
    days = {day for name in datasets for day in store.days(name)}
    whole = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return Coverage.of(first, last, (day for day in whole if day not in days))


def _print(found: Relations | Ranking, chart: str | None) -> None:
    from detente.terminal import ranking as ranking_page
    from detente.terminal import relations as relations_page

    with output():
        if isinstance(found, Ranking):
            ranking_page.show(console(), found)
        else:
            relations_page.show(console(), found)
        if chart is not None:
            text = _("Chart written to {file}").format(file=chart)
            console().print(text, markup=False, soft_wrap=True)
