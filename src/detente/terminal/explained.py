"""Why an outcome is as likely as it is, for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.text import Text

from detente.ensemble.after import in_words
from detente.explain import brought_said
from detente.explain.index_acts import EARLIER
from detente.explain.memo import explained
from detente.explain.pieces import BASE, Part
from detente.explain.said import (
    joint_in_words,
    own_part_in_words,
    pressing_in_words,
    weighed_in_words,
)
from detente.explain.scheduled import in_words as scheduled_in_words
from detente.explain.stack import ProcessStack
from detente.language import counted
from detente.language.counted import days as in_days
from detente.language.counted import signed_points
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import (
    contribution,
    decimal,
    difference,
    error_points,
    integer,
    percent,
    plus,
    points,
    semicolons,
    share,
    short_days,
)
from detente.scenario.effect_names import claim_said, effect_title, owned, part_title
from detente.scenario.weighed_names import moved
from detente.terminal import memo, uncertainty
from detente.terminal.analysts import believed_said
from detente.terminal.placeholders import placeholders
from detente.terminal.result import intervened, judgement_said
from detente.terminal.table import Column, Table, flowing, numeric
from detente.terminal.text import clean, together
from detente.terminal.ways import way_in_words

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.scenario.scenario import Scenario

ROWS = 12
"""Parts that a table shows one by one."""

LEAST = 0.005
"""Size from which on a part prints as something."""

DAYS = 5
"""Days that a table shows unless days are asked for."""

Values = NDArray[np.float64]


def chosen_days(dates: Sequence[dt.date], asked: Sequence[dt.date]) -> list[int]:
    """Days to be shown: those asked for, or some spread over the horizon."""
    if asked:
        return [(date - dates[0]).days for date in asked]
    return sorted({round(i * (len(dates) - 1) / (DAYS - 1)) for i in range(DAYS)})


def _open_days(stack: ProcessStack, days: list[int]) -> list[int]:
    """Those days; where the act cannot happen on some of them, as many on which it can."""
    can = np.isfinite(stack.log_hazard)
    waits = np.flatnonzero(stack.waiting > 0.0)
    if not can.any() or can[[t for t in days if t in waits]].all():
        return days
    there = np.flatnonzero(can).tolist()
    return sorted({there[round(i * (len(there) - 1) / (DAYS - 1))] for i in range(DAYS)})


def show(console: Console, explanation: Explanation, asked: Sequence[dt.date] = ()) -> None:
    """Print all parts of an explanation; `asked` are the days of the stacks."""
    ensemble = explanation.ensemble
    days = chosen_days(ensemble.dates, asked)
    free = not asked
    console.print()
    words = ensemble.scenario.words
    console.print(Text(clean(words.outcome(explanation.outcome.id)), style="bold"))
    text = (
        _("{scenario}: {futures}, seed {seed}.")
        if ensemble.on_one_day(explanation.outcome.id)
        else _("{scenario}: {futures}, seed {seed}; mean wait {days}, cut at the horizon.")
    )
    console.print(
        text.format(
            scenario=clean(words.title),
            futures=counted.futures(ensemble.paths),
            seed=ensemble.seed,
            days=in_days(explanation.waiting),
        ),
        markup=False,
    )
    console.print()
    memo.show(console, explained.memo(explanation))
    _both(console, explanation)
    placeholders(console, ensemble.scenario)
    believed_said(console, ensemble.scenario)
    intervened(console, ensemble)
    console.print()
    _brought(console, explanation)
    for stack in explanation.stacks:
        shown = _open_days(stack, days) if free else days
        _stack(console, explanation, stack, shown, _("What holds it back: {act}"))
    for stack in explanation.against:
        shown = _open_days(stack, days) if free else days
        _stack(console, explanation, stack, shown, brought_said.against(explanation.brought))
    if explanation.stacks or explanation.against:
        _note(
            console,
            _(
                "The parts sum to the logarithm of the mean chance of the day over the futures "
                "that still wait: +0.69 doubles it, −0.69 halves it. They are direct, given the "
                "history: what a claim does in all is its worth below. By who waits: how far a "
                "part that stays the same in each future is moved by which futures still wait, "
                "on the last day shown."
            ),
        )
        if len(explanation.stacks) + len(explanation.against) > 1:
            _note(
                console,
                _("The acts of this outcome stand side by side; their stacks are not added."),
            )
    _weighed(console, explanation, days)
    for line in scheduled_in_words(explanation.scheduled, lambda row: clean(words.prose(row))):
        console.print(Text(line))
    if explanation.scheduled:
        console.print()
    _index(console, explanation, days)
    _pressure(console, explanation, days)
    _worths(console, explanation)
    _interactions(console, explanation)
    uncertainty.show(console, explanation)
    _ways(console, explanation)
    _judgements(console, explanation)


def _both(console: Console, explanation: Explanation) -> None:
    """Of an outcome that counts after another: what the memo leaves out."""
    both = explanation.ensemble.after(explanation.outcome.id)
    if both is None:
        return
    antecedent = clean(explanation.ensemble.scenario.words.outcome(both.antecedent))
    for text in in_words(both, antecedent)[both.given is not None :]:
        console.print(Text(text))


def _note(console: Console, text: str) -> None:
    console.print(Text(text, style="dim"))
    console.print()


def _heading(console: Console, text: str) -> None:
    console.print(Text(clean(text), style="bold"))


def _table(first: str, dates: Sequence[dt.date], days: Iterable[int], *more: Column) -> Table:
    return Table(
        flowing(first),
        *(numeric(together(day)) for day in short_days([dates[t] for t in days])),
        *more,
    )


def _smaller(n: int) -> str:
    """The row of all parts that have none of their own."""
    return ngettext("{n} smaller part", "{n} smaller parts", n).format(n=n)


def label(part: Part, scenario: Scenario, among: Container[str]) -> str:
    """A part in words: effect (told from `among`), actor for whom it speaks, owning claim."""
    own = own_part_in_words(part.effect)
    if own is not None:
        return own
    name = part_title(scenario, part.effect, part.claim, among)
    if part.gate:
        name = _("gate: {effect}").format(effect=name)
    side = clean(scenario.words.actor(part.side)) if part.side else ""
    if side and side not in name:
        name = f"{name} ({side})"
    return owned(scenario, name, part.claim)


def _brought(console: Console, explanation: Explanation) -> None:
    """Of a condition: the acts and moves of the day on which it comes about, or ends."""
    found, scenario = explanation.brought, explanation.ensemble.scenario
    if found is None:
        return
    rows = brought_said.table(found, scenario)
    if rows:
        _heading(console, brought_said.heading(found))
        table = Table(flowing(_("Act, or move of a state")), numeric(_("Futures")))
        for name, share_ in rows:
            table.add_row(Text(name), share_)
        console.print(table)
    for line in brought_said.in_words(found):
        console.print(Text(line))
    console.print()


def _stack(
    console: Console,
    explanation: Explanation,
    stack: ProcessStack,
    days: list[int],
    heading: str,
) -> None:
    scenario = explanation.ensemble.scenario
    act = clean(scenario.words.process(stack.process))
    _heading(console, heading.format(act=act))
    who = numeric(_("by who waits"))
    table = _table(_("Part (effect ← claim)"), explanation.ensemble.dates, days, who)
    last = next((t for t in reversed(days) if stack.waiting[t] > 0), days[-1])
    size = np.nan_to_num(np.abs(stack.values[days]), posinf=np.inf).max(axis=0)
    order = [i for i in np.argsort(-size) if stack.parts[i].effect != BASE]

    effects = {part.effect for part in stack.parts}

    def row(name: str | Text, values: Values, waits: str = "", style: str = "") -> None:
        cells = (contribution(float(values[t])) for t in days)
        table.add_row(name, *cells, Text(waits, style="dim"), style=style)

    def shares(name: str, values: Values, digits: int = 0) -> None:
        cells = ("" if np.isnan(values[t]) else percent(float(values[t]), digits) for t in days)
        table.add_row(name, *cells, "", style="dim")

    row(label(stack.parts[0], scenario, effects), stack.values[:, 0], style="dim")
    told = [i for i in order if size[i] >= LEAST]
    for i in told[:ROWS]:
        waits = contribution(float(stack.selection[last, i]))
        row(Text(label(stack.parts[i], scenario, effects)), stack.values[:, i], waits)
    rest = [*told[ROWS:], *(i for i in order if size[i] < LEAST)]
    if rest and np.nanmax(np.abs(stack.values[days][:, rest].sum(axis=1)), initial=0.0) >= LEAST:
        waits = contribution(float(np.nansum(stack.selection[last, rest])))
        row(_smaller(len(rest)), stack.values[:, rest].sum(axis=1), waits, "dim")
    whole = contribution(float(stack.selected[last]))
    row(_("log of the daily chance"), stack.log_hazard, whole, "bold")
    shares(_("daily chance"), np.exp(stack.log_hazard), 2)
    shares(_("futures waiting"), stack.waiting)
    for words, gates in ((_("closed: {effect}"), stack.closed), (_("ajar: {effect}"), stack.ajar)):
        for effect, found in gates.items():
            if np.nan_to_num(found).max() > 0:
                shares(words.format(effect=effect_title(scenario, effect, effects)), found)
    for effect, found in stack.through.items():
        if np.nan_to_num(stack.ajar[effect]).max() > 0:
            said = _("mean factor: {effect}")
            shares(said.format(effect=effect_title(scenario, effect, effects)), found)
    for effect, found in stack.held.items():
        shares(
            _("in force: {effect}").format(effect=effect_title(scenario, effect, effects)), found
        )
    console.print(table)
    shut = np.isneginf(stack.log_hazard)
    if shut.any():
        on = stack.waiting > 0.0
        text = _("It can happen on {n} of the {all} days on which a future waits.").format(
            n=integer(int((on & ~shut).sum())), all=integer(int(on.sum()))
        )
        console.print(Text(text, style="dim"))
    console.print()


def _columns(
    console: Console,
    explanation: Explanation,
    title: str,
    names: Sequence[str],
    values: Values,
    days: list[int],
    whole: tuple[str, Values],
) -> None:
    _heading(console, title)
    table = _table(_("Part"), explanation.ensemble.dates, days)
    size = np.nan_to_num(np.abs(values[days])).max(axis=0)
    order = list(np.argsort(-size))
    for i in order[:ROWS]:
        table.add_row(Text(clean(names[i])), *(contribution(values[t, i]) for t in days))
    rest = order[ROWS:]
    if rest:
        cells = (contribution(float(values[t, rest].sum())) for t in days)
        table.add_row(_smaller(len(rest)), *cells, style="dim")
    name, total = whole
    table.add_row(name, *(contribution(total[t]) for t in days), style="bold")
    console.print(table)
    console.print()


def _weighed(console: Console, explanation: Explanation, days: list[int]) -> None:
    """What factors do to the moves and consents on which it hangs."""
    scenario = explanation.ensemble.scenario
    for found in explanation.weighed:
        title = _("What raises and lowers it: {what}").format(
            what=moved(scenario, found.name).title
        )
        whole = (
            _("log of the daily chance") if found.hazard else _("log of the chance"),
            found.log_chance,
        )
        names = weighed_in_words(scenario, found)
        _columns(console, explanation, title, names, found.values, days, whole)
    if explanation.weighed:
        _note(
            console,
            _(
                "Means over the futures that still wait and in which it may come on the day; the "
                "parts sum to the logarithm: +0.69 doubles the chance, −0.69 halves it."
            ),
        )


def _index(console: Console, explanation: Explanation, days: list[int]) -> None:
    stack = explanation.index
    if stack is None:
        return
    words = explanation.ensemble.scenario.words
    names = [
        _("acts before the as-of date") if row == EARLIER else words.process(row) or row
        for row in stack.rows
    ]
    title = _("Which acts moved the index")
    whole = (_("index above its usual tone"), stack.index - stack.usual)
    _columns(console, explanation, title, names, stack.values, days, whole)
    _note(
        console,
        _(
            "Means over the futures that still wait; the usual tone is {usual}. The parts sum to "
            "the distance from it."
        ).format(usual=contribution(stack.usual)),
    )


def _pressure(console: Console, explanation: Explanation, days: list[int]) -> None:
    found = explanation.pressure
    if found is None:
        return
    whole = (_("pressure"), found.pressure)
    title = _("What presses on it")
    scenario = explanation.ensemble.scenario
    names = [pressing_in_words(scenario, part) for part in found.parts]
    _columns(console, explanation, title, names, found.values, days, whole)
    if not np.isnan(found.at_crossing).any():
        parts = [f"{name} {share(found.at_crossing[i])}" for i, name in enumerate(names)]
        text = _("On the day of the crossing: {parts}. Threshold: {threshold} in the mean.")
        _note(console, text.format(parts=semicolons(parts), threshold=decimal(found.threshold, 2)))


def claim_text(explanation: Explanation, claim: str) -> str:
    """What a claim asserts."""
    return clean(explanation.ensemble.scenario.words.claim(claim))


def _worths(console: Console, explanation: Explanation) -> None:
    if not any(each.worth or each.waiting or each.monte_carlo for each in explanation.worths):
        return  # the memo says that no claim changes it
    _heading(console, _("What each claim is worth: forced true against false, an intervention"))
    names = (
        *(_("If true"), _("If false"), _("Now"), _("Points"), _("95 %"), "±", _("Wait, days")),
        _("Holds"),
    )
    table = Table(flowing(_("Claim")), *map(numeric, names))
    for worth in explanation.worths[:ROWS]:
        cells = (
            percent(worth.if_true),
            percent(worth.if_false),
            percent(explanation.estimate.probability),
            Text(points(worth.worth), style="bold"),
            difference(*worth.interval),
            error_points(worth.monte_carlo),
            plus(worth.waiting, 0),
            share(worth.held),
        )
        table.add_row(Text(claim_text(explanation, worth.claim)), *cells)
    console.print(table)
    rest = len(explanation.worths) - ROWS
    if rest > 0:
        text = ngettext(
            "… and {n} claim that moves it less.", "… and {n} claims that move it less.", rest
        )
        console.print(Text(text.format(n=rest), style="dim"))
    note = _(
        "Paired on {futures}, those that matter on {paths}; the claim is forced (an "
        "intervention). 95 %: interval of the worth, over the uncertainty of the coefficients and "
        "of credences stated with a spread. ±: its Monte Carlo error."
    ).format(
        futures=counted.futures(min(each.paths for each in explanation.worths)),
        paths=integer(explanation.worth_paths),
    )
    if explanation.joint is not None and not explanation.joint.adds:
        note = f"{note} {joint_in_words(explanation.joint)}"
    _note(console, note)


def _interactions(console: Console, explanation: Explanation) -> None:
    if not explanation.interactions:
        return
    _heading(console, _("Pairs of claims that do more, or less, together than each alone"))
    for each in explanation.interactions:
        a, b = (claim_said(explanation.ensemble.scenario, claim) for claim in each.claims)
        text = _("  {a} × {b}: {points} ({span}; Monte Carlo error {error})").format(
            a=a,
            b=b,
            points=signed_points(each.effect),
            span=difference(*each.interval),
            error=error_points(each.monte_carlo),
        )
        if not each.told:
            text += _(", not confirmed")
        console.print(Text(text))
    console.print()


def _ways(console: Console, explanation: Explanation) -> None:
    if explanation.level is None:
        return
    _heading(console, _("What it would take to reach {p}").format(p=percent(explanation.level)))
    for way in explanation.ways:
        text = f"  {way_in_words(way, explanation.ensemble.scenario)}"
        console.print(Text(text))
    _note(
        console,
        _(
            "Found step by step, and played again with all futures; there may be shorter ways. "
            "A shift is in standard deviations of the stated uncertainty; how far out: "
            "Mahalanobis' distance of all that is shifted."
        ),
    )


def _judgements(console: Console, explanation: Explanation) -> None:
    ensemble = explanation.ensemble
    for claim in explanation.judgements:
        judgement = claim.judgement
        if judgement is None:
            continue
        if judgement.given is not None:
            console.print(Text(judgement_said(ensemble, claim)))
            console.print()
            continue
        text = _(
            "The source's judgement — {words}: between {low} and {high}. The ensemble: {p}."
        ).format(
            words=clean(ensemble.scenario.words.judgement(claim.id)),
            low=percent(judgement.low),
            high=percent(judgement.high),
            p=percent(explanation.estimate.probability),
        )
        console.print(Text(text))
        console.print()
