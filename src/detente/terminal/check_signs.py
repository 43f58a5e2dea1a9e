"""What the claims of a scenario declare, and what was found of it, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.check.signs import futures
from detente.language import counted
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, labelled, plus
from detente.scenario.effect_names import claim_said
from detente.terminal.claims_page import direction
from detente.terminal.table import Column, Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.check.signs import SignResult
    from detente.scenario.scenario import Scenario


def _target(scenario: Scenario, target: str) -> str:
    """What a sign moves, in words: an outcome by its title, a plane by its name."""
    return clean(scenario.words.outcome(target) or target)


def signs(console: Console, scenario: Scenario, signs: list[SignResult]) -> None:
    """What each sign declares, what was found, and the verdict."""
    console.print()
    table = Table(
        flowing(_("Claim forced, and what it moves")),
        numeric(_("Found")),
        numeric("±"),
        Column(_("Verdict")),
    )
    verdicts = {
        "holds": Text(_("holds")),
        "opposite": Text(_("opposite"), style="red"),
        "not shown": Text(_("not shown"), style="yellow"),
    }
    before = ""
    for each in signs:
        scale, digits = {"probability": (100.0, 1), "days": (1.0, 1), "mean": (1.0, 2)}[
            each.measure
        ]
        found = plus(scale * each.difference, digits)
        claim = (_("{claim} true") if each.sign.forced else _("{claim} false")).format(
            claim=claim_said(scenario, each.claim)
        )
        target = "  " + labelled(
            _target(scenario, each.sign.target), direction(scenario, each.sign)
        )
        if claim != before:
            table.add_row(claim)
        table.add_row(
            target,
            _("{days} d").format(days=found) if each.measure == "days" else found,
            decimal(scale * each.monte_carlo, digits),
            verdicts[each.verdict],
        )
        before = claim
    console.print(table)
    text = _(
        "Paired on at most {futures}: the claim forced (an intervention) as declared against its "
        "opposite. Outcomes in points of probability or days (d) of mean waiting time; amounts, "
        "relation indices and what effects publish in their mean. ±: the Monte Carlo error; a sign "
        "is shown that is more than twice as large."
    )
    text = text.format(futures=counted.futures(futures(scenario.compiled())))
    console.print(Text(text, style="dim"))
    unseen = sum(each.verdict == "not shown" for each in signs)
    if unseen:
        text = ngettext(
            "{n} sign is not shown: it is within twice its Monte Carlo error. Either the claim "
            "moves too little to be seen on so many futures, or nothing carries it to its target.",
            "{n} signs are not shown: they are within twice their Monte Carlo error. Either the "
            "claim moves too little to be seen on so many futures, or nothing carries it to its "
            "target.",
            unseen,
        )
        console.print(Text(text.format(n=unseen), style="yellow"))
