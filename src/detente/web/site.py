"""What all pages and the API share: scenarios, work, results."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.ensemble.simulate import check_paths
from detente.web.documents import Documents
from detente.web.drafts import Drafts
from detente.web.folders import data_folder
from detente.web.library import Library
from detente.web.plays import played
from detente.web.read.readings import Readings
from detente.web.results import Memory
from detente.web.view import MOST_PATHS, PATHS, Query, View
from detente.web.work import Job, Work

if TYPE_CHECKING:
    from detente.public.play import Ensemble, Scenario, SeenAnswer

FIRST = 2_000
"""Futures that are played first, where more are asked for."""

Follow = Callable[[Job], None]
"""Given the job of what is asked for, to see how far it is."""


@dataclass(slots=True)
class Site:
    """A server's things.

    Attributes
    ----------
    library : Library
    work : Work
    memory : Memory
        Ensembles and the like, by what they were made from.
    documents : Documents
        Texts, likewise.
    drafts : Drafts
        In the user's data directory by default.
    readings : Readings
        Articles as they were read.
    paths : int
        Futures, where a URL says nothing of them.
    most : int
        Futures that a URL may ask for.
    """

    library: Library
    work: Work = field(default_factory=Work)
    memory: Memory = field(default_factory=Memory)
    documents: Documents = field(default_factory=lambda: Documents(None))
    drafts: Drafts = field(default_factory=lambda: Drafts(data_folder() / "drafts.sqlite"))
    readings: Readings = field(default_factory=Readings)
    paths: int = PATHS
    most: int = MOST_PATHS

    async def scenario(self, name: str, analyst: str | None = None) -> Scenario:
        """Read a scenario of the library, with the credences of an analyst if one is named.

        Raises
        ------
        OutcomeError
            If there is none of that name, or no such analyst.
        ScenarioError
            If it cannot be used.
        """
        return await asyncio.to_thread(self.library.believed, name, analyst)

    async def view(self, name: str, query: Query, language: str) -> tuple[View, Scenario]:
        """Read what a URL asks, and its scenario.

        Raises
        ------
        InputError
            If it asks what is not there.
        """
        view = View.of(name, query, paths=self.paths, language=language)
        scenario = await self.scenario(name, view.analyst)
        check_paths(view.paths, self.most)
        await asyncio.to_thread(view.check, scenario)
        return view, scenario

    async def drawn(self, client: str, page: Callable[[], str]) -> str:
        """Have a page drawn: by the pool, in the turn of what was played for it."""
        return await self.work.run(("page", object()), client, lambda job: page(), follows=True)

    async def ensemble(self, view: View, client: str, follow: Follow | None = None) -> Ensemble:
        """Have the futures of a view, all that is seen left out.

        Parameters
        ----------
        view : View
        client : str
            Who asks.
        follow : callable, optional
        """
        scenario = await self.scenario(view.scenario, view.analyst)
        key = ("ensemble", scenario.hash, view.setting.query())
        found: Ensemble | None = self.memory.get(key)
        if found is not None:
            return found

        def play(job: Job) -> Ensemble:
            among = self.memory.those("ensemble", scenario.hash)
            ensemble = played(scenario, view, among, threads=job.threads, progress=job.progress)
            self.memory.put(key, ensemble)
            return ensemble

        return await self.work.run(key, client, play, long=view.paths > FIRST, follow=follow)

    async def quick(self, view: View, client: str) -> Ensemble:
        """Have the futures of a view if that is quick, else the first `FIRST` of as many.

        It is where they are there, or those of the view with nothing changed: then few are played.
        `Ensemble.paths` says which they are.
        """
        scenario = await self.scenario(view.scenario, view.analyst)
        if self.there(scenario, view) or self.there(scenario, view.base):
            return await self.ensemble(view, client)
        return await self.ensemble(view.but(paths=min(view.paths, FIRST)), client)

    def there(self, scenario: Scenario, view: View) -> bool:
        """Whether the futures of a view have been played."""
        return self.kept(scenario, view) is not None

    def kept(self, scenario: Scenario, view: View) -> Ensemble | None:
        """The futures of a view, if they have been played; none are played for it."""
        found: Ensemble | None = self.memory.get(("ensemble", scenario.hash, view.setting.query()))
        return found

    async def seen(self, view: View, ensemble: Ensemble, client: str) -> SeenAnswer:
        """What changes by what a view sees, among the futures of an ensemble of it."""
        key = ("seen", ensemble.scenario.hash, view.but(paths=ensemble.paths, outcome=None).query())
        found: SeenAnswer | None = self.memory.get(key)
        if found is not None:
            return found

        def look(job: Job) -> SeenAnswer:
            answer = ensemble.seen_answer(*view.seen, threads=job.threads, progress=job.progress)
            self.memory.put(key, answer)
            return answer

        return await self.work.run(key, client, look, long=ensemble.paths > FIRST)

    async def only(self, view: View, answer: SeenAnswer, client: str) -> Ensemble:
        """Have the futures that are left by what a view sees."""
        scenario = answer.setting.scenario
        query = view.but(paths=answer.among, outcome=None).query()
        key = ("only", scenario.hash, query)
        found: Ensemble | None = self.memory.get(key)
        if found is not None:
            return found

        def play(job: Job) -> Ensemble:
            made = answer.ensemble(threads=job.threads, progress=job.progress)
            self.memory.put(key, made)
            return made

        return await self.work.run(key, client, play, long=answer.left > FIRST)
