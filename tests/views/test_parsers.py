"""Exports opened by the tools they are for. The heavy ones come with ``pip install '.[parsers]'``; without them their
test is skipped."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from pipeline.views.export import export
from pipeline.views.results import Article

pytestmark = pytest.mark.filterwarnings("ignore")  # what these packages warn of is theirs


def parser(module: str) -> Any:
    return pytest.importorskip(module, reason=f"{module} is not installed: pip install '.[parsers]'")


def test_brat_by_bioc(out: Path, articles: list[Article]) -> None:
    brat = parser("bioc.brat")
    _, folder = export(out, "brat")
    text, notes = (StringIO((folder / f"harbour.{end}").read_text(encoding="utf-8")) for end in ("txt", "ann"))
    document = brat.load(text, notes)
    assert document.text == articles[0].text
    names = [(entity.text, entity.type) for entity in document.entities]
    assert ("Mara Voss", "PERSON") in names
    assert ("$3m", "Claim") in names


def test_sqlite_by_datasette(out: Path) -> None:
    app = parser("datasette.app")
    _, path = export(out, "sqlite")

    async def look() -> list[tuple[int, str]]:
        pages = ("quotes?_search=index", "claims", "figures", "who_is_quoted", "timeline")
        shown = app.Datasette([str(path)])
        answers = [await shown.client.get(f"/{path.stem}/{page}") for page in pages]
        return [(answer.status_code, answer.text) for answer in answers]

    with ThreadPoolExecutor(1) as apart:  # the browser of other tests may keep a loop running in this thread
        found = apart.submit(asyncio.run, look()).result()
    assert [status for status, _ in found] == [200] * 5
    assert "Mara Voss" in found[0][1]


def test_a_dataset_folder_by_datasets(out: Path, tmp_path: Path) -> None:
    datasets = parser("datasets")
    _, folder = export(out, "huggingface")
    for name, count in (("quotes", 3), ("claims", 4), ("articles", 3)):
        (split,) = datasets.load_dataset(str(folder), name, cache_dir=str(tmp_path / "cache")).values()
        assert split.num_rows == count


def test_label_studio_by_its_interface(out: Path) -> None:
    interface = parser("label_studio_sdk.label_interface").LabelInterface
    _, path = export(out, "labelstudio")
    labelling = interface(path.with_suffix(".xml").read_text(encoding="utf-8"))
    labelling.validate()
    for task in json.loads(path.read_text(encoding="utf-8")):
        for prediction in task["predictions"]:
            assert labelling.validate_prediction(prediction, return_errors=True) == []
