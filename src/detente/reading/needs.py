"""Whether what reading needs is installed: an extra of the package."""

from __future__ import annotations

from importlib.util import find_spec

from detente.errors import InputError
from detente.language.current import gettext as _

NEEDED = ("dateparser", "docx", "py3langid", "pypdf", "simplemma", "trafilatura")
"""Without spaCy texts are read by rules alone; without one of these not at all."""


def check_installed() -> None:
    """Refuse to begin without a library.

    Raises
    ------
    InputError
        With the command that installs them.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise InputError(
            _(
                "reading articles needs packages that are not installed ({missing}): "
                "pip install 'detente[read]'"
            ).format(missing=", ".join(missing))
        )
