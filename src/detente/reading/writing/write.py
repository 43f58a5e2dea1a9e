"""From a reading to the files of a scenario folder."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.check.background import radii
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.progress import Stage
from detente.reading.proposal import Reading
from detente.reading.writing.account import account
from detente.reading.writing.base import base
from detente.reading.writing.build import Unwritten, build
from detente.reading.writing.cast import Parts, parts
from detente.reading.writing.claim import Claim, passage, table
from detente.reading.writing.document import BRIEF, RECORD, scenario
from detente.reading.writing.plan import Plan, owner
from detente.reading.writing.prune import prune
from detente.reading.writing.record import record
from detente.reading.writing.stages import unspoken
from detente.reading.writing.unfit import unfit
from detente.reading.writing.voices import Voices
from detente.reading.writing.weaken import FAINT, SETTLES, STEP, weaken
from detente.reading.writing.written import Written
from detente.scaffold.counts import count
from detente.scaffold.kinds import KINDS
from detente.scaffold.plan import Start
from detente.scaffold.render import opening
from detente.scaffold.writer import Writer
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import read
from detente.scenario.schema import FILE as SCHEMA
from detente.scenario.schema import schema_text

ACCOUNT = "reading.md"
PLAINEST = "thaw"
"""The kind of brief that expects least of its text."""
SEED = 1
"""Seed of the draws on which it is tried whether acts breed acts without end."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """Files of a scenario, by name, what became of each proposal, and who takes part."""

    files: Mapping[str, str]
    found: Sequence[Claim | Unwritten]
    parts: Parts


def write(reading: Reading, written: Written) -> Mapping[str, str]:
    """Write a reading as a scenario folder in the language in force.

    Parameters
    ----------
    reading : Reading
    written : Written

    Returns
    -------
    mapping of str to str
        File name to text: `scenario.toml`, `brief.md`, `acts.csv`, `reading.md` and the schema.

    Raises
    ------
    InputError
        If the text does not name two actors, or nothing that can be read comes of it.
    """
    return drafted(reading, written).files


def drafted(reading: Reading, written: Written, trial: Stage | None = None) -> Drafted:
    """Write a reading as `write` does, and say what became of each proposal.

    Parameters
    ----------
    reading : Reading
    written : Written
    trial : callable, optional
        Told of the stages of a trial by which claims are left out that a check would refuse, and
        another kind of brief is taken where the text's own would not pass; by default none is made.

    Raises
    ------
    InputError
        As `write` does.
    """
    who = parts(reading, written)
    start = Start(
        written.id,
        written.title,
        who.kind,
        written.as_of,
        written.horizon or KINDS[who.kind].usual,
        list(who.members.values()),
        mediator=who.mediator,
        guarantor=who.guarantor,
        translated=False,
    )
    if written.store is not None:
        plan, _claims = _planned(reading, who, start, ())
        every = [*opening(_begun(start, who))[1], *plan.writer.entries.values()]
        actors = [each.actor for each in plan.used.values()]
        start = replace(start, counts=count(written.store, start.as_of, every, actors))
    draft, fit = _readable(reading, who, start, trial)
    if fit or written.kind is not None or who.kind == PLAINEST:
        return draft
    return drafted(reading, replace(written, kind=PLAINEST), trial)


def _readable(
    reading: Reading, who: Parts, start: Start, trial: Stage | None
) -> tuple[Drafted, bool]:
    """The files without the claims that are refused in this company, and whether they pass.

    Where so many claims have acts bring about acts that they would without end, they do so less.
    """
    refused: set[str] = set()
    share = 1.0
    while True:
        plan, found = _planned(reading, who, start, refused)
        weaken(plan, share)
        files = _files(plan, found)
        try:
            played = read(Memory(files, start.id))  # what cannot be read is not written
        except ScenarioError as error:
            said = str(error)
            named = {owner(e) for e in plan.effects if owner(e) and e["id"] in said}
            if not named:
                raise
            refused |= named
            continue
        if share >= FAINT and max(radii(played, SEED)) >= SETTLES:
            share *= STEP
            continue
        idle, fit = unfit(played, plan, trial) if trial is not None else (set[str](), True)
        if idle <= refused:
            return Drafted(files, found, who), fit
        refused |= idle


def _begun(start: Start, who: Parts) -> Start:
    """What the kind of brief is begun with: the pair, and who has a part in it."""
    return replace(start, members=who.begun)


def _planned(
    reading: Reading, who: Parts, start: Start, refused: Container[str]
) -> tuple[Plan, list[Claim | Unwritten]]:
    """Write every proposal but those that have been refused."""
    whole = base(_begun(start, who))
    begun = prune(whole, unspoken(reading, who.kind, whole))
    plan = Plan(reading, who, start, begun, Writer(start))
    found = [
        Unwritten(each, (_("it does not fit the rest of the scenario"),))
        if each.id in refused
        else build(plan, each)
        for each in reading.proposals
    ]
    _consent(plan)
    return plan, found


def _consent(plan: Plan) -> None:
    """Joint acts of the pair need both sides, unless a claim says so, which then owns the rule."""
    claimed = {
        each
        for effect in plan.effects
        if effect["effect"] == "mutual-consent"
        for each in effect["on"]
    }
    known = [each for each in plan.base.effects if each["effect"] == "mutual-consent"]
    for effect in known:
        groups = plan.base.groups
        on = [one for each in effect["on"] for one in groups.get(each, [each])]
        effect["on"] = [each for each in on if each not in claimed]
    plan.base.effects[:] = [each for each in plan.base.effects if each.get("on", True)]
    held = claimed | {each for effect in known for each in effect["on"]}
    joint = [
        each.id
        for each in plan.playing.values()
        if each.act.joint and not each.several and each.id not in held
    ]
    if joint:
        id_ = plan.new_id("both-agree")
        plan.effects.append({"effect": "mutual-consent", "id": id_, "on": joint})


def _files(plan: Plan, found: Sequence[Claim | Unwritten]) -> Mapping[str, str]:
    reading, start = plan.reading, plan.start
    written = [each for each in found if isinstance(each, Claim)]
    voices = Voices(reading, plan.parts)
    ids = {each.proposal.id for each in written}
    given = _given(written, ids)
    tables = [
        table(
            each,
            reading.sentences[each.proposal.sentence],
            voices,
            given.get(each.proposal.id, ""),
            _target(plan, each, [w for w in written if _hangs(given, w.proposal.id, each)]),
        )
        for each in written
    ]
    brief = [f"# {start.title}"]
    brief += [f"{passage(each, voices)} {{#{each.proposal.id}}}" for each in written]
    for row in plan.record:
        claim = next(each for each in tables if each["id"] == row["claim"])
        row["reference"] = f"{claim['document']}, {claim['sentence']}"
    return {
        SCENARIO: scenario(plan, voices.tables(), tables),
        BRIEF: "\n\n".join(brief) + "\n",
        RECORD: record(plan.record),
        ACCOUNT: account(plan, found, voices),
        SCHEMA: schema_text(),
    }


def _hangs(given: Mapping[str, str], id_: str, on: Claim) -> bool:
    """Whether the credence of a claim hangs on another, if by way of others."""
    while id_ in given:
        id_ = given[id_]
        if id_ == on.proposal.id:
            return True
    return False


def _target(plan: Plan, claim: Claim, hanging: Sequence[Claim]) -> str | None:
    """The outcome that a claim moves; None where claims that hang on it pull the other way."""
    if claim.built.judgement is not None:
        return str(claim.built.judgement["outcome"])
    moved, moves = set(claim.built.moved), claim.built.moves
    if any(moved & set(each.built.moved) and each.built.moves != moves for each in hanging):
        return None
    return plan.outcome(claim.built.moved) if claim.built.moved and claim.built.moves else None


def _given(written: Sequence[Claim], ids: set[str]) -> dict[str, str]:
    """On which claim the credence of each hangs, without circles."""
    found: dict[str, str] = {}
    for each in written:
        one, other = each.proposal.id, each.proposal.given
        if other not in ids or other == one:
            continue
        at = other
        while at in found and at != one:
            at = found[at]
        if at != one:
            found[one] = other
    return found
