"""Text decoded from the wrong encoding: told, and repaired only where that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest import mojibake
from pipeline.ingest.article import Article
from pipeline.ingest.document import document
from pipeline.ingest.readers import read

TEXT = "“It’s £40,000,” said Zoë Strand — twice. The mill has stood empty since 2011, the clerk said."


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_wrong_decoding_is_told_and_repaired_on_request(tmp_path: Path, encoding: str) -> None:
    wrong = TEXT.encode().decode(encoding, "ignore" if encoding == "cp1252" else "strict")
    (tmp_path / "a.txt").write_text(wrong, encoding="utf-8")
    [given] = read([tmp_path])
    assert isinstance(given, Article)
    assert given.text == wrong
    assert "--repair reads it right" in document(given, Config()).warnings[-1]
    [repaired] = read([tmp_path], repair=mojibake.repaired)
    assert isinstance(repaired, Article)
    assert "It’s £40,000," in repaired.text
    assert "said Zoë Strand —" in repaired.text
    assert repaired.sha256 == given.sha256
    assert "repaired" in repaired.warnings[-1]


@pytest.mark.parametrize("text", [TEXT, "Ünder Ã is a letter, and so is Â.", "Café Ålesund, £5 — “so”"])
def test_right_text_is_left_alone(text: str) -> None:
    given = Article("a", "a", "0", text)
    assert mojibake.seen(text) is None
    assert mojibake.repaired(given) is given
