"""The state of a relationship in the event record, where there is one."""

from __future__ import annotations

import asyncio
import datetime as dt
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from detente.charts.chart import Chart, Table
from detente.charts.render import embedded, png, svg
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import day, decimal, integer, signed
from detente.ontology.fields import parse_date
from detente.web.nav import steps
from detente.web.relation_tables import answers, answers_note, balances, balances_note
from detente.web.render import render
from detente.web.shown import named_within

if TYPE_CHECKING:
    from detente.events.store.store import Store
    from detente.relations.relations import Relations
    from detente.web.asked import Asked
    from detente.web.work import Job

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
KEYS = ("a", "b", "first", "last", "data", "lang")


@dataclass(frozen=True, slots=True)
class Dyad:
    """The answer."""

    title: str
    counted: str
    chart: Chart
    turning: Table
    no_turning: str
    largest: Table
    balances: Table
    balances_note: str
    answers: Table
    answers_note: str


@dataclass(frozen=True, slots=True)
class RelationsPage:
    """The context of ``templates/relations.html.j2``."""

    nav: object
    t: dict[str, str]
    charts: list[Chart]
    datasets: list[str]
    found: Dyad | None
    missing: str
    error: str
    given: dict[str, str]

    @property
    def command(self) -> str:
        """The command that prints the same."""
        found = ["detente", "relations", self.given["a"], self.given["b"]]
        for key, option in (("first", "--from"), ("last", "--to"), ("data", "--dataset")):
            if self.given[key]:
                found += [option, self.given[key]]
        return shlex.join(found)

    def still(self, chart: Chart) -> str:
        """Where the chart lies as a drawing."""
        return f"/relations.svg?{urlencode({k: v for k, v in self.given.items() if v})}"


async def relations(asked: Asked) -> Response:
    """The page."""
    given, store, missing = await _asked(asked)
    found, error = None, ""
    if store is not None and (given["a"] or given["b"]):
        try:
            found = await _found(asked, store, given)
        except InputError as wrong:
            error = str(wrong)

    def made() -> str:
        dyad = None if found is None else _dyad(found)
        page = RelationsPage(
            steps(None, "relations"),
            _texts(),
            [] if dyad is None else [dyad.chart],
            [] if store is None else store.datasets(),
            dyad,
            missing,
            error,
            given,
        )
        return render("relations.html.j2", asked, page=page, charts=embedded(page.charts))

    return HTMLResponse(await asyncio.to_thread(made))


async def drawn(asked: Asked, ending: str) -> Response:
    """The chart of the page as a drawing."""
    from detente.relations.chart import figure

    if ending not in KINDS:
        raise HTTPException(404)
    given, store, missing = await _asked(asked)
    if store is None:
        raise InputError(missing)
    found = await _found(asked, store, given)

    def work() -> bytes:
        picture = svg(figure(found), titled=True)
        return picture.encode() if ending == "svg" else png(picture)

    return Response(await asyncio.to_thread(work), media_type=KINDS[ending])


async def _asked(asked: Asked) -> tuple[dict[str, str], Store | None, str]:
    import detente.events
    from detente.events.store.folder import store_folder

    pairs = dict(asked.pairs)
    unknown = next((key for key in pairs if key not in KEYS), None)
    if unknown is not None:
        raise InputError(_("no setting '{key}'").format(key=unknown[:40]))
    given = {key: pairs.get(key, "").strip()[:200] for key in KEYS[:-1]}
    place = store_folder(asked.site.library.store)
    try:
        with named_within(place, place.name):
            store = await asyncio.to_thread(detente.events.open, place)
    except InputError as error:
        return given, None, str(error)
    if not store.datasets():
        return given, None, _("The event store is empty.")
    return given, store, ""


async def _found(asked: Asked, store: Store, given: dict[str, str]) -> Relations:
    from detente.ontology.actors import resolve_actor
    from detente.relations.stored import stored_relations

    if not given["a"] or not given["b"]:
        raise InputError(_("name two actors, such as USA and RUS"))
    a, b = (resolve_actor(given[key]).id for key in ("a", "b"))
    first, last = (_date(key, given[key]) for key in ("first", "last"))
    known = store.datasets()
    datasets = [given["data"]] if given["data"] else known[:1] if len(known) == 1 else None

    def read(job: Job) -> Relations:
        return stored_relations(store, a, b, first, last, datasets=datasets)

    key = ("relations", str(store.folder), a, b, str(first), str(last), given["data"])
    with named_within(store.folder, store.folder.name):
        return await asked.site.work.run(key, asked.client, read, long=True)


def _date(key: str, text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError:
        raise InputError(
            _("{key}={value}: no date; write it like 2025-06-30").format(key=key, value=text[:40])
        ) from None


def _dyad(found: Relations) -> Dyad:
    from detente.relations.chart import counted, figure
    from detente.relations.words import act_words, pair_name

    return Dyad(
        pair_name(found.a, found.b),
        " ".join(counted(found)),
        figure(found),
        Table(
            (_("From"), _("Before"), _("After"), "p"),
            [
                (day(each.date), signed(each.before), signed(each.after), decimal(each.p, 3))
                for each in found.turning.points
            ],
        ),
        _("None that stands out from chance.")
        if found.turning.enough
        else _("Too few days or weeks with acts to look for any."),
        Table(
            (_("Day"), _("Acts"), _("Tone"), _("What happened")),
            [
                (
                    day(each.date),
                    integer(each.acts),
                    signed(each.tone),
                    "; ".join(act_words(act) for act in each.told[:2]),
                )
                for each in sorted(found.largest, key=lambda each: each.date)
            ],
            numeric=False,
        ),
        balances(found),
        balances_note(found),
        answers(found),
        answers_note(),
    )


def _texts() -> dict[str, str]:
    return {
        "title": _("Relations"),
        "lead": _("How two powers have dealt with one another, day by day, in the event record."),
        "a": _("First actor"),
        "b": _("Second actor"),
        "first": _("First day"),
        "last": _("Last day"),
        "data": _("Data source"),
        "show": _("Show"),
        "example": _("A state or organisation by code or name, such as USA or Russia."),
        "missing": _("There is no event record here yet."),
        "how": _("Bring one in on the command line, from the files of a source:"),
        "how_then": _("Then load this page again. What can be read, and from where:"),
        "turning": _("Turning points"),
        "largest": _("Largest days"),
        "balances": _("Who sends more"),
        "answers": _("Who answers in kind"),
        "table": _("The numbers behind it"),
        "drawing": _("SVG"),
        "pixels": _("PNG"),
        "command": _("On the command line"),
    }
