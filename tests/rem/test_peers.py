"""Fits of goldfish 1.7.0 and of remstats 4.1 with remstimate 3.1 on the same data.

The data are not part of this repository: the tests skip where they are not at hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.rem.engine.buffers import Buffers
from detente.rem.models.base import EventModel

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "peers"

pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the peers' data are not at hand"),
    pytest.mark.filterwarnings("ignore::detente.errors.MissingValueWarning"),
]

WEIGHTED: Any = {"weighted": True}
LOG: Any = {"weighted": True, "transform": "log1p"}


class Fit(NamedTuple):
    model: EventModel
    data: str
    log_likelihood: float
    coefficients: list[float]
    errors: list[float]


def table(name: str, **types: Any) -> pl.DataFrame:
    read = pl.read_csv(FOLDER / name)
    if "time_unix" in read.columns:
        read = read.with_columns(time=pl.col("time_unix").cast(pl.Float64))
    read = read.drop("time_unix", "time_utc", "setting", strict=False)
    read = read.rename({a: b for a, b in NAMES.items() if a in read.columns})
    return read.with_columns(pl.col(c).cast(t) for c, t in types.items())


NAMES = {"node1": "sender", "node2": "receiver", "actor1": "sender", "actor2": "receiver"}


def calls() -> dict[str, Any]:
    return {
        "events": table("se_calls.csv"),
        "actors": table("se_actors.csv"),
        "networks": {"friendship": table("se_friendship.csv")},
    }


def treaties() -> dict[str, Any]:
    changes = table("ft_bilatchanges.csv")
    number = pl.Float64
    return {
        "events": changes.filter(pl.col("increment") > 0),
        "actors": table("ft_states.csv", gdp=number),
        "past": rem.Network(
            table("ft_bilatnet_initial.csv"),
            changes.filter(pl.col("increment") < 0),
            directed=False,
        ),
        "networks": {
            "contiguity": rem.Network(
                table("ft_contignet_initial.csv"), table("ft_contigchanges.csv"), directed=False
            )
        },
        "covariates": {
            "regime": table("ft_regchanges.csv", replace=number),
            "gdp": table("ft_gdpchanges.csv", replace=number),
        },
        "presence": table("ft_sovchanges.csv"),
    }


def history() -> dict[str, Any]:
    events = table("remstats_history.csv").drop("weight")
    return {"events": events, "start": events["time"].cast(pl.Int64)[0]}


DATA = {"calls": calls, "treaties": treaties, "history": history}

FITS: dict[str, Fit] = {
    "SE_rate_ordered_1": Fit(
        rem.DynamRateModel([rem.SenderIndegree(), rem.SenderOutdegree()]),
        "calls",
        -1750.91226822543,
        [0.5514446274326, 0.2637839174415],
        [0.06634435579233, 0.02838606376865],
    ),
    "SE_choice_irt": Fit(
        rem.DynamChoiceModel([rem.Inertia(), rem.Reciprocity(), rem.Transitivity()]),
        "calls",
        -696.718526198415,
        [5.196901635445, 1.39802245137, -0.230357138905],
        [0.1739696671639, 0.1729960732378, 0.2155419652969],
    ),
    "SE_choice_complex": Fit(
        rem.DynamChoiceModel(
            [
                rem.Inertia(),
                rem.Reciprocity(),
                rem.Tie("friendship"),
                rem.Reciprocity("friendship"),
                rem.Same("gradeType"),
                rem.Same("floor"),
            ]
        ),
        "calls",
        -637.955879676085,
        [
            4.420565510143,
            0.2715131997059,
            1.287785840284,
            0.6862494275682,
            0.69847399173,
            -0.2869996850539,
        ],
        [
            0.1922519061673,
            0.1973548435252,
            0.2567347985811,
            0.2293034312332,
            0.1760727473379,
            0.1661774296029,
        ],
    ),
    "SE_rate_intercept": Fit(
        rem.DynamRateModel(
            [
                rem.Intercept(),
                rem.SenderIndegree(),
                rem.SenderOutdegree(),
                rem.SenderIndegree("friendship"),
            ],
            timing="timed",
        ),
        "calls",
        -6003.10196364437,
        [-14.38037286538, 0.6955550925077, 0.2346329349389, 0.05479231721492],
        [0.09566920155103, 0.06311499613977, 0.03015320395348, 0.01504895490359],
    ),
    "SE_choice_window300": Fit(
        rem.DynamChoiceModel(
            [
                rem.Inertia(),
                rem.Reciprocity(),
                rem.Inertia(window=300),
                rem.Reciprocity(window=300),
                rem.Tie("friendship"),
                rem.Reciprocity("friendship"),
                rem.Same("gradeType"),
                rem.Same("floor"),
            ]
        ),
        "calls",
        -565.902112444226,
        [
            4.298278616335,
            -0.4857355822106,
            1.396280480955,
            5.022601600896,
            1.505935583331,
            0.6231383573439,
            0.4486460532246,
            -0.2095283398956,
        ],
        [
            0.2019274901147,
            0.2320514725338,
            0.3609341170155,
            0.7388006062542,
            0.2720555665865,
            0.2497476030702,
            0.1981539098772,
            0.181391905861,
        ],
    ),
    "SE_choice_weighted_log": Fit(
        rem.DynamChoiceModel(
            [
                rem.Inertia(**LOG),
                rem.Reciprocity(**LOG),
                rem.Transitivity(),
                rem.ReceiverIndegree(**LOG),
            ]
        ),
        "calls",
        -753.149219774978,
        [2.583082201376, 0.2747795384425, -0.3219517512767, 0.2652478364137],
        [0.1340175856093, 0.1315549906211, 0.388752167401, 0.08494893738102],
    ),
    "SE_rem_ordered_irt": Fit(
        rem.RelationalEventModel([rem.Inertia(), rem.Reciprocity(), rem.Transitivity()]),
        "calls",
        -2187.83657935494,
        [6.197601083584, 1.433558888504, 0.2232758677917],
        [0.1508065864916, 0.1153728058197, 0.1571048054927],
    ),
    "SE_rem_intercept_irt": Fit(
        rem.RelationalEventModel(
            [rem.Intercept(), rem.Inertia(), rem.Reciprocity(), rem.Transitivity()],
            timing="timed",
        ),
        "calls",
        -6391.63831785178,
        [-19.530279171955, 6.422435516208, 1.402208546453, 0.1377679040966],
        [0.1091149449532, 0.1426430724092, 0.113250538003, 0.1552370097861],
    ),
    "FT_coord_simple": Fit(
        rem.DynamCoordinationModel([rem.Inertia(), rem.Tie("contiguity")]),
        "treaties",
        -439.706867504014,
        [2.386569659489, 1.161967603912],
        [0.2048485907948, 0.1851343394923],
    ),
    "FT_coord_vignette2_weighted": Fit(
        rem.DynamCoordinationModel(
            [
                rem.Inertia(weighted=True),
                rem.ReceiverIndegree(),
                rem.Transitivity(),
                rem.Tie("contiguity"),
                rem.Alter("regime"),
                rem.Difference("regime"),
                rem.Alter("gdp"),
                rem.Difference("gdp"),
            ]
        ),
        "treaties",
        -358.697358848,
        [
            0.1341187083483,
            0.5678908656729,
            0.2889683181728,
            1.648290289868,
            -0.01534168094275,
            0.008264360858736,
            6.088624188471,
            -4.601004723138,
        ],
        [
            0.04762825991551,
            0.05763152457578,
            0.1459409895231,
            0.1840461154401,
            0.01603930013264,
            0.01269729326407,
            1.516452040963,
            1.582379149314,
        ],
    ),
    "RH_full": Fit(
        rem.RelationalEventModel(
            [rem.Intercept(), rem.Inertia(**WEIGHTED), rem.Reciprocity(**WEIGHTED)],
            timing="timed",
        ),
        "history",
        -1253.77065478687,
        [-9.91076484919758, -0.00948580856320966, -0.154815686458043],
        [0.128292975711377, 0.114178061326776, 0.123536557507491],
    ),
    "RH_decay5000": Fit(
        rem.RelationalEventModel(
            [rem.Intercept(), rem.Inertia(half_life=5000), rem.Reciprocity(half_life=5000)],
            timing="timed",
        ),
        "history",
        -1253.41605614247,
        [-9.90558919948371, -0.0381230464969743, -0.415813973922331],
        [0.12322142138741, 0.244819718604715, 0.279496475986877],
    ),
}


@pytest.mark.parametrize("name", list(FITS))
def test_a_fit_agrees(name: str) -> None:
    model, data, log_likelihood, coefficients, errors = FITS[name]
    model.fit(**DATA[data]())
    assert model.log_likelihood_ == pytest.approx(log_likelihood, rel=1e-6, abs=1e-6)
    np.testing.assert_allclose(model.coef_, coefficients, rtol=1e-4)
    np.testing.assert_allclose(list(model.standard_errors_.values()), errors, rtol=1e-4)


@pytest.mark.parametrize("name", list(FITS))
def test_a_log_likelihood_agrees_at_the_same_coefficients(name: str) -> None:
    model, data, log_likelihood, coefficients, _ = FITS[name]
    design = model.design(rem.read_history(**DATA[data]()))
    theta = np.array(coefficients)
    assert model.run(design, theta, Buffers.none(theta.size))[0] == pytest.approx(
        log_likelihood, rel=0, abs=1e-8
    )


def test_the_ordered_fit_of_remstimate_stopped_short_and_does_not_centre_its_information() -> None:
    """RH_ordinal, whose gradient is reported and agrees to all digits.

    Its coefficients lie 2e-4 (relative) beside the maximum, as that gradient says. Its standard
    errors are those of Σ E(x·xᵀ), rather than of Σ Var(x), the negative Hessian; ours are the
    latter.
    """
    model = rem.RelationalEventModel([rem.Inertia(**WEIGHTED), rem.Reciprocity(**WEIGHTED)])
    model.fit(**history())
    theirs = np.array([-0.0667760657816039, -0.208218208070533])
    errors = np.array([0.100145468012577, 0.110514708329404])
    value, gradient, information = model.run(model.design_, theirs, Buffers.none(2))
    assert value == pytest.approx(-511.552135047318, abs=1e-9)
    np.testing.assert_allclose(gradient, [-0.000899096731529, -0.000780687440744], rtol=1e-9)
    np.testing.assert_allclose(
        theirs + np.linalg.solve(information, gradient), model.coef_, rtol=1e-6
    )
    np.testing.assert_allclose(model.coef_, theirs, rtol=3e-4)

    outer = np.zeros((2, 2))
    for moment in range(model.design_.timeline.time.size):
        state = model.state_at(moment)
        x = state.x[state.active]
        weight = np.exp(x @ theirs)
        outer += np.einsum("c,cp,cq->pq", weight / weight.sum(), x, x)
    np.testing.assert_allclose(np.sqrt(np.diag(np.linalg.inv(outer))), errors, rtol=1e-4)
    assert (np.array(list(model.standard_errors_.values())) > 1.15 * errors).all()


def test_the_window_of_remstats_is_that_as_of_the_event() -> None:
    """Counts of t − L ≤ u < t at each event, over intervals from event to event.

    Computed here by that definition; the exact window, whose intervals end where something leaves,
    gives other figures (docs/rem.md names them).
    """
    given = history()
    events = given["events"].sort("time")
    time = events["time"].cast(pl.Float64).to_numpy()
    labels = sorted({*events["sender"], *events["receiver"]})
    ends = [
        (labels.index(a), labels.index(b))
        for a, b in events.select("sender", "receiver").iter_rows()
    ]
    n, window = len(labels), 5000.0
    dyads = [(i, j) for i in range(n) for j in range(n) if i != j]
    rows = []
    for t in time[1:]:
        seen = [end for end, u in zip(ends, time, strict=True) if t - window <= u < t]
        rows.append([[1.0, seen.count((i, j)), seen.count((j, i))] for i, j in dyads])
    x, duration = np.array(rows), np.diff(time)
    own = np.array([dyads.index(end) for end in ends[1:]])
    effects: list[rem.Effect] = [rem.Intercept()]
    effects += [
        kind(**WEIGHTED, window=window, at="event") for kind in (rem.Inertia, rem.Reciprocity)
    ]
    model = rem.RelationalEventModel(effects, timing="timed").fit(**given)
    rate = np.exp(x @ model.coef_)
    happened = x[np.arange(own.size), own]
    value = (happened @ model.coef_).sum() - (duration[:, None] * rate).sum()
    assert model.log_likelihood_ == pytest.approx(value, abs=1e-9)
    gradient = happened.sum(axis=0) - np.einsum("m,md,mdp->p", duration, rate, x)
    np.testing.assert_allclose(gradient, 0.0, atol=1e-7)
    information = np.einsum("m,md,mdp,mdq->pq", duration, rate, x, x)
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    np.testing.assert_allclose(list(model.standard_errors_.values()), errors, rtol=1e-9)
    np.testing.assert_allclose(model.coef_, [-9.962265, 0.082422, -0.375034], atol=5e-7)

    effects[1:] = [kind(**WEIGHTED, window=window) for kind in (rem.Inertia, rem.Reciprocity)]
    exact = rem.RelationalEventModel(effects, timing="timed").fit(**given)
    np.testing.assert_allclose(exact.coef_, [-9.943400, 0.034419, -0.423072], atol=5e-7)
    found = [model.log_likelihood_, exact.log_likelihood_]
    np.testing.assert_allclose(found, [-1253.345552, -1253.067677], atol=5e-7)


def test_the_effects_of_relevent_agree() -> None:
    """Maximum of the ordinal likelihood over all 90 dyads, with statistics by their definitions.

    Those coefficients lie 1e-7 beside the maximum, at which the likelihood is the same.
    """
    model = rem.RelationalEventModel(
        [
            rem.SendFraction(),
            rem.RecencyOfReceipt(),
            rem.ParticipationShift("AB-BA"),
            rem.ParticipationShift("AB-AY"),
        ]
    ).fit(history()["events"])
    assert model.log_likelihood_ == pytest.approx(-515.2442304713, abs=1e-9)
    expected = [-0.786167040, -0.493385452, 0.119032954, -0.418824885]
    np.testing.assert_allclose(model.coef_, expected, rtol=0, atol=1e-6)


def test_observed_information_of_coordination() -> None:
    effects = [rem.Inertia(), rem.Tie("contiguity")]
    model = rem.DynamCoordinationModel(effects, information="observed").fit(**treaties())
    np.testing.assert_allclose(
        list(model.standard_errors_.values()), [0.184918, 0.178580], rtol=1e-5
    )


def test_repetitions_are_ignored_as_a_replay_by_hand_ignores_them() -> None:
    """Degrees and two-paths of the ties at each time, times whether the two have none.

    Those networks were made by replaying the treaties outside the product and given as weighted
    ties. The model is that of goldfish's `ignore_repetitions`, but for its rule that counts
    treaties of one pair on one day once: a replay by hand with that rule gives -386.36.
    """
    effects = [
        rem.Inertia(),
        rem.ReceiverIndegree().where_zero(rem.Inertia()),
        rem.Transitivity().where_zero(rem.Inertia()),
        rem.Tie("contiguity"),
        rem.Alter("regime"),
        rem.Difference("regime"),
        rem.Alter("gdp"),
        rem.Difference("gdp"),
    ]
    model = rem.DynamCoordinationModel(effects).fit(**treaties())
    assert model.log_likelihood_ == pytest.approx(-381.8990140390692, abs=1e-8)
    np.testing.assert_allclose(
        model.coef_[:4], [2.93863953, 0.509849386, 0.392902899, 1.03286635], rtol=1e-7
    )


def test_missing_covariates_are_told() -> None:
    model = rem.DynamChoiceModel([rem.Inertia(), rem.Same("gradeType")])
    with pytest.warns(rem.MissingValueWarning, match=r"column 'gradeType' is empty in 11 rows"):
        model.fit(**calls())


SYNTHETIC: dict[str, tuple[EventModel, str, float, list[float]]] = {
    "choice, 50 actors": (
        rem.DynamChoiceModel(
            [rem.Inertia(**LOG), rem.Reciprocity(**LOG), rem.Transitivity(transform="log1p")]
        ),
        "synth_N50_M10000.csv",
        -24125.517092,
        [1.228853, 0.499307, 0.181626],
    ),
    "ordered, 50 actors": (
        rem.RelationalEventModel(
            [rem.Inertia(**LOG), rem.Reciprocity(**LOG), rem.Transitivity(transform="log1p")]
        ),
        "synth_N50_M10000.csv",
        -62531.805116,
        [1.137177, 0.228974, 0.292216],
    ),
    "choice, 100 actors": (
        rem.DynamChoiceModel(
            [rem.Inertia(**LOG), rem.Reciprocity(**LOG), rem.Transitivity(transform="log1p")]
        ),
        "synth_N100_M20000.csv",
        -69993.978057,
        [1.208118, 0.517548, 0.214055],
    ),
    "timed, 50 actors": (
        rem.RelationalEventModel(
            [
                rem.Intercept(),
                rem.Inertia(**WEIGHTED),
                rem.Reciprocity(**WEIGHTED),
                rem.OutgoingTwoPaths(**WEIGHTED),
            ],
            timing="timed",
        ),
        "synth_N50_M10000.csv",
        -63178.189398,
        [-6.32821378, 0.01010708, 0.00756418, 0.01212551],
    ),
}


@pytest.mark.parametrize("name", list(SYNTHETIC))
def test_a_long_record_agrees(name: str) -> None:
    model, file, log_likelihood, coefficients = SYNTHETIC[name]
    events = table(file)
    start = events["time"][0] if model.timed else None
    model.fit(events, start=start)
    assert model.log_likelihood_ == pytest.approx(log_likelihood, rel=0, abs=1e-6)
    np.testing.assert_allclose(model.coef_, coefficients, rtol=1e-5)
