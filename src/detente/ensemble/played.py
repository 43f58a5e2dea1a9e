"""All futures of a setting, played from nothing."""

from __future__ import annotations

import numpy as np

from detente.baseline.coefficients import draw_matrix
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept.by_day import ByDay, Part, kept_bytes
from detente.ensemble.kept.gathered import Gathered
from detente.ensemble.kept.keep import Keep
from detente.ensemble.kept.reduction import Own, Sums, ensemble_of
from detente.ensemble.kept.size import check_size
from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.errors import ScenarioError
from detente.kernel.chronicle import Chronicle
from detente.kernel.stability import Elasticities, fault
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.numerics.threads import Stop
from detente.progress import Progress


def played(
    setting: Setting,
    *,
    threads: int | None = None,
    block: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
    keep: Keep = "days",
) -> Ensemble:
    """Play them and reduce them; see `detente.ensemble.simulate.simulate`.

    Raises
    ------
    InputError
        If the claims that are forced or moved contradict one another, or there is no room.
    ScenarioError
        If acts would breed acts without end.
    """
    compiled, paths = setting.compiled, setting.design.paths
    setting.check_claims()
    check_size(compiled, paths, threads, keep)
    _check_stability(setting)
    own, sums = Own.empty(compiled, paths), Sums(compiled)
    gathered = Gathered(compiled, wanted=keep != "nothing")
    kept: list[Part] | None = [] if keep == "days" and kept_bytes(compiled, paths) else None

    def put(block: Block) -> tuple[Part, Chronicle | None]:
        return own.put(block, slice(block.begin, block.end)), gathered.of(block)

    runner = Runner(setting, capacity=gathered.capacity)
    blocks = runner.blocks(
        put, block or block_size(compiled), threads=threads, progress=progress, stop=stop
    )
    for part, happened in blocks:
        sums.add(part)
        gathered.add(happened)
        if kept is not None:
            kept.append(part)
    by_day = None if kept is None else ByDay.of(kept)
    return ensemble_of(setting, own, sums, by_day, gathered.made(), paths)


def _check_stability(setting: Setting) -> None:
    """Refuse acts that breed acts without end, at the means or in a draw that would be played.

    Raises
    ------
    ScenarioError
        With the spectral radius.
    """
    compiled, where = setting.compiled, setting.scenario.where
    elasticities = Elasticities.of(compiled)
    if not elasticities.settles():
        raise ScenarioError(labelled(where, fault(elasticities.radius(), _("at the means"))))
    drawn = np.unique(setting.design.parameters)
    for values in draw_matrix(compiled.coefficients, setting.seed, drawn):
        if not elasticities.settles(values):
            raise ScenarioError(labelled(where, fault(elasticities.radius(values), _("in a draw"))))
