"""Claims with which a scenario of a reading would not pass its check."""

from __future__ import annotations

from detente.check.report import check
from detente.progress import Stage
from detente.reading.writing.plan import Plan, owner
from detente.scenario.scenario import Scenario


def unfit(scenario: Scenario, plan: Plan, stage: Stage) -> tuple[set[str], bool]:
    """Try a scenario as `detente check` does.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        By which it was written.
    stage : callable
        Begins a stage of the work and returns whom to tell how far it is.

    Returns
    -------
    claims : set of str
        What is tied to nothing, points the other way than it says, or has an effect that changes
        nothing.
    whole : bool
        Whether there is no fault at all.
    """
    found = check(scenario, hanging=False, stage=stage)
    faults = found.faults
    idle = {each.effect for each in found.idle if not each.settled}
    claims = {each.claim for each in found.ties or () if each.fault()}
    claims |= {each.claim for each in found.signs or () if each.fault()}
    for effect in plan.effects:
        id_, claim = str(effect["id"]), owner(effect)
        if claim and (id_ in idle or any(f"'{id_}'" in fault for fault in faults)):
            claims.add(claim)
    return claims, not faults
