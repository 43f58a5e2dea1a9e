"""One outcome on many arms: the same futures, or some of them, with different claims forced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import Design
from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import watch
from detente.explain.recalled import Recalled, keys
from detente.progress import Progress

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of an outcome on some futures: whether, and after how many days.

    Attributes
    ----------
    came : array of float64, shape (paths,)
        1 where it came about.
    waited : array of float64, shape (paths,)
        Days until it did, cut at the horizon.
    """

    came: F64
    waited: F64


@dataclass(frozen=True, slots=True)
class Arm:
    """Futures to be played with further claims forced; by default those of the setting."""

    forced: Mapping[str, bool]
    design: Design | None = None


def play_arms(
    setting: Setting,
    outcome: str,
    arms: Sequence[Arm],
    *,
    shifts: Mapping[str, float] | None = None,
    recalled: Recalled | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[Answers]:
    """Play all arms in one go, so that small ones do not leave processors idle.

    A future that stands in several arms is played once.

    Parameters
    ----------
    setting : Setting
    outcome : str
    arms : sequence of Arm
    shifts : mapping of draw to float, optional
        As in `detente.ensemble.runner.Runner`.
    recalled : Recalled, optional
        Futures of this setting and outcome that need not be played, without shifts; those that
        are played now come to it.

    Returns
    -------
    list of Answers
        In the order of the arms.
    """
    designs = [arm.design or setting.design for arm in arms]
    truths = [
        setting.under(arm.forced).beliefs(design) for arm, design in zip(arms, designs, strict=True)
    ]
    ends = np.cumsum([design.paths for design in designs])
    if not len(ends) or ends[-1] == 0:
        return [Answers(np.empty(0), np.empty(0)) for _ in arms]
    whole = Design(
        *(
            np.concatenate([getattr(design, index) for design in designs])
            for index in ("belief", "parameters", "chance")
        )
    )
    number = setting.compiled.outcomes.index(outcome)

    def reduce(block: Block) -> NDArray[np.int32]:
        return block.played.first[:, number]

    truth = np.concatenate(truths)
    known = Recalled() if recalled is None or shifts else recalled
    futures = keys(truth, whole)
    new = known.unknown(futures)
    if new.size:
        played = watch(
            replace(setting, design=whole.picked(new)),
            [],
            reduce,
            truth=truth[new],
            shifts=shifts,
            threads=threads,
            progress=progress,
        )
        known.put([futures[k] for k in new], np.concatenate(list(played)))
    first = known.first(futures)
    came = first >= 0
    waited = np.where(came, first + 1.0, float(setting.days))
    return [
        Answers(c.astype(np.float64), w)
        for c, w in zip(np.split(came, ends[:-1]), np.split(waited, ends[:-1]), strict=True)
    ]
