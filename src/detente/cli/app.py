"""`detente`: the commands. Everything heavy is imported inside them."""

from __future__ import annotations

import io
import os
import sys
import threading
from typing import Annotated, Any

import typer

from detente import __version__
from detente.cli.events import events
from detente.cli.options import Language, Store
from detente.errors import DetenteError, InputError, one_line
from detente.files import output, reason, write_text

INTERRUPTED = 130
"""Exit code after Ctrl-C."""

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
ScenarioOrRun = Annotated[
    str, typer.Argument(help="Scenario folder, id of a built-in one, or a run folder.")
]
Paths = Annotated[int | None, typer.Option(help="Number of futures.", show_default="10000")]
Seed = Annotated[int | None, typer.Option(help="Same seed, same result.", show_default="1")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day, such as 2025-06-30.")]
Force = Annotated[
    list[str] | None,
    typer.Option(metavar="CLAIM=true|false", help="Force a claim; may be repeated."),
]
Threads = Annotated[
    int | None,
    typer.Option(help="Threads; the result does not depend on them.", show_default="all"),
]
Json = Annotated[
    str | None, typer.Option(metavar="FILE|-", help="Write the result as JSON ('-': stdout).")
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


def _forced(values: list[str] | None, option: str = "--force") -> dict[str, bool]:
    forced: dict[str, bool] = {}
    for value in values or []:
        claim, sign, truth = value.partition("=")
        if not sign or truth not in ("true", "false"):
            raise InputError(f"{option} {value}: write CLAIM=true or CLAIM=false")
        if claim in forced:
            raise InputError(f"{option} {value}: the claim is forced twice")
        forced[claim] = truth == "true"
    return forced


@app.command()
def simulate(
    scenario: Annotated[
        str | None,
        typer.Argument(
            help="Scenario folder, or the id of a built-in one (us-russia-2024).",
            show_default=False,
        ),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    out: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Keep the run in a new folder.")
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Play the run of a folder again, and compare."),
    ] = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    language: Language = "en",
) -> None:
    """Play many futures: how likely is each outcome, and when."""
    from detente.cli.run import Request, run_again, run_simulate

    request = Request(scenario, paths, seed, until, _forced(force), out, threads, json, store)
    if again is None:
        run_simulate(request)
    else:
        run_again(again, request)


@app.command()
def explain(
    scenario: ScenarioOrRun,
    outcome: Annotated[str, typer.Argument(help="Id of the outcome.")],
    on: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE", help="Day to be taken apart; may be repeated."),
    ] = None,
    reach: Annotated[
        float | None,
        typer.Option(metavar="P", help="Also: what would bring it to this probability."),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    language: Language = "en",
) -> None:
    """Say why: what holds an outcome back, what claims are worth, which uncertainty."""
    from detente.cli.explain import Wanted, run_explain

    wanted = Wanted(paths, seed, until, threads, store)
    run_explain(scenario, outcome, _forced(force), wanted, on or [], reach, json)


@app.command()
def compare(
    first: Annotated[
        str, typer.Argument(metavar="A", help="Scenario folder, id of a built-in one, or a run.")
    ],
    second: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="Another; left out: A itself, with --force-b."),
    ] = None,
    force_a: Annotated[
        list[str] | None,
        typer.Option(metavar="CLAIM=true|false", help="Force a claim in A; may be repeated."),
    ] = None,
    force_b: Annotated[
        list[str] | None,
        typer.Option(metavar="CLAIM=true|false", help="Force a claim in B; may be repeated."),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Outcome whose contributions are compared."),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    language: Language = "en",
) -> None:
    """Compare two scenarios, two runs, or one scenario under different claims."""
    from detente.cli.explain import Wanted, run_compare

    forced = (_forced(force_a, "--force-a"), _forced(force_b, "--force-b"))
    wanted = Wanted(paths, seed, until, threads, store)
    run_compare((first, second), forced, wanted, outcome, json)


@app.command()
def report(
    scenario: ScenarioOrRun,
    out: Annotated[
        str,
        typer.Option(
            "-o", "--out", metavar="FILE|-", help="The HTML file to be written ('-': stdout)."
        ),
    ],
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Outcome that is explained.", show_default="the first listed"
        ),
    ] = None,
    charts: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Every chart as SVG and PNG in a new folder."),
    ] = None,
    language: Language = "en",
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    threads: Threads = None,
    store: Store = None,
) -> None:
    """Write one page to send on: HTML with charts, the why, the brief and every number."""
    from detente.cli.explain import Wanted
    from detente.cli.report import run_report

    wanted = Wanted(paths, seed, until, threads, store)
    run_report(scenario, _forced(force), wanted, out, outcome, charts)


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
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the trial of the declared signs.")
    ] = False,
    store: Store = None,
    language: Language = "en",
) -> None:
    """Validate a scenario and its background: claims, effects, rates, stability, signs."""
    from detente.cli.run import run_check

    run_check(scenario, source or [], json, store, quick=quick)


@app.command()
def fit(
    scenario: Scenario,
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="First day of the likelihood.",
            show_default="a quarter of the record, at most 60 days, after its begin",
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Last day.", show_default="as_of"),
    ] = None,
    dataset: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Data source.", show_default="that of the scenario"),
    ] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EFFECT[.KEY]",
            help="Also search for its half-lives and threshold; may be repeated.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-", help="Write what a scenario names with coefficients = FILE."
        ),
    ] = None,
    chart: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Draw prior and posterior: FILE.svg, FILE.png or FILE.html."
        ),
    ] = None,
    json: Json = None,
    store: Store = None,
    language: Language = "en",
) -> None:
    """Estimate a scenario's coefficients and baselines on the event record."""
    from detente.cli.fit import Asked, run_fit

    run_fit(Asked(scenario, first, last, dataset, profile or [], out, chart, json, store))


@app.command()
def effects(
    name: Annotated[str | None, typer.Argument(help="One effect; all without it.")] = None,
    language: Language = "en",
) -> None:
    """Show the effects: formula, units, expected sign, source."""
    from detente.terminal.console import console
    from detente.terminal.effects import show_all, show_one

    with output():
        if name is None:
            show_all(console())
        else:
            show_one(console(), name)


@app.command()
def claims(scenario: Scenario, store: Store = None, language: Language = "en") -> None:
    """Print the claims of a scenario as Markdown: voice, passage, effects, signs."""
    import detente
    from detente.terminal.claims_page import claims_page

    write_text("-", claims_page(detente.load(scenario, store)))


@app.command()
def new(
    folder: Annotated[
        str, typer.Argument(metavar="PATH", help="A new folder; its name becomes the id.")
    ],
    actors: Annotated[
        list[str],
        typer.Option(
            metavar="A,B[,C…]",
            help="Two or more states or blocs by code or name, or declared parties; the first two "
            "are the pair in question. May be repeated, which a name with a comma needs.",
        ),
    ],
    party: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID=NAME",
            help="Declare an actor that is neither state nor known bloc; may be repeated.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day that is known.", show_default="today"),
    ] = None,
    horizon: Annotated[int, typer.Option(help="Days to play.")] = 365,
    title: Annotated[
        str | None, typer.Option(help="One line.", show_default="from the actors")
    ] = None,
) -> None:
    """Write a starting scenario with comments, for any actors; it can be played as it is."""
    from detente.cli.start import run_new

    run_new(folder, actors, party or [], as_of, horizon, title)


@app.command()
def relations(
    a: Annotated[
        str | None,
        typer.Argument(metavar="[A]", help="State or bloc by code or name.", show_default=False),
    ] = None,
    b: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The other one.", show_default=False),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="First day.",
            show_default="the pair's first act; with --all, 90 days before the last",
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="DATE", help="Last day.", show_default="the end of the record"
        ),
    ] = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="The warmest, coldest and fastest-moving of all pairs."),
    ] = False,
    top: Annotated[
        int | None, typer.Option(help="Length of the lists of --all.", show_default="20")
    ] = None,
    dataset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Data source; needed if the store has several. May be repeated."
        ),
    ] = None,
    half_life: Annotated[
        float | None,
        typer.Option(
            metavar="DAYS", help="After which an act counts half in the index.", show_default="30"
        ),
    ] = None,
    chart: Annotated[
        str | None, typer.Option(metavar="FILE", help="Draw it: FILE.svg, FILE.png or FILE.html.")
    ] = None,
    json: Json = None,
    store: Store = None,
    language: Language = "en",
) -> None:
    """Show the state of a relationship in the record: index, turning points, reciprocity."""
    from detente.cli.relations import Asked, run_relations

    asked = Asked(
        a, b, every, top, first, last, dataset or [], half_life, chart, json, store
    )  # fmt: skip
    run_relations(asked)


@app.command()
def sentences(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A UTF-8 text.")],
    json: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the list as JSON ('-': stdout).")
    ] = None,
) -> None:
    """Number the sentences of a text, with fingerprints: the locators of claims."""
    from detente.cli.start import run_sentences

    run_sentences(file, json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario.toml, with which editors complete and check it."""
    from detente.cli.start import run_schema

    run_schema()


app.add_typer(events, name="events")


def dump(target: str, content: dict[str, Any]) -> None:
    """Write plain data as JSON."""
    import json

    write_text(target, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def main() -> None:
    """Run the command line: exit code 2 for bad input, 130 for Ctrl-C, never a traceback."""
    if sys.stdout is None:
        sys.exit(_failed("standard output is closed; direct it to a file, or to /dev/null"))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no "–" shows "?"
    code = _run()
    try:
        sys.stdout.flush()
    except OSError as error:  # a full disk, or a pipe that nobody reads any more
        code = code or _failed(f"cannot write the output: {reason(error)}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if code == INTERRUPTED:
        typer.echo("interrupted", err=True)
        if any(not t.daemon for t in threading.enumerate() if t is not threading.main_thread()):
            sys.stderr.flush()
            os._exit(code)  # a thread that compiles cannot be told to stop
    sys.exit(code)


def _run() -> int:
    try:
        return int(app(standalone_mode=False) or 0)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except DetenteError as error:
        return _failed(str(error))
    except MemoryError:
        return _failed("out of memory; play fewer --paths, or to an earlier day with --until")
    except OSError as error:
        return _failed(f"{error.filename}: {reason(error)}" if error.filename else reason(error))
    except Exception as error:  # of the library that reads the command line
        if not hasattr(error, "format_message"):
            raise
        return _misused(error)


def _misused(error: Any) -> int:
    """Say in one line what is wrong with the options; the help, where nothing was asked for."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return 2
    hint = f"; see {context.command_path} --help" if context is not None else ""
    return _failed(f"{error.format_message().rstrip('.')}{hint}")


def _failed(message: str) -> int:
    typer.echo(f"error: {one_line(message)}", err=True)
    return 2
