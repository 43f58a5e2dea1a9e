"""Indicators as text: for ``--seen``, and in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.conditions import model as m
from detente.conditions.words import clause
from detente.effects.scheduled_acts import ScheduledActs
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.format import decimal, integer, percent, semicolons
from detente.language.sentence import sentence
from detente.language.statement import statement
from detente.language.the_day import the_day
from detente.ontology.acts import quad_said
from detente.planes.index import INDEX
from detente.watch.candidates import Acts, Candidate, heard_alone
from detente.watch.looked import FEWEST

if TYPE_CHECKING:
    from detente.ensemble.setting import Setting
    from detente.scenario.scenario import Scenario
    from detente.watch.result import Together, Watch


def seen_text(setting: Setting, candidate: Candidate, day: int) -> str | None:
    """How ``--seen`` takes it; None of acts that no condition can single out.

    Parameters
    ----------
    setting : Setting
    candidate : Candidate
    day : int
        On whose evening it has been seen.
    """
    date = setting.dates[day]
    if candidate.acts is not None:
        return _acts_text(setting.scenario, candidate.acts, candidate.least, day + 1, f"{date}")
    if candidate.state is not None:
        when = "on" if candidate.now else "by"
        return f"{candidate.state} is {candidate.value} {when} {date}"
    side = "above" if candidate.above is not None else "below"
    bound = candidate.above if candidate.above is not None else candidate.below
    return f"{candidate.id} {side} {bound!r} on {date}"


def _acts_text(scenario: Scenario, acts: Acts, least: int, days: int, date: str) -> str | None:
    if len(acts.processes) == 1 and least == 1:
        return f"{acts.processes[0]} by {date}"
    if acts.processes:
        what = f"on = {_array(acts.processes)}"
    else:
        effect = _effect(scenario, acts)
        if not heard_alone(scenario, effect):
            return None
        what = f"act = {json.dumps(str(effect.act))}, by = {_array([acts.dyad])}"
    often = f", at_least = {least}" if least > 1 else ""
    return f"{{ {what}{often}, within = {days} }} on {date}"


def _array(names: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(name, ensure_ascii=False) for name in names)}]"


def _effect(scenario: Scenario, acts: Acts) -> ScheduledActs:
    return next(
        each
        for each in scenario.effects
        if isinstance(each, ScheduledActs) and each.id == acts.effect
    )


def title(scenario: Scenario, candidate: Candidate) -> str:
    """What is watched as a clause, in the language in force; its day is told beside it."""
    words = scenario.words
    if candidate.acts is not None:
        return _happened(_subject(scenario, candidate.acts), candidate.least)
    if candidate.state is not None:
        has = {"state": candidate.state, "is": candidate.value}
        if candidate.now:
            return clause(m.StateCondition.model_validate(has), words)
        return clause(m.AfterCondition.model_validate({"after": has}), words)
    bounds = {"above": candidate.above, "below": candidate.below}
    if str(candidate.plane).startswith(INDEX):
        pair = candidate.id.split("~")
        return clause(m.IndexCondition.model_validate({"index": pair, **bounds}), words)
    return clause(m.LevelCondition.model_validate({"level": candidate.id, **bounds}), words)


def _subject(scenario: Scenario, acts: Acts) -> str:
    words = scenario.words
    if acts.quad is not None:
        joined = _(" and ") if "~" in acts.dyad else " → "
        who = joined.join(words.actor(each) for each in acts.dyad.replace("~", ">").split(">"))
        return _("{acts} ({who})").format(acts=statement(quad_said(acts.quad)), who=who)
    if acts.processes:
        return statement(words.process(acts.processes[0]))
    return statement(words.prose(f"{acts.effect}@"))


def _happened(acts: str, least: int) -> str:
    if least == 1:
        return _("{acts} has happened").format(acts=acts)
    return ngettext(
        "{acts} has happened at least {n} time", "{acts} has happened at least {n} times", least
    ).format(acts=acts, n=integer(least))


def target(found: Watch) -> str:
    """The outcome, or the claim, that it is about."""
    words = found.setting.scenario.words
    if found.outcome is not None:
        return statement(words.outcome(found.outcome))
    return fill(_("whether {claim} holds"), claim=statement(words.claim(str(found.claim))))


def nothing_said(found: Watch) -> str:
    """That none of what was looked at tells anything."""
    return ngettext(
        "Of {n} thing that may be seen by then, it tells no more than chance would.",
        "Of {n} things that may be seen by then, none tells more than chance would.",
        found.looked,
    ).format(n=integer(found.looked))


def explained(found: Watch) -> str:
    """How to read the numbers of indicators."""
    said = [
        _(
            "Then and else: how likely it is once this has been seen by that evening, and if it "
            "has not. Tells: the share of all that is uncertain (of the entropy) which looking is "
            "expected to take away, with its standard error, corrected for the bias of counting."
        )
    ]
    if found.outcome is not None:
        said.append(
            _(
                "Futures in which it has come by then, or can come no more, are left out: what the "
                "outcome tells of itself is no indicator."
            )
        )
    said.append(
        _(
            "Each thing stands with the evening and the threshold at which it tells most; of {n} "
            "looked at, {told} told more than chance would. What fewer than {fewest} futures see, "
            "or do not see, is left out."
        ).format(told=integer(found.telling), n=integer(found.looked), fewest=integer(FEWEST))
    )
    return " ".join(said)


def in_words(found: Watch) -> Iterator[str]:
    """What is to be said of them beside their numbers."""
    if not found.indicators:
        yield nothing_said(found)
        return
    if found.together is not None:
        yield together_said(found.setting.scenario, found.together)
    yield explained(found)


def together_said(scenario: Scenario, together: Together) -> str:
    """What the few that tell most together take away, as a sentence."""
    number = len(together.candidates)
    template = ngettext(
        "One thing tells most on the evening of {date}, and no other adds to it: {things}. It "
        "takes away {share} of what is uncertain (± {error}; of the Brier score {brier})",
        "The {n} things that tell most together are those of the evening of {date}: {things}. "
        "Together they take away {share} of what is uncertain (± {error}; of the Brier score "
        "{brier}), which is not the sum of what each tells",
        number,
    )
    return sentence(
        template,
        n=integer(number),
        date=the_day(together.by),
        things=semicolons(title(scenario, each) for each in together.candidates),
        share=percent(together.entropy_share, 1),
        error=decimal(100.0 * together.entropy_error, 1),
        brier=percent(together.brier_share, 1),
    )
