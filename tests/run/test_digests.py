"""What a stage's key depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.loader import model_digest
from pipeline.run import digests
from pipeline.run.stages import NAMES


@pytest.fixture(autouse=True)
def _digests() -> None:
    """The real one is tested here."""


def test_a_model_trained_anew_in_its_folder_is_another_model(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "own", "version": "1.0"}')
    (tmp_path / "weights").write_bytes(b"1")
    before = model_digest(str(tmp_path))
    (tmp_path / "weights").write_bytes(b"2")
    assert model_digest(str(tmp_path)) != before


@pytest.mark.parametrize("stage", NAMES)
def test_code_is_the_same_each_time(stage: str) -> None:
    first = digests.code(stage)
    digests.code.cache_clear()
    assert digests.code(stage) == first


def test_code_of_a_room_is_followed_through_its_imports() -> None:
    followed = {name: set(digests.files_of(name)) for name in NAMES}
    assert digests.ROOT / "dates" / "patterns.toml" in followed["dates"]
    assert digests.ROOT / "dates" / "component.py" not in followed["entities"]
    assert digests.ROOT / "records.py" in followed["entities"]
    assert digests.ROOT / "claims" / "parse" / "find.py" in followed["quotes"]
    assert digests.ROOT / "run" / "pool.py" not in followed["claims"]


@pytest.mark.parametrize(
    ("stage", "change", "differs"),
    [
        ("dates", {"country": "GB"}, True),
        ("dates", {"explain": True}, False),
        ("quotes", {"appositives": True}, True),
        ("dates", {"appositives": True}, False),
        ("annotations", {"country": "GB"}, False),
        ("documents", {"date_order": "DMY"}, True),
    ],
)
def test_a_key_depends_on_the_settings_that_matter(stage: str, change: dict[str, object], differs: bool) -> None:
    base = Config()
    keys = [digests.stage(stage, config, {}) for config in (base, base.model_copy(update=change))]
    assert (keys[0] != keys[1]) is differs


def test_a_key_depends_on_what_is_upstream() -> None:
    assert digests.stage("dates", Config(), {"a": "1"}) != digests.stage("dates", Config(), {"a": "2"})


@pytest.mark.parametrize("change", [{"text": "Other."}, {"doc_id": "b"}, {"published": "2025-03-05"}])
def test_an_article_s_digest_sees_every_field(change: dict[str, str]) -> None:
    given = {"doc_id": "a", "source": "a.txt", "sha256": "00", "text": "It rained."}
    assert digests.item(Article(**given)) != digests.item(Article(**{**given, **change}))
