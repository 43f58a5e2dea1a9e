"""The credences of analysts: a CSV each, in the folder ``credences``."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from pydantic import TypeAdapter, ValidationError

from detente.claims.analyst import Analyst, Said, Truths
from detente.claims.belief import check_beliefs
from detente.claims.claim import Claim
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import general, integer, labelled
from detente.language.hints import did_you_mean, hint, one_of
from detente.ontology.fields import Identifier
from detente.scenario.csv_lines import other_fields, unreadable
from detente.scenario.file import ScenarioFile
from detente.scenario.folder import SCENARIO, Source
from detente.scenario.record.acts import SEPARATORS

FOLDER = "credences"
NEEDED = ("claim", "credence")
COLUMNS = (*NEEDED, "low", "high", "otherwise", "given", "note")

MOST_ANALYSTS = 100
"""Analysts of a scenario."""

POOL = "pool"
"""What stands for all of them together."""

Z95 = 1.959964
"""Half the width of a 95 % interval, in standard deviations."""

_NAME: TypeAdapter[str] = TypeAdapter(Identifier)


def read_analysts(
    source: Source, file: ScenarioFile, texts: dict[str, str], faults: Faults
) -> dict[str, Analyst]:
    """Read the credences of all analysts, by name; `texts` gets their files.

    Parameters
    ----------
    source : Source
    file : ScenarioFile
    texts : dict of str to str
    faults : Faults
        Told of each line that cannot be used: what is wrong in it, what would be right.
    """
    found: dict[str, Analyst] = {}
    files = sorted(n for n in source.names(FOLDER) if n.lower().endswith(".csv"))
    if len(files) > MOST_ANALYSTS:
        faults.tell(
            _("{place}: {n} analysts are too many; at most {most}").format(
                place=f"{source.name}/{FOLDER}", n=integer(len(files)), most=MOST_ANALYSTS
            )
        )
        files = []
    for path in files:
        where, name = f"{source.name}/{path}", PurePosixPath(path).stem
        if not _is_name(name) or name == POOL or not path.endswith(".csv"):
            faults.tell(
                _(
                    "{where}: '{name}' is no name for an analyst; write lower-case words joined "
                    "by hyphens, other than 'pool', and .csv"
                ).format(where=where, name=name)
            )
            continue
        before = len(faults)
        with faults.heard():
            texts[path] = source.text(path)
            said = _Lines(where, file, faults).read(texts[path])
            analyst = Analyst(name, said)
            if len(faults) == before:
                found[name] = analyst
                with faults.heard(where):
                    check_beliefs(analyst.applied(file.claims), file.voices)
    _check_weights(source, file, found, faults)
    return found


def _check_weights(
    source: Source, file: ScenarioFile, found: dict[str, Analyst], faults: Faults
) -> None:
    """Tell of weights of nobody, and of weights that are all zero."""
    if file.analysts is None or faults:
        return
    place = f"{source.name}/{SCENARIO}: analysts"
    for name in file.analysts.weights:
        if name not in found:
            faults.tell(
                _("{place}.weights: no analyst '{name}'{hint}").format(
                    place=place, name=name, hint=did_you_mean(name, found)
                )
            )
    if not found:
        faults.tell(
            _("{place}: there is no analyst; put their credences into {folder}/NAME.csv").format(
                place=place, folder=FOLDER
            )
        )
    elif not any(file.analysts.weights.get(name, 1.0) for name in found):
        faults.tell(_("{place}.weights: all are 0; one must be more").format(place=place))


def _is_name(text: str) -> bool:
    try:
        _NAME.validate_python(text)
    except ValidationError:
        return False
    return True


def written(where: Mapping[str, bool]) -> str:
    """A case as the column ``given`` has it: ``one=true other=false``."""
    return " ".join(f"{claim}={str(truth).lower()}" for claim, truth in where.items())


@dataclass(slots=True)
class _Lines:
    """The lines of an analyst's file, taken one by one."""

    where: str
    file: ScenarioFile
    faults: Faults
    found: dict[str, Said] = field(default_factory=dict)
    _claims: dict[str, Claim] = field(init=False)
    _columns: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Look up the claims."""
        self._claims = {claim.id: claim for claim in self.file.claims}

    def read(self, text: str) -> dict[str, Said]:
        """What is said, by claim."""
        first = re.split(r"[\r\n]", text, maxsplit=1)[0].strip()
        separator = next((sign for sign in SEPARATORS if sign in first), SEPARATORS[0])
        self._columns = [
            cell.strip().strip('"').lower() for cell in first.rstrip(separator).split(separator)
        ]
        missing = [name for name in NEEDED if name not in self._columns]
        strange = [name for name in self._columns if name not in COLUMNS]
        if missing or strange or len(set(self._columns)) < len(self._columns):
            self.faults.tell(
                _(
                    "{where}: line 1: the columns must be {needed}, and may be {others}, "
                    "not {given}"
                ).format(
                    where=self.where,
                    needed=",".join(NEEDED),
                    others=",".join(COLUMNS[len(NEEDED) :]),
                    given=first or _("empty"),
                )
            )
            return {}
        reader = csv.reader(io.StringIO(text, newline=None), delimiter=separator, strict=True)
        try:
            next(reader)
            for row in reader:
                if any(cell.strip() for cell in row):
                    self._take(
                        row,
                        _("{where}: line {line}").format(where=self.where, line=reader.line_num),
                    )
        except csv.Error as error:
            self.faults.tell(unreadable(self.where, reader.line_num, error))
        if not self.found and not self.faults:
            self.faults.tell(
                _("{where}: it says nothing of any claim; write a line such as {line}").format(
                    where=self.where, line=f"{next(iter(self._claims), 'CLAIM')},0.6"
                )
            )
        return self.found

    def _take(self, row: list[str], place: str) -> None:
        """Take a line, or tell what is wrong with it."""
        while len(row) > len(self._columns) and not row[-1].strip():
            row = row[:-1]
        if len(row) != len(self._columns):
            self.faults.tell(other_fields(place, len(row), len(self._columns)))
            return
        cells = dict(zip(self._columns, (cell.strip() for cell in row), strict=True))
        claim = self._claims.get(cells["claim"])
        if claim is None:
            self.faults.tell(
                _("{place}: no claim '{claim}'{hint}").format(
                    place=place,
                    claim=cells["claim"],
                    hint=did_you_mean(cells["claim"], self._claims),
                )
            )
            return
        before = len(self.faults)
        given = self._given(claim, cells.get("given", ""), place)
        said = self.found.get(claim.id, Said(None))
        if given in said.cases or (given is None and said.credence is not None):
            self.faults.tell(
                (
                    _("{place}: '{claim}' has a line already; leave one out")
                    if given is None
                    else _("{place}: '{claim}' has a line for this case already; leave one out")
                ).format(place=place, claim=claim.id)
            )
            return
        credence = self._share(cells, "credence", place)
        low, high = (self._share(cells, key, place) for key in ("low", "high"))
        otherwise = self._share(cells, "otherwise", place)
        if credence is None and len(self.faults) == before:
            self.faults.tell(
                _("{place}: the credence is missing; write a number from 0 to 1").format(
                    place=place
                )
            )
        if otherwise is not None and claim.given is None:
            self.faults.tell(
                _("{place}: '{claim}' is given no other claim; leave 'otherwise' empty").format(
                    place=place, claim=claim.id
                )
            )
        sd = 0.0
        if credence is not None and len(self.faults) == before:
            sd = self._spread(claim, credence, low, high, place)
        if credence is None or len(self.faults) > before:
            return
        self.found[claim.id] = (
            replace(said, credence=credence, sd=sd, otherwise=otherwise)
            if given is None
            else replace(said, cases={**said.cases, given: credence})
        )

    def _given(self, claim: Claim, text: str, place: str) -> Truths | None:
        """The case of a claim that a line is about; None where it names none."""
        if not text:
            return None
        if not claim.cases:
            self.faults.tell(
                _("{place}: '{claim}' has no cases; leave 'given' empty").format(
                    place=place, claim=claim.id
                )
            )
            return None
        known = {frozenset(case.where.items()): case.where for case in claim.cases}
        for truths, where in known.items():
            if sorted(text.split()) == sorted(written(where).split()):
                return truths
        self.faults.tell(
            _("{place}: '{claim}' has no case '{text}'").format(
                place=place, claim=claim.id, text=text
            )
            + hint(_("write {words}").format(words=one_of([written(w) for w in known.values()])))
        )
        return None

    def _share(self, cells: dict[str, str], key: str, place: str) -> float | None:
        """A number in [0, 1]; None where nothing stands."""
        text = cells.get(key, "")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not 0.0 <= number <= 1.0:
            shown = (
                hint(_("write {number}").format(number=text.replace(",", ".")))
                if (re.fullmatch(r"[01],\d+", text))
                else hint(_("write a number from 0 to 1, like 0.6"))
            )
            self.faults.tell(
                _("{place}: {key} '{text}' is no chance").format(place=place, key=key, text=text)
                + shown
            )
            return None
        return number

    def _spread(
        self, claim: Claim, credence: float, low: float | None, high: float | None, place: str
    ) -> float:
        """Standard deviation that the bounds of 95 % stand for."""
        if low is None and high is None:
            return 0.0
        if low is None or high is None:
            self.faults.tell(
                _("{place}: 'low' and 'high' go together; write both, or none").format(place=place)
            )
            return 0.0
        if not low <= credence <= high:
            self.faults.tell(
                _(
                    "{place}: the credence {credence} does not lie between low = {low} and high = "
                    "{high}"
                ).format(
                    place=place,
                    credence=general(credence),
                    low=general(low),
                    high=general(high),
                )
            )
            return 0.0
        sd = (high - low) / (2.0 * Z95)
        if sd and claim.cases:
            self.faults.tell(
                _(
                    "{place}: '{claim}' hangs on several claims; leave 'low' and 'high' empty"
                ).format(place=place, claim=claim.id)
            )
            return 0.0
        most = math.sqrt(credence * (1.0 - credence))
        if sd and sd >= most * (1.0 - 1e-6):
            self.faults.tell(
                labelled(
                    place,
                    _(
                        "low = {low} to high = {high} is too wide about a credence of {credence}; "
                        "they may be {most} apart"
                    ).format(
                        low=general(low),
                        high=general(high),
                        credence=general(credence),
                        most=f"{2.0 * Z95 * most * 0.99:.2g}",
                    ),
                )
            )
            return 0.0
        return sd
