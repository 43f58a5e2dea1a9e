"""The application: pages, events, still files and the JSON API, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from detente.errors import DetenteError, ScenarioError
from detente.language.current import gettext as _
from detente.version import __version__
from detente.web.api import routes as api
from detente.web.api.description import described
from detente.web.asked import Asked
from detente.web.events import events
from detente.web.faults import Fault, fault, misread
from detente.web.guard import Guard, Limits
from detente.web.hosts import Hosts
from detente.web.library import Library
from detente.web.nav import steps
from detente.web.pages import read as reads
from detente.web.pages import views
from detente.web.pages.chart import chart
from detente.web.pages.download import download
from detente.web.pages.edit import edit, written, zipped
from detente.web.pages.play import play
from detente.web.pages.relations import drawn as relations_drawn
from detente.web.pages.relations import relations
from detente.web.pages.save import save
from detente.web.pages.scenarios import beginning, scenarios
from detente.web.play.links import link
from detente.web.render import render
from detente.web.site import Site
from detente.web.still import still
from detente.web.view import View

LOOPBACK = Hosts("127.0.0.1", 8080)
PROGRAMS = ("/api/", "/events/", "/working/")
"""Paths whose errors are JSON."""


def create_app(
    library: Library | None = None,
    *,
    site: Site | None = None,
    hosts: Hosts = LOOPBACK,
    token: str | None = None,
    limits: Limits | None = None,
    log: Callable[[str], None] | None = None,
) -> FastAPI:
    """Make the application.

    Parameters
    ----------
    library : Library, optional
        The built-in scenarios by default.
    site : Site, optional
        In the place of a library.
    hosts : Hosts
        The address that it is served at.
    token : str, optional
        Without which nothing is answered.
    limits : Limits, optional
    log : callable, optional
        Takes what nobody expected; standard error by default.
    """
    made = site or Site(library or Library())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        made.work.close()

    app = FastAPI(
        title="Détente",
        summary="How likely, when and why: everything that the pages show.",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.site = made
    app.openapi = partial(described, app)  # type: ignore[method-assign]
    app.include_router(_pages())
    app.include_router(api.router)
    app.add_exception_handler(DetenteError, _wrong)
    app.add_exception_handler(MemoryError, _wrong)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _refused)
    app.add_middleware(Guard, hosts=hosts, token=token, limits=limits, log=log)
    return app


def _pages() -> APIRouter:
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    async def first(request: Request) -> Response:
        return await scenarios(Asked.of(request))

    @router.post("/")
    async def begin(request: Request) -> Response:
        return await beginning(Asked.of(request), request)

    @router.get("/play/{name}")
    async def playing(request: Request, name: str) -> Response:
        return await play(Asked.of(request), name)

    @router.get("/chart/{name}/{file}")
    async def drawing(request: Request, name: str, file: str) -> Response:
        return await chart(Asked.of(request), name, file)

    @router.get("/download/{file}")
    async def taken(request: Request, file: str) -> Response:
        return await download(Asked.of(request), file)

    @router.get("/chart/{name}/{kind}/{file}")
    async def drawn(request: Request, name: str, kind: str, file: str) -> Response:
        return await views.drawing(Asked.of(request), name, kind, file)

    @router.get("/working/{kind}/{name}")
    async def working(request: Request, kind: str, name: str) -> Response:
        return await views.working(Asked.of(request), kind, name)

    for kind in views.PAGES:
        _page(router, kind)

    @router.get("/relations")
    async def related(request: Request) -> HTMLResponse:
        return HTMLResponse(await relations(Asked.of(request)))

    @router.get("/relations.{ending}")
    async def related_drawn(request: Request, ending: str) -> Response:
        return await relations_drawn(Asked.of(request), ending)

    @router.get("/edit/{name}")
    async def editing(request: Request, name: str) -> Response:
        return await edit(Asked.of(request), name)

    @router.post("/edit/{name}")
    async def edited(request: Request, name: str) -> Response:
        return await written(Asked.of(request), name, request)

    @router.get("/edit/{name}/zip")
    async def packing(request: Request, name: str) -> Response:
        return await zipped(Asked.of(request), name)

    @router.get("/read")
    async def reading(request: Request) -> Response:
        return await reads.read(Asked.of(request))

    @router.post("/read")
    async def sent(request: Request) -> Response:
        return await reads.sending(Asked.of(request), request)

    @router.get("/read/{draft}")
    async def article(request: Request, draft: str) -> Response:
        return await reads.article(Asked.of(request), draft)

    @router.post("/read/{draft}")
    async def decided(request: Request, draft: str) -> Response:
        return await reads.deciding(Asked.of(request), draft, request)

    @router.get("/read/{draft}/zip")
    async def read_zip(request: Request, draft: str) -> Response:
        return await reads.zipped(Asked.of(request), draft)

    @router.get("/save/{name}.html")
    async def saving(request: Request, name: str) -> Response:
        return await save(Asked.of(request), name)

    @router.get("/events/{name}")
    async def telling(request: Request, name: str) -> Response:
        asked = Asked.of(request)
        view, _scenario = await asked.view(name)
        return await events(asked, view)

    @router.get("/static/{name}")
    async def file(request: Request, name: str) -> Response:
        found = still(name)
        if found is None:
            raise HTTPException(404)
        headers = {"etag": found.tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == found.tag:
            return Response(status_code=304, headers=headers)
        return Response(found.body, media_type=found.kind, headers=headers)

    return router


def _page(router: APIRouter, kind: str) -> None:
    """Serve one of the pages beside Play; those of one future have its number in their path."""
    if kind in ("future", "branch"):

        @router.get(f"/{kind}/{{name}}/{{path}}")
        async def one(request: Request, name: str, path: str) -> Response:
            return await views.shown(Asked.of(request), kind, name, path)
    else:

        @router.get(f"/{kind}/{{name}}")
        async def shown(request: Request, name: str) -> Response:
            return await views.shown(Asked.of(request), kind, name)


def _answered(request: Request, found: Fault, *, usable: bool = True) -> Response:
    """An error as who asks can read it; of a scenario that can be used, with a way back to it."""
    headers = {"retry-after": "2"} if found.status == 503 else None
    if request.url.path.startswith(PROGRAMS):
        return JSONResponse(found.document(), found.status, headers=headers)
    asked = Asked.of(request)
    view = View.addressed(asked.path) if usable else None
    if view is not None and not asked.site.library.has(view.scenario):
        view = None
    page = render(
        "error.html.j2",
        asked,
        title=_("This cannot be shown"),
        error=found.error,
        home=_("All scenarios"),
        back="" if view is None else link(view),
        as_brief=_("As the brief has it"),
        pages=steps(view, ""),
    )
    return HTMLResponse(page, found.status, headers=headers)


async def _wrong(request: Request, error: Exception) -> Response:
    return _answered(request, fault(error), usable=not isinstance(error, ScenarioError))


async def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _answered(request, misread(error.errors()[0]))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = {404: _("there is nothing at this address"), 405: _("this cannot be done here")}
    return _answered(request, Fault(error.status_code, told.get(error.status_code, error.detail)))
