"""The files of a starting scenario as text."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from detente.scaffold.cast import Member
from detente.scaffold.claims import examples, locate, voices
from detente.scaffold.processes import processes
from detente.scenario.record.acts import COLUMNS
from detente.scenario.schema import FILE as SCHEMA
from detente.scenario.schema import schema_text

TEMPLATES = Path(__file__).parent / "templates"
RECORDED = 90
"""Days of the record before the as-of date."""
HELD = 30
"""Days for which the relation index has to stay at a level."""
BETTER, WORSE = 1.5, -1.0
"""Levels of the relation index; its usual tone is near 0 at the template's rates."""
COUNTED = 'basis = "judgement", reference = "a starting value, no estimate: replace it by a count"'
JUDGED = 'basis = "judgement", reference = "a starting value, no estimate: replace it and say why"'


@dataclass(frozen=True, slots=True)
class Start:
    """What a starting scenario is made from.

    `as_of` is the last day that is known, `horizon` the days to play; the first two members are
    the pair in question.
    """

    id: str
    title: str
    as_of: dt.date
    horizon: int
    members: Sequence[Member]


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
    """Write the files of a starting scenario.

    Returns
    -------
    dict
        File name to text, in the order in which they are best read.
    """
    first, second, *_ = start.members
    laid_out = processes(start.members)
    claims = examples(start.members)
    states = first.actor.kind == second.actor.kind == "state"
    context = {
        "id": start.id,
        "title": start.title,
        "as_of": start.as_of,
        "since": start.as_of - dt.timedelta(days=RECORDED),
        "horizon": start.horizon,
        "members": start.members,
        "a": first,
        "b": second,
        "leaders": "leaders" if states else "highest representatives",
        "ministers": "foreign ministers" if states else "senior representatives",
        "sections": laid_out.sections,
        "groups": laid_out.groups,
        "voices": voices(start.members),
        "claims": claims,
        "held": min(HELD, start.horizon),
        "better": BETTER,
        "worse": WORSE,
        "counted": COUNTED,
        "judged": JUDGED,
    }

    def text(name: str, **more: object) -> str:
        return _environment().get_template(f"{name}.j2").render(context | more).strip() + "\n"

    notes = text("notes.md")
    locators = locate(notes, list(claims.values()))
    return {
        "scenario.toml": text("scenario.toml", locators=locators),
        "brief.md": text("brief.md"),
        "notes.md": notes,
        "acts.csv": ",".join(COLUMNS) + "\n",
        SCHEMA: schema_text(),
    }
