"""How large an act is."""

from __future__ import annotations

from pydantic import BaseModel, Field, FiniteFloat, model_validator

from detente.language.current import gettext as _
from detente.ontology.fields import SMALLEST, FreeText
from detente.planes.model import Size, SizeLaw
from detente.planes.quantity import STRICT
from detente.states.number import MOST


class SizeEntry(BaseModel):
    """A quantity that every act of a process has, such as missiles in a strike."""

    model_config = STRICT

    mean: FiniteFloat = Field(ge=SMALLEST, le=MOST, description="mean of the size; above 0")
    sd: FiniteFloat | None = Field(
        None, gt=0, le=MOST, description="standard deviation from act to act; log-normal alone"
    )
    law: SizeLaw | None = Field(
        None,
        description="fixed (always the mean), log-normal (any positive number) or geometric "
        "(whole numbers from 1 on); by default log-normal with an sd, fixed without",
    )
    unit: FreeText = Field("", description="what it is counted in, such as missiles")

    @model_validator(mode="after")
    def _has_what_its_law_needs(self) -> SizeEntry:
        if self.law == "log-normal" and self.sd is None:
            raise ValueError(_("'sd' is missing: a log-normal size has one"))
        if self.law in ("fixed", "geometric") and self.sd is not None:
            raise ValueError(_("'sd' belongs to a log-normal size; leave it out, or the law"))
        if self.law == "geometric" and self.mean < 1.0:
            raise ValueError(
                _("a geometric size is at least 1; mean = {mean} is less").format(
                    mean=f"{self.mean:g}"
                )
            )
        return self

    def size(self, row: str, name: str) -> Size:
        """The size of the acts of a row; its draws hang on the stable name of the act."""
        law = self.law or ("fixed" if self.sd is None else "log-normal")
        return Size(row, f"size:{name}", law, self.mean, self.sd or 0.0)
