"""What an effect is: a description in words that lowers to one statistic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ClassVar, Literal

from detente.errors import InputError
from detente.numerics.arguments import among, flag, positive, shown, word
from detente.rem.data.types import ANY, Link
from detente.rem.engine.arrays import (
    CONSTANT,
    INVERSE,
    LOG1P,
    MOMENT,
    PAIR,
    PLAIN,
    RECEIVER,
    SENDER,
)

Transform = Literal["log1p"] | None
At = Literal["start", "end", "event"] | None
Counts = Literal["weight", "acts", "order"]
"""What a memory adds up: weights, acts (each 1), or nothing: it holds the place in time of the
last act."""


@dataclass(frozen=True)
class Memory:
    """A network as an effect sees it.

    Attributes
    ----------
    network : str or None
        Name of a network; None for the events' own.
    binary : bool
        Whether a tie counts as 1 where its weight is positive, rather than with its weight.
    window, half_life : float or timedelta, or None
        How far back entries count; after what time an entry counts half.
    at : {"start", "end", "event"} or None
        As of when windows and decay are measured.
    counts : {"weight", "acts", "order"}
        What is added up.
    """

    network: str | None
    binary: bool
    window: float | timedelta | None
    half_life: float | timedelta | None
    at: At
    link: Link = ANY
    """Events of which types count, for alternatives of which."""
    counts: Counts = "weight"


@dataclass(frozen=True)
class Lowered:
    """An effect as the engine needs it; see `detente.rem.engine.arrays` for the codes."""

    kind: int
    level: int
    form: int = PLAIN
    memory: Memory | None = None
    covariate: str | None = None
    standardise: bool = False
    everywhere: bool = False
    """Whether the covariate is one of the time, the same for all actors."""


@dataclass(frozen=True)
class Factor:
    """One factor of a statistic.

    Attributes
    ----------
    lowered : Lowered
    zero : bool
        Whether it is 1 where that statistic is 0, and 0 elsewhere.
    """

    lowered: Lowered
    zero: bool = False


@dataclass(frozen=True)
class Effect:
    """Base of all effects.

    Effects are multiplied by writing so: ``Inertia() * Same("region")``; see `Product`.

    Attributes
    ----------
    standardise : bool
        Whether the statistic is centred and divided by its standard deviation (n − 1) at each
        moment, over all cells at risk; 0 where they do not differ.
    """

    standardise: bool = field(default=False, kw_only=True)

    word: ClassVar[str]
    """Name in the registry."""

    level: ClassVar[int] = PAIR
    """Whose value it is: of the pair, the sender or the receiver."""

    def __post_init__(self) -> None:
        """Refuse settings of another type."""
        flag(self.standardise, f"{self.word}: standardise")

    @property
    def name(self) -> str:
        """The effect and its settings, as in tables and messages."""
        settings = ", ".join(self.settings())
        return f"{self.word}({settings})" if settings else self.word

    @property
    def held(self) -> float | None:
        """Coefficient at which it is held; None where it is estimated."""
        return None

    def settings(self) -> list[str]:
        """Settings that are not the usual ones, in words."""
        return ["standardised"] if self.standardise else []

    @property
    def whose(self) -> int:
        """Whose value it is, as `level` has it."""
        return self.level

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        raise NotImplementedError

    def factors(self) -> tuple[Factor, ...]:
        """What the engine multiplies to have the statistic."""
        return (Factor(self.lower()),)

    def __mul__(self, other: object) -> Product:
        """The interaction of two effects: the product of their statistics."""
        if not isinstance(other, Effect):
            raise InputError(
                f"{self.name}: is multiplied by {other!r}, which is no effect; multiply effects, "
                'as in Inertia() * Same("region")'
            )
        left, right = _factored(self), _factored(other)
        return Product(left.of + right.of, left.zero + right.zero)

    def __rmul__(self, other: object) -> Product:
        """Refuse a number from the left as one from the right."""
        return self * other

    def where_zero(self, *others: Effect) -> Product:
        """The effect where others are 0; elsewhere it counts 0.

        Parameters
        ----------
        *others : Effect
            For example, ``ReceiverIndegree().where_zero(Inertia())``: popularity only counts for
            a receiver on whom the sender has not acted yet.

        Raises
        ------
        InputError
            If one is no effect, or never 0.
        """
        if not others:
            raise InputError(f"{self.name}: where_zero names no effect, as where_zero(Inertia())")
        own = _factored(self)
        return Product(own.of, own.zero + others)


@dataclass(frozen=True)
class Product(Effect):
    """Effects that hold together: the one changes what the other does.

    Made by writing ``Inertia() * Same("region")`` or ``ReceiverIndegree().where_zero(Inertia())``.

    Formula
    -------
    x = Π x_k · Π 1[z_l = 0], over the effects that are multiplied and those that must be 0.

    A product of values of the sender is a value of the sender, and so for the receiver; of both,
    or with a value of the pair, it is one of the pair.

    Units
    -----
    The product of those of its effects.

    Source
    ------
    Stadtfeld & Block (2017), Sociological Science 4:318-352, interactions of effects. Values
    where another is 0 are what `ignore_repetitions` of goldfish stands for.

    Attributes
    ----------
    of : tuple of Effect
        Multiplied.
    zero : tuple of Effect
        Must be 0.
    """

    of: tuple[Effect, ...]
    zero: tuple[Effect, ...] = ()

    word: ClassVar[str] = "product"

    def __post_init__(self) -> None:
        """Refuse what has no sense in a product."""
        super().__post_init__()
        if self.standardise:
            raise InputError("product: standardise its effects, not the product")
        for each in (*self.of, *self.zero):
            if not isinstance(each, Effect):
                raise InputError(f"product: {each!r} is no effect")
            if isinstance(each, Product):
                raise InputError(
                    f"product: {each.name} is a product itself; name its effects one by one"
                )
            if each.held is not None:
                raise InputError(
                    f"product: {each.name} is no factor; hold the product, Offset(… * …)"
                )
            if each.lower().kind == CONSTANT:
                raise InputError(
                    f"{self.name}: an intercept is 1 everywhere and changes no product; leave it "
                    "out of this one"
                )
        for each in self.zero:
            if each.standardise or getattr(each, "half_life", None) is not None:
                raise InputError(
                    f"{self.name}: {each.name} is hardly ever 0 exactly; give the condition "
                    "without standardise and half_life"
                )

    @property
    def name(self) -> str:
        """The effects, and those that must be 0."""
        product = " × ".join(each.name for each in self.of)
        zero = " and ".join(each.name for each in self.zero)
        return f"{product} where {zero} = 0" if zero else product

    @property
    def whose(self) -> int:
        """Whose value it is."""
        levels = {each.whose for each in (*self.of, *self.zero)} - {MOMENT}
        if not levels:
            return MOMENT
        return levels.pop() if len(levels) == 1 else PAIR

    def factors(self) -> tuple[Factor, ...]:
        """What the engine multiplies to have the statistic."""
        return (
            *(Factor(each.lower()) for each in self.of),
            *(Factor(each.lower(), zero=True) for each in self.zero),
        )

    def __repr__(self) -> str:
        """As it is written."""
        product = " * ".join(map(repr, self.of))
        if not self.zero:
            return product
        product = f"({product})" if len(self.of) > 1 else product
        return f"{product}.where_zero({', '.join(map(repr, self.zero))})"


def _factored(effect: Effect) -> Product:
    return effect if isinstance(effect, Product) else Product((effect,))


@dataclass(frozen=True)
class NetworkEffect(Effect):
    """Base of effects that follow a network: that of the events, or another one.

    Attributes
    ----------
    network : str, optional
        Name of another network; without it, that of the events.
    weighted : bool, optional
        Whether ties count with their weight (sum of what was added) or as 0 and 1. By default 0
        and 1, but with a half-life the weight.
    transform : "log1p", optional
        x = log(1 + y) of the statistic y.
    window : float or timedelta, optional
        Only what was added within this time counts: t − window ≤ u < t.
    half_life : float or timedelta, optional
        What was added at u counts w·2^(−(t − u)/half_life).
    at : {"start", "end", "event"}, optional
        As of when t is taken for window and half-life: which end of the interval, or the event
        before or with which it ends. By default a window is taken at the end (a timed model cuts
        its intervals where something leaves a window), decay at the start of the interval in a
        timed model and at the event in an ordered one. ``at="event"`` is the window of remstats:
        what has left by the next event is gone from the one before on, and no interval is cut.
    type : "same", optional
        In a record with types, only events of the alternative's own type count. By default those
        of all types do.
    of, on : type, optional
        Only events of type `of` count, and only for alternatives of type `on`.
    """

    network: str | None = None
    weighted: bool | None = field(default=None, kw_only=True)
    transform: Transform = field(default=None, kw_only=True)
    window: float | timedelta | None = field(default=None, kw_only=True)
    half_life: float | timedelta | None = field(default=None, kw_only=True)
    at: At = field(default=None, kw_only=True)
    type: Literal["same"] | None = field(default=None, kw_only=True)
    of: Any = field(default=None, kw_only=True)
    on: Any = field(default=None, kw_only=True)

    kind: ClassVar[int]
    """Raw value in the engine."""

    def __post_init__(self) -> None:
        """Refuse settings of another type, and those that contradict one another."""
        super().__post_init__()
        where = self.word
        if self.network is not None:
            word(self.network, f"{where}: network")
        if self.weighted is not None:
            flag(self.weighted, f"{where}: weighted")
        if self.transform is not None and not among(self.transform, ("log1p",)):
            raise InputError(f"{where}: transform is {shown(self.transform)}; 'log1p' or None")
        if self.at is not None and not among(self.at, ("start", "end", "event")):
            raise InputError(f"{where}: at is {shown(self.at)}; 'start', 'end', 'event' or None")
        if self.type is not None and not among(self.type, ("same",)):
            raise InputError(
                f"{where}: type is {shown(self.type)}; 'same' or None. For events of one type, "
                "give of="
            )
        if self.type is not None and not (self.of is None and self.on is None):
            raise InputError(f"{where}: has type='same' and of or on; give one")
        if self.network is not None and not self.link.plain:
            raise InputError(
                f"{where}: network '{self.network}' knows no types of events; multiply by OfType() "
                "instead"
            )
        if self.window is not None and self.half_life is not None:
            raise InputError(f"{where}: has both a window and a half-life; give one")
        if self.half_life is not None and self.weighted is False:
            raise InputError(
                f"{where}: with a half-life every past tie stays positive for ever; decay needs "
                "weighted=True"
            )
        for setting in ("window", "half_life"):
            value = getattr(self, setting)
            if isinstance(value, timedelta):
                value = value.total_seconds()
            if value is not None:
                positive(value, f"{where}: {setting}")

    @property
    def link(self) -> Link:
        """Events of which types count, for alternatives of which."""
        return Link(self.type == "same", self.of, self.on)

    @property
    def is_weighted(self) -> bool:
        """Whether ties count with their weight."""
        return self.half_life is not None if self.weighted is None else self.weighted

    def settings(self) -> list[str]:
        """Settings that are not the usual ones, in words."""
        said = [self.network] if self.network is not None else []
        if self.is_weighted and self.half_life is None:
            said.append("weighted")
        if self.transform:
            said.append(self.transform)
        if self.window is not None:
            said.append(f"window={_shown(self.window)}")
        if self.half_life is not None:
            said.append(f"half_life={_shown(self.half_life)}")
        if self.at is not None:
            said.append(f"at={self.at}")
        if self.type is not None:
            said.append(f"type={self.type}")
        said += [
            f"{word}={self_type}"
            for word, self_type in (("of", self.of), ("on", self.on))
            if self_type is not None
        ]
        return said + super().settings()

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        return Lowered(
            self.kind,
            self.level,
            LOG1P if self.transform == "log1p" else PLAIN,
            Memory(
                self.network, not self.is_weighted, self.window, self.half_life, self.at, self.link
            ),
            standardise=self.standardise,
        )


@dataclass(frozen=True)
class ShareEffect(NetworkEffect):
    """Base of effects that are shares of what has been: acts, unless said otherwise.

    Attributes
    ----------
    network, window, half_life, at
        See `NetworkEffect`.
    weighted : bool, optional
        Whether acts count with their weight, or ties as 0 and 1. By default each act counts 1.
    """

    form: ClassVar[int] = PLAIN
    """How the engine makes the statistic of the raw value."""

    def __post_init__(self) -> None:
        """Refuse settings that contradict one another."""
        if self.transform is not None:
            raise InputError(f"{self.word}: is a share already; it takes no transform")
        if self.on is not None:
            raise InputError(
                f"{self.word}: a share is never nothing; for alternatives of one type, multiply it "
                "by OfType()"
            )
        super().__post_init__()

    @property
    def is_weighted(self) -> bool:
        """Whether ties count with more than 0 and 1."""
        return self.weighted is not False

    def settings(self) -> list[str]:
        """Settings that are not the usual ones, in words."""
        said = [setting for setting in super().settings() if setting != "weighted"]
        if self.weighted is not None:
            said.insert(self.network is not None, "weighted" if self.weighted else "binary")
        return said

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        lowered = super().lower()
        assert lowered.memory is not None
        counts: Counts = "acts" if self.weighted is None else "weight"
        return replace(lowered, form=self.form, memory=replace(lowered.memory, counts=counts))


@dataclass(frozen=True)
class RecencyEffect(Effect):
    """Base of effects of who acted last.

    Attributes
    ----------
    network : str, optional
        Name of another network; without it, that of the events.
    """

    network: str | None = None

    kind: ClassVar[int]
    """Raw value in the engine."""

    def __post_init__(self) -> None:
        """Refuse settings of another type."""
        super().__post_init__()
        if self.network is not None:
            word(self.network, f"{self.word}: network")

    def settings(self) -> list[str]:
        """The network, and settings that are not the usual ones."""
        return [*([self.network] if self.network is not None else []), *super().settings()]

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        memory = Memory(self.network, False, None, None, None, counts="order")
        return Lowered(self.kind, self.level, INVERSE, memory, standardise=self.standardise)


@dataclass(frozen=True)
class CovariateEffect(Effect):
    """Base of effects that follow a covariate of the actors.

    Attributes
    ----------
    covariate : str
        A column of the actors.
    """

    covariate: str

    kind: ClassVar[int]
    """Raw value in the engine."""

    def __post_init__(self) -> None:
        """Refuse settings of another type."""
        super().__post_init__()
        word(self.covariate, f"{self.word}: covariate")

    def settings(self) -> list[str]:
        """The covariate, and settings that are not the usual ones."""
        return [self.covariate, *super().settings()]

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        return Lowered(
            self.kind, self.level, covariate=self.covariate, standardise=self.standardise
        )


def _shown(value: float | timedelta) -> str:
    return str(value) if isinstance(value, timedelta) else f"{value:g}"


LEVELS = {
    PAIR: "the pair",
    SENDER: "the sender",
    RECEIVER: "the receiver",
    MOMENT: "the moment",
}
"""Whose value an effect is, in words."""
