"""What hangs on what: claims, the mechanisms that they own, an outcome, as thick as their worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Entry, Table
from detente.charts.flow import Band, Place, flow
from detente.charts.style import BLUE, GREY, VERMILLION
from detente.ensemble.decided import deciding
from detente.language.current import gettext as _
from detente.language.format import labelled, points
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import short_claim, titles_apart

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

CLAIMS = 10
"""Claims that are drawn, those of the largest worth."""


@dataclass(frozen=True, slots=True)
class ClaimWorth:
    """What a claim is worth for an outcome, in probability, and whether that stands out."""

    worth: float
    told: bool


def moved_by_effects(ensemble: Ensemble) -> dict[str, list[str]]:
    """The processes whose chances each effect moves, each once."""
    model = ensemble.setting.compiled.model
    moved: dict[str, dict[str, None]] = {}
    for effect, process in (
        *((term.effect, term.process) for term in model.terms),
        *((gate.effect, gate.process) for gate in model.gates),
        *((rule.effect, rule.process) for rule in model.rules.values()),
    ):
        moved.setdefault(effect, {})[process] = None
    return {effect: list(processes) for effect, processes in moved.items()}


def hanging(ensemble: Ensemble, outcome: str, worths: Mapping[str, ClaimWorth]) -> Chart:
    """Draw the claims that move an outcome most, their mechanisms, and the outcome.

    Parameters
    ----------
    ensemble : Ensemble
    outcome : str
    worths : mapping of claim to ClaimWorth
        For the outcome.
    """
    scenario, said = ensemble.scenario, ScenarioTexts(ensemble.scenario)
    moved = moved_by_effects(ensemble)
    counts = {row.partition("@")[0] for row, _lag in deciding(ensemble.setting.compiled)[outcome]}
    largest = sorted(
        (claim for claim, each in worths.items() if each.told), key=lambda c: -abs(worths[c].worth)
    )[:CLAIMS]
    places = [Place(f"claim {each}", 0, said.quoted(each)) for each in largest]
    bands, mechanisms = [], []
    titles = titles_apart(
        scenario,
        [each.id for each in scenario.effects if not set(largest).isdisjoint(each.claims())],
    )
    for claim in largest:
        worth = worths[claim].worth
        for effect in scenario.effects:
            if claim not in effect.claims():
                continue
            name = f"effect {effect.id}"
            direct = bool(counts.intersection(moved.get(effect.id, ())))
            if name not in mechanisms:
                mechanisms.append(name)
                places.append(Place(name, 1, titles[effect.id]))
            tip = labelled(said.quoted(claim), _("{points} points").format(points=points(worth)))
            bands.append(Band(f"claim {claim}", name, worth, tip, direct))
            bands.append(Band(name, "outcome", worth, tip, direct))
    title = said.outcome(outcome)
    places.append(Place("outcome", 2, title))
    words = ", ".join(
        labelled(short_claim(scenario, each), points(worths[each].worth)) for each in largest[:3]
    )
    return Chart(
        "hanging",
        _("What “{outcome}” hangs on").format(outcome=title),
        _("Bands from claims over their mechanisms to the outcome; the thickest: {claims}.").format(
            claims=words
        )
        if largest
        else _("No claim stands out."),
        flow(places, bands),
        None,
        [
            Entry("—", BLUE, _("likelier if the claim holds; the thicker, the more")),
            Entry("- -", VERMILLION, _("less likely if it holds")),
            Entry("░", GREY, _("pale: by way of other acts, not on those that count for it")),
        ],
        still=900,
    )


def worth_table(ensemble: Ensemble, worths: Mapping[str, Mapping[str, ClaimWorth]]) -> Table:
    """Every claim and every listed outcome: points of worth, a dash where none stands out.

    Parameters
    ----------
    ensemble : Ensemble
    worths : mapping of outcome to mapping of claim to ClaimWorth
    """
    said = ScenarioTexts(ensemble.scenario)
    outcomes: Sequence[str] = [each.id for each in ensemble.scenario.outcomes if each.listed]
    rows = []
    for claim in ensemble.scenario.claims:
        found = [worths[outcome].get(claim.id) for outcome in outcomes]
        if any(each is not None and each.told for each in found):
            rows.append(
                (
                    said.quoted(claim.id),
                    *(
                        points(each.worth) if each is not None and each.told else "·"
                        for each in found
                    ),
                )
            )
    return Table((_("Claim"), *(said.outcome(each) for each in outcomes)), rows)
