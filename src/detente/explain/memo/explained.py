"""The memo of an explanation: which sentences, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.explain.memo.at_times import at_times, rush_said, state_said, told
from detente.explain.memo.brake import Brake, brake_said, brakes, gate_said
from detente.explain.memo.doers import doers_said
from detente.explain.memo.effects import direction
from detente.explain.memo.given import given_said
from detente.explain.memo.likely import likely_said
from detente.explain.memo.premise import premise_said
from detente.explain.memo.pressing import pressing_said
from detente.explain.memo.rules import rule_said, rules
from detente.explain.memo.sureness import hangs_on_said, sure_said
from detente.explain.memo.together import none_alone_said, pair_said, strongest_pair
from detente.explain.memo.tone import acts_said, stands_said
from detente.explain.memo.weighed import weighed_said
from detente.explain.memo.weights import against_said, for_said, open_for, open_said, pulling
from detente.language.current import gettext as _
from detente.language.sentence import sentence

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

SENTENCES = 8
"""Most sentences of a memo."""


def memo(explanation: Explanation) -> list[str]:
    """At most eight sentences: how likely and when, what holds it back and drives it, how sure.

    Nothing is said that the numbers do not tell: a difference within its Monte Carlo error, or with
    zero in its 95 % interval, is no effect, and what is not there is not named.
    """
    said = [
        *((0, each) for each in (premise_said(explanation.ensemble),) if each),
        (0, likely_said(explanation.ensemble, explanation.outcome.id)),
        *(
            (1, each)
            for each in (given_said(explanation.ensemble, explanation.outcome.id),)
            if each
        ),
        *_why(explanation),
        *((1, each) for each in (sure_said(explanation), hangs_on_said(explanation)) if each),
    ]
    while len(said) > SENTENCES:
        said.remove(max(said, key=lambda each: each[0]))
    return [text for _rank, text in said]


def _why(explanation: Explanation) -> Iterator[tuple[int, str]]:
    """What holds it back, what pulls the other way, what no claim explains; what can be spared."""
    found = brakes(explanation)
    named: set[str | None] = set()
    for said in _held_back(explanation, found[:1]):
        yield 1, said
    if (doers := doers_said(explanation)) is not None:
        yield 2, doers
    named |= {brake.claim for brake in found[:1]}
    for worth in rules(explanation)[:1]:
        if worth.claim not in named or not direction(worth.worth, worth):
            yield 1, rule_said(explanation, worth, again=worth.claim in named)
        named.add(worth.claim)
    main = {brake.effect for brake in found[:1]}
    states = [e for e in at_times(explanation) if told(e) and e.effect.id not in main]
    for each in [e for e in states if not e.effect.claims()][:1]:
        yield 2, state_said(explanation, each)
    for said in rush_said(explanation):
        yield 3, said
    for said in weighed_said(explanation):
        yield 2, said
    for gate in [brake for brake in found[1:] if brake.gate and brake.claim not in named][:1]:
        yield 3, gate_said(explanation, gate)
        named.add(gate.claim)
    worths = explanation.worths
    if worths and not any(each.worth or each.waiting for each in worths):
        yield 1, sentence(_("No claim, forced true or false, changes it in any of the futures"))
        return
    held = bool(found or named)
    if against := pulling(explanation, -1, named):
        yield 2, against_said(explanation, against, also=held)
        named |= {each.claim for each in against}
    if drives := pulling(explanation, 1, named):
        yield 1, for_said(explanation, drives, other=held or bool(against))
    elif (doubtful := open_for(explanation, named)) is not None:
        yield 2, open_said(explanation, doubtful, other=held or bool(against))
    if (alone := none_alone_said(explanation)) is not None:
        yield 1, alone
    if (pair := strongest_pair(explanation)) is not None:
        yield 4, pair_said(explanation, pair)


def _held_back(explanation: Explanation, main: list[Brake]) -> Iterator[str]:
    """What holds back the acts, moves the index or presses on the latch, by kind of outcome."""
    yield from (brake_said(explanation, brake) for brake in main)
    if explanation.stacks and not main:
        yield sentence(
            _("No single brake stands out: none takes a twentieth of the daily chance away")
        )
    for said in (stands_said(explanation), acts_said(explanation), pressing_said(explanation)):
        if said:
            yield said
