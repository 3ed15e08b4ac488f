"""A whole run with a fake pipeline: what is written, what is written again, what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.run import manifest, plan
from pipeline.run.stages import NAMES, with_partners
from tests.run.helpers import article, artifacts, rows, run, write_articles


def test_records_are_linked(tmp_path: Path, config: Config) -> None:
    made = run(tmp_path / "out", config).extract([write_articles(tmp_path / "in.jsonl", 3)])
    assert [made.stages[name].records for name in NAMES] == [3, 3, *[made.stages[n].records for n in NAMES[2:]]]
    quote, claim = rows(tmp_path / "out", "quotes")[0], rows(tmp_path / "out", "claims")[0]
    assert (quote["claims"], claim["quote"]) == ([claim["id"]], quote["id"])
    assert [r["value"] for r in rows(tmp_path / "out", "dates")] == ["2010", "2011", "2012"]


def test_only_the_contract_s_files_are_left(tmp_path: Path, config: Config) -> None:
    run(tmp_path / "out", config).extract([write_articles(tmp_path / "in.jsonl", 2)])
    found = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert found == sorted([*(f"{name}.jsonl" for name in NAMES), "errors.jsonl", "manifest.json"])


@pytest.mark.parametrize("size", [1, 2, 5])
def test_shards_do_not_show(tmp_path: Path, config: Config, size: int) -> None:
    given = write_articles(tmp_path / "in.jsonl", 5, {1: "RAISE"})
    run(tmp_path / "one", config).extract([given])
    run(tmp_path / "many", config, shard_size=size).extract([given])
    assert artifacts(tmp_path / "one") == artifacts(tmp_path / "many")


def test_a_second_run_does_nothing(tmp_path: Path, config: Config) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 2), tmp_path / "out"
    run(out, config).extract([given])
    before = {p: p.stat().st_mtime_ns for p in out.iterdir()}
    run(out, config).extract([given])
    assert {p: p.stat().st_mtime_ns for p in out.iterdir()} == before


@pytest.mark.parametrize("name", NAMES)
def test_a_deleted_artifact_is_rebuilt_alone(tmp_path: Path, config: Config, name: str) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 3, {1: "RAISE"}), tmp_path / "out"
    run(out, config, shard_size=2).extract([given])
    before = artifacts(out)
    times = {p.name: p.stat().st_mtime_ns for p in out.glob("*.jsonl")}
    (out / f"{name}.jsonl").unlink()
    run(out, config, shard_size=2).extract([given])
    assert artifacts(out) == before
    rewritten = {p.name for p in out.glob("*.jsonl") if p.stat().st_mtime_ns != times[p.name]}
    assert rewritten == {"errors.jsonl", *(f"{partner}.jsonl" for partner in with_partners([name]))}


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_stage_alone_writes_the_same(tmp_path: Path, config: Config, name: str) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 4, {2: "RAISE"}), tmp_path / "out"
    explained = config.model_copy(update={"explain": True})
    run(out, explained).extract([given])
    before = artifacts(out)
    assert rows(out, "rejected")
    run(out, explained, shard_size=3).stages([name])
    assert artifacts(out) == before


def test_a_change_upstream_makes_stale(tmp_path: Path, config: Config) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 2), tmp_path / "out"
    run(out, config).extract([given])
    before = artifacts(out)
    path = out / "dates.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"rule":"fake"', b'"rule":"me"'))
    states = plan.states(out, manifest.read(out), config)
    assert [name for name, why in states.items() if why] == ["entities", "dates", "quotes", "claims"]
    run(out, config).extract([given])
    assert artifacts(out) == before


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        ({"date_order": "DMY"}, ("documents", *NAMES[2:])),
        ({"country": "GB"}, ("documents", *NAMES[2:])),
    ],
)
def test_another_configuration_makes_stale(
    tmp_path: Path, config: Config, change: dict[str, str], stale: tuple[str, ...]
) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 2), tmp_path / "out"
    run(out, config).extract([given])
    assert plan.to_run(out, manifest.read(out), config.model_copy(update=change)) == stale


def test_other_inputs_replace_the_results(tmp_path: Path, config: Config) -> None:
    out = tmp_path / "out"
    run(out, config).extract([write_articles(tmp_path / "in.jsonl", 4)])
    run(out, config).extract([write_articles(tmp_path / "in.jsonl", 2)])
    assert [row["doc_id"] for row in rows(out, "documents")] == ["a0", "a1"]


def test_rejected_candidates_appear_when_asked_for(tmp_path: Path, config: Config) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 2), tmp_path / "out"
    run(out, config).extract([given])
    run(out, config.model_copy(update={"explain": True})).extract([given])
    assert {row["stage"] for row in rows(out, "rejected")} == {"claims"}
    run(out, config).stages(["claims"])
    assert not (out / "rejected.jsonl").exists()


def test_one_bad_article_harms_no_other(tmp_path: Path, config: Config) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 3, {1: "RAISE"}), tmp_path / "out"
    with given.open("ab") as file:
        file.write(b"{no json\n")
    made = run(out, config).extract([given])
    read, failed = rows(out, "errors")
    assert (read["stage"], read["source"]) == ("read", "in.jsonl:4")
    assert failed == {
        "source": "in.jsonl", "stage": "entities", "error": "ValueError", "message": "a1: what a sentence",
    }  # fmt: skip
    assert {row["doc_id"] for row in rows(out, "entities")} == {"a0", "a2"}
    assert {row["doc_id"] for row in rows(out, "claims")} == {"a0", "a1", "a2"}
    assert (made.inputs.articles, made.inputs.unreadable, made.stages["entities"].failed) == (3, 1, 1)


def test_another_language_is_recorded_and_left_out(tmp_path: Path, config: Config) -> None:
    german = "Der Hafen ist für die Stadt sehr wichtig, und die Leute sind mit dem Bau nicht zufrieden. " * 3
    (tmp_path / "a.txt").write_text(german + "1999 war es besser. ", encoding="utf-8")
    (tmp_path / "b.txt").write_text(article(1), encoding="utf-8")
    out = tmp_path / "out"
    run(out, config).extract([tmp_path / "a.txt", tmp_path / "b.txt"])
    document = rows(out, "documents")[0]
    assert document["language"] == "de"
    assert document["warnings"] == ["language de: recorded, not analysed (only English is)"]
    for name in NAMES[1:]:
        assert {row["doc_id"] for row in rows(out, name)} == {"b"}


def test_a_near_copy_is_named_whatever_the_shards(tmp_path: Path, config: Config) -> None:
    for name, text in (("a", article(1)), ("b", article(2)), ("c", article(1) + "It rained.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    for size in (1, 250):
        out = tmp_path / f"out{size}"
        run(out, config, shard_size=size).extract([tmp_path / f"{name}.txt" for name in "abc"])
        assert [row["duplicate_of"] for row in rows(out, "documents")] == [None, None, "a"]


def test_no_articles_give_empty_files(tmp_path: Path, config: Config) -> None:
    made = run(tmp_path / "out", config).extract([tmp_path / "nowhere.txt"])
    assert made.stages["documents"].records == 0
    assert [row["error"] for row in rows(tmp_path / "out", "errors")] == ["FileNotFoundError"]
    assert (tmp_path / "out" / "claims.jsonl").read_bytes() == b""


def test_articles_of_other_inputs_go_and_are_counted(tmp_path: Path, config: Config) -> None:
    out = tmp_path / "out"
    run(out, config).extract([write_articles(tmp_path / "three.jsonl", 3)])
    (tmp_path / "new.txt").write_text(article(7), encoding="utf-8")
    again = run(out, config)
    again.extract([tmp_path / "new.txt"])
    assert again.notes == ["3 articles of the run before went, not in these inputs: --append keeps them"]
    again = run(out, config)
    again.extract([tmp_path / "new.txt", tmp_path / "three.jsonl"])
    assert again.notes == []


def test_the_manifest_says_what_is_there(tmp_path: Path, config: Config) -> None:
    out = tmp_path / "out"
    run(out, config).extract([write_articles(tmp_path / "in.jsonl", 2)])
    found = json.loads((out / "manifest.json").read_text())
    assert set(found["artifacts"]) == {p.name for p in out.glob("*.jsonl")}
    assert found["config"] == config.model_dump()
    assert {"onrecord", "spacy", "python"} <= set(found["versions"])
    assert {"annotations", "entities", "wall"} <= set(found["seconds"])


@pytest.mark.parametrize(
    ("names", "message"),
    [(["documents"], "run extract"), (["poems"], "no stage 'poems'"), (["claims"], "quotes.jsonl, which is not there")],
)
def test_what_cannot_run_says_why(tmp_path: Path, config: Config, names: list[str], message: str) -> None:
    out = tmp_path / "out"
    run(out, config).extract([write_articles(tmp_path / "in.jsonl", 1)])
    (out / "quotes.jsonl").unlink()
    with pytest.raises(LookupError, match=message):
        run(out, config).stages(names)


def test_nothing_to_run_a_stage_from(tmp_path: Path, config: Config) -> None:
    with pytest.raises(LookupError, match="no finished run"):
        run(tmp_path, config).stages(["claims"])


def test_results_below_the_inputs_are_no_inputs(tmp_path: Path, config: Config) -> None:
    given = tmp_path / "in"
    given.mkdir()
    (given / "a.txt").write_text(article(1), encoding="utf-8")
    seen = []
    for _ in range(3):
        again = run(given / "out", config)
        again.extract([given])
        seen.append((artifacts(given / "out"), again.notes))
    assert [len(rows(given / "out", "documents"))] == [1]
    assert seen[0][0] == seen[1][0] == seen[2][0]
    assert seen[2][1] == [f"{given / 'out'} holds results and is left out"]
