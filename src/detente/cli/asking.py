"""What is asked of many futures: the options that every question has, its checks, its answer.

A command that asks has `asks` above it and takes an `Asked`, then its own options; those that all
questions share are added behind them. It checks what only it knows, asks, and gives.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from detente.cli.options import (
    Analyst,
    Credence,
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
    claims_forced,
    claims_moved,
)
from detente.cli.playing import Play, check_seen
from detente.cli.printing import give
from detente.cli.targets import check_apart, check_chart, check_distinct, check_file, check_folder
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from rich.console import Console

    from detente.charts.figure import Figure
    from detente.ensemble.kept.keep import Keep
    from detente.progress import Stage
    from detente.public.play import Ensemble, Scenario
    from detente.public.run import Run

P = ParamSpec("P")
T = TypeVar("T")


class Answer(Protocol):
    """What a question has for an answer."""

    def document(self) -> dict[str, Any]:
        """As plain data."""

    def figure(self) -> Figure:
        """As a chart."""


A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a question is put to, and where its answer goes.

    Attributes
    ----------
    source : Scenario or Run
        Whose futures are asked.
    play : Play
        How they are played.
    json, chart : str or None
        Files of the answer, as the options say.
    overwrite : bool
        Whether files that are there are replaced.
    """

    source: Scenario | Run
    play: Play
    json: str | None
    chart: str | None
    overwrite: bool

    @property
    def scenario(self) -> Scenario:
        """What is played, or was."""
        return self.play.played(self.source)

    def of(
        self,
        ask: Callable[[Ensemble, Stage], T],
        seen: Sequence[str] | None = None,
        *,
        changes: bool = False,
    ) -> T:
        """Play, or take the run as it was, and ask; where something is seen, what is left then.

        `changes` is whether the question plays others with claims forced or moved.
        """
        from detente.cli.progress import stages

        check_seen(seen or [], self.source)  # before the play
        with stages() as stage:
            keep: Keep = "days" if seen or changes else "acts"
            ensemble = self.play.ensemble(self.source, stage, keep)
            if seen:
                looking = stage(_("looking for what is seen"))
                ensemble = ensemble.seen(*seen, threads=self.play.threads, progress=looking)
            return ask(ensemble, stage)

    def give(self, found: A, show: Callable[[Console, A], None]) -> None:
        """Draw the answer, write it, print it: each where the options ask for it."""
        if self.chart is not None:
            found.figure().save(self.chart, overwrite=self.overwrite)
        give(self.json, found.document, lambda console: show(console, found))


CHECKS: Mapping[str, Callable[[str | None, bool], None]] = {
    "chart": check_chart,
    "charts": check_folder,
    "out": check_file,
}
"""Own options that name what is written, and how a name is checked: the same in all commands."""


def _asked(
    written: Mapping[str, str | None],
    scenario: ScenarioOrRun,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    credence: Credence = None,
    analyst: Analyst = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> Asked:
    """Read the options of all questions, and refuse what could not be written, before the play."""
    play = Play.of(
        paths,
        seed,
        until,
        claims_forced(force),
        claims_moved(credence),
        threads,
        store,
        analyst,
    )
    check_file(json, overwrite)
    for name, target in written.items():
        CHECKS[name](target, overwrite)
    check_distinct({"--json": json} | {f"--{name}": target for name, target in written.items()})
    source = play.source(scenario)
    for target in (json, *written.values()):
        check_apart(source, target)
    return Asked(source, play, json, written.get("chart"), overwrite)


def asks(
    *, json: bool = True
) -> Callable[[Callable[Concatenate[Asked, P], None]], Callable[..., None]]:
    """Make a command of a question: with the options that all questions have behind its own.

    Parameters
    ----------
    json : bool
        Whether its answer can be had as JSON.
    """
    _written, scenario, *all_shared = inspect.signature(_asked, eval_str=True).parameters.values()
    shared = [each for each in all_shared if json or each.name != "json"]
    names = [each.name for each in (scenario, *shared)]

    def made(command: Callable[Concatenate[Asked, P], None]) -> Callable[..., None]:
        _first, *own = inspect.signature(command, eval_str=True).parameters.values()

        @functools.wraps(command)
        def ask(**given: Any) -> None:
            options = {name: given.pop(name) for name in names}
            written = {name: given[name] for name in CHECKS if name in given}
            command(_asked(written, **options), **given)  # type: ignore[call-arg]

        known = [scenario, *own, *shared]
        ask.__signature__ = inspect.Signature(known)  # type: ignore[attr-defined]
        ask.__annotations__ = {each.name: each.annotation for each in known}
        return ask

    return made
