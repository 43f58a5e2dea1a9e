"""All formats in which forecasts are written. A new one is a file beside this and a line here."""

from __future__ import annotations

from detente.forecasts.formats.base import Format
from detente.forecasts.formats.hubverse import Hubverse
from detente.forecasts.formats.metaculus import Metaculus
from detente.forecasts.formats.plain import Plain
from detente.forecasts.formats.views import Views

FORMATS: dict[str, Format] = {
    "metaculus": Metaculus(),
    "hubverse": Hubverse(),
    "views": Views(),
    "csv": Plain(),
}
"""Name on the command line → format."""
