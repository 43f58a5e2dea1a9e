"""`detente new` and `schema`: what helps to write a scenario."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import Language, Overwrite
from detente.cli.targets import check_folder
from detente.errors import InputError
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.scenario.folder import SCENARIO

ABOUT = {
    "scenario.toml": marked(
        "actors, processes, claims, effects, outcomes, with comments: begin here"
    ),
    "brief.md": marked("what is claimed, one passage for each claim"),
    "notes.md": marked("a few sentences that stand in for your source"),
    "acts.csv": marked("the acts that have happened: none so far"),
    "scenario.schema.json": marked("for editors that complete and check scenario.toml"),
}


def new(
    folder: Annotated[
        str, typer.Argument(metavar="PATH", help="A new folder; its name becomes the id.")
    ],
    actors: Annotated[
        list[str],
        typer.Option(
            metavar="A,B[,C…]",
            help="Two or more states, organisations or parties by code or name; the first two "
            "are the pair in question. May be repeated, which a name with a comma needs.",
        ),
    ],
    party: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID=NAME",
            help="Declare a party of your own; may be repeated.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day that is known.", show_default="today"),
    ] = None,
    horizon: Annotated[int, typer.Option(help="Days to play, up to 3660.")] = 365,
    title: Annotated[
        str | None, typer.Option(help="One line.", show_default="from the actors")
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="What your text is about: thaw, ceasefire, trade, negotiation, mediation or "
            "recognition.",
        ),
    ] = "thaw",
    mediator: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who mediates, a known actor or a declared party."),
    ] = None,
    guarantor: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who guarantees or monitors what is agreed."),
    ] = None,
    dyad: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="Whose rates the file begins with: great-powers, allies, neighbours, great-power, "
            "rivals, states, party, bloc or any.",
            show_default="by what is known of the two",
        ),
    ] = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Write a starting scenario with comments, for any actors; it can be played as it is."""
    from detente.ontology.fields import parse_date
    from detente.scaffold.start import prepare, write
    from detente.scaffold.writer import provenance
    from detente.terminal.text import clean

    try:
        last = dt.date.today() if as_of is None else parse_date(as_of)
    except ValueError:
        raise InputError(
            _("--as-of {as_of}: no date; write it like 2026-11-25").format(as_of=as_of)
        ) from None
    check_folder(folder, overwrite, SCENARIO)
    who = prepare(
        folder,
        actors,
        parties=party or [],
        as_of=last,
        horizon=horizon,
        title=title,
        kind=kind,
        mediator=mediator,
        guarantor=guarantor,
        dyad=dyad,
        overwrite=overwrite,
    )
    files = write(folder, who, overwrite=overwrite)
    path = Path(folder)
    lines = [
        _("Wrote {path}").format(path=clean(str(path))),
        *(f"  {name:<20}  {_(ABOUT[name])}" for name in files),
    ]
    lines.append(provenance(who))
    source = f"notes={path / 'notes.md'}"
    commands = [
        ["detente", "check", str(path), "--source", source],
        ["detente", "simulate", str(path)],
        ["detente", "claims", str(path)],
    ]
    lines += [_("Next:"), *(f"  {shlex.join(command)}" for command in commands)]
    write_text("-", "\n".join(lines) + "\n")


def schema() -> None:
    """Print the JSON Schema of scenario.toml, with which editors complete and check it."""
    from detente.scenario.schema import schema_text

    write_text("-", schema_text())
