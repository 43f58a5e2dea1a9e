"""What is kept of futures beside what answers count: memory against playing them once more."""

from __future__ import annotations

from typing import Literal, get_args

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean

Keep = Literal["days", "acts", "nothing"]
"""How much is kept, the most first.

``days``
    What happened, and what each future holds day by day: claims can be forced, and things be seen,
    without playing more futures than that changes.
``acts``
    What happened alone: what a run folder holds, and questions go through again.
``nothing``
    Whatever else is asked plays the futures once more, to the same result.
"""


def check_keep(keep: str) -> Keep:
    """Refuse what is none of them.

    Raises
    ------
    OutcomeError
        With those that there are.
    """
    known = get_args(Keep)
    for each in known:
        if keep == each:
            found: Keep = each
            return found
    raise OutcomeError(
        _("keep='{keep}': give one of {known}").format(keep=str(keep)[:40], known=", ".join(known))
        + did_you_mean(str(keep), known)
    )
