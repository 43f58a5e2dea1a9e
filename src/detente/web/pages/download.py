"""What can be taken away of a view: the report, the answers, the futures."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from detente.ensemble.document import document
from detente.report.findings import chosen_outcome, find
from detente.report.page import page
from detente.report.render import html
from detente.seen.document import answer_document
from detente.web.play.futures import only

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.seen.answer import SeenAnswer
    from detente.web.asked import Asked
    from detente.web.work import Job

KINDS = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


async def download(asked: Asked, file: str) -> Response:
    """A file of a view, of all the futures that it asks for.

    Parameters
    ----------
    asked : Asked
    file : str
        Name of the scenario in the library, with ``.html``, ``.json`` or ``.csv`` behind it.
    """
    name, _dot, kind = file.rpartition(".")
    if kind not in KINDS:
        raise HTTPException(404)
    view, scenario = await asked.view(name)
    outcome = chosen_outcome(scenario, view.outcome)
    changed = await asked.site.ensemble(view, asked.client)
    seen = None
    now: Ensemble = changed
    if view.seen:
        seen = await asked.site.seen(view, changed, asked.client)
        now = await only(asked, view, seen)

    def work(job: Job) -> str:
        if kind == "json":
            return _answers(now, seen)
        if kind == "csv":
            return now.to_polars().write_csv()
        found = find(changed, outcome, seen=view.seen, threads=job.threads, stage=job.begin)
        return html(page(found), job.begin)

    key = ("download", scenario.hash, view.query(), kind, asked.language)
    body = await asked.site.work.run(key, asked.client, work, long=True)
    headers = {"content-disposition": f'attachment; filename="detente.{kind}"'}
    return Response(await asyncio.to_thread(body.encode), media_type=KINDS[kind], headers=headers)


def _answers(ensemble: Ensemble, seen: SeenAnswer | None) -> str:
    """The document of ``--json``."""
    found = document(ensemble)
    if seen is not None:
        found["seen"] = answer_document(seen)
    return json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
