"""Write a page that stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.files.targets import check_target
from detente.files.write import write_text
from detente.report.findings import chosen_outcome
from detente.report.write import check_page
from detente.web.alone.begin import begin
from detente.web.alone.file import html

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def write_page(
    ensemble: Ensemble,
    path: str | Path,
    *,
    outcome: str | None = None,
    forced: Mapping[str, bool] | None = None,
    credences: Mapping[str, float] | None = None,
    seen: Sequence[str] = (),
    overwrite: bool = False,
) -> None:
    """Write one HTML file on which claims are switched and outcomes seen, without a server.

    Parameters
    ----------
    ensemble : Ensemble
        Of all futures, nothing in them forced or moved.
    path : str or Path
        Of the file; ``-`` is standard output.
    outcome : str, optional
        The one that the page begins with; by default the first that is listed.
    forced, credences : mapping of claim to value, optional
        Claims that are switched, or believed otherwise, when it is opened.
    seen : sequence of str
        What is seen then: outcomes by a day, claims.
    overwrite : bool
        Whether a page of the same name is replaced.

    Raises
    ------
    OutcomeError
        If there is no such outcome or claim.
    InputError
        If something cannot be stored, or the file cannot be written.
    """
    check_page(path)
    check_target(str(path), overwrite)
    chosen = chosen_outcome(ensemble.scenario, outcome)
    setting = begin(ensemble, forced or {}, credences or {}, seen)
    write_text(str(path), html(ensemble, chosen, setting))
