"""What each page is made of, so that pages, drawings and progress are served in one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.public.play import Scenario
    from detente.web.asked import Asked
    from detente.web.view import View
    from detente.web.views.question import Answered, Question
    from detente.web.views.shell import Shell


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is asked.

    Attributes
    ----------
    asked : Asked
    view : View
        Checked against its scenario.
    scenario : Scenario
    """

    asked: Asked
    view: View
    scenario: Scenario

    @property
    def place(self) -> str:
        """What the command line calls the scenario."""
        return self.asked.site.library.entry(self.view.scenario).place

    def own(self, key: str) -> str:
        """A key of the address that is no part of the view; empty if it is not there."""
        return next((value for name, value in self.asked.pairs if name == key), "")

    def all_own(self, key: str) -> list[str]:
        """Every value of such a key, none of them empty."""
        return [value for name, value in self.asked.pairs if name == key and value]


@dataclass(frozen=True, slots=True)
class Made:
    """A page in the language in force: what stands around the answer, and the answer."""

    shell: Shell
    answer: Any = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes
    ----------
    template : str
    question : callable
        What it asks of the futures; None where there is nothing to ask yet.
    made : callable
        The page of the answer; of None where there is none yet.
    own : tuple of str
        Keys of its address that are no part of a view.
    quick : bool
        Whether one waits for the first answer.
    change : callable
        Where the page is on which that is changed which a form of it asks for; by default with
        the view changed.
    settled : callable
        Where the address is to be another one, that: what a form asks is said by an address.
    """

    template: str
    question: Callable[[Subject], Question[Any] | None]
    made: Callable[[Subject, Any, Answered[Any] | None], Made]
    own: tuple[str, ...] = ()
    quick: bool = False
    change: Callable[[Subject, Sequence[tuple[str, str]]], str] | None = None
    settled: Callable[[Subject], str | None] = field(default=lambda subject: None)
