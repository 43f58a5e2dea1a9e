"""Fixed texts of the pages, in the language in force."""

from __future__ import annotations

from detente.language.current import gettext as _


def texts() -> dict[str, str]:
    """Every fixed text that all pages share, by name."""
    return {
        "table": _("The numbers behind it"),
        "drawing": _("SVG"),
        "pixels": _("PNG"),
        "as_brief": _("As the brief is believed; nothing is changed or seen."),
        "change": _("Change it in Play"),
        "working": _("This is being worked out."),
        "wait": _("Wait for the answer"),
        "whole": _("Wait for the whole answer"),
        "failed": _("It cannot be answered:"),
        "lost": _("The server does not answer any more. Load the page again."),
        "same": _("The same elsewhere"),
        "command": _("On the command line"),
        "python": _("In Python"),
        "outcome": _("Outcome"),
        "show": _("Show"),
        "came": _("What came about"),
        "nothing": _("None of the outcomes."),
    }
