"""`detente`: the commands. Everything heavy is imported inside them."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from detente import __version__
from detente.errors import DetenteError, InputError
from detente.files import write_text

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From a text about the relations between powers to how likely, when, and why.",
)

Scenario = Annotated[
    str, typer.Argument(help="Scenario folder, or the id of a built-in one (us-russia-2024).")
]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def _forced(values: list[str]) -> dict[str, bool]:
    forced: dict[str, bool] = {}
    for value in values:
        claim, sign, truth = value.partition("=")
        if not sign or truth not in ("true", "false"):
            raise InputError(f"--force {value}: write CLAIM=true or CLAIM=false")
        if claim in forced:
            raise InputError(f"--force {value}: the claim is forced twice")
        forced[claim] = truth == "true"
    return forced


@app.command()
def simulate(
    scenario: Scenario,
    paths: Annotated[int, typer.Option(help="Number of futures.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Same seed, same result.")] = 1,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Last day, such as 2025-06-30.")
    ] = None,
    force: Annotated[
        list[str] | None,
        typer.Option(metavar="CLAIM=true|false", help="Force a claim; may be repeated."),
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the result as JSON ('-': stdout).")
    ] = None,
) -> None:
    """Play many futures: how likely is each outcome, and when."""
    from detente.cli.run import run_simulate

    run_simulate(scenario, paths, seed, until, _forced(force or []), json)


@app.command()
def check(
    scenario: Scenario,
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="DOCUMENT=FILE", help="Verify locators against a document you hold."),
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the report as JSON ('-': stdout).")
    ] = None,
) -> None:
    """Validate a scenario and its background: claims, effects, rates, stability."""
    from detente.cli.run import run_check

    run_check(scenario, source or [], json)


@app.command()
def effects(
    name: Annotated[str | None, typer.Argument(help="One effect; all without it.")] = None,
) -> None:
    """Show the effects: formula, units, expected sign, source."""
    from rich.console import Console

    from detente.terminal.effects import show_all, show_one

    console = Console(highlight=False)
    if name is None:
        show_all(console)
    else:
        show_one(console, name)


@app.command()
def claims(scenario: Scenario) -> None:
    """Print the claims of a scenario as Markdown: voice, passage, effects, signs."""
    import detente
    from detente.terminal.claims_page import claims_page

    typer.echo(claims_page(detente.load(scenario)), nl=False)


def dump(target: str, content: dict[str, Any]) -> None:
    """Write plain data as JSON."""
    import json

    write_text(target, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def main() -> None:
    """Run the command line: exit code 2 for bad input, 130 for Ctrl-C, never a traceback."""
    try:
        app(standalone_mode=True)
    except DetenteError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
