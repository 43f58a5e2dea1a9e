"""How large an act is, and while what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    Discriminator,
    Field,
    FiniteFloat,
    Tag,
    model_validator,
)

from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.fields import SMALLEST, FreeText
from detente.planes.builder import Builder
from detente.planes.model import Size, SizeCase, SizeLaw
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
    while_: Condition | None = Field(
        None,
        alias="while",
        description="in a list: a condition; the first whose condition holds on the day of the "
        "act counts, the last has none",
    )

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

    def case(self, plane: str | None) -> SizeCase:
        """Its law, while a plane is 1."""
        law = self.law or ("fixed" if self.sd is None else "log-normal")
        return SizeCase(law, self.mean, self.sd or 0.0, plane)


def _form(value: object) -> str:
    return "sizes" if isinstance(value, list) else SizeEntry.__name__


def _with_a_last(value: SizeEntry | list[SizeEntry]) -> SizeEntry | list[SizeEntry]:
    sizes = listed(value)
    for number, each in enumerate(sizes, start=1):
        last = number == len(sizes)
        if last and each.while_ is not None:
            raise ValueError(
                _("the last size has no 'while': it is that of all other days; give one more")
            )
        if not last and each.while_ is None:
            raise ValueError(
                _("size {n} needs a 'while': without one, those behind it never count").format(
                    n=number
                )
            )
    if len({each.unit for each in sizes if each.unit}) > 1:
        raise ValueError(_("all sizes of a process are counted in one unit"))
    return value


Sizes = Annotated[
    Annotated[SizeEntry, Tag(SizeEntry.__name__)]
    | Annotated[list[SizeEntry], Field(min_length=1, max_length=50), Tag("sizes")],
    Discriminator(_form),
    AfterValidator(_with_a_last),
]
"""The size of an act, or a list of sizes of which the first counts whose condition holds."""


def listed(sizes: SizeEntry | list[SizeEntry]) -> Sequence[SizeEntry]:
    """Sizes as a list."""
    return sizes if isinstance(sizes, list) else [sizes]


def lower_sizes(sizes: SizeEntry | list[SizeEntry], row: str, name: str, builder: Builder) -> None:
    """Give the acts of a row their size; its draws hang on the stable name of the act.

    Raises
    ------
    ScenarioError
        If a condition names what is not there; says which.
    """
    cases = []
    for number, each in enumerate(listed(sizes), start=1):
        plane = None
        if each.while_ is not None:
            with told_of(f"size[{number}].while"):
                plane = plane_of(each.while_, builder)
        cases.append(each.case(plane))
    builder.size(Size(row, f"size:{name}", tuple(cases)))
