"""Edit: claims and credences as a form, beside the files and what is wrong in them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import InputError, ScenarioError
from detente.language.current import gettext as _
from detente.language.safe import clean
from detente.scenario.folder import SCENARIO, Memory
from detente.web.drafts import Draft
from detente.web.embedded import embedded
from detente.web.guard import owner_of
from detente.web.packed import packed
from detente.web.render import render
from detente.web.saved import DRAFT, check_files, to_edit
from detente.web.shown import named_within

if TYPE_CHECKING:
    from detente.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Message:
    """Something that is wrong, and its line in the file that is shown; None where it is in none."""

    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Edit:
    """The context of ``templates/edit.html.j2``.

    Attributes
    ----------
    title, scenario : str
        The latter its name in the library.
    file : str
        The one that is shown.
    files : sequence of (str, str)
        All of them with their addresses.
    text : Markup
        Escaped, and otherwise as it is: no blank of it may be another one.
    draft : str
        Its id; empty where nothing has been changed.
    version : int
    messages : sequence of Message
    shelf : bool
        Whether a new scenario can be saved on the server.
    t : mapping of str to str
        Headings.
    data : str
        What the script says, as JSON.
    """

    title: str
    scenario: str
    file: str
    files: Sequence[tuple[str, str]]
    text: Markup
    draft: str
    version: int
    messages: Sequence[Message]
    shelf: bool
    t: Mapping[str, str]
    data: str


async def edit(asked: Asked, name: str) -> Response:
    """The page: of the draft that the address names, else of the client's last one, if any.

    Parameters
    ----------
    asked : Asked
    name : str
        The scenario's in the library.
    """
    query = dict(asked.pairs)
    title, files = await asyncio.to_thread(to_edit, asked.site.library, name)
    draft = await asyncio.to_thread(_draft, asked, name, query)
    texts = files if draft is None else draft.texts

    def page() -> str:
        file = query.get("file", SCENARIO)
        if file not in texts:
            raise InputError(_("no file '{file}' in this scenario").format(file=file[:60]))
        known = {} if draft is None else {"draft": draft.id}
        context = Edit(
            title=clean(title if draft is None else draft.name),
            scenario=name,
            file=file,
            files=[(each, f"/edit/{name}?{urlencode(known | {'file': each})}") for each in texts],
            text=escape(texts[file]),
            draft="" if draft is None else draft.id,
            version=0 if draft is None else draft.version,
            messages=messages(texts, file),
            shelf=asked.site.library.shelf is not None,
            t=headings(),
            data=embedded(words()),
        )
        return render("edit.html.j2", asked, page=context)

    return HTMLResponse(await asyncio.to_thread(page))


def _draft(asked: Asked, name: str, query: Mapping[str, str]) -> Draft | None:
    owner = owner_of(asked.client)
    if "draft" in query:
        return asked.site.drafts.get(owner, query["draft"])
    if "anew" in query:
        return None
    return next((each for each in asked.site.drafts.of(owner) if each.scenario == name), None)


def messages(texts: Mapping[str, str], file: str) -> list[Message]:
    """What keeps texts from being a scenario, with the lines of one file."""
    from detente.scenario.read import read

    try:
        with named_within(DRAFT, DRAFT):
            read(Memory(texts, DRAFT))
    except ScenarioError as error:
        places = list(error.locations) or [None] * len(error.faults)
        return [
            Message(fault, None if place is None or place.file != file else place.line)
            for fault, place in zip(error.faults, places, strict=True)
        ]
    return []


async def written(asked: Asked, name: str, request: Request) -> Response:
    """Keep what a form without scripts sends, and show it again."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    given = {key: values[-1] for key, values in fields.items()}
    file = given.get("file", SCENARIO)
    check_files({file: ""})
    text = given.get("text", "").replace("\r\n", "\n")

    def work() -> Draft:
        owner, drafts = owner_of(asked.client), asked.site.drafts
        known = given.get("draft", "")
        if not known:
            title, texts = to_edit(asked.site.library, name)
            known = drafts.new(owner, title, name, texts).id
        return drafts.change(owner, known, texts={file: text})

    draft = await asyncio.to_thread(work)
    where = urlencode({"draft": draft.id, "file": file})
    return RedirectResponse(f"/edit/{name}?{where}", 303)


async def zipped(asked: Asked, name: str) -> Response:
    """The files of a draft, or of the scenario, in one archive."""
    _title, files = await asyncio.to_thread(to_edit, asked.site.library, name)
    draft = await asyncio.to_thread(_draft, asked, name, dict(asked.pairs))
    texts = files if draft is None else draft.texts

    return await packed(name, texts)


def headings() -> dict[str, str]:
    """Fixed texts of the page."""
    return {
        "edit": _("Edit"),
        "claims": _("Claims"),
        "claims_note": _(
            "A credence here is the scenario's own: base rates are then stated anew for a world "
            "that believes it, which is not what the slider of the page does."
        ),
        "claim": _("Claim"),
        "credence": _("Credence"),
        "files": _("Files"),
        "text": _("Text of the file"),
        "messages": _("What is wrong"),
        "sound": _("Nothing is wrong so far."),
        "keep": _("Keep and look it over"),
        "anew": _("Begin anew"),
        "whole": _("Check it whole"),
        "save": _("Save as a new scenario"),
        "name": _("Name: a to z, digits, hyphens"),
        "zip": _("Download as a zip"),
        "play": _("Play the scenario as it is"),
        "no_shelf": _(
            "The server was given no folder for new scenarios: download the zip, and unpack it."
        ),
    }


def words() -> dict[str, str]:
    """What the script says."""
    return {
        "kept": _("Kept {time}."),
        "keeping": _("Being kept …"),
        "offline": _(
            "The server does not answer. The text is kept in this browser, and sent when it does."
        ),
        "conflict": _(
            "This draft was changed elsewhere since. What is here is kept as a draft of its own."
        ),
        "checking": _("Looked over …"),
        "sound": _("Nothing is wrong so far."),
        "line": _("line {n}"),
        "saved": _("Saved: {name}"),
        "elsewhere": _("stated in another way: change it in the text"),
    }
