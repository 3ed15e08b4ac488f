"""The five real articles beside the checkout: what their headers say, checked by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.ingest.document import document
from pipeline.ingest.readers import read
from pipeline.records import Document

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
# number: title as (first word, last word), byline, published, boilerplate lines, captions, characters of text
ROWS = [
    ("000", ("Focus", "advancement"), None, "2025-03-06T20:30:36", 2, 4),
    ("001", ("Innovation", "sectors"), None, "2025-03-12T08:33", 0, 0),
    ("002", ("Powering", "up"), "Ma Si", "2025-03-14T16:27", 1, 4),
    ("003", ("China", "Deals"), "Leo Gonzalez", "2024-03-05T08:21", 2, 0),
    ("004", ("China", "Sovereignty"), None, None, 4, 0),
]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    if not SEEDS.is_dir():
        pytest.skip("the development data is not beside the checkout")
    articles = [item for item in read([SEEDS]) if isinstance(item, Article)]
    return {article.doc_id[:3]: document(article, Config()) for article in articles}


@pytest.mark.shared
@pytest.mark.parametrize(("number", "title", "byline", "published", "boilerplate", "captions"), ROWS)
def test_seeds(
    documents: dict[str, Document],
    number: str,
    title: tuple[str, str],
    byline: str | None,
    published: str | None,
    boilerplate: int,
    captions: int,
) -> None:
    found = documents[number]
    assert found.title is not None
    words = found.title.text.split()
    assert (words[0], words[-1]) == title
    assert (found.byline and found.byline.text, found.published and found.published.value) == (byline, published)
    kinds = [block.kind for block in found.blocks]
    assert (kinds.count("boilerplate"), kinds.count("caption")) == (boilerplate, captions)
    assert found.language == "en"
    lost = [b for b in found.blocks if b.end - b.start > 200 and b.kind not in ("body", "caption")]
    assert not lost
