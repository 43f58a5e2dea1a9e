"""What a scenario tells before it is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.numerics.arguments import called, flag, listed, place, table, word
from detente.numerics.threads import check_threads
from detente.progress import silent
from detente.scenario import scenario as scenarios

if TYPE_CHECKING:
    from detente.check.report import Report
    from detente.explain.disagreement import Disagreement
    from detente.numerics.framed import Rows
    from detente.progress import Progress, Stage
    from detente.scenario.credence_rows import CredenceRow


class ToldScenario(scenarios.Scenario):
    """A scenario, and what it tells before it is played."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """What it asks, and its claims with their credences, for notebooks."""
        from detente.report.notebook import scenario_html

        return scenario_html(self)

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
        from detente.reading.ways import ways

        given = {} if sources is None else table(sources, "sources")
        locators = {
            document: verify(
                self, word(document, "sources"), place(file, f"sources: {document}"), ways
            )
            for document, file in given.items()
        }
        quick = flag(quick, "quick")
        called(stage, "stage")
        return check(self, locators, quick=quick, stage=stage or silent)
