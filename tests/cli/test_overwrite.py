"""One rule for all that is written: what is there stays, unless --overwrite is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.errors import InputError
from detente.files.folders import new_folder
from tests.cli.test_cli import PATHS, TOY, Cli, refused
from tests.cli.test_cli import cli as cli

OLD = "what was there\n"
FEW = ("--paths", PATHS)
INTO_FILES = [
    ("simulate", TOY, "--json", "there.json"),
    ("explain", TOY, "contact", "--json", "there.json"),
    ("watch", TOY, "contact", "--json", "there.json"),
    ("watch", TOY, "contact", "--chart", "there.svg"),
    ("compare", TOY, TOY, "--json", "there.json"),
    ("questions", TOY, "--out", "there.csv"),
    ("questions", TOY, "--json", "there.json"),
    ("pledge", TOY, "pledges.jsonl", "--json", "there.json"),
    ("score", "pledges.jsonl", "--json", "there.json"),
    ("score", "pledges.jsonl", "--chart", "there.svg"),
    ("check", TOY, "--json", "there.json"),
    ("sentences", "text.md", "--json", "there.json"),
    ("report", TOY, "-o", "there.html"),
    ("fit", TOY, "--out", "there.toml"),
    ("fit", TOY, "--chart", "there.svg"),
    ("fit", TOY, "--json", "there.json"),
    ("relations", "USA", "RUS", "--chart", "there.png"),
    ("relations", "--all", "--json", "there.json"),
    ("events", "import", "acts.csv", "--json", "there.json"),
    ("events", "fetch", "gdelt", "--from", "2024-01-01", "--to", "2024-01-02", "--json", "there.j"),
    ("events", "summary", "--json", "there.json"),
    ("events", "coverage", "--json", "there.json"),
    ("events", "export", "there.csv"),
]


@pytest.fixture(autouse=True)
def no_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is played, fitted or opened where something is refused."""
    monkeypatch.chdir(tmp_path)


def unreachable(*_given: object, **_named: object) -> None:
    raise AssertionError("work was begun")


@pytest.mark.parametrize("command", INTO_FILES, ids=lambda command: " ".join(map(str, command[:1])))
def test_a_file_that_is_there_stays(
    cli: Cli, command: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detente, "load", unreachable)
    monkeypatch.setattr("detente.events.open", unreachable)
    file = Path(next(str(word) for word in command if str(word).startswith("there")))
    file.write_text(OLD, encoding="utf-8")
    why = "the file is there already; --overwrite replaces it"
    assert refused(cli(*command)) == f"error: cannot write {file}: {why}\n"
    assert file.read_text(encoding="utf-8") == OLD
    assert [path.name for path in Path().iterdir()] == [file.name]


def test_it_is_replaced_where_that_is_said(cli: Cli) -> None:
    for command in (
        ("simulate", TOY, *FEW, "--json", "there.json"),
        ("check", TOY, "--quick", "--json", "there.json"),
        ("report", TOY, *FEW, "-o", "there.html"),
    ):
        file = Path(str(command[-1]))
        file.write_text(OLD, encoding="utf-8")
        result = cli(*command, "--overwrite")
        assert result.code == 0, result.err
        assert OLD not in file.read_text(encoding="utf-8")


def test_the_terminal_and_devices_are_no_files(cli: Cli) -> None:
    assert cli("simulate", TOY, *FEW, "--json", "-").code == 0
    assert cli("simulate", TOY, *FEW, "--json", "/dev/null").code == 0
    assert cli("report", TOY, *FEW, "-o", "/dev/null").code == 0


def test_a_run_is_replaced_as_a_whole_and_nothing_else_in_its_folder(cli: Cli) -> None:
    play = ("simulate", TOY, *FEW, "--out", "run")
    assert cli(*play).code == 0
    Path("run/mine.txt").write_text(OLD, encoding="utf-8")
    before = Path("run/run.json").read_bytes()
    said = refused(cli(*play, "--seed", "2"))
    assert "run: the folder is not empty; name a new one, or --overwrite replaces" in said
    assert Path("run/run.json").read_bytes() == before
    assert cli(*play, "--seed", "2", "--overwrite").code == 0
    assert detente.open_run("run").manifest.seed == 2
    assert Path("run/mine.txt").read_text(encoding="utf-8") == OLD
    assert not list(Path("run").glob(".*"))


def test_a_folder_that_holds_no_run_is_let_be(cli: Cli) -> None:
    Path("work/scenario").mkdir(parents=True)
    Path("work/scenario/mine.txt").write_text(OLD, encoding="utf-8")
    said = refused(cli("simulate", TOY, *FEW, "--out", "work", "--overwrite"))
    assert "work: the folder is not empty; name a new one" in said
    assert "--overwrite" not in said
    assert Path("work/scenario/mine.txt").read_text(encoding="utf-8") == OLD


def test_charts_and_starting_scenarios_too(cli: Cli) -> None:
    Path("charts").mkdir()
    Path("charts/worth.svg").write_text(OLD, encoding="utf-8")
    Path("charts/mine.svg").write_text(OLD, encoding="utf-8")
    report = ("report", TOY, *FEW, "-o", "page.html", "--charts", "charts")
    assert "or --overwrite replaces what has the same name" in refused(cli(*report))
    assert not Path("page.html").exists()
    assert cli(*report, "--overwrite").code == 0
    assert "<svg" in Path("charts/worth.svg").read_text(encoding="utf-8")
    assert Path("charts/mine.svg").read_text(encoding="utf-8") == OLD
    new = ("new", "start", "--actors", "USA,RUS", "--as-of", "2024-11-18")
    assert cli(*new).code == 0
    Path("start/brief.md").write_text(OLD, encoding="utf-8")
    assert "or --overwrite replaces what has the same name" in refused(cli(*new))
    assert Path("start/brief.md").read_text(encoding="utf-8") == OLD
    assert cli(*new, "--overwrite").code == 0
    assert Path("start/brief.md").read_text(encoding="utf-8") != OLD


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x.pdf", "name a file that ends in .html, and print it from a browser"),
        ("x.docx", "a report is a page; name a file that ends in .html"),
        ("x", "a report is a page; name a file that ends in .html"),
    ],
)
def test_a_report_is_a_page(cli: Cli, name: str, words: str) -> None:
    assert words in refused(cli("report", TOY, "-o", name))
    with pytest.raises(InputError, match="a report is a page; name a file"):
        detente.load(TOY).simulate(60).report(name)
    assert list(Path().iterdir()) == []


def test_in_python_it_is_an_argument(tmp_path: Path) -> None:
    ensemble = detente.load(TOY).simulate(60)
    figure = ensemble.figure()
    figure.save("a.svg")
    with pytest.raises(InputError, match=r"a\.svg: the file is there already; overwrite=True repl"):
        figure.save("a.svg")
    figure.save("a.svg", overwrite=True)
    detente.write_run(ensemble, "run")
    with pytest.raises(InputError, match="or overwrite=True replaces"):
        detente.write_run(ensemble, "run")
    detente.write_run(ensemble, "run", overwrite=True)
    Path("a.html").write_text(OLD, encoding="utf-8")
    with pytest.raises(InputError, match="overwrite=True replaces it"):
        ensemble.report("a.html")
    assert Path("a.html").read_text(encoding="utf-8") == OLD


def test_what_was_there_comes_back_where_the_new_cannot_be_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for name in ("a", "b", "last"):
        (place / name).write_text(OLD, encoding="utf-8")
    rename = Path.rename

    def fails_at_the_last(self: Path, target: Path) -> Path:
        if self.name == "last" and target.parent == place and self.read_text() != OLD:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_at_the_last)

    def fill() -> None:
        with new_folder(place, last="last", overwrite=True) as home:
            for name in ("a", "last", "new"):
                (home / name).write_text("new", encoding="utf-8")

    with pytest.raises(InputError, match="No space left"):
        fill()
    assert {path.name: path.read_text() for path in place.iterdir()} == dict.fromkeys(
        ("a", "b", "last"), OLD
    )


def test_read_names_its_option(tmp_path: Path, cli: Cli) -> None:
    article = tmp_path / "a.txt"
    article.write_text("India is ready to talk with Pakistan.", encoding="utf-8")
    folder = tmp_path / "begun"
    folder.mkdir()
    (folder / "scenario.toml").write_text("", encoding="utf-8")
    said = refused(cli("read", article, "-o", folder))
    assert "or --overwrite replaces what has the same name" in said
