"""What the relation index rests on at the start, and the volume beside its tone."""

from __future__ import annotations

import datetime as dt
import io

import numpy as np
import pytest
from rich.console import Console

from detente.ensemble.document import document
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept.bins import BINS, scales
from detente.ensemble.simulate import simulate
from detente.language.current import use_language
from detente.ontology.acts import Act
from detente.report.answer import _relation
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.scenario import Scenario
from detente.terminal.result import show
from tests.effects.toy import TOY, toml
from tests.engine.worlds import plain
from tests.scenario.mutated import Raw, tree
from tests.scenario.record.stores import HEADER

AS_OF = dt.date(2024, 11, 18)
H, PRIOR, USUAL = 20.0, 4.0, -1.0
D = 2.0 ** (-1.0 / H)


def line(age: int, source: str, target: str, act: str, claim: str = "") -> str:
    return f"{AS_OF - dt.timedelta(days=age - 1)},{source},{target},{act},{claim},a note,a test\n"


def world(*acts: str, complete: list[str] | None = None, record: bool = True) -> Scenario:
    """The toy without chance in its rates and without effects; the claim `ready` may own acts."""
    raw: Raw = tree()
    plain(raw)
    raw["index"] = [{"pair": ["RUS", "USA"], "half_life": H, "prior": PRIOR, "usual": USUAL}]
    raw["record"]["complete"] = complete or []
    texts = {path.name: path.read_text(encoding="utf-8") for path in TOY.iterdir()}
    texts["acts.csv"] = HEADER + "".join(acts)
    if not record:
        del raw["record"], texts["acts.csv"]
    lines = [f"{toml(key)} = {toml(value)}" for key, value in raw.items()]
    return read(Memory(texts | {"scenario.toml": "\n".join(lines) + "\n"}))


def played(scenario: Scenario, **forced: bool) -> Ensemble:
    return simulate(scenario, paths=200, seed=3, forced=forced)


def printed(ensemble: Ensemble, language: str = "en") -> tuple[str, str]:
    """The terminal's text, and the report's, in single lines."""
    with use_language(language):
        out = io.StringIO()
        show(Console(file=out, width=200, no_color=True), ensemble)
        texts = out.getvalue(), " ".join(_relation(ensemble))
    return texts[0].replace("\n", " ").replace("  ", " "), texts[1]


def goldstein(act: str) -> float:
    return Act.parse(act).goldstein


# The usual weight of what Russia and the United States do: the toy's rates of each dyad.
FORTH, BACK, JOINT = 40 + 5 + 2, 40 + 15 + 5, 20
LEVEL = 1.0 / 365.25 / (1.0 - D)


def test_the_index_begins_with_the_acts_of_the_record() -> None:
    """Each takes the place of a usual act of its dyad; one that no process plays counts too."""
    acts = [line(1, "RUS", "USA", "ASSAULT.aerial"), line(5, "USA", "RUS", "ACCUSE")]
    path = played(world(*acts)).index()
    a, b = 1.0, D**4
    forth = (
        40 * goldstein("ACCUSE") + 5 * goldstein("CONCEDE")
        + 2 * goldstein("MOBILIZE.weapons/military")
    ) / FORTH  # fmt: skip
    back = (
        40 * goldstein("ACCUSE") + 15 * goldstein("COERCE.restrict/economic")
        + 5 * goldstein("RETREAT.ease/economic")
    ) / BACK  # fmt: skip
    tone = a * goldstein("ASSAULT.aerial") + (FORTH * LEVEL - a) * forth
    tone += b * goldstein("ACCUSE") + (BACK * LEVEL - b) * back
    tone += JOINT * LEVEL * goldstein("CONSULT.phone@leader")
    weight = (FORTH + BACK + JOINT) * LEVEL
    assert path.mean[0] == pytest.approx((tone + PRIOR * USUAL) / (weight + PRIOR))
    assert path.basis.acts == 2
    assert path.basis.usual == USUAL
    assert path.basis.share == pytest.approx((a + b) / (weight + PRIOR))
    assert path.volume.usual == pytest.approx(30.0 * (FORTH + BACK + JOINT) / 365.25)
    assert path.volume.mean[0] == pytest.approx(path.volume.usual)


def test_a_joint_act_counts_once_from_whichever_side_it_is_told() -> None:
    call = "CONSULT.phone@leader"
    once = played(world(line(3, "RUS", "USA", call), complete=["CONSULT"])).index()
    twice = played(
        world(
            line(3, "RUS", "USA", call),
            line(3, "USA", "RUS", call).replace("a note", "told by the other"),
            complete=["CONSULT"],
        )
    ).index()
    assert once.basis == twice.basis
    assert once.basis.acts == 1
    assert once.mean[0] == twice.mean[0]


def test_what_claims_report_counts_where_they_hold() -> None:
    acts = [line(age, "RUS", "USA", "ASSAULT.aerial", "ready") for age in range(1, 21)]
    true, false = (played(world(*acts), ready=held) for held in (True, False))
    free = played(world(*acts))
    assert true.index().mean[0] < free.index().mean[0] < false.index().mean[0]
    assert (true.index().basis.acts, false.index().basis.acts, free.index().basis.acts) == (
        20, 0, 20,
    )  # fmt: skip
    share = free.index().basis.share
    assert 0.0 == false.index().basis.share < share < true.index().basis.share < 1.0


@pytest.mark.parametrize("record", [True, False])
@pytest.mark.parametrize("complete", [[], ["CONSULT"]])
def test_an_empty_record_is_usual_and_never_now(record: bool, complete: list[str]) -> None:
    others = [line(2, "USA", "UKR", "AID/military"), line(2, "CHN", "USA", "CONSULT@minister")]
    for acts in ([], others):
        ensemble = played(world(*acts, complete=complete, record=record))
        assert ensemble.index().basis.acts == 0
        assert ensemble.index().basis.share == 0.0
        start = document(ensemble)["relation_index"][0]["start"]
        assert start == {"rests_on": "usual", "acts": 0, "share": 0.0, "usual": USUAL}
        for text in printed(ensemble):
            said = text[text.lower().index("relation index") :]
            said = said[: said.index("futures: ")]
            assert "usual" in said
            assert "no act between the two" in said
            assert "now" not in said
        assert "now" not in printed(ensemble)[1]
        for text in printed(ensemble, "fr"):
            assert "le relevé ne compte aucun acte entre les deux" in text
            assert "aujourd’hui" not in text


def test_it_says_what_now_rests_on() -> None:
    acts = [line(age, "USA", "RUS", "COERCE.restrict/economic") for age in range(1, 4)]
    ensemble = played(world(*acts))
    share = f"{100 * ensemble.index().basis.share:.0f} %"
    start = document(ensemble)["relation_index"][0]["start"]
    assert (start["rests_on"], start["acts"]) == ("record", 3)
    assert start["share"] == pytest.approx(ensemble.index().basis.share, abs=1e-9)
    terminal, report = printed(ensemble)
    for text in (terminal, report):
        assert f"(3 acts of the record, {share} of the weight; the rest is the usual level)" in text
        assert "How much happens, in acts per 30 days: now " in text
    assert ": now −" in terminal
    for text in printed(ensemble, "fr"):
        assert "3 actes relevés" in text
        assert "Volume d’activité" in text


def test_notes_and_a_war_of_the_same_tone_differ_in_volume() -> None:
    """One exchange of notes, and a war of which every act weighs the same."""
    ends = (("USA", "RUS"), ("RUS", "USA"))
    notes = world(*(line(2, *side, "REJECT") for side in ends))
    war = world(*(line(age, *side, "REJECT") for age in range(1, 41) for side in ends))
    few, many = (played(each).index() for each in (notes, war))
    assert many.volume.mean[0] > 3.0 * few.volume.mean[0]
    # 80 acts in 40 days: 30·(1 − d)·Σ d^(age − 1) of each side, and the usual joint acts
    sides = 2.0 * 30.0 * (1.0 - D**40)
    assert many.volume.mean[0] == pytest.approx(sides + 30.0 * JOINT / 365.25)


def test_the_volume_at_the_usual_rates_is_the_acts_in_thirty_days() -> None:
    """Its mean over the futures is the usual one, day after day; quantiles to half a bin."""
    ensemble = simulate(world(record=False), paths=3000, seed=5)
    path = ensemble.index().volume
    assert np.abs(path.mean / path.usual - 1.0).max() < 0.03
    assert (path.low <= path.median).all()
    assert (path.median <= path.high).all()
    column = ensemble.scenario.watched()["volume:RUS~USA"]
    wanted = np.quantile(ensemble.last[:, column], [0.1, 0.5, 0.9], method="inverted_cdf")
    got = np.array([path.low[-1], path.median[-1], path.high[-1]])
    assert (np.abs(np.log1p(got) - np.log1p(wanted)) <= np.log1p(10_000) / BINS / 2 + 1e-9).all()
    entry = document(ensemble)["relation_index"][0]["volume"]
    np.testing.assert_allclose(entry["mean"], path.mean, atol=1e-9)
    assert entry["usual"] == pytest.approx(path.usual)


def test_scales_give_back_their_bins() -> None:
    places = np.arange(BINS)
    for scale in scales(["index:A~B", "volume:A~B"]):
        np.testing.assert_array_equal(scale.begun_at(scale.at(places)), places)
        np.testing.assert_array_equal(
            scale.bins(scale.at(np.asarray(places + 0.5, dtype=np.float64))), places
        )
    assert len(scales(["index:A~B", "index:A>B", "volume:A~B", "red-line"])) == 3
