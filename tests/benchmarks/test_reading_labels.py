"""Every label of the texts of benchmarks/reading stands in its text."""

from pathlib import Path

import pytest

from benchmarks.reading.labels import labels_file, read_labels
from benchmarks.reading.texts import HERE, read_text, text_files

TEXT = """A title
DATE: 2025-03-04
BY: Somebody

Rain fell on the port.
Addis Ababa stands ready to reopen the border, if the port stays open.
"""
LABELS = """kind = "thaw"
style = "note"
region = "Horn of Africa"
as_of = 2025-03-04
pair = ["ETH", "ERI"]

[[claims]]
sentence = 2
part = "stands ready to reopen the border"
gist = "Ethiopia is ready to reopen the border."
actor = "ETH"
target = "ERI"
voice = "author"
effects = ["disposition"]
credence = [0.6, 0.85]
condition = "if"
condition_part = "if the port stays open"
"""


@pytest.mark.parametrize(("part", "texts"), [("tuned", 46), ("untouched", 18), ("fresh", 16)])
def test_every_label_file_is_right(part: str, texts: int) -> None:
    assert len(text_files(part)) == texts
    for path in text_files(part):
        text = read_text(path)
        assert read_labels(labels_file(path), text).claims
        if (second := labels_file(path, HERE / "second" / part)).exists():
            assert read_labels(second, text).claims


def test_parallel_texts_name_each_other_and_claim_the_same() -> None:
    labels = {
        path.name.removesuffix(".txt"): read_labels(labels_file(path), read_text(path))
        for path in text_files("tuned")
    }
    pairs = [(name, one.parallel) for name, one in labels.items() if one.parallel]
    assert len(pairs) == 12
    for name, other in pairs:
        assert labels[other].parallel == name
        assert [(c.effects, c.actor, c.voice, c.credence) for c in labels[name].claims] == [
            (c.effects, c.actor, c.voice, c.credence) for c in labels[other].claims
        ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("sentence = 2", "sentence = 3", "no sentence 3, only 2"),
        ("sentence = 2", "sentence = 1", "begins after sentence 1"),
        ("stands ready to reopen", "is ready to reopen", "sentence 2 has no 'is ready"),
        ('"if the port stays open"', '"if it rains"', "sentence 2 has no 'if it rains'"),
        ('["disposition"]', '["readiness"]', "effects: no readiness"),
        ("[0.6, 0.85]", "[0.3, 0.85]", "at most 0.3 apart"),
        ('target = "ERI"', 'target = "Atlantis"', "target: 'Atlantis' is no known id"),
        ('voice = "author"', 'voice = "Nobody"', "voice: 'Nobody' is no voice"),
        ('condition = "if"\n', "", "condition: a kind and its words"),
        ("as_of = 2025-03-04", "as_of = 2025-03-05", "the text is of 2025-03-04"),
        ("credence = ", "given = 1\ncredence = ", "given = 1 is no other claim"),
        ("actor = ", "act = ", "Extra inputs"),
    ],
)
def test_a_faulty_label_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    text = tmp_path / "port.en.txt"
    text.write_text(TEXT, encoding="utf-8")
    labels_file(text).write_text(LABELS, encoding="utf-8")
    found = read_text(text)
    assert found.sentences[1].endswith("stays open.")
    assert read_labels(labels_file(text), found).claims[0].condition == "if"
    assert right in LABELS
    labels_file(text).write_text(LABELS.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=said.replace("[", r"\[")):
        read_labels(labels_file(text), found)
