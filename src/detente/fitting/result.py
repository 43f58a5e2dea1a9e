"""What a fit gives: laws of the coefficients, and how they came about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.files.targets import check_target
from detente.files.write import write_text
from detente.fitting.profile import Profile
from detente.language.shown import count, rows, shown
from detente.numerics.arguments import place
from detente.numerics.estimates import Estimated, Estimates
from detente.scenario.fitted.file import FitFile
from detente.scenario.fitted.warned import warning_said
from detente.scenario.folder import SCENARIO, Memory

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

FILE = "fit.toml"
"""Name of the file where no other is given."""


@dataclass(frozen=True, slots=True, repr=False)
class Fit(Estimated):
    """A scenario's coefficients as the record has them.

    Attributes
    ----------
    scenario : Scenario
        The one that was fitted.
    file : FitFile
        Everything that is kept: laws, correlations, counts, warnings.
    profiles : tuple of Profile
        Of the half-lives and thresholds that were searched for.
    prior_mean, prior_sd : array of float64, shape (baselines + coefficients,)
        Of the parameters before the record spoke, baselines first.
    """

    scenario: Scenario
    file: FitFile
    profiles: tuple[Profile, ...]
    prior_mean: F64
    prior_sd: F64

    def __repr__(self) -> str:
        """On what it rests, and the coefficients before and after."""
        file = self.file
        learnt = [
            f"{each.mean:+8.3f} ± {each.sd:.3f}  {each.name} (prior {each.prior_mean:+.3f} ± "
            f"{each.prior_sd:.3f})"
            for each in file.coefficients
        ]
        return shown(
            f"{type(self).__name__} of {file.scenario} on {file.dataset}, {file.first} to "
            f"{file.last}",
            f"{count(file.acts, 'act')} on {count(file.rows, 'day at risk', 'days at risk')}, "
            f"{count(len(file.baselines), 'baseline')}, {count(len(file.warnings), 'warning')}",
            *rows(learnt, "coefficient"),
        )

    def _estimates(self) -> Estimates:
        """As the file has them: coefficients, then baselines, then transitions."""
        file = self.file
        place = {name: i for i, (name, _mean, _sd) in enumerate(file.laws())}
        where = [place[name] for name in file.correlation.names]
        correlation = np.eye(len(place))
        correlation[np.ix_(where, where)] = file.correlation.matrix()
        sd = np.array([sd for _name, _mean, sd in file.laws()])
        entries, n, moves = file.coefficients, len(file.baselines), file.transitions
        effects = [
            *(e.name for e in entries),
            *(e.process for e in file.baselines),
            *(e.state for e in moves),
        ]
        parts = ["coefficient"] * len(entries) + ["baseline"] * n + [e.part for e in moves]
        return Estimates(
            names=(
                *(each.name for each in entries),
                *(f"baseline of {each.process}" for each in file.baselines),
                *(each.name for each in moves),
            ),
            coef=np.array([mean for _name, mean, _sd in file.laws()]),
            covariance=correlation * np.outer(sd, sd),
            log_likelihood=file.log_likelihood,
            events=file.acts,
            labels={"effect": effects, "part": parts},
            prior_mean=np.array(
                [
                    *(e.prior_mean for e in entries),
                    *self.prior_mean[:n],
                    *(e.prior_mean for e in moves),
                ]
            ),
            prior_sd=np.array(
                [*(e.prior_sd for e in entries), *self.prior_sd[:n], *(e.prior_sd for e in moves)]
            ),
        )

    @property
    def warnings(self) -> list[str]:
        """What one should know before using the numbers, in the language in force."""
        return [warning_said(each, self.scenario) for each in self.file.warnings]

    def text(self) -> str:
        """The file that a scenario names."""
        return self.file.text()

    def write(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Write the file that a scenario names, whole or not at all.

        Parameters
        ----------
        path : str or Path
        overwrite : bool
            Whether a file that is there is replaced.

        Raises
        ------
        InputError
            If it cannot be written, or is there and not to be replaced.
        """
        place(path, "path")
        check_target(str(path), overwrite)
        write_text(str(path), self.text())

    def applied(self) -> Scenario:
        """The scenario with its coefficients drawn from the fit; its texts name and hold it."""
        from detente.scenario.read import read

        texts = dict(self.scenario.texts)
        name = self.scenario.file.coefficients
        if name is None:
            name = FILE
            texts[SCENARIO] = f'coefficients = "{FILE}"\n{texts[SCENARIO]}'
        texts[name] = self.text()
        return read(Memory(texts, self.scenario.where.rpartition("/")[0]))

    def figure(self) -> Figure:
        """Prior and posterior of each coefficient: for notebooks, and ``.save("fit.svg")``."""
        from detente.charts.figure import Figure
        from detente.fitting import chart

        return Figure(chart.figure(self.file, self.scenario), chart.counted(self.file))

    def document(self) -> dict[str, Any]:
        """The fit as plain data (docs/json.md)."""
        found = self.file.model_dump(mode="json")
        found["profiles"] = [
            {
                "effect": each.setting.effect,
                "key": each.setting.key,
                "stated": each.setting.stated,
                "best": each.best,
                "interval": list(each.interval),
                "open": list(each.open),
                "values": list(each.values),
                "log_posterior": list(each.log_posteriors),
            }
            for each in self.profiles
        ]
        return found
