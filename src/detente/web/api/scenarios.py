"""Which scenarios there are, what each is about, and whether it is sound."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from detente.errors import ScenarioError
from detente.web.api.answered import answered, dumped
from detente.web.api.models import Checked, Listed, NewScenario, Saved, ScenarioTold, Session
from detente.web.api.settings import Bare, Checking, Name
from detente.web.asked import Asked
from detente.web.begun import begun

if TYPE_CHECKING:
    from detente.public.play import Scenario
    from detente.web.library import Library
    from detente.web.work import Job

router = APIRouter(tags=["scenarios"])


@router.get("/session", response_model=Session, summary="What a change has to send back")
async def session(request: Request, bare: Annotated[Bare, Query()]) -> Response:
    """The proof that a change needs, in the header `X-CSRF-Token`, with the cookie that is set."""
    asked = Asked.of(request)
    return answered({"csrf": asked.csrf, "language": asked.language})


@router.get("/scenarios", response_model=list[Listed], summary="All scenarios")
async def scenarios(request: Request, bare: Annotated[Bare, Query()]) -> Response:
    """Those of the folders that the server was given, then the built-in ones."""
    asked = Asked.of(request)
    return answered(await asyncio.to_thread(_listed, asked.site.library, asked.language))


@router.post("/scenarios", response_model=Saved, status_code=201, summary="Begin a scenario")
async def begin(request: Request, beginning: NewScenario) -> Response:
    """What `detente new` writes, in a new folder beside the scenarios that the server was given."""
    asked = Asked.of(request)
    name = await asyncio.to_thread(
        begun, asked.site.library, beginning.name, **beginning.model_dump(exclude={"name"})
    )
    return answered({"name": name}, 201)


@router.get("/scenarios/{name}", response_model=ScenarioTold, summary="What one is about")
async def scenario(request: Request, name: Name, bare: Annotated[Bare, Query()]) -> Response:
    """Its claims, outcomes, states, levels and processes, in the language that is asked."""
    found = await Asked.of(request).site.scenario(name)
    return answered(await asyncio.to_thread(_told, name, found))


@router.get("/scenarios/{name}/check", response_model=Checked, summary="Whether one is sound")
async def check(request: Request, name: Name, how: Annotated[Checking, Query()]) -> Response:
    """What `detente check --json` writes; a scenario that cannot be read has faults alone."""
    asked = Asked.of(request)
    asked.site.library.entry(name)

    def work(job: Job) -> bytes:
        from detente.check.unread import unread

        try:
            found = asked.site.library.scenario(name)
        except ScenarioError as error:
            return dumped(unread(error))
        return dumped(found.check(quick=how.quick, stage=job.begin).document())

    key = ("check", name, how.quick, asked.language, asked.client)
    body = await asked.site.work.run(key, asked.client, work, long=True)
    return Response(body, media_type="application/json")


def _listed(library: Library, language: str) -> list[dict[str, Any]]:
    found = []
    for name, entry in library.entries().items():
        told: dict[str, Any] = {"name": name, "title": name, "own": entry.own, "error": None}
        try:
            seen = library.glance(name, language)
        except ScenarioError as wrong:
            found.append(told | {"error": str(wrong)})
            continue
        found.append(
            told
            | {
                "title": seen.title,
                "as_of": seen.as_of.isoformat(),
                "last_day": seen.last.isoformat(),
                "question": seen.question,
                "pairs": seen.pairs,
                "claims": seen.claims,
                "outcomes": seen.outcomes,
            }
        )
    return found


def _told(name: str, scenario: Scenario) -> dict[str, Any]:
    words = scenario.words
    return {
        "name": name,
        "id": scenario.id,
        "title": words.title,
        "hash": scenario.hash,
        "as_of": scenario.as_of.isoformat(),
        "last_day": (scenario.as_of + dt.timedelta(days=scenario.file.horizon)).isoformat(),
        "analysts": list(scenario.analysts),
        "claims": [
            {
                "id": claim.id,
                "statement": words.claim(claim.id),
                "voice": claim.voice,
                "credence": claim.credence,
                "given": claim.given,
            }
            for claim in scenario.claims
        ],
        "outcomes": [{"id": o.id, "title": words.outcome(o.id)} for o in scenario.outcomes],
        "states": [{"id": s.id, "title": words.state(s.id)} for s in scenario.states],
        "levels": [{"id": v.id, "title": words.level(v.id)} for v in scenario.levels],
        "processes": [{"id": p.id, "title": words.process(p.id)} for p in scenario.processes],
    }
