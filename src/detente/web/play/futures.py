"""The futures behind the page, played by the site or remembered by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from detente.ensemble.ensemble import Ensemble
from detente.errors import DetenteError
from detente.explain.explanation import Explanation, what_moves
from detente.seen.chosen import chosen
from detente.web.play.played import Played
from detente.web.site import FIRST
from detente.web.work import BusyError, Job, SupersededError

if TYPE_CHECKING:
    from detente.seen.answer import SeenAnswer
    from detente.web.asked import Asked
    from detente.web.view import View

T = TypeVar("T")


async def futures(asked: Asked, view: View) -> Played:
    """The futures behind the page of a view: as many of each as there are of the changed ones."""
    site, client = asked.site, asked.client
    changed = await site.quick(view, client)
    start = changed
    if view.setting != view.base.setting:
        start = await site.ensemble(view.base.but(paths=changed.paths), client)
    if not view.seen:
        return Played(start, changed, changed, asked=view.paths)
    try:
        seen = await site.seen(view, changed, client)
        now = await only(asked, view, seen)
    except (SupersededError, BusyError):
        raise
    except DetenteError as error:  # too few futures see it: the rest of the page stands
        return Played(start, changed, changed, fault=str(error), asked=view.paths)
    return Played(start, changed, now, seen, asked=view.paths)


async def only(asked: Asked, view: View, answer: SeenAnswer) -> Ensemble:
    """The futures that are left by what a view sees."""

    def play(job: Job) -> Ensemble:
        return chosen(answer.selection, threads=job.threads, progress=job.progress)

    key = ("only", view.but(paths=answer.among, outcome=None).query())
    return await _once(asked, answer.setting.scenario.hash, key, play, long=answer.left > FIRST)


def moved(asked: Asked, view: View, ensemble: Ensemble, outcome: str) -> Explanation | None:
    """The same as `moving`, if it was worked out before; else None."""
    key = (ensemble.scenario.hash, *_moving(view, ensemble, outcome))
    found: Explanation | None = asked.site.memory.get(key)
    return found


def _moving(view: View, ensemble: Ensemble, outcome: str) -> tuple[str, ...]:
    return ("moving", view.but(paths=ensemble.paths).setting.query(), outcome)


async def moving(asked: Asked, view: View, ensemble: Ensemble, outcome: str) -> Explanation:
    """What drives an outcome of the futures of a view, and what holds it back."""

    def work(job: Job) -> Explanation:
        return what_moves(ensemble, outcome, threads=job.threads, stage=job.begin)

    key = _moving(view, ensemble, outcome)
    return await _once(asked, ensemble.scenario.hash, key, work, long=True)


async def _once(
    asked: Asked, scenario: str, key: tuple[str, ...], work: Callable[[Job], T], *, long: bool
) -> T:
    """Have something that is remembered once it was worked out."""
    whole = (scenario, *key)
    found: T | None = asked.site.memory.get(whole)
    if found is not None:
        return found

    def kept(job: Job) -> T:
        made = work(job)
        asked.site.memory.put(whole, made)
        return made

    return await asked.site.work.run(whole, asked.client, kept, long=long)
