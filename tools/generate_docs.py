"""Write the generated pages of `docs/`: `python -m tools.generate_docs`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from typer import Typer
from typer.testing import CliRunner

import detente
from detente.cli.app import app
from detente.effects.describe import describe
from detente.effects.registry import effects
from detente.terminal.claims_page import claims_page
from tools.actors import page as _actors_page
from tools.alternatives import page as _alternatives
from tools.sureness import written
from tools.tutorial import run_page

DOCS = Path(__file__).parent.parent / "docs"
WIDTH = 80
SCENARIO = "us-russia-2024"


def _claims() -> str:
    title, _, rest = claims_page(detente.load(SCENARIO)).partition("\n")
    return f"{title}\n\n{_notice(f'detente claims {SCENARIO}')}\n{rest}"


def _notice(source: str) -> str:
    return f"*Generated from `{source}` by `make docs`; do not edit.*"


def _actors() -> str:
    return _actors_page(_notice("src/detente/ontology/data"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


OWN_EFFECT = """
## An effect of your own

An effect is a class derived from `Effect`, or from `Linear` for one coefficient on named
processes ([`effects/base.py`](../src/detente/effects/base.py)): its fields are the keys of its
table, `domains` gives unit, bounds and expected sign of every number, and `lower` writes it down in
planes and terms. Where it asks for a class of acts, `waits` says where it listens for them, so that
what nobody plays is refused. A package brings one in through the entry point group
`detente.effects`, under the name that scenarios use; it is loaded and checked like the built-in
ones, which come first:

```toml
[project.entry-points."detente.effects"]
nudge = "my_package.nudge:Nudge"
```

Scenarios, the JSON Schema and `detente effects` then have it. A class that is no effect, has the
name of another or does not say what a number is measured in is refused in one line that names its
package.
"""


def _effects() -> str:
    lines = ["# Effects", "", _notice("the docstrings of src/detente/effects"), ""]
    lines += [
        "Of a quantity the bounds are those of its mean and of its law; a sign is named where",
        "theory expects it whatever the act.",
        "",
    ]
    lines += ["| effect | what it says |", "|---|---|"]
    found = [describe(name) for name in effects()]
    for each in found:
        summary = each.summary.split("\n\n")[0]
        lines.append(f"| [`{each.name}`](#{each.name}) | {_cell(summary)} |")
    for each in found:
        lines += ["", f"## {each.name}", "", each.summary, ""]
        lines += [f"- **{title}.** {text}" for title, text in each.sections.items() if text]
        lines += ["", "| key | kind | needed | unit; bounds; sign | meaning |"]
        lines += ["|---|---|---|---|---|"]
        for p in each.parameters:
            kind = _cell(p.kind)
            needed = "yes" if p.required else ""
            cells = [f"`{p.name}`", kind, needed, _cell(p.measure), _cell(p.description)]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n" + OWN_EFFECT


def _help(arguments: list[str]) -> str:
    runner = CliRunner(env={"COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"})
    result = runner.invoke(
        app, [*arguments, "--help"], prog_name="detente", terminal_width=WIDTH, color=False
    )
    if result.exit_code != 0:
        raise RuntimeError(f"detente {' '.join(arguments)} --help: {result.output}")
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def _names(commands: Typer) -> list[str]:
    return [
        c.name or c.callback.__name__
        for c in commands.registered_commands
        if c.callback is not None
    ]


def _cli() -> str:
    commands = [[name] for name in _names(app)]
    for group in app.registered_groups:
        if group.name is not None and group.typer_instance is not None:
            commands += [[group.name], *([group.name, c] for c in _names(group.typer_instance))]
    lines = ["# The command line", "", _notice("detente --help"), ""]
    lines += [
        "Exit codes: 0 when all went well; 2 when something in the input cannot be used, with one",
        "line on standard error that says what; 130 after Ctrl-C, 143 after SIGTERM and 129 after",
        "SIGHUP, with nothing half-written left. Nobody needs to read the output to its end:",
        "`detente effects | head` ends with 0. `python -m detente` is the same command.",
        "",
        "Bars and messages go to standard error, so that `--json -` leaves standard output to the",
        "document ([json.md](json.md)).",
        "",
        "Results are printed in English or, with `--language fr`, in French: messages, dates,",
        "numbers, and the texts of a scenario that is translated",
        "([scenario.md](scenario.md#other-languages)). The environment variable `DETENTE_LANGUAGE`",
        "says it for every command; the settings of the system (`LANG`) do not count, so that a",
        "command prints the same everywhere. Error messages, `--help` and the documentation of",
        "effects are in English, and JSON is the same in every language.",
        "",
        "Results are as wide as the terminal, in a pipe as `COLUMNS` says, or 80. Where a table",
        "is too wide, names take a line of their own above their numbers; on less than 60",
        "columns each row is its name, with labelled values below it. No column is left out,",
        "and no word broken.",
        "",
        "Where the encoding of the output lacks a sign, as in a Windows pipe that is not UTF-8,",
        "the nearest that it has is written: `-` for a minus, `->` for an arrow, `e` for `é`. A",
        "letter that has nothing near is written `_`, and one line on standard error says so;",
        "`PYTHONUTF8=1` has everything written as it is. Files and JSON are always UTF-8.",
        "",
        "```text",
        _help([]),
        "```",
    ]
    for command in commands:
        title = " ".join(["detente", *command])
        lines += ["", f"## {title}", "", "```text", _help(command), "```"]
    return "\n".join(lines) + "\n"


def _tutorial() -> str:
    return run_page((DOCS / "tutorial.md").read_text(encoding="utf-8"))


def _month() -> str:
    return run_page((DOCS / "month.md").read_text(encoding="utf-8"))


def _rates() -> str:
    return run_page((DOCS / "rates.md").read_text(encoding="utf-8"))


def _reading() -> str:
    return written((DOCS / "reading.md").read_text(encoding="utf-8"))


def _events(pictures: Path | None = None) -> str:
    text = (DOCS / "events.md").read_text(encoding="utf-8")
    return run_page(text, (SAMPLES / name for name in SAMPLE_FILES), pictures)


def _kinds() -> str:
    text = (DOCS / "kinds.md").read_text(encoding="utf-8")
    return run_page(text, [SAMPLES / "events" / "icews-2014.parquet"])


PAGES: dict[str, Callable[[], str]] = {
    "actors.md": _actors,
    "alternatives.md": _alternatives,
    "claims.md": _claims,
    "cli.md": _cli,
    "effects.md": _effects,
    "month.md": _month,
    "rates.md": _rates,
    "reading.md": _reading,
    "tutorial.md": _tutorial,
}
"""Page in `docs/` → its content, made anew (of those with commands: what they print)."""


SAMPLES = DOCS.parents[1] / "shared" / "data"
"""Published event files, which are not part of the repository."""

SAMPLE_FILES = (
    "events/icews-raw-sample.tab",
    "events/icews-2018-september.parquet",
    "formats/gdelt2-20151027220000.export.tsv",
)

if SAMPLES.is_dir():
    PAGES |= {"events.md": _events, "kinds.md": _kinds}


def main() -> None:
    """Write the pages, and the pictures of the page on the event record."""
    for name, page in PAGES.items():
        content = _events(DOCS) if name == "events.md" else page()
        (DOCS / name).write_text(content, encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
