"""The benchmark of relational event models fits what it says, to records of a known model."""

from __future__ import annotations

import pytest

from benchmarks.rem_fit import MODELS, fit
from benchmarks.rem_records import COEFFICIENTS, made


def test_records_repeat_and_have_their_size() -> None:
    record = made(12, 400)
    assert record.height == 400
    assert record["sender"].is_between(1, 12).all()
    assert record.equals(made(12, 400))
    assert not record.equals(made(12, 400, seed=2))


@pytest.mark.parametrize("name", list(MODELS))
def test_every_model_fits(name: str) -> None:
    model = fit(name, made(12, 400))
    assert len(model.coef_) == (4 if name == "timed" else 3)
    if name == "choice":  # one effect short of the truth, but near it
        assert abs(model.params_["inertia(weighted, log1p)"] - COEFFICIENTS[
            "inertia(weighted, log1p)"
        ]) < 0.4  # fmt: skip
