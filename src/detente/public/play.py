"""A scenario, its futures, and what leads from one to another and back.

These name each other, so they share a file: a scenario is played, an ensemble knows its scenario,
what is observed gives the scenario of a later day. What each tells of itself is in its own file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.branch import branches as branching
from detente.fitting import fit as fitting
from detente.fitting import result as results
from detente.language.current import gettext as _
from detente.numerics.arguments import (
    called,
    day,
    flag,
    instance,
    listed,
    seeded,
    table,
    whole,
    word,
)
from detente.numerics.threads import check_threads
from detente.progress import silent
from detente.public.branches import ToldBranches
from detente.public.ensemble import ToldEnsemble
from detente.public.kind import as_kind
from detente.public.observed import ToldObserved
from detente.public.scenario import ToldScenario
from detente.public.seen import ToldSeenAnswer
from detente.public.store import check_store
from detente.scenario import scenario as scenarios
from detente.scenario.believed import as_believed_by

if TYPE_CHECKING:
    from detente.ensemble.kept.keep import Keep
    from detente.events.store.store import Store
    from detente.fitting.fit import FitSize
    from detente.progress import Progress, Stage


class Scenario(ToldScenario):
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
        credences: Mapping[str, float] | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
        keep: Keep = "days",
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
        credences : mapping of claim id to float, optional
            Claims that are believed otherwise than stated: an intervention too, which has as many
            futures take another truth as that takes, and leaves the rates as they were solved.
        threads : int, optional
            Threads; by default the processors that are there.
        progress : callable, optional
            Told how many futures are done, and how many there are.
        keep : {"days", "acts", "nothing"}
            What is kept of the futures, so that claims can be forced and things be seen without
            playing all of them again. No result depends on it; of the built-in scenario 10,000
            futures take 190 MB less with ``nothing``.
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
        from detente.ensemble.bases import played_or_replayed
        from detente.ensemble.kept.keep import check_keep
        from detente.ensemble.simulate import requested

        wanted = check_keep(keep)
        moved = {} if credences is None else table(credences, "credences")
        claims = {} if force is None else table(force, "force")
        called(progress, "progress")
        claims.update({name.replace("_", "-"): value for name, value in forced.items()})
        setting = requested(self, paths, seed, until, claims, moved)
        return as_kind(
            Ensemble, played_or_replayed(setting, threads=threads, progress=progress, keep=wanted)
        )

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

    def branches(
        self,
        path: int | None = None,
        on: dt.date | None = None,
        *,
        acts: Sequence[str] = (),
        without: Sequence[str] = (),
        paths: int | None = None,
        beliefs: str = "kept",
        seed: int = 1,
        until: dt.date | None = None,
        force: Mapping[str, bool] | None = None,
        credences: Mapping[str, float] | None = None,
        threads: int | None = None,
        stage: Stage | None = None,
    ) -> Branches:
        """Continue a future, or the record, with and without acts that are put in or taken out.

        The same as `Ensemble.branches` of `simulate`, without playing the other futures.

        Parameters
        ----------
        path, on, acts, without, paths, beliefs, threads, stage
            As in `Ensemble.branches`; without a path, `paths` is the number of futures.
        seed, until, force, credences
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
        setting = setting_of(self, path, paths, seed, until, force or {}, credences or {})
        found = branches(
            setting,
            path,
            on,
            acts=acts,
            without=without,
            paths=paths,
            beliefs=beliefs,
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

        check_store(store)
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
        return as_kind(Observed, found)


class Ensemble(ToldEnsemble):
    """Many futures of a scenario, and what they answer.

    `first` and `count` hold, for each path and outcome, the day of first passage (−1 for never)
    and the number of acts or days; `truth` which claims held.
    """

    __slots__ = ()

    scenario: Scenario

    def forcing(
        self,
        force: Mapping[str, bool],
        *,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Ensemble:
        """The same futures with further claims forced: only those that change are played.

        Parameters
        ----------
        force : mapping of claim id to bool
            Beside what is forced already, or in its place; the result is that of
            `Scenario.simulate` with all of it, to the last bit.
        threads : int, optional
        progress : callable, optional
            Told how many of the futures that are played are done, and how many they are.

        Returns
        -------
        Ensemble
            `replayed` says how many futures were played for it.

        Raises
        ------
        InputError
            If a claim is unknown, or the claims contradict one another.
        """
        return self._under(table(force, "force"), {}, threads, progress)

    def with_credence(
        self,
        credences: Mapping[str, float],
        *,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Ensemble:
        """The same futures with other credences of claims: only those that change are played.

        Parameters
        ----------
        credences : mapping of claim id to float
            Beside those that are moved already, or in their place. A claim that was forced is so
            no longer. With 1 or 0 it is the same as forcing it.
        threads : int, optional
        progress : callable, optional
            As in `forcing`.

        Returns
        -------
        Ensemble
            `replayed` says how many futures were played for it.

        Raises
        ------
        InputError
            If a claim is unknown, or relations rule the credence out.
        """
        return self._under({}, table(credences, "credences"), threads, progress)

    def _under(
        self,
        forced: Mapping[str, bool],
        credences: Mapping[str, float],
        threads: int | None,
        progress: Progress | None,
    ) -> Ensemble:
        from detente.ensemble.all_futures import check_all
        from detente.ensemble.asked import check_claims
        from detente.ensemble.replayed import replayed

        check_threads(threads)
        called(progress, "progress")
        check_all(self)
        check_claims(self.scenario, forced, credences)
        setting = self.setting.under(forced, credences)
        return as_kind(Ensemble, replayed(self, setting, threads=threads, progress=progress))

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
        return as_kind(Ensemble, seen(self, what, threads=threads, progress=progress))

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
        return as_kind(SeenAnswer, seen_answer(self, what, threads=threads, progress=progress))

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
        return as_kind(Ensemble, found)

    def branches(
        self,
        path: int | None = None,
        on: dt.date | None = None,
        *,
        acts: Sequence[str] = (),
        without: Sequence[str] = (),
        paths: int | None = None,
        beliefs: str = "kept",
        threads: int | None = None,
        stage: Stage | None = None,
    ) -> Branches:
        """Continue with and without acts that are put in or taken out, and say what differs.

        Parameters
        ----------
        path, on, acts, without, paths, threads
            As in `branch`.
        beliefs : {"kept", "drawn"}
            Whether continuations have the claims and coefficients of the future, or draw them
            anew, weighed by what it has seen until the day.
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
            beliefs=beliefs,
            threads=threads,
            stage=stage,
        )
        return _branches(found)


class SeenAnswer(ToldSeenAnswer):
    """What changes by what is seen; see `Ensemble.seen_answer`."""

    __slots__ = ()

    def ensemble(self, *, threads: int | None = None, progress: Progress | None = None) -> Ensemble:
        """The futures that are left, as `Ensemble.seen` gives them."""
        from detente.seen.chosen import chosen

        check_threads(threads)
        called(progress, "progress")
        return as_kind(Ensemble, chosen(self.selection, threads=threads, progress=progress))


class Branches(ToldBranches):
    """Continuations from one day, and what acts put in or taken out change."""

    __slots__ = ()

    plain: Ensemble
    changed: Ensemble


class Observed(ToldObserved):
    """What has happened since, and what it says; see `Scenario.observe`."""

    __slots__ = ()

    def updated(self) -> Scenario:
        """The scenario as of the last day that was observed, with what was learnt.

        Raises
        ------
        InputError
            If nothing is left to play.
        """
        from detente.observe.successor import successor

        return as_kind(Scenario, successor(self).scenario)


class Fit(results.Fit):
    """A scenario's coefficients as the record has them; see `detente.fit`."""

    __slots__ = ()

    def applied(self) -> Scenario:
        """The scenario with its coefficients drawn from the fit; its texts name and hold it."""
        return as_kind(Scenario, super().applied())


def _branches(found: branching.Branches) -> Branches:
    plain = as_kind(Ensemble, found.plain)
    changed = plain if found.plain is found.changed else as_kind(Ensemble, found.changed)
    return as_kind(Branches, found, plain=plain, changed=changed)


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
    check_store(store)
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
    return as_kind(Fit, found)
