"""Results behind a URL: fsspec's memory file system stands for object storage."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.run.limits import Limits
from pipeline.run.plan import Plan
from pipeline.run.remote import Remote, run_shard_remotely, staging
from pipeline.run.stages import NAMES
from tests.run.helpers import LOADER, artifacts, run, write_articles

fsspec = pytest.importorskip("fsspec")
URL = "memory://bucket/results"


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    yield
    fsspec.filesystem("memory").store.clear()


def names() -> list[str]:
    return sorted(path.rsplit("/", 1)[-1] for path in fsspec.filesystem("memory").find("/bucket"))


def fetched(folder: Path) -> dict[str, bytes]:
    Remote(URL).fetch(folder)
    return artifacts(folder)


def test_the_same_bytes_as_in_a_folder(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 5, {1: "RAISE"})
    run(tmp_path / "local", config).extract([given])
    run(URL, config, shard_size=2).extract([given])  # type: ignore[arg-type]
    assert fetched(tmp_path / "copy") == artifacts(tmp_path / "local")
    assert names() == sorted(p.name for p in (tmp_path / "local").iterdir())


def test_a_stage_again_and_a_second_run(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 3)
    run(URL, config).extract([given])  # type: ignore[arg-type]
    before = fetched(tmp_path / "before")
    fsspec.filesystem("memory").rm_file("/bucket/results/claims.jsonl")
    run(URL, config).extract([given])  # type: ignore[arg-type]
    assert fetched(tmp_path / "after") == before


def test_a_shard_that_is_done_is_not_made_again(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.ingest import readers

    given = write_articles(tmp_path / "in.jsonl", 2)
    work = next(iter(Plan(readers.read([given]), NAMES)))
    first = run_shard_remotely(work, URL, tmp_path / "shard", config, Limits(), LOADER)
    monkeypatch.setattr("pipeline.run.shard.run_shard", lambda *_: pytest.fail("made again"))
    assert run_shard_remotely(work, URL, tmp_path / "shard", config, Limits(), LOADER) == first


def store() -> dict[str, bytes]:
    """What is in the bucket; a manifest has timings in it, so it is left out."""
    memory = fsspec.filesystem("memory")
    found = {path.removeprefix("/bucket/"): memory.cat_file(path) for path in memory.find("/bucket")}
    return {name: data for name, data in found.items() if not name.endswith("manifest.json")}


def test_an_emptied_store_is_filled_again(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 3)
    run(URL, config).extract([given])  # type: ignore[arg-type]
    before = store()
    fsspec.filesystem("memory").store.clear()
    run(URL, config).extract([given])  # type: ignore[arg-type]
    assert store() == before


@pytest.mark.parametrize("name", ["documents", "quotes", "errors"])
@pytest.mark.parametrize("content", [None, b"", b"foreign\n"])
def test_what_was_lost_or_changed_in_the_store_is_made_again(
    tmp_path: Path, config: Config, name: str, content: bytes | None
) -> None:
    given = write_articles(tmp_path / "in.jsonl", 3, {1: "RAISE"})
    run(URL, config).extract([given])  # type: ignore[arg-type]
    before, path = store(), f"/bucket/results/{name}.jsonl"
    if content is None:
        fsspec.filesystem("memory").rm_file(path)
    else:
        fsspec.filesystem("memory").pipe_file(path, content)
    run(URL, config).extract([given])  # type: ignore[arg-type]
    assert store() == before


@pytest.mark.parametrize("fatal", range(1, 9))
def test_an_upload_that_breaks_off_is_completed(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch, fatal: int
) -> None:
    """The connection is lost at each of the eight objects in turn."""
    given = write_articles(tmp_path / "in.jsonl", 3)
    run(tmp_path / "local", config).extract([given])
    memory, calm, count = fsspec.filesystem("memory"), fsspec.filesystem("memory").put_file, 0

    def fail(local: str, there: str, **options: object) -> None:
        nonlocal count
        count += "/.shards/" not in there
        if count == fatal:
            raise OSError("connection lost")
        calm(local, there, **options)

    with monkeypatch.context() as patch:
        patch.setattr(memory, "put_file", fail)
        with pytest.raises(OSError, match="connection lost"):
            run(URL, config).extract([given])  # type: ignore[arg-type]
    run(URL, config).extract([given])  # type: ignore[arg-type]
    assert names() == sorted(p.name for p in (tmp_path / "local").iterdir())
    assert fetched(tmp_path / "copy") == artifacts(tmp_path / "local")


def test_files_of_others_stay(tmp_path: Path, config: Config) -> None:
    given, memory = write_articles(tmp_path / "in.jsonl", 4), fsspec.filesystem("memory")
    memory.pipe_file("/bucket/results/before.txt", b"before")

    def put(made: object) -> None:
        memory.pipe_file("/bucket/results/during.txt", b"during")

    run(URL, config, shard_size=2, watch=put).extract([given])  # type: ignore[arg-type]
    assert {name: data for name, data in store().items() if name.endswith(".txt")} == {
        "results/before.txt": b"before", "results/during.txt": b"during",
    }  # fmt: skip


def test_two_targets_never_share_a_folder_here(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 2)
    other = write_articles(tmp_path / "other.jsonl", 3)
    run("memory://bucket/c-d", config).extract([given])  # type: ignore[arg-type]
    run("memory://bucket/c/d", config).extract([other])  # type: ignore[arg-type]
    assert store()["c-d/documents.jsonl"] != store()["c/d/documents.jsonl"]


def test_the_folder_here_is_private(tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stat.S_IMODE(staging().stat().st_mode) == 0o700
    assert staging() != staging()


def test_a_link_in_the_folder_of_results_is_not_followed_into_the_store(tmp_path: Path, config: Config) -> None:
    (tmp_path / "id_rsa").write_bytes(b"secret")
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "notes.txt").symlink_to(tmp_path / "id_rsa")
    (folder / "quotes.jsonl").write_bytes(b"")
    Remote(URL).put(folder)
    assert names() == ["quotes.jsonl"]


@pytest.mark.parametrize("url", ["nosuch://bucket/results"])
def test_storage_that_is_not_known_is_a_sentence(url: str, config: Config) -> None:
    with pytest.raises(LookupError, match="nosuch"):
        run(url, config)  # type: ignore[arg-type]
