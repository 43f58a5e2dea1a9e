"""Where the record of a scenario comes from, in words."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer, percent
from detente.language.safe import clean
from detente.scenario.record.taken import Taken


def said(taken: Taken) -> str:
    """One sentence in the language in force: data source, span, acts, gaps."""
    missing = len(taken.missing)
    return _("{dataset}, {first} to {last}; {acts}; {missing}.").format(
        dataset=clean(taken.dataset),
        first=day(taken.since),
        last=day(taken.last),
        acts=_acts(taken),
        missing=ngettext("{n} day is missing", "{n} days are missing", missing).format(
            n=integer(missing)
        ),
    )


def _acts(taken: Taken) -> str:
    text = ngettext(
        "{n} act between its pairs, {share} of a kind that is played",
        "{n} acts between its pairs, {share} of a kind that is played",
        taken.acts,
    )
    share = taken.counted / taken.acts if taken.acts else 0.0
    return text.format(n=integer(taken.acts), share=percent(share, 0))
