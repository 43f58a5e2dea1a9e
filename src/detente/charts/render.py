"""Charts as drawings and files, and pages that hold them: HTML that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.charts.chart import Chart, check_apart
from detente.charts.rows import WIDE
from detente.charts.style import without_hover
from detente.charts.templates import environment
from detente.charts.titled import titled_spec
from detente.files.folders import new_folder
from detente.language.current import gettext as _
from detente.language.current import language

if TYPE_CHECKING:
    from detente.progress import Stage

TEMPLATES = Path(__file__).parent / "templates"
LOCALES: Mapping[str, Literal["en-US", "fr-FR"]] = {"en": "en-US", "fr": "fr-FR"}
"""Names of Vega's locales for numbers and dates."""
PNG_SCALE = 2.0
EXPORT = "window.vegaEmbed = vegaEmbed;"
"""What the bundle gives to the page."""


def filled(
    template: str,
    page: object,
    figures: Sequence[Chart],
    stage: Stage | None = None,
    *,
    folder: Path = TEMPLATES,
) -> str:
    """A template with its page, and all that its charts need: style, scripts, data, drawings.

    A content security policy allows its own two scripts, by their hashes, and no request at all;
    Vega runs with its expression interpreter, so that nothing on the page is evaluated as code.

    Parameters
    ----------
    template : str
        Its file, in `folder`; it may use the templates of this room.
    page : object
        Its context.
    figures : sequence of Chart
        All that the page shows.
    stage : callable, optional
        Begins a stage of the work by its name.
    folder : Path
    """
    check_apart(figures)
    tell = stage(_("drawing charts")) if stage is not None else None
    stills: dict[str, str] = {}
    for done, figure in enumerate(figures, start=1):
        stills[figure.id] = _uri(svg(figure))
        if tell is not None:
            tell(done, len(figures))
    scripts = (bundle(), (TEMPLATES / "boot.js").read_text(encoding="utf-8"))
    return (
        environment(folder, TEMPLATES)
        .get_template(template)
        .render(
            page=page,
            stills=stills,
            scripts=scripts,
            hashes=" ".join(_hash(script) for script in scripts),
            style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
            charts=embedded(figures),
        )
    )


def write_charts(
    figures: Sequence[Chart],
    folder: str | Path,
    stage: Stage | None = None,
    *,
    overwrite: bool = False,
) -> None:
    """Write every chart as SVG and PNG into a new folder, whole or not at all.

    In one that is there and may be overwritten, charts of the same names are replaced.

    Raises
    ------
    InputError
        If the folder is there and not to be overwritten, or cannot be written.
    """
    check_apart(figures)
    tell = stage(_("writing charts")) if stage is not None else None
    with new_folder(folder, overwrite=overwrite) as home:
        for done, figure in enumerate(figures, start=1):
            drawing = svg(figure, titled=True)
            (home / f"{figure.id}.svg").write_text(drawing, encoding="utf-8")
            (home / f"{figure.id}.png").write_bytes(png(drawing))
            if tell is not None:
                tell(done, len(figures))


def svg(figure: Chart, *, titled: bool = False) -> str:
    """A chart drawn for paper; `titled`, with its title and key, to stand alone."""
    import vl_convert

    spec = titled_spec(figure) if titled else {**figure.spec, "width": figure.width or figure.still}
    spec = without_hover(spec)
    return str(
        vl_convert.vegalite_to_svg(
            spec,
            vl_version=_vegalite_version(),
            allowed_base_urls=[],
            format_locale=LOCALES[language()],
            time_format_locale=LOCALES[language()],
        )
    )


def png(drawing: str) -> bytes:
    """A drawing as pixels."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(drawing, scale=PNG_SCALE))


@cache
def bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one module."""
    import vl_convert

    return str(vl_convert.javascript_bundle(EXPORT, vl_version=_vegalite_version()))


def _vegalite_version() -> str:
    import altair

    return ".".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def _uri(drawing: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def embedded(figures: Sequence[Chart]) -> str:
    """Specs and locales as JSON that can stand in a script element."""
    import vl_convert

    name = LOCALES[language()]
    content: dict[str, Any] = {
        "charts": {figure.id: figure.spec for figure in figures},
        "narrow": {f.id: f.narrow for f in figures if f.narrow is not None},
        "wide": WIDE,
        "formatLocale": vl_convert.get_format_locale(name),
        "timeFormatLocale": vl_convert.get_time_format_locale(name),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
