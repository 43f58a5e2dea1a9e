"""An act that takes a vote: of a bloc's members, of a council, of a parliament's groups."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, Field, FiniteFloat, model_validator

from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.effects.base import ActorId, Effect
from detente.effects.domain import PROBABILITY, Domain, domains_of_factors
from detente.effects.doors import add_gates
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.language.format import integer
from detente.language.hints import did_you_mean
from detente.ontology.fields import Positive
from detente.planes.builder import CONSTANT, Builder
from detente.planes.limits import MOST_BALLOT, MOST_MEMBERS
from detente.planes.model import Coefficient, Op
from detente.planes.quantity import Quantity, together
from detente.states.factor import Factor, Factors, factors_plane, with_odds


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Members = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]],
    Field(min_length=1, max_length=MOST_MEMBERS),
    BeforeValidator(_listed),
]
"""Members by id: a text, or a list of texts."""


class Consent(BaseModel):
    """How likely some members are to consent, and while what; the first that applies counts."""

    model_config = together(("claim", "otherwise"))

    member: Members = Field(description="member, or a list of members")
    chance: Quantity = Field(description="chance that the member consents")
    while_: Condition | None = Field(
        None,
        alias="while",
        description="a condition: else what a later entry says, or the chance of the others",
    )
    factors: Factors = Field(
        [], description="what raises or lowers the odds of that chance: levels, days, conditions"
    )
    claim: str | None = Field(None, description="claim that owns this entry")
    otherwise: FiniteFloat | None = Field(
        None, ge=0, le=1, description="the chance where that claim is false; required with a claim"
    )

    @model_validator(mode="after")
    def _otherwise_is_explicit(self) -> Consent:
        if (self.claim is None) != (self.otherwise is None):
            raise ValueError(_("claim and otherwise go together"))
        return self


class Vote(Effect):
    """A gate as wide as the chance that a vote passes: a bloc acts by its members' rule.

    Formula
    -------
    g = P(the rule is met), members consenting independently, each with its chance of the day:
    all of them (`rule = "unanimity"`), at least k (`at_least`), or so that the weights of those
    who consent reach a `share` of all; with `at_least` and `share` both (a double majority).
    Fewer than `blocking` who refuse cannot stop it, whatever the others ask. Exact: by dynamic
    programming over the number and the weight of those who consent, both together.

    With `factors` a member's chance p is 1/(1 + exp(−(log(p/(1 − p)) + Σ θ·f(x)))), x levels,
    indices and days as in a state's transitions: `chance` is then what it is where they add
    nothing.

    Units
    -----
    A factor of the hazard in [0, 1]; θ in log-odds; chances in [0, 1]; weights in any unit.

    Expected sign
    -------------
    Negative: a vote may fail.

    Touches
    -------
    The named processes.

    Source
    ------
    Weighted voting after Banzhaf (1965), Rutgers Law Review 19, and Felsenthal & Machover
    (1998), The Measurement of Voting Power.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "at_least": Domain("members"),
        "share": Domain("share of the weights"),
        "weights": Domain("weight"),
        "blocking": Domain("members"),
        "chance": PROBABILITY,
        "consents.chance": PROBABILITY,
        "consents.otherwise": Domain("probability"),
        **domains_of_factors("factors"),
        **domains_of_factors("consents.factors"),
    }

    effect: Literal["vote"] = "vote"
    otherwise: Literal["open", "closed"] | None = Field(
        None,
        description='"open" or "closed": what holds without the claim; required with a claim',
    )
    bloc: ActorId = Field(description="who votes: a party of the act, or whose consent it needs")
    members: Members | None = Field(
        None, description="who has a vote; by default those who take part in the bloc on the day"
    )
    on: list[str] = Field(min_length=1, description="processes or groups that need the vote")
    rule: Literal["unanimity"] | None = Field(None, description='"unanimity": all must consent')
    at_least: int | None = Field(
        None, ge=1, le=MOST_MEMBERS, description="how many members must consent"
    )
    share: FiniteFloat | None = Field(
        None, gt=0, le=1, description="share of all weights that must consent"
    )
    weights: dict[str, Positive] = Field(
        {}, max_length=MOST_MEMBERS, description="weight of each member; by default all weigh 1"
    )
    blocking: int | None = Field(
        None,
        ge=1,
        le=MOST_MEMBERS,
        description="how many members at least must refuse to stop it; alone, the whole rule",
    )
    chance: Quantity | None = Field(
        None, description="chance that a member consents of whom `consents` says nothing"
    )
    factors: Factors = Field(
        [], description="what raises or lowers the odds of `chance`: levels, days, conditions"
    )
    consents: list[Consent] = Field(
        [], max_length=1000, description="chances of single members, the first that applies counts"
    )

    @classmethod
    def example_otherwise(cls) -> str:
        """No vote is needed without the claim."""
        return '"open"'

    @model_validator(mode="after")
    def _has_a_rule(self) -> Vote:
        criteria = [self.at_least, self.share, self.blocking]
        if self.rule is not None and any(each is not None for each in criteria):
            raise ValueError(_('rule = "unanimity" needs no at_least, share or blocking'))
        if self.rule is None and all(each is None for each in criteria):
            raise ValueError(
                _('give a rule: rule = "unanimity", at_least, share (with weights) or blocking')
            )
        if self.weights and self.share is None:
            raise ValueError(_("weights need a share that those who consent must reach"))
        if self.factors and self.chance is None:
            raise ValueError(_("'factors' move a chance: give 'chance', of whom nothing else says"))
        return self

    def claims(self) -> list[str]:
        """The owner, and the claims of single members' chances."""
        owned = [entry.claim for entry in self.consents]
        owned += [each.owner for each in self._all_factors()]
        return [*super().claims(), *dict.fromkeys(claim for claim in owned if claim)]

    def _all_factors(self) -> list[Factor]:
        return [*self.factors, *(each for entry in self.consents for each in entry.factors)]

    def lower(self, builder: Builder) -> None:
        """The chance that the vote passes, and a gate of it for each process."""
        periods = self._periods(builder)
        consents = self._consents(builder, sorted({m for _, who in periods for m in who}))
        planes = []
        for period, members in periods:
            passes = self._passes(builder, members, [consents[m] for m in members])
            if period != CONSTANT:
                passes = builder.derived(Op.PRODUCT, period, passes)
            planes.append(passes)
        plane = builder.total(planes)
        builder.publish(self.id, plane)
        add_gates(self, builder, self.bloc, plane)

    def _periods(self, builder: Builder) -> list[tuple[str, list[str]]]:
        """Who has a vote, and when: a plane of the calendar with the members."""
        if self.members is not None:
            found = [(CONSTANT, list(dict.fromkeys(self.members)))]
        else:
            found = builder.members(self.bloc)
        for _period, members in found:
            if not members:
                raise ScenarioError(
                    _("bloc: '{bloc}' has no members that are known; list them as members").format(
                        bloc=self.bloc
                    )
                )
            if len(members) > MOST_MEMBERS:
                raise ScenarioError(
                    _("bloc: {n} members; at most {most} vote").format(
                        n=integer(len(members)), most=integer(MOST_MEMBERS)
                    )
                )
        known = {member for _period, members in found for member in members}
        named = [
            *(
                (f"consents[{n}].member", member)
                for n, entry in enumerate(self.consents, start=1)
                for member in entry.member
            ),
            *(("weights", member) for member in self.weights),
        ]
        for key, member in named:
            if member not in known:
                raise ScenarioError(
                    _("{key}: '{member}' is not a member of {bloc}{hint}").format(
                        key=key, member=member, bloc=self.bloc, hint=did_you_mean(member, known)
                    )
                )
        without = sorted(known - self.weights.keys()) if self.weights else []
        if without:
            raise ScenarioError(
                _("weights: none of {members}; give every member one").format(
                    members=", ".join(without)
                )
            )
        return found

    def _consents(self, builder: Builder, members: Sequence[str]) -> dict[str, str]:
        """Planes of the members' chances to consent."""
        usual = None
        if self.chance is not None:
            usual = self._chance(builder, "chance", self.chance, self.factors)
        entries = []
        for n, (name, entry) in enumerate(self._named(), start=1):
            with told_of(f"consents[{n}]"):
                chance = self._chance(builder, name, entry.chance, entry.factors, entry)
            entries.append((n, entry, chance))
        found: dict[str, str] = {}
        for member in members:
            plane = usual
            for n, entry, own in reversed(entries):
                if member in entry.member:
                    plane = self._during(builder, n, entry, own, plane, member)
            if plane is None:
                raise ScenarioError(self._silent(member))
            found[member] = plane
        return found

    def _named(self) -> Iterator[tuple[str, Consent]]:
        """Entries, each with what its draws hang on."""
        met: Counter[str] = Counter()
        for entry in self.consents:
            who = ",".join(entry.member)
            met[who] += 1
            yield f"chance.{who}" + (f".{met[who]}" if met[who] > 1 else ""), entry

    def weighed(self) -> Iterator[tuple[str, Sequence[str], Sequence[Factor]]]:
        """Chances that factors move: the name of each draw, its members, and the factors.

        That of all whom nothing else names has no members.
        """
        if self.factors:
            yield f"{self.id}.chance", (), self.factors
        for name, entry in self._named():
            if entry.factors:
                yield f"{self.id}.{name}", entry.member, entry.factors

    def _silent(self, member: str) -> str:
        return _(
            "nothing says how likely '{member}' consents; give chance = {table} for all who are "
            "not named"
        ).format(member=member, table="{ mean, sd, basis, reference }")

    def _during(
        self, builder: Builder, n: int, entry: Consent, own: str, later: str | None, member: str
    ) -> str:
        """The chance of an entry while its condition holds, and else what comes later."""
        if entry.while_ is None:
            return own
        if later is None:
            raise ScenarioError(self._silent(member))
        with told_of(f"consents[{n}].while"):
            holds = plane_of(entry.while_, builder)
        otherwise = builder.derived(Op.PRODUCT, builder.derived(Op.ONE_MINUS, holds), later)
        return builder.derived(Op.SUM, builder.derived(Op.PRODUCT, holds, own), otherwise)

    def _chance(
        self,
        builder: Builder,
        name: str,
        chance: Quantity,
        factors: Sequence[Factor],
        entry: Consent | None = None,
    ) -> str:
        draw = builder.drawn(f"{self.id}.{name}", chance, PROBABILITY.low, PROBABILITY.high)
        when: tuple[tuple[str, float], ...] = ()
        if entry is not None and entry.claim is not None and entry.otherwise is not None:
            when = ((entry.claim, entry.otherwise),)
        plane = builder.derived(Op.SCALE, CONSTANT, coefficient=Coefficient(draw, when))
        moved = factors_plane(factors, f"{self.id}.{name}", builder)
        return plane if moved is None else with_odds(plane, moved, builder)

    def _passes(self, builder: Builder, members: Sequence[str], consents: Sequence[str]) -> str:
        """Plane of the chance that the rule is met."""
        n = len(members)
        at_least = n if self.rule is not None else (self.at_least or 0)
        if at_least > n:
            raise ScenarioError(
                _("at_least: {k} of {bloc} must consent, but it has {n} members").format(
                    k=integer(at_least), bloc=self.bloc, n=integer(n)
                )
            )
        if self.blocking is not None and self.blocking > n:
            raise ScenarioError(
                _("blocking: {k} of {bloc} must refuse, but it has {n} members").format(
                    k=integer(self.blocking), bloc=self.bloc, n=integer(n)
                )
            )
        anyway = None if self.blocking is None else n - self.blocking + 1
        if self.share is None:
            # so many are needed, or so few refuse: what is less asks for less
            needed = [k for k in (at_least or None, anyway) if k is not None]
            return self._vote(builder, consents, [1] * n, min(needed), 0)
        weights, quota = _whole([self.weights.get(member, 1.0) for member in members], self.share)
        passes = self._vote(builder, consents, weights, quota, at_least)
        if anyway is None or anyway <= at_least:
            return passes if anyway is None else self._vote(builder, consents, [1] * n, anyway, 0)
        few = self._vote(builder, consents, [1] * n, anyway, 0)
        both = self._vote(builder, consents, weights, quota, anyway)
        return builder.derived(Op.WEIGHTED, passes, few, both, weights=(1.0, 1.0, -1.0))

    def _vote(
        self,
        builder: Builder,
        consents: Sequence[str],
        weights: Sequence[int],
        quota: int,
        least: int,
    ) -> str:
        if (quota + 1) * (least + 1) > MOST_BALLOT:
            raise ScenarioError(
                _(
                    "weights: with so many digits a vote is counted in {n} cells, more than {most};"
                    " round them"
                ).format(n=integer((quota + 1) * (least + 1)), most=integer(MOST_BALLOT))
            )
        return builder.derived(
            Op.VOTE,
            *consents,
            c1=float(quota),
            c2=float(least),
            weights=[float(weight) for weight in weights],
        )


def _whole(weights: Sequence[float], share: float) -> tuple[list[int], int]:
    """Weights in their largest common unit, and what of it the share is; both exact."""
    exact = [Fraction(repr(weight)) for weight in weights]
    scale = math.lcm(*(each.denominator for each in exact))
    units = [int(each * scale) for each in exact]
    common = math.gcd(*units)
    units = [unit // common for unit in units]
    return units, math.ceil(Fraction(repr(share)) * sum(units))
