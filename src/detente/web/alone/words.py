"""What the script of the page says, in the language in force."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.format import labelled, percent


def words() -> dict[str, str]:
    """Texts by name, with places for what is filled in."""
    return {
        "percent": percent(0.5)[2:].replace(" ", "\u00a0"),
        "at": labelled("{name}", "{value}"),
        "back": _("take back"),
        "seen": _("seen"),
        "not_outcome": _("it does not come about: {what}"),
        "not_claim": _("it does not hold: {what}"),
        "by": _(", by {date}"),
        "forced_true": _("forced true"),
        "forced_false": _("forced false"),
        "believed": _("believed {p}, not {q}"),
        "stated": _("in the brief {p}"),
        "in_seen": _("{p} in the futures seen"),
        "one": _("{n} change"),
        "many": _("{n} changes"),
        "told": _(
            "As the brief has it: {outcome}, {p}, from {paths} stored futures (Monte Carlo error "
            "±{error} points)."
        ),
        "told_changed": _(
            "{outcome}: {q} → {p}. The {paths} stored futures are weighed anew: {left} of them "
            "count, and tell as much as {effective} (Monte Carlo error ±{error} points)."
        ),
        "worth": _("{points} points"),
        "too_few": _("too few futures"),
        "of_enough": _("{n} of the {enough} that it takes"),
        "few": _(
            "What is stored tells as much of this as {n} futures do, fewer than 200: the numbers "
            "are rough. The program plays it anew:"
        ),
        "had_seen": _("Had one seen that instead of forcing it: {p}."),
        "had_forced": _("Had one forced that instead of seeing it: {p}."),
        "curve_alt": _(
            "Share of the futures that have seen “{outcome}”, by date: {p} by {date}; the table "
            "has more of it."
        ),
        "contradiction": _("The claims rule that out together; the last change is taken back."),
        "tied": _(
            "Too many claims that hang together are changed at once for this page; the last "
            "change is taken back. The program can play it."
        ),
        "old_browser": _(
            "This browser cannot unpack the futures; a newer one can. The numbers are those of "
            "the brief as it stands."
        ),
    }


def headings() -> dict[str, str]:
    """Fixed texts of the page by name."""
    return {
        "question": _("The question"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "reset": _("As the brief has it"),
        "changes": _("What is changed"),
        "changes_none": _("Nothing yet: switch a claim in the brief, and see the futures move."),
        "outcomes": _("How likely"),
        "only": _("only these futures"),
        "brief": _("The brief"),
        "brief_note": _(
            "Switch a claim, or say how far you believe it. ▲ makes the outcome likelier if true, "
            "▼ less likely, in points, with the Monte Carlo error; ● no more than chance could "
            "make it."
        ),
        "index": _("The relation"),
        "index_note": _(
            "As the futures were played, with the brief as it is believed: no switch moves it, "
            "since the page stores outcomes and claims of each future, and not its days. Inner "
            "band: half of the futures; outer band: nine in ten."
        ),
        "switch": _("Forced"),
        "credence": _("Believed, in per cent"),
        "curve": _("By when"),
        "curve_hint": _(
            "Click a day of the curve to see only the futures in which it comes about by then."
        ),
        "seen": _("What is seen"),
        "seen_lead": _(
            "Keep only the futures in which something is so. That is not forcing it: what is seen "
            "tells of the claims, too."
        ),
        "seen_outcome": _("Outcome"),
        "seen_date": _("By, if by a day"),
        "seen_not": _("it does not come about"),
        "seen_add": _("See only these"),
        "same": _("The same elsewhere"),
        "command": _("On the command line"),
        "table": _("The numbers behind it"),
        "apply": _("Apply"),
        "stated": _("in the brief {p}"),
        "as_brief": _("as in the brief"),
        "skip": _("To the answer"),
        "how": _("How this page answers"),
        "how_told": _(
            "It holds the futures that were played, and weighs each by how likely its claims are "
            "now over how likely they were. What is seen leaves futures out. No server is asked, "
            "and nothing leaves this page. The program plays anew what a change touches, and its "
            "numbers are the same within the Monte Carlo error that is stated."
        ),
        "scripts": _(
            "Switches need scripts; without them the page shows the brief as it is believed."
        ),
        "theme_dark": _("Dark"),
        "theme_light": _("Light"),
    }
