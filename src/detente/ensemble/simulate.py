"""Play a scenario and reduce its paths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from detente.ensemble.asked import check_claims
from detente.ensemble.branch import Branch
from detente.ensemble.design import Design, nested
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.played import played
from detente.ensemble.setting import Setting
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.option import option
from detente.numerics.threads import Stop
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

MOST_PATHS = 10_000_000


def check_paths(paths: int, most: int = MOST_PATHS) -> None:
    """Refuse a number of futures that cannot be played.

    Raises
    ------
    OutcomeError
        If it is not within its range.
    """
    if not 1 <= paths <= most:
        raise OutcomeError(
            _("{given}: give a number from 1 to {most}").format(
                given=option("--paths", paths), most=integer(most)
            )
        )


def check_request(
    scenario: Scenario,
    paths: int,
    seed: int,
    forced: Mapping[str, bool],
    credences: Mapping[str, float] | None = None,
) -> None:
    """Refuse what cannot be played.

    Raises
    ------
    OutcomeError
        If a claim is unknown or a number outside its range.
    """
    numbers: dict[str, object] = {"paths": paths, "seed": seed}
    for name, number in numbers.items():
        if type(number) is not int:
            raise OutcomeError(
                _("{given}: give a whole number").format(given=option(f"--{name}", repr(number)))
            )
    check_paths(paths)
    if not 0 <= seed < 2**64:
        raise OutcomeError(
            _("{given}: give a number from 0 to {most}").format(
                given=option("--seed", seed), most="2**64 - 1"
            )
        )
    check_claims(scenario, forced, credences or {})


def requested(
    scenario: Scenario,
    paths: int,
    seed: int,
    until: dt.date | None,
    forced: Mapping[str, bool],
    credences: Mapping[str, float],
    design: Design | None = None,
    branch: Branch | None = None,
) -> Setting:
    """What is to be played.

    Raises
    ------
    OutcomeError
        If a claim is unknown or a number outside its range.
    """
    check_request(scenario, paths, seed, forced, credences)
    return Setting(
        scenario,
        scenario.days_until(until),
        seed,
        dict(forced),
        design or nested(paths),
        branch=branch,
        credences=dict(credences),
    )


def simulate(
    scenario: Scenario,
    *,
    paths: int = 10_000,
    seed: int = 1,
    until: dt.date | None = None,
    forced: Mapping[str, bool] | None = None,
    credences: Mapping[str, float] | None = None,
    threads: int | None = None,
    block: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
    design: Design | None = None,
    branch: Branch | None = None,
) -> Ensemble:
    """Play `paths` futures; see `Scenario.simulate`.

    `design` overrides the indices of the draws, `block` the number of paths that are played
    together (which changes no result); `branch` has them part on a later day, or sets acts;
    `progress` is told how far it is; `stop`, set to 1 by another thread, ends the play.
    """
    setting = requested(scenario, paths, seed, until, forced or {}, credences or {}, design, branch)
    return played(setting, threads=threads, block=block, progress=progress, stop=stop)
