"""Whether the locators of the claims match a document that the reader holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from detente.claims.locator import fingerprint
from detente.claims.sentences import sentences
from detente.errors import InputError
from detente.files.read import read_text
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.language.plain import said

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.scenario.scenario import Scenario


def as_text(file: Path) -> Iterable[list[str]]:
    """The sentences of a file that is text."""
    yield sentences(read_text(file))


def verify(
    scenario: Scenario,
    document: str,
    file: Path,
    read: Callable[[Path], Iterable[list[str]]] = as_text,
) -> list[str]:
    """Compare fingerprints with the sentences of a file.

    Parameters
    ----------
    scenario : Scenario
    document : str
        Id of the document.
    file : Path
    read : callable
        Gives the sentences of a file, each way in which its text may be taken; the one that agrees
        best counts.

    Returns
    -------
    list of str
        One line for each claim whose sentence is not there; empty if all match.

    Raises
    ------
    InputError
        If the document is unknown, no claim refers to it, or the file cannot be read.
    """
    known = [d.id for d in scenario.file.documents]
    if document not in known:
        raise InputError(
            _("{source}: no document '{document}'{meant}").format(
                source=option("--source", argument="sources"),
                document=document,
                meant=did_you_mean(document, known),
            )
        )
    try:
        ways = list(read(file))
    except InputError as error:
        raise InputError(option("--source", error, argument="sources")) from None
    return min((_compared(scenario, document, way) for way in ways), key=len)


def _compared(scenario: Scenario, document: str, found: Sequence[str]) -> list[str]:
    """One line for each claim whose sentence is not where it says."""
    prints = [fingerprint(sentence) for sentence in found]
    number_of = {each: number for number, each in reversed(list(enumerate(prints, start=1)))}
    wrong: list[str] = []
    for claim in scenario.claims:
        if claim.document != document:
            continue
        number = claim.sentence
        if number is None:
            wrong.append(said(partial(_unplaced, claim)))
            continue
        if number <= len(prints) and prints[number - 1] == claim.fingerprint:
            continue
        wrong.append(said(partial(_wrong, claim, number_of)))
    return wrong


def _wrong(claim: Claim, number_of: Mapping[str, int]) -> str:
    if claim.fingerprint is not None and claim.fingerprint in number_of:
        return _("claim '{claim}': its sentence is number {found}, not {number}").format(
            claim=claim.id, found=number_of[claim.fingerprint], number=claim.sentence
        )
    return _("claim '{claim}': no sentence has the fingerprint {fingerprint}").format(
        claim=claim.id, fingerprint=claim.fingerprint
    )


def _unplaced(claim: Claim) -> str:
    return _("claim '{claim}': it does not say in which sentence it is").format(claim=claim.id)
