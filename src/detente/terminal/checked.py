"""The result of `detente check`, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.check.background import HIGHEST, LOWEST
from detente.check.report import owning_claims
from detente.terminal.text import clean, percent

if TYPE_CHECKING:
    from detente.check.report import Report
    from detente.scenario.scenario import Scenario


def show(console: Console, scenario: Scenario, report: Report) -> None:
    """Print counts, claims, gaps, the background's self-check and the faults."""
    console.print(Text(clean(scenario.title), style="bold"))
    claims = "claim" if report.claims == 1 else "claims"
    console.print(
        f"{report.claims} {claims}, {report.effects} effects, {report.processes} processes, "
        f"{report.outcomes} outcomes, {report.acts} acts of the record; "
        f"{report.planes} planes, {report.terms} terms; hash {scenario.hash}"
    )
    owned = owning_claims(scenario)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, title_justify="left")
    table.add_column("Claim")
    table.add_column("Credence", justify="right")
    table.add_column("Voice")
    table.add_column("Effects", overflow="fold")
    table.add_column("Signs", justify="right")
    for claim in scenario.claims:
        effects = ", ".join(owned[claim.id]) or ("judgement" if claim.judgement else "—")
        credence = percent(claim.credence) + (f" | {claim.given}" if claim.given else "")
        table.add_row(claim.id, credence, claim.voice, effects, str(len(claim.signs)))
    console.print(table)
    for title, names in (
        ("Claims without effect", report.without_effect),
        ("Claims without sign", report.without_sign),
        ("Claims without passage in the brief", report.without_passage),
        ("Passages without claim", report.passages_without_claim),
    ):
        console.print(Text(f"{title}: {clean(', '.join(names)) or 'none'}"))
    background = report.background
    console.print()
    worst = sorted(background.ratio.items(), key=lambda item: abs(item[1] - 1.0), reverse=True)
    console.print(
        f"Background ({background.paths} paths): realised/stated rate "
        f"{min(background.ratio.values()):.2f} to {max(background.ratio.values()):.2f} "
        f"(allowed {LOWEST}–{HIGHEST}); furthest off: "
        + ", ".join(f"{name} {ratio:.2f}" for name, ratio in worst[:3])
    )
    console.print(
        f"Spectral radius {background.radius:.2f} at the means, at most "
        f"{background.largest_radius:.2f} in draws; silent paths {percent(background.silent)}, "
        f"saturated paths {percent(background.saturated)}"
    )
    for document, wrong in report.locators.items():
        if not wrong:
            console.print(f"Locators of '{document}': all match")
    for fault in report.faults:
        console.print(Text(f"fault: {clean(fault)}", style="red"))
    console.print(Text("not fit to be played" if report.faults else "ok", style="bold"))
