"""Articles: sent, read, decided upon, saved as a scenario."""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import Response

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.decide import Decision
from detente.reading.document import reading_document
from detente.web.api.answered import answered
from detente.web.api.drafts import Id, Saving
from detente.web.api.models import DraftTold, ReadingTold, Saved
from detente.web.api.settings import Bare
from detente.web.asked import Asked
from detente.web.guard import owner_of
from detente.web.read.kept import Wish, kept_in
from detente.web.read.reader import begin, decide, made, reading_draft, readings
from detente.web.read.save import save

if TYPE_CHECKING:
    from detente.web.drafts import Draft

router = APIRouter(prefix="/read", tags=["articles"])

LARGEST = 12_000_000
"""Characters of a text, or of a file in base64: what the server takes at a time."""
Line = Annotated[str, Field(max_length=200)]


class Sent(BaseModel):
    """An article to read: its text, or a file."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, max_length=LARGEST, description="The text itself.")
    content: str | None = Field(
        None, max_length=LARGEST, description="In its place a file, in base64."
    )
    file: str = Field("", max_length=200, description="Name of the file.")
    day: dt.date | None = Field(None, description="Last day that is known; else the text's.")
    pair: list[Line] = Field(
        default_factory=list, max_length=2, description="Who faces whom: two names or codes."
    )
    parties: list[Line] = Field(
        default_factory=list, max_length=20, description="Actors that no table knows: `ID=Name`."
    )
    kind: str | None = Field(None, max_length=40, description="What the text is about.")


class Decided(BaseModel):
    """What is decided of a proposal; what is left out is as it was proposed."""

    model_config = ConfigDict(extra="forbid")

    rejected: bool = False
    candidate: int = Field(0, ge=0, description="Which of its candidates it stands for, from 0.")
    credence: float | None = Field(None, ge=0.0, le=1.0)
    direction: int | None = Field(None, ge=-1, le=1, description="1 likelier, -1 less likely.")


class Decisions(BaseModel):
    """Decisions on proposals, by their ids; others stay as they are."""

    model_config = ConfigDict(extra="forbid")

    decisions: dict[Annotated[str, Field(max_length=200)], Decided]
    version: Annotated[int, Field(ge=1)] | None = Field(
        None, description="The version that was decided upon: another one since is a conflict."
    )


FILES: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "Name and content."},
        "day": {"type": "string", "format": "date"},
        "pair": {"type": "string", "maxLength": 400, "description": "Two, with a comma."},
        "kind": {"type": "string", "maxLength": 40},
    },
}
"""The same as a form with a file."""
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Sent.model_json_schema()},
            "multipart/form-data": {"schema": FILES},
        },
    }
}


@router.get("", response_model=list[DraftTold], summary="Articles of the client that asks")
async def sent(request: Request, bare: Annotated[Bare, Query()]) -> Response:
    """The one that was changed last comes first; nobody sees those of others."""
    return answered([_told(each) for each in await readings(Asked.of(request))])


@router.post(
    "",
    response_model=ReadingTold,
    status_code=201,
    summary="Read an article",
    openapi_extra=BODY,
)
async def read(request: Request) -> Response:
    """It is kept as a draft of this client; nothing is sent to anybody."""
    asked = Asked.of(request)
    content, file, wish = await _sent(request)
    return await _whole(asked, await begin(asked, content, file, wish), 201)


@router.get("/{draft}", response_model=ReadingTold, summary="An article with its proposals")
async def one(request: Request, draft: Id, bare: Annotated[Bare, Query()]) -> Response:
    """As they were proposed, and what has been decided of them."""
    asked = Asked.of(request)
    found, _kept = await reading_draft(asked, draft)
    return await _whole(asked, found)


@router.put("/{draft}", response_model=ReadingTold, summary="Decide on proposals")
async def change(request: Request, draft: Id, given: Decisions) -> Response:
    """What is decided is on the disk when this is answered."""
    asked = Asked.of(request)
    found, kept = await reading_draft(asked, draft)
    reading, _begun = await made(asked, kept)
    decisions = {name: Decision(**each.model_dump()) for name, each in given.decisions.items()}
    return await _whole(asked, await decide(asked, found, reading, decisions, given.version))


@router.delete("/{draft}", status_code=204, summary="Throw an article away")
async def delete(request: Request, draft: Id) -> Response:
    """For ever."""
    asked = Asked.of(request)
    await reading_draft(asked, draft)
    await asyncio.to_thread(asked.site.drafts.delete, owner_of(asked.client), draft)
    return Response(status_code=204)


@router.get("/{draft}/files", response_model=dict[str, str], summary="The scenario's files")
async def files(request: Request, draft: Id, bare: Annotated[Bare, Query()]) -> Response:
    """What the proposals make, as they were decided upon."""
    asked = Asked.of(request)
    _found, kept = await reading_draft(asked, draft)
    _reading, begun = await made(asked, kept)
    return answered(dict(begun.files))


@router.post("/{draft}/save", response_model=Saved, status_code=201, summary="Save as a scenario")
async def saved(request: Request, draft: Id, saving: Saving) -> Response:
    """In a new folder beside the scenarios that the server was given; all its clients see it."""
    return answered({"name": await save(Asked.of(request), draft, saving.name)}, 201)


async def _sent(request: Request) -> tuple[bytes, str, Wish]:
    """What is to be read, the name of its file, and what is said beside."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        content, given = await _form(request)
    else:
        try:
            given = Sent.model_validate_json(await request.body())
        except ValidationError as error:
            raise RequestValidationError(
                [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
            ) from None
        content = _content(given)
    wish = Wish(dt.date.today(), given.day, tuple(given.pair), tuple(given.parties), given.kind)
    return content, given.file, wish


async def _form(request: Request) -> tuple[bytes, Sent]:
    async with request.form(max_files=1, max_fields=20) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InputError(_("give a file, or paste a text"))
        fields: dict[str, Any] = {
            name: value for name, value in form.items() if isinstance(value, str)
        }
        if "pair" in fields:
            fields["pair"] = [name.strip() for name in fields["pair"].split(",") if name.strip()]
        try:
            given = Sent.model_validate({**fields, "file": (file.filename or "")[-200:]})
        except ValidationError as error:
            raise RequestValidationError(
                [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
            ) from None
        return await file.read(), given


def _content(given: Sent) -> bytes:
    if (given.text is None) == (given.content is None):
        raise InputError(_("give a text or a file's content, one of the two"))
    if given.content is None:
        return (given.text or "").encode("utf-8", "replace")
    try:
        return base64.b64decode(given.content, validate=True)
    except (binascii.Error, ValueError):
        raise InputError(_("content: it is not in base64")) from None


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "name": draft.name,
        "scenario": draft.scenario,
        "changed": draft.changed.isoformat(),
        "version": draft.version,
    }


async def _whole(asked: Asked, draft: Draft, status: int = 200) -> Response:
    kept = kept_in(draft)
    reading, _begun = await made(asked, kept)
    document = await asyncio.to_thread(reading_document, reading)
    decisions = {name: asdict(each) for name, each in kept.decisions.items()}
    return answered(_told(draft) | {"reading": document, "decisions": decisions}, status)
