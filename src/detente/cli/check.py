"""`detente check`: whether a scenario is sound."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import Language, Overwrite, Scenario, Store
from detente.cli.printing import dump, give
from detente.cli.targets import check_apart, check_beside, check_file
from detente.errors import InputError, ScenarioError
from detente.language.current import gettext as _
from detente.language.current import language as language_in_force
from detente.language.current import ngettext, use_language
from detente.language.format import integer


def check(
    scenario: Scenario,
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="DOCUMENT=FILE", help="Verify locators against a document you hold."),
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the report as JSON ('-': stdout).")
    ] = None,
    overwrite: Overwrite = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the trial of claims, rates and signs.")
    ] = False,
    store: Store = None,
    language: Language = "en",
) -> None:
    """Validate a scenario and its background: claims, effects, rates, stability, signs."""
    import detente
    from detente.check.unread import unread
    from detente.cli.progress import stages
    from detente.terminal.checked import show

    check_file(json, overwrite)
    try:
        own = detente.load(scenario, store)
    except ScenarioError as error:
        if json is not None:
            check_beside(scenario, json)
            dump(json, unread(_in_english(scenario, store, error)))
        raise
    check_apart(own, json)
    sources: dict[str, str] = {}
    for text in source or []:
        document, sign, file = text.partition("=")
        if not sign:
            raise InputError(_("--source {text}: write DOCUMENT=FILE").format(text=text))
        sources[document] = file
    with stages() as stage:
        found = own.check(sources, quick=quick, stage=stage)
    give(json, found.document, lambda console: show(console, own, found))
    if (n := len(found.faults)) > 0:
        raise InputError(
            ngettext("{n} fault in {scenario}", "{n} faults in {scenario}", n).format(
                n=integer(n), scenario=scenario
            )
        )


def _in_english(scenario: str, store: str | None, error: ScenarioError) -> ScenarioError:
    """The error in the language of plain data: reading is quick, so it is read once more."""
    import detente

    if language_in_force() == "en":
        return error
    with use_language("en"):
        try:
            detente.load(scenario, store)
        except ScenarioError as again:
            return again
    return error
