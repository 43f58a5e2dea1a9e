"""The four quad classes: verbal or material, cooperation or conflict."""

from __future__ import annotations

from enum import IntEnum

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean


class Quad(IntEnum):
    """Quad class of an act, numbered as in PLOVER and CAMEO.

    SANCTION and PROTEST are material conflict here; GDELT files protest under verbal conflict.
    """

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def label(self) -> str:
        """Name in lower case with a hyphen, such as ``verbal-cooperation``."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def parse(cls, text: str) -> Quad:
        """Read a label; capitals, blanks and underscores are taken as well.

        Parameters
        ----------
        text : str
            Such as ``material-conflict`` or POLECAT's ``MATERIAL CONFLICT``.

        Returns
        -------
        Quad
            The class.

        Raises
        ------
        InputError
            If there is no such class.
        """
        word = text.strip().lower().replace(" ", "-").replace("_", "-")
        for quad in cls:
            if quad.label == word:
                return quad
        known = [quad.label for quad in cls]
        raise InputError(_("no quad class '{text}'").format(text=text) + did_you_mean(word, known))
