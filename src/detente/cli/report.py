"""What `detente report` does."""

from __future__ import annotations

import detente
from detente.cli.explain import Wanted
from detente.cli.progress import stages
from detente.cli.run import check_apart, check_threads, opened
from detente.files import check_new_folder, check_target
from detente.report.findings import chosen_outcome
from detente.report.write import write_report


def run_report(
    name: str,
    forced: dict[str, bool],
    wanted: Wanted,
    out: str,
    outcome: str | None,
    charts: str | None,
) -> None:
    """Play or read, explain, draw, write."""
    check_target(out)
    if charts is not None:
        check_new_folder(charts)
    check_threads(wanted.threads)
    source = opened(name, wanted.store)
    check_apart(source, out)
    check_apart(source, charts)
    if isinstance(source, detente.Scenario):
        chosen_outcome(source, outcome)  # before the play
    with stages() as stage:
        ensemble = wanted.ensemble(source, forced, stage)
        write_report(
            ensemble, out, outcome=outcome, charts=charts, threads=wanted.threads, stage=stage
        )
