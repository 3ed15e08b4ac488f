"""Exports of archives (``seeds/exports``): split into articles, their headers read, their bodies whole."""

# ruff: noqa: E501 - an export is a line
from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.ingest.document import document
from pipeline.ingest.names import plain
from pipeline.ingest.readers import read
from pipeline.ingest.reading import of_document
from pipeline.loader import load
from pipeline.records import Document

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
GOLD = [json.loads(line) for line in (SEEDS / "gold" / "exports.jsonl").read_text(encoding="utf-8").splitlines()]
FILES = sorted({row["file"] for row in GOLD})
STYLES = sorted({name.rpartition("_")[0] for name in FILES})
RIGHT = 15 / 16  # of the quotes of each style


@cache
def articles(name: str) -> list[Article]:
    found = list(read([SEEDS / "exports" / name]))
    assert all(isinstance(item, Article) for item in found)
    return found  # type: ignore[return-value]


@cache
def documents(name: str) -> list[Document]:
    return [document(article, Config()) for article in articles(name)]


def words(span: Any) -> str | None:
    return " ".join(span.text.split()) if span else None


@pytest.mark.parametrize("name", FILES)
def test_every_article_with_its_header(name: str) -> None:
    rows = [row for row in GOLD if row["file"] == name]
    found = documents(name)
    stem = name.removesuffix(".txt")
    assert [d.doc_id for d in found] == [f"{stem}#{row['number']}" for row in rows]
    assert {d.source for d in found} == {name}
    wanted = [(row["title"], plain(row["byline"]), row["published"], row["publisher"]) for row in rows]
    got = [
        (words(d.title), plain(words(d.byline) or ""), d.published and d.published.value, d.publisher) for d in found
    ]
    assert got == wanted


@pytest.mark.parametrize("name", FILES)
def test_body_is_whole_and_nothing_else(name: str) -> None:
    for row, found in zip((row for row in GOLD if row["file"] == name), documents(name), strict=True):
        kinds = [b for b in found.blocks if b.kind in ("body", "heading", "dateline")]
        body = " ".join(" ".join(found.text[b.start : b.end].split()) for b in kinds)
        assert body.startswith(row["first"])
        assert body.endswith(row["last"])
        outside = [i for i, b in enumerate(found.blocks) if b.kind in ("body", "heading", "dateline")]
        assert outside == list(range(outside[0], outside[-1] + 1)) or "factiva" in name  # field codes part it


BODY = (
    "The parish council agreed on Tuesday to sell the old mill, saying the roof alone would cost £40,000.\n\n"
    "“We have no money for a roof,” said Ana Roe, who chairs the council. “We have a road to mend.”"
)
# Other headers of the same styles: one article, to be repeated
VARIANTS = {
    "Factiva": "Article {n}\n\nHome News\nOld mill sold\nTilda Strand\nStaff Reporter\n423 words\n7 March 2024\n08:15 GMT\nValley Herald\nVALHER\n"
    "12\nEnglish\nCopyright 2024 Valley Herald Ltd.\n\n{body}\n\nDocument VALHER0020240307ek370000{n}\n\n",
    "Nexis": "\n{n} of 3 DOCUMENTS\n\n\n     Valley Herald (Oddvik)\n\n     March 7, 2024 Thursday\n     FINAL EDITION\n\nBYLINE: TILDA STRAND, Staff\n\n"
    "LENGTH: 143 words\n\nHEADLINE: Old mill sold\n\nBODY:\n   {body}\n\nLOAD-DATE: March 7, 2024\n",
    "Nexis Uni": "Page {n} of 3\nOld mill sold\nOld mill sold\nValley Herald (Oddvik)\nMarch 7, 2024, Thursday\n\nCopyright 2024 Valley Herald\n"
    "Section: NEWS\nByline: Tilda Strand, Staff Reporter\n\nBody\n\n\n{body}\n\nGraphic\n\nPhoto of it.\n\nEnd of Document\n\n",
    "ProQuest": "____________________\nDocument {n} of 3\n\nOld mill sold\n\nAuthor: Tilda Strand. \n\nFull text:\n\n{body}\n\nSubject: Mills\n\n"
    "Publication title: Valley Herald\n\nPublication date: Mar 7, 2024\n\n",
    "NewsBank": "Paper: Valley Herald\nTitle: Old mill sold\nDate: March 7, 2024\nAuthor: Tilda Strand\n\n{body}\n\nCopyright (c) 2024 Valley Herald\n"
    "Record Number: 170{n}\n\n",
    "NewsBank, title first": "Old mill sold\n\nValley Herald (Oddvik)\nMarch 7, 2024\nAuthor: Tilda Strand\nPage: A1\n\n{body}\n\n(c) 2024 Valley Herald\n"
    "Record Number: 170{n}\n\n",
}  # fmt: skip


@pytest.mark.parametrize("style", VARIANTS)
def test_other_headers_of_a_style(tmp_path: Path, style: str) -> None:
    (tmp_path / "a.txt").write_text(
        "".join(VARIANTS[style].format(n=n, body=BODY) for n in (1, 2, 3)), encoding="utf-8"
    )
    found = [document(article, Config()) for article in read([tmp_path]) if isinstance(article, Article)]
    assert [d.doc_id for d in found] == ["a#1", "a#2", "a#3"]
    for d in found:
        assert (d.archive, words(d.title), d.publisher) == (style.partition(",")[0], "Old mill sold", "Valley Herald")
        assert (words(d.byline) or "").title() == "Tilda Strand"
        assert d.published is not None
        assert d.published.value == "2024-03-07"
        body = [d.text[b.start : b.end] for b in d.blocks if b.kind == "body"]
        assert body == BODY.split("\n\n")


def test_exports_of_word_processors(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    lines = (SEEDS / "exports" / "nexis_uni_a.txt").read_text(encoding="utf-8").split("\n")
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(tmp_path / "nexis_uni_a.docx")
    rich = "\\par\n".join("".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in line) for line in lines)
    (tmp_path / "nexis_uni_a.rtf").write_text("{\\rtf1\\ansi " + rich + "}")
    wanted = [(a.title, a.byline, a.published, a.publisher) for a in articles("nexis_uni_a.txt")]
    found = [a for a in read([tmp_path]) if isinstance(a, Article)]
    assert [(a.title, a.byline, a.published, a.publisher) for a in found] == wanted * 2


def test_what_is_no_export_stays_whole(tmp_path: Path) -> None:
    text = "Photo 1 of 3\n\nIt was 1 of 3 documents that the clerk had lost, she said.\n\nEnd of story.\n"
    (tmp_path / "a.txt").write_text(text)
    [article] = read([tmp_path])
    assert isinstance(article, Article)
    assert (article.doc_id, article.text, article.frame) == ("a", text, None)


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_quotes_with_the_right_speaker(style: str) -> None:
    """As where each article is given alone."""
    right, missed = 0, []
    for row in (row for row in GOLD if row["file"].rpartition("_")[0] == style):
        exported = articles(row["file"])[row["number"] - 1]
        assert exported.frame is not None
        body = (
            exported.text[exported.frame.body[0][0] : exported.frame.body[-1][1]]
            .removeprefix("\n")
            .replace("\nTD ", "")
        )
        text = f"{row['title']}\n\nBy {row['byline']}\n\n{body}"
        found = quotes(exported)
        for said in quotes(Article("alone", "alone", "", text, published=row["published"])):
            right += said in found
            missed += [said] * (said not in found)
    assert right >= RIGHT * (right + len(missed)), missed


@cache
def pipeline_once() -> Language:
    return load()


def quotes(article: Article) -> list[tuple[str, str | None]]:
    """Direct and mixed quotes and their speakers."""
    found = document(article, Config())
    reading = of_document(found)
    doc = pipeline_once().make_doc(reading.text)
    doc._.onrecord.document = reading.as_read(found)
    made = pipeline_once()(doc)._.onrecord.quotes
    return [(" ".join(q.text.split()), q.speaker.name if q.speaker else None) for q in made if q.kind != "indirect"]
