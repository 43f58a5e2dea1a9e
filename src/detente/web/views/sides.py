"""The two sides of a comparison: what is changed in each, and the form that changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from detente.language.current import gettext as _
from detente.report.scenario_texts import ScenarioTexts
from detente.web.play.asked import changed
from detente.web.play.changes import Change, changes, sightings
from detente.web.play.claims import Choice, idle
from detente.web.play.links import fields, link
from detente.web.view import View
from detente.web.views.shell import Pairs, address

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

AGAINST, SIDE = "against", "side"
"""Keys of the address: the other setting, and in a form the side that it changes."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A claim that can be switched: where it stands, and how far it is believed, in per cent."""

    id: str
    statement: str
    choices: Sequence[Choice]
    credence: int
    stated: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    Attributes
    ----------
    id, name : str
        Such as ``a`` and A.
    changes : sequence of Change
        Each with the link to the comparison without it.
    href : str
        Link to it in Play.
    switches : sequence of Switch
    fields : sequence of (str, str)
        What the form says besides: both settings, and which side it changes.
    """

    id: str
    name: str
    changes: Sequence[Change]
    href: str
    switches: Sequence[Switch]
    fields: Sequence[tuple[str, str]]


def compared(a: View, b: View) -> str:
    """Address of the comparison of two settings of a scenario."""
    return address(f"/compare/{quote(b.scenario, safe='')}", b, [(AGAINST, a.query())])


def sides(a: View, b: View, scenario: Scenario) -> list[Side]:
    """Both of them."""
    return [_side("a", a, a, b, scenario), _side("b", b, a, b, scenario)]


def turned(a: View, b: View, side: str, pairs: Pairs) -> str:
    """Address of the comparison with changes of one side, as its form asks for them."""
    return compared(changed(a, pairs), b) if side == "a" else compared(a, changed(b, pairs))


def _side(name: str, view: View, a: View, b: View, scenario: Scenario) -> Side:
    def without(change: Change) -> Change:
        """Its way back leads to this page, not to Play."""
        query = change.back.partition("#")[0].partition("?")[2]
        less = View.of(view.scenario, query, language=view.language)
        return replace(change, back=compared(less, b) if name == "a" else compared(a, less))

    given = [*changes(view, scenario), *sightings(view, scenario)]
    return Side(
        name,
        name.upper(),
        [without(each) for each in given],
        link(view),
        list(_switches(view, scenario)),
        [*fields(b), (AGAINST, a.query()), (SIDE, name)],
    )


def _switches(view: View, scenario: Scenario) -> Iterator[Switch]:
    said = ScenarioTexts(scenario)
    for claim in scenario.claims:
        if idle(scenario, claim):
            continue
        held, moved = view.forced.get(claim.id), view.credences.get(claim.id)
        yield Switch(
            claim.id,
            said.claim(claim.id),
            [
                Choice("", _("as believed"), held is None),
                Choice("true", _("true"), held is True),
                Choice("false", _("false"), held is False),
            ],
            round(100 * (claim.credence if moved is None else moved)),
            round(100 * claim.credence),
        )
