"""The claims of a scenario as a Markdown page: voice, passage, effects, signs and their test."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pydantic import BaseModel

from detente.language.current import gettext as _
from detente.language.format import day, general
from detente.scenario.effect_names import condition_said
from detente.scenario.given_names import given_clause
from detente.scenario.owned import moved_by
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.claims.claim import Case, Claim, Sign
    from detente.effects.base import Effect
    from detente.scenario.owned import Moved
    from detente.scenario.scenario import Scenario

TEST = "tests/directions/test_signs.py::test_every_sign_of_the_claim_holds"
"""The test of the built-in scenario's signs; in brackets behind it, the claim."""


def claims_page(scenario: Scenario) -> str:
    """Write down every claim of a scenario.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    str
        Markdown that depends on the scenario only.
    """
    words = scenario.words
    lines = [
        _("# The claims of `{id}`").format(id=scenario.id),
        "",
        _("{title}, as of {date}.").format(title=_text(words.title), date=day(scenario.as_of)),
        _(
            "Every claim is attributed to the voice that makes it; its credence is a judgement, "
            "and\nDétente asserts none of them."
        ),
        "",
        _("| claim | voice | document | credence | effects (kind) | otherwise |"),
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(scenario, claim) for claim in scenario.claims]
    lines += [
        "",
        _(
            "Document: its id and the number of the sentence. Credence: the chance that the claim\n"
            "holds, with what it is given and its value where that other claim is false. "
            "Otherwise:\nwhat holds on a path where the claim is false. Forced: set by an "
            "intervention, which leaves\nwhat the claim is given as it is."
        ),
    ]
    for claim in scenario.claims:
        lines += ["", *_section(scenario, claim)]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Text of a scenario on one line, harmless in a table."""
    return re.sub(" +", " ", clean(text)).strip().replace("|", "\\|")


def _row(scenario: Scenario, claim: Claim) -> str:
    parts = [(f"`{e.id}` ({_kind(e)})", short) for e, short in _parts(scenario, claim)]
    parts += [
        (f"`{each.of}` ({each.kind})", _moved_otherwise(each))
        for each in moved_by(scenario)
        if each.claim == claim.id
    ]
    kinds = "<br>".join(kind for kind, _short in parts)
    otherwise = "<br>".join(short for _kind, short in parts)
    if claim.judgement is not None and not parts:
        kinds, otherwise = _("judgement: moves nothing"), "—"
    cells = (
        f"[`{claim.id}`](#{claim.id})",
        f"`{claim.voice}`",
        claim.document if claim.sentence is None else f"{claim.document}, {claim.sentence}",
        _credence(claim),
        kinds or "—",
        otherwise or "—",
    )
    return f"| {' | '.join(cells)} |"


def _credence(claim: Claim) -> str:
    credence = spread(claim.credence, claim.credence_sd)
    if claim.cases:
        told = [
            _("{credence} where {where}").format(
                credence=general(case.credence), where=_where(case)
            )
            for case in claim.cases
        ]
        return _("{cases}, otherwise {credence}").format(cases=", ".join(told), credence=credence)
    if claim.given is None or claim.credence_otherwise is None:
        return credence
    return _("{credence} given `{given}`, {otherwise} without").format(
        credence=credence,
        given=claim.given,
        otherwise=spread(claim.credence_otherwise, claim.credence_otherwise_sd),
    )


def _where(case: Case) -> str:
    """Truths of the claims on which a case hangs."""
    return _(" and ").join(
        (_("`{claim}` holds") if truth else _("`{claim}` does not")).format(claim=claim)
        for claim, truth in case.where.items()
    )


def spread(credence: float, sd: float) -> str:
    """A credence with its standard deviation, if it has one."""
    return f"{general(credence)} ± {general(sd)}" if sd else general(credence)


def _kind(effect: Effect) -> str:
    return str(getattr(effect, "effect", type(effect).__name__))


def _parts(scenario: Scenario, claim: Claim) -> Iterator[tuple[Effect, str]]:
    """Effects of which the claim owns all or a part, each with its `otherwise`."""
    for effect in scenario.effects:
        if effect.claim == claim.id:
            yield effect, _value(effect.otherwise)
        for role in type(effect).model_fields:
            if role == "claim" or claim.id not in effect.claims():
                continue
            if getattr(effect, role) == claim.id:
                value = getattr(effect, f"{role}_otherwise", None)
                short = _role(role) if value is None else general(value)
                yield effect, f"`{role}`: {short}" if short else f"`{role}`"
        for role, entry in _entries(effect):
            if getattr(entry, "claim", None) == claim.id:
                yield effect, f"`{role}`: {general(getattr(entry, 'otherwise', None) or 0.0)}"


def _entries(effect: Effect) -> Iterator[tuple[str, BaseModel]]:
    """Tables within an effect, such as the chances of single members, each with its key."""
    for role in type(effect).model_fields:
        value = getattr(effect, role)
        for each in value if isinstance(value, list) else ():
            if isinstance(each, BaseModel):
                yield role, each


def _moved_otherwise(each: Moved) -> str:
    """What holds of a state or level where the claim is false, in short."""
    if each.otherwise is None:
        return _("it counts") if each.kind == "factor" else _("it comes about")
    return _value(each.otherwise)


def _role(role: str) -> str:
    """What holds where the claim of a key such as `slow` is false."""
    known = {
        "slow": _("the line is reached at once"),
        "denied_by": _("the mechanism acts"),
        "intent": _("the sender acts as one without the intent"),
        "expected": _("nobody anticipates (q = 0)"),
    }
    return known.get(role, "")


def _value(otherwise: float | str | None) -> str:
    return general(otherwise) if isinstance(otherwise, float) else f"`{otherwise}`"


def _meaning(otherwise: str) -> str:
    if otherwise == "0":
        return _("adds nothing")
    if otherwise.startswith("`") and ": " in otherwise:
        role, _colon, value = otherwise.partition(": ")
        return _("{value} (the part of its key {role})").format(value=value, role=role)
    plain = {
        "either-side": _("the readier side is enough"),
        "open": _("the gate is open"),
        "absent": _("the acts do not happen"),
        "none": _("the effect is not there"),
    }
    return plain.get(otherwise.strip("`"), otherwise)


def _section(scenario: Scenario, claim: Claim) -> list[str]:
    words = scenario.words
    role = words.role(claim.voice)
    passage = words.passage(claim.id)
    who = _text(words.voice(claim.voice)) + (f", {_text(role)}" if role else "")
    lines = [
        f"## {claim.id}",
        "",
        _text(words.claim(claim.id)),
        "",
        _("- Voice: {who}").format(who=who),
        _("- Source: document `{document}`, sentence {n}, fingerprint `{fingerprint}`").format(
            document=claim.document, n=claim.sentence, fingerprint=claim.fingerprint
        )
        if claim.sentence is not None
        else _("- Source: document `{document}`").format(document=claim.document),
        _("- Credence: {credence} ({basis})").format(
            credence=_credence(claim),
            basis=_text(words.credence_basis(claim.id)) or _("it does not say why"),
        ),
    ]
    if claim.excludes:
        lines.append(_("- Excludes: {claims}").format(claims=_links(claim.excludes)))
    if claim.implies:
        lines.append(_("- Implies: {claims}").format(claims=_links(claim.implies)))
    if claim.equivalent:
        lines.append(_("- Holds just where: {claims}").format(claims=_links(claim.equivalent)))
    lines += ["", f"> {_text(passage)}"] if passage else ["", _("No passage in the brief.")]
    effects = list(_effects(scenario, claim))
    lines += ["", _("Effects:"), "", *(effects or [_("- none")])]
    signs = [f"- {_sign(scenario, sign)}" for sign in claim.signs]
    lines += ["", _("Signs:"), "", *(signs or [_("- none declared")])]
    if claim.signs:
        lines += ["", _("Test: {test}").format(test=f"`{TEST}[{claim.id}]`")]
    return lines


def _links(claims: Iterable[str]) -> str:
    return ", ".join(f"[`{claim}`](#{claim})" for claim in claims)


def _effects(scenario: Scenario, claim: Claim) -> Iterator[str]:
    """What the claim does: effects, acts of the record, a judgement."""
    words = scenario.words
    for effect, short in _parts(scenario, claim):
        so = condition_said(scenario, effect)
        when = f", {_text(so)}" if so else ""
        yield _("- `{effect}` ({kind}); where the claim is false: {otherwise}").format(
            effect=effect.id, kind=_kind(effect) + when, otherwise=_meaning(short)
        )
    for each in moved_by(scenario):
        if each.claim == claim.id:
            yield _("- {moved}; where the claim is false: {otherwise}").format(
                moved=_text(each.said(scenario)), otherwise=_text(each.false_said(scenario))
            )
    for act in scenario.record.acts:
        if act.claim == claim.id:
            joined = " – " if act.others else " → "
            told = f"{joined.join(_text(words.actor(each)) for each in act.parties)} `{act.act}`"
            told += f", {_text(act.note)}" if act.note else ""
            yield _(
                "- act of the record, {date}: {act}; where the claim is false: taken out"
            ).format(date=day(act.date), act=told)
    if claim.judgement is not None:
        judgement = claim.judgement
        text = (
            _(
                "- judgement, compared with the ensemble: {words} (`{outcome}` between {low} and "
                "{high})"
            )
            if judgement.given is None
            else _(
                "- judgement, compared with the ensemble: {words} (`{outcome}` between {low} and "
                "{high}, {given})"
            )
        )
        yield text.format(
            words=_text(words.judgement(claim.id)),
            outcome=judgement.outcome,
            low=general(judgement.low),
            high=general(judgement.high),
            given="" if judgement.given is None else _text(given_clause(scenario, judgement.given)),
        )


def direction(scenario: Scenario, sign: Sign) -> str:
    """Which way a sign says that its target moves, in words."""
    is_outcome = any(outcome.id == sign.target for outcome in scenario.outcomes)
    return {
        "up": _("more likely") if is_outcome else _("higher"),
        "down": _("less likely") if is_outcome else _("lower"),
        "sooner": _("sooner"),
        "later": _("later"),
        "none": _("does not move"),
    }[sign.moves]


def _sign(scenario: Scenario, sign: Sign) -> str:
    text = (
        _("forced true rather than false: `{target}` {moves}")
        if sign.forced
        else _("forced false rather than true: `{target}` {moves}")
    )
    return text.format(target=sign.target, moves=direction(scenario, sign))
