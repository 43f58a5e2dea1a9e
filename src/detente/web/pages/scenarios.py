"""The first page: which scenarios there are, what each asks, and how to begin one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import DetenteError, ScenarioError
from detente.language.counted import chance
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer, interval
from detente.report.findings import chosen_outcome
from detente.scaffold.kinds import KINDS
from detente.web.begun import begun
from detente.web.nav import steps
from detente.web.read.names import name_of
from detente.web.read.reader import readings
from detente.web.render import render
from detente.web.site import FIRST
from detente.web.view import View

if TYPE_CHECKING:
    from detente.web.asked import Asked
    from detente.web.nav import Step
    from detente.web.site import Site

OPTIONAL = ("title", "mediator", "guarantor")
FIELDS = ("name", "a", "b", "others", "kind", *OPTIONAL)
"""Of the form that begins a scenario."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What the futures say of the first question, where they have been played."""

    chance: str
    interval: str
    futures: str
    bar: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario of the list.

    Attributes
    ----------
    name, title : str
    own : bool
        Whether it is of a folder that the server was given.
    error : str
        Why it cannot be used; empty if it can.
    pairs, dates, question, counted : str
    likely : Likely or None
    play, why, edit : str
        Links.
    """

    name: str
    title: str
    own: bool
    error: str = ""
    pairs: str = ""
    dates: str = ""
    question: str = ""
    counted: str = ""
    likely: Likely | None = None
    play: str = ""
    why: str = ""
    edit: str = ""


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The context of ``templates/scenarios.html.j2``.

    Attributes
    ----------
    t : mapping of str to str
        Fixed texts.
    nav : sequence of Step
    groups : sequence of (str, sequence of Listed)
        Their headings, and what stands below them.
    kinds : sequence of (str, str)
        What a text can be about, and its words.
    shelf : bool
        Whether a new scenario can be written on the server.
    given : mapping of str to str
        What the form was sent with.
    error : str
        Why that was refused.
    """

    t: Mapping[str, str]
    nav: Sequence[Step]
    groups: Sequence[tuple[str, Sequence[Listed]]]
    kinds: Sequence[tuple[str, str]]
    shelf: bool
    given: Mapping[str, str]
    error: str


async def scenarios(asked: Asked) -> Response:
    """The page."""
    return await _page(asked, {}, "")


async def beginning(asked: Asked, request: Request) -> Response:
    """Begin the scenario that the form describes, and open it; or say what is wrong with it."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    given = {key: values[-1].strip()[:200] for key, values in fields.items() if key in FIELDS}
    actors = [given.get(key, "") for key in ("a", "b", "others")]
    more = {key: given[key] for key in OPTIONAL if given.get(key)}
    try:
        name = await asyncio.to_thread(
            begun,
            asked.site.library,
            given.get("name", ""),
            [each for each in actors if each],
            kind=given.get("kind", ""),
            **more,
        )
    except DetenteError as error:
        return await _page(asked, given, str(error))
    # a fragment of its own: a browser would keep that of the form
    return RedirectResponse(f"/play/{quote(name, safe='')}#main", 303)


async def _page(asked: Asked, given: Mapping[str, str], error: str) -> Response:
    read = [name_of(each.id) for each in await readings(asked)]

    def made() -> str:
        found = listed(asked.site, asked.language)
        library = asked.site.library
        played = [name for name in read if library.has(name)]
        groups = [
            (
                _("From articles that you have read"),
                list(_told(asked.site, asked.language, played, own=True)),
            ),
            (_("In the folders of this server"), [each for each in found if each.own]),
            (_("Built in"), [each for each in found if not each.own]),
        ]
        page = Scenarios(
            texts(),
            steps(None, "scenarios"),
            [group for group in groups if group[1]],
            [(name, _(kind.about)) for name, kind in KINDS.items()],
            asked.site.library.shelf is not None,
            {**dict.fromkeys(FIELDS, ""), "kind": next(iter(KINDS)), **given},
            error,
        )
        return render("scenarios.html.j2", asked, page=page)

    return HTMLResponse(await asyncio.to_thread(made), 400 if error else 200)


def listed(site: Site, language: str) -> list[Listed]:
    """All scenarios of a site, those of its folders first."""
    found = [
        each
        for name, entry in site.library.entries().items()
        for each in _told(site, language, [name], own=entry.own)
    ]
    # a copy keeps its title until somebody writes another: the folder tells the two apart
    titles = Counter(each.title for each in found)
    return [
        replace(each, dates=f"{each.name} · {each.dates}") if titles[each.title] > 1 else each
        for each in found
    ]


def _told(site: Site, language: str, names: Iterable[str], *, own: bool) -> Iterator[Listed]:
    """Scenarios of the library as the list shows them."""
    for name in names:
        try:
            seen = site.library.glance(name, language)
            likely = _likely(site, name)
        except ScenarioError as error:
            yield Listed(name, name, own, str(error))
            continue
        place = quote(name, safe="")
        yield Listed(
            name,
            seen.title,
            own,
            pairs=" · ".join(seen.pairs),
            dates=_("{first} to {last}").format(first=day(seen.as_of), last=day(seen.last)),
            question=seen.question,
            counted=" · ".join(
                (
                    ngettext("{n} claim", "{n} claims", seen.claims).format(n=integer(seen.claims)),
                    ngettext("{n} outcome", "{n} outcomes", seen.outcomes).format(
                        n=integer(seen.outcomes)
                    ),
                )
            ),
            likely=likely,
            play=f"/play/{place}",
            why=f"/explain/{place}",
            edit=f"/edit/{place}",
        )


def _likely(site: Site, name: str) -> Likely | None:
    """How likely the first question is, if its futures are there: none are played for a list."""
    scenario = site.library.known(name)
    if scenario is None or not scenario.outcomes:
        return None
    for paths in (site.paths, min(site.paths, FIRST)):
        ensemble = site.kept(scenario, View(name, paths))
        if ensemble is not None:
            found = ensemble.estimate(chosen_outcome(scenario, None))
            low, high = found.interval
            return Likely(
                chance(found.probability),
                interval(low, high),
                ngettext("{n} future", "{n} futures", ensemble.paths).format(
                    n=integer(ensemble.paths)
                ),
                (round(100 * low, 2), round(100 * high, 2), round(100 * found.probability, 2)),
            )
    return None


def texts() -> dict[str, str]:
    """Fixed texts of the page."""
    return {
        "title": _("Scenarios"),
        "what": _("How likely, when, and why?"),
        "lead": _(
            "Détente holds each claim of a short text on the relations between powers as an "
            "assumption, plays thousands of futures, and says how likely an outcome is, when it "
            "comes, and why."
        ),
        "question": _("The question"),
        "likely": _("How likely"),
        "unplayed": _("Not played yet"),
        "play": _("Play"),
        "why": _("Why"),
        "edit": _("Edit"),
        "own": _("Begin one of your own"),
        "own_lead": _(
            "A template with rates, claims and outcomes for two powers, which can be played at "
            "once. What your text says then goes into it, claim by claim."
        ),
        "read": _("Or read an article"),
        "name": _("Name of the folder: a to z, digits, hyphens"),
        "a": _("First actor"),
        "b": _("Second actor"),
        "others": _("Others who take part, with commas"),
        "kind": _("What the text is about"),
        "title_field": _("Title"),
        "mediator": _("Who mediates"),
        "guarantor": _("Who guarantees or monitors"),
        "more": _("Others, title, mediator, guarantor"),
        "begin": _("Begin"),
        "command": _("On the command line"),
        "no_shelf": _(
            "This server was given no folder for new scenarios. Begin one on the command line, and "
            "serve the folder in which it lies:"
        ),
    }
