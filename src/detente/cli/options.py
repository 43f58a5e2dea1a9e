"""Options that several commands share, and how their texts are read."""

from __future__ import annotations

import datetime as dt
import math
import os
from collections.abc import Sequence
from itertools import zip_longest
from typing import Annotated

import typer

from detente.errors import InputError
from detente.language.current import LANGUAGES, use_language
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean

VARIABLE = "DETENTE_LANGUAGE"
"""Environment variable with the language for everyone who does not say --language."""


def spoken(arguments: Sequence[str]) -> str:
    """Language in which errors are told, also those of options that are read before --language.

    Parameters
    ----------
    arguments : sequence of str
        Of the command line, as they stand there.
    """
    asked = [os.environ.get(VARIABLE, "")]
    for text, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        if text == "--language":
            asked.append(following)
        elif text.startswith("--language="):
            asked.append(text.partition("=")[2])
    return next((name for name in reversed(asked) if name in LANGUAGES), LANGUAGES[0])


def _speak(context: typer.Context, value: str) -> str:
    """Put the language in force until the command has ended."""
    if value not in LANGUAGES:
        source = context.get_parameter_source("language")
        from_environment = source is not None and source.name == "ENVIRONMENT"
        given = f"{VARIABLE}={value}" if from_environment else f"--language {value}"
        raise InputError(
            _("{given}: no such language").format(given=given) + did_you_mean(value, LANGUAGES)
        )
    context.with_resource(use_language(value))
    return value


Scenario = Annotated[
    str, typer.Argument(help="Scenario folder, or id of a built-in one (see detente --help).")
]
ScenarioOrRun = Annotated[
    str, typer.Argument(help="Scenario folder, id of a built-in one, or a run folder.")
]
Paths = Annotated[int | None, typer.Option(help="Number of futures.", show_default="10000")]
Seed = Annotated[int | None, typer.Option(help="Same seed, same result.", show_default="1")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day, such as 2025-06-30.")]
Force = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLAIM=true|false", help="Force a claim, an intervention; may be repeated."
    ),
]
Credence = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLAIM=0.65",
        help="Believe a claim otherwise than stated, an intervention; may be repeated.",
    ),
]
Analyst = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|pool",
        help="With the credences of an analyst (credences/NAME.csv), or of all.",
    ),
]
Seen = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TEXT",
        help="Only the futures in which it is so, such as 'OUTCOME before 2025-06-30'; may be "
        "repeated.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(help="Threads; the result does not depend on them.", show_default="all"),
]
Json = Annotated[
    str | None, typer.Option(metavar="FILE|-", help="Write the result as JSON ('-': stdout).")
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace files that are there already.")
]
"""The one rule of all that is written: what is there stays, unless this is said."""
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
CountedStore = Annotated[
    str | None,
    typer.Option(metavar="FOLDER", help="The event store in which rates are counted."),
]
CountedDataset = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Data source; needed if the store has several."),
]
"""Where the rates of a new scenario are counted."""

Horizon = Annotated[
    int | None,
    typer.Option(help="Days to play, up to 3660.", show_default="365; for a negotiation 730"),
]
Title = Annotated[str | None, typer.Option(help="One line.", show_default="from the actors")]

Parties = Annotated[
    list[str] | None,
    typer.Option(metavar="ID=NAME", help="Declare a party of your own; may be repeated."),
]

Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="|".join(LANGUAGES),
        envvar=VARIABLE,
        callback=_speak,
        is_eager=True,
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
        raise InputError(
            _("{option} {text}: no date; write it like 2025-06-30").format(option=option, text=text)
        ) from None


def dates(option: str, texts: Sequence[str] | None) -> list[dt.date]:
    """All dates that were given to an option."""
    return [day for text in texts or () if (day := a_date(option, text)) is not None]


def a_span(first: str | None, last: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that were given to ``--from`` and ``--to``.

    Raises
    ------
    InputError
        If one is no date, or they are the wrong way round.
    """
    begin, end = a_date("--from", first), a_date("--to", last)
    if begin is not None and end is not None and end < begin:
        raise InputError(
            _("--from {begin} lies after --to {end}; swap them").format(begin=begin, end=end)
        )
    return begin, end


def claims_forced(values: list[str] | None, option: str = "--force") -> dict[str, bool]:
    """Claims that were forced, ``CLAIM=true`` or ``CLAIM=false``, each once.

    Raises
    ------
    InputError
        If one is written otherwise, or twice.
    """
    forced: dict[str, bool] = {}
    for value in values or []:
        claim, sign, truth = value.partition("=")
        if not sign or truth not in ("true", "false"):
            raise InputError(
                _("{option} {value}: write CLAIM=true or CLAIM=false").format(
                    option=option, value=value
                )
            )
        if claim in forced:
            raise InputError(
                _("{option} {value}: the claim is forced twice").format(option=option, value=value)
            )
        forced[claim] = truth == "true"
    return forced


def claims_moved(values: list[str] | None, option: str = "--credence") -> dict[str, float]:
    """Claims whose credence was moved, ``CLAIM=0.65``, each once.

    Raises
    ------
    InputError
        If one is written otherwise, or twice.
    """
    moved: dict[str, float] = {}
    for value in values or []:
        claim, sign, written = value.partition("=")
        try:
            credence = float(written)
        except ValueError:
            credence = math.nan
        if not sign or not 0.0 <= credence <= 1.0:
            raise InputError(
                _("{option} {value}: write CLAIM=0.65, a number from 0 to 1").format(
                    option=option, value=value
                )
            )
        if claim in moved:
            raise InputError(
                _("{option} {value}: the claim is moved twice").format(option=option, value=value)
            )
        moved[claim] = credence
    return moved
