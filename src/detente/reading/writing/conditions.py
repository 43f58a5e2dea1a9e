"""The condition of a claim in the scenario's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import day as in_words
from detente.language.format import quoted
from detente.ontology.acts import Act
from detente.reading.condition import NOWHERE
from detente.reading.cues.acts import CodedAct
from detente.reading.cues.classes import classes
from detente.reading.cues.forms import forms
from detente.reading.proposal import ConditionKind, Limit, Proposal
from detente.reading.sentence import Day, Sentence
from detente.reading.words.table import words
from detente.reading.writing.acts import INSTEAD, PROCESSES
from detente.reading.writing.called import short
from detente.reading.writing.coded import awaited_act
from detente.reading.writing.lacking import LackingError
from detente.reading.writing.plan import Plan
from detente.reading.writing.toml import Table
from detente.scaffold.cast import Member

FRESH = 90
"""Days for which an act that is a condition counts."""
LASTING = 30
"""Days within which an act that goes on has been done again."""
PER_YEAR, SPREAD = 1.0, 0.7
"""How often a condition that nobody of the scenario brings about comes to be so, or ends."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: on which days it lets the claim act, what has to be so, and both in words.

    `needs` is None of a date, which gates and offers take by themselves.
    """

    holds: Table
    needs: Table | None
    what: str
    said: str


def condition(plan: Plan, proposal: Proposal, actor: Member, target: Member) -> Condition | None:
    """Write the condition of a claim.

    An act that it names is waited for. What nobody of the scenario brings about is a state of its
    own, which comes to be so at a judged rate.

    Parameters
    ----------
    plan : Plan
        To which a process is added, where nobody plays the act that is waited for, or a state.
    proposal : Proposal
    actor, target : Member
        Of the claim.

    Returns
    -------
    Condition or None
        None if there is no condition, or if it has long been so.

    Raises
    ------
    LackingError
        If it cannot be so within the horizon.
    """
    limit = proposal.limit
    if limit is None:
        return None
    if limit.day is not None:
        return _by_date(plan, limit.kind, limit.day)
    sentence = plan.reading.sentences[proposal.sentence]
    if (begins := _inauguration(plan, sentence, limit, (actor, target))) is not None:
        return begins
    coded = awaited_act(sentence, limit)
    named = _act(sentence, limit, coded)
    if named is None:
        return _outside(plan, proposal, limit)
    act, negated = named
    who = coded.source if coded is not None and coded.source else limit.actor
    by = plan.parts.members.get(who, target)
    plan.used.setdefault(by.actor.id, by)
    process = plan.act(by, actor if by != actor else target, act)
    lasting = LASTING if limit.kind == "as-long-as" else FRESH
    so: Table = {"on": [process], "within": lasting}
    ever: Table = so if limit.kind == "as-long-as" else {"on": [process]}
    what = plan.playing[process].title
    if negated:
        so, ever, what = {"not": so}, {"not": so}, fill(_("none of this: {what}"), what=what)
    return _with(limit, so, ever, what)


def _with(limit: Limit, so: Table, ever: Table, what: str) -> Condition:
    if limit.kind == "unless":
        return Condition(_not(so), ever, what, fill(_("unless it is so: {what}"), what=what))
    if limit.kind == "before-date":
        return Condition(_not(ever), None, what, fill(_("until it is so: {what}"), what=what))
    if limit.kind == "as-long-as":
        return Condition(so, ever, what, fill(_("as long as it is so: {what}"), what=what))
    return Condition(so, ever, what, fill(_("once it is so: {what}"), what=what))


def _not(so: Table) -> Table:
    return so["not"] if set(so) == {"not"} else {"not": so}


def _act(sentence: Sentence, limit: Limit, coded: CodedAct | None) -> tuple[Act, bool] | None:
    """The act that a condition names, or that stands for the class which its words name."""
    negated = any(each.span == limit.span and each.negated for each in sentence.clauses)
    with suppress(InputError):
        if text := limit.act or (coded.act if coded is not None else ""):
            return Act.parse(text), negated
    known = classes(sentence.language)
    for token in sentence.tokens[limit.span.first : limit.span.last]:
        for form in sorted(forms(token, sentence.language)):
            if form in known and known[form] in INSTEAD:
                return Act.parse(PROCESSES[INSTEAD[known[form]]].act), negated
    return None


def _inauguration(
    plan: Plan, sentence: Sentence, limit: Limit, sides: Sequence[Member]
) -> Condition | None:
    """That who has been chosen takes office, where the condition speaks of an inauguration."""
    spoken = words(sentence.language, "stages", "inauguration")
    if not any(t.lemma in spoken for t in sentence.tokens[limit.span.first : limit.span.last]):
        return None
    for side in dict.fromkeys((*sides, *plan.parts.pair)):
        before = plan.kept()
        try:
            _office, holder = plan.successor(side)
        except LackingError:
            plan.back(before)
            continue
        name = plan.office(side)["holders"][-1]["name"]
        so: Table = {"office": holder}
        return _with(limit, so, so, fill(_("{name} is in office"), name=name))
    return None


def waited_for(condition: Table) -> set[str]:
    """Processes that a condition looks at."""
    inner = condition.get("not")
    return set(condition.get("on", ())) | (waited_for(inner) if inner else set())


def _outside(plan: Plan, proposal: Proposal, limit: Limit) -> Condition:
    """A state that no act of the scenario moves, for what the claim waits for."""
    named = (
        limit.words
        if limit.by_hand and limit.span == NOWHERE
        else fill(_("the condition {words}"), words=quoted(short(limit.words)))
    )
    met, unmet = {"state": f"{proposal.id}-condition", "is": "met"}, "not-met"
    lasts = limit.kind == "as-long-as"
    start, to = ("met", unmet) if lasts else (unmet, "met")
    rate = {
        "per_year": PER_YEAR,
        "sd": SPREAD,
        "basis": "judgement",
        "reference": _("a starting value, no estimate: the text does not say how soon"),
        "template": {"per_year": PER_YEAR, "sd": SPREAD},
    }
    plan.states.append(
        {
            "id": met["state"],
            "title": named,
            "values": [unmet, "met"],
            "titles": {unmet: _("not met"), "met": _("met")},
            "start": start,
            "transitions": [{"from": start, "to": to, "rate": rate}],
        }
    )
    return _with(limit, met, met, fill(_("{what}: met"), what=named))


def _by_date(plan: Plan, kind: ConditionKind, named: Day) -> Condition | None:
    first, end = named.first, named.end
    if kind in ("before-date", "as-long-as", "unless"):
        until = max(first, end - dt.timedelta(days=1))
        if until <= plan.as_of + dt.timedelta(days=1):
            raise LackingError(_("its day has passed"))
        said = fill(_("until {day}"), day=in_words(until))
        return None if until > plan.end else Condition({"until": until}, None, said, said)
    if first <= plan.as_of + dt.timedelta(days=1):
        return None
    if first > plan.end:
        raise LackingError(_("its day lies after the horizon"))
    said = fill(_("from {day} on"), day=in_words(first))
    return Condition({"from": first}, None, said, said)
