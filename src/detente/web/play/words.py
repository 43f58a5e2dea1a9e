"""Headings, buttons and notes of the page, in the language in force."""

from __future__ import annotations

from detente.language.current import gettext as _


def texts(*, switches: bool = True) -> dict[str, str]:
    """Every fixed text of the page by name; `switches` is whether it has a claim to switch."""
    return _texts() | ({} if switches else _without_switches())


def _without_switches() -> dict[str, str]:
    """What is said otherwise where no claim can be switched."""
    return {
        "changes_none": _(
            "This scenario has no claim that could be switched. Another outcome can be asked "
            "about, and only the futures be kept in which something is seen."
        ),
        "brief_note": _(
            "No sentence of it is held as a claim yet: what drives the futures are rates and "
            "effects alone. A claim is written into the files of the scenario, with the effects "
            "that it owns."
        ),
        "seen_lead": _(
            "Keep only the futures in which something is so. That is not bringing it about."
        ),
    }


def _texts() -> dict[str, str]:
    return {
        "table": _("The numbers behind it"),
        "question": _("The question"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "reset": _("As the brief has it"),
        "back": _("take back"),
        "write_claims": _("Edit the scenario"),
        "changes": _("What is changed"),
        "changes_none": _("Nothing yet: switch a claim in the brief, and see the futures move."),
        "outcomes": _("How likely"),
        "only": _("only these futures"),
        "brief": _("The brief"),
        "brief_note": _(
            "Switch a claim, or say how far you believe it. ▲ makes the outcome likelier if true, "
            "▼ less likely, in points, with the 95 % interval; ● no more than chance could make it."
        ),
        "analyst": _("Whose credences"),
        "analyst_show": _("Show"),
        "strongest": _("Moves it most"),
        "switch": _("Forced"),
        "credence": _("Believed, in per cent"),
        "stated": _("in the brief {p}"),
        "apply": _("Apply"),
        "as_brief": _("as in the brief"),
        "curve": _("By when"),
        "curve_hint": _(
            "Click a day of the curve to see only the futures in which it comes about by then."
        ),
        "storylines": _("Kinds of future"),
        "storylines_show": _("Into which kinds the futures fall"),
        "watch": _("What to watch"),
        "watch_show": _("Which sights would tell most"),
        "block_show": _("Work it out from the first futures; it takes a few seconds"),
        "block_whole": _("On a page of its own, from all futures"),
        "index": _("The relation"),
        "volume": _("How much happens"),
        "record": _("In the event record:"),
        "moving": _("States and levels"),
        "why": _("Why"),
        "why_show": _("Take apart what drives it and what holds it back"),
        "why_note": _("It takes a few seconds: the futures are played once more, act by act."),
        "needed": _("What would it take?"),
        "needed_label": _("To bring it to, in per cent"),
        "needed_ask": _("Ask"),
        "needed_about": _("about {p}"),
        "seen": _("What is seen"),
        "seen_lead": _(
            "Keep only the futures in which something is so. That is not forcing it: what is seen "
            "tells of the claims, too."
        ),
        "seen_outcome": _("Outcome"),
        "seen_how": _("When"),
        "seen_date": _("Date"),
        "seen_not": _("it does not come about"),
        "seen_add": _("See only these"),
        "seen_claims": _("What it tells of the claims"),
        "same": _("The same elsewhere"),
        "link": _("Link to this view"),
        "copied": _("Copied"),
        "command": _("On the command line"),
        "python": _("In Python"),
        "download": _("Download"),
        "drawing": _("SVG"),
        "pixels": _("PNG"),
        "size": _("How it is played"),
        "paths": _("Futures"),
        "seed": _("Seed"),
        "until": _("Last day"),
        "play": _("Play"),
        "lost": _("The server does not answer. What is shown is the last answer."),
    }
