"""Pledged forecasts beside what came."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import OutcomeError
from detente.forecasts import score as scoring
from detente.forecasts import scores as scored
from detente.language.current import gettext as _
from detente.public.kind import as_kind
from detente.public.store import check_store
from detente.public.told import drawn, told
from detente.scenario import scenario as scenarios

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.events.store.store import Store
    from detente.terminal.printed import Printed


class Scores(scored.Scores):
    """Pledged forecasts beside what came; see `detente.score`."""

    __slots__ = ()

    def summary(self) -> Printed:
        """What ``detente score`` prints."""
        from detente.terminal.scored import show

        return told(show, self)

    def figure(self) -> Figure:
        """Of forecasts of about one probability, how many came: for notebooks, ``.save(…)``.

        Raises
        ------
        OutcomeError
            If nothing that has a probability is scored.
        """
        from detente.forecasts.chart import figure

        if not self.calibration:
            raise OutcomeError(_("nothing that has a probability is scored yet"))
        return drawn(figure(self.calibration))


def score(
    pledges: str | Path,
    resolved: str | Path | None = None,
    *,
    acts: str | Path | None = None,
    dataset: str | None = None,
    store: str | Path | Store | None = None,
    until: dt.date | None = None,
    base: str | Path | None = None,
    scenario: str | scenarios.Scenario | None = None,
) -> Scores:
    """Score forecasts that were pledged, against what came.

    Parameters
    ----------
    pledges : str or Path
        A file of `Ensemble.pledge`.
    resolved : str or Path, optional
        A CSV of what came: `id`, `date` (or ``never``), `until`, `value`, `scenario`.
    acts : str or Path, optional
        A file of acts after the as-of date, as the record's own: it resolves by itself what hangs
        on acts alone, of pledges of this very scenario that were played to its end.
    dataset : str, optional
        A data source of the event store whose acts do the same.
    store : path or Store, optional
        That store; by default ``$DETENTE_STORE``, else the user's data directory.
    until : date, optional
        Last day that these acts cover; by default that of the last of them.
    base : str or Path, optional
        A CSV of base forecasts to be better than: `id`, `probability`, `scenario`; by default the
        climatology of what is scored.
    scenario : str or Scenario, optional
        Whose pledges are scored, by its id; by default all. With acts, the scenario itself.

    Returns
    -------
    Scores

    Raises
    ------
    InputError
        If a file is damaged or cannot be used.
    """
    check_store(store)
    found = scoring.score(
        pledges,
        resolved,
        acts=acts,
        dataset=dataset,
        store=store,
        until=until,
        base=base,
        scenario=scenario,
    )
    return as_kind(Scores, found)
