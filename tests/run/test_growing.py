"""Runs that grow, and runs that do not shrink: --append, watch, inputs without an article."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from pipeline.config import Config
from pipeline.run import growing, manifest, plan
from pipeline.run.errors import Misfit, NothingToRead
from pipeline.run.growing import Growing
from tests.run.helpers import LOADER, article, artifacts, rows, run, write_articles


def grow(out: Path, config: Config, inputs: Path, **options: object) -> Growing:
    made = Growing(out, config, loader=LOADER, **options)  # type: ignore[arg-type]
    made.append([inputs])
    return made


def folder(path: Path, *numbers: int) -> Path:
    path.mkdir(exist_ok=True)
    for n in numbers:
        (path / f"a{n}.txt").write_text(article(n), encoding="utf-8")
    return path


def test_an_append_is_the_run_of_all(tmp_path: Path, config: Config) -> None:
    given = folder(tmp_path / "in", 1, 2)
    run(tmp_path / "out", config).extract([given])
    grown = grow(tmp_path / "out", config, folder(given, 3, 4), shard_size=1)
    assert str(grown.growth) == "2 new (2 were there already)"
    run(tmp_path / "all", config).extract([given])
    assert artifacts(tmp_path / "out") == artifacts(tmp_path / "all")
    made = manifest.read(tmp_path / "out")
    assert made is not None
    assert (made.inputs.articles, made.stages["quotes"].records) == (4, 4)
    assert not any(plan.states(tmp_path / "out", made, config).values())


def test_an_append_of_nothing_new_changes_nothing(tmp_path: Path, config: Config) -> None:
    given = folder(tmp_path / "in", 1, 2)
    grow(tmp_path / "out", config, given)
    before = {path.name: path.read_bytes() for path in sorted((tmp_path / "out").iterdir())}
    assert str(grow(tmp_path / "out", config, given).growth) == "0 new (2 were there already)"
    assert {path.name: path.read_bytes() for path in sorted((tmp_path / "out").iterdir())} == before


def test_a_changed_article_takes_the_place_at_the_end(tmp_path: Path, config: Config) -> None:
    given = folder(tmp_path / "in", 1, 2)
    grow(tmp_path / "out", config, given)
    (given / "a1.txt").write_text(article(9), encoding="utf-8")
    assert str(grow(tmp_path / "out", config, given).growth) == "0 new, 1 changed (1 were there already)"
    assert [row["doc_id"] for row in rows(tmp_path / "out", "documents")] == ["a2", "a1"]
    assert [row["text"] for row in rows(tmp_path / "out", "quotes")] == ["“We need 2 boats,”", "“We need 9 boats,”"]


def test_an_id_that_another_article_has_is_made_another(tmp_path: Path, config: Config) -> None:
    grow(tmp_path / "out", config, folder(tmp_path / "in", 1))
    other = tmp_path / "b.jsonl"
    other.write_bytes(orjson.dumps({"id": "a1", "text": article(5)}) + b"\n")
    for _ in range(2):
        grow(tmp_path / "out", config, other)
        assert [row["doc_id"] for row in rows(tmp_path / "out", "documents")] == ["a1", "a1#2"]


def test_a_repeated_article_is_known_across_appends(tmp_path: Path, config: Config) -> None:
    given = folder(tmp_path / "in", 1)
    grow(tmp_path / "out", config, given)
    (given / "b.txt").write_text(article(1) + "\nMore.\n", encoding="utf-8")
    grow(tmp_path / "out", config, given)
    assert [row["duplicate_of"] for row in rows(tmp_path / "out", "documents")] == [None, "a1"]


def test_a_file_that_could_not_be_read_is_named_once(tmp_path: Path, config: Config) -> None:
    given = folder(tmp_path / "in", 1)
    (given / "z.txt").write_bytes(b"")
    for _ in range(2):
        grow(tmp_path / "out", config, given)
        assert [row["source"] for row in rows(tmp_path / "out", "errors")] == ["z.txt"]
    (given / "z.txt").write_text(article(7), encoding="utf-8")
    grow(tmp_path / "out", config, given)
    assert rows(tmp_path / "out", "errors") == []


def test_results_of_other_settings_are_not_mixed(tmp_path: Path, config: Config) -> None:
    given = folder(tmp_path / "in", 1)
    grow(tmp_path / "out", config, given)
    with pytest.raises(Misfit, match="other settings"):
        grow(tmp_path / "out", config.model_copy(update={"country": "GB"}), given)
    (tmp_path / "out" / "quotes.jsonl").write_bytes(b"")
    with pytest.raises(Misfit, match=r"quotes in .*: changed since it was written"):
        grow(tmp_path / "out", config, given)


def test_inputs_without_an_article_leave_earlier_results(tmp_path: Path, config: Config) -> None:
    run(tmp_path / "out", config).extract([write_articles(tmp_path / "in.jsonl", 2)])
    before = artifacts(tmp_path / "out")
    (tmp_path / "bad.csv").write_text("colour\nred\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for given, failures in ((tmp_path / "bad.csv", 1), (tmp_path / "empty", 0)):
        with pytest.raises(NothingToRead, match="earlier results stay") as told:
            run(tmp_path / "out", config).extract([given])
        assert len(told.value.failures) == failures
        assert artifacts(tmp_path / "out") == before


def test_what_comes_into_a_folder_is_read_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks: at the start; a file that still grows; the same file, now at rest; nothing new."""
    seen: list[list[str]] = []
    looks = iter(["first", "first half, ", "", "", ""])

    def rest(seconds: float) -> None:
        with (tmp_path / "a.txt").open("a", encoding="utf-8") as file:
            file.write(next(looks))

    monkeypatch.setattr(growing.time, "sleep", rest)
    (tmp_path / ".hidden").touch()
    growing.watch(tmp_path, lambda: seen.append([p.name for p in tmp_path.iterdir() if p.suffix]), rounds=6)
    assert seen == [[], ["a.txt"]]
