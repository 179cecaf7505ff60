"""Files, folders and standard input."""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path

import pytest

from graph.model import Article, Refusal
from loaders.readers import read, read_bytes
from loaders.readers.document import MAX_BYTES


def test_a_folder_is_read_in_order_and_what_is_hidden_or_foreign_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("b.txt", "a.md", "deep/er/c.txt", ".hidden.txt", ".git/d.txt", "e.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}.")
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    with caplog.at_level(logging.WARNING):
        texts = [found.text for found in read(str(tmp_path)) if isinstance(found, Article)]
    assert texts == ["Text of a.md.", "Text of b.txt.", "Text of deep/er/c.txt."]
    assert "1 .png" in caplog.text


def test_one_bad_file_in_a_folder_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Ada.")
    (tmp_path / "2.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "3.txt").write_bytes(b"")
    (tmp_path / "4.txt").write_text("Max.")
    first, second, third, fourth = read(str(tmp_path))
    assert isinstance(first, Article)
    assert isinstance(fourth, Article)
    assert isinstance(second, Refusal)
    assert second.what == str(tmp_path / "2.pdf")
    assert isinstance(third, Refusal)


def test_an_empty_folder_says_which_formats_there_are(tmp_path: Path) -> None:
    (refusal,) = read(str(tmp_path))
    assert isinstance(refusal, Refusal)
    assert ".html" in refusal.why


@pytest.mark.parametrize("source", ["nowhere.txt", "x" * 5000, "a\x00b", "~nobody-here/x"])
def test_a_path_that_is_none_is_refused(source: str) -> None:
    (refusal,) = read(source)
    assert isinstance(refusal, Refusal)


def test_a_web_address_without_its_scheme_is_hinted_at() -> None:
    (refusal,) = read("www.example.org/story")
    assert isinstance(refusal, Refusal)
    assert "https://" in refusal.why


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (refusal,) = read(str(big))
    assert isinstance(refusal, Refusal)
    assert "20" in refusal.why
    (upload,) = read_bytes(bytes(MAX_BYTES + 1), name="big.txt")
    assert isinstance(upload, Refusal)


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    (refusal,) = read(str(tmp_path / "p.txt"))
    assert isinstance(refusal, Refusal)
    assert "regular" in refusal.why


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada.")
    (tmp_path / "a.txt").chmod(0)
    (refusal,) = read(str(tmp_path / "a.txt"))
    assert isinstance(refusal, Refusal)
    assert "permission" in refusal.why


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b'{"id":"1","text":"Ada."}\nno json\n'))
    monkeypatch.setattr(sys, "stdin", stream)
    article, refusal = read("-")
    assert isinstance(article, Article)
    assert article.id == "1"
    assert refusal == Refusal(
        what="standard input", why="it is no JSON: Expecting value at character 1", where="line 2"
    )


def test_json_lines_beyond_the_limit_of_a_document_are_read_line_by_line(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w") as file:
        for number in range(30):
            file.write(f'{{"id":"{number}","text":"{"Ada met Max. " * 60_000}"}}\n')
        file.write(f'{{"id":"long","text":"{"x" * MAX_BYTES}"}}\n{{"id":"last","text":"Ada."}}')
    found = list(read(str(tmp_path / "a.jsonl")))
    assert [row.id for row in found if isinstance(row, Article)] == [*map(str, range(30)), "last"]
    assert [row.where for row in found if isinstance(row, Refusal)] == ["line 31"]
