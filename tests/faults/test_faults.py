"""The deliberate faults still fit the engine: `make faults` tries whether these tests find them."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from tools.faults import FAULTS, ROOT, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_be_put_in(fault: Fault) -> None:
    right = (ROOT / fault.file).read_text(encoding="utf-8")
    wrong = fault.into(right)
    assert ast.dump(ast.parse(wrong)) != ast.dump(ast.parse(right))
    with pytest.raises(ValueError, match="no longer in"):
        replace(fault, right="what nobody wrote").into(right)
