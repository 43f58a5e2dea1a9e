"""Articles: sent, read, decided upon, saved as a scenario."""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.condition import LONGEST, Stated
from detente.reading.decide import Decision
from detente.reading.document import reading_document
from detente.reading.proposal import ConditionKind
from detente.reading.start import MOST_ARTICLES
from detente.web.api.answered import answered
from detente.web.api.drafts import Id, Saving
from detente.web.api.models import DraftTold, ReadingTold, Saved
from detente.web.api.settings import Bare
from detente.web.asked import Asked
from detente.web.read.kept import Wish, kept_in
from detente.web.read.names import name_of
from detente.web.read.played import forget, play
from detente.web.read.reader import (
    add,
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
from detente.web.read.sheets import Sheet

if TYPE_CHECKING:
    from detente.web.drafts import Draft

router = APIRouter(prefix="/read", tags=["articles"])

LARGEST = 12_000_000
"""Characters of a text, or of a file in base64: what the server takes at a time."""
Article = Annotated[
    str, Path(pattern="^article(-[0-9]{1,2})?$", description="Of the articles of the reading.")
]
Line = Annotated[str, Field(max_length=200)]
Version = Annotated[
    Annotated[int, Field(ge=1)] | None,
    Field(description="The version that was looked at: another one since is a conflict."),
]


class SheetSent(BaseModel):
    """An article: its text, or a file."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, max_length=LARGEST, description="The text itself.")
    content: str | None = Field(
        None, max_length=LARGEST, description="In its place a file, in base64."
    )
    file: str = Field("", max_length=200, description="Name of the file.")


Sheets = Annotated[
    list[SheetSent], Field(min_length=1, max_length=MOST_ARTICLES, description="Articles.")
]


class Sent(BaseModel):
    """Articles to read into one scenario."""

    model_config = ConfigDict(extra="forbid")

    articles: Sheets
    day: dt.date | None = Field(None, description="Last day that is known; else the texts'.")
    pair: list[Line] = Field(
        default_factory=list, max_length=2, description="Who faces whom: two names or codes."
    )
    parties: list[Line] = Field(
        default_factory=list, max_length=20, description="Actors that no table knows: `ID=Name`."
    )
    kind: str | None = Field(None, max_length=40, description="What they are about.")


class Wished(BaseModel):
    """What is said of articles beside them."""

    model_config = ConfigDict(extra="forbid")

    day: dt.date | None = None
    pair: list[Line] = Field(default_factory=list, max_length=2)
    parties: list[Line] = Field(default_factory=list, max_length=20)
    kind: str | None = Field(None, max_length=40)


class AgainSent(Wished):
    """What is said of articles that are read again; what is left out is said no more."""

    version: Version = None


class MoreSent(BaseModel):
    """Articles that join those of a reading."""

    model_config = ConfigDict(extra="forbid")

    articles: Sheets
    version: Version = None


class StatedSent(BaseModel):
    """A condition in the place of the text's; it hangs on the day, else the act, else the words."""

    model_config = ConfigDict(extra="forbid")

    kind: ConditionKind | Literal["none"] = Field(description="`none`: it holds in any case.")
    day: dt.date | None = None
    act: str = Field("", max_length=200, description="In PLOVER's notation.")
    actor: str = Field("", max_length=200, description="Id of who does it.")
    words: str = Field("", max_length=LONGEST, description="For what no act and no day says.")


class Decided(BaseModel):
    """What is decided of a proposal; what is left out is as it was proposed."""

    model_config = ConfigDict(extra="forbid")

    rejected: bool = False
    candidate: int = Field(0, ge=0, description="Which of its candidates it stands for, from 0.")
    credence: float | None = Field(None, ge=0.0, le=1.0)
    direction: int | None = Field(None, ge=-1, le=1, description="1 likelier, -1 less likely.")
    condition: StatedSent | None = Field(None, description="On what it hangs, if not as read.")


class Decisions(BaseModel):
    """Decisions on proposals, by their ids; others stay as they are."""

    model_config = ConfigDict(extra="forbid")

    decisions: dict[Annotated[str, Field(max_length=200)], Decided]
    version: Version = None


FILES: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_ARTICLES,
            "items": {"type": "string", "format": "binary"},
            "description": "Names and contents.",
        },
        "day": {"type": "string", "format": "date"},
        "pair": {"type": "string", "maxLength": 400, "description": "Two, with a comma."},
        "parties": {"type": "string", "maxLength": 1000, "description": "`ID=Name`, with commas."},
        "kind": {"type": "string", "maxLength": 40},
    },
}
"""The same as a form with files."""
SENT = Sent.model_json_schema(ref_template="#/components/schemas/{model}")
del SENT["$defs"]  # they are among the components
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": SENT},
            "multipart/form-data": {"schema": FILES},
        },
    }
}


@router.get("", response_model=list[DraftTold], summary="Articles of the client that asks")
async def sent(request: Request, bare: Annotated[Bare, Query()]) -> Response:
    """The one that was changed last comes first; nobody sees those of others."""
    asked = Asked.of(request)
    return answered([_told(asked, each) for each in await readings(asked)])


@router.post(
    "",
    response_model=ReadingTold,
    status_code=201,
    summary="Read articles",
    openapi_extra=BODY,
)
async def read(request: Request) -> Response:
    """They are kept as a draft of this client; nothing is sent to anybody."""
    asked = Asked.of(request)
    sheets, wish = await _sent(request)
    return await _whole(asked, await begin(asked, sheets, wish), 201)


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
    found, _kept = await reading_draft(asked, draft)
    decisions = {name: _decision(each) for name, each in given.decisions.items()}
    return await _whole(asked, await decide(asked, found, decisions, given.version))


@router.post("/{draft}/articles", response_model=ReadingTold, summary="Add articles to a reading")
async def more(request: Request, draft: Id, given: MoreSent) -> Response:
    """What was decided stays; what they propose is accepted until it is decided upon."""
    asked = Asked.of(request)
    found, _kept = await reading_draft(asked, draft)
    check_version(found, given.version)
    return await _whole(asked, await add(asked, found, [_sheet(each) for each in given.articles]))


@router.post("/{draft}/again", response_model=ReadingTold, summary="Read the same otherwise")
async def again(request: Request, draft: Id, given: AgainSent) -> Response:
    """As of another day, between others, or as about something else; what was decided stays."""
    asked = Asked.of(request)
    found, kept = await reading_draft(asked, draft)
    check_version(found, given.version)
    return await _whole(asked, await reread(asked, found, _wish(given, kept.wish.today)))


@router.delete(
    "/{draft}/articles/{article}", response_model=ReadingTold, summary="Leave an article out"
)
async def without(request: Request, draft: Id, article: Article) -> Response:
    """With what was proposed from it; the others stay."""
    asked = Asked.of(request)
    found, _kept = await reading_draft(asked, draft)
    return await _whole(asked, await leave_out(asked, found, article))


@router.delete("/{draft}", status_code=204, summary="Throw a reading away")
async def delete(request: Request, draft: Id) -> Response:
    """For ever, with the scenario that it was played as."""
    await forget(Asked.of(request), draft)
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


@router.post("/{draft}/play", response_model=Saved, status_code=201, summary="Have it to play")
async def played(request: Request, draft: Id) -> Response:
    """As it is decided now, under a name that is in no list; it is written anew each time."""
    return answered({"name": await play(Asked.of(request), draft)}, 201)


async def _sent(request: Request) -> tuple[list[Sheet], Wish]:
    """What is to be read, and what is said beside."""
    given: Sent | Wished
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        sheets, given = await _form(request)
    else:
        with _of_the_body():
            given = Sent.model_validate_json(await request.body())
        sheets = [_sheet(each) for each in given.articles]
    return sheets, _wish(given, dt.date.today())


def _wish(given: Sent | Wished, today: dt.date) -> Wish:
    return Wish(today, given.day, tuple(given.pair), tuple(given.parties), given.kind)


async def _form(request: Request) -> tuple[list[Sheet], Wished]:
    async with form_of(request, fields=20) as form:
        sheets = await sheets_sent(form)
        fields: dict[str, Any] = {
            name: value for name, value in form.items() if isinstance(value, str) and name != "file"
        }
        for name in ("pair", "parties"):
            if name in fields:
                fields[name] = [each.strip() for each in fields[name].split(",") if each.strip()]
        with _of_the_body():
            return sheets, Wished.model_validate(fields)


@contextmanager
def _of_the_body() -> Iterator[None]:
    """Have what has not the form that it should be told as of the body."""
    try:
        yield
    except ValidationError as error:
        raise RequestValidationError(
            [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        ) from None


def _sheet(given: SheetSent) -> Sheet:
    if (given.text is None) == (given.content is None):
        raise InputError(_("give a text or a file's content, one of the two"))
    if given.content is None:
        return Sheet((given.text or "").encode("utf-8", "replace"), given.file)
    try:
        return Sheet(base64.b64decode(given.content, validate=True), given.file)
    except (binascii.Error, ValueError):
        raise InputError(_("content: it is not in base64")) from None


def _decision(given: Decided) -> Decision:
    plain = given.model_dump(exclude={"condition"})
    condition = None if given.condition is None else Stated(**given.condition.model_dump())
    return Decision(**plain, condition=condition)


def _told(asked: Asked, draft: Draft) -> dict[str, Any]:
    name = name_of(draft.id)
    return {
        "id": draft.id,
        "name": draft.name,
        "scenario": name if asked.site.library.has(name) else "",
        "changed": draft.changed.isoformat(),
        "version": draft.version,
    }


async def _whole(asked: Asked, draft: Draft, status: int = 200) -> Response:
    kept = kept_in(draft)
    reading, _begun = await made(asked, kept)
    document = await asyncio.to_thread(reading_document, reading)
    told = _told(asked, draft) | {"reading": document, "decisions": kept.document()}
    return answered(told, status)
