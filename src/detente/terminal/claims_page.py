"""The claims of a scenario as a Markdown page: voice, passage, effects, signs and their test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.terminal.text import clean, day

if TYPE_CHECKING:
    from detente.claims.claim import Claim, Sign
    from detente.effects.base import Effect
    from detente.scenario.scenario import Scenario

TEST = "tests/directions/test_signs.py::test_every_sign_of_the_claim_holds"
"""The test of the built-in scenario's signs; in brackets behind it, the claim."""

_PLAIN = {
    "either-side": "the readier side is enough",
    "open": "the gate is open",
    "absent": "the acts do not happen",
    "none": "the effect is not there",
}
_ROLES = {
    "slow": "the line is reached at once",
    "expected": "nobody anticipates (q = 0)",
}
_OUTCOME = {
    "up": "more likely",
    "down": "less likely",
    "sooner": "sooner",
    "later": "later",
    "none": "does not move",
}
_PLANE = {"up": "higher", "down": "lower", "none": "does not move"}


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
    lines = [
        f"# The claims of `{scenario.id}`",
        "",
        f"{_text(scenario.title)}, as of {day(scenario.as_of)}.",
        "Every claim is attributed to the voice that makes it; its credence is a judgement, and",
        "Détente asserts none of them.",
        "",
        "| claim | voice | document | credence | effects (kind) | otherwise |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(scenario, claim) for claim in scenario.claims]
    lines += [
        "",
        "Document: its id and the number of the sentence. Credence: the chance that the claim",
        "holds, with what it is given and its value where that other claim is false. Otherwise:",
        "what holds on a path where the claim is false.",
    ]
    for claim in scenario.claims:
        lines += ["", *_section(scenario, claim)]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Text of a scenario on one line, harmless in a table."""
    return " ".join(clean(text).split()).replace("|", "\\|")


def _row(scenario: Scenario, claim: Claim) -> str:
    parts = list(_parts(scenario, claim))
    kinds = "<br>".join(f"`{effect.id}` ({_kind(effect)})" for effect, _ in parts)
    otherwise = "<br>".join(short for _, short in parts)
    if claim.judgement is not None and not parts:
        kinds, otherwise = "judgement: moves nothing", "—"
    cells = (
        f"[`{claim.id}`](#{claim.id})",
        f"`{claim.voice}`",
        f"{claim.document}, {claim.sentence}",
        _credence(claim),
        kinds or "—",
        otherwise or "—",
    )
    return f"| {' | '.join(cells)} |"


def _credence(claim: Claim) -> str:
    if claim.given is None:
        return f"{claim.credence:g}"
    return f"{claim.credence:g} given `{claim.given}`, {claim.credence_otherwise:g} without"


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
                short = _ROLES.get(role, "") if value is None else f"{value:g}"
                yield effect, f"`{role}`: {short}" if short else f"`{role}`"


def _value(otherwise: float | str | None) -> str:
    return f"{otherwise:g}" if isinstance(otherwise, float) else f"`{otherwise}`"


def _meaning(otherwise: str) -> str:
    if otherwise == "0":
        return "adds nothing"
    if otherwise.startswith("`") and ": " in otherwise:
        role, _, value = otherwise.partition(": ")
        return f"{value} (the part of its key {role})"
    return _PLAIN.get(otherwise.strip("`"), otherwise)


def _section(scenario: Scenario, claim: Claim) -> list[str]:
    voice = next((v for v in scenario.file.voices if v.id == claim.voice), None)
    who = claim.voice if voice is None else _text(voice.name)
    role = f", {_text(voice.role)}" if voice is not None and voice.role else ""
    passage = scenario.passages.get(claim.id)
    lines = [
        f"## {claim.id}",
        "",
        _text(claim.statement),
        "",
        f"- Voice: {who}{role}",
        f"- Source: document `{claim.document}`, sentence {claim.sentence}, "
        f"fingerprint `{claim.fingerprint}`",
        f"- Credence: {_credence(claim)} ({_text(claim.credence_basis)})",
    ]
    lines += ["", f"> {_text(passage)}"] if passage else ["", "No passage in the brief."]
    effects = [
        f"- `{effect.id}` ({_kind(effect)}); where the claim is false: {_meaning(short)}"
        for effect, short in _parts(scenario, claim)
    ]
    effects += [
        f"- act of the record, {day(act.date)}: {act.source} → {act.target} `{act.act}`"
        + (f", {_text(act.note)}" if act.note else "")
        + "; where the claim is false: taken out"
        for act in scenario.record.acts
        if act.claim == claim.id
    ]
    if claim.judgement is not None:
        judgement = claim.judgement
        effects.append(
            f"- judgement, compared with the ensemble: {_text(judgement.words)} "
            f"(`{judgement.outcome}` between {judgement.low:g} and {judgement.high:g})"
        )
    lines += ["", "Effects:", "", *(effects or ["- none"])]
    signs = [f"- {_sign(scenario, sign)}" for sign in claim.signs]
    lines += ["", "Signs:", "", *(signs or ["- none declared"])]
    if claim.signs:
        lines += ["", f"Test: `{TEST}[{claim.id}]`"]
    return lines


def _sign(scenario: Scenario, sign: Sign) -> str:
    truth, other = ("true", "false") if sign.forced else ("false", "true")
    is_outcome = any(outcome.id == sign.target for outcome in scenario.outcomes)
    words = (_OUTCOME if is_outcome else _PLANE).get(sign.moves, sign.moves)
    return f"forced {truth} rather than {other}: `{sign.target}` {words}"
