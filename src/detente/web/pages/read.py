"""Read: articles are sent, their proposals are looked over, and they are played."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import DetenteError, InputError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.reading.needs import check_installed
from detente.web.faults import fault
from detente.web.guard import MOST_FIELDS, Limits
from detente.web.nav import steps
from detente.web.packed import packed
from detente.web.read.decisions import sent
from detente.web.read.kept import WISHES, Wish, kept_in
from detente.web.read.played import forget, play, proposed_name
from detente.web.read.reader import (
    add,
    became,
    begin,
    check_version,
    decide,
    leave_out,
    made,
    reading_draft,
    readings,
    reread,
)
from detente.web.read.save import save
from detente.web.read.sent import form_of, sheets_sent
from detente.web.read.shown import kinds, shown
from detente.web.read.shown import texts as headings
from detente.web.render import render

if TYPE_CHECKING:
    from detente.web.asked import Asked
    from detente.web.drafts import Draft
    from detente.web.nav import Step

TEXTS = 3
"""Texts that can be pasted at first; more can be added."""
ACCEPT = (
    ".txt,.md,.markdown,.html,.htm,.xhtml,.pdf,.docx,text/plain,text/markdown,text/html,"
    "application/pdf,"
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
WITHOUT = "without:"
"""Beginning of the button that leaves an article out."""


@dataclass(frozen=True, slots=True)
class Read:
    """The context of ``templates/read.html.j2``.

    Attributes
    ----------
    t : mapping of str to str
        Fixed texts.
    nav : sequence of Step
    missing : str
        What is to be installed; empty if nothing is.
    kinds : sequence of (str, str)
    readings : sequence of (str, str)
        Articles of this client: what each is called, and its address.
    given : mapping of str to str
        What the form was sent with.
    pasted : sequence of str
        The texts that were.
    error : str
        Why that was refused.
    """

    t: Mapping[str, str]
    nav: Sequence[Step]
    missing: str
    kinds: Sequence[tuple[str, str]]
    readings: Sequence[tuple[str, str]]
    given: Mapping[str, str]
    pasted: Sequence[str]
    error: str


async def read(asked: Asked) -> Response:
    """The page on which articles are sent."""
    return await _first(asked, {}, (), None)


async def sending(asked: Asked, request: Request) -> Response:
    """Read what the form sends, and show it; or say what is wrong with it."""
    given: dict[str, str] = {}
    pasted: list[str] = []
    try:
        async with form_of(request, fields=20) as form:
            given = {key: str(form[key]) for key in WISHES if isinstance(form.get(key), str)}
            pasted = [each for each in form.getlist("text") if isinstance(each, str)]
            sheets = await sheets_sent(form)
        draft = await begin(asked, sheets, Wish.of(given, dt.date.today()))
    except DetenteError as error:
        return await _first(asked, given, pasted, error)
    return RedirectResponse(f"/read/{draft.id}#main", 303)


async def _first(
    asked: Asked, given: Mapping[str, str], pasted: Sequence[str], error: Exception | None
) -> Response:
    found = await readings(asked)

    def made() -> str:
        page = Read(
            texts(integer(Limits().draft // 1_000_000)),
            steps(None, "read"),
            _missing(),
            kinds(),
            [(each.name, f"/read/{each.id}") for each in found],
            {**dict.fromkeys(WISHES, ""), **given},
            [*pasted[:TEXTS], *[""] * TEXTS][:TEXTS],
            "" if error is None else fault(error).error,
        )
        return render("read.html.j2", asked, page=page, accept=ACCEPT)

    status = 200 if error is None else fault(error).status
    return HTMLResponse(await asyncio.to_thread(made), status)


def _missing() -> str:
    try:
        check_installed()
    except InputError as error:
        return str(error)
    return ""


async def article(asked: Asked, id: str, error: Exception | None = None) -> Response:
    """Articles with their proposals."""
    draft, kept = await reading_draft(asked, id)
    reading, begun = await made(asked, kept)
    found = await became(asked, kept)

    def page() -> str:
        context = shown(
            draft,
            kept,
            reading,
            begun,
            found,
            shelf=asked.site.library.shelf is not None,
            error="" if error is None else fault(error).error,
        )
        nav = steps(None, "read")
        return render("reading.html.j2", asked, page=context, nav=nav, accept=ACCEPT)

    status = 200 if error is None else fault(error).status
    return HTMLResponse(await asyncio.to_thread(page), status)


async def deciding(asked: Asked, id: str, request: Request) -> Response:
    """Keep what the form decides, and do what its button says."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _adding(asked, id, request)
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    form = {key: values[-1] for key, values in fields.items()}
    todo = form.get("do", "")
    if todo == "away":
        await forget(asked, id)
        return RedirectResponse("/read", 303)
    try:
        draft = await _decided(asked, id, form)
        if todo.startswith(WITHOUT):
            await leave_out(asked, draft, todo.removeprefix(WITHOUT))
        if todo == "again":
            await reread(asked, draft, Wish.of(form, kept_in(draft).wish.today))
        if todo in ("play", "save"):
            name = form.get("name", "").strip()
            name = await (play(asked, id) if todo == "play" else save(asked, id, name))
            return RedirectResponse(f"/play/{quote(name, safe='')}#main", 303)
    except DetenteError as error:
        return await article(asked, id, error)
    button, _colon, place = todo.partition(":")
    there = f"p-{place}" if button in ("keep", "text") and place else "main"
    return RedirectResponse(f"/read/{id}#{there}", 303)


async def _adding(asked: Asked, id: str, request: Request) -> Response:
    """Keep what the form decides, and read the articles that it brings."""
    try:
        async with form_of(request, fields=MOST_FIELDS) as form:
            given = {key: value for key, value in form.items() if isinstance(value, str)}
            sheets = await sheets_sent(form)
        draft = await _decided(asked, id, given)
        before = {each.id for each in (await reading_draft(asked, id))[1].articles}
        await add(asked, draft, sheets)
        _draft, kept = await reading_draft(asked, id)
    except DetenteError as error:
        return await article(asked, id, error)
    new = next(each.id for each in kept.articles if each.id not in before)
    return RedirectResponse(f"/read/{id}#a-{new}", 303)


async def _decided(asked: Asked, id: str, form: Mapping[str, str]) -> Draft:
    """The draft with what a form decides, which is on the disk then."""
    draft, kept = await reading_draft(asked, id)
    version = form.get("version", "")
    check_version(draft, int(version) if version.isdecimal() and len(version) < 10 else 0)
    reading, _begun = await made(asked, kept)
    decisions = sent(reading, await became(asked, kept), kept.decisions, form)
    if kept.with_decisions(decisions) == kept:
        return draft
    return await decide(asked, draft, decisions, draft.version)


async def zipped(asked: Asked, id: str) -> Response:
    """The files of a reading's scenario in one archive."""
    _draft, kept = await reading_draft(asked, id)
    _reading, begun = await made(asked, kept)
    name = proposed_name(begun)
    _reading, begun = await made(asked, kept, name, tried=True)
    return await packed(name, begun.files)


def texts(most: str) -> dict[str, str]:
    """Fixed texts of the page on which articles are sent."""
    return {
        **headings(),
        "lead": _(
            "An article in English or French becomes a scenario: what it asserts, who says so, how "
            "sure it is, and what that does. Each is a proposal; you accept, change or reject it."
        ),
        "stays": _(
            "The text stays on the machine of this server: nothing is sent anywhere, and no "
            "language model is asked."
        ),
        "file": _("Files: text, Markdown, HTML, PDF or DOCX, up to {n} MB together").format(n=most),
        "drop": _("They can be dropped on the field. Several become one scenario."),
        "paste": _("Or the text itself"),
        "further": _("Further texts for the same scenario"),
        "other": _("Text {n}"),
        "send": _("Read it"),
        "yours": _("Articles that you have sent"),
        "busy": _("It is being read …"),
        "waits": _("A first article takes some ten seconds, a long one more."),
    }
