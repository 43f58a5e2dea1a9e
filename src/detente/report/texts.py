"""Headings, captions and notes of the page, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.said import joint_in_words
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.likelihood import scale
from detente.report.network import SUBSET
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation


def texts(explanation: Explanation) -> dict[str, str]:
    """Every fixed text of the page by name."""
    outcome = ScenarioTexts(explanation.ensemble.scenario).outcome(explanation.outcome.id)
    joint = explanation.joint
    return {
        **_page(),
        **_answer(),
        **_why(),
        **_claims(),
        **_futures(),
        **_observed(),
        **_numbers(),
        "why_lead": _("Here: “{outcome}”.").format(outcome=outcome),
        "worth_note": _(
            "By how many points “{outcome}” becomes more or less likely when the claim is forced, "
            "by an intervention, true rather than false, on the same futures, up to {n}; the thin "
            "line is the 95 % interval of the worth, over the uncertainty of the coefficients and "
            "of credences stated with a spread. Blue and to the right: it helps; orange and "
            "to the left: it hinders."
        ).format(outcome=outcome, n=integer(explanation.worth_paths))
        + ("" if joint is None or joint.adds else f" {joint_in_words(joint)}"),
        "network_note": _(
            "Arrows go from who acts to whom it is done; the thicker, the more acts. Blue and "
            "solid: friendly (mean Goldstein weight 1.5 or more); orange and dashed: hostile (−1.5 "
            "or less); grey and dotted: between. Joint acts, such as meetings, count in both "
            "directions. In the middle and at the end: the mean of {n} futures."
        ).format(n=integer(min(SUBSET, explanation.ensemble.paths))),
        "brief_note": _(
            "The brief restates the source in our words. Each passage shows its claim with its "
            "credence (how far it is believed) and its worth for “{outcome}”, in points: ▲ makes "
            "it more likely if true, ▼ less likely, ● hardly moves it."
        ).format(outcome=outcome),
    }


def _page() -> dict[str, str]:
    """What stands around the sections."""
    return {
        "contents": _("Contents"),
        "skip": _("To the answer"),
        "table": _("The numbers behind it"),
        "report": _("Détente: a report"),
        "limits": _(
            "Détente takes no side: every claim belongs to a voice in the text and can be forced "
            "false. The intervals do not cover what the model leaves out. It is an instrument for "
            "arguing about assumptions, not a forecast service."
        ),
    }


def _answer() -> dict[str, str]:
    """The answer, and the outcomes and the index beneath it."""
    return {
        "answer": _("The answer"),
        "likelihood": scale(),
        "outcomes": _("How likely, and when"),
        "outcomes_note": _(
            "95 % interval: of the probability, over the uncertainty of the coefficients and of "
            "credences stated with a spread. Monte Carlo error: the standard deviation between "
            "seeds, in points. Claims known: likewise 95 %, if one knew besides which claims "
            "hold. When, if it comes: the middle half of the dates in the futures that see "
            "it; constant: what a chance that is the same on every day would have given; any "
            "time: the dates say no more than that. Mean wait: cut at the horizon where it does "
            "not come."
        ),
        "passages": _("Share of the futures that have seen it, by date"),
        "moving": _("States and levels"),
        "moving_note": _(
            "Of a state: the share of the futures in which each value holds. Of a level: the "
            "median, and the bands in which 50, 80 and 90 % of the futures lie."
        ),
        "amounts": _("How large"),
        "amounts_note": _(
            "95 % interval: of the mean or the chance, over the uncertainty of the coefficients "
            "and of credences stated with a spread. 80 % of futures: between these two values. "
            "Bars: shares of the futures; the line is the median."
        ),
        "index": _("The relation index"),
        "index_note": _(
            "The tone of a pair, from −10 (hostile) to 10 (friendly), from its acts so far, and "
            "how much happens, in acts per 30 days. Line: the median of the futures. Bands, "
            "from light to dark: 90 %, 80 % and 50 % of the "
            "futures. Vertical lines: elections and inaugurations. Triangles: scheduled acts, with "
            "their probabilities."
        ),
    }


def _why() -> dict[str, str]:
    """Why: the stacks."""
    return {
        "why": _("Why"),
        "why_note": _(
            "The bars show by what each part multiplies the usual daily chance: above the line "
            "it helps, below it holds back. The dark line is all of them together, the mean "
            "chance of the day over the futures that still wait. Numbers on the bars are those "
            "of the key."
        ),
        "why_sum_note": _(
            "The bars show the parts, in the mean over the futures that still wait; the "
            "dark line is their sum. Numbers on the bars are those of the key."
        ),
        "caution_direct": _(
            "The parts are direct, given the history: what a claim does in all, also through what "
            "happened before, is its worth below."
        ),
        "caution_selected": _(
            "The futures that still wait late are a selected set, those that were slow to begin "
            "with: the dashed line is the dark one without what that does to the parts that stay "
            "the same in each future."
        ),
        "caution_slow": _(
            "The futures that still wait late are a selected set, those that were slow to begin "
            "with."
        ),
        "caution_several": _(
            "The outcome is made of several acts: their stacks stand side by side and are not "
            "added."
        ),
    }


def _claims() -> dict[str, str]:
    """What hangs on claims, alone and together, and on what else."""
    return {
        "claims": _("What hangs on which claim"),
        "watch": _("What to watch"),
        "interactions": _("Claims that do more, or less, together than each alone"),
        "interactions_note": _(
            "The difference that one makes where the other holds, less that where it does not, in "
            "points; found by screening all pairs and played again by forced runs. An interval "
            "that holds 0 confirms nothing."
        ),
        "interactions_none": _("No pair of claims stands out."),
        "pair": _("Pair"),
        "points": _("Points"),
        "interval": _("95 % interval"),
        "uncertainty_note": _(
            "Shares of the variance of the outcome over the futures (Sobol' indices). Dark: "
            "first-order, the share that knowing it would remove; pale: total, what would be left "
            "if all else were known, which is why these add up to more than 100 %. ±, in "
            "the table: Monte Carlo error; what noise alone would take below 0 or above 100 % is "
            "cut."
        ),
        "uncertainty_none": _(
            "The outcome came in none of the futures, or in all of them: there is no variance to "
            "be shared."
        ),
        "claim_shares": _("What knowing each claim would remove"),
        "brief": _("The brief, passage by passage"),
    }


def _futures() -> dict[str, str]:
    """Futures as they may go, and who acts in them."""
    return {
        "futures": _("Some of the futures"),
        "futures_note": _(
            "Where there is a relation index, chosen by its mean. They are examples, not "
            "predictions; each line is one of the rarer acts."
        ),
        "kinds": _("Kinds of future"),
        "kinds_outcomes": _("How likely outcomes are in each kind"),
        "kinds_tells": _("What tells the kinds apart beforehand"),
        "kinds_examples": _("An example of each kind"),
        "came": _("What came about"),
        "nothing": _("None of the outcomes."),
        "network": _("Who does what to whom"),
    }


def _observed() -> dict[str, str]:
    """What was observed before the first day."""
    return {
        "observed": _("What was observed before"),
        "observed_movers": _("Which acts moved the claims, and which silence"),
        "observed_movers_note": _(
            "Acts are told before the silence of their day. What all of them moved adds up to the "
            "change of each credence, but for what the number of draws leaves to chance."
        ),
        "observed_rates": _("Rates before and after"),
        "observed_rates_note": _(
            "±: the factor of a standard deviation. The rates are listed that moved most."
        ),
        "observed_coefficients": _("Coefficients before and after"),
        "observed_coefficients_note": _(
            "±: standard deviation. The coefficients are listed that moved by most of these."
        ),
    }


def _numbers() -> dict[str, str]:
    """Judgements and numbers, and how to repeat the page."""
    return {
        "seen": _("What is seen, and what it changes"),
        "seen_note": _(
            "In the futures in which it is so, which is not what would be if it were brought about."
        ),
        "seen_claims": _("What it tells of the claims"),
        "judgements": _("The source's own judgement"),
        "judgements_note": _(
            "Forecasts that the source makes move nothing in the model; here they stand beside "
            "the ensemble's own answer."
        ),
        "judgements_none": _("The source makes no forecast that could be compared."),
        "numbers": _("Every number, and how to repeat this"),
        "numbers_note": _(
            "Each coefficient is drawn from a normal law with this mean and standard deviation, "
            "cut at its bounds. "
            "A judgement is a judgement: change it in the scenario, and see what it does."
        ),
        "rates": _("Usual rates"),
        "coefficients": _("Coefficients"),
        "fit": _("What the record makes of the coefficients"),
        "again": _("The same page again"),
    }
