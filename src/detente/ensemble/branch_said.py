"""From where futures part and which acts are set: in words, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.language.current import gettext as _
from detente.language.format import day
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.ensemble.branch import Branch, Imposed
    from detente.scenario.scenario import Scenario


def in_words(branch: Branch | None, scenario: Scenario) -> Iterator[str]:
    """A line on what is continued, and one for each act that is put in or taken out."""
    if branch is None:
        return
    if branch.path is not None:
        yield _(
            "Branch: future {path} goes on from the evening of {date}. Until then all is as in "
            "that future, and its claims and coefficients stay; the days after are drawn anew."
        ).format(path=branch.path, date=day(branch.on))
    for act in branch.imposed:
        if act.happens:
            text = _("Intervention: put in on {date}: {act}")
        elif act.first == act.last:
            text = _("Intervention: taken out on {date}: {act}")
        else:
            text = _("Intervention: taken out from {date} to {last}: {act}")
        yield text.format(date=day(act.first), last=day(act.last), act=told(act, scenario))


def told(act: Imposed, scenario: Scenario) -> str:
    """What an act is called."""
    return clean(scenario.words.prose(act.row))


def branch_document(branch: Branch | None) -> dict[str, Any] | None:
    """A branch as plain data; None where there is none."""
    if branch is None:
        return None
    return {
        "on": branch.on.isoformat(),
        "path": branch.path,
        "imposed": [
            {
                "row": act.row,
                "from": act.first.isoformat(),
                "to": act.last.isoformat(),
                "happens": act.happens,
            }
            for act in branch.imposed
        ],
    }
