"""What the form of an article says: decisions on its proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.decide import Decision
from detente.reading.proposal import Proposal, Reading
from detente.reading.writing.build import Unwritten
from detente.reading.writing.claim import Claim
from detente.web.read.proposed import per_cent, taken

ALL, BELOW = "all", "below"
"""Buttons that decide on more than one proposal."""


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
        Fields: ``effect-ID``, ``credence-ID``, ``direction-ID``, and ``accept-ID`` where it is
        ticked; ``do``, the button, and ``below``.

    Raises
    ------
    InputError
        If a number is none.
    """
    found = {
        each.id: _one(
            each, taken(each, written.get(each.id)), before.get(each.id, Decision()), form
        )
        for each in reading.proposals
        if f"effect-{each.id}" in form
    }
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
        raise InputError(_("{id}: no such effect").format(id=name))
    candidate = int(form[f"effect-{name}"])
    if before.candidate == 0 and candidate == usual:
        candidate = 0  # as it stood there
    stated = form.get(f"credence-{name}", "").strip()
    credence = None
    if stated and _number(stated, name) != per_cent(proposal.sureness.credence):
        credence = _number(stated, name) / 100
    if before.credence is not None and stated == str(per_cent(before.credence)):
        credence = before.credence  # stated more exactly than the form shows it
    direction = form.get(f"direction-{name}", "")
    if direction not in ("", "1", "-1"):
        raise InputError(_("{id}: no such direction").format(id=name))
    return Decision(
        rejected=f"accept-{name}" not in form,
        candidate=candidate,
        credence=credence,
        direction=int(direction) if direction else None,
    )


def _number(text: str, name: str) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0.0 <= found <= 100.0:
        raise InputError(_("{name}: give a number from 0 to 100").format(name=name))
    return found
