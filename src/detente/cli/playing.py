"""How an ensemble is to be had: a scenario played as the options say, or a run taken as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.options import a_date
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import hint
from detente.scenario.folder import RUN

if TYPE_CHECKING:
    from detente.ensemble.kept.keep import Keep
    from detente.progress import Stage
    from detente.public.play import Branches, Ensemble, Scenario, SeenAnswer
    from detente.public.run import Run

PATHS, SEED = 10_000, 1
MOST_THREADS = 256


@dataclass(frozen=True, slots=True)
class Play:
    """What the options say of a play; None is what was left out."""

    paths: int | None = None
    seed: int | None = None
    until: dt.date | None = None
    forced: Mapping[str, bool] = field(default_factory=dict)
    credences: Mapping[str, float] = field(default_factory=dict)
    threads: int | None = None
    store: str | None = None
    analyst: str | None = None

    @classmethod
    def of(
        cls,
        paths: int | None,
        seed: int | None,
        until: str | None,
        forced: Mapping[str, bool],
        credences: Mapping[str, float],
        threads: int | None,
        store: str | None,
        analyst: str | None = None,
    ) -> Play:
        """Read what was given to the options.

        Raises
        ------
        InputError
            If the last day is no date, or the number of threads makes no sense.
        """
        last = a_date("--until", until)
        if threads is not None and not 1 <= threads <= MOST_THREADS:
            raise InputError(
                _("--threads {threads}: give a number from 1 to {most}").format(
                    threads=threads, most=MOST_THREADS
                )
            )
        return cls(paths, seed, last, forced, credences, threads, store, analyst)

    def check_unset(self, because: str) -> None:
        """Refuse options that say what is played, where that is settled.

        Raises
        ------
        InputError
            With the first of them.
        """
        settings = {
            "--paths": self.paths,
            "--seed": self.seed,
            "--until": self.until,
            "--force": self.forced or None,
            "--credence": self.credences or None,
            "--analyst": self.analyst,
        }
        for option, value in settings.items():
            if value is not None:
                raise InputError(because + hint(_("leave out {option}").format(option=option)))

    @property
    def intervenes(self) -> bool:
        """Whether a claim is forced, or its credence moved."""
        return bool(self.forced or self.credences)

    def but_for_paths(self) -> Play:
        """Leave out the number of futures."""
        return replace(self, paths=None)

    def beside(self, run: Run) -> Play:
        """Play a scenario as the run beside it was played, where nothing else is said."""
        return replace(
            self,
            paths=run.manifest.paths if self.paths is None else self.paths,
            seed=run.manifest.seed if self.seed is None else self.seed,
        )

    def of_run(self) -> Play:
        """Leave out what is said of the scenario beside the run."""
        return replace(self, paths=None, seed=None, until=None)

    def source(self, name: str) -> Scenario | Run:
        """Read what a name stands for: a run folder, or a scenario as it is believed."""
        import detente

        return detente.open_run(name) if is_run(name) else self.scenario(name)

    def scenario(self, name: str) -> Scenario:
        """Read a scenario, as the analyst believes it who is named."""
        import detente

        found = detente.load(name, self.store)
        return found if self.analyst is None else found.as_believed_by(self.analyst)

    @staticmethod
    def played(source: Scenario | Run) -> Scenario:
        """The scenario itself, or that of a run."""
        import detente

        return source if isinstance(source, detente.Scenario) else source.scenario

    def ensemble(self, source: Scenario | Run, stage: Stage, keep: Keep = "days") -> Ensemble:
        """Play a scenario, or take the ensemble of a run.

        `keep` is what is kept of futures that are played, as of `Scenario.simulate`.

        Raises
        ------
        InputError
            If a run is asked to be something else.
        """
        import detente

        if not isinstance(source, detente.Scenario):
            self.check_unset(
                _("{folder}: the run says what was played").format(folder=source.folder)
            )
            return source.ensemble()
        return source.simulate(
            PATHS if self.paths is None else self.paths,
            SEED if self.seed is None else self.seed,
            until=self.until,
            force=self.forced,
            credences=self.credences,
            threads=self.threads,
            progress=stage(_("playing futures")),
            keep=keep,
        )

    def branches(
        self,
        source: Scenario | Run,
        path: int | None,
        on: dt.date | None,
        *,
        acts: Sequence[str],
        without: Sequence[str],
        beliefs: str,
        stage: Stage,
    ) -> Branches:
        """Continue a future, or the record; of a scenario without playing the others.

        Raises
        ------
        InputError
            If a run is asked to be something else.
        """
        import detente

        if isinstance(source, detente.Scenario):
            return source.branches(
                path,
                on,
                acts=acts,
                without=without,
                beliefs=beliefs,
                paths=self.paths,
                seed=SEED if self.seed is None else self.seed,
                until=self.until,
                force=self.forced,
                credences=self.credences,
                threads=self.threads,
                stage=stage,
            )
        return (
            self.but_for_paths()
            .ensemble(source, stage)
            .branches(
                path,
                on,
                acts=acts,
                without=without,
                beliefs=beliefs,
                paths=self.paths,
                threads=self.threads,
                stage=stage,
            )
        )

    def seen(
        self, ensemble: Ensemble, what: Sequence[str], stage: Stage
    ) -> tuple[SeenAnswer | None, Ensemble]:
        """What changes by what is seen, and the futures in which it is; all if nothing is."""
        if not what:
            return None, ensemble
        looking = stage(_("looking for what is seen"))
        answer = ensemble.seen_answer(*what, threads=self.threads, progress=looking)
        playing = stage(_("playing the futures that are left"))
        return answer, answer.ensemble(threads=self.threads, progress=playing)


def check_seen(what: Sequence[str], source: Scenario | Run) -> None:
    """Refuse what is to be seen and cannot be understood, before anything is played."""
    if what:
        from detente.scenario.scenario import Scenario as Played
        from detente.seen.said import said

        for each in what:
            said(each, source if isinstance(source, Played) else source.scenario)


def is_run(name: str) -> bool:
    """Whether a name is that of a run folder."""
    try:
        return (Path(name) / RUN).is_file()
    except (OSError, ValueError):  # a name that no folder can have
        return False
