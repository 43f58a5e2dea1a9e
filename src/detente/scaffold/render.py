"""The files of a starting scenario as text."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from detente.language.current import use_language
from detente.scaffold.claims import locate
from detente.scaffold.entry import Entry
from detente.scaffold.plan import Start
from detente.scaffold.translation import other_language, translation
from detente.scaffold.writer import SameIdError, Writer
from detente.scenario.record.acts import COLUMNS
from detente.scenario.schema import FILE as SCHEMA
from detente.scenario.schema import schema_text

TEMPLATES = Path(__file__).parent / "templates"
RECORDED = 90
"""Days of the record before the as-of date."""
HELD = 30
"""Days for which the relation index has to stay at a level."""
BETTER, WORSE = 1.5, -1.0
"""How far from its usual tone the relation index has improved, or worsened."""


def _toml(text: str) -> str:
    """A TOML basic string; JSON escapes the same characters in a line that can be printed."""
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """Text that marks no passage of the brief."""
    return text.replace("{#", "{ #")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # TOML and Markdown, no HTML
    )
    environment.filters |= {"toml": _toml, "plain": _plain}
    return environment


def render(start: Start) -> dict[str, str]:
    """Write the files of a starting scenario in the language in force.

    Returns
    -------
    dict
        File name to text, in the order in which they are best read.
    """
    files, writer = _rendered(start)
    if not start.translated:
        return files
    other = other_language()
    brief = f"brief.{other}.md"
    plain, _writer = _rendered(replace(start, translated=False))
    with use_language(other):
        theirs, _writer = _rendered(replace(start, translated=False))
    head = _text("translation.toml", {"w": writer})
    texts = {f"{other}.toml": translation(plain, theirs, head, brief), brief: theirs["brief.md"]}
    last = {SCHEMA: files.pop(SCHEMA)}
    return files | texts | last


def opening(start: Start) -> tuple[str, list[Entry]]:
    """The `scenario.toml` of a starting scenario in the language in force, and its processes."""
    files, writer = _rendered(start)
    return files["scenario.toml"], list(writer.entries.values())


def _rendered(start: Start) -> tuple[dict[str, str], Writer]:
    try:
        return _render(start)
    except SameIdError:
        return _render(_told_apart(start))


def _told_apart(start: Start) -> Start:
    """The same with keys of which no two processes get the same id.

    Where ``a-b`` meets ``c`` and ``a`` meets ``b-c``, keys made from their ids would not do.
    """
    keys = {member.key: f"actor-{n}" for n, member in enumerate(start.members, start=1)}
    members = [replace(member, key=keys[member.key]) for member in start.members]
    by_key = dict(zip(keys, members, strict=True))
    return replace(
        start,
        members=members,
        mediator=start.mediator and by_key[start.mediator.key],
        guarantor=start.guarantor and by_key[start.guarantor.key],
    )


def _text(name: str, context: Mapping[str, object]) -> str:
    """A template filled, with no more than one empty line in a row."""
    whole = _environment().get_template(f"{name}.j2").render(context).strip() + "\n"
    return re.sub(r"\n{3,}", "\n\n", whole)


def _render(start: Start) -> tuple[dict[str, str], Writer]:
    first, second, *others = start.members
    writer = Writer(start)
    context = {
        "w": writer,
        "start": start,
        "since": start.as_of - dt.timedelta(days=RECORDED),
        "a": first,
        "b": second,
        "m": start.mediator,
        "g": start.guarantor,
        "others": others,
        "other": other_language(),
        "held": min(HELD, start.horizon),
        "better": BETTER,
        "worse": WORSE,
        "locate": lambda: locate(text("notes.md"), writer.claims),
    }

    def text(name: str) -> str:
        return _text(name, context)

    scenario = text(f"{start.kind}.toml")
    files = {
        "scenario.toml": scenario,
        "brief.md": text("brief.md"),
        "notes.md": text("notes.md"),
        "acts.csv": ",".join(COLUMNS) + "\n",
        SCHEMA: schema_text(),
    }
    return files, writer
