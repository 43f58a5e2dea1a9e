"""An act that is announced for a day, or has been done."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import day as in_words
from detente.ontology.acts import Act
from detente.reading.cues.acts import CodedAct
from detente.reading.writing.acts import INSTEAD, PROCESSES
from detente.reading.writing.coded import said_act
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError
from detente.scaffold.cast import Member

SAID = (
    "an act is to be expected about {day}: {what}",
    "un acte est attendu vers le {day} : {what}",
)
DONE = ("this was done about {day}: {what}", "ceci a eu lieu vers le {day} : {what}")
PAST = ("done", "report", "past", "taken", "happened")
"""Beginnings of senses that speak of what has been done."""
FORESEEN = ("anticip", "expect")
"""Beginnings of senses that say that the other side sees it coming."""
RECENT = 7
"""Days back of an act that has been done on a day which the text does not name."""
LONG_AGO = 400
"""Days after which what has been done is history."""
VAGUE = 31
"""Days of a span, such as a year, that says no day."""
SOON = 30
"""Days ahead of an act that is announced without a day."""


def build(desk: Desk) -> Built:
    """The act on its day, with a chance; a month ahead where the text names no day."""
    plan = desk.plan
    coded = said_act(plan.reading.sentences[desk.proposal.sentence], desk.proposal)
    source, target = _who(desk, coded)
    act = _act(desk, coded)
    process = plan.playing[plan.act(source, target, act)]
    if (done := _done(desk, coded)) is not None:
        desk.recorded(process.id, done)
        names = desk.names(source, target) | {"day": in_words(done), "what": process.title}
        return Built(DONE, [process.id], "", names, timed=True)
    day = plan.as_of + dt.timedelta(days=min(SOON, plan.start.horizon // 2))
    with suppress(LackingError):
        day = desk.day()
    if day > plan.end:
        raise LackingError(_("its day lies after the horizon"))
    if process.act.joint and {process.source, process.target} != {
        source.actor.id,
        target.actor.id,
    }:
        raise LackingError(_("the text does not say between whom"))
    scheduled = desk.effect(
        "scheduled-acts",
        "absent",
        source=process.source,
        target=process.target,
        act=str(process.act),
        prose=process.title[:1].upper() + process.title[1:],
        occasions=[{"date": day, "probability": desk.number(0.8, 0.1)}],
    )
    if desk.candidate.sense.startswith(FORESEEN):
        scheduled["anticipation"] = {target.actor.id: desk.number(0.5, 0.15)}
    names = desk.names(source, target) | {"day": in_words(day), "what": process.title}
    return Built(SAID, [process.id], "up", names, timed=True)


def _who(desk: Desk, coded: CodedAct | None) -> tuple[Member, Member]:
    """Who does it, and to whom."""
    known = desk.plan.parts.members
    if coded is None or coded.source not in known:
        return desk.actor, desk.target
    source = desk.plan.use(coded.source)
    if coded.target in known and known[coded.target] != source:
        return source, desk.plan.use(coded.target)
    return source, desk.against(source)


def _done(desk: Desk, coded: CodedAct | None) -> dt.date | None:
    """The day of an act that has been done; None of one that is to come."""
    as_of, named = desk.plan.as_of, desk.proposal.days
    past = [each for each in named if each.first <= as_of]
    done = any(desk.candidate.sense.startswith(each) for each in PAST)
    if coded is not None:
        done = coded.when in ("done", "ongoing")
    if not done and (not past or any(each.first > as_of for each in named)):
        return None
    if not past:
        return as_of - dt.timedelta(days=RECENT)
    last = max(past, key=lambda each: each.first)
    if (as_of - last.first).days > LONG_AGO:
        raise LackingError(_("it was done long ago"))
    if (last.end - last.first).days > VAGUE and last.end > as_of:
        return as_of - dt.timedelta(days=RECENT)
    return last.first


def _act(desk: Desk, coded: CodedAct | None) -> Act:
    with suppress(InputError):
        if text := desk.candidate.roles.get("act") or (coded.act if coded is not None else ""):
            return Act.parse(text)
    if desk.acts == "any" or desk.candidate.sense.startswith(FORESEEN):
        raise LackingError(_("the text does not say which act"))
    return Act.parse(PROCESSES[INSTEAD[desk.acts]].act)
