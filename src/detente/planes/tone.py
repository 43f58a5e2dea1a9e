"""The relation index as planes: sums of memories, by weight and by number of acts."""

from __future__ import annotations

from collections.abc import Sequence

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.acts import Act, ActClass
from detente.ontology.dyads import between, pair_key, towards
from detente.planes.index import MONTH, RelationIndex
from detente.planes.memories import Memories, MemoryRequest, once
from detente.planes.model import Coefficient, Draw, Op
from detente.planes.operations import Operations
from detente.planes.recorded import Weigh


def index_of(indices: Sequence[RelationIndex], a: str, b: str) -> RelationIndex:
    """Index of a pair.

    Raises
    ------
    ScenarioError
        If the scenario declares none for the pair; proposes the nearest.
    """
    pair = pair_key(a, b)
    known = {pair_key(*index.pair): index for index in indices}
    if pair not in known:
        raise ScenarioError(
            _("no relation index for '{pair}': add it under [[index]]").format(pair=pair)
            + did_you_mean(pair, known)
        )
    return known[pair]


def add_index(
    index: RelationIndex, direction: str, memories: Memories, operations: Operations
) -> str:
    """Add the index of a pair, or of one direction (``A>B``, joint acts included).

    Parameters
    ----------
    index : RelationIndex
    direction : str
        ``"both"``, ``A>B`` or ``B>A``.

    Returns
    -------
    str
        Name of the plane.
    """
    tones = _memories(index, direction, memories, _goldstein, "goldstein")
    volumes = _memories(index, direction, memories, once, "")
    usual = index.usual
    if usual is None:
        known = memories.model.memories
        tone = sum(known[m].usual for m in tones)
        volume = sum(known[m].usual for m in volumes)
        usual = tone / volume if volume else 0.0
    return operations.add(
        Op.TONE,
        operations.add(Op.SUM, *tones),
        operations.add(Op.SUM, *volumes),
        c1=index.prior,
        c2=usual,
    )


def add_volume(index: RelationIndex, memories: Memories, operations: Operations) -> str:
    """Add the volume of a pair: 30·(1 − 2^(−1/h))·Σ w, in acts per 30 days.

    At a rate of r acts a day Σ w = r/(1 − 2^(−1/h)), so that the volume is 30·r.
    """
    volumes = _memories(index, "both", memories, once, "")
    decay = 2.0 ** (-1.0 / index.half_life)
    per_month = Coefficient(Draw(f"acts-in-30-days-{index.half_life:.17g}", MONTH * (1.0 - decay)))
    return operations.add(Op.SCALE, operations.add(Op.SUM, *volumes), coefficient=per_month)


def _memories(
    index: RelationIndex, direction: str, memories: Memories, weigh: Weigh, weighing: str
) -> list[str]:
    """Memories of all acts of a pair or of one direction, joint acts included."""
    a, b = index.pair
    dyads: dict[str, tuple[str, ...]] = {
        "both": between(a, b),
        f"{a}>{b}": towards(a, b),
        f"{b}>{a}": towards(b, a),
    }
    every = ActClass.parse("any")
    return [
        memories.add(MemoryRequest(dyad, every, index.half_life, weigh, weighing))
        for dyad in dyads[direction]
    ]


def _goldstein(act: Act) -> float:
    return act.goldstein
