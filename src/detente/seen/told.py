"""What is seen and how many futures are left, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.ensemble.intervention import apart
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, interval, percent
from detente.scenario.effect_names import claim_said
from detente.seen.answer import SeenAnswer


def lines(found: SeenAnswer) -> Iterator[str]:
    """What is seen, how likely it was, how many futures are left."""
    scenario = found.setting.scenario
    for each, thing in zip(found.seeings, found.things, strict=True):
        what, p = replace(each, chance=None).words(scenario), percent(thing.probability)
        if each.chance is None:
            yield _("Seen: {what} ({p} in all futures).").format(what=what, p=p)
        else:
            yield _("Seen at {chance}: {what} ({p} in all futures).").format(
                chance=percent(each.chance, 0), what=what, p=p
            )
    if found.share is not None and len(found.seeings) > 1:
        yield _("All of that together: {p} ({interval}).").format(
            p=percent(found.share.probability), interval=interval(*found.share.interval)
        )
    yield _("{left} of {futures} are left, and each counts the same.").format(
        left=integer(found.left), futures=futures(found.among + found.more)
    ) + (
        " "
        + ngettext(
            "{n} of them was played besides, as too few of {among} see it.",
            "{n} of these were played besides, as too few of {among} see it.",
            found.more,
        ).format(n=integer(found.more), among=futures(found.among))
        if found.more
        else ""
    )
    if found.intervention is not None:
        yield apart(found.intervention, lambda claim: claim_said(scenario, claim))


def note(found: SeenAnswer) -> str:
    """What stands in the columns of its tables."""
    text = _(
        "If seen: in the futures in which it is so, which is not what would be if it were brought "
        "about; 95 %: interval of that."
    )
    if found.intervention:
        text += " " + _("If forced: had it been set to be so, by an intervention.")
    return text
