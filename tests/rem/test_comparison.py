"""Models side by side, and tables of estimates for papers and pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import chi2

from detente import rem
from detente.errors import InputError
from detente.numerics.typeset import html, latex
from detente.rem import daily
from tests.daily.small import acts
from tests.rem.made import drawn

EVENTS = drawn(1)


def event_model(*effects: rem.Effect, **given: Any) -> rem.RelationalEventModel:
    return rem.RelationalEventModel(effects).fit(EVENTS, **given)


def test_nested_models_are_tested() -> None:
    """Of the same kind with some of the effects; against the largest of those."""
    models = {
        "inertia": event_model(rem.Inertia()),
        "answers": event_model(rem.Inertia(), rem.Reciprocity()),
        "other": event_model(rem.ReceiverIndegree()),
        "all": event_model(rem.Reciprocity(), rem.Inertia(), rem.SharedSenders()),
    }
    table = rem.compare(models)
    assert table.columns == [
        *("model", "kind", "events", "coefficients", "log_likelihood", "aic", "bic"),
        *("against", "chi2", "df", "p"),
    ]
    assert table["model"].to_list() == list(models)
    assert table["coefficients"].to_list() == [1, 2, 1, 3]
    assert table["against"].to_list() == [None, "inertia", None, "answers"]
    assert table["df"].to_list() == [None, 1, None, 1]
    for name in ("log_likelihood", "aic", "bic"):
        assert table[name].to_list() == [getattr(m, f"{name}_") for m in models.values()]
    gain = 2 * (models["answers"].log_likelihood_ - models["inertia"].log_likelihood_)
    assert table["chi2"][1] == pytest.approx(gain, rel=1e-12)
    assert table["p"][1] == pytest.approx(chi2.sf(gain, 1), rel=1e-12)
    assert rem.compare([models["all"], models["inertia"]])["against"].to_list() == ["2", None]


def test_a_test_of_what_is_not_there_is_rarely_significant() -> None:
    """An effect that the record was drawn without: p is uniform.

    Of 40 values, more than 8 below 0.05 would come up once in 2,000 times.
    """
    low = 0
    for seed in range(40):
        events = drawn(100 + seed, events=120, answer=0.0)
        log: Any = {"weighted": True, "transform": "log1p"}
        small = rem.RelationalEventModel([rem.Inertia(**log)]).fit(events)
        large = rem.RelationalEventModel([rem.Inertia(**log), rem.Reciprocity()]).fit(events)
        low += rem.compare([small, large])["p"][1] < 0.05
    assert low <= 8


def test_rate_and_choice_stand_beside_relational_event_models() -> None:
    rate, choice = rem.DynamRateModel([rem.SenderOutdegree()]), rem.DynamChoiceModel
    both = rem.DynamModel(rate, choice([rem.Inertia()])).fit(EVENTS)
    more = rem.DynamModel(rate, choice([rem.Inertia(), rem.Reciprocity()])).fit(EVENTS)
    table = rem.compare([both, more, event_model(rem.Inertia())])
    assert table["against"].to_list() == [None, "1", None]
    assert table["kind"].n_unique() == 2


def test_the_order_of_actors_does_not_matter() -> None:
    first = event_model(rem.Inertia())
    second = event_model(rem.Reciprocity(), actors=list(range(7, -1, -1)))
    assert rem.compare([first, second]).height == 2


ACTED = np.zeros((8, 8), bool)
ACTED[EVENTS["sender"], EVENTS["receiver"]] = True


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"start": EVENTS["time"][10]}, "different records: 300 events and 289"),
        ({"actors": list(range(9))}, r"their actors differ \(8, 9\)"),
        ({"risk_set": ACTED}, "their risk sets differ"),
        (
            {"presence": {"time": [-1.0], "node": [3], "replace": [True]}},
            "presence differs",
        ),
    ],
)
def test_models_of_different_records_are_refused(given: Any, says: str) -> None:
    with pytest.raises(InputError, match=f"^models '1' and '2' were fitted on .*{says}"):
        rem.compare([event_model(rem.Inertia()), event_model(rem.Inertia(), **given)])


def test_other_events_and_other_spans_are_refused() -> None:
    other = {**EVENTS, "time": [t + 0.01 for t in EVENTS["time"]]}
    second = rem.RelationalEventModel([rem.Inertia()]).fit(other)
    with pytest.raises(InputError, match="their events differ"):
        rem.compare({"a": event_model(rem.Inertia()), "b": second})
    effects = [rem.Intercept(), rem.Inertia()]
    timed = [
        rem.RelationalEventModel(effects, timing="timed").fit(EVENTS, end=end)
        for end in (None, EVENTS["time"][-1] + 5.0)
    ]
    with pytest.raises(InputError, match=r"the clock runs from .* give start and end"):
        rem.compare(timed)


@pytest.mark.parametrize(
    ("models", "says"),
    [
        (lambda m: [m], "models: 1 given"),
        (lambda m: m, "give a list"),
        (lambda m: [m, "b"], "'b' is no model of detente.rem"),
        (lambda m: [m, rem.RelationalEventModel([rem.Inertia()])], "is not fitted yet"),
        (lambda m: [m, daily.DailyModel([])], "'2' is a daily model: .* compare the log loss"),
        (
            lambda m: [m, rem.DynamChoiceModel([rem.Inertia()]).fit(EVENTS)],
            "likelihoods of different things",
        ),
        (
            lambda m: [m, rem.RelationalEventModel([rem.Inertia()], case_control=5).fit(EVENTS)],
            "fit it without case_control",
        ),
    ],
)
def test_what_cannot_be_compared(models: Any, says: str) -> None:
    with pytest.raises(InputError, match=says):
        rem.compare(models(event_model(rem.Inertia())))


# -- tables -----------------------------------------------------------------------------------

FRAME = pl.DataFrame(
    {
        "effect": ["alter(a_b & 50 %)", "<i>x</i>"],
        "coefficient": [-1.23456, 0.0],
        "df": [1, 2],
        "p": [1e-9, None],
    }
)


def test_a_table_in_latex() -> None:
    assert latex(FRAME, 2, "A {caption} of 5 %", "tab:a}b") == (
        "\\begin{table}\n\\centering\n"
        "\\caption{A \\{caption\\} of 5 \\%}\n\\label{tab:ab}\n"
        "\\begin{tabular}{lrrr}\n\\toprule\n"
        "effect & coefficient & df & p \\\\\n\\midrule\n"
        "alter(a\\_b \\& 50 \\%) & $-$1.23 & 1 & \\textless{} 0.01 \\\\\n"
        "\\textless{}i\\textgreater{}x\\textless{}/i\\textgreater{} & 0.00 & 2 &  \\\\\n"
        "\\bottomrule\n\\end{tabular}\n\\end{table}\n"
    )


class Cells(HTMLParser):
    """The cells of a table, and the names of its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        if tag in ("td", "th", "caption"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and data.strip():
            self.cells[-1] += data.strip()


def test_a_table_in_html() -> None:
    read = Cells(html(FRAME, 2, "A <caption>"))
    assert read.cells[0] == "A <caption>"
    assert read.cells[1:5] == FRAME.columns
    assert read.cells[5:] == [
        *("alter(a_b & 50 %)", "−1.23", "1", "< 0.01"),
        *("<i>x</i>", "0.00", "2", ""),
    ]
    assert "i" not in read.tags


@pytest.mark.parametrize("kind", ["relational event", "rate and choice", "daily"])
def test_every_fitted_model_has_its_tables(kind: str) -> None:
    makers: dict[str, Callable[[], Any]] = {
        "relational event": lambda: event_model(rem.Inertia(), rem.Reciprocity()),
        "rate and choice": lambda: rem.DynamModel(
            rem.DynamRateModel([rem.SenderOutdegree()]), rem.DynamChoiceModel([rem.Inertia()])
        ).fit(EVENTS),
        "daily": lambda: daily.DailyModel([daily.Baseline(), daily.Inertia((7.0,))]).fit(
            acts(), first=dt.date(2020, 1, 5)
        ),
    }
    model = makers[kind]()
    rows = model.summary.height
    written = model.to_latex(0.9, decimals=4, caption="c", label="tab:c")
    assert len(re.findall(r" \\\\$", written, re.MULTILINE)) == rows + 1
    head = model.to_frame(0.9).columns
    assert len(Cells(model.to_html(decimals=1)).cells) == (rows + 1) * len(head)
    for bad in ({"decimals": -1}, {"decimals": 2.5}, {"level": 2.0}, {"caption": 3}):
        with pytest.raises(InputError, match=f"^{next(iter(bad))} is "):
            model.to_html(**bad)
