"""What the commands do that help to write a scenario."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path

from detente.claims.locator import fingerprint, sentences
from detente.cli.app import dump
from detente.errors import InputError
from detente.files import check_target, read_text, write_text
from detente.ontology.fields import parse_date
from detente.terminal.text import clean

ABOUT = {
    "scenario.toml": "actors, processes, claims, effects, outcomes, with comments: begin here",
    "brief.md": "what is claimed, one passage for each claim",
    "notes.md": "a few sentences that stand in for your source",
    "acts.csv": "the acts that have happened: none so far",
    "scenario.schema.json": "for editors that complete and check scenario.toml",
}


def run_new(
    folder: str,
    actors: list[str],
    parties: list[str],
    as_of: str | None,
    horizon: int,
    title: str | None,
) -> None:
    """Write a starting scenario and say what to do with it."""
    from detente.scaffold.start import start

    try:
        last = dt.date.today() if as_of is None else parse_date(as_of)
    except ValueError:
        raise InputError(f"--as-of {as_of}: no date; write it like 2026-11-25") from None
    files = start(folder, actors, parties=parties, as_of=last, horizon=horizon, title=title)
    path = Path(folder)
    lines = [f"Wrote {clean(str(path))}", *(f"  {name:<20}  {ABOUT[name]}" for name in files)]
    source = f"notes={path / 'notes.md'}"
    commands = [
        ["detente", "check", str(path), "--source", source],
        ["detente", "simulate", str(path)],
        ["detente", "claims", str(path)],
    ]
    lines += ["Next:", *(f"  {shlex.join(command)}" for command in commands)]
    write_text("-", "\n".join(lines) + "\n")


def run_schema() -> None:
    """Print the JSON Schema of `scenario.toml`."""
    from detente.scenario.schema import schema_text

    write_text("-", schema_text())


def run_sentences(file: str, json: str | None) -> None:
    """Number the sentences of a text, with their fingerprints."""
    if json is not None:
        check_target(json)
    text = read_text(Path(file))
    try:
        found = sentences(text)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None
    if not found:
        raise InputError(f"{file}: the file is empty; there is no sentence to number")
    if json is not None:
        numbered = [
            {"number": number, "fingerprint": fingerprint(text), "text": text}
            for number, text in enumerate(found, start=1)
        ]
        dump(json, {"format": "detente-sentences", "version": 1, "sentences": numbered})
    if json != "-":
        lines = (f"{n:>5}  {fingerprint(text)}  {clean(text)}\n" for n, text in enumerate(found, 1))
        write_text("-", "".join(lines))
