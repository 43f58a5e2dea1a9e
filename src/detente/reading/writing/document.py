"""`scenario.toml` of a reading, with comments for whoever goes through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.reading.writing.plan import Plan, owner
from detente.reading.writing.toml import Table, entry, inline, table
from detente.scaffold.cast import Member
from detente.scaffold.writer import Writer

BRIEF, RECORD = "brief.md", "acts.csv"


def scenario(plan: Plan, voices: Iterable[Table], claims: Sequence[Table]) -> str:
    """The file: who and what there is, then each claim with its effects, then the questions."""
    base = plan.base
    on = {frozenset(ids): name for name, ids in base.groups.items()}
    effects = [_grouped(each, on) for each in plan.effects]
    background = [_grouped(each, on) for each in base.effects]
    background += [each for each in effects if not owner(each)]
    parts = [_head(plan)]
    parts += [table("documents", each) for each in _documents(plan)]
    parts += [table("voices", each) for each in voices]
    parts += [_part(_("who takes part"))]
    parts += [table("actors", _actor(each)) for each in plan.used.values()]
    parts += [table("offices", each) for each in plan.offices.values()]
    parts += [table("index", each) for each in base.index]
    if base.states or plan.states or base.levels or plan.levels:
        parts += [_part(_("states and levels"))]
    parts += [table("states", each, ("transitions",)) for each in (*base.states, *plan.states)]
    parts += [table("levels", each) for each in (*base.levels, *plan.levels)]
    parts += [_part(_("what may happen, and how often"))]
    parts += [table("processes", each) for each in (*base.processes, *plan.added)]
    used = _used_groups(plan, [*background, *effects])
    if used:
        parts += ["\n".join(["[groups]", *(entry(n, base.groups[n]) for n in used)])]
    parts += [_part(_("what holds in any case"))]
    parts += [table("effects", each) for each in background]
    parts += [_part(_("what the text asserts: each claim with what follows from it"))]
    for claim in claims:
        parts += [table("claims", claim)]
        parts += [table("effects", each) for each in effects if owner(each) == claim["id"]]
    parts += [_part(_("what is asked"))]
    parts += [table("outcomes", each) for each in (*base.outcomes, *plan.outcomes)]
    return "\n\n".join(parts) + "\n"


def _head(plan: Plan) -> str:
    start = plan.start
    record = {k: v for k, v in plan.base.record.items() if k != "file" and v != []}
    first = min((each["date"] for each in plan.record), default=record["since"])
    if first < record["since"]:
        record["since"] = first
        record.pop("template", None)
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
        "",
        "[record]",
        f"file = {inline(RECORD)}",
        *(f"{k} = {inline(v)}" for k, v in record.items()),
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


def _grouped(effect: Table, on: dict[frozenset[str], str]) -> Table:
    """An effect that names a group, where it touches all of it."""
    ids = effect.get("on")
    name = on.get(frozenset(ids)) if isinstance(ids, list) else None
    return effect if name is None else effect | {"on": [name]}


def _used_groups(plan: Plan, effects: Iterable[Table]) -> list[str]:
    """Groups that something names."""
    named = repr([*effects, *plan.base.outcomes, *plan.outcomes, *plan.base.states,
                  *plan.base.levels, *plan.base.processes])  # fmt: skip
    return [name for name in plan.base.groups if repr(name) in named]
