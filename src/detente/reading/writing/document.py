"""`scenario.toml` of a reading, with comments for whoever goes through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.reading.writing.plan import Plan, owner
from detente.reading.writing.toml import Table, array, entry, inline, table
from detente.scaffold.cast import Member
from detente.scaffold.writer import Writer
from detente.scenario.short.shorten import shortened

BRIEF, RECORD = "brief.md", "acts.csv"


LISTS = ("documents", "voices", "actors", "offices", "index", "processes", "outcomes")
"""Tables that are lists with a line for each entry; in TOML they stand before all others."""


def scenario(plan: Plan, voices: Iterable[Table], claims: Sequence[Table]) -> str:
    """The file, as short as it can be: who and what there is, then each claim with its effects."""
    base = plan.base
    effects = [*base.effects, *(each for each in plan.effects if not owner(each))]
    effects += [each for claim in claims for each in plan.effects if owner(each) == claim["id"]]
    full = {
        "documents": list(_documents(plan)),
        "voices": list(voices),
        "actors": [_actor(each) for each in plan.used.values()],
        "offices": list(plan.offices.values()),
        "index": base.index,
        "processes": [*base.processes, *plan.added],
        "outcomes": [*base.outcomes, *plan.outcomes],
        "groups": base.groups,
        "states": [*base.states, *plan.states],
        "levels": [*base.levels, *plan.levels],
        "effects": effects,
        "claims": list(claims),
    }
    short = shortened(full)
    said = {
        "documents": _("where the claims come from"),
        "voices": _("who asserts them"),
        "actors": _("who takes part"),
        "processes": _("what may happen; a rate that is not stated is the usual one"),
        "outcomes": _("what is asked"),
    }
    parts = [_head(plan, short.get("background"))]
    for name in LISTS:
        if name in short:
            heading = [f"# {said[name]}"] if name in said else []
            parts.append("\n".join([*heading, array(name, short[name])]))
    parts.append("\n".join(["[record]", *(entry(k, v) for k, v in _record(plan).items())]))
    if "groups" in short:
        parts.append(
            "\n".join(["[groups]", *(entry(n, ids) for n, ids in short["groups"].items())])
        )
    for name, title in (
        ("states", _("states and levels")),
        ("levels", "" if "states" in short else _("states and levels")),
        ("effects", _("what holds in any case")),
        ("claims", _("what the text asserts: each claim with what follows from it")),
    ):
        if name in short:
            parts += [_part(title)] if title else []
            parts += [table(name, each) for each in short[name]]
    return "\n\n".join(parts) + "\n"


def _record(plan: Plan) -> Table:
    record = {"file": RECORD} | {
        k: v for k, v in plan.base.record.items() if k != "file" and v != []
    }
    first = min((each["date"] for each in plan.record), default=record["since"])
    if first < record["since"]:
        record["since"] = first
        record.pop("template", None)
    return record


def _head(plan: Plan, background: str | None) -> str:
    start = plan.start
    comment = Writer.comment(
        "\n".join(
            [
                start.title,
                start.about,
                _(
                    "Read from a text: reading.md says what was taken from where, and why. Every "
                    "claim is a proposal: accept, change or delete it. Where a table has "
                    "`template`, nobody has estimated the number for these actors; edit it, and it "
                    "counts as yours."
                ),
                start.provenance,
            ]
        )
    )
    lines = [
        "#:schema ./scenario.schema.json",
        comment,
        "format = 1",
        f"id = {inline(start.id)}",
        f"title = {inline(start.title)}",
        f"as_of = {start.as_of}",
        f"horizon = {start.horizon}",
        f"brief = {inline(BRIEF)}",
        *([] if background is None else [f"background = {inline(background)}"]),
    ]
    return "\n".join(lines)


def _documents(plan: Plan) -> Iterable[Table]:
    for article in plan.reading.articles:
        found: Table = {"id": article.id, "title": article.title or article.file}
        if article.date is not None:
            found["date"] = article.date.isoformat()
        found["language"] = article.language
        if article.author:
            found["note"] = labelled(_("author"), article.author)
        yield found


def _actor(member: Member) -> Table:
    if member.own:
        return {"id": member.actor.id, "name": member.actor.name, "kind": "party"}
    return {"id": member.actor.id}


def _part(title: str) -> str:
    return f"# ---------------------------------------------------------------- {title}"
