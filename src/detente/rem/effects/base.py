"""What an effect is: a description in words that lowers to one statistic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar, Literal

from detente.errors import InputError
from detente.numerics.arguments import among, flag, positive, shown, word
from detente.rem.engine.arrays import INVERSE, LOG1P, PAIR, PLAIN, RECEIVER, SENDER

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


@dataclass(frozen=True)
class Effect:
    """Base of all effects.

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

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        raise NotImplementedError


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
    """

    network: str | None = None
    weighted: bool | None = field(default=None, kw_only=True)
    transform: Transform = field(default=None, kw_only=True)
    window: float | timedelta | None = field(default=None, kw_only=True)
    half_life: float | timedelta | None = field(default=None, kw_only=True)
    at: At = field(default=None, kw_only=True)

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
        return said + super().settings()

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        return Lowered(
            self.kind,
            self.level,
            LOG1P if self.transform == "log1p" else PLAIN,
            Memory(self.network, not self.is_weighted, self.window, self.half_life, self.at),
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

    def settings(self) -> list[str]:
        """The network, and settings that are not the usual ones."""
        return [*([self.network] if self.network is not None else []), *super().settings()]

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        memory = Memory(self.network, False, None, None, None, "order")
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


LEVELS = {PAIR: "the pair", SENDER: "the sender", RECEIVER: "the receiver"}
"""Whose value an effect is, in words."""
