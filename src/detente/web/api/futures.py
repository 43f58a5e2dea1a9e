"""Futures one by one, and what would come of one with other acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from detente.web.api.answered import Question
from detente.web.api.models import Document, Future, Futures
from detente.web.api.settings import Asking, Branching, Listing, Name
from detente.web.view import MOST_PATHS

if TYPE_CHECKING:
    from detente.public.play import Ensemble
    from detente.web.work import Job

router = APIRouter(prefix="/scenarios/{name}", tags=["futures"])

Number = Annotated[int, Path(ge=0, le=MOST_PATHS, description="Of the future, from 0 on.")]


@router.get("/futures", response_model=Futures, summary="A list of futures")
async def futures(request: Request, name: Name, setting: Annotated[Listing, Query()]) -> Response:
    """Which outcomes come about in each, when, and which claims hold; with `seen`, of those left.

    The number of a future is that in all the futures of the setting, whatever is seen.
    """
    question = await Question.of(request, name, "from", "count")

    async def make() -> dict[str, Any]:
        every = await question.every()
        numbers: Sequence[int] = range(every.paths)
        if question.view.seen:
            answer = await question.asked.site.seen(question.view, every, question.asked.client)
            kept = answer.selection.kept
            numbers = [int(n) for n in kept if n < every.paths]
        part = numbers[setting.first : setting.first + setting.count]
        return {"paths": len(numbers), "futures": [_listed(every, n) for n in part]}

    return await question.kept("futures", make, setting.first, setting.count)


@router.get("/future/{path}", response_model=Future, summary="One future")
async def future(request: Request, name: Name, path: Number, setting: Asking) -> Response:
    """Its acts in order, the moves of its states, its outcomes, the claims that hold in it."""
    question = await Question.of(request, name)

    async def make() -> dict[str, Any]:
        ensemble = await question.every()
        return await question.made("future", lambda job: _told(ensemble, path), path)

    return await question.kept("future", make, path)


@router.get("/branch", response_model=Document, summary="With other acts")
async def branch(request: Request, name: Name, setting: Annotated[Branching, Query()]) -> Response:
    """What `detente branch --json` writes: a future, or the record, goes on with other acts."""
    others = ("path", "on", "act", "without")
    question = await Question.of(request, name, *others)
    more = tuple(getattr(setting, key) for key in others)

    async def make() -> dict[str, Any]:
        ensemble = await question.every()

        def work(job: Job) -> dict[str, Any]:
            found = ensemble.branches(
                setting.path,
                setting.on,
                acts=setting.act,
                without=setting.without,
                paths=question.view.paths,
                threads=job.threads,
                stage=job.begin,
            )
            return found.document()

        return await question.made("branch", work, *more)

    return await question.kept("branch", make, *more)


def _listed(ensemble: Ensemble, path: int) -> dict[str, Any]:
    outcomes = [outcome.id for outcome in ensemble.scenario.outcomes]
    claims = [claim.id for claim in ensemble.scenario.claims]
    dates = ensemble.dates
    came = {
        outcome: dates[int(day)].isoformat()
        for outcome, day in zip(outcomes, ensemble.first[path], strict=True)
        if day >= 0
    }
    held = [claim for claim, holds in zip(claims, ensemble.truth[path], strict=True) if holds]
    return {"path": path, "outcomes": came, "claims": held}


def _told(ensemble: Ensemble, path: int) -> dict[str, Any]:
    found = ensemble.future(path)
    prose = ensemble.scenario.words.prose
    return {
        "path": path,
        "acts": [
            {
                "date": act.date.isoformat(),
                "row": act.row,
                "source": act.source,
                "target": act.target,
                "others": list(act.others),
                "act": act.act,
                "prose": prose(act.row),
                "scheduled": act.scheduled,
            }
            for act in found.acts
        ],
        "moves": [
            {
                "date": move.date.isoformat(),
                "state": move.state,
                "before": move.before,
                "value": move.value,
            }
            for move in found.moves
        ],
        "outcomes": {name: date.isoformat() for name, date in found.outcomes.items()},
        "claims": dict(found.claims),
        "levels": {name: list(values) for name, values in found.levels.items()},
    }
