"""`detente new` and `schema`: what helps to write a scenario."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    CountedDataset,
    CountedStore,
    Horizon,
    Language,
    Overwrite,
    Parties,
    Title,
    a_date,
)
from detente.cli.targets import check_folder
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.scenario.folder import SCENARIO

if TYPE_CHECKING:
    from detente.scaffold.plan import Start

ABOUT = {
    "scenario.toml": marked(
        "actors, processes, claims, effects, outcomes, with comments: begin here"
    ),
    "brief.md": marked("what is claimed, one passage for each claim"),
    "notes.md": marked("a few sentences that stand in for your source"),
    "acts.csv": marked("the acts that have happened: none so far"),
    "fr.toml": marked("the texts in French"),
    "brief.fr.md": marked("the passages in French"),
    "en.toml": marked("the texts in English"),
    "brief.en.md": marked("the passages in English"),
    "scenario.schema.json": marked("for editors that complete and check scenario.toml"),
}

Folder = Annotated[
    str, typer.Argument(metavar="PATH", help="A new folder; its name becomes the id.")
]
Actors = Annotated[
    list[str],
    typer.Option(
        metavar="A,B[,C…]",
        help="Two or more states, organisations or parties by code or name; the first two "
        "are the pair in question. May be repeated, which a name with a comma needs.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Last day that is known.",
        show_default="today; of a store its last day",
    ),
]
Kind = Annotated[
    str,
    typer.Option(
        metavar="KIND",
        help="What your text is about: thaw, ceasefire, trade, negotiation, mediation or "
        "recognition. For a war with patrons take ceasefire; for a treaty that many ratify, or "
        "a shared river, negotiation; for prisoners against sanctions mediation. "
        "docs/kinds.md says what to add.",
    ),
]
Mediator = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who mediates, a known actor or a declared party."),
]
Guarantor = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who guarantees or monitors what is agreed."),
]
Dyad = Annotated[
    str | None,
    typer.Option(
        metavar="KIND",
        help="Whose rates the file begins with: great-powers, allies, neighbours, great-power, "
        "rivals, states, party, bloc or any.",
        show_default="by what is known of the two",
    ),
]
Record = Annotated[
    bool,
    typer.Option(
        "--record",
        help="Count rates in the event store, where it has them: that of --store, else of "
        "$DETENTE_STORE, else the one in the user's data directory.",
    ),
]
OneLanguage = Annotated[
    bool,
    typer.Option("--one-language", help="Write no texts in the other language."),
]


def new(
    folder: Folder,
    actors: Actors,
    party: Parties = None,
    as_of: AsOf = None,
    horizon: Horizon = None,
    title: Title = None,
    kind: Kind = "thaw",
    mediator: Mediator = None,
    guarantor: Guarantor = None,
    dyad: Dyad = None,
    record: Record = False,
    store: CountedStore = None,
    dataset: CountedDataset = None,
    one_language: OneLanguage = False,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Write a starting scenario with comments, for any actors; it can be played as it is."""
    from detente.scaffold.settings import Settings
    from detente.scaffold.start import prepare, write

    check_folder(folder, overwrite, SCENARIO)
    settings = Settings(
        actors,
        parties=party or [],
        as_of=a_date("--as-of", as_of),
        horizon=horizon,
        title=title,
        kind=kind,
        mediator=mediator,
        guarantor=guarantor,
        dyad=dyad,
        record=record,
        store=store,
        dataset=dataset,
        translated=not one_language,
    )
    begun = prepare(folder, settings, overwrite=overwrite)
    files = write(folder, begun, overwrite=overwrite)
    write_text("-", "\n".join(_told(Path(folder), files, begun)) + "\n")


def _told(path: Path, files: Iterable[str], begun: Start) -> Iterator[str]:
    """What has been written, whose rates it has, and what to do next."""
    from detente.language.format import day, integer
    from detente.terminal.text import clean

    yield _("Wrote {path}").format(path=clean(str(path)))
    yield from (f"  {name:<20}  {_(ABOUT[name])}" for name in files)
    yield _("As of {day}, {days} days ahead").format(
        day=day(begun.as_of), days=integer(begun.horizon)
    )
    yield begun.provenance
    yield _("Next:")
    for command in (
        ["detente", "check", str(path), "--source", f"notes={path / 'notes.md'}"],
        ["detente", "simulate", str(path)],
        ["detente", "claims", str(path)],
    ):
        yield f"  {shlex.join(command)}"


def schema() -> None:
    """Print the JSON Schema of scenario.toml, with which editors complete and check it."""
    from detente.scenario.schema import schema_text

    write_text("-", schema_text())
