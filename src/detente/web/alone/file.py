"""The page as one file: scripts, style and data in it, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from detente.charts.render import TEMPLATES as FIGURES
from detente.charts.templates import environment
from detente.language.current import gettext
from detente.web.alone.page import alone
from detente.web.embedded import embedded

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = Path(__file__).parent / "scripts"
ORDER = ("law.js", "weights.js", "answers.js", "worths.js", "fan.js", "page.js")
"""Each names only what those before it define; on the page they are one."""
STILL = Path(__file__).parents[1] / "static"
STYLES = (STILL / "page.css", STILL / "play.css", SCRIPTS / "alone.css")


def html(ensemble: Ensemble, outcome: str, setting: str = "") -> str:
    """A file that answers without a server; see `detente.web.alone.page.alone`."""
    page = alone(ensemble, outcome, setting)
    script = "\n".join((SCRIPTS / name).read_text(encoding="utf-8") for name in ORDER)
    style = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    return (
        environment(TEMPLATES, FIGURES)
        .get_template("alone.html.j2")
        .render(
            page=page,
            _=gettext,
            script=f"\n{script}",
            style=f"\n{style}",
            hashes={"script": _hash(f"\n{script}"), "style": _hash(f"\n{style}")},
            data=embedded(page.data),
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
