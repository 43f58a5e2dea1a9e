"""Posteriors hold the true values as often as they say: the calibration, reduced."""

from __future__ import annotations

import functools

import numpy as np
from scipy.stats import ttest_1samp

from tests.forms import size
from tools.calibrate import CALIBRATIONS
from tools.calibration import picture, rem
from tools.calibration.places import ALARM, F64, Places, calibrate, covered, uniform

FITS = size(16, 60)
"""Of each model; `make calibrate` makes 500."""


@functools.cache
def calibrated() -> Places:
    return calibrate(rem.some, FITS, workers=1)


def centred(places: F64) -> float:
    """p-value that places are ½ on average: a t-test of the means of fits, which are independent.

    It needs fewer fits than there are bins.
    """
    return float(ttest_1samp(places.mean(axis=1), 0.5).pvalue)


def test_calibration() -> None:
    """Each of the two checks rejects a right fit with a probability of `ALARM`; seeds are fixed."""
    even = size(centred, uniform)
    found = calibrated()
    assert found.places.shape == (FITS, 17)
    assert not np.isnan(found.places).any()
    _share, p = covered(found.within)
    assert p > ALARM
    assert even(found.places) > ALARM
    # what is wrong is found: a bias, and errors that are too small by a third
    assert even(np.clip(found.places**1.5, 1e-9, 1.0)) < ALARM
    narrow = np.abs(found.places - 0.5) <= 0.43
    assert covered(narrow)[1] < ALARM


def test_places_of_right_fits_are_uniform() -> None:
    """The check itself: rejects a tenth of right ones at 0.1; a false alarm once in 1e6."""
    rng = np.random.default_rng(3)
    low = sum(uniform(rng.uniform(size=(60, 8))) < 0.1 for _ in range(400))
    assert 15 < low < 73


def test_every_calibration_has_a_picture(tmp_path: object) -> None:
    panels = rem.panels(calibrated())
    assert len(panels) == 18
    from pathlib import Path

    path = Path(str(tmp_path)) / "drawn.svg"
    picture.draw(panels, path)
    drawing = path.read_text(encoding="utf-8")
    assert all(name.split(":")[0] in drawing for name in panels)
    docs = Path(__file__).parents[2] / "docs"
    assert all((docs / name).is_file() for name in CALIBRATIONS.values())
