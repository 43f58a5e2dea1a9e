"""What TOML refuses is told with what was probably meant, every line of it."""

from __future__ import annotations

import pytest

from detente.errors import InputError
from detente.ontology.toml import parse_toml

TEXT = 'format = 1\nid = "x"\n'

LINES = {
    "as_of = 2024-1-5": "write 2024-01-05",
    "as_of = 5.1.2024": "write 2024-01-05 or 2024-05-01",
    "as_of = 18/11/2024": "write 2024-11-18",
    "as_of = 2024-02-30": "there is no such day in the calendar",
    "title = “A”": 'use straight quotation marks: title = "…"',
    'title = "A”': 'use straight quotation marks: title = "…"',
    "title = « A »": 'use straight quotation marks: title = "…"',
    'on = ["a", “b”]': "use straight quotation marks",
    "title = 'It's'": 'an apostrophe ends such a text: write title = "…"',
    'title = "a "b" c"': 'write \\" for a quotation mark within a text',
    'file = "C:\\Users\\me"': "write each backslash twice, or the path with /",
    'title = "A': "the quotation mark at the end is missing",
    "listed = True": "write true",
    "listed = no": "write false",
    "given = None": "leave the key out",
    "credence = 0,6": "write 0.6, with a point",
    "rate = { mean = 0,5, sd = 0.2 }": "write 0.5, with a point",
    "credence = 60 %": "write 0.6 for 60 %",
    "title: A": "write title = …, with an equals sign",
    "title A": "write key = value",
    "title = two powers": 'put the text in quotation marks: title = "two powers"',
    "title =": "there is no value",
    "[[claims]": "write [[claims]]",
    'id = "y"': "it stands there already",
    "\u00a0title = 1": "an invisible character, U+00A0",
    "title = 1\u200b": "an invisible character, U+200B",
    "crédence = 1": "a key outside quotation marks is of the letters a to z",
    "x = { a = 1, }": "no comma may stand before the closing brace of a table",
    "x = { a = 1,\nb = 2 }": "a table in braces has to stand on one line",
    "x = 1 y = 2": "nothing may stand behind the value",
}


@pytest.mark.parametrize("line", LINES)
def test_what_would_be_right(line: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_toml(TEXT + line, "f.toml")
    (said,) = caught.value.faults
    assert said.startswith("f.toml: not valid TOML: line 3: ")
    assert LINES[line] in said
    assert said.isprintable()


def test_every_line_is_told() -> None:
    wrong = ["title = “A”", "ok = 1", "# as_of: 1", "as_of = 2024-1-5", "", "listed = True"]
    with pytest.raises(InputError) as caught:
        parse_toml(TEXT + "\n".join(wrong), "f")
    assert [line.split(": ")[2] for line in caught.value.faults] == ["line 3", "line 6", "line 8"]


@pytest.mark.parametrize(
    "text",
    [
        'title\t=\t"tab"\n',
        "a = 1\rb = 2\r",
        "path = 'C:\\Users'  # fine",
        'text = """\ntitle: “A”\nas_of = 5.1.2024\n"""\n',
        'q = "a \\"b\\" c"\nd = 2024-11-18 # a day\nx = [0.5, 1]\ny = [1,2]\nz = { a = 1 }',
        'a = "it’s « so »"',
    ],
)
def test_what_is_right_is_read(text: str) -> None:
    assert parse_toml(text, "f")


def test_a_mistake_that_is_not_there_is_not_told() -> None:
    """Beside one error, lines that are right are left alone."""
    right = 'd = 2024-11-18 # a day\nx = [0.5, 1]\ny = [1,2]\nq = "a: b, 1,5 %"\ntitle = "It’s"\n'
    with pytest.raises(InputError) as caught:
        parse_toml(f"{right}z = = 1\n", "f")
    assert caught.value.faults == (
        "f: not valid TOML: line 6: z = = 1: this is no value; write a text in quotation marks, a "
        "number such as 0.5, a date such as 2024-11-18, true or false",
    )


COMMENTED = [
    'id = "A" # a state',
    "id = 'A' # a state, it's here",
    'id = "A # b" # its "name"',
    'on = ["a", "b"] # 1,5',
    "as_of = 2024-11-18 # the last day",
    'rate = { mean = 0.5, reference = "see #4, 1,5" } # 60 %',
    "listed = true#yes",
]


@pytest.mark.parametrize("line", COMMENTED)
def test_a_comment_is_no_mistake(line: str) -> None:
    assert parse_toml(line, "f")
    with pytest.raises(InputError) as caught:
        parse_toml(f"{line}\nhorizon = 1,5 # days", "f")
    (said,) = caught.value.faults
    assert "line 2: horizon = 1,5 # days: write 1.5, with a point" in said
