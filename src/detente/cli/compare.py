"""`detente compare`: two ensembles side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    Json,
    Language,
    Overwrite,
    Paths,
    Seed,
    Store,
    Threads,
    Until,
    claims_forced,
    claims_moved,
)
from detente.cli.playing import Play, check_seen
from detente.cli.printing import give
from detente.cli.targets import check_apart, check_file
from detente.errors import InputError
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from detente.progress import Stage
    from detente.public.play import Ensemble, Scenario
    from detente.public.run import Run

First = Annotated[
    str, typer.Argument(metavar="A", help="Scenario folder, id of a built-in one, or a run.")
]
Second = Annotated[
    str | None,
    typer.Argument(metavar="[B]", help="Another; left out: A itself, with what is said of B."),
]
ForceA = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLAIM=true|false", help="Force a claim in A, an intervention; may be repeated."
    ),
]
ForceB = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLAIM=true|false", help="Force a claim in B, an intervention; may be repeated."
    ),
]
CredenceA = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLAIM=0.65",
        help="Believe a claim otherwise in A, an intervention; may be repeated.",
    ),
]
CredenceB = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLAIM=0.65",
        help="Believe a claim otherwise in B, an intervention; may be repeated.",
    ),
]
AnalystA = Annotated[
    str | None,
    typer.Option(metavar="NAME|pool", help="A with the credences of an analyst, or of all."),
]
AnalystB = Annotated[
    str | None,
    typer.Option(metavar="NAME|pool", help="B with the credences of an analyst, or of all."),
]
SeenA = Annotated[
    list[str] | None,
    typer.Option(metavar="TEXT", help="Only the futures of A in which it is so; may be repeated."),
]
SeenB = Annotated[
    list[str] | None,
    typer.Option(metavar="TEXT", help="Only the futures of B in which it is so; may be repeated."),
]
Compared = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Outcome whose contributions are compared."),
]


def compare(
    first: First,
    second: Second = None,
    force_a: ForceA = None,
    force_b: ForceB = None,
    credence_a: CredenceA = None,
    credence_b: CredenceB = None,
    analyst_a: AnalystA = None,
    analyst_b: AnalystB = None,
    seen_a: SeenA = None,
    seen_b: SeenB = None,
    outcome: Compared = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Compare two scenarios, two runs, or one scenario under different claims."""
    import detente
    from detente.cli.progress import stages
    from detente.terminal.compared import show

    forced, moved = claims_forced(force_a, "--force-a"), claims_moved(credence_a, "--credence-a")
    play = Play.of(paths, seed, until, forced, moved, threads, store, analyst_a)
    against = replace(
        play,
        forced=claims_forced(force_b, "--force-b"),
        credences=claims_moved(credence_b, "--credence-b"),
        analyst=analyst_b,
    )
    check_file(json, overwrite)
    if second is None and play == against and seen_a == seen_b:
        raise InputError(
            _(
                "compare: name a second scenario or run, or say what differs: --force-b "
                "CLAIM=true|false, --credence-b CLAIM=0.65, --analyst-b NAME or --seen-b TEXT"
            )
        )
    one = play.source(first)
    same = second is None and play.analyst == against.analyst
    other = one if same else against.source(first if second is None else second)
    for source in (one, other):
        check_apart(source, json)
    play, against = _each_as(play, one, against, other)
    check_seen(seen_a or [], one)
    check_seen(seen_b or [], other)
    with stages() as stage:
        a, b = _played((play, one), (against, other), stage)
        _left, a = play.seen(a, seen_a or [], stage)
        _left, b = against.seen(b, seen_b or [], stage)
        found = detente.compare(
            a, b, outcome=outcome, threads=threads, progress=stage(_("contributions"))
        )
    give(json, found.document, lambda console: show(console, found))


def _each_as(
    play: Play, one: Scenario | Run, against: Play, other: Scenario | Run
) -> tuple[Play, Play]:
    """How each side is played: a scenario beside a run that is kept as that run was."""
    import detente

    if isinstance(one, detente.Run) and isinstance(other, detente.Scenario):
        return play.of_run(), against.beside(one)
    if isinstance(other, detente.Run) and isinstance(one, detente.Scenario):
        return play.beside(other), against.of_run()
    return play, against


def _played(
    first: tuple[Play, Scenario | Run], second: tuple[Play, Scenario | Run], stage: Stage
) -> tuple[Ensemble, Ensemble]:
    """The futures of both sides, in their order."""
    (play, one), (against, other) = first, second
    # what nothing is forced in is played first: the other need not play all of its futures
    if against.intervenes:
        a = play.ensemble(one, stage)
        return a, against.ensemble(other, stage)
    b = against.ensemble(other, stage)
    return play.ensemble(one, stage), b
