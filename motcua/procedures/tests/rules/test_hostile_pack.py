"""Packs that are made to hurt the reader are refused with a line and a word, like any other mistake."""

from pathlib import Path

import pytest

from motcua.procedures.rules.pack_file import Unreadable, read_pack_file


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("key: x\nname: " + "[" * 400_000, 2),
        ("key: x\nname: " + "[" * 1_000 + "]" * 1_000, 2),
        ("key: x\n" + "".join(" " * depth + "a:\n" for depth in range(300)), 42),
        ('key: x\nname: "a\\0b"', 2),
        ("key: 2026-99-99", 1),
        ("key: " + "9" * 5_000, 1),
        ("a: &a [x]\nb: [*a, *a]", 1),
    ],
    ids=["endless", "deep", "deep by indent", "nul", "no such day", "endless number", "aliases"],
)
def test_a_hostile_pack_is_refused_and_the_process_lives(tmp_path: Path, text: str, line: int) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(text, "utf-8")
    with pytest.raises(Unreadable) as refusal:
        read_pack_file(pack)
    assert refusal.value.line == line
