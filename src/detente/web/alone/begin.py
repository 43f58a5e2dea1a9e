"""With what a page that stands alone begins: claims that are changed, and what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from detente.ensemble.asked import check_claims
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.seen.said import said
from detente.seen.span import ONE_DAY
from detente.seen.what import ClaimSeen, OutcomeSeen

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def begin(
    ensemble: Ensemble,
    forced: Mapping[str, bool],
    credences: Mapping[str, float],
    seen: Iterable[str],
) -> str:
    """A setting as the query that the page's address has.

    Raises
    ------
    OutcomeError
        If there is no such claim.
    InputError
        If claims contradict one another, or something is seen of which the page stores nothing.
    """
    check_claims(ensemble.scenario, forced, credences)
    ensemble.setting.under(forced, credences).check_claims()
    return urlencode(
        [
            *(("force", f"{claim}:{str(held).lower()}") for claim, held in forced.items()),
            *(("credence", f"{claim}:{p!r}") for claim, p in credences.items()),
            *(("seen", _stored(each, ensemble)) for each in seen),
        ]
    )


def _stored(text: str, ensemble: Ensemble) -> str:
    """Something seen as the page writes it: ``[not ](OUTCOME[ by DATE]|claim CLAIM)``."""
    seeing = said(text, ensemble.scenario, ensemble.dates[-1])
    what, before = seeing.what, "" if seeing.wanted else "not "
    if seeing.chance is None and isinstance(what, ClaimSeen):
        return f"{before}claim {what.claim}"
    if seeing.chance is None and isinstance(what, OutcomeSeen):
        span = what.span
        if span is None or span.how == "ever" or span.date is None:
            return f"{before}{what.outcome}"
        if span.how in ("before", "by"):
            last = span.date - ONE_DAY if span.how == "before" else span.date
            return f"{before}{what.outcome} by {last.isoformat()}"
    raise InputError(
        _(
            "seen '{text}': a page that stands alone stores which claims hold and when outcomes "
            "first come; name an outcome, by or before a day, or a claim, without 'at … %'"
        ).format(text=text)
    )
