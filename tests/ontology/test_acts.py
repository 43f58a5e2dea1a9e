"""Acts: notation, names of other versions, plain English, classes of acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.ontology._table import table
from detente.ontology.acts import Act, ActClass, Quad, describe
from tests.ontology.sources import goldstein_source


@st.composite
def acts(draw: st.DrawFn) -> Act:
    known = table()
    name = draw(st.sampled_from(list(known.types)))
    codes = [code for code, entry in known.codes.items() if entry.type == name]

    def maybe(values: object) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, *values])  # type: ignore[misc]

    return Act(
        name,
        draw(maybe(known.types[name].modes)),
        draw(maybe(known.contexts)),
        draw(maybe(known.ranks)),
        draw(maybe(codes)),
    )


# ---------------------------------------------------------------------------- the notation


@given(acts())
def test_text_round_trip(act: Act) -> None:
    assert Act.parse(str(act)) == act


@given(acts())
def test_every_act_has_weight_source_and_phrase(act: Act) -> None:
    assert -10 <= act.goldstein <= 10
    assert (act.goldstein > 0) is (act.quad <= Quad.MATERIAL_COOPERATION)
    assert (
        "CAMEO 0" in goldstein_source(act)
        or "CAMEO 1" in goldstein_source(act)
        or ("CAMEO 2" in goldstein_source(act))
    )
    phrase = describe(act)
    assert phrase
    assert "  " not in phrase
    assert "None" not in phrase


@given(acts())
def test_an_act_matches_itself_and_its_type(act: Act) -> None:
    assert act.matches(act)
    assert act.matches(Act(act.type))
    assert act.matches(Act(act.type, context=act.context, rank=act.rank))


@given(acts(), acts())
def test_matching_is_field_by_field(act: Act, pattern: Act) -> None:
    pairs = [
        (getattr(act, name), getattr(pattern, name))
        for name in ("type", "mode", "context", "rank", "cameo")
    ]
    assert act.matches(pattern) is all(want is None or have == want for have, want in pairs)


def test_spelling_is_forgiven() -> None:
    wanted = Act("CONSULT", "third-party", "human_rights", "leader", "044")
    assert Act.parse(" consult.Third_Party/human-rights@LEADER:044 ") == wanted


def test_acts_are_hashable_and_ordered_text_is_stable() -> None:
    assert {Act.parse("AID/military"): 1}[Act("AID", context="military")] == 1
    assert str(Act("SUPPORT", None, "diplomatic", "leader", "057")) == (
        "SUPPORT/diplomatic@leader:057"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CONSLUT", r"no act type 'CONSLUT'; did you mean 'CONSULT'\? Allowed: AGREE, CONSULT"),
        ("CONSULT.fone", r"no mode 'fone' of CONSULT; did you mean 'phone'\? Allowed: multilat"),
        ("AGREE.phone", "AGREE has no modes, so 'phone' cannot be one"),
        ("AID/militray", r"no context 'militray'; did you mean 'military'\?"),
        ("AID/zzz", r"no context 'zzz'\. Allowed: asylum, cbrn"),
        ("AID/future", "no context 'future'"),
        ("CONSULT@king", "no rank 'king'. Allowed: leader, minister, official"),
        ("SUPPORT:042", "CAMEO code '042' belongs to CONSULT, not to SUPPORT"),
        ("SUPPORT:05", "a heading of two digits is no code"),
        ("SUPPORT:099", "no CAMEO code '099' of SUPPORT; known: 050"),
        ("AGREE:020", "no CAMEO code '020'"),
        ("CONSULT phone", "is not an act; write TYPE"),
        ("CONSULT/economic.phone", "is not an act; write TYPE"),
        ("", "is not an act; write TYPE"),
        ("CONSULT:", "is not an act; write TYPE"),
    ],
)
def test_bad_acts_are_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        Act.parse(text)
    assert f"'{text}'" in str(caught.value)


def test_the_constructor_checks_too() -> None:
    with pytest.raises(InputError, match="no act type 'DEMAND'"):
        Act("DEMAND")


# ------------------------------------------------------------------------------ old names


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DEMAND", "REQUEST"),
        ("DEMAND.meet/diplomatic", "REQUEST.meet/diplomatic"),
        ("DISAPPROVE@leader", "ACCUSE@leader"),
        ("INVESTIGATE", "ACCUSE.investigate"),
        ("INVESTIGATE.investigate/crime", "ACCUSE.investigate/crime"),
        ("FIGHT.firearms:193", "ASSAULT.firearms:193"),
        ("AID.military", "AID/military"),
        ("AID.military/military", "AID/military"),
        ("PROTEST.strike-hun", "PROTEST.hunger"),
        ("COERCE.confiscate", "COERCE.seize"),
        ("ASSAULT.pro_autocracy:175", "ASSAULT/pro_autocracy:175"),
        ("PROTEST/elections", "PROTEST/election"),
        ("CONCEDE/democracy", "CONCEDE/pro_democracy"),
        ("AID/refugees", "AID/migration"),
        ("THREATEN/nuclear", "THREATEN/cbrn"),
    ],
)
def test_names_of_other_versions(old: str, new: str) -> None:
    assert str(Act.parse(old)) == new


def test_every_alias_leads_somewhere_and_names_its_version() -> None:
    known = table()
    for alias in known.aliases.values():
        prefix = "AID" if alias.old.startswith("/") else ""
        assert str(Act.parse(prefix + alias.old)) == prefix + alias.new
        assert alias.versions


def test_no_alias_hides_a_name_in_use() -> None:
    known = table()
    for old in known.aliases:
        kind, _, mode = old.partition(".")
        assert old not in known.types
        assert old.removeprefix("/") not in known.contexts
        assert not (kind in known.types and mode in known.types[kind].modes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("YIELD", "CONCEDE .* or RETREAT"),
        ("CRIME", "context crime"),
        ("INVESTIGATE.allege", "contradicts the mode 'allege'"),
        ("AID.military/economic", "contradicts the context 'economic'"),
    ],
)
def test_names_without_one_successor(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Act.parse(text)


# ------------------------------------------------------------------------- in plain English


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("CONSULT.phone@leader", "telephone call between leaders"),
        ("CONSULT.visit/economic@minister", "visit about economic matters between ministers"),
        ("CONSULT:046", "negotiation"),
        ("CONSULT:040", "consultation"),
        ("COERCE.restrict/economic", "imposing of economic sanctions"),
        ("COERCE.restrict/economic:163", "imposing of economic sanctions"),
        ("RETREAT.ease/economic", "easing of economic sanctions"),
        ("THREATEN/cbrn@official", "nuclear threat by officials"),
        ("SUPPORT/diplomatic:057", "signing of a formal agreement"),
        ("SUPPORT/military:057", "signing of a formal agreement about military matters"),
        ("AID/health", "aid (health and disease)"),
        ("AGREE:037", "declared agreement (CAMEO 037)"),
    ],
)
def test_describe(text: str, phrase: str) -> None:
    assert describe(Act.parse(text)) == phrase


# ------------------------------------------------------------------------- classes of acts


@pytest.mark.parametrize("quad", list(Quad))
def test_quad_labels_round_trip(quad: Quad) -> None:
    assert Quad.parse(quad.label) is quad
    assert Quad.parse(quad.label.upper().replace("-", " ")) is quad
    assert str(ActClass.parse(quad.label)) == quad.label


def test_unknown_quad_is_refused() -> None:
    with pytest.raises(InputError, match="did you mean 'verbal-conflict'"):
        Quad.parse("verbal-conflct")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("any", "any"),
        ("Cooperation", "cooperation"),
        ("conflict", "conflict"),
        (["cooperation", "conflict"], "any"),
        (["material-conflict", "verbal-conflict"], "conflict"),
        (["cooperation", "verbal-conflict"], None),
        ("CONSULT.phone", "CONSULT.phone"),
        (["CONSULT", "CONSULT.phone@leader"], "CONSULT"),
        (["COERCE", "material-conflict", "AID", "CONSULT"], "material-conflict+AID+CONSULT"),
        (["DEMAND", "REQUEST"], "REQUEST"),
        ("AID + CONSULT", "AID+CONSULT"),
        (["CONSULT@leader", "CONSULT.phone"], "CONSULT.phone+CONSULT@leader"),
    ],
)
def test_class_text_is_canonical(value: str | list[str], text: str | None) -> None:
    found = ActClass.parse(value)
    if text is not None:
        assert str(found) == text
    assert ActClass.parse(str(found)) == found


@given(st.lists(acts(), min_size=1, max_size=4), acts(), st.randoms(use_true_random=False))
def test_class_does_not_depend_on_order(members: list[Act], other: Act, random: object) -> None:
    texts = [str(act) for act in members]
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = ActClass.parse(texts)
    assert ActClass.parse(shuffled) == found
    assert ActClass.parse(str(found)) == found
    assert all(found.contains(act) for act in members)
    assert found.contains(other) is any(other.matches(act) for act in members)


@given(acts())
def test_wide_classes(act: Act) -> None:
    assert ActClass.parse("any").contains(act)
    assert ActClass.parse("cooperation").contains(act) is (act.quad <= Quad.MATERIAL_COOPERATION)
    assert ActClass.parse("conflict").contains(act) is (act.quad > Quad.MATERIAL_COOPERATION)
    assert ActClass.parse(act.quad.label).contains(act)


@pytest.mark.parametrize("value", [[], "", " + "])
def test_empty_class_is_refused(value: str | list[str]) -> None:
    with pytest.raises(InputError, match="empty"):
        ActClass.parse(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("materal-conflict", "no class of acts 'materal-conflict'; did you mean 'material-conf"),
        ("CONSLUT", "did you mean 'CONSULT'"),
        ("CONSULT.fone", "did you mean 'phone'"),
    ],
)
def test_bad_class_is_refused(value: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        ActClass.parse(value)
