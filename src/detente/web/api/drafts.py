"""Drafts of scenarios: begun, read, changed, checked, saved as a scenario, thrown away."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from detente.errors import ScenarioError
from detente.web.api.answered import answered, dumped
from detente.web.api.models import Checked, DraftTold, Saved
from detente.web.api.models import Draft as DraftModel
from detente.web.api.settings import Bare, Checking
from detente.web.asked import Asked
from detente.web.drafts import LARGEST, Draft
from detente.web.guard import owner_of
from detente.web.read.names import name_of
from detente.web.saved import DRAFT, check_files, save, to_edit
from detente.web.shown import named_within

if TYPE_CHECKING:
    from detente.web.work import Job

router = APIRouter(prefix="/drafts", tags=["drafts"])

Id = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="Of the draft.")]
Label = Annotated[str, Field(min_length=1, max_length=200)]
Files = dict[Annotated[str, Field(max_length=120)], Annotated[str, Field(max_length=LARGEST)]]


class Beginning(BaseModel):
    """A draft to begin."""

    model_config = ConfigDict(extra="forbid")

    scenario: Annotated[str, Field(pattern="^[a-z0-9-]+$", max_length=100)] = Field(
        description="The scenario whose files it begins with, by its name in the library."
    )
    name: Label | None = Field(None, description="What it is called; else as the scenario.")


class Change(BaseModel):
    """A change of a draft; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Label | None = None
    texts: Files | None = Field(None, description="Files that change, by name.")
    version: Annotated[int, Field(ge=1)] | None = Field(
        None, description="The version that was changed: another one since is a conflict."
    )


class Saving(BaseModel):
    """Under which name a draft becomes a scenario."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern="^[a-z0-9][a-z0-9-]{0,63}$")


@router.get("", response_model=list[DraftTold], summary="Drafts of the client that asks")
async def drafts(request: Request, bare: Annotated[Bare, Query()]) -> Response:
    """The one that was changed last comes first; nobody sees those of others."""
    asked = Asked.of(request)
    found = await asyncio.to_thread(asked.site.drafts.of, owner_of(asked.client))
    return answered([_told(each) for each in found])


@router.post("", response_model=DraftModel, status_code=201, summary="Begin a draft")
async def begin(request: Request, beginning: Beginning) -> Response:
    """With the files of a scenario as they are, be it one that cannot be used."""
    asked = Asked.of(request)
    title, texts = await asyncio.to_thread(to_edit, asked.site.library, beginning.scenario)
    made = await asyncio.to_thread(
        asked.site.drafts.new,
        owner_of(asked.client),
        beginning.name or title,
        beginning.scenario,
        texts,
    )
    return answered(_whole(made), 201)


@router.get("/{draft}", response_model=DraftModel, summary="A draft with its files")
async def one(request: Request, draft: Id, bare: Annotated[Bare, Query()]) -> Response:
    """As it was saved last."""
    asked = Asked.of(request)
    found = await asyncio.to_thread(asked.site.drafts.get, owner_of(asked.client), draft)
    return answered(_whole(found))


@router.put("/{draft}", response_model=DraftTold, summary="Save a change of a draft")
async def change(request: Request, draft: Id, given: Change) -> Response:
    """It is on the disk when this is answered."""
    asked = Asked.of(request)
    check_files(given.texts or {})

    def work() -> Draft:
        return asked.site.drafts.change(
            owner_of(asked.client),
            draft,
            name=given.name,
            texts=given.texts,
            version=given.version,
        )

    return answered(_told(await asyncio.to_thread(work)))


@router.delete("/{draft}", status_code=204, summary="Throw a draft away")
async def delete(request: Request, draft: Id) -> Response:
    """For ever."""
    asked = Asked.of(request)
    await asyncio.to_thread(asked.site.drafts.delete, owner_of(asked.client), draft)
    await asyncio.to_thread(asked.site.library.forget, name_of(draft))
    return Response(status_code=204)


@router.get("/{draft}/check", response_model=Checked, summary="Whether a draft is sound")
async def check(request: Request, draft: Id, how: Annotated[Checking, Query()]) -> Response:
    """What `detente check --json` would write; one that cannot be read has faults alone."""
    asked = Asked.of(request)
    found = await asyncio.to_thread(asked.site.drafts.get, owner_of(asked.client), draft)

    def work(job: Job) -> bytes:
        from detente.check.report import check as checked
        from detente.check.unread import unread
        from detente.scenario.folder import Memory
        from detente.scenario.read import read

        try:
            with named_within(DRAFT, found.name):
                scenario = read(Memory(found.texts, DRAFT))
                report = checked(scenario, quick=how.quick, stage=job.begin)
        except ScenarioError as error:
            return dumped(unread(error))
        return dumped(report.document())

    key = ("check draft", draft, found.version, how.quick, asked.language)
    body = await asked.site.work.run(key, asked.client, work, long=not how.quick)
    return Response(body, media_type="application/json")


@router.post("/{draft}/save", response_model=Saved, status_code=201, summary="Save as a scenario")
async def saved(request: Request, draft: Id, saving: Saving) -> Response:
    """In a new folder beside the scenarios that the server was given; all its clients see it."""
    asked = Asked.of(request)
    drafts, library = asked.site.drafts, asked.site.library
    found = await asyncio.to_thread(drafts.get, owner_of(asked.client), draft)
    folder = await asyncio.to_thread(save, library.shelf, saving.name, found.texts)
    return answered({"name": await asyncio.to_thread(library.named, folder)}, 201)


def _told(draft: Draft) -> dict[str, Any]:
    whole = _whole(draft)
    del whole["texts"]
    return whole


def _whole(draft: Draft) -> dict[str, Any]:
    return asdict(draft) | {"changed": draft.changed.isoformat()}
