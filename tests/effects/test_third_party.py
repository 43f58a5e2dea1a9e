"""Effects of other packages come in by the door of the built-in ones."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente.cli.entry import main
from detente.effects.describe import describe
from detente.effects.registry import BUILT_IN, GROUP, effects
from detente.errors import InputError, ScenarioError
from detente.scenario.schema import schema
from tests.effects.examples import quantity
from tests.effects.toy import Entry, write_toy

MODULE = "detente_test_nudge"

EFFECT = '''
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import Effect, Linear
from detente.ontology.act_fields import Acts
from detente.effects.domain import Domain
from detente.planes.builder import CONSTANT
from detente.planes.model import PAIR
from detente.planes.quantity import Quantity


class Inertia(Linear):
    """Everything goes a little faster.

    Formula
    -------
    θ.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard", low=0.0, high=2.0, sign="positive"),
    }

    effect: Literal["nudge"] = "nudge"

    def lower(self, builder):
        """A constant."""
        theta = self.theta(builder)
        for process in builder.select(self.on):
            builder.term(process, PAIR, CONSTANT, theta, self.owner)


class Unnamed(Inertia):
    effect: Literal["other"] = "other"


class Unmeasured(Effect):
    effect: Literal["nudge"] = "nudge"
    push: Quantity = Field(description="a push")

    def lower(self, builder):
        """Nothing."""


class Idle(Effect):
    effect: Literal["nudge"] = "nudge"


class Deaf(Effect):
    effect: Literal["nudge"] = "nudge"
    answer: Acts = Field(description="acts")

    def lower(self, builder):
        """Nothing."""


class Foreign:
    pass
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed packages, with one that has effects; `provide` says which."""
    site = tmp_path / "site"
    (site / "nudges-1.0.dist-info").mkdir(parents=True)
    (site / f"{MODULE}.py").write_text(EFFECT, encoding="utf-8")
    (site / "nudges-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: nudges\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(site)
    effects.cache_clear()
    yield site
    sys.modules.pop(MODULE, None)
    effects.cache_clear()


def provide(site: Path, *lines: str) -> None:
    text = "\n".join([f"[{GROUP}]", *lines]) + "\n"
    (site / "nudges-1.0.dist-info" / "entry_points.txt").write_text(text, encoding="utf-8")


NUDGE = f"nudge = {MODULE}:Inertia"


def entry(mean: float) -> Entry:
    return {
        "effect": "nudge", "id": "a-nudge", "on": ["contact"], "coefficient": quantity(mean)
    }  # fmt: skip


def test_built_in_ones_come_first(package: Path) -> None:
    provide(package, NUDGE)
    assert list(effects()) == [*BUILT_IN, "nudge"]


def test_it_is_used_in_a_scenario(package: Path, tmp_path: Path) -> None:
    provide(package, NUDGE)
    plain = detente.load(write_toy(tmp_path / "plain", [])).simulate(200, seed=3)
    owned = entry(1.5) | {"claim": "held", "otherwise": 0.0}
    nudged = detente.load(write_toy(tmp_path / "nudged", [owned]))
    true, false = (
        nudged.simulate(200, seed=3, held=holds).mean_waiting("contact") for holds in (True, False)
    )
    assert true < 0.8 * plain.mean_waiting("contact")
    assert false > 1.3 * plain.mean_waiting("contact")


def test_its_bounds_are_held(package: Path, tmp_path: Path) -> None:
    provide(package, NUDGE)
    with pytest.raises(ScenarioError, match=r"'a-nudge.theta' has the mean 3; .* in \[0, 2\]"):
        detente.load(write_toy(tmp_path / "toy", [entry(3.0)]))


def test_without_the_package_it_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="nudge"):
        detente.load(write_toy(tmp_path / "toy", [entry(1.0)]))


def test_schema_and_documentation_have_it(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    provide(package, NUDGE)
    found = schema()
    assert json.dumps(found["properties"]["effects"]).count('"nudge"') >= 2
    own = next(d for d in found["$defs"].values() if "goes a little faster" in str(d))
    coefficient = own["properties"]["coefficient"]
    assert "[log-hazard; 0 to 2; positive expected]" in coefficient["description"]
    assert coefficient["then"]["properties"]["mean"] == {"minimum": 0.0, "maximum": 2.0}
    # of a class that is named like a built-in one, which stays what it is
    assert sum("persistence" in str(d) for d in found["$defs"].values()) == 1
    assert describe("nudge").sections["Formula"] == "θ."
    for arguments, words in ((["effects"], "nudge"), (["effects", "nudge"], "0 to 2")):
        monkeypatch.setattr(sys, "argv", ["detente", *arguments])
        with pytest.raises(SystemExit, match="0"):
            main()
        assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "effect", "says"),
    [
        ("nudge", f"{MODULE}:Nobody", "has no attribute 'Nobody'"),
        ("nudge", "no_such_module:Nudge", "No module named 'no_such_module'"),
        ("nudge", f"{MODULE}:Foreign", "no class derived from detente.effects.base.Effect"),
        ("nudge", f"{MODULE}:MODULE", "has no attribute 'MODULE'"),
        ("nudge", f"{MODULE}:Unnamed", "its key 'effect' must be Literal[\"nudge\"]"),
        ("nudge", f"{MODULE}:Unmeasured", "Unmeasured.domains lacks 'push'"),
        ("nudge", f"{MODULE}:Idle", "no method 'lower'"),
        ("nudge", f"{MODULE}:Deaf", "it asks for acts ('answer'), but has no method 'waits'"),
        ("inertia", f"{MODULE}:Inertia", "the built-in one has that name"),
    ],
)
def test_a_broken_one_is_reported_in_one_line(
    package: Path, name: str, effect: str, says: str
) -> None:
    provide(package, f"{name} = {effect}")
    with pytest.raises(InputError) as caught:
        effects()
    message = str(caught.value)
    assert message.startswith(f"effect '{name}' ({effect}) cannot be loaded: ")
    assert says in message
    assert message.endswith("repair or remove the package 'nudges' that brings it")
    assert message.isprintable()


def test_two_of_one_name_are_refused(package: Path) -> None:
    provide(package, NUDGE)
    other = package / "shoves-1.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: shoves\n", encoding="utf-8")
    text = f"[{GROUP}]\nnudge = {MODULE}:Unnamed\n"
    (other / "entry_points.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"{MODULE}:Inertia has that name; .* package 'shoves'"):
        effects()


def test_an_older_installation_of_the_package_itself_does_not_count(package: Path) -> None:
    provide(package, "inertia = detente.where_it_was:Inertia")
    metadata = package / "nudges-1.0.dist-info" / "METADATA"
    metadata.write_text("Metadata-Version: 2.1\nName: detente\n", encoding="utf-8")
    assert list(effects()) == list(BUILT_IN)
