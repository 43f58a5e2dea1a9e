"""Every registered effect keeps its word: formula, zero, sign, stability, documentation."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import inspect
import re
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.effects.base import Linear
from detente.effects.domain import numeric_keys
from detente.effects.registry import effects
from detente.errors import ScenarioError
from detente.kernel.compile import Compiled
from detente.kernel.play import Played, play
from detente.kernel.stability import Elasticities
from detente.scenario.scenario import Scenario
from detente.scenario.short.effects import usual_otherwise
from tests.effects.examples import EXAMPLES, RED_LINE, Example, Moves, quantity
from tests.effects.references import HAZARD, PAIR, REFERENCES, SOURCE, TARGET, Case
from tests.effects.toy import ACTS, TOY, Entry, raw_toy, toy

SEED = 20241118
PATHS = 300
SECTIONS = ("Formula", "Units", "Expected sign", "Touches", "Source")
ALL = [(name, example) for name, examples in EXAMPLES.items() for example in examples]
each_effect = pytest.mark.parametrize("name", effects())
each_example = pytest.mark.parametrize(
    ("name", "example"), [pytest.param(n, e, id=e.name) for n, e in ALL]
)


# ---------------------------------------------------------------------------------- helpers


def play_forced(
    compiled: Compiled,
    forced: NDArray[np.int8],
    *,
    path: int = 0,
    seed: int = SEED,
    false: tuple[str, ...] = (),
) -> Played:
    """One path on a given history, every claim true but those, every coefficient at its mean."""
    truth = np.ones((1, len(compiled.claims)), dtype=np.uint8)
    truth[0, [compiled.claims.index(claim) for claim in false]] = 0
    index = np.array([path], dtype=np.int64)
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, seed, index, central=True
    )
    return play(compiled, seed, index, theta, truth, forced=forced, trace=True)


def play_free(
    compiled: Compiled, *, false: tuple[str, ...] = (), central: bool = False, paths: int = PATHS
) -> Played:
    """Drawn paths; the claims in `false` fail, of the others every second path holds `ready`."""
    index = np.arange(paths, dtype=np.int64)
    truth = np.ones((paths, len(compiled.claims)), dtype=np.uint8)
    if not central:
        truth[1::2, compiled.claims.index("ready")] = 0
    for claim in false:
        truth[:, compiled.claims.index(claim)] = 0
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, SEED, index, central=central
    )
    return play(compiled, SEED, index, theta, truth, tally=True, capacity=400)


@functools.cache
def played(effects: str, false: tuple[str, ...], central: bool) -> tuple[Compiled, Played]:
    """Drawn paths of a list of effects, played once."""
    compiled = SCENARIOS[effects].compiled()
    return compiled, play_free(compiled, false=false, central=central)


SCENARIOS: dict[str, Scenario] = {}


def free(
    effects: tuple[Entry, ...], *, false: tuple[str, ...] = (), central: bool = False
) -> tuple[Compiled, Played]:
    key = repr(effects)
    SCENARIOS.setdefault(key, toy(effects))
    return played(key, false, central)


def history(compiled: Compiled) -> NDArray[np.int8]:
    """A random history: every process on about 5 % of the days; scheduled acts all happen.

    The same for a process whatever else is there. On the last expected day of a scheduled act the
    process of the same act happens as well.
    """
    days = int(compiled.program.start[1])
    forced = np.zeros((days, len(compiled.rows)), dtype=np.int8)
    rng = np.random.default_rng(SEED)
    forced[:, : len(compiled.processes)] = rng.random((days, len(compiled.processes))) < 0.05
    forced[:, len(compiled.processes) :] = 1
    sanction = compiled.rows.index("sanction")
    forced[[14, 52, 53], sanction] = [0, 0, 1]
    return forced


def past() -> tuple[tuple[dt.date, str, str, str, str], ...]:
    lines = (TOY / "acts.csv").read_text(encoding="utf-8").strip().splitlines()[1:]
    return tuple(
        (dt.date.fromisoformat(row[0]), row[1], row[2], row[3], row[4])
        for row in csv.reader([*lines, *ACTS])
    )


def case_of(example: Example, compiled: Compiled, forced: NDArray[np.int8], path: int) -> Case:
    n = len(compiled.processes)
    return Case(
        raw=raw_toy(example.entries),
        entries=example.entries,
        record=past(),
        happened={p: forced[:, i].astype(np.float64) for i, p in enumerate(compiled.processes)},
        forced_schedule={r: bool(forced[:, i + n].any()) for i, r in enumerate(compiled.rows[n:])},
        seed=SEED,
        path=path,
    )


def same_paths(one: Played, other: Played) -> None:
    np.testing.assert_array_equal(one.first, other.first)
    np.testing.assert_array_equal(one.count, other.count)
    np.testing.assert_array_equal(one.recorded, other.recorded)
    np.testing.assert_array_equal(one.hazard, other.hazard)
    np.testing.assert_array_equal(one.watch, other.watch)


def with_entry(example: Example, **changes: Any) -> tuple[Entry, ...]:
    """The example's entries with the last one changed; None takes a key out."""
    entry = {k: v for k, v in (example.entry | changes).items() if v is not None}
    return (*example.helpers, entry)


# --------------------------------------------------------------------------- completeness


def test_every_effect_has_examples_and_a_reference() -> None:
    assert list(EXAMPLES) == list(effects())
    assert list(REFERENCES) == list(effects())
    assert all(EXAMPLES[name] for name in effects())
    assert len({example.name for _, example in ALL}) == len(ALL)


@each_example
def test_the_effect_under_test_is_the_last(name: str, example: Example) -> None:
    assert example.entry["effect"] == name
    assert "claim" in example.entry


@each_effect
def test_registered_under_its_own_name(name: str) -> None:
    assert effects()[name].model_fields["effect"].default == name


@each_effect
def test_every_number_has_a_unit_and_bounds(name: str) -> None:
    """What a number is measured in; nothing is said of keys that are not there."""
    effect = effects()[name]
    keys = numeric_keys(effect)
    stated = {key for kind in effect.__mro__ for key in vars(kind).get("domains", {})}
    assert stated - {"otherwise"} == set(keys) - {"otherwise"}
    for key in keys:
        domain = effect.domain(key)
        assert domain.unit.strip()
        assert domain.low < domain.high
    said = inspect.getdoc(effect) or ""
    expected = said.split("Expected sign\n-------------\n")[1].split("\n\n")[0]
    signs = {effect.domain(key).sign for key in keys if key.startswith("coefficient")} - {None}
    assert all(expected.lower().startswith(str(sign)) for sign in signs)


@each_example
def test_draws_keep_to_their_bounds(name: str, example: Example) -> None:
    """Every quantity of the effect is drawn within the bounds that its key declares."""
    effect = next(e for e in toy(example.entries).effects if e.id == example.entry["id"])
    bounds = {
        (effect.domain(key).low, effect.domain(key).high) for key in numeric_keys(type(effect))
    }
    drawn = {
        (c.draw.low, c.draw.high)
        for c in toy(example.entries).compiled().coefficients
        if c.draw.name.startswith(f"{effect.id}.") and c.draw.basis != "definition"
    }
    assert drawn <= bounds


# -------------------------------------------------------------------------------- formula


@each_example
@pytest.mark.parametrize("path", [0, 2**40 + 17])
def test_contribution_is_the_documented_formula(name: str, example: Example, path: int) -> None:
    on = toy(example.entries).compiled()
    off = toy(example.helpers).compiled()
    forced = history(on)
    rows = [on.rows.index(row) for row in off.rows]
    with_it = play_forced(on, forced, path=path).terms[0]
    without = play_forced(off, forced[:, rows], path=path).terms[0]
    expected = REFERENCES[name](case_of(example, on, forced, path))
    # the kernel's normal quantile is good to 1.15e-9
    close = 1e-8 if name == "mood" else 1e-10
    assert any(np.abs(values).max() > 0.01 for values in expected.values())
    for i, process in enumerate(on.processes):
        for side in (PAIR, SOURCE, TARGET):
            found = with_it[:, i, side] - without[:, i, side]
            wanted = expected.get((process, side), np.zeros(len(found)))
            np.testing.assert_allclose(
                found, wanted, rtol=1e-10, atol=close, err_msg=f"{process}, side {side}"
            )
        if (process, HAZARD) in expected:
            np.testing.assert_allclose(
                with_it[:, i, HAZARD], expected[process, HAZARD], rtol=1e-12, err_msg=process
            )


@each_example
def test_hazard_follows_from_the_terms(name: str, example: Example) -> None:
    compiled = toy(example.entries).compiled()
    terms = play_forced(compiled, history(compiled)).terms[0]
    gated = {gate.process for gate in compiled.model.gates}
    for i, process in enumerate(compiled.processes):
        base, s1, s2, hazard = terms[:, i].T
        if process in gated:
            continue
        if process in compiled.model.rules:
            eta = base + 0.5 * (s1 + s2)
        else:
            eta = base + np.maximum(s1, s2)
        np.testing.assert_allclose(hazard, np.exp(eta), rtol=1e-12, err_msg=process)


@each_example
def test_terms_and_gates_belong_to_the_claim(name: str, example: Example) -> None:
    model = toy(example.entries).compiled().model
    mine = example.entry["id"]
    owners = {term.owner for term in model.terms if term.effect == mine}
    owners |= {gate.owner for gate in model.gates if gate.effect == mine}
    owners |= {rule.owner for rule in model.rules.values() if rule.effect == mine}
    owners |= {act.owner for act in model.scheduled if act.row.startswith(f"{mine}@")}
    shares = [op.coefficient for op in model.derived.values() if op.coefficient is not None]
    owners |= {c for share in shares if share.draw.name == f"{mine}.share" for c, _ in share.when}
    allowed = {example.entry["claim"], example.entry.get("slow", example.entry["claim"])}
    assert example.entry["claim"] in owners
    assert owners <= allowed


# ---------------------------------------------------------------- what changes nothing


@each_example
def test_zero_changes_nothing(name: str, example: Example) -> None:
    if not example.background:
        assert name == "mutual-consent"  # a rule without a number: its claim is what switches it
        return
    _, on = free(with_entry(example, **dict(example.background)))
    _, off = free(example.helpers)
    same_paths(on, off)


@each_example
def test_false_claim_changes_nothing(name: str, example: Example) -> None:
    false = (example.entry["claim"],)
    _, on = free(example.entries, false=false)
    _, off = free(example.helpers, false=false)
    same_paths(on, off)


@each_example
def test_true_claim_changes_something(name: str, example: Example) -> None:
    _, on = free(example.entries)
    _, off = free(example.helpers)
    assert (on.hazard != off.hazard).any() or (on.count != off.count).any()


@pytest.mark.parametrize(
    ("name", "example"),
    [
        pytest.param(n, e, id=e.name)
        for n, e in ALL
        if issubclass(effects()[n], Linear) and "dampens" not in e.entry
    ],
)
def test_otherwise_takes_the_place_of_the_coefficient(name: str, example: Example) -> None:
    otherwise = with_entry(example, otherwise=0.25)
    changes = {"coefficient": quantity(0.25), **dict(example.beside)}
    instead = with_entry(example, claim=None, otherwise=None, **changes)
    _, one = free(otherwise, false=("held",))
    _, other = free(instead, false=("held",))
    same_paths(one, other)


def test_slowness_alone_can_be_false() -> None:
    example = EXAMPLES["office"][0]
    at_once = with_entry(example, slow=None, half_life=1e-4)
    slow, fast = toy(example.entries).compiled(), toy(at_once).compiled()
    truth = np.ones((1, len(slow.claims)), dtype=np.uint8)
    truth[0, slow.claims.index("slow")] = 0
    index = np.zeros(1, dtype=np.int64)
    forced = history(slow)
    hazards = []
    for compiled, held in ((slow, truth), (fast, np.ones_like(truth))):
        theta = coefficient_matrix(
            compiled.coefficients, compiled.claims, held, SEED, index, central=True
        )
        hazards.append(play(compiled, SEED, index, theta, held, forced=forced, trace=True).terms)
    handover = (dt.date(2025, 1, 20) - dt.date(2024, 11, 19)).days
    apart = np.abs(hazards[0] - hazards[1]).max(axis=(0, 2, 3))
    # even the quickest institutions follow a day later
    assert np.flatnonzero(apart > 1e-12).tolist() == [handover]


def test_pressure_and_anticipation_have_claims_of_their_own() -> None:
    example = EXAMPLES["red-line"][0]
    compiled = toy(example.entries).compiled()
    forced = history(compiled)
    index = np.zeros(1, dtype=np.int64)
    pressure = next(p for p in compiled.planes if p.startswith("scale(") and "line.kappa" in p)
    column = compiled.planes.index(pressure)

    def planes(*false: str) -> NDArray[np.float64]:
        truth = np.ones((1, len(compiled.claims)), dtype=np.uint8)
        for claim in false:
            truth[0, compiled.claims.index(claim)] = 0
        theta = coefficient_matrix(
            compiled.coefficients, compiled.claims, truth, SEED, index, central=True
        )
        return play(compiled, SEED, index, theta, truth, forced=forced, trace=True).planes[
            0, :, column
        ]

    everything = planes()
    np.testing.assert_allclose(planes("presses"), 0.1 * everything, rtol=1e-12)
    surprised = planes("expected") - everything
    assert (surprised >= -1e-12).all()
    # what the claim owns of the record, seen coming (q = 0.6): aid of 10 November; a sanction of
    # 14 November, of a class that is not listed completely, is less than is usual of it
    assert surprised[0] == pytest.approx(0.6 * 0.5 ** (8 / 20))
    # and the first of the expected ones
    assert surprised[15] - surprised[14] * 0.5 ** (1 / 20) == pytest.approx(0.6 * 0.5)
    # on the last expected day the process had the act: nobody saw that one coming
    assert surprised[54] == pytest.approx(surprised[53] * 0.5 ** (1 / 20))


def test_the_bite_that_is_left_is_published() -> None:
    example = EXAMPLES["adaptation"][0]
    scenario = toy(example.entries)
    model = scenario.compiled().model
    (lost, *_) = [t for t in model.terms if t.effect == "adapting" and t.process == "concede"]
    (bite,) = [t for t in model.terms if t.effect == "bite" and t.process == "concede"]
    compiled = scenario.compiled()
    planes = play_forced(compiled, history(compiled)).planes[0]
    left = [p for p in compiled.planes if p.startswith(f"product({bite.plane}, one_minus(")]
    assert len(left) == 1
    column = {name: planes[:, i] for i, name in enumerate(compiled.planes)}
    np.testing.assert_allclose(
        column[left[0]], column[bite.plane] + lost.scale * column[lost.plane], rtol=1e-12
    )


def test_a_mood_keeps_mean_rates_and_decays_with_its_half_life() -> None:
    compiled = toy(EXAMPLES["mood"][0].entries).compiled()
    index = np.arange(4000, dtype=np.int64)
    truth = np.ones((index.size, len(compiled.claims)), dtype=np.uint8)
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, SEED, index, central=True
    )
    moods = [i for i, plane in enumerate(compiled.planes) if plane.startswith("mood:")]
    assert len(moods) == 4  # call; us-accuses; sanction; ease: all of different classes
    forced = np.zeros((120, len(compiled.rows)), dtype=np.int8)
    z = play(compiled, SEED, index, theta, truth, forced=forced, trace=True).planes[:, :, moods]
    for t in (0, 60, 119):
        # z is standard normal: four standard errors
        assert np.abs(z[:, t].mean(axis=0)).max() < 4 / np.sqrt(4000)
        assert np.abs(z[:, t].std(axis=0) - 1).max() < 4 / np.sqrt(8000)
        spread = np.exp(0.5 * z[:, t] - 0.125).mean(axis=0)
        assert np.abs(spread - 1).max() < 4 * 0.533 / np.sqrt(4000)
    for k in range(4):
        later = (z[:, 60, k] * z[:, 90, k]).mean()
        assert later == pytest.approx(0.5, abs=0.07)
    apart = z[:, 60].T @ z[:, 60] / 4000 - np.eye(4)
    assert np.abs(apart[np.triu_indices(4, 1)]).max() < 4 / np.sqrt(4000)


# ------------------------------------------------------------------------------------ sign


@pytest.mark.parametrize(
    ("example", "moves"),
    [
        pytest.param(e, m, id=f"{e.name}-{m.process}-{m.way}" + (f"-{m.busy}" if m.busy else ""))
        for _, e in ALL
        for m in e.moves
    ],
)
def test_moves_as_declared(example: Example, moves: Moves) -> None:
    if moves.busy is None:
        compiled, on = free(example.entries, central=True)
        _, off = free(example.helpers, central=True)
        at = compiled.processes.index(moves.process)
        outcome = compiled.outcomes.index(f"n-{moves.process}")
        if moves.way == "wider":
            assert on.hazard[:, at].std() > 1.5 * off.hazard[:, at].std()
            error = on.hazard[:, at].std() / np.sqrt(PATHS)
            assert abs(on.hazard[:, at].mean() - off.hazard[:, at].mean()) < 4 * error
            return
        sign = 1.0 if moves.way == "up" else -1.0
        # scheduled acts raise no hazard; they are acts
        scheduled = example.entry["effect"] == "scheduled-acts"
        gap = (on.count[:, outcome] - off.count[:, outcome]).mean()
        assert sign * gap >= 0.0
        if scheduled:
            assert sign * gap > 1.0
        else:
            assert sign * (on.hazard[:, at].mean() - off.hazard[:, at].mean()) > 1e-3
        return
    sign = 1.0 if moves.way == "up" else -1.0
    effect = {}
    for name, entries in (("on", example.entries), ("off", example.helpers)):
        compiled = toy(entries).compiled()
        at = compiled.processes.index(moves.process)
        quiet = np.zeros((int(compiled.program.start[1]), len(compiled.rows)), dtype=np.int8)
        busy = quiet.copy()
        busy[::4, compiled.rows.index(moves.busy)] = 1
        effect[name] = np.log(
            (play_forced(compiled, busy).terms[0, :, at, HAZARD].sum() + 1e-9)
            / (play_forced(compiled, quiet).terms[0, :, at, HAZARD].sum() + 1e-9)
        )
    assert sign * (effect["on"] - effect["off"]) > 1e-3


def test_the_week_keeps_its_mean_rate() -> None:
    compiled = toy(EXAMPLES["weekday"][0].entries).compiled()
    hazard = play_forced(compiled, history(compiled)).terms[0, :119, :, HAZARD]
    plain = toy(()).compiled()
    usual = play_forced(plain, history(plain)).terms[0, :119, :, HAZARD]
    np.testing.assert_allclose(hazard.mean(axis=0), usual.mean(axis=0), rtol=1e-12)
    weekend = [t for t in range(119) if (dt.date(2024, 11, 19) + dt.timedelta(t)).weekday() >= 5]
    touched = [compiled.processes.index(p) for p in EXAMPLES["weekday"][0].entry["on"]]
    np.testing.assert_allclose(
        hazard[weekend][:, touched], np.exp(-0.5) * usual[weekend][:, touched], rtol=1e-12
    )
    assert (hazard[weekend][:, touched] < hazard.mean(axis=0)[touched]).all()


def test_consent_of_both_is_never_easier() -> None:
    example = EXAMPLES["mutual-consent"][0]
    _, both = free(example.entries)
    _, either = free(example.entries, false=("held",))
    at = toy(example.entries).compiled().processes.index("call")
    assert (both.hazard[:, at] <= either.hazard[:, at]).all()


# ------------------------------------------------------------------------------- stability


@each_example
def test_stays_within_the_stability_rule(name: str, example: Example) -> None:
    compiled = toy(example.entries).compiled()
    radius = Elasticities.of(compiled).radius()
    assert 0.0 <= radius < 1.0
    drawn = play_free(compiled)
    assert np.isfinite(drawn.hazard).all()


# ---------------------------------------------------------------------- words and refusals


@each_effect
def test_documented(name: str) -> None:
    text = inspect.getdoc(effects()[name])
    assert text is not None
    headings = re.findall(r"^([A-Z][a-z ]+)\n-+$", text, flags=re.MULTILINE)
    assert tuple(headings) == SECTIONS
    for heading, following in zip(SECTIONS, [*SECTIONS[1:], None], strict=True):
        part = text.split(f"{heading}\n{'-' * len(heading)}\n")[1]
        if following is not None:
            part = part.split(f"\n{following}\n")[0]
        assert part.strip(), heading
    assert effects()[name].lower.__doc__
    assert text.splitlines()[0].endswith((".", ","))


@each_effect
def test_a_claim_needs_an_otherwise_where_it_may_be_several_things(name: str) -> None:
    example = EXAMPLES[name][0]
    if (usual := usual_otherwise(name)) is not None:
        scenario = toy(with_entry(example, otherwise=None))
        (effect,) = [each for each in scenario.effects if each.id == example.entry["id"]]
        assert effect.otherwise == usual
        return
    with pytest.raises(ScenarioError, match="'otherwise' is missing") as caught:
        toy(with_entry(example, otherwise=None))
    hint = effects()[name].example_otherwise()
    assert f"otherwise = {hint}" in str(caught.value)
    assert f"('{example.entry['id']}')" in str(caught.value)
    assert "\n" not in str(caught.value)
    value: object = hint.strip('"') if hint.startswith('"') else float(hint)
    toy(with_entry(example, otherwise=value))


@each_effect
def test_an_otherwise_needs_a_claim(name: str) -> None:
    with pytest.raises(ScenarioError, match="'otherwise' needs a 'claim'"):
        toy(with_entry(EXAMPLES[name][0], claim=None))


@each_effect
def test_an_otherwise_that_means_nothing_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match="otherwise: give "):
        toy(with_entry(EXAMPLES[name][0], otherwise="whatever"))


@each_effect
def test_lowers_without_a_claim(name: str) -> None:
    example = EXAMPLES[name][0]
    entries = with_entry(example, claim=None, otherwise=None)
    if name == "scheduled-acts":
        entries = with_entry(example, claim=None, otherwise=None, expected=None)
    model = toy(entries).compiled().model
    owners = {term.owner for term in model.terms if term.effect == example.entry["id"]}
    owners |= {gate.owner for gate in model.gates if gate.effect == example.entry["id"]}
    assert owners <= {None, example.entry.get("slow")}


@each_effect
def test_unknown_claim_proposes_the_nearest(name: str) -> None:
    with pytest.raises(ScenarioError, match="no claim 'hled'; did you mean 'held'"):
        toy(with_entry(EXAMPLES[name][0], claim="hled"))


@each_effect
def test_unknown_key_proposes_the_nearest(name: str) -> None:
    with pytest.raises(ScenarioError, match="unknown key; did you mean 'claim'"):
        toy(with_entry(EXAMPLES[name][0], clame="held"))


@each_effect
def test_unknown_process_proposes_the_nearest(name: str) -> None:
    changes, message = {
        "adaptation": ({"of": ["biet"]}, "no terms; did you mean 'bite'"),
        "faction": ({"part": "CHM"}, "unknown actor 'CHM'; did you mean 'CHN'"),
        "scheduled-acts": (
            {"act": "COERCE.restrct/economic"},
            "no mode 'restrct' of COERCE; did you mean 'restrict'",
        ),
    }.get(name, ({"on": ["cal"]}, "no process or group 'cal'; did you mean 'call'"))
    with pytest.raises(ScenarioError, match=message) as caught:
        toy(with_entry(EXAMPLES[name][0], **changes))  # type: ignore[arg-type]
    text = str(caught.value)
    assert f"'{EXAMPLES[name][0].entry['id']}'" in text
    assert "scenario.toml, line " in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("disposition", {"actor": "RSU"}, "unknown actor 'RSU'; did you mean 'RUS'"),
        ("disposition", {"actor": "CHN"}, "actor 'CHN' does not decide on process 'call'"),
        ("disposition", {"actor": "USA"}, "does not decide on process 'concede'"),
        ("third-parties", {"via": ["UKRR"]}, "unknown actor 'UKRR'; did you mean 'UKR'"),
        ("third-parties", {"via": ["USA"]}, "'USA' is itself a side of 'call'"),
        ("office", {"office": "us-presidnt"}, "no office 'us-presidnt'; did you mean 'us-presid"),
        ("office", {"lines": {"nwe": 1.0}}, "no holder 'nwe'; did you mean 'new'"),
        ("lame-duck", {"successor": "nwe"}, "no holder 'nwe'; did you mean 'new'"),
        ("rapport", {"leaders": ["nwe", "other"]}, "no office holder 'nwe'; did you mean 'new'"),
        ("record", {"leader": "nwe"}, "no office holder 'nwe'; did you mean 'new'"),
        ("offer", {"opens_with": "nwe"}, "no office holder 'nwe'; did you mean 'new'"),
        ("legacy", {"successor": "nwe"}, "no office holder 'nwe'; did you mean 'new'"),
        ("adaptation", {"faster_with": "outsid"}, "offers no plane; did you mean 'outside'"),
        ("adaptation", {"gain": None}, "faster_with needs a 'gain'"),
        ("contested-order", {"dampens": ["readines"]}, "no terms; did you mean 'readiness'"),
        ("response", {"by": ["USA-UKR"]}, "write 'USA-UKR' as A>B, or as A~B"),
        ("response", {"by": ["UAS>UKR"]}, "unknown actor 'UAS'; did you mean 'USA'"),
        ("response", {"actor": "CHN"}, "actor 'CHN' does not decide on process 'call'"),
        ("mediation", {"mediators": ["USA"]}, "'USA' is itself a side of 'call'"),
        ("mediation", {"mediators": ["CHM"]}, "unknown actor 'CHM'; did you mean 'CHN'"),
        ("guarantee", {"half_life": None}, "answers, answer_coefficient and half_life go together"),
        ("guarantee", {"answers": ["aid"]}, "actor 'CHN' does not decide on process 'aid'"),
        (
            "guarantee",
            {"credibility": quantity(1.5)},
            "has the mean 1.5; it must lie in \\[0, 1\\]",
        ),
        ("patronage", {"patron": "USA"}, "'USA' is itself a side of 'call'"),
        ("patronage", {"client": "CHN"}, "actor 'CHN' does not decide on process 'call'"),
        ("patronage", {"support": None}, "support and support_coefficient go together"),
        ("restraint", {"actor": "RUS"}, "actor 'RUS' does not decide on process 'sanction'"),
        ("restraint", {"by": ["CHM"]}, "unknown actor 'CHM'; did you mean 'CHN'"),
        ("faction", {"whole": "CHN"}, "part and whole are the same actor"),
        ("faction", {"share": quantity(-0.5)}, "has the mean -0.5; it must lie in \\[0, 1\\]"),
        ("faction", {"otherwise": 2.0}, "otherwise: give 1 or less"),
        ("signal", {"prior": 1.0}, "a prior lies between 0 and 1, not at 1"),
        ("signal", {"observer": "RUS"}, "actor 'RUS' does not decide on process 'ease'"),
        ("signal", {"intent": "redy"}, "no claim 'redy'; did you mean 'ready'"),
        (
            "signal",
            {"evidence": [{"process": "conced", "if_true": 1.0, "if_false": 2.0}]},
            "no process or group 'conced'; did you mean 'concede'",
        ),
        (
            "signal",
            {"evidence": [{"process": "call", "if_true": 1.0, "if_false": 2.0}] * 2},
            "evidence names 'call' twice",
        ),
        (
            "signal",
            {
                "evidence": [
                    {"process": name, "if_true": 1.0, "if_false": 2.0}
                    for name in ("call", "contact")
                ]
            },
            "evidence has 'call' twice, by itself and in a group",
        ),
        ("audience", {"level": "approval"}, "level and cost go together"),
        ("audience", {"actor": "RUS"}, "actor 'RUS' does not decide on process 'ease'"),
        ("deadline", {"on_day": None}, "give the deadline as on_day, or by since and days"),
        ("deadline", {"days": 30}, "since and days go together"),
        ("deadline", {"on_day": dt.date(2024, 11, 18)}, "on_day: 2024-11-18 is not after as_of"),
        ("mediation", {"mediators": ["DEU"]}, "unknown actor 'DEU'; add it under "),
        (
            "deadline",
            {"on_day": None, "since": {"state": "talks", "is": "open"}, "days": 30},
            "no state 'talks'",
        ),
        ("lock", {"towards": []}, "towards: give at least 1"),
        ("lock", {"towards": ["UAS"]}, "unknown actor 'UAS'; did you mean 'USA'"),
        ("sanctions", {"senders": ["UAS"]}, "unknown actor 'UAS'; did you mean 'USA'"),
        ("outside-options", {"counterpart": "UAS"}, "unknown actor 'UAS'; did you mean 'USA'"),
        ("legacy", {"dyad": ["UAS", "RUS"]}, "unknown actor 'UAS'; did you mean 'USA'"),
        (
            "red-line",
            {"pressure": [RED_LINE["pressure"][0] | {"source": "UAS"}]},
            "unknown actor 'UAS'; did you mean 'USA'",
        ),
        (
            "offer",
            {"opens_with": None, "opens_after": "AID", "opens_after_dyad": "UAS>UKR"},
            "unknown actor 'UAS'; did you mean 'USA'",
        ),
        ("mutual-consent", {"on": ["ease"]}, "'ease' .* is not a joint act"),
        ("offer", {"opens": dt.date(2025, 1, 1)}, "give one of opens, opens_with and opens_after"),
        ("offer", {"opens_with": None, "opens_after": "AID"}, "opens_after_dyad go together"),
        ("inertia", {"half_lives": [1.0]}, "1 half_lives but 3 coefficients"),
        ("economic-stance", {"ramp_to": dt.date(2024, 1, 1)}, "lies before ramp_from"),
        ("inertia", {"acts": "COOPERTE"}, "did you mean 'COOPERATE'"),
        (
            "scheduled-acts",
            {"occasions": [{"date": dt.date(2024, 11, 18), "probability": quantity(0.5)}]},
            "2024-11-18 is not after the as-of date",
        ),
    ],
)
def test_what_is_not_there_is_refused(name: str, changes: Entry, message: str) -> None:
    with pytest.raises(ScenarioError, match=message) as caught:
        toy(with_entry(EXAMPLES[name][0], **changes))
    assert "\n" not in str(caught.value)
    assert "scenario.toml, line " in str(caught.value)


def test_a_pair_may_be_named_in_either_order() -> None:
    example = next(e for e in EXAMPLES["offer"] if e.name == "offer-after-an-act")
    one, other = (
        free(with_entry(example, opens_after="CONSULT", opens_after_dyad=pair))[1]
        for pair in ("BRICS+~RUS", "RUS~BRICS+")
    )
    same_paths(one, other)


def test_two_rules_of_consent_are_refused() -> None:
    entries = EXAMPLES["mutual-consent"][0].entries
    with pytest.raises(ScenarioError, match="process 'call' has two rules of consent; keep one"):
        toy((*entries, entries[-1] | {"id": "again"}))
