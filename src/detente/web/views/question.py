"""A question whose answer takes time: a smaller one first, which says so, then the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from detente.language.current import language

if TYPE_CHECKING:
    from detente.public.play import Ensemble as Played
    from detente.web.asked import Asked
    from detente.web.site import Follow, Site
    from detente.web.view import View
    from detente.web.work import Job

T = TypeVar("T")

WAIT = "wait"
"""Key of a query: wait for the first answer (1), or for the whole (2), where no script runs."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """An answer, and from how many futures.

    Attributes
    ----------
    result
    futures : int
    whole : bool
        Whether no larger one is to come.
    """

    result: T
    futures: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What is asked of the futures of one view, or of several.

    Attributes
    ----------
    kind : str
    scenario : str
        Its hash.
    views : sequence of View
    sizes : sequence of int
        Futures of the first answer, then of the whole; one number where that is quick.
    make : callable
        Makes an answer of the ensembles, one for each view, for a number of futures.
    more : sequence of str
        On what it hangs besides.
    all_futures : bool
        Whether what a view sees is left aside: it is asked of all futures.
    of : int
        Futures of each ensemble, where `sizes` count something else; else 0.
    """

    kind: str
    scenario: str
    views: Sequence[View]
    sizes: Sequence[int]
    make: Callable[[Sequence[Played], Job, int], T]
    more: Sequence[str] = ()
    all_futures: bool = False
    of: int = 0

    def known(self, site: Site) -> Answered[T] | None:
        """The largest answer that is there."""
        for size in reversed(self.sizes):
            found: T | None = site.memory.get(self._key(size))
            if found is not None:
                return Answered(found, size, size == self.sizes[-1])
        return None

    async def answer(
        self, site: Site, client: str, size: int, follow: Follow | None = None
    ) -> Answered[T]:
        """Have it answered by so many futures.

        Parameters
        ----------
        site : Site
        client : str
            Who asks.
        size : int
            One of the `sizes`.
        follow : callable, optional
            Given each job that it takes, to see how far it is.

        Raises
        ------
        DetenteError
            If it cannot be answered.
        """
        key = self._key(size)
        found: T | None = site.memory.get(key)
        if found is None:
            ensembles = [
                await self._ensemble(site, client, view.but(paths=self.of or size), follow)
                for view in self.views
            ]

            def work(job: Job) -> T:
                made = self.make(ensembles, job, size)
                site.memory.put(key, made)
                return made

            found = await site.work.run(key, client, work, long=True, follow=follow)
        return Answered(found, size, size == self.sizes[-1])

    async def next(self, site: Site, client: str, follow: Follow | None = None) -> Answered[T]:
        """Have the next larger answer than the one that is there."""
        known = self.known(site)
        sizes = [each for each in self.sizes if known is None or each > known.futures]
        size = sizes[0] if sizes else self.sizes[-1]
        return await self.answer(site, client, size, follow)

    async def settled(self, asked: Asked) -> Answered[T] | None:
        """The answer as it is now; waits for one only where the address asks for that."""
        wait = dict(asked.pairs).get(WAIT)
        if wait == "2":
            return await self.answer(asked.site, asked.client, self.sizes[-1])
        known = self.known(asked.site)
        if known is None and wait:
            return await self.answer(asked.site, asked.client, self.sizes[0])
        return known

    def _key(self, size: int) -> tuple[Any, ...]:
        queries = tuple(view.but(paths=self.of or size).query() for view in self.views)
        return (self.kind, self.scenario, queries, size, *self.more, language())

    async def _ensemble(self, site: Site, client: str, view: View, follow: Follow | None) -> Played:
        found = await site.ensemble(view, client, follow)
        if not view.seen or self.all_futures:
            return found
        answer = await site.seen(view, found, client)
        return await site.only(view, answer, client)


def sizes(paths: int, first: int, most: int) -> tuple[int, ...]:
    """Futures of a quick answer, then of the whole one, where so many are asked for."""
    whole = min(paths, most)
    return (first, whole) if first < whole else (whole,)
