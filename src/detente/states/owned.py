"""What a claim owns of a state or a level says what holds where the claim is false."""

from __future__ import annotations

from detente.language.current import gettext as _


def check_owned(
    claim: str | None, otherwise: object, missing: str, denied_by: str | None = None
) -> None:
    """Refuse one of `claim` and `otherwise` alone, and a claim beside one that denies.

    Parameters
    ----------
    claim, otherwise, denied_by
        What stands under these keys.
    missing : str
        What is said where `otherwise` is missing.

    Raises
    ------
    ValueError
        If they do not go together.
    """
    if claim is not None and otherwise is None:
        raise ValueError(missing)
    if claim is None and otherwise is not None:
        raise ValueError(_("'otherwise' needs a 'claim'"))
    if claim is not None and denied_by is not None:
        raise ValueError(_("give one of claim and denied_by, not both"))
