"""Where the weight of an act comes from."""

from __future__ import annotations

from detente.ontology._table import goldstein, table
from detente.ontology.acts import Act


def goldstein_source(act: Act) -> str:
    """CAMEO code of which the Goldstein weight is, such as ``CAMEO 163``."""
    if act.cameo:
        return f"CAMEO {table().codes[act.cameo].source}"
    codes = goldstein(act.type, act.mode, act.context)[1]
    return f"CAMEO {codes[0]}" if len(codes) == 1 else f"mean of CAMEO {' and '.join(codes)}"
