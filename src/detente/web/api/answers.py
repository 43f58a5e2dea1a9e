"""What the futures of a view answer: how likely, when, why, and what it hangs on."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.web.api.answered import Question
from detente.web.api.models import Answer, Document, Needed, Network, States
from detente.web.api.settings import (
    Asking,
    Comparing,
    Explaining,
    Kinds,
    Name,
    Needing,
    Watching,
)
from detente.web.commands import command_line, python_lines
from detente.web.network import network as hanging
from detente.web.play.needed import needed as ways
from detente.web.play.played import Played
from detente.web.view import View

if TYPE_CHECKING:
    from detente.public.play import Ensemble
    from detente.web.work import Job

router = APIRouter(prefix="/scenarios/{name}", tags=["answers"])


@router.get("/answer", response_model=Answer, summary="How likely, and when")
async def answer(request: Request, name: Name, setting: Asking) -> Response:
    """What `detente simulate --json` writes, and `setting`: how to have the same elsewhere."""
    question = await Question.of(request, name)

    async def make() -> dict[str, Any]:
        ensemble = await question.ensemble()

        def work(job: Job) -> dict[str, Any]:
            return ensemble.document() | {"setting": _setting(question, ensemble)}

        return await question.made("answer", work)

    return await question.kept("answer", make)


@router.get("/explain", response_model=Document, summary="Why")
async def explain(
    request: Request, name: Name, setting: Annotated[Explaining, Query()]
) -> Response:
    """What `detente explain --json` writes of `outcome`, the first that is listed by default."""
    return await _explained(await Question.of(request, name, "reach"), setting.reach)


@router.get("/needed", response_model=Needed, summary="What it would take")
async def needed(request: Request, name: Name, setting: Annotated[Needing, Query()]) -> Response:
    """Claims to believe otherwise, or to force, that would bring `outcome` to `probability`.

    As far as the futures tell that are there; `/explain?reach=…` plays its ways.
    """
    question = await Question.of(request, name, "probability")
    outcome, target = _outcome(question), setting.probability

    async def make() -> dict[str, Any]:
        start = await replace(question, view=question.view.base).every()
        changed = await question.every()

        def work(job: Job) -> dict[str, Any]:
            played = Played(start, changed, changed, asked=question.view.paths)
            found = ways(question.view, played, outcome, "", target)
            return {"told": found.told, "ways": [asdict(way) for way in found.ways]}

        return await question.made("needed", work, target)

    return await question.kept("needed", make, target)


async def _explained(question: Question, level: float | None) -> Response:
    outcome = _outcome(question)

    async def make() -> dict[str, Any]:
        ensemble = await question.ensemble()

        def work(job: Job) -> dict[str, Any]:
            found = ensemble.explain(outcome, level=level, threads=job.threads, stage=job.begin)
            return found.document()

        return await question.made("explain", work, level)

    return await question.kept("explain", make, level)


@router.get("/seen", response_model=Document, summary="What changes by what is seen")
async def seen(request: Request, name: Name, setting: Asking) -> Response:
    """Outcomes and claims, given what is `seen` beside without it."""
    question = await Question.of(request, name)
    if not question.view.seen:
        raise InputError(_("say what is seen, such as seen=OUTCOME before 2025-06-30"))

    async def make() -> dict[str, Any]:
        every = await question.every()
        found = await question.asked.site.seen(question.view, every, question.asked.client)
        document = await question.made("seen", lambda job: found.document())
        return {"format": "detente-seen", "version": 1} | document

    return await question.kept("seen", make)


@router.get("/storylines", response_model=Document, summary="Kinds of future")
async def storylines(request: Request, name: Name, setting: Annotated[Kinds, Query()]) -> Response:
    """What `detente storylines --json` writes."""
    question = await Question.of(request, name, "kinds")

    async def make() -> dict[str, Any]:
        ensemble = await question.ensemble()

        def work(job: Job) -> dict[str, Any]:
            return ensemble.storylines(setting.kinds, threads=job.threads).document()

        return await question.made("storylines", work, setting.kinds)

    return await question.kept("storylines", make, setting.kinds)


@router.get("/watch", response_model=Document, summary="What would tell most")
async def watch(request: Request, name: Name, setting: Annotated[Watching, Query()]) -> Response:
    """What `detente watch --json` writes, about `outcome` or about `claim`."""
    question = await Question.of(request, name, "claim", "by", "most")
    outcome = None if setting.claim else _outcome(question)

    async def make() -> dict[str, Any]:
        ensemble = await question.ensemble()

        def work(job: Job) -> dict[str, Any]:
            found = ensemble.watch(
                outcome,
                claim=setting.claim,
                by=setting.by,
                most=setting.most,
                threads=job.threads,
                progress=job.progress,
            )
            return found.document()

        return await question.made("watch", work, setting.claim, setting.by, setting.most)

    return await question.kept("watch", make, setting.claim, setting.by, setting.most)


@router.get("/states", response_model=States, summary="Where states, levels and indices are")
async def states(request: Request, name: Name, setting: Asking) -> Response:
    """Day by day, over the futures; the same as in the answer."""
    question = await Question.of(request, name)

    async def make() -> dict[str, Any]:
        ensemble = await question.ensemble()
        document = await question.made("states", lambda job: ensemble.document())
        return {key: document[key] for key in ("states", "levels", "relation_index")}

    return await question.kept("states", make)


@router.get("/network", response_model=Network, summary="What hangs on what")
async def network(request: Request, name: Name, setting: Asking) -> Response:
    """Claims, the mechanisms that they own, outcomes, and what each claim does to each."""
    question = await Question.of(request, name)

    async def make() -> dict[str, Any]:
        ensemble = await question.ensemble()
        return await question.made("network", lambda job: hanging(ensemble))

    return await question.kept("network", make)


@router.get("/compare", response_model=Document, summary="Two settings side by side")
async def compare(request: Request, name: Name, setting: Annotated[Comparing, Query()]) -> Response:
    """What `detente compare --json` writes: the setting `against` is A, the address's own is B."""
    question = await Question.of(request, name, "against")
    asked, view = question.asked, question.view
    if setting.against:
        other = View.of(name, setting.against, paths=asked.site.paths, language=view.language)
        other.check(question.scenario)
    else:
        other = view.opposite
    if other.but(outcome=None) == view.but(outcome=None):
        raise InputError(_("both settings are the same; say what differs"))
    first = Question(asked, other, question.scenario)

    async def make() -> dict[str, Any]:
        a, b = await first.ensemble(), await question.ensemble()

        def work(job: Job) -> dict[str, Any]:
            import detente

            found = detente.compare(
                a, b, outcome=view.outcome, threads=job.threads, progress=job.progress
            )
            return found.document()

        return await question.made("compare", work, other.query())

    return await question.kept("compare", make, other.query())


def _outcome(question: Question) -> str:
    """The outcome that is asked about, or the first that is listed."""
    from detente.report.findings import chosen_outcome

    return chosen_outcome(question.scenario, question.view.outcome)


def _setting(question: Question, ensemble: Ensemble) -> dict[str, Any]:
    view = question.view
    place = question.asked.site.library.entry(view.scenario).place
    return {
        "query": view.query(),
        "command": command_line(view, place),
        "python": python_lines(view, place),
        "paths": ensemble.paths,
    }
