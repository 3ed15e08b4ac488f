"""What callers hand over, one text or many: types, dates, tables; and that it is what the command writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import onrecord
from pipeline import bulk
from pipeline.config import Config
from pipeline.given import beside, published_of
from tests.run.helpers import rows

SEEDS = Path(__file__).parents[1] / "seeds"
SAID = "“We will lend {} books by Friday,” said Ines Duarte, who drives the boat."


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2025-03-05", "2025-03-05"),
        (" 2025-03-05 ", "2025-03-05"),
        (date(2025, 3, 5), "2025-03-05"),
        (datetime(2025, 3, 5, 8, 30), "2025-03-05T08:30:00"),
        (datetime(2025, 3, 5, tzinfo=UTC), "2025-03-05T00:00:00+00:00"),
        (pd.Timestamp("2025-03-05"), "2025-03-05"),
        (pd.Timestamp("2025-03-05 08:30", tz="UTC"), "2025-03-05T08:30:00+00:00"),
        (np.datetime64("2025-03-05"), "2025-03-05"),
        (None, None),
        (pd.NaT, None),
        (pd.NA, None),
        (float("nan"), None),
        ("", None),
    ],
)
def test_a_date_in_any_type(value: Any, meant: str | None) -> None:
    assert published_of(value) == meant


@pytest.mark.parametrize(
    ("text", "published", "message"),
    [
        (None, None, "not an empty value"),
        (float("nan"), None, "not an empty value"),
        (5, None, "a text .* not int"),
        (b"bytes", None, "not bytes: decode"),
        (Path("a.txt"), None, "not a path: give path.read_text"),
        (["a", "b"], None, "not a list: for many use onrecord.pipe"),
        (pd.Series(["a"]), None, "not a Series: for many"),
        ("a", 2025, "published is a date .* not int"),
    ],
)
def test_a_wrong_type_gets_a_sentence(text: Any, published: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        onrecord.extract(text, published=published)


@pytest.mark.parametrize("published", ["yesterday", "2025-13-40"])
def test_a_date_that_is_none_is_warned_about(published: str) -> None:
    with pytest.warns(UserWarning, match="is no date"):
        onrecord.extract("Nobody spoke.", published=published)


def test_what_is_given_beside_a_text_in_spacy() -> None:
    assert beside({"published": date(2025, 3, 5), "row": 7}) == {
        "published": "2025-03-05", "title": None, "byline": None, "url": None, "publisher": None,
    }  # fmt: skip
    assert beside(date(2025, 3, 5)) == {"published": "2025-03-05"}
    assert beside({"row": 7}) is beside("row 7") is beside(7) is None


def test_a_stream_is_what_single_calls_give() -> None:
    texts = [SAID.format(n) for n in (20, 30)]
    streamed = list(onrecord.pipe(texts, published=[date(2025, 3, 5), None], ids=["a", "b"]))
    alone = [onrecord.extract(texts[0], "2025-03-05", doc_id="a"), onrecord.extract(texts[1], doc_id="b")]
    assert streamed == alone
    assert [d.value for d in streamed[0].dates] == ["2025-03-07"]


def test_a_stream_takes_mappings_and_is_lazy() -> None:
    def endless() -> Iterator[dict[str, Any]]:
        while True:
            yield {"text": SAID.format(20), "published": pd.Timestamp("2025-03-05"), "desk": "islands"}

    first = next(onrecord.pipe(endless()))
    assert (first.document.doc_id, first.dates[0].value) == ("doc1", "2025-03-07")


def test_what_an_article_breaks_does_not_end_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(nlp: object, given: Any, config: Config) -> Any:
        if "30" in given.text:
            raise ValueError("thirty")
        return real(nlp, given, config)

    real = bulk.analyse
    monkeypatch.setattr(bulk, "analyse", breaks)
    found = list(onrecord.pipe([SAID.format(n) for n in (20, 30, 40)]))
    assert [len(result.quotes) for result in found] == [1, 0, 1]
    assert [f.message for f in found[1].failures] == ["doc2: thirty"]


def test_what_is_not_english_is_not_analysed() -> None:
    text = "« Nous ne savons pas pourquoi il est parti », a dit le maire de la ville. " * 5
    (result,) = onrecord.pipe([text])
    assert (result.document.language, result.quotes) == ("fr", [])
    assert "not analysed" in result.document.warnings[-1]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "body": [SAID.format(20), None, SAID.format(30), "  "],
            "published": pd.to_datetime(["2025-03-05", None, "2025-04-05", None]),
            "desk": ["islands", "courts", "courts", "courts"],
            "start": [7, 8, 9, 10],
        },
        index=["a", "b", "c", "d"],
    )


def test_a_table_of_articles_becomes_tables_of_records(frame: pd.DataFrame) -> None:
    made = onrecord.extract_frame(frame, text="body")
    assert list(made.documents["doc_id"]) == ["a", "c"]
    assert [str(day)[:10] for day in made.documents["published_at"]] == ["2025-03-05", "2025-04-05"]
    assert made.quotes.groupby("desk")["speaker_name"].first().to_dict() == {
        "islands": "Ines Duarte", "courts": "Ines Duarte",
    }  # fmt: skip
    assert list(made.quotes["start_given"]) == [7, 9]  # the record has a field of that name
    assert list(made.claims["value"]) == [20, 30]
    assert list(made.errors["source"]) == ["b", "d"]
    assert repr(made).startswith("Tables(2 documents, ")
    assert "text" in frame.columns or "body" in frame.columns  # nothing is changed in what was given


def test_a_column_that_is_not_there_is_named(frame: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="no column 'text' for text; the frame has body, published, desk, start"):
        onrecord.extract_frame(frame)
    with pytest.raises(ValueError, match="'courts' stands in column 'desk' more than once"):
        onrecord.extract_frame(frame, text="body", id="desk")


def test_an_index_with_doubles_is_counted(frame: pd.DataFrame) -> None:
    frame.index = pd.Index(["x"] * 4)
    assert list(onrecord.extract_frame(frame, text="body").documents["doc_id"]) == ["0", "2"]


def test_a_table_without_rows_gives_tables_without_rows() -> None:
    made = onrecord.extract_frame(pd.DataFrame({"text": []}))
    assert (len(made.quotes), "speaker_name" in made.quotes.columns) == (0, True)


def test_the_library_writes_what_the_command_writes(tmp_path: Path) -> None:
    """The seeds through both, record for record."""
    from pipeline.run.extract import extract

    paths = sorted(SEEDS.glob("*.txt"))[:3]
    extract(paths, tmp_path)
    results = onrecord.pipe([p.read_text(encoding="utf-8") for p in paths], ids=[p.stem for p in paths])
    found: dict[str, list[Any]] = {"quotes": [], "claims": [], "dates": [], "entities": []}
    for result in results:
        for kind, listed in found.items():
            listed += result.to_dict()[kind]
    for kind, listed in found.items():
        assert listed == rows(tmp_path, kind) != []


@pytest.mark.slow
def test_two_workers_give_what_one_gives() -> None:
    texts = [SAID.format(n) for n in range(100)]
    assert list(onrecord.pipe(texts, workers=2)) == list(onrecord.pipe(texts))
