"""What the account calls an effect."""

from __future__ import annotations

from detente.effects.titles import kind_title
from detente.language.current import gettext as _


def called(effect: str) -> str:
    """Name of a kind of effect, or of a judgement, which is none."""
    return _("judgement") if effect == "judgement" else kind_title(effect)
