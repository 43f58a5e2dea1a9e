"""It takes two."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.effects.base import Effect
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.planes.builder import ONE, Builder
from detente.planes.model import Coefficient


class MutualConsent(Effect):
    """A joint act needs both sides; otherwise the readier side is enough.

    Formula
    -------
    Mutual: η = α + ½(s_i + s_j) + pair terms, g = g_i·g_j. Otherwise λ is the larger of
    g_i·exp(α + s_i + pair terms) over the two sides.

    Units
    -----
    None: a rule, without a coefficient.

    Expected sign
    -------------
    Negative: the mutual hazard is never above the other.

    Touches
    -------
    The named joint processes.

    Source
    ------
    The geometric mean of the two sides' hazards, as in Stadtfeld, Hollway &
    Block (2017), Sociological Methodology 47, for two-sided choices.
    """

    effect: Literal["mutual-consent"] = "mutual-consent"
    otherwise: Literal["either-side"] | None = Field(
        None,
        description='"either-side": without the claim one side is enough; required with a claim',
    )
    on: list[str] = Field(min_length=1, description="joint processes, or groups of them")

    @classmethod
    def example_otherwise(cls) -> str:
        """The rule without the claim."""
        return '"either-side"'

    def lower(self, builder: Builder) -> None:
        """A rule for each joint process."""
        when = () if self.claim is None else ((self.claim, 0.0),)
        for process in builder.select(self.on):
            if not process.joint:
                raise ScenarioError(
                    _(
                        "effect '{id}': '{process}' ({act}) is not a joint act; name meetings, "
                        "calls, visits or signed agreements"
                    ).format(id=self.id, process=process.id, act=process.act)
                )
            builder.rule(process, Coefficient(ONE.draw, when), self.owner)
