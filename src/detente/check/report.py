"""What `detente check` reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.check.background import Background, check_background
from detente.check.defaults import Default, defaults
from detente.check.futures import Futures, alone
from detente.check.gates import ShutGate, shut_gates
from detente.check.hangs import HangsOn, JudgedRate, hangs_on, judged, rates
from detente.check.hangs import futures as searched
from detente.check.histories import Histories
from detente.check.idle import Idle, idle
from detente.check.moves import never_moves, never_taken
from detente.check.never import never
from detente.check.notes import notes
from detente.check.one_side import one_sided
from detente.check.opposed import Opposed, opposed
from detente.check.out_of_reach import out_of_reach
from detente.check.rates import far_from_record
from detente.check.shut import shut
from detente.check.signs import SignResult, try_signs
from detente.check.start import StartRate, start_rates
from detente.check.steady import look, steady
from detente.check.ties import Tie, document, ties
from detente.errors import Location
from detente.language.current import gettext as _
from detente.language.current import use_language
from detente.language.format import labelled
from detente.language.plain import all_said, in_force
from detente.progress import Stage, silent
from detente.scenario.folder import SCENARIO
from detente.scenario.located import locations
from detente.scenario.owned import owners

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario
    from detente.scenario.template import Placeholders


FORMAT, VERSION = "detente-check", 1
"""Of the report as JSON."""

SEED = 1
"""Of the futures on which rates and signs are tried."""


@dataclass(frozen=True, slots=True)
class Report:
    """Counts, gaps and faults of a scenario; only faults make it unfit."""

    claims: int
    effects: int
    processes: int
    rates: int
    """Of processes, and of transitions that come by a hazard of their own"""
    outcomes: int
    acts: int
    record: dict[str, Any] | None
    placeholders: Placeholders
    """How many numbers are still the template's"""
    planes: int
    terms: int
    without_effect: list[str]
    without_sign: list[str]
    without_passage: list[str]
    passages_without_claim: list[str]
    untranslated: dict[str, list[str]]
    defaults: list[Default]
    """Numbers that are left out, so that the usual ones stand in their place"""
    rates_far_from_record: dict[str, tuple[float, float]]
    rates_at_start: dict[str, StartRate]
    """By process: as stated, as believed, and were every claim true, or false"""
    fit: dict[str, Any] | None
    in_vain: list[str]
    """What effects wait for and nobody brings"""
    out_of_reach: list[str]
    """Outcomes that no future can bring about"""
    notes: list[str]
    """What may not be meant as it stands; no fault"""
    opposed: list[Opposed]
    """Claims that may exclude one another, and do not say so"""
    idle: list[Idle]
    """Effects that change nothing, whatever happens"""
    ties: list[Tie] | None
    """What forcing each claim changes; None if it was not tried"""
    background: Background
    shut: list[ShutGate]
    """Gates that hold a process back for most of the time; no fault"""
    judged: list[JudgedRate]
    hangs_on: list[HangsOn] | None
    """What the listed outcomes hang on; None if it was not tried"""
    locators: dict[str, list[str]]
    signs: list[SignResult] | None
    """None if they were not tried"""
    goes_on: bool
    """Whether it goes on from an observation: then earlier days may have settled something"""
    where: str
    """What messages call the scenario's file"""
    texts: Mapping[str, str]
    """The files of the scenario"""

    @property
    def faults(self) -> list[str]:
        """Everything that makes the check fail."""
        return [
            *([] if self.goes_on else self._cannot_be()),
            *self.background.faults(rates=not self.goes_on),  # nobody has stated them there
            *(line for lines in self.locators.values() for line in lines),
            *(fault for sign in self.signs or () if (fault := sign.fault())),
        ]

    @property
    def settled(self) -> list[str]:
        """What cannot come about any more, in a scenario that goes on from an observation."""
        return self._cannot_be() if self.goes_on else []

    def _cannot_be(self) -> list[str]:
        return [
            *self.in_vain,
            *self.out_of_reach,
            *(effect.text for effect in self.idle if not effect.settled),
            *(fault for tie in self.ties or () if (fault := tie.fault())),
        ]

    def located(self) -> list[tuple[str, Location | None]]:
        """The faults, each with the file and line that it is about, as far as that is one."""
        folder = self.where.removesuffix(SCENARIO)
        lines = [labelled(self.where, in_force(fault)) for fault in self.faults]
        found = locations(folder.removesuffix("/"), self.texts, lines)
        return [
            (fault, None)
            if where is None or where.key is None
            else (line.removeprefix(folder), where)
            for fault, (line, where) in zip(self.faults, found, strict=True)
        ]

    def document(self) -> dict[str, Any]:
        """The report as plain data: its texts are in English, whatever the language in force."""
        with use_language("en"):
            return self._document()

    def _document(self) -> dict[str, Any]:
        background = self.background
        return {
            "format": FORMAT,
            "version": VERSION,
            "claims": self.claims,
            "effects": self.effects,
            "processes": self.processes,
            "rates": self.rates,
            "outcomes": self.outcomes,
            "acts": self.acts,
            "record": self.record,
            "template": self.placeholders.document(),
            "planes": self.planes,
            "terms": self.terms,
            "claims_without_effect": self.without_effect,
            "claims_without_sign": self.without_sign,
            "claims_without_passage": self.without_passage,
            "passages_without_claim": self.passages_without_claim,
            "untranslated": self.untranslated,
            "defaults": [each.document() for each in self.defaults],
            "rates_far_from_record": {
                process: {"stated": stated, "measured": counted}
                for process, (stated, counted) in self.rates_far_from_record.items()
            },
            "rates_at_start": {
                process: rate.document() for process, rate in self.rates_at_start.items()
            },
            "fit": self.fit,
            "in_vain": [in_force(text) for text in self.in_vain],
            "idle": [
                {"effect": each.effect, "settled": each.settled, "text": in_force(each.text)}
                for each in self.idle
            ],
            "ties": None if self.ties is None else document(self.ties),
            "out_of_reach": [in_force(text) for text in self.out_of_reach],
            "notes": [in_force(text) for text in self.notes],
            "opposed": [pair.document() for pair in self.opposed],
            "background": {
                "rates": {
                    process: {"stated": rate.stated, "played": rate.played}
                    for process, rate in background.rates.items()
                },
                "spectral_radius": background.radius,
                "largest_spectral_radius": background.largest_radius,
                "silent_paths": background.silent,
                "saturated_paths": background.saturated,
                "paths": background.paths,
                "causes": {
                    process: [cause.document() for cause in causes]
                    for process, causes in background.causes.items()
                },
            },
            "shut_gates": [gate.document() for gate in self.shut],
            "judged_rates": [rate.document() for rate in self.judged],
            "hangs_on": None
            if self.hangs_on is None
            else [each.document() for each in self.hangs_on],
            "locators": {
                document: [in_force(text) for text in texts]
                for document, texts in self.locators.items()
            },
            "signs": None if self.signs is None else [sign.document() for sign in self.signs],
            "settled": [in_force(text) for text in self.settled],
            "faults": [in_force(text) for text in self.faults],
            "locations": [None if at is None else at.document() for _text, at in self.located()],
        }


def owning_claims(scenario: Scenario) -> dict[str, list[str]]:
    """Effects that each claim owns a part of, by claim id."""
    found: dict[str, list[str]] = {claim.id: [] for claim in scenario.claims}
    for effect in scenario.effects:
        for claim in dict.fromkeys(effect.claims()):
            found[claim].append(effect.id)
    return found


def check(
    scenario: Scenario,
    locators: dict[str, list[str]] | None = None,
    *,
    quick: bool = False,
    hanging: bool = True,
    stage: Stage = silent,
) -> Report:
    """Check a scenario that has been read without fault.

    Parameters
    ----------
    scenario : Scenario
    locators : dict of str to list of str, optional
        What is wrong with the locators of the documents that were compared.
    quick : bool
        Leave out the trial of the claims and of the declared signs, and what the answer hangs on.
    hanging : bool
        Whether it is tried what the answer hangs on, of which no fault comes.
    stage : callable, optional
        Begins a stage of the work and returns whom to tell how far it is.

    Returns
    -------
    Report
        Signs are not tried either where the background is at fault: it would not settle.
    """
    compiled = scenario.compiled()
    owning = owners(scenario)
    background = check_background(scenario, progress=stage(_("playing futures")))
    histories = Histories(compiled)
    looked = look(scenario)
    dead = idle(scenario, histories)
    settled = {effect.effect for effect in dead if effect.settled}
    tied = None
    if not quick:
        tied = ties(scenario, settled, progress=stage(_("trying claims")))
    tried = moved = None
    if not quick and not background.faults():
        base = Futures.played(scenario, SEED, alone(searched(compiled)[0]))
        if hanging:
            told = stage(_("moving rates"))
            moved = hangs_on(scenario, seed=SEED, base=base, progress=told)
        tried = try_signs(scenario, seed=SEED, base=base, progress=stage(_("trying signs")))
    return Report(
        claims=len(scenario.claims),
        effects=len(scenario.effects),
        processes=len(scenario.processes),
        rates=rates(scenario),
        outcomes=len(scenario.outcomes),
        acts=scenario.record.number,
        record=None if scenario.taken is None else scenario.taken.document(),
        placeholders=scenario.placeholders,
        planes=len(compiled.planes),
        terms=len(compiled.model.terms),
        without_effect=[
            claim.id
            for claim in scenario.claims
            if claim.id not in owning and claim.judgement is None
        ],
        without_sign=[claim.id for claim in scenario.claims if not claim.signs],
        without_passage=[c.id for c in scenario.claims if c.id not in scenario.passages],
        passages_without_claim=[
            name for name in scenario.passages if name not in {c.id for c in scenario.claims}
        ],
        untranslated=scenario.words.untranslated(),
        defaults=defaults(scenario),
        rates_far_from_record=far_from_record(scenario),
        rates_at_start=start_rates(scenario),
        fit=None if scenario.fitted is None else scenario.fitted.document(),
        in_vain=[
            *(vain.text for vain in scenario.in_vain()),
            *all_said(lambda: shut(histories)),
            *all_said(lambda: never(scenario, histories)),
            *all_said(lambda: never_moves(scenario, histories)),
        ],
        out_of_reach=[*all_said(lambda: out_of_reach(scenario, histories))],
        notes=[
            *all_said(lambda: notes(scenario)),
            *all_said(lambda: never_taken(scenario, histories)),
            *all_said(lambda: one_sided(scenario, histories)),
            *all_said(lambda: steady(scenario, histories, looked)),
        ],
        opposed=opposed(scenario),
        idle=dead,
        ties=tied,
        background=background,
        shut=shut_gates(scenario),
        judged=judged(scenario),
        hangs_on=moved,
        locators=locators or {},
        signs=tried,
        goes_on=scenario.kept is not None,
        where=scenario.where,
        texts=scenario.texts,
    )
