"""The protocol of an effect: parameters, and how it lowers.

An effect is a pydantic model: its fields are its parameters (validated with the scenario), its
docstring is its documentation (sections Formula, Units, Expected sign, Touches, Source), and
`lower` writes it down in planes, terms and gates. A new effect is one file here and one line in
`registry.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, ClassVar, get_args

from pydantic import BaseModel, Field, model_validator

from detente.conditions.model import Condition
from detente.effects.domain import AS_COEFFICIENT, LOG_HAZARD, Domain
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.ontology.fields import FreeText, Identifier, Number
from detente.planes.builder import Builder
from detente.planes.model import Coefficient
from detente.planes.owner import Owner
from detente.planes.process import Process
from detente.planes.quantity import Quantity, together


class _Actor:
    """Marks the parameters that name an actor of the scenario."""


ActorId = Annotated[str, _Actor()]
"""An actor of the scenario, by id."""


def _names_actors(annotation: object) -> bool:
    if any(isinstance(mark, _Actor) for mark in getattr(annotation, "__metadata__", ())):
        return True
    return any(_names_actors(part) for part in get_args(annotation))


def named_actors(model: BaseModel) -> Iterator[tuple[str, str]]:
    """Actors that a model names, as (key, actor), also in tables within it."""
    for name, info in type(model).model_fields.items():
        key, value = info.alias or name, getattr(model, name)
        parts = list(value) if isinstance(value, list | tuple) else [value]
        marked = any(isinstance(m, _Actor) for m in info.metadata) or _names_actors(info.annotation)
        for part in parts:
            if isinstance(part, BaseModel):
                for inner, actor in named_actors(part):
                    yield f"{key}.{inner}", actor
            elif marked and isinstance(part, str):
                yield key, part


class Effect(BaseModel):
    """A mechanism that contributes to log-hazards, owned by a claim or by the background."""

    model_config = together(("claim", "otherwise"))

    id: Identifier = Field(description="name, unique in the scenario")
    claim: str | None = Field(None, description="the claim that owns it; none is the background")
    otherwise: float | str | None = Field(
        None, description="what holds where the claim is false; required with a claim"
    )
    denied_by: str | None = Field(
        None, description="the claim that denies it: the effect acts where that claim is false"
    )
    while_: Condition | None = Field(
        None,
        alias="while",
        description="a condition: the effect acts on days on which it holds, and only then",
    )
    note: FreeText = Field("", description="free text")

    phase: ClassVar[int] = 1
    """0 lowers before the others (it changes what the record leaves), 2 after them."""

    domains: ClassVar[Mapping[str, Domain]] = {"otherwise": AS_COEFFICIENT}
    """Of every key with a number: unit, bounds, expected sign. ``table.key`` for tables within;
    a key that a base class has need not be repeated."""

    @model_validator(mode="after")
    def _otherwise_is_explicit(self) -> Effect:
        if self.claim is not None and self.otherwise is None:
            raise ValueError(
                _(
                    "'otherwise' is missing: say what holds where the claim is false (for "
                    "example otherwise = {example})"
                ).format(example=self.example_otherwise())
            )
        if self.claim is not None and self.denied_by is not None:
            raise ValueError(_("give one of claim and denied_by: a claim owns it or denies it"))
        if self.denied_by is not None and self.otherwise is not None:
            raise ValueError(
                _("leave 'otherwise' out: where the claim of 'denied_by' is false, the effect acts")
            )
        if self.claim is None and self.otherwise is not None:
            raise ValueError(_("'otherwise' needs a 'claim'; the background always holds"))
        return self

    @classmethod
    def example_otherwise(cls) -> str:
        """A value of `otherwise` that would be right, as TOML."""
        return "0.0"

    @property
    def owner(self) -> Owner:
        """Owner of what this effect adds, with the numeric value of `otherwise`."""
        if self.denied_by is not None:
            return Owner(self.id, self.denied_by, denies=True)
        return Owner(
            self.id, self.claim, self.otherwise if isinstance(self.otherwise, float) else 0.0
        )

    @classmethod
    def domain(cls, key: str) -> Domain:
        """Domain of a key, its own or that of a base class.

        Raises
        ------
        KeyError
            If none states it.
        """
        for kind in cls.__mro__:
            if key in vars(kind).get("domains", {}):
                return kind.domains[key]  # type: ignore[attr-defined, no-any-return]
        raise KeyError(f"{cls.__name__}.domains lacks '{key}'")

    def coefficient_of(
        self,
        builder: Builder,
        key: str,
        name: str,
        quantity: Quantity,
        *,
        otherwise: float | None = None,
        requires: Sequence[tuple[str, float]] = (),
    ) -> Coefficient:
        """Coefficient of a key, drawn within its domain, under the effect's claim.

        Parameters
        ----------
        builder : Builder
        key : str
            As in `domains`.
        name : str
            Of the draw, within the effect.
        quantity : Quantity
            What the key holds.
        otherwise, requires
            As in `Builder.coefficient`.
        """
        domain = self.domain(key)
        return builder.coefficient(
            self.owner,
            name,
            quantity,
            otherwise=otherwise,
            low=domain.low,
            high=domain.high,
            requires=requires,
        )

    def claims(self) -> list[str]:
        """Claims that own a part of this effect."""
        return [claim for claim in (self.claim, self.denied_by) if claim is not None]

    def actors(self) -> list[tuple[str, str]]:
        """Actors that the effect names, as (key, actor)."""
        return list(named_actors(self))

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """Acts that the effect waits for: without them it, or a part of it, would do nothing.

        An effect that asks for a class of acts has to say where it listens for them; `check`
        then tells what nobody plays.
        """
        return iter(())

    def touches(self, process: Process) -> bool:
        """Whether the effect does anything to a process that its `on` names."""
        return True

    def touching(self) -> str:
        """What it touches, in words."""
        return _("the named processes")

    def lower(self, builder: Builder) -> None:
        """Write the effect down in planes, terms and gates.

        Raises
        ------
        ScenarioError
            If it names a process, plane, actor or effect that is not there.
        """
        raise NotImplementedError


class Linear(Effect):
    """An effect with one coefficient on named processes."""

    domains: ClassVar[Mapping[str, Domain]] = {"coefficient": LOG_HAZARD}

    otherwise: Number | None = Field(
        None, description="θ where the claim is false; required with a claim"
    )
    on: list[str] = Field(min_length=1, description="processes or groups that it touches")
    coefficient: Quantity = Field(description="θ: mean, sd, basis and reference")

    def theta(self, builder: Builder, requires: Sequence[tuple[str, float]] = ()) -> Coefficient:
        """The coefficient θ; `requires` as in `Builder.coefficient`."""
        return self.coefficient_of(
            builder, "coefficient", "theta", self.coefficient, requires=requires
        )
