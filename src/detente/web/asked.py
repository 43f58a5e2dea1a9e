"""A request as pages see it: who asks, in which language, of which server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from detente.web.view import View

if TYPE_CHECKING:
    from detente.public.play import Scenario
    from detente.web.site import Site


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks what.

    Attributes
    ----------
    site : Site
    client : str
        A secret that its browser alone has.
    csrf : str
        What a form sends back, as ``csrf``, or a script in the header ``X-CSRF-Token``.
    language : str
        In force while the request is answered.
    theme : str
        ``light``, ``dark``, or nothing where the browser decides.
    path, query : str
        Of the address.
    pairs : tuple of pairs
        The query's keys and values.
    """

    site: Site
    client: str
    csrf: str
    language: str
    theme: str
    path: str
    query: str
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: Request) -> Asked:
        """What the guard let pass."""
        state: Any = request.state
        return cls(
            request.app.state.site,
            state.client,
            state.csrf,
            state.language,
            state.theme,
            request.url.path,
            request.url.query,
            tuple(request.query_params.multi_items()),
        )

    async def view(self, name: str, *others: str) -> tuple[View, Scenario]:
        """The view of the address, checked, and its scenario.

        Parameters
        ----------
        name : str
            The scenario's in the library.
        *others : str
            Keys of the query that are no part of a view.

        Raises
        ------
        InputError
            If it asks what is not there.
        """
        pairs = [pair for pair in self.pairs if pair[0] not in others]
        return await self.site.view(name, pairs, self.language)
