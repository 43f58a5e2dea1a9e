"""`detente claims` and `sentences`: what a brief claims, and which sentence says so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import Language, Overwrite, Scenario, Store
from detente.cli.printing import dump, printed
from detente.cli.targets import check_file
from detente.errors import InputError
from detente.files.read import read_text
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.format import labelled


def claims(scenario: Scenario, store: Store = None, language: Language = "en") -> None:
    """Print the claims of a scenario as Markdown: voice, passage, effects, signs."""
    import detente
    from detente.terminal.claims_page import claims_page
    from detente.terminal.markdown import show

    page = claims_page(detente.load(scenario, store))
    if sys.stdout.isatty():
        printed(lambda console: show(console, page))
    else:
        write_text("-", page)


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
