"""Numbers with what they count."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from tests.reading.who.plain import marked


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "Nearly 20,000 sanctions weigh.", 20000, "sanctions"),
        ("fr", "Près de 20 000 sanctions pèsent.", 20000, "sanctions"),
        ("fr", "Près de 20\u202f000 sanctions pèsent.", 20000, "sanctions"),
        ("en", "Some 20,000 American sanctions weigh.", 20000, "sanctions"),
        ("en", "It covers a quarter of exports.", 0.25, "exports"),
        ("fr", "Cela couvre un quart des exportations.", 0.25, "exportations"),
        ("en", "Two dozen tanks came.", 24, "tanks"),
        ("fr", "Deux douzaines de chars sont venus.", 24, "chars"),
        ("en", "It cost 2.5 billion dollars.", 2.5e9, "dollars"),
        ("fr", "Cela coûte 2,5 milliards de dollars.", 2.5e9, "dollars"),
        ("en", "A tariff of 25% was set.", 25, "%"),
        ("fr", "Un droit de 25 % est fixé.", 25, "%"),
        ("en", "A tariff of ten per cent was set.", 10, "%"),
        ("fr", "Un droit de dix pour cent est fixé.", 10, "%"),
        ("en", "It cost $300 million.", 3e8, "dollar"),
        ("en", "One hundred and twenty prisoners left.", 120, "prisoners"),
        ("fr", "Quatre-vingt-douze prisonniers sont partis.", 92, "prisonniers"),
        ("fr", "Soixante et onze prisonniers sont partis.", 71, "prisonniers"),
        ("en", "Twenty-two prisoners left.", 22, "prisoners"),
        ("en", "Two-thirds of the fleet left.", 2 / 3, "fleet"),
        ("fr", "Les deux tiers de la flotte sont partis.", 2 / 3, "flotte"),
    ],
)  # fmt: skip
def test_quantities(language: Tongue, text: str, value: float, unit: str) -> None:
    (sentence,), _ = marked([text], language)
    (found,) = sentence.quantities
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2022 the G7 met on 3 May."),
        ("fr", "Le G7 s’est réuni le 3 mai 2022."),
        ("en", "A deal is near and the two countries know it; one side waits."),
        ("fr", "Un accord est proche, les deux pays le savent."),
    ],
)
def test_names_days_and_articles_count_nothing(language: Tongue, text: str) -> None:
    assert marked([text], language)[0][0].quantities == ()
