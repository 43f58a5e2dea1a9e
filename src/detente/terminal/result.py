"""The result of `detente simulate`, for people."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from detente.ensemble.branch_said import in_words as branch_in_words
from detente.ensemble.estimate import Estimate, Z
from detente.ensemble.index_said import rests_on, volume_said
from detente.ensemble.interval_said import interval_said
from detente.ensemble.intervention import in_words as forced_in_words
from detente.ensemble.tell import asked_about, told
from detente.ensemble.timing import in_words
from detente.language import counted
from detente.language.counted import points
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import (
    day,
    decimal,
    integer,
    interval,
    percent,
    quoted,
    signed,
    span,
)
from detente.scenario.effect_names import claim_said
from detente.scenario.given_names import given_clause
from detente.scenario.given_names import given_row as given_named
from detente.scenario.record.said import said
from detente.terminal import amounts, analysts, moving
from detente.terminal.placeholders import placeholders
from detente.terminal.table import Column, Table, flowing, numeric
from detente.terminal.text import clean, sparkline

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.ensemble.after import After
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.future import Future
    from detente.ensemble.setting import Setting
    from detente.scenario.scenario import Scenario

WIDTH = 18
"""Characters of a first-passage curve; half of them where there is little room."""

FEW = 1000
"""Paths below which the parameter draws are too few for an interval to hold their part."""

MORE = 10
"""Times the futures with which these are compared when it is said what more would change."""

AIM = 0.005
"""Monte Carlo error for which it is said how many futures are needed."""


Ranges = Mapping[str, tuple[float, float]]


def show(console: Console, ensemble: Ensemble, known: Ranges | None = None) -> None:
    """Print title, outcomes, relation index, sample futures and errors.

    `known` holds, by outcome, the range if one knew which claims hold.
    """
    scenario = ensemble.scenario
    last = ensemble.dates[-1]
    console.print()
    console.print(Text(clean(scenario.words.title), style="bold"))
    text = _("As of {as_of}, to {last} ({days}); {futures}, seed {seed}.").format(
        as_of=day(scenario.as_of),
        last=day(last),
        days=ngettext("{n} day", "{n} days", ensemble.days).format(n=ensemble.days),
        futures=counted.futures(ensemble.paths),
        seed=ensemble.seed,
    )
    console.print(Text(text))
    if scenario.taken is not None:
        text = _("Record: {record}").format(record=said(scenario.taken))
        console.print(Text(text))
    placeholders(console, scenario)
    intervened(console, ensemble)
    console.print()
    outcomes(console, ensemble, known)
    analysts.believed(console, ensemble)
    amounts.show(console, ensemble)
    moving.show(console, ensemble)
    _indices(console, ensemble)
    _judgements(console, ensemble)
    asked = asked_about(ensemble.scenario)
    for name, future in ensemble.sample().items():
        a_future(console, scenario, sample_title(name), future, asked)
    _errors(console, ensemble)


def intervened(console: Console, ensemble: Ensemble) -> None:
    """Print what is seen in all futures, and which acts and claims are set."""
    for line in chosen_said(ensemble.setting):
        console.print(Text(line))
    for line in intervention_said(ensemble):
        console.print(Text(line))


def chosen_said(setting: Setting) -> Iterator[str]:
    """What is seen in all futures, where they were chosen by that."""
    for each in () if setting.only is None else setting.only.seen:
        yield _("Only futures in which {what}.").format(what=each.words(setting.scenario))


def intervention_said(ensemble: Ensemble) -> Iterator[str]:
    """What is continued, which acts are set, what is forced and what seeing would have moved."""
    scenario = ensemble.scenario
    yield from branch_in_words(ensemble.branched, scenario)
    if ensemble.setting.intervenes:
        named = forced_in_words(ensemble.intervention, lambda claim: claim_said(scenario, claim))
        yield from named


def sample_title(name: str) -> str:
    """What a sample future is called, by its name in `Ensemble.sample`."""
    titles = {
        "a colder future": _("A colder future"),
        "a warmer future": _("A warmer future"),
    }
    return titles.get(name, name)


def outcomes(console: Console, ensemble: Ensemble, known: Ranges | None = None) -> None:
    """Print how likely each listed outcome is, and when it comes."""
    columns = {
        "title": flowing(_("Outcome")),
        "likely": numeric(_("Likely")),
        "interval": numeric(_("95 %")),
        "known": numeric(_("Claims known")),
        "when": Column(_("When, if it comes")),
        "wait": numeric(_("Wait")),
        "curve": Column(_("Share by date"), shorter=_every_other),
    }
    if known is None:
        del columns["known"]
    table = Table(*columns.values())
    for outcome in ensemble.scenario.outcomes:
        if not outcome.listed:
            continue
        estimate = ensemble.estimate(outcome.id)
        timing = ensemble.timing(outcome.id)
        when, _constant = in_words(timing, ensemble.typical_dates(outcome.id))
        row = {
            "title": Text(clean(named(ensemble, outcome.id))),
            "likely": Text(percent(estimate.probability), style="bold"),
            "interval": Text(interval_said(ensemble, outcome.id)),
            "known": Text(interval(*known[outcome.id]) if known is not None else ""),
            "when": Text(when),
            "wait": Text(_wait(ensemble, outcome.id)),
            "curve": Text(sparkline(list(ensemble.first_passage(outcome.id)), WIDTH), "cyan"),
        }
        table.add_row(*(row[name] for name in columns))
        if timing is not None and timing.tells:
            row = {
                "title": Text("  " + _("constant")),
                "when": Text(span(timing.constant[0], timing.constant[2])),
            }
            table.add_row(*(row.get(name, "") for name in columns), style="dim")
        both = ensemble.after(outcome.id)
        if both is not None:
            table.add_row(*given_row(ensemble, both))
        for cells in given_rows(ensemble, outcome.id):
            table.add_row(*cells)
    console.print(table)
    legend = [text for name, text in _legend().items() if name in columns]
    console.print(Text(" ".join(legend), style="dim"))
    console.print()


def _wait(ensemble: Ensemble, outcome: str) -> str:
    """The mean wait; none for what can come on one day alone."""
    if ensemble.on_one_day(outcome):
        return "—"
    return _("{days} d").format(days=decimal(ensemble.mean_waiting(outcome)))


def _every_other(curve: Text) -> Text:
    """A curve of half the width."""
    return Text(curve.plain[1::2], curve.style)


def _legend() -> dict[str, str]:
    """What the columns hold, by their names."""
    return {
        "interval": _(
            "95 %: interval of the probability, over the uncertainty of the coefficients and of "
            "credences stated with a spread."
        ),
        "known": _("Claims known: likewise 95 %, if one knew besides which claims hold."),
        "when": _(
            "When: the middle half of the futures in which it comes about; constant: of a chance "
            "that is the same on every day, as likely in all; any time: the dates say no more "
            "than that."
        ),
        "wait": _("Wait: mean days until it comes about, cut at the horizon."),
        "curve": _("Share by date: from the first day to the last; █ is 100 %."),
    }


def named(ensemble: Ensemble, outcome: str) -> str:
    """An outcome's title; of one that counts after another, with the word that it is both."""
    title = clean(ensemble.scenario.words.outcome(outcome))
    if ensemble.after(outcome) is None:
        return title
    return _("{outcome} (chance of both)").format(outcome=title)


def given_row(ensemble: Ensemble, both: After) -> tuple[Text, Text, str]:
    """The chance given the outcome that has to come first."""
    antecedent = clean(ensemble.scenario.words.outcome(both.antecedent))
    name = _("  given “{antecedent}” ({p})").format(
        antecedent=antecedent, p=percent(both.first.probability)
    )
    if both.given is None:
        return Text(name), Text("—"), ""
    return (
        Text(name),
        Text(percent(both.given.probability), style="bold"),
        interval(*both.given.interval),
    )


def given_rows(ensemble: Ensemble, outcome: str) -> Iterator[tuple[Text, Text, str]]:
    """Of an outcome that the scenario gives something: its chance given that, and of both."""
    found = ensemble.given(outcome)
    given = ensemble.scenario.outcome(outcome).given
    if found is None or given is None:
        return
    name = Text(f"  {given_named(ensemble.scenario, given, found.first.probability)}")
    if found.given is None:
        yield name, Text("—"), ""
    else:
        likely = Text(percent(found.given.probability), style="bold")
        yield name, likely, interval(*found.given.interval)
    joint = Text(percent(found.both.probability), style="bold")
    yield Text(_("  both, in the same future")), joint, interval(*found.both.interval)


def _indices(console: Console, ensemble: Ensemble) -> None:
    for declared in ensemble.scenario.file.index:
        path = ensemble.index(*declared.pair)
        names = [escape(clean(ensemble.scenario.words.actor(a))) for a in declared.pair]
        known = path.basis.known
        text = (
            _(
                "Relation index {pair} (−10 hostile … 10 friendly): now {start} ({basis}); on "
                "{date} {then} (80 % of the futures: {low} to {high})."
            )
            if known
            else _(
                "Relation index {pair} (−10 hostile … 10 friendly): usual {start} ({basis}); on "
                "{date} {then} (80 % of the futures: {low} to {high})."
            )
        ).format(
            pair=" – ".join(names),
            start=f"[bold]{signed(path.mean[0])}[/bold]",
            basis=rests_on(path.basis),
            date=day(path.dates[-1]),
            then=f"[bold]{signed(path.mean[-1])}[/bold]",
            low=signed(path.low[-1]),
            high=signed(path.high[-1]),
        )
        text = f"{text} {volume_said(path)}"
        console.print(Text.from_markup(text))
    if ensemble.scenario.file.index:
        console.print()


def _judgements(console: Console, ensemble: Ensemble) -> None:
    for claim in ensemble.scenario.claims:
        if claim.judgement is not None:
            console.print(Text(judgement_said(ensemble, claim)))
            console.print()


def judgement_said(ensemble: Ensemble, claim: Claim) -> str:
    """A forecast of the source beside what the futures say, those alone that it speaks of."""
    judgement, words = claim.judgement, ensemble.scenario.words
    assert judgement is not None
    ours = ensemble.judged(claim)
    if ours is None:
        text = _(
            "The source's judgement — {words}: between {low} and {high} for {outcome}. No future "
            "sees what it is given."
        )
    elif judgement.low <= ours.probability <= judgement.high:
        text = _(
            "The source's judgement — {words}: between {low} and {high} for {outcome}. "
            "The ensemble agrees: {ours}."
        )
    else:
        text = _(
            "The source's judgement — {words}: between {low} and {high} for {outcome}. "
            "The ensemble disagrees: {ours}."
        )
    outcome = quoted(clean(words.outcome(judgement.outcome)))
    if judgement.given is not None:
        outcome = _("{outcome}, {given}").format(
            outcome=outcome, given=given_clause(ensemble.scenario, judgement.given)
        )
    return text.format(
        words=clean(words.judgement(claim.id)),
        low=percent(judgement.low),
        high=percent(judgement.high),
        outcome=outcome,
        ours="" if ours is None else percent(ours.probability),
    )


def a_future(
    console: Console, scenario: Scenario, title: str, future: Future, asked: set[str]
) -> None:
    """Print a future as a dated page: what is worth telling of it."""
    heading = _("{title} (path {path})").format(title=title, path=future.path)
    console.print(Text(heading, style="bold"))
    story_of(console, scenario, future, asked, _("  No act at all until the last day."))


def story_of(
    console: Console, scenario: Scenario, future: Future, asked: set[str], nothing: str
) -> None:
    """Print the acts of a future that are worth telling; `nothing` where it has none."""
    story = told(scenario, future, asked)
    for each in story:
        line = Text(f"{day(each.date)} — {each.text}")
        line.pad_left(2)
        console.print(line)
    rest = len(future.acts) - sum(each.act for each in story)
    if not future.acts:
        console.print(Text(nothing, style="dim"))
    elif rest:
        text = ngettext(
            "  … and one act of a more usual kind.",
            "  … and {n} acts of a more usual kind.",
            rest,
        )
        console.print(Text(text.format(n=rest), style="dim"))
    console.print()


def _errors(console: Console, ensemble: Ensemble) -> None:
    listed = [o.id for o in ensemble.scenario.outcomes if o.listed]
    if not listed:
        return
    estimates = {outcome: _widest(ensemble, outcome) for outcome in listed}
    widest = max(listed, key=lambda o: estimates[o].monte_carlo)
    error = estimates[widest].monte_carlo
    text = _(
        "Monte Carlo error (the standard deviation between seeds: {futures}, {draws}) at "
        "most {error} ({outcome})."
    ).format(
        futures=counted.futures(ensemble.paths),
        draws=counted.draws(np.unique(ensemble.design.parameters).shape[0]),
        error=points(error),
        outcome=quoted(clean(ensemble.scenario.words.outcome(widest))),
    )
    advice = f"{more_paths(error, ensemble.paths)} {_intervals(estimates.values(), ensemble.paths)}"
    console.print(Text(f"{text} {advice}", style="dim"))


def _widest(ensemble: Ensemble, outcome: str) -> Estimate:
    """Of an outcome's own chance, that given something and that of both: the least sure one."""
    told = [ensemble.estimate(outcome)]
    found = ensemble.given(outcome)
    if found is not None:
        told += [found.both, *([] if found.given is None else [found.given])]
    return max(told, key=lambda each: each.monte_carlo)


def more_paths(error: float, paths: int) -> str:
    """What more futures would change in the probabilities, from their largest error.

    With r times the futures the estimate moves by √(1 − 1/r) of its error.
    """
    moved = Z * error * math.sqrt(1.0 - 1.0 / MORE)
    if error <= AIM:
        return _(
            "More futures would hardly change the answer: {n} times as many would move no "
            "probability by more than {moved}."
        ).format(n=integer(MORE), moved=points(moved))
    needed = paths * (error / AIM) ** 2
    digits = 10 ** max(len(str(math.ceil(needed))) - 2, 0)
    return _(
        "More futures would sharpen the answer: {n} times as many may move it by {moved}; "
        "{needed} bring the error to {aim}."
    ).format(
        n=integer(MORE),
        moved=points(moved),
        needed=integer(math.ceil(needed / digits) * digits),
        aim=points(AIM),
    )


def _intervals(estimates: Iterable[Estimate], paths: int) -> str:
    """What more futures would change in the intervals."""
    if paths < FEW:
        return _("So few tell little of the coefficients' uncertainty: the intervals are rough.")
    spread = max(each.parameter_sd for each in estimates)
    return _(
        "The intervals would stay: the coefficients spread the probabilities by up to {spread} "
        "(standard deviation)."
    ).format(spread=points(spread))
