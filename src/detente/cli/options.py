"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from detente.errors import InputError, did_you_mean
from detente.language.current import LANGUAGES, use_language

VARIABLE = "DETENTE_LANGUAGE"
"""Environment variable with the language for everyone who does not say --language."""


def _speak(context: typer.Context, value: str) -> str:
    """Put the language in force until the command has ended."""
    if value not in LANGUAGES:
        source = context.get_parameter_source("language")
        where = f"{VARIABLE}=" if source is not None and source.name == "ENVIRONMENT" else ""
        raise InputError(
            f"{where or '--language '}{value}: no such language{did_you_mean(value, LANGUAGES)}"
        )
    context.with_resource(use_language(value))
    return value


Store = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER",
        envvar="DETENTE_STORE",
        show_envvar=True,
        help="The event store.",
        show_default="in the user's data directory",
    ),
]
"""Where the event record lies."""

Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="|".join(LANGUAGES),
        envvar=VARIABLE,
        callback=_speak,
        help="Language of what is printed.",
    ),
]
"""The language of what a command prints; the option puts it in force by itself."""


def a_date(option: str, text: str | None) -> dt.date | None:
    """A date that was given to an option."""
    from detente.ontology.fields import parse_date

    try:
        return None if text is None else parse_date(text)
    except ValueError:
        raise InputError(f"{option} {text}: no date; write it like 2025-06-30") from None
