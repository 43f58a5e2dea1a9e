"""Whatever is given from Python, every public function succeeds or says in one line what is wrong.

That of `detente.rem` is tried in tests/rem. Values are given one by one, not drawn: a failure names
the call, the argument and the value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.progress import silent
from tests.effects.toy import TOY
from tests.events.made import icews_days, put
from tests.forms import size
from tests.rem.wrong import HUGE, JUNK, only_what_is_told

Call = tuple[Callable[..., Any], dict[str, Any]]
"""A function and arguments that it takes."""

LOOSE: Any = detente
"""What types would not let pass."""

HEAVY = 64
"""Numbers of paths, threads and days above which a call is one of work and not of refusal."""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    folder = tmp_path_factory.mktemp("calls")
    store = folder / "store"
    file = put(folder / "a.tab", icews_days(5))
    detente.events.import_files([file], store)
    opened = detente.events.open(store)
    scenario = detente.load(TOY)
    ensemble = scenario.simulate(paths=8, seed=1, threads=1)
    outcome = scenario.outcomes[0].id
    claim = scenario.claims[0].id
    detente.write_run(ensemble, folder / "run")
    run = detente.open_run(folder / "run")
    pair = tuple(scenario.file.index[0].pair)
    pledged, came = folder / "pledges.jsonl", folder / "came.csv"
    ensemble.pledge(pledged)
    came.write_text(f"id,date\n{outcome},never\n")
    found: dict[str, Call] = {
        "load": (detente.load, {"name": TOY, "store": None, "fitted": True}),
        "simulate": (
            scenario.simulate,
            {"paths": 4, "seed": 1, "until": None, "force": {claim: True}, "threads": 1}
            | {"progress": None, claim.replace("-", "_"): True},
        ),
        "check": (scenario.check, {"sources": {}, "quick": True, "stage": None}),
        "fit": (
            scenario.fit,
            {"store": store, "dataset": None, "first": None, "last": None, "profile": ()}
            | {"published_until": None},
        ),
        "detente.fit": (detente.fit, {"scenario": scenario, "store": store, "stage": None}),
        "compare": (
            detente.compare,
            {"first": ensemble, "second": ensemble, "outcome": outcome, "threads": 1}
            | {"progress": None},
        ),
        "open_run": (detente.open_run, {"folder": folder / "run"}),
        "write_run": (detente.write_run, {"ensemble": ensemble, "folder": folder / "run"}),
        "write_report": (
            detente.write_report,
            {"ensemble": ensemble, "path": folder / "none" / "a.html", "outcome": outcome}
            | {"charts": None, "language": "en", "threads": 1, "stage": None},
        ),
        "explain": (
            ensemble.explain,
            {"outcome": "none of these", "level": 0.5, "threads": 1, "stage": None},
        ),
        "watch": (
            ensemble.watch,
            {"outcome": "none of these", "claim": None, "by": (), "most": 3, "threads": 1}
            | {"progress": None},
        ),
        "questions": (
            ensemble.questions,
            {"path": folder / "none" / "a.csv", "format": "hubverse", "mapping": None}
            | {"draws": 3, "overwrite": False},
        ),
        "pledge": (
            ensemble.pledge,
            {"file": folder / "none" / "p.jsonl", "by": "Ada", "only": []},
        ),
        "score": (
            detente.score,
            {"pledges": pledged, "resolved": came, "base": None, "scenario": scenario}
            | {"acts": None, "dataset": None, "store": None, "until": None},
        ),
        "verify_pledges": (detente.verify_pledges, {"file": pledged, "head": None}),
        "index": (ensemble.index, {"a": pair[0], "b": pair[1]}),
        "index_quantiles": (ensemble.index_quantiles, {"plane": 0, "shares": [0.1, 0.9]}),
        "future": (ensemble.future, {"path": 3}),
        "repeat": (run.repeat, {"threads": 1, "progress": None}),
        "frame": (run.frame, {"name": "paths"}),
        "save": (ensemble.figure().save, {"target": folder / "none" / "a.svg"}),
        "events.open": (detente.events.open, {"store": store}),
        "import_files": (
            detente.events.import_files,
            {"files": [file], "store": store, "reader": None, "mapping": None}
            | {"overrides": None, "stage": silent},
        ),
        "dataset": (opened.dataset, {"name": "icews"}),
        "chosen": (opened.chosen, {"names": ["icews"]}),
        "days": (opened.days, {"dataset": "icews"}),
        "span": (opened.span, {"dataset": "icews"}),
        "missing_days": (opened.missing_days, {"dataset": "icews"}),
        "connect": (opened.connect, {"datasets": ["icews"], "pair": ("RUS", "USA")}),
        "dyad": (opened.dyad, {"a": "RUS", "b": "USA", "dataset": "icews"}),
        "dyad.frame": (opened.dyad("RUS", "USA").frame, {"echoes": False}),
    }
    for name in ("probability", "estimate", "happened", "first_passage", "waiting",
                 "mean_waiting", "median_date", "typical_dates"):  # fmt: skip
        found[name] = (getattr(ensemble, name), {"outcome": outcome})
    return found


NAMES = (
    *("load", "simulate", "check", "fit", "detente.fit", "compare", "open_run", "write_run"),
    *("watch", "questions", "pledge", "score", "verify_pledges"),
    *("write_report", "explain", "index", "index_quantiles", "future", "repeat", "frame", "save"),
    *("events.open", "import_files", "dataset", "chosen", "days", "span", "missing_days"),
    *("connect", "dyad", "dyad.frame", "probability", "estimate", "happened", "first_passage"),
    *("waiting", "mean_waiting", "median_date", "typical_dates"),
)
FUNCTIONS = ("progress", "stage", "announce")
"""What is called with what a user's function may not take; only what is no function is given."""


def test_every_call_is_tried(calls: dict[str, Call]) -> None:
    assert set(calls) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_wrong_values_are_refused_in_one_line(
    name: str, calls: dict[str, Call], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # some values are names of files
    function, arguments = calls[name]
    with only_what_is_told():
        function(**arguments)
    step = size(3, 1)
    for place, argument in enumerate(arguments):
        values = [make() for make in JUNK] + HUGE
        values = [v for v in values if not (argument in FUNCTIONS and callable(v))]
        for value in values[place % step :: step]:
            if argument in ("paths", "threads") and isinstance(value, int) and value > HEAVY:
                continue
            try:
                with only_what_is_told():
                    function(**{**arguments, argument: value})
            except Exception as error:
                raise AssertionError(f"{name}({argument}={value!r}): {error!r}") from error


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda e: e.probability(3), "outcome is 3; give a text"),
        (lambda e: e.estimate(["a"]), "outcome is .*; give a text"),
        (lambda e: e.index(3), "a is 3; give a text"),
        (lambda e: e.index("USA", 4), "b is 4; give a text"),
        (lambda e: e.future(1.5), "path is 1.5; give a whole number"),
        (lambda e: e.scenario.simulate(paths=4, threads=-1), "threads is -1; give a whole number"),
        (lambda e: e.scenario.simulate(paths=4, threads=True), "threads is True"),
        (lambda e: e.scenario.simulate(paths=4, force=[1]), "force is .*; give a dict"),
        (lambda e: e.scenario.simulate(paths=4, progress=3), "progress is 3; give a function"),
        (lambda e: e.scenario.fit(first="2014-03-01"), "first is '2014-03-01'; give a date"),
        (lambda e: e.scenario.fit(last=dt.datetime(2014, 3, 1)), "give a date"),
        (lambda e: e.scenario.fit(profile="hawks"), "profile is 'hawks'; give a list"),
        (lambda e: LOOSE.compare("a", e), "first is 'a'; give an Ensemble, as Scenario.simulate"),
        (lambda e: LOOSE.compare(e, None), "second is None"),
        (lambda _: LOOSE.fit(3), "scenario is 3"),
        (lambda _: LOOSE.load(3), "name is 3; give a path"),
        (lambda _: LOOSE.open_run(3), "folder is 3; give a path"),
        (lambda _: LOOSE.write_run("e", "f"), "ensemble is 'e'"),
        (lambda _: LOOSE.events.import_files("a.csv"), "files is 'a.csv'; give a list"),
        (lambda _: LOOSE.events.open(3), "store is 3; give a path"),
        (lambda e: e.explain(3), "outcome is 3; give a text"),
        (lambda e: e.explain("calls", level="half"), "level is 'half'; give a number"),
    ],
)  # fmt: skip
def test_what_is_said(call: Callable[[Any], Any], says: str, ensemble: detente.Ensemble) -> None:
    with pytest.raises(detente.InputError, match=says):
        call(ensemble)


@pytest.fixture(scope="module")
def ensemble() -> detente.Ensemble:
    return detente.load(TOY).simulate(paths=4, threads=1)


def test_a_path_may_be_of_any_kind(tmp_path: Path) -> None:
    assert detente.load(str(TOY)).id == detente.load(TOY).id
    with pytest.raises(detente.InputError, match="name is b'toy'; give a path"):
        LOOSE.load(b"toy")
