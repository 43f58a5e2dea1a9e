"""An act that is put in or taken out, as a user may write it.

``PROCESS@DATE`` or ``PROCESS on DATE``; who does what to whom, such as ``USA>RUS ACCUSE on DATE``
or ``USA~RUS CONSULT.visit@leader on DATE``; or a table, ``{ act = CLASS, by = DYAD, on = DATE }``,
``{ process = ID, on = DATE }``. Of what is taken out the day may be left away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import InputError, OutcomeError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.acts import Act
from detente.ontology.toml import parse_toml
from detente.scenario.record.kinds import kind_of, narrowest

if TYPE_CHECKING:
    from detente.planes.process import Process
    from detente.scenario.scenario import Scenario

_ON = re.compile(r"(.*\S)\s+on\s+(\S+)", re.DOTALL)
_DYAD = re.compile(r"([^\s<>~]+)\s*([>~])\s*([^\s<>~]+)\s+(\S+)")
_THREE = re.compile(r"(\S+)\s+(\S+)\s+([A-Z]\S*)")

KEYS = {"process", "act", "by", "on"}


@dataclass(frozen=True, slots=True)
class Written:
    """The name of a row, and the day as it was written; empty where there is none."""

    name: str
    day: str


def written(text: str, scenario: Scenario, given: str) -> Written:
    """What a text names.

    Parameters
    ----------
    text : str
    scenario : Scenario
    given : str
        What messages call it.

    Raises
    ------
    OutcomeError
        If no process, or more than one, does what it says.
    """
    if text.lstrip().startswith("{"):
        return _table(text, scenario, given)
    what, day = _day_apart(text.strip())
    if found := _DYAD.fullmatch(what):
        return Written(_process(scenario, found[1], found[3], found[2], found[4], given), day)
    if found := _THREE.fullmatch(what):
        return Written(_process(scenario, found[1], found[2], "", found[3], given), day)
    return Written(what, day)


def _day_apart(text: str) -> tuple[str, str]:
    """What stands before ``on DATE``, or before an ``@`` that no rank of actors follows."""
    if found := _ON.fullmatch(text):
        return found[1], found[2]
    what, at, day = text.rpartition("@")
    if not at or (" " in what and not day[:1].isdigit()):  # the rank of an act
        return text, ""
    return what, day


def _table(text: str, scenario: Scenario, given: str) -> Written:
    raw: Any = parse_toml(f"act = {text}", given).get("act")
    if not isinstance(raw, Mapping) or not set(raw) <= KEYS:
        raise OutcomeError(
            _("{given}: write {{ act = CLASS, by = DYAD, on = DATE }}").format(given=given)
        )
    day = str(raw.get("on", ""))
    if isinstance(raw.get("process"), str) and not {"act", "by"} & set(raw):
        return Written(raw["process"], day)
    by = raw.get("by")
    found = _DYAD.fullmatch(f"{by} {raw.get('act')}") if isinstance(by, str) else None
    if found is None or not isinstance(raw.get("act"), str):
        raise OutcomeError(
            _("{given}: write {{ act = CLASS, by = DYAD, on = DATE }}").format(given=given)
        )
    return Written(_process(scenario, found[1], found[3], found[2], found[4], given), day)


def _process(scenario: Scenario, source: str, target: str, sign: str, act: str, given: str) -> str:
    """The process that does it: of several kinds the narrowest that fits."""
    try:
        kind = Act.parse(act)
    except InputError as error:
        raise OutcomeError(f"{given}: {error}") from None
    ends = {source, target}
    for actor in sorted(ends):
        if actor not in scenario.actors:
            raise OutcomeError(
                _("{given}: unknown actor '{actor}'").format(given=given, actor=actor)
                + did_you_mean(actor, scenario.actors)
            )
    between = [process for process in scenario.processes if {*process.parties} == ends]
    there = [p for p in between if p.joint or (p.source == source and sign != "~")]
    kinds = {kind_of(process): process for process in there}
    best = narrowest(list(kinds), kind)
    found: list[Process] = [p for p in there if best is not None and p.act == best.act]
    if len(found) == 1:
        return found[0].id
    ids = [process.id for process in found or between]
    if found:
        raise OutcomeError(
            _("{given}: several processes may do it; name one of {ids}").format(
                given=given, ids=", ".join(ids)
            )
        )
    if not ids:
        raise OutcomeError(_("{given}: no process is between these two").format(given=given))
    raise OutcomeError(
        _("{given}: no process does it; between these two there are {ids}").format(
            given=given, ids=", ".join(ids)
        )
    )
