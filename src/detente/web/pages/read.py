"""Read: an article is sent, its proposals are looked over, and it is played."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import DetenteError, InputError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.reading.needs import check_installed
from detente.scaffold.kinds import KINDS
from detente.web.drafts import ConflictError
from detente.web.faults import fault
from detente.web.guard import owner_of
from detente.web.nav import steps
from detente.web.read.decisions import sent
from detente.web.read.kept import Wish
from detente.web.read.reader import begin, decide, made, reading_draft, readings
from detente.web.read.save import save
from detente.web.read.shown import shown
from detente.web.read.shown import texts as headings
from detente.web.render import render

if TYPE_CHECKING:
    from detente.web.asked import Asked
    from detente.web.nav import Step

FIELDS = ("day", "a", "b", "parties", "kind", "text")
"""Of the form that sends an article, beside its file."""
LONGEST_TEXT = 5_000_000
"""Bytes of a text that is pasted."""
PLAY = "play"


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
    error : str
        Why that was refused.
    """

    t: Mapping[str, str]
    nav: Sequence[Step]
    missing: str
    kinds: Sequence[tuple[str, str]]
    readings: Sequence[tuple[str, str]]
    given: Mapping[str, str]
    error: str


async def read(asked: Asked) -> Response:
    """The page on which an article is sent."""
    return await _first(asked, {}, None)


async def sending(asked: Asked, request: Request) -> Response:
    """Read what the form sends, and show it; or say what is wrong with it."""
    given: dict[str, str] = {}
    try:
        async with request.form(max_files=1, max_fields=20, max_part_size=LONGEST_TEXT) as form:
            given = {key: str(form[key]) for key in FIELDS if isinstance(form.get(key), str)}
            content, file = await _content(given, form.get("file"))
        draft = await begin(asked, content, file, _wish(given))
    except DetenteError as error:
        return await _first(asked, given, error)
    return RedirectResponse(f"/read/{draft.id}#main", 303)


async def _content(given: Mapping[str, str], file: Any) -> tuple[bytes, str]:
    """What is to be read, and the name of its file."""
    there = isinstance(file, UploadFile) and bool(file.filename)
    pasted = given.get("text", "").strip()
    if there and pasted:
        raise InputError(_("a file and a text are both given; send one of them"))
    if there:
        return await file.read(), str(file.filename)
    if not pasted:
        raise InputError(_("give a file, or paste a text"))
    return pasted.encode("utf-8", "replace"), "pasted.txt"


def _wish(given: Mapping[str, str]) -> Wish:
    """What the form says beside the text."""
    day = given.get("day", "").strip()
    try:
        date = dt.date.fromisoformat(day) if day else None
    except ValueError:
        raise InputError(
            _("'{day}' is no day; write it as 2026-03-31").format(day=day[:40])
        ) from None
    kind = given.get("kind", "")
    return Wish(
        dt.date.today(),
        date,
        tuple(name for name in (given.get("a", "").strip(), given.get("b", "").strip()) if name),
        tuple(each.strip() for each in given.get("parties", "").split(",") if each.strip()),
        kind or None,
    )


async def _first(asked: Asked, given: Mapping[str, str], error: Exception | None) -> Response:
    found = await readings(asked)

    def made() -> str:
        page = Read(
            texts(integer(16)),
            steps(None, "read"),
            _missing(),
            [("", _("By its words")), *((name, _(kind.about)) for name, kind in KINDS.items())],
            [(each.name, f"/read/{each.id}") for each in found],
            {**dict.fromkeys(FIELDS, ""), **given},
            "" if error is None else fault(error).error,
        )
        return render("read.html.j2", asked, page=page)

    status = 200 if error is None else fault(error).status
    return HTMLResponse(await asyncio.to_thread(made), status)


def _missing() -> str:
    try:
        check_installed()
    except InputError as error:
        return str(error)
    return ""


async def article(asked: Asked, id: str, error: Exception | None = None) -> Response:
    """An article with its proposals."""
    draft, kept = await reading_draft(asked, id)
    reading, begun = await made(asked, kept)

    def page() -> str:
        context = shown(
            draft,
            kept,
            reading,
            begun,
            shelf=asked.site.library.shelf is not None,
            error="" if error is None else fault(error).error,
        )
        return render("reading.html.j2", asked, page=context, nav=steps(None, "read"))

    status = 200 if error is None else fault(error).status
    return HTMLResponse(await asyncio.to_thread(page), status)


async def deciding(asked: Asked, id: str, request: Request) -> Response:
    """Keep what the form decides, and do what its button says."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    form = {key: values[-1] for key, values in fields.items()}
    todo = form.get("do", "")
    draft, kept = await reading_draft(asked, id)
    if todo == "away":
        await asyncio.to_thread(asked.site.drafts.delete, owner_of(asked.client), id)
        return RedirectResponse("/read", 303)
    try:
        reading, begun = await made(asked, kept)
        if form.get("version") != str(draft.version):
            raise ConflictError(
                _("the draft was changed meanwhile, as version {n}; load it first").format(
                    n=draft.version
                )
            )
        written = {each.proposal.id: each for each in begun.drafted.found}
        decisions = sent(reading, written, kept.decisions, form)
        if kept.with_decisions(decisions) != kept:
            await decide(asked, draft, reading, decisions, draft.version)
        if todo == PLAY:
            name = await save(asked, id, form.get("name", "").strip())
            return RedirectResponse(f"/play/{quote(name, safe='')}#main", 303)
    except DetenteError as error:
        return await article(asked, id, error)
    place = todo.removeprefix("keep:") if todo.startswith("keep:") else ""
    return RedirectResponse(f"/read/{id}#{f'p-{place}' if place else 'main'}", 303)


async def zipped(asked: Asked, id: str) -> Response:
    """The files of an article's scenario in one archive."""
    _draft, kept = await reading_draft(asked, id)
    _reading, begun = await made(asked, kept)

    def pack() -> bytes:
        paper = io.BytesIO()
        with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, text in begun.files.items():
                archive.writestr(zipfile.ZipInfo(f"article/{file}"), text)
        return paper.getvalue()

    headers = {"content-disposition": 'attachment; filename="article.zip"'}
    return Response(await asyncio.to_thread(pack), media_type="application/zip", headers=headers)


def texts(most: str) -> dict[str, str]:
    """Fixed texts of the page on which an article is sent."""
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
        "file": _("File: text, Markdown, HTML, PDF or DOCX, up to {n} MB").format(n=most),
        "drop": _("It can be dropped on the field."),
        "paste": _("Or the text itself"),
        "more": _("Day, actors, kind"),
        "day": _("Last day that is known; by default that of the text"),
        "a": _("First actor; by default as the text has it"),
        "b": _("Second actor"),
        "parties": _("Actors that no table knows, as ID=Name, with commas"),
        "kind": _("What the text is about"),
        "flags": _("What a message calls --pair, --party and --as-of are these fields."),
        "send": _("Read it"),
        "yours": _("Articles that you have sent"),
        "waits": _("A first article takes some ten seconds, a long one more."),
    }
