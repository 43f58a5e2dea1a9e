"""The application: pages, events, still files and the JSON API, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
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

Page = Callable[..., Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]

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
    for path, page in SHOWN.items():
        router.add_api_route(path, _shown(page), methods=["GET"])
    for path, page in SENT.items():
        router.add_api_route(path, _sent(page), methods=["POST"])
    router.add_api_route("/static/{name}", _file, methods=["GET"])
    return router


def _shown(page: Page) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await page(Asked.of(request), *request.path_params.values())

    return answer


def _sent(page: Page) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await page(Asked.of(request), *request.path_params.values(), request)

    return answer


def _beside(kind: str) -> tuple[str, Page]:
    """One of the pages beside Play; those of one future have its number in their path."""
    one = kind in ("future", "branch")

    async def page(asked: Asked, *named: str) -> Response:
        return await views.shown(asked, kind, *named)

    return f"/{kind}/{{name}}" + "/{path}" * one, page


async def _telling(asked: Asked, name: str) -> Response:
    view, _scenario = await asked.view(name)
    return await events(asked, view)


async def _file(request: Request) -> Response:
    found = still(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    headers = {"etag": found.tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type=found.kind, headers=headers)


SHOWN: Mapping[str, Page] = {
    "/": scenarios,
    "/play/{name}": play,
    "/chart/{name}/{file}": chart,
    "/download/{file}": download,
    "/chart/{name}/{kind}/{file}": views.drawing,
    "/working/{kind}/{name}": views.working,
    **dict(_beside(kind) for kind in views.PAGES),
    "/relations": relations,
    "/relations.{ending}": relations_drawn,
    "/edit/{name}": edit,
    "/edit/{name}/zip": zipped,
    "/read": reads.read,
    "/read/{draft}": reads.article,
    "/read/{draft}/zip": reads.zipped,
    "/save/{name}.html": save,
    "/events/{name}": _telling,
}
"""Pages by path; what varies in it goes to them in its order."""

SENT: Mapping[str, Page] = {
    "/": beginning,
    "/edit/{name}": written,
    "/read": reads.sending,
    "/read/{draft}": reads.deciding,
}
"""What takes a form."""


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
