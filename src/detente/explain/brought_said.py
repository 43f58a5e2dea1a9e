"""What brings a condition about, or ends it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent
from detente.language.safe import clean
from detente.language.statement import statement

if TYPE_CHECKING:
    from detente.explain.brought import Brought, Doer
    from detente.scenario.scenario import Scenario

DOERS = 8
"""Acts and moves that are shown."""


def doer_named(scenario: Scenario, doer: Doer) -> str:
    """An act, or a move of a state, for people."""
    words = scenario.words
    if doer.row is not None:
        return clean(words.prose(doer.row) if "@" in doer.row else words.process(doer.row))
    assert doer.state is not None
    assert doer.before is not None
    assert doer.to is not None
    return _("{state}: from “{before}” to “{to}”").format(
        state=clean(words.state(doer.state)),
        before=clean(words.value(doer.state, doer.before)),
        to=clean(words.value(doer.state, doer.to)),
    )


def doer_said(scenario: Scenario, doer: Doer) -> str:
    """The same within a sentence."""
    if doer.row is not None:
        return statement(doer_named(scenario, doer))
    assert doer.state is not None
    assert doer.before is not None
    assert doer.to is not None
    words = scenario.words
    return fill(
        _("{state} going from “{before}” to “{to}”"),
        state=clean(words.state(doer.state)),
        before=clean(words.value(doer.state, doer.before)),
        to=clean(words.value(doer.state, doer.to)),
    )


def heading(found: Brought) -> str:
    """What the table of doers is about."""
    if found.ends:
        return _("What ends it: seen on the day on which it ends")
    return _("What brings it about: seen on the day on which it comes")


def against(found: Brought | None) -> str:
    """Heading of the chances of an act that can only end it, or keep it from coming."""
    if found is not None and found.ends:
        return _("What would end it, and what holds that back: {act}")
    return _("What keeps it from coming, and what holds that back: {act}")


def table(found: Brought, scenario: Scenario) -> list[tuple[str, str]]:
    """Each act or move with its share, and that of futures in which none of them is seen."""
    if not found.ends and not found.helping and not found.doers:
        return []
    rows = [(doer_named(scenario, doer), percent(doer.share)) for doer in found.doers[:DOERS]]
    if found.futures and found.alone > 0.0:
        name = (
            _("none of these: silence, a date, or what has added up")
            if rows
            else _("no act: silence, a date, or what has added up")
        )
        rows.append((name, percent(found.alone)))
    return rows


def in_words(found: Brought) -> Iterator[str]:
    """What is to be said besides: where nothing happened, and where acts can only end it."""
    if not found.helping and not found.hindering and not found.doers:
        yield _(
            "No act that is played brings it about or ends it, so it cannot be taken apart; what "
            "claims are worth stands below."
        )
    elif found.ends and not found.futures:
        yield _("It ends in no future.")
    elif not found.ends and not found.futures:
        yield _("It comes about in no future.")
    if not found.ends and not found.helping and found.hindering:
        yield (
            _("No act brings it about: a state moves by itself, where these acts stay away.")
            if found.doers
            else _("No act brings it about: it comes where these acts stay away.")
        )
