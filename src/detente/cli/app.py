"""`detente`: the commands. Everything heavy is imported inside them."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.branch import branch
from detente.cli.check import check
from detente.cli.claims import claims, sentences
from detente.cli.compare import compare
from detente.cli.effects import effects
from detente.cli.events import events
from detente.cli.explain import explain
from detente.cli.fit import fit
from detente.cli.new import new, schema
from detente.cli.observe import observe
from detente.cli.pledge import pledge
from detente.cli.questions import questions
from detente.cli.read import read
from detente.cli.relations import relations
from detente.cli.report import report
from detente.cli.score import score
from detente.cli.serve import serve
from detente.cli.simulate import simulate
from detente.cli.storylines import storylines
from detente.cli.watch import watch
from detente.documented import docstring
from detente.language.option import on_command_line
from detente.scenario.folder import built_in
from detente.version import __version__

COMMANDS = (
    simulate,
    explain,
    watch,
    compare,
    branch,
    storylines,
    report,
    serve,
    observe,
    questions,
    pledge,
    score,
    check,
    fit,
    effects,
    claims,
    read,
    new,
    relations,
    sentences,
    schema,
)
"""In the order of the help."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From a text about the relations between powers to how likely, when, and why.",
    epilog="\n".join(("\b", "Built-in scenarios:", *(f"  {name}" for name in built_in()))),
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    context.with_resource(on_command_line())


for _command in COMMANDS:
    app.command(help=docstring(_command))(_command)
for _info in events.registered_commands:
    _info.help = docstring(_info.callback)
app.add_typer(events, name="events")
