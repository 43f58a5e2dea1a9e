"""What an ensemble answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.ensemble import ensemble as ensembles
from detente.errors import OutcomeError
from detente.explain import explanation as explanations
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.numerics.arguments import called, listed, whole, word
from detente.numerics.threads import check_threads
from detente.ontology.dyads import pair_key
from detente.public.explanation import Explanation
from detente.public.kind import as_kind
from detente.public.storylines import Storylines
from detente.public.told import drawn, told
from detente.public.watch import Watch
from detente.storylines import storylines as kinds_of_future
from detente.watch import watch as watching

if TYPE_CHECKING:
    from detente.charts.altair_chart import AltairChart
    from detente.charts.figure import Figure
    from detente.forecasts.forecast import Forecast
    from detente.forecasts.pledge import Pledged
    from detente.numerics.framed import Rows
    from detente.progress import Progress, Stage
    from detente.terminal.printed import Printed


class ToldEnsemble(ensembles.Ensemble):
    """Many futures of a scenario, and what they answer."""

    __slots__ = ()

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
        from detente.terminal.result import show

        return told(show, self)

    def belief_ranges(
        self, *, threads: int | None = None, progress: Progress | None = None
    ) -> dict[str, tuple[float, float]]:
        """Between which the chance of each outcome lies if one knew which claims hold.

        `estimate(…).interval` leaves belief averaged out; this is the 95 % range of
        P(outcome | claims, coefficients) over draws of both. As many futures are played once more;
        of an ensemble that was chosen as many as it was chosen from, and these are chosen likewise.

        Returns
        -------
        dict of outcome to (float, float)
        """
        from detente.seen.belief_range import belief_ranges

        return belief_ranges(self, threads=threads, progress=progress)

    def _repr_html_(self) -> str:
        """The listed outcomes as a table, for notebooks."""
        from detente.report.notebook import ensemble_html

        return ensemble_html(self)

    def figure(self, outcome: str | None = None) -> Figure:
        """How likely each outcome is, or by when one comes about: for notebooks, and ``.save(…)``.

        Parameters
        ----------
        outcome : str, optional
            One outcome: the share of the futures that have seen it, by date. By default all that
            are listed, with their intervals.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        from detente.report.outcomes import likelihoods, standing

        if outcome is not None:
            return drawn(standing(self, outcome))
        return drawn(likelihoods(self, [o.id for o in self.scenario.outcomes if o.listed]))

    def plot(self, outcome: str | None = None) -> AltairChart:
        """The same figure as a chart of Altair."""
        return self.figure(outcome).altair()

    def index_figure(self, a: str | None = None, b: str | None = None) -> Figure:
        """The relation index of a pair as a fan on its calendar: for notebooks, and ``.save(…)``.

        The pair is named as in `index`; by default it is the scenario's first.

        Raises
        ------
        OutcomeError
            If the scenario has no index for the pair.
        """
        from detente.report.fan import tone_fan

        pair = pair_key(*self.index(a, b).pair)
        declared = self.scenario.file.index
        return drawn(tone_fan(self, next(i for i in declared if pair_key(*i.pair) == pair)))

    def plot_index(self, a: str | None = None, b: str | None = None) -> AltairChart:
        """The same figure as a chart of Altair."""
        return self.index_figure(a, b).altair()

    def amount_figure(self, amount: str) -> Figure:
        """How the futures spread over an amount: for notebooks, and ``.save(…)``.

        Raises
        ------
        OutcomeError
            If there is no such amount, or no future in which it is asked.
        """
        from detente.report.amounts import amount_chart

        chart = amount_chart(self, self.scenario.amount(amount))
        if chart is None:
            raise OutcomeError(
                _("amount '{amount}' is asked in none of the futures").format(amount=amount)
            )
        return drawn(chart)

    def state_figure(self, state: str) -> Figure:
        """In which share of the futures a state has each value, by day: for ``.save(…)``.

        What is known of it before the as-of date stands to the left.

        Raises
        ------
        OutcomeError
            If there is no such state.
        """
        from detente.report.moving import state_chart

        known = [each.state for each in self.states]
        if state not in known:
            raise OutcomeError(
                _("no state '{state}'{hint}").format(state=state, hint=did_you_mean(state, known))
            )
        return drawn(state_chart(self, self.states[state]))

    def level_figure(self, level: str) -> Figure:
        """How the futures spread over a level, by day: for notebooks, and ``.save(…)``.

        Raises
        ------
        OutcomeError
            If there is no such level.
        """
        from detente.report.moving import level_chart

        self.level_quantiles(level, (0.5,))  # says which levels there are
        return drawn(level_chart(self, self.levels[level]))

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
        return as_kind(Explanation, found)

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
        return as_kind(Watch, found)

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
        return as_kind(Storylines, found)

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

    def pledge(self, file: str | Path, *, by: str = "", only: Sequence[str] = ()) -> Pledged:
        """Append the forecasts to a file in which every change is found; see `detente.score`.

        Parameters
        ----------
        file : str or Path
            Made if it is not there; each line bears the hash of the one before.
        by : str
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

        return pledge(self, file, by=by, only=only)
