"""`detente claims` and `sentences`: what a brief claims, and which sentence says so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Json, Language, Overwrite, Paths, Scenario, Seed, Store, Threads
from detente.cli.playing import PATHS, SEED, Play
from detente.cli.printing import dump, give, printed
from detente.cli.targets import check_apart, check_file
from detente.errors import InputError
from detente.files.read import read_text
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import hint

if TYPE_CHECKING:
    import detente


def claims(
    scenario: Scenario,
    analysts: Annotated[
        bool,
        typer.Option("--analysts", help="Instead: credences by analyst (credences/NAME.csv)."),
    ] = False,
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME", help="With --analysts: from which claims they disagree about it."
        ),
    ] = None,
    among: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="With --outcome: two of them or more; may be repeated."),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Print the claims of a scenario as Markdown: voice, passage, effects, signs."""
    import detente

    play = Play.of(paths, seed, None, {}, {}, threads, store)
    if outcome is None:
        play.check_unset(_("nothing is played without --outcome"))
        if among:
            raise InputError(
                _("--among: it says who disagrees about an outcome")
                + hint(_("add --outcome OUTCOME"))
            )
    if analysts:
        check_file(json, overwrite)
        _analysts(detente.load(scenario, store), outcome, among or [], play, json)
        return
    for option, value in (("--outcome", outcome), ("--json", json)):
        if value is not None:
            raise InputError(
                _("{option}: it goes with --analysts").format(option=option)
                + hint(_("add --analysts"))
            )
    from detente.terminal.claims_page import claims_page
    from detente.terminal.markdown import show

    page = claims_page(detente.load(scenario, store))
    if sys.stdout.isatty():
        printed(lambda console: show(console, page))
    else:
        write_text("-", page)


def _analysts(
    scenario: detente.Scenario, outcome: str | None, among: list[str], play: Play, json: str | None
) -> None:
    """Print credences side by side, or where a disagreement comes from."""
    from detente.cli.progress import stages
    from detente.scenario.credence_rows import credences_document
    from detente.terminal import analysts

    check_apart(scenario, json)
    if outcome is None:
        give(
            json,
            lambda: credences_document(scenario),
            lambda console: analysts.credences(console, scenario),
        )
        return
    with stages() as stage:
        found = scenario.disagreement(
            outcome,
            among,
            paths=PATHS if play.paths is None else play.paths,
            seed=SEED if play.seed is None else play.seed,
            threads=play.threads,
            progress=stage(_("playing futures")),
        )
    give(
        json,
        found.document,
        lambda console: analysts.disagreement(console, scenario, found),
    )


def sentences(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A UTF-8 text.")],
    json: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the list as JSON ('-': stdout).")
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Number the sentences of a text, with fingerprints: the locators of claims."""
    from detente.claims import locator
    from detente.claims.sentences import sentences as split
    from detente.terminal.text import clean

    check_file(json, overwrite)
    text = read_text(Path(file))
    try:
        found = split(text)
    except InputError as error:
        raise InputError(labelled(file, error)) from None
    if not found:
        raise InputError(
            _("{file}: the file is empty; there is no sentence to number").format(file=file)
        )
    if json is not None:
        dump(json, locator.sentences_document(found))
    if json != "-":
        lines = (
            f"{number:>5}  {locator.fingerprint(text)}  {clean(text)}\n"
            for number, text in enumerate(found, 1)
        )
        write_text("-", "".join(lines))
