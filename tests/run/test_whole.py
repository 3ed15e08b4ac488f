"""The real pipeline over seed articles, through files: every line fits its schema, every span reads back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest
from spacy.language import Language

from pipeline.config import Config
from pipeline.run.extract import Run
from pipeline.run.stages import NAMES
from pipeline.schemas import RECORDS, schema
from tests.run.helpers import artifacts

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))[:4]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, nlp: Language) -> Path:
    """What the shipped model and all stages make of some seeds."""
    out = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.run.shard.pipeline_of", lambda loader, config, wanted: nlp)  # loaded once is enough
        Run(out, Config(explain=True)).extract(SEEDS)
    return out


def lines(out: Path, name: str) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (out / f"{name}.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("name", RECORDS)
def test_every_line_fits_its_schema(results: Path, name: str) -> None:
    validator = jsonschema.Draft202012Validator(schema(name))
    for line in lines(results, name):
        validator.validate(line)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("start"), int):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_every_span_reads_back(results: Path) -> None:
    texts = {row["doc_id"]: row["text"] for row in lines(results, "documents")}
    found = [(row["doc_id"], span) for name in ("entities", "dates", "quotes", "claims", "rejected")
             for row in lines(results, name) for span in spans(row)]  # fmt: skip
    assert len(found) > 100
    assert not [(doc_id, s) for doc_id, s in found if texts[doc_id][s["start"] : s["end"]] != s["text"]]


def test_ids_are_unique_and_references_lead_somewhere(results: Path) -> None:
    ids = {name: {row["id"] for row in lines(results, name)} for name in NAMES[2:]}
    for name in NAMES[2:]:
        assert len(ids[name]) == len(lines(results, name)) > 0
    for claim in lines(results, "claims"):
        assert claim["period"] is None or claim["period"] in ids["dates"]
        assert claim["quote"] is None or claim["quote"] in ids["quotes"]
        assert claim["same_as"] is None or claim["same_as"] in ids["claims"]
    for quote in lines(results, "quotes"):
        for name in ("claims", "dates", "entities"):
            assert set(quote[name]) <= ids[name]


@pytest.mark.parametrize("stage", NAMES[2:])
def test_a_stage_from_its_artifacts_writes_the_same(
    results: Path, stage: str, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ``Doc`` rebuilt from annotations.jsonl is the one that the model made."""
    monkeypatch.setattr("pipeline.run.shard.pipeline_of", lambda loader, config, wanted: nlp)
    before = artifacts(results)
    Run(results, Config(explain=True)).stages([stage])
    assert artifacts(results) == before


def test_another_process_hash_seed_and_thread_number_write_the_same(results: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "extract", *map(str, SEEDS), "-o", str(tmp_path), "--explain"]
    environment = {**os.environ, "PYTHONHASHSEED": "77", "ONRECORD_THREADS": "1"}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    assert artifacts(tmp_path) == artifacts(results)
