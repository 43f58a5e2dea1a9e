"""The API is as OpenAPI describes it: Schemathesis asks what fits the description, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.forms import size
from tests.web.servers import bare, running, toy_site

LEFT_OUT = {
    # that a claim has the right form does not mean that the scenario has it
    "positive_data_acceptance",
}
MOST = 100
"""Futures that the server plays: what is tried is the description, not the play."""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(toy_site(tmp_path_factory.mktemp("described"), most=MOST)) as address:
        yield address


@pytest.fixture
def description(described: str) -> Any:
    return schemathesis.openapi.from_url(f"{described}/api/openapi.json")


@pytest.fixture(scope="module")
def proof(described: str) -> dict[str, str]:
    """Headers of a client that has been given its proof."""
    with bare(described) as web:
        csrf = web.get("/api/session").json()["csrf"]
        cookies = "; ".join(f"{name}={value}" for name, value in web.cookies.items())
        return {"X-CSRF-Token": csrf, "Cookie": cookies}


CHECKED = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]


def test_every_answer_is_as_described(description: Any, proof: dict[str, str]) -> None:
    """What it generates fits the description, or breaks it in one place."""
    for found in description.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy() | operation.as_strategy(GenerationMode.NEGATIVE))
        @settings(max_examples=size(4, 60), suppress_health_check=list(HealthCheck))
        def tried(case: Any) -> None:
            case.call_and_validate(headers=proof, checks=CHECKED)

        tried()


def test_what_a_page_does_the_api_does(described: str) -> None:
    """What the pages ask is described, and nothing is that does not exist."""
    description = httpx.get(f"{described}/api/openapi.json", timeout=None, trust_env=False).json()
    asked = (
        "answer explain seen storylines watch futures branch states network needed compare check"
    )
    paths = {f"/api/scenarios/{{name}}/{each}" for each in asked.split()}
    assert paths <= set(description["paths"])
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            assert "400" in operation["responses"]
            assert "422" not in operation["responses"]  # an error has one form
