"""What a scenario that goes on still asks, and under which name.

A question that is the same keeps its id, so that forecasts of before and after are of one thing:
what has been counted so far is taken off what it takes. What can only be asked anew has the first
day from which it is asked in its id and its title, so that no line of results is taken for both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from detente.language.current import gettext as _
from detente.language.current import use_language
from detente.language.format import day as day_said
from detente.language.format import integer
from detente.observe.became import Became
from detente.observe.observed import Observed
from detente.observe.toml import text_of
from detente.scenario.toml import tables_of

Raw = dict[str, Any]

DAY = dt.timedelta(days=1)
ANOTHER = ("after", "given", "upon")
"""Keys of an outcome that name another."""

_FROM = re.compile(r"-from-\d{4}-\d{2}-\d{2}$")
LONGEST = 100
"""Characters of an id."""


def still_asked(
    tables: Raw, observed: Observed, nothing: set[str], became: list[Became]
) -> set[str]:
    """Take out outcomes that came or can come no more, and write the others on.

    Parameters
    ----------
    tables : dict
        The scenario; its outcomes are changed.
    observed : Observed
    nothing : set of str
        Outcomes of which nothing is left that they could be about.
    became : list of Became
        Told what was done.

    Returns
    -------
    set of str
        Ids that are no longer there.
    """
    outcomes, words, far = tables.get("outcomes", []), observed.scenario.words, observed.so_far
    over = {
        o["id"]
        for o in outcomes
        if (isinstance(o.get("until"), dt.date) and o["until"] <= observed.to + DAY)
        or (isinstance(o.get("day"), dt.date) and o["day"] <= observed.to)
        or (isinstance(o.get("on"), dt.date) and o["on"] <= observed.to)
    }
    over |= nothing
    for outcome in outcomes:  # what it is given is so
        if isinstance(outcome.get("given"), str) and outcome["given"] in far.came:
            del outcome["given"]
    named = {
        o["after"] for o in outcomes if o["id"] not in over and isinstance(o.get("after"), str)
    }
    came = set(far.came) - named
    failed = set(far.failed) - over - came
    over |= came | failed
    while True:
        upon = {o["id"] for o in outcomes if any(_hangs(o, k, over) for k in ANOTHER)}
        if upon <= over:
            break
        over |= upon
    for name in sorted(over, key=lambda n: (n not in came, n not in failed, n)):
        if name in came:
            what = _("came on {day}, and is left out").format(day=day_said(far.came[name]))
        elif name in failed:
            what = _("can no longer come, and is left out")
        else:
            what = _("its days are over: left out")
        became.append(Became(words.outcome(name), what))
    if outcomes:
        tables["outcomes"] = [o for o in outcomes if o["id"] not in over]
    return over


def written_on(
    tables: Raw, texts: dict[str, str], observed: Observed, became: list[Became]
) -> None:
    """Take off what was counted so far, and name anew what is asked anew."""
    words, far = observed.scenario.words, observed.so_far
    anew: dict[str, str] = {}
    begin = observed.scenario.as_of + DAY
    for outcome in tables.get("outcomes", []):
        name, kind = outcome["id"], outcome.get("kind", "acts")
        if kind == "amount":
            if "acts" in outcome:
                outcome.setdefault("since", begin)  # the record has them
            elif "days" in outcome:
                anew[name] = name
        elif name in far.came or name in far.running or _after(outcome) in far.came:
            anew[name] = name
        elif kind == "acts" and "after" not in outcome and far.counted.get(name, 0) != 0:
            so_far, least = far.counted[name], int(outcome.get("at_least", 1))
            if so_far is None:
                anew[name] = name
                continue
            outcome["at_least"] = least - so_far
            text = _("{n} of {least} so far: the rest is asked")
            what = text.format(n=integer(so_far), least=integer(least))
            became.append(Became(words.outcome(name), what))
    first = observed.to + DAY
    anew = {name: named_from(name, first) for name in anew}
    for name in sorted(anew):
        text = _("is asked anew from {day} on, as {id}")
        what = text.format(day=day_said(first), id=anew[name])
        became.append(Became(words.outcome(name), what))
    if anew:
        _rename(tables, texts, observed, anew, first)


def named_from(name: str, day: dt.date) -> str:
    """The id of a question that is asked anew from a day on."""
    end = f"-from-{day}"
    return _FROM.sub("", name)[: LONGEST - len(end)].rstrip("-") + end


def _after(outcome: Mapping[str, Any]) -> str:
    after = outcome.get("after")
    return after if isinstance(after, str) else ""


def _rename(
    tables: Raw, texts: dict[str, str], observed: Observed, anew: Mapping[str, str], day: dt.date
) -> None:
    words = observed.scenario.words
    titles = {name: words.outcome(name) for name in anew}
    for entry, key in _places(tables):
        if entry[key] in anew:
            entry[key] = anew[entry[key]]
    for outcome in tables["outcomes"]:
        if outcome["id"] in anew:
            with use_language("en"):
                title = outcome.get("title") or titles[outcome["id"]]
                outcome["title"] = _titled(title, day)
            outcome["id"] = anew[outcome["id"]]
    for language, name in tables.get("translations", {}).items():
        said = tables_of(texts[name], name, newest=None)
        there = said.get("outcomes", {})
        for old in set(anew) & set(there):
            there[anew[old]] = told = there.pop(old)
            with use_language(language):
                if told.get("title"):
                    told["title"] = _titled(told["title"], day)
        if set(anew.values()) & set(there):
            texts[name] = text_of(said)


def _titled(title: str, day: dt.date) -> str:
    """A title with the day from which it is asked, once."""
    stem = _SAID.sub("", title)
    return _("{title} (from {day} on)").format(title=stem, day=day_said(day))


_SAID = re.compile(r" \((?:from [^()]* on|à partir du [^()]*)\)$")


def _places(tables: Raw) -> Iterator[tuple[Raw, str]]:
    """Where an outcome is named, as the entry and its key."""
    for outcome in tables.get("outcomes", []):
        yield from ((outcome, key) for key in ANOTHER if isinstance(outcome.get(key), str))
    for claim in tables.get("claims", []):
        judgement = claim.get("judgement")
        if isinstance(judgement, dict) and isinstance(judgement.get("outcome"), str):
            yield judgement, "outcome"
        yield from ((sign, "target") for sign in claim.get("signs", []) if "target" in sign)


def _hangs(outcome: Raw, key: str, over: set[str]) -> bool:
    """Whether an outcome is asked of one that is over."""
    return isinstance(outcome.get(key), str) and outcome[key] in over
