"""What hangs on what: claims, mechanisms, outcomes; and who does what to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Table
from detente.ensemble.reweighted import ENOUGH
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.listing import listing
from detente.report.hanging import ClaimWorth, hanging, worth_table
from detente.report.network import Moment, moments, network_table, networks
from detente.scenario.effect_names import short_claim
from detente.web.play.claims import idle
from detente.web.play.worths import too_few, worths
from detente.web.site import FIRST
from detente.web.views.asking import command, python
from detente.web.views.choice import choices, chosen
from detente.web.views.page import Made, Page, Subject
from detente.web.views.question import Answered, Question, sizes
from detente.web.views.shell import shell

if TYPE_CHECKING:
    from detente.public.play import Ensemble
    from detente.web.work import Job


@dataclass(frozen=True, slots=True)
class Network:
    """What each claim is worth for each outcome, and the dyads at three times.

    `few` are the claims of which too few futures tell.
    """

    ensemble: Ensemble
    worths: Mapping[str, Mapping[str, ClaimWorth]]
    moments: list[Moment]
    few: Sequence[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The answer."""

    hanging: Chart
    worths: Table
    networks: Sequence[Chart]
    dyads: Table
    few: str


def question(subject: Subject) -> Question[Network]:
    """What hangs on what."""

    def look(ensembles: Sequence[Ensemble], job: Job, size: int) -> Network:
        ensemble = ensembles[0]
        found = {
            outcome.id: {
                claim: ClaimWorth(each.worth, each.told)
                for claim, each in worths(ensemble, outcome.id).items()
            }
            for outcome in ensemble.scenario.outcomes
        }
        return Network(
            ensemble,
            found,
            moments(ensemble, threads=job.threads, progress=job.progress),
            list(too_few(ensemble)),
        )

    return Question(
        "network",
        subject.scenario.hash,
        [subject.view.but(outcome=None, seen=())],
        sizes(subject.view.paths, FIRST, subject.view.paths),
        look,
        all_futures=True,
    )


def made(subject: Subject, asks: Question[Network], answered: Answered[Network] | None) -> Made:
    """The page."""
    view, outcome = subject.view, chosen(subject)
    found = None
    if answered is not None:
        result = answered.result
        found = Drawn(
            hanging(result.ensemble, outcome, result.worths[outcome]),
            worth_table(result.ensemble, result.worths),
            networks(result.ensemble, result.moments),
            network_table(result.ensemble, result.moments),
            _few(result),
        )
    return Made(
        shell(
            "network",
            subject.scenario,
            view,
            _("What hangs on what"),
            _(
                "Claims own mechanisms, mechanisms move acts, and outcomes come of acts. A band is "
                "as thick as what the claim is worth for the outcome."
            ),
            question=asks,
            answered=answered,
            command=command("explain", view.but(outcome=None, seen=()), subject.place, outcome),
            python=python(
                view.but(seen=()), subject.place, f"found = ensemble.explain({outcome!r}).worths"
            ),
            charts=[] if found is None else [found.hanging, *found.networks],
        ),
        {
            "found": found,
            "outcomes": choices(subject),
            "chosen": outcome,
            "t": {
                "worths": _("What each claim is worth for each outcome"),
                "worths_note": _(
                    "Points by which the outcome is likelier where the claim holds than where it "
                    "does not, counted in the futures that are there; a dot where that does not "
                    "stand out from chance."
                ),
                "dyads": _("Who does what to whom"),
                "dyads_note": _(
                    "Arrows go from who acts to whom it is done; the thicker, the more acts. Blue "
                    "and solid: friendly; orange and dashed: hostile; grey and dotted: between."
                ),
                "all": _("All of them"),
            },
        },
    )


def _few(found: Network) -> str:
    """Of which claims the futures do not tell, since too few are there; empty if of all."""
    scenario = found.ensemble.scenario
    few = [each.id for each in scenario.claims if each.id in found.few and not idle(scenario, each)]
    if not few:
        return ""
    return _("Too few futures ({enough} are needed on either side) tell of: {claims}.").format(
        enough=integer(ENOUGH),
        claims=listing([short_claim(scenario, claim) for claim in few]),
    )


PAGE: Page = Page("network.html.j2", question, made)
