"""The memo of a comparison: what was compared, what moved and by how much, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.explain.days_compared import in_words as days_compared
from detente.explain.memo.effects import between, in_days, in_points, later
from detente.explain.memo.names import claim_named, outcome_named
from detente.language.counted import chance, points, signed_points
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.format import integer, percent, semicolons
from detente.language.listing import listing
from detente.language.sentence import sentence
from detente.language.statement import statement
from detente.language.the_day import the_day
from detente.scenario.credences import POOL

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.compare import Comparison, OutcomeDifference

SENTENCES = 8
"""Most sentences of a memo."""

NAMED = 2
"""Outcomes that a sentence names."""

FORCED = 2
"""Forced claims that are named; more are counted."""


def memo(comparison: Comparison) -> list[str]:
    """At most eight sentences: what was compared, how the outcomes differ, and how sure that is."""
    said = [(0, _compared(comparison))]
    if comparison.first.dates != comparison.second.dates:
        said.append((0, days_compared(comparison)))
    said += [*_moved(comparison), *((0, each) for each in _sure(comparison))]
    while len(said) > SENTENCES:
        said.remove(max(said, key=lambda each: each[0]))
    return [text for _rank, text in said]


def _compared(comparison: Comparison) -> str:
    first, second = comparison.first, comparison.second
    if first.scenario.id == second.scenario.id and first.scenario.hash == second.scenario.hash:
        template = _("Both are plays of {title}: A {a}, B {b}")
    else:
        template = _("A is {title} {a}, B is {other} {b}")
    return sentence(
        template,
        title=statement(first.scenario.words.title),
        other=statement(second.scenario.words.title),
        a=_played(first),
        b=_played(second),
    )


def _played(ensemble: Ensemble) -> str:
    """What is forced and moved in an ensemble, its size, and what is seen in all of it."""
    forced, moved = ensemble.forced, ensemble.credences
    n = integer(ensemble.paths)
    last = the_day(ensemble.dates[-1])
    size = fill(
        ngettext("{n} future until {last}", "{n} futures until {last}", ensemble.paths),
        n=n,
        last=last,
    )
    if ensemble.only is not None:
        size = semicolons(
            [
                size,
                _("only those in which {what}").format(
                    what=listing([each.words(ensemble.scenario) for each in ensemble.only.seen])
                ),
            ]
        )
    if (analyst := ensemble.scenario.believes) is not None:
        credences = (
            fill(_("the pooled credences of its analysts"))
            if analyst == POOL
            else fill(_("the credences of {analyst}"), analyst=analyst)
        )
        if not forced and not moved:
            return fill(_("with {credences} ({size})"), credences=credences, size=size)
        size = semicolons([size, credences])
    if not forced and not moved:
        return fill(_("as it stands ({size})"), size=size)
    if moved and len(forced) + len(moved) > FORCED:
        return fill(
            _("with {count} claims forced or believed otherwise ({size})"),
            count=integer(len(forced) + len(moved)),
            size=size,
        )
    if len(forced) > FORCED:
        return fill(_("with {count} claims forced ({size})"), count=integer(len(forced)), size=size)
    parts = [
        fill(
            _("{claim} forced true") if value else _("{claim} forced false"),
            claim=claim_named(ensemble.scenario, claim),
        )
        for claim, value in forced.items()
    ]
    parts += [
        fill(
            _("{claim} believed {credence}"),
            claim=claim_named(ensemble.scenario, claim),
            credence=percent(credence, 0),
        )
        for claim, credence in moved.items()
    ]
    return fill(_("with {claims} ({size})"), claims=listing(parts), size=size)


def _moved(comparison: Comparison) -> Iterator[tuple[int, str]]:
    """The outcomes that differ, largest first, and how many do not; what can be spared."""
    rows = sorted(comparison.outcomes, key=lambda row: -abs(row.difference))
    up = [row for row in rows if in_points(row.difference, row) > 0.0]
    down = [row for row in rows if in_points(row.difference, row) < 0.0]
    groups = sorted((group for group in (up, down) if group), key=lambda g: -abs(g[0].difference))
    for rank, group in enumerate(groups):
        yield 0, _largest(comparison, group[0], again=rank > 0)
        if more := group[1:]:
            yield 1 + rank, _others(comparison, more)
    sooner = [row for row in rows if not in_points(row.difference, row) and in_days(row)]
    if sooner:
        yield 0, _shifted(comparison, sooner[0])
    known = {row.outcome for row in (*up, *down, *sooner)}
    left = [row for row in rows if row.outcome not in known]
    unsettled = [row for row in left if row.told and round(100 * row.difference, 1)]
    if unsettled:
        yield 1, _unsettled(comparison, unsettled)
    if still := len(left) - len(unsettled):
        yield 0, _still(still, alone=still == len(rows))


def _unsettled(comparison: Comparison, rows: list[OutcomeDifference]) -> str:
    """Differences that are told from noise, but not from zero: the largest, and how many more."""
    first, more = rows[0], len(rows) - 1
    return sentence(
        ngettext(
            "On average {outcome} goes from {a} in A to {b} in B ({points}), but the 95 % range of "
            "that, {between}, holds zero; so it does for {n} other outcome",
            "On average {outcome} goes from {a} in A to {b} in B ({points}), but the 95 % range of "
            "that, {between}, holds zero; so it does for {n} other outcomes",
            more,
        )
        if more
        else _(
            "On average {outcome} goes from {a} in A to {b} in B ({points}), but the 95 % range of "
            "that, {between}, holds zero"
        ),
        outcome=outcome_named(comparison.first.scenario, first.outcome),
        a=chance(first.first),
        b=chance(first.second),
        points=signed_points(first.difference),
        between=between(first.interval, 100.0, 1, size=False),
        n=integer(more),
    )


def _still(n: int, *, alone: bool) -> str:
    """How many outcomes do not differ by more than noise."""
    template = (
        ngettext(
            "The one outcome that both have does not differ by more than its Monte Carlo error",
            "All {n} outcomes that both have differ by no more than their Monte Carlo error",
            n,
        )
        if alone
        else ngettext(
            "The other outcome does not differ by more than its Monte Carlo error",
            "The other {n} outcomes do not differ by more than their Monte Carlo error",
            n,
        )
    )
    return sentence(template, n=integer(n))


def _largest(comparison: Comparison, row: OutcomeDifference, *, again: bool) -> str:
    up = row.difference > 0.0
    if again:
        template = (
            _(
                "The other way, {outcome} rises in B from {a} to {b}: {points} more "
                "(95 %: {between}){delay}"
            )
            if up
            else _(
                "The other way, {outcome} falls in B from {a} to {b}: {points} less "
                "(95 %: {between}){delay}"
            )
        )
    else:
        template = (
            _(
                "Most of all, {outcome} rises in B from {a} to {b}: {points} more "
                "(95 %: {between}){delay}"
            )
            if up
            else _(
                "Most of all, {outcome} falls in B from {a} to {b}: {points} less "
                "(95 %: {between}){delay}"
            )
        )
    delay = in_days(row)
    return sentence(
        template,
        outcome=outcome_named(comparison.first.scenario, row.outcome),
        a=chance(row.first),
        b=chance(row.second),
        points=points(row.difference),
        between=between(row.interval, 100.0, 1, size=True),
        delay=fill(_(", and comes {later}"), later=later(row.waiting)) if delay else "",
    )


def _others(comparison: Comparison, more: list[OutcomeDifference]) -> str:
    named = [
        fill(
            _("{outcome} ({points})"),
            outcome=outcome_named(comparison.first.scenario, row.outcome),
            points=points(row.difference),
        )
        for row in more[:NAMED]
    ]
    rest = len(more) - NAMED
    if rest > 0:
        named.append(ngettext("{n} more", "{n} more", rest).format(n=integer(rest)))
    n = len(more)
    template = ngettext("So does, by less, {outcomes}", "So do, by less, {outcomes}", n)
    return sentence(template, outcomes=listing(named))


def _shifted(comparison: Comparison, row: OutcomeDifference) -> str:
    return sentence(
        _(
            "In B, {outcome} comes {later} (95 %: {between}), though no difference in how likely "
            "it is can be claimed"
        ),
        outcome=outcome_named(comparison.first.scenario, row.outcome),
        later=later(row.waiting),
        between=between(row.waiting_interval, 1.0, 0, size=True),
    )


def _sure(comparison: Comparison) -> Iterator[str]:
    told = [row for row in comparison.outcomes if row.monte_carlo < float("inf")]
    if not told:
        yield sentence(_("So few futures tell nothing of a difference"))
        return
    worst = max(row.monte_carlo for row in told)
    if not comparison.paired and comparison.common:
        template = _(
            "Both have {n} futures of the same draws, in which luck cancels; the Monte Carlo error "
            "of a difference is {error} at most"
        )
    elif not comparison.paired:
        template = _(
            "The draws of the two differ, so that luck does not cancel; the Monte Carlo error of a "
            "difference is {error} at most"
        )
    elif comparison.first.scenario.hash == comparison.second.scenario.hash:
        template = _(
            "The two are compared path by path with the same draws, so that luck cancels; the "
            "Monte Carlo error of a difference is {error} at most"
        )
    else:
        template = _(
            "The two are compared path by path, with the same draws for what has the same name in "
            "both; the Monte Carlo error of a difference is {error} at most"
        )
    yield sentence(template, error=points(worst), n=integer(comparison.common))
