"""What the form of an article says: decisions on its proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.reading.condition import check_condition
from detente.reading.decide import Decision
from detente.reading.proposal import Proposal, Reading
from detente.reading.writing.build import Unwritten
from detente.reading.writing.claim import Claim
from detente.web.read.conditions import condition_sent
from detente.web.read.proposed import per_cent, taken

ALL, BELOW = "all", "below"
"""Buttons that decide on more than one proposal."""
TEXT = "text:"
"""Beginning of the button that gives a proposal the credence of the text back."""


def sent(
    reading: Reading,
    written: Mapping[str, Claim | Unwritten],
    before: Mapping[str, Decision],
    form: Mapping[str, str],
) -> dict[str, Decision]:
    """Decisions on all proposals whose part of the form was sent.

    Parameters
    ----------
    reading : Reading
    written : mapping of str to Claim or Unwritten
        What became of them, by id.
    before : mapping of str to Decision
        What was decided when the form was shown.
    form : mapping of str to str
        Fields: ``effect-ID``, ``credence-ID``, ``direction-ID``, those of its condition, and
        ``accept-ID`` where it is ticked; ``do``, the button, and ``below``.

    Raises
    ------
    InputError
        If a number is none, or a condition cannot be one.
    """
    found = {}
    actors = [each.id for each in reading.actors]
    for number, each in enumerate(reading.proposals, start=1):
        if f"effect-{each.id}" not in form:
            continue
        usual = taken(each, written.get(each.id))
        try:
            one = _one(each, usual, before.get(each.id, Decision()), form)
            if one.condition is not None:
                check_condition(one.condition, actors)
        except InputError as error:
            raise InputError(
                _("proposal {n}: {why}").format(n=integer(number), why=error)
            ) from None
        found[each.id] = one
    if form.get("do") == ALL:
        return {name: replace(each, rejected=False) for name, each in found.items()}
    if form.get("do") == BELOW:
        least = _number(form.get("below", ""), _("Reject all below, in %"))
        believed = {each.id: each.sureness.credence for each in reading.proposals}
        return {
            name: replace(each, rejected=True)
            if per_cent(believed[name] if each.credence is None else each.credence) < least
            else each
            for name, each in found.items()
        }
    return found


def _one(proposal: Proposal, usual: int, before: Decision, form: Mapping[str, str]) -> Decision:
    name = proposal.id
    options = [str(number) for number in range(len(proposal.candidates))]
    if form[f"effect-{name}"] not in options:
        raise InputError(_("no such effect"))
    candidate = int(form[f"effect-{name}"])
    if before.candidate == 0 and candidate == usual:
        candidate = 0  # as it stood there
    stated = form.get(f"credence-{name}", "").strip()
    credence = None
    if form.get("do") == TEXT + name:
        stated = ""
    if stated and _number(stated, _("Credence, in %")) != per_cent(proposal.sureness.credence):
        credence = _number(stated, _("Credence, in %")) / 100
    if before.credence is not None and stated == str(per_cent(before.credence)):
        credence = before.credence  # stated more exactly than the form shows it
    direction = form.get(f"direction-{name}", "")
    if direction not in ("", "1", "-1"):
        raise InputError(_("no such direction"))
    return Decision(
        rejected=f"accept-{name}" not in form,
        candidate=candidate,
        credence=credence,
        direction=int(direction) if direction else None,
        condition=condition_sent(form, proposal, before.condition),
    )


def _number(text: str, name: str) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0.0 <= found <= 100.0:
        raise InputError(_("{name}: give a number from 0 to 100").format(name=name))
    return found
