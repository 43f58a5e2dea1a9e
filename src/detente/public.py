"""What people call from Python: the rooms' plain data with the methods that go on from them.

Inner rooms know nothing of this file. A scenario that is read here can be played, an ensemble
explained, a fit applied; each method calls the function of the room that does the work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from detente.branch import branches as branching
from detente.ensemble import ensemble as ensembles
from detente.errors import OutcomeError
from detente.explain import compare as comparisons
from detente.explain import explanation as explanations
from detente.fitting import fit as fitting
from detente.fitting import result as results
from detente.forecasts import score as scoring
from detente.forecasts import scores as scored
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.numerics.arguments import (
    called,
    day,
    flag,
    instance,
    listed,
    place,
    seeded,
    table,
    whole,
    word,
)
from detente.numerics.threads import check_threads
from detente.observe import observed as observing
from detente.progress import silent
from detente.runs import run as runs
from detente.scenario import read as reading
from detente.scenario import scenario as scenarios
from detente.scenario.believed import as_believed_by
from detente.seen import answer as answers
from detente.storylines import storylines as kinds_of_future
from detente.watch import result as watched
from detente.watch import watch as watching

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.check.report import Report
    from detente.events.store.store import Store
    from detente.explain.disagreement import Disagreement
    from detente.fitting.fit import FitSize
    from detente.forecasts.forecast import Forecast
    from detente.forecasts.pledge import Pledged
    from detente.numerics.framed import Rows
    from detente.progress import Progress, Stage
    from detente.scenario.credence_rows import CredenceRow
    from detente.terminal.printed import Printed


T = TypeVar("T")


def _check_store(store: Any) -> None:
    """Refuse what is neither a store nor its folder."""
    if store is None or isinstance(store, str | PathLike):
        return
    from detente.events.store.store import Store  # which loads a database

    if not isinstance(store, Store):
        place(store, "store")


def _as(kind: type[T], found: Any, **changed: Any) -> T:
    """The same data as another, richer class of it."""
    return kind(**{each.name: getattr(found, each.name) for each in fields(found)} | changed)


class Scenario(scenarios.Scenario):
    """A scenario, ready to be played.

    Read one with `detente.load`; play it with `simulate`.
    """

    __slots__ = ()

    def simulate(
        self,
        paths: int = 10_000,
        seed: int = 1,
        *,
        until: dt.date | None = None,
        force: Mapping[str, bool] | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
        **forced: bool,
    ) -> Ensemble:
        """Play many futures.

        Parameters
        ----------
        paths : int
            Number of futures.
        seed : int
            Same seed, same result, whatever the threads.
        until : date, optional
            Last day, within the horizon.
        force : mapping of claim id to bool, optional
            Claims that hold, or fail, on every path: an intervention, which leaves what they are
            given as it is (`Ensemble.intervention`).
        threads : int, optional
            Threads; by default the processors that are there.
        progress : callable, optional
            Told how many futures are done, and how many there are.
        **forced : bool
            Claims by keyword, with underscores for hyphens: ``needs_both_sides=False``.
            Whatever their names, `force` takes them all.

        Returns
        -------
        Ensemble

        Raises
        ------
        OutcomeError
            If a claim is unknown or a number outside its range.
        """
        from detente.ensemble.simulate import simulate

        claims = {} if force is None else table(force, "force")
        called(progress, "progress")
        claims.update({name.replace("_", "-"): value for name, value in forced.items()})
        played = simulate(
            self,
            paths=paths,
            seed=seed,
            until=until,
            forced=claims,
            threads=threads,
            progress=progress,
        )
        return _as(Ensemble, played)

    def as_believed_by(self, analyst: str) -> Scenario:
        """The scenario with the credences of an analyst, or ``pool`` for all of them together.

        Parameters
        ----------
        analyst : str
            Whose file lies in the scenario's folder ``credences``, as ``NAME.csv``.

        Raises
        ------
        OutcomeError
            If there is no such analyst.
        """
        return as_believed_by(self, word(analyst, "analyst"))

    @property
    def credences(self) -> Rows[CredenceRow]:
        """Credences of the claims by who holds them: the scenario, each analyst, their pool."""
        from detente.scenario.credence_rows import credence_rows

        return credence_rows(self)

    def disagreement(
        self,
        outcome: str,
        analysts: Sequence[str] = (),
        *,
        paths: int = 10_000,
        seed: int = 1,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Disagreement:
        """Which claims make analysts disagree about an outcome: a split that sums.

        Parameters
        ----------
        outcome : str
        analysts : sequence of str
            Two of them or more; all by default.
        paths : int
            Futures that tell it; they are played once for each analyst.
        seed : int
        threads : int, optional
        progress : callable, optional
            Told how many futures are done, and how many there are.

        Raises
        ------
        OutcomeError
            If there is no such outcome or analyst, or too few futures tell.
        """
        from detente.explain.disagreement import disagreement

        check_threads(threads)
        called(progress, "progress")
        return disagreement(
            self,
            word(outcome, "outcome"),
            [word(each, "analysts") for each in listed(analysts, "analysts")],
            paths=paths,
            seed=seed,
            threads=threads,
            progress=progress,
        )

    def branches(
        self,
        path: int | None = None,
        on: dt.date | None = None,
        *,
        acts: Sequence[str] = (),
        without: Sequence[str] = (),
        paths: int | None = None,
        seed: int = 1,
        until: dt.date | None = None,
        force: Mapping[str, bool] | None = None,
        threads: int | None = None,
        stage: Stage | None = None,
    ) -> Branches:
        """Continue a future, or the record, with and without acts that are put in or taken out.

        The same as `Ensemble.branches` of `simulate`, without playing the other futures.

        Parameters
        ----------
        path, on, acts, without, paths, threads, stage
            As in `Ensemble.branches`; without a path, `paths` is the number of futures.
        seed, until, force
            As in `simulate`.

        Returns
        -------
        Branches

        Raises
        ------
        OutcomeError
            If there is no such future, day, act or claim.
        """
        from detente.branch.branches import branches
        from detente.branch.continued import setting_of

        called(stage, "stage")
        setting = setting_of(self, path, paths, seed, until, {} if force is None else force)
        found = branches(
            setting,
            path,
            on,
            acts=acts,
            without=without,
            paths=paths,
            threads=threads,
            stage=stage,
        )
        return _branches(found)

    def fit(
        self,
        *,
        store: str | Path | Store | None = None,
        dataset: str | None = None,
        first: dt.date | None = None,
        last: dt.date | None = None,
        published_until: dt.date | None = None,
        profile: Sequence[str] = (),
    ) -> Fit:
        """Estimate coefficients and baselines on an event store; see `detente.fit`.

        Parameters
        ----------
        store : path or Store, optional
            By default ``$DETENTE_STORE``, else the user's data directory.
        dataset : str, optional
            Data source; by default that of the record, or the store's only one.
        first, last : date, optional
            Days of the likelihood, both included.
        published_until : date, optional
            Leave out acts that the source published later; by default as the record says.
        profile : sequence of str
            Effects whose half-lives and thresholds are searched for.

        Returns
        -------
        Fit

        Raises
        ------
        InputError
            If nothing sensible can be given.
        """
        return fit(
            self,
            store=store,
            dataset=dataset,
            first=first,
            last=last,
            published_until=published_until,
            profile=profile,
        )

    def observe(
        self,
        acts: str | Path | Sequence[Any] | None = None,
        to: dt.date | None = None,
        *,
        dataset: str | None = None,
        store: str | Path | Store | None = None,
        paths: int = 1_000,
        seed: int = 1,
        threads: int | None = None,
        stage: Stage | None = None,
    ) -> Observed:
        """Weigh claims and coefficients by what happened since the as-of date, and what did not.

        Draws of the prior are weighed by the exact daily likelihood of the acts, resampled and
        moved where few of them are left; moods are integrated out (docs/observe.md).

        Parameters
        ----------
        acts : str, Path or sequence of acts
            A file of acts as the record's own, or acts such as those of `Ensemble.future`.
        to : date
            Last day that they cover: what is not there until then did not happen. Of the event
            store by default the last day that it has.
        dataset : str, optional
            A data source of the event store, in the place of `acts`.
        store : path or Store, optional
            That store; by default ``$DETENTE_STORE``, else the user's data directory.
        paths : int
            Draws of belief and coefficients.
        seed : int
            Same seed, same result, whatever the threads.
        threads : int, optional
        stage : callable, optional
            Begins a stage of the work by its name and gives whom to tell how far it is.

        Returns
        -------
        Observed

        Raises
        ------
        InputError
            If an act cannot be read, lies on a day that is not played, has no chance under any
            draw, or too few draws count.
        """
        from detente.observe.acts import acts_given
        from detente.observe.observe import observe

        _check_store(store)
        check_threads(threads)
        called(stage, "stage")
        begin = (stage or silent)(_("observing, days"))
        found = observe(
            self,
            acts_given(acts),
            None if to is None else day(to, "to"),
            dataset=None if dataset is None else word(dataset, "dataset"),
            store=store,
            paths=whole(paths, "paths"),
            seed=seeded(seed),
            threads=threads,
            progress=begin,
        )
        return _as(Observed, found)

    def check(
        self,
        sources: Mapping[str, str | Path] | None = None,
        *,
        quick: bool = False,
        stage: Stage | None = None,
    ) -> Report:
        """Validate claims, effects, rates, stability and the declared signs.

        Parameters
        ----------
        sources : mapping of document to path, optional
            Documents at hand: the locators of the claims are verified in them.
        quick : bool
            Leave out the trial of the declared signs.
        stage : callable, optional
            Begins a stage of the work by its name and gives whom to tell how far it is.

        Returns
        -------
        detente.check.report.Report
            What was counted, and the faults that make the scenario unfit.

        Raises
        ------
        InputError
            If there is no such document, or its file cannot be read.
        """
        from detente.check.locators import verify
        from detente.check.report import check

        given = {} if sources is None else table(sources, "sources")
        locators = {
            document: verify(self, word(document, "sources"), place(file, f"sources: {document}"))
            for document, file in given.items()
        }
        quick = flag(quick, "quick")
        called(stage, "stage")
        return check(self, locators, quick=quick, stage=stage or silent)


class Ensemble(ensembles.Ensemble):
    """Many futures of a scenario, and what they answer.

    `first` and `count` hold, for each path and outcome, the day of first passage (−1 for never)
    and the number of acts or days; `truth` which claims held.
    """

    __slots__ = ()

    scenario: Scenario

    def document(
        self, belief_ranges: Mapping[str, tuple[float, float]] | None = None
    ) -> dict[str, Any]:
        """The answers as plain data: the document of ``--json`` (docs/json.md).

        `belief_ranges` are those of the method of that name, if they are to be in it.
        """
        from detente.ensemble.document import document

        return document(self, belief_ranges)

    def summary(self) -> Printed:
        """What ``detente simulate`` prints: the outcomes, when, the indices, two futures.

        Returns
        -------
        Printed
            A string that shows itself as it is at a prompt and in a notebook.
        """
        from detente.terminal import result
        from detente.terminal.printed import printed

        return printed(lambda console: result.show(console, self))

    def belief_ranges(
        self, *, threads: int | None = None, progress: Progress | None = None
    ) -> dict[str, tuple[float, float]]:
        """Between which the chance of each outcome lies if one knew which claims hold.

        `estimate(…).interval` leaves belief averaged out; this is the 95 % range of
        P(outcome | claims, coefficients) over draws of both. As many futures are played once more.

        Returns
        -------
        dict of outcome to (float, float)
        """
        from detente.ensemble.belief_range import belief_ranges

        return belief_ranges(self, threads=threads, progress=progress)

    def seen(
        self, *what: object, threads: int | None = None, progress: Progress | None = None
    ) -> Ensemble:
        """Only the futures in which something is so: conditioning, never an intervention.

        Where fewer than 200 are left, more are played, up to ten times as many as there are.

        Parameters
        ----------
        *what : str or mapping
            Each as docs/seen.md says: ``"ministers-talk before 2025-03-01"``, ``"not claim ID"``,
            ``"truce is over on 2025-06-01"``, ``"stock above 20 ever"``; a mapping is a condition,
            as a scenario writes one. With ``" at 80 %"`` behind it, it is not sure: futures are
            left out until it has this probability. All together, in no order.
        threads : int, optional
        progress : callable, optional
            Told how many futures are done, and how many there are.

        Returns
        -------
        Ensemble
            An ordinary one; `Ensemble.only` says what is seen in it.

        Raises
        ------
        InputError
            If something cannot be understood, or too few futures see it.
        """
        from detente.seen.chosen import seen

        check_threads(threads)
        called(progress, "progress")
        return _as(Ensemble, seen(self, what, threads=threads, progress=progress))

    def seen_answer(
        self, *what: object, threads: int | None = None, progress: Progress | None = None
    ) -> SeenAnswer:
        """What changes by what is seen: outcomes and claims, given it beside without it.

        Of claims that are seen for sure, also what forcing them would do, where that differs.

        Parameters
        ----------
        *what : str or mapping
            As of `seen`.
        threads : int, optional
        progress : callable, optional
            Told how many futures are done, and how many there are.

        Returns
        -------
        SeenAnswer

        Raises
        ------
        InputError
            As `seen`.
        """
        from detente.seen.answer import seen_answer

        check_threads(threads)
        called(progress, "progress")
        return _as(SeenAnswer, seen_answer(self, what, threads=threads, progress=progress))

    def figure(self) -> Figure:
        """How likely each outcome is, with its interval: for notebooks, and ``.save(…)``."""
        from detente.charts.figure import Figure
        from detente.report.outcomes import likelihoods

        return Figure(likelihoods(self, [o.id for o in self.scenario.outcomes if o.listed]))

    def amount_figure(self, amount: str) -> Figure:
        """How the futures spread over an amount: for notebooks, and ``.save(…)``.

        Raises
        ------
        OutcomeError
            If there is no such amount, or no future in which it is asked.
        """
        from detente.charts.figure import Figure
        from detente.report.amounts import amount_chart

        chart = amount_chart(self, self.scenario.amount(amount))
        if chart is None:
            raise OutcomeError(
                _("amount '{amount}' is asked in none of the futures").format(amount=amount)
            )
        return Figure(chart)

    def state_figure(self, state: str) -> Figure:
        """In which share of the futures a state has each value, by day: for ``.save(…)``.

        What is known of it before the as-of date stands to the left.

        Raises
        ------
        OutcomeError
            If there is no such state.
        """
        from detente.charts.figure import Figure
        from detente.report.moving import state_chart

        known = [each.state for each in self.states]
        if state not in known:
            raise OutcomeError(
                _("no state '{state}'{hint}").format(state=state, hint=did_you_mean(state, known))
            )
        return Figure(state_chart(self, self.states[state]))

    def level_figure(self, level: str) -> Figure:
        """How the futures spread over a level, by day: for notebooks, and ``.save(…)``.

        Raises
        ------
        OutcomeError
            If there is no such level.
        """
        from detente.charts.figure import Figure
        from detente.report.moving import level_chart

        self.level_quantiles(level, (0.5,))  # says which levels there are
        return Figure(level_chart(self, self.levels[level]))

    def branch(
        self,
        path: int | None = None,
        on: dt.date | None = None,
        *,
        acts: Sequence[str] = (),
        without: Sequence[str] = (),
        paths: int | None = None,
        fresh: bool = True,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Ensemble:
        """Continue one future from a day on, or the record, with acts put in or taken out.

        Until that day every continuation is the future itself; its claims and coefficients stay.
        The days after are drawn anew, with the same draws whatever is put in, so that
        `detente.compare` takes two branches of one day path by path (docs/branch.md).

        Parameters
        ----------
        path : int, optional
            The future; by default the record is continued, by all futures with their own draws.
        on : date, optional
            The last day of that future that is kept.
        acts : sequence of str
            Acts that are put in, each ``PROCESS@DATE``: an intervention.
        without : sequence of str
            Acts that are taken out: ``PROCESS@DATE``, or ``PROCESS`` on all days after.
        paths : int, optional
            Continuations of the future, 10,000 by default.
        fresh : bool
            False has the one continuation with the draws of the future itself.
        threads : int, optional
        progress : callable, optional
            Told how many futures are done, and how many there are.

        Returns
        -------
        Ensemble

        Raises
        ------
        OutcomeError
            If there is no such future, day or act.
        """
        from detente.branch.continued import continued

        called(progress, "progress")
        found = continued(
            self.setting,
            path,
            on,
            acts=acts,
            without=without,
            paths=paths,
            fresh=flag(fresh, "fresh"),
            threads=threads,
            progress=progress,
        )
        return _as(Ensemble, found)

    def branches(
        self,
        path: int | None = None,
        on: dt.date | None = None,
        *,
        acts: Sequence[str] = (),
        without: Sequence[str] = (),
        paths: int | None = None,
        threads: int | None = None,
        stage: Stage | None = None,
    ) -> Branches:
        """Continue with and without acts that are put in or taken out, and say what differs.

        Parameters
        ----------
        path, on, acts, without, paths, threads
            As in `branch`.
        stage : callable, optional
            Begins a stage of the work by its name and gives whom to tell how far it is.

        Returns
        -------
        Branches

        Raises
        ------
        OutcomeError
            If there is no such future, day or act.
        """
        from detente.branch.branches import branches

        called(stage, "stage")
        found = branches(
            self,
            path,
            on,
            acts=acts,
            without=without,
            paths=paths,
            threads=threads,
            stage=stage,
        )
        return _branches(found)

    def explain(
        self,
        outcome: str,
        *,
        level: float | None = None,
        threads: int | None = None,
        stage: Stage | None = None,
    ) -> Explanation:
        """Explain an outcome: what holds it back, what claims are worth, which uncertainty.

        Parameters
        ----------
        outcome : str
        level : float, optional
            A probability to be reached; adds what it would take.
        threads : int, optional
        stage : callable, optional
            Begins a stage of the work by its name and gives whom to tell how far it is.

        Returns
        -------
        Explanation

        Raises
        ------
        OutcomeError
            If there is no such outcome, or the level is no probability.
        """
        check_threads(threads)
        called(stage, "stage")
        found = explanations.explain(self, outcome, level=level, threads=threads, stage=stage)
        return _as(Explanation, found)

    def watch(
        self,
        outcome: str | None = None,
        *,
        claim: str | None = None,
        by: Sequence[dt.date] = (),
        most: int = watching.MOST,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Watch:
        """What would tell most about an outcome, or about a claim, if it were seen by some day.

        Parameters
        ----------
        outcome : str, optional
        claim : str, optional
            In the place of an outcome: what would show whether it holds.
        by : sequence of date, optional
            Days on whose evenings one looks; by default four, up to the day before the outcome's
            typical one, or to the end of the play for a claim.
        most : int
            How many indicators are told.
        threads : int, optional
        progress : callable, optional
            Told how many futures are done, and how many there are.

        Returns
        -------
        Watch

        Raises
        ------
        OutcomeError
            If there is no such outcome or claim, nothing about it is uncertain, or nothing is open
            on a day that is given.
        """
        check_threads(threads)
        called(progress, "progress")
        found = watching.watch(
            self, outcome, claim=claim, by=by, most=most, threads=threads, progress=progress
        )
        return _as(Watch, found)

    def report(
        self,
        path: str | Path,
        *,
        outcome: str | None = None,
        seen: Sequence[object] = (),
        charts: str | Path | None = None,
        overwrite: bool = False,
        language: str | None = None,
        threads: int | None = None,
        stage: Stage | None = None,
    ) -> None:
        """Write a report: one HTML file that needs no network; see `detente.write_report`.

        Parameters
        ----------
        path : str or Path
        outcome : str, optional
            The outcome that is explained; by default the first that is listed.
        seen : sequence
            What is seen, each as `seen` takes it: what it changes has a section of its own.
        charts : str or Path, optional
            A new folder for every chart as SVG and PNG.
        overwrite : bool
            Whether a page and charts of the same names are replaced.
        language : {"en", "fr"}, optional
        threads : int, optional
        stage : callable, optional
            Begins a stage of the work by its name and gives whom to tell how far it is.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        InputError
            If something cannot be written, or is there and not to be replaced.
        """
        from detente.report.write import write_report

        write_report(
            self,
            path,
            outcome=outcome,
            seen=seen,
            charts=charts,
            overwrite=overwrite,
            language=language,
            threads=threads,
            stage=stage,
        )

    def storylines(
        self,
        kinds: int | None = None,
        outcomes: Sequence[str] = (),
        *,
        threads: int | None = None,
    ) -> Storylines:
        """Divide the futures into a few kinds: how likely each is, and what tells it apart.

        Parameters
        ----------
        kinds : int, optional
            From 2 to 8; by default the largest number that stands apart and is stable
            (docs/storylines.md), and one if none does.
        outcomes : sequence of str
            Those by whose dates futures are compared; by default all that are listed.
        threads : int, optional

        Returns
        -------
        Storylines

        Raises
        ------
        OutcomeError
            If the number is outside its range, there is no such outcome, or the futures are too
            much alike.
        """
        if kinds is not None:
            kinds = whole(kinds, "kinds")
        asked = [word(each, "outcomes") for each in listed(outcomes, "outcomes")]
        check_threads(threads)
        found = kinds_of_future.storylines(self, kinds, asked, threads=threads)
        return _as(Storylines, found)

    @property
    def forecasts(self) -> Rows[Forecast]:
        """What it forecasts: outcomes and amounts, each also given what the scenario gives it.

        By place, by name, or as a frame; each holds its whole law, as counts of futures.
        """
        from detente.forecasts.forecast import forecasts

        return forecasts(self)

    def questions(
        self,
        path: str | Path,
        format: str = "csv",
        *,
        mapping: str | Path | None = None,
        draws: int | None = None,
        overwrite: bool = False,
    ) -> None:
        """Write all forecasts in the format of a platform (docs/forecasts.md).

        Parameters
        ----------
        path : str or Path
            ``.parquet`` for a file of that kind, where the format has such.
        format : {"metaculus", "hubverse", "views", "csv"}
        mapping : str or Path, optional
            A CSV that says which questions of the platform are answered.
        draws : int, optional
            Futures that are written one by one, where the format takes such.
        overwrite : bool
            Whether a file that is there is replaced.

        Raises
        ------
        InputError
            If the format does not take what is asked, the mapping cannot be used, or nothing can be
            written.
        """
        from detente.forecasts.write import write_questions

        write_questions(self, path, format, mapping=mapping, draws=draws, overwrite=overwrite)

    def pledge(self, file: str | Path, *, analyst: str = "", only: Sequence[str] = ()) -> Pledged:
        """Append the forecasts to a file in which every change is found; see `detente.score`.

        Parameters
        ----------
        file : str or Path
            Made if it is not there; each line bears the hash of the one before.
        analyst : str
            Who pledges.
        only : sequence of str
            Names of forecasts; by default all.

        Returns
        -------
        Pledged
            How many lines the file has now, and the hash of the last one.

        Raises
        ------
        InputError
            If the file is damaged or cannot be written, or there is no such forecast.
        """
        from detente.forecasts.pledge import pledge

        return pledge(self, file, analyst=analyst, only=only)


class Branches(branching.Branches):
    """Continuations from one day, and what acts put in or taken out change."""

    __slots__ = ()

    plain: Ensemble
    changed: Ensemble

    def document(self) -> dict[str, Any]:
        """The continuations as plain data: the document of ``--json`` (docs/branch.md)."""
        from detente.branch.document import branches_document

        return branches_document(self)

    def summary(self) -> Printed:
        """What ``detente branch`` prints."""
        from detente.terminal import branched
        from detente.terminal.printed import printed

        return printed(lambda console: branched.show(console, self))

    def figure(self, outcome: str | None = None) -> Figure:
        """By when an outcome comes about, with and without: for notebooks, and ``.save(…)``.

        Parameters
        ----------
        outcome : str, optional
            By default the one that moves most.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        from detente.branch.chart import figure
        from detente.charts.figure import Figure

        return Figure(figure(self, outcome))


def _branches(found: branching.Branches) -> Branches:
    plain = _as(Ensemble, found.plain)
    changed = plain if found.plain is found.changed else _as(Ensemble, found.changed)
    return _as(Branches, found, plain=plain, changed=changed)


class Explanation(explanations.Explanation):
    """Why an outcome is as likely as it is; see `Ensemble.explain`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The explanation as plain data: the document of ``--json`` (docs/json.md)."""
        from detente.explain.document import explanation_document

        return explanation_document(self)

    def memo(self) -> list[str]:
        """What it finds in at most eight sentences, in the language in force (docs/explain.md)."""
        from detente.explain.memo.explained import memo

        return memo(self)

    def summary(self) -> Printed:
        """What ``detente explain`` prints."""
        from detente.terminal import explained
        from detente.terminal.printed import printed

        return printed(lambda console: explained.show(console, self))

    def figure(self) -> Figure:
        """What holds the outcome back, day by day, of its first process."""
        return self.figures()[0]

    def figures(self) -> list[Figure]:
        """The same of every process, each followed by its gates."""
        from detente.charts.figure import Figure
        from detente.report.why import stacks

        return [Figure(chart) for chart in stacks(self)]


class Watch(watched.Watch):
    """What to watch, the most telling first; see `Ensemble.watch`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """As plain data: the document of ``--json`` (docs/json.md)."""
        from detente.watch.document import document

        return document(self)

    def summary(self) -> Printed:
        """What ``detente watch`` prints."""
        from detente.terminal import watched as page
        from detente.terminal.printed import printed

        return printed(lambda console: page.show(console, self))

    def figure(self) -> Figure:
        """Of each indicator the probability if it is seen, and if not: for ``.save(…)``.

        Raises
        ------
        OutcomeError
            If nothing tells anything.
        """
        from detente.charts.figure import Figure
        from detente.watch.chart import chart

        if not self.indicators:
            raise OutcomeError(_("nothing that was looked at tells anything"))
        return Figure(chart(self))


class Comparison(comparisons.Comparison):
    """Two ensembles compared; see `detente.compare`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The comparison as plain data: the document of ``--json`` (docs/json.md)."""
        from detente.explain.document import comparison_document

        return comparison_document(self)

    def memo(self) -> list[str]:
        """What differs in at most eight sentences, in the language in force (docs/explain.md)."""
        from detente.explain.memo.compared import memo

        return memo(self)

    def summary(self) -> Printed:
        """What ``detente compare`` prints."""
        from detente.terminal import compared
        from detente.terminal.printed import printed

        return printed(lambda console: compared.show(console, self))


class Storylines(kinds_of_future.Storylines):
    """The kinds into which futures fall; see `Ensemble.storylines`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The kinds as plain data: the document of ``--json`` (docs/storylines.md)."""
        from detente.storylines.document import document

        return document(self)

    def summary(self) -> Printed:
        """What ``detente storylines`` prints."""
        from detente.terminal import storylines as page
        from detente.terminal.printed import printed

        return printed(lambda console: page.show(console, self))

    def figure(self) -> Figure:
        """A map of the futures: each a point, those alike near each other."""
        return self.figures()[-1]

    def figures(self) -> list[Figure]:
        """Bands of the first relation index or level by kind, where there is one, and the map."""
        from detente.charts.figure import Figure
        from detente.storylines.chart import figures

        return [Figure(chart) for chart in figures(self)]


class Observed(observing.Observed):
    """What has happened since, and what it says; see `Scenario.observe`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """As plain data: the document of ``--json`` (docs/observe.md)."""
        from detente.observe.document import document

        return document(self)

    def summary(self) -> Printed:
        """What ``detente observe`` prints."""
        from detente.terminal import observed
        from detente.terminal.printed import printed

        return printed(lambda console: observed.show(console, self))

    def figure(self) -> Figure:
        """Credences before and after: for notebooks, and ``.save(…)``."""
        from detente.charts.figure import Figure
        from detente.observe.chart import figure

        return Figure(figure(self))

    def updated(self) -> Scenario:
        """The scenario as of the last day that was observed, with what was learnt.

        Raises
        ------
        InputError
            If nothing is left to play.
        """
        from detente.observe.successor import successor

        return _as(Scenario, successor(self).scenario)

    def write(self, folder: str | Path, *, overwrite: bool = False) -> list[str]:
        """Write the folder of that scenario, whole or not at all.

        Returns
        -------
        list of str
            What the draws know and the scenario cannot hold.

        Raises
        ------
        InputError
            If nothing is left to play, or the folder cannot be written.
        """
        from detente.observe.successor import write

        return write(self, place(folder, "folder"), overwrite=flag(overwrite, "overwrite"))


class SeenAnswer(answers.SeenAnswer):
    """What changes by what is seen; see `Ensemble.seen_answer`."""

    __slots__ = ()

    def ensemble(self, *, threads: int | None = None, progress: Progress | None = None) -> Ensemble:
        """The futures that are left, as `Ensemble.seen` gives them."""
        from detente.seen.chosen import chosen

        check_threads(threads)
        called(progress, "progress")
        return _as(Ensemble, chosen(self.selection, threads=threads, progress=progress))

    def document(self) -> dict[str, Any]:
        """The answer as plain data (docs/json.md)."""
        from detente.seen.document import answer_document

        return answer_document(self)

    def summary(self) -> Printed:
        """What ``detente simulate --seen`` prints of it."""
        from detente.terminal import seen
        from detente.terminal.printed import printed

        return printed(lambda console: seen.show(console, self))

    def figure(self) -> Figure:
        """How likely each outcome is in all futures and given what is seen: for ``.save(…)``."""
        from detente.charts.figure import Figure
        from detente.seen.chart import beside

        return Figure(beside(self))

    def course_figure(self, outcome: str) -> Figure:
        """By date, in which share of the futures an outcome has come about, in all and given it.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        from detente.charts.figure import Figure
        from detente.seen.chart import course

        self.setting.scenario.outcome(outcome)
        return Figure(course(self, outcome))


class Scores(scored.Scores):
    """Pledged forecasts beside what came; see `detente.score`."""

    __slots__ = ()

    def summary(self) -> Printed:
        """What ``detente score`` prints."""
        from detente.terminal import scored as page
        from detente.terminal.printed import printed

        return printed(lambda console: page.show(console, self))

    def figure(self) -> Figure:
        """Of forecasts of about one probability, how many came: for notebooks, ``.save(…)``.

        Raises
        ------
        OutcomeError
            If nothing that has a probability is scored.
        """
        from detente.charts.figure import Figure
        from detente.forecasts.chart import figure

        if not self.calibration:
            raise OutcomeError(_("nothing that has a probability is scored yet"))
        return Figure(figure(self.calibration))


class Fit(results.Fit):
    """A scenario's coefficients as the record has them; see `detente.fit`."""

    __slots__ = ()

    def applied(self) -> Scenario:
        """The scenario with its coefficients drawn from the fit; its texts name and hold it."""
        return _as(Scenario, super().applied())


@dataclass(frozen=True, slots=True, repr=False)
class Repeat(runs.Repeat):
    """A run played again, and how it compares.

    `differing` gives, for each outcome with any, the number of futures in which it came about on
    another day or not at all; `largest` the largest difference in a daily mean; `versions` what
    was then and is now, where they differ.
    """

    ensemble: Ensemble


class Run(runs.Run):
    """A run folder; open one with `detente.open_run`.

    Attributes
    ----------
    folder : Path
    manifest : Manifest
        What `run.json` says: scenario, seed, paths, versions, digest of the results.
    """

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was played, from the copy in the folder.

        Raises
        ------
        InputError
            If the copy has been changed.
        """
        return _as(Scenario, super().scenario)

    def ensemble(self) -> Ensemble:
        """The ensemble as it was, to be asked anything; nothing is played.

        Raises
        ------
        InputError
            If the tables have been changed or do not fit the scenario.
        """
        return _as(Ensemble, super().ensemble())

    def repeat(self, *, threads: int | None = None, progress: Progress | None = None) -> Repeat:
        """Play the run again and compare.

        Raises
        ------
        InputError
            If the folder is damaged.
        """
        called(progress, "progress")
        found = super().repeat(threads=threads, progress=progress)
        return _as(Repeat, found, ensemble=_as(Ensemble, found.ensemble))


def load(
    name: str | Path, store: str | Path | Store | None = None, *, fitted: bool = True
) -> Scenario:
    """Read and validate a scenario.

    Parameters
    ----------
    name : str or Path
        A folder, or the id of a built-in scenario.
    store : path or Store, optional
        The event store of a scenario with ``record = "store"``; by default ``$DETENTE_STORE``,
        else the user's data directory.
    fitted : bool
        Whether its coefficients are drawn from the fit that it names, if it names one; without,
        they are as it states them.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        One line: the file, the key, what is wrong and what would be right.
    """
    place(name, "name")
    _check_store(store)
    return _as(Scenario, reading.load(name, store, fitted=flag(fitted, "fitted")))


def open_run(folder: str | Path) -> Run:
    """Open a run folder that `detente simulate --out` wrote.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Run

    Raises
    ------
    InputError
        If it is no run folder, is damaged, or was written by a newer program.
    """
    found = runs.open_run(place(folder, "folder"))
    return Run(found.folder, found.manifest)


def fit(
    scenario: scenarios.Scenario,
    *,
    store: str | Path | Store | None = None,
    dataset: str | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    published_until: dt.date | None = None,
    profile: Sequence[str] = (),
    stage: Stage | None = None,
    announce: Callable[[FitSize], None] | None = None,
) -> Fit:
    """Estimate the coefficients and baselines of a scenario on an event store.

    Maximum a posteriori under the scenario's priors, by the daily likelihood of event-days; the
    posterior is the normal law about it (docs/fit.md). Moods are integrated out; the hazard of a
    day is the mean over beliefs, claims at their credences.

    Parameters
    ----------
    scenario : Scenario
        A fit that it names already is left aside.
    store : path or Store, optional
        The event store; by default ``$DETENTE_STORE``, else the user's data directory. What the
        scenario has taken from it already is not taken again.
    dataset : str, optional
        Data source; by default that of the scenario's record, or the store's only one.
    first, last : date, optional
        Days of the likelihood, both included; not after the as-of date.
    published_until : date, optional
        Leave out acts that the source published later than this day, where it says when; by
        default as the scenario's record says, or none.
    profile : sequence of str
        Effects, or ``EFFECT.key``, whose half-lives and thresholds are searched for.
    stage : callable, optional
        Begins a stage of the work by its name and gives whom to tell how far it is.
    announce : callable, optional
        Told what the fit will take, rows, coefficients and bytes, before it begins.

    Returns
    -------
    Fit

    Raises
    ------
    InputError
        If it does not fit into memory, or nothing sensible can be given; the message names the
        effects and says what to do.
    """
    instance(scenario, "scenario", scenarios.Scenario, "as detente.load has it")
    _check_store(store)
    if dataset is not None:
        dataset = word(dataset, "dataset")
    for name, given in (("first", first), ("last", last), ("published_until", published_until)):
        if given is not None:
            day(given, name)
    profile = [word(each, "profile") for each in listed(profile, "profile")]
    called(stage, "stage")
    called(announce, "announce")
    found = fitting.fit(
        scenario,
        store=store,
        dataset=dataset,
        first=first,
        last=last,
        published_until=published_until,
        profile=profile,
        stage=stage,
        announce=announce,
    )
    return _as(Fit, found)


def compare(
    first: ensembles.Ensemble,
    second: ensembles.Ensemble,
    *,
    outcome: str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare two ensembles.

    Parameters
    ----------
    first, second : Ensemble
        With the same seed and number of paths they are compared path by path. If one goes
        further than the other, its days beyond the other's horizon do not count; where they begin
        on different dates, each day is compared with the one as long after the beginning
        (`Comparison.days`, `Comparison.spans`).
    outcome : str, optional
        Outcome whose contributions are compared; by default the one of acts that differs most.
    threads : int, optional
    progress : callable, optional
        Told how many futures are done, and how many there are.

    Returns
    -------
    Comparison

    Raises
    ------
    OutcomeError
        If they have no outcome in common, or not the one that was asked for.
    """
    for each, name in ((first, "first"), (second, "second")):
        instance(each, name, ensembles.Ensemble, "as Scenario.simulate gives it")
    check_threads(threads)
    called(progress, "progress")
    found = comparisons.compare(first, second, outcome=outcome, threads=threads, progress=progress)
    return _as(Comparison, found)


def score(
    pledges: str | Path,
    resolved: str | Path | None = None,
    *,
    acts: str | Path | None = None,
    dataset: str | None = None,
    store: str | Path | Store | None = None,
    until: dt.date | None = None,
    base: str | Path | None = None,
    scenario: str | scenarios.Scenario | None = None,
) -> Scores:
    """Score forecasts that were pledged, against what came.

    Parameters
    ----------
    pledges : str or Path
        A file of `Ensemble.pledge`.
    resolved : str or Path, optional
        A CSV of what came: `id`, `date` (or ``never``), `until`, `value`, `scenario`.
    acts : str or Path, optional
        A file of acts after the as-of date, as the record's own: it resolves by itself what hangs
        on acts alone, of pledges of this very scenario that were played to its end.
    dataset : str, optional
        A data source of the event store whose acts do the same.
    store : path or Store, optional
        That store; by default ``$DETENTE_STORE``, else the user's data directory.
    until : date, optional
        Last day that these acts cover; by default that of the last of them.
    base : str or Path, optional
        A CSV of base forecasts to be better than: `id`, `probability`, `scenario`; by default the
        climatology of what is scored.
    scenario : str or Scenario, optional
        Whose pledges are scored, by its id; by default all. With acts, the scenario itself.

    Returns
    -------
    Scores

    Raises
    ------
    InputError
        If a file is damaged or cannot be used.
    """
    _check_store(store)
    found = scoring.score(
        pledges,
        resolved,
        acts=acts,
        dataset=dataset,
        store=store,
        until=until,
        base=base,
        scenario=scenario,
    )
    return _as(Scores, found)
