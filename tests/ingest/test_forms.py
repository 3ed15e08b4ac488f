"""Forms of files: each form in, its articles out, and for what is not read a way out."""

# ruff: noqa: E501 - a line of a file is a line
from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.ingest.article import Article
from pipeline.ingest.forms import FORMS, UNREAD
from pipeline.ingest.readers import read
from pipeline.records import Failure

STORY = (
    "The ferry sails twice a day from May, the county said.\n\n“Somebody had to count the parcels,” said Ylva Brekke.\n"
)
SAID = "“Somebody had to count the parcels,” said Ylva Brekke."
HTML = f"<html><head><title>Ferry sails twice a day</title></head><body><article><h1>Ferry sails twice a day</h1><p>{STORY}</p><p>{SAID}</p></article></body></html>"
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Oddvik Post</title>
<item><title>Ferry</title><link>https://o.example/1</link><pubDate>Thu, 07 Mar 2024 08:00:00 +0100</pubDate><dc:creator>Marit Osdal</dc:creator><category>News</category>
<content:encoded><![CDATA[<p>The ferry sails.</p><p>&#8220;Somebody had to count the parcels,&#8221; said Ylva Brekke.</p>]]></content:encoded></item>
<item><title>Quay</title><description>The quay is wet.</description></item><item><title>Nothing</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Oddvik Post</title><entry><title>Ferry</title><link href="https://o.example/1"/><published>2024-03-07T08:00:00+01:00</published>
<author><name>Marit Osdal</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry sails.</p><p>“Somebody had to count the parcels,” said Ylva Brekke.</p></div></content></entry></feed>"""
NITF = """<nitf><head><title>Ferry</title><docdata><date.issue norm="20240307T080000+0100"/></docdata><pubdata name="Oddvik Post"/></head><body><body.head><hedline><hl1>Ferry</hl1></hedline>
<byline><person>Marit Osdal</person></byline></body.head><body.content><p>The ferry sails.</p><p>“Somebody had to count the parcels,” said Ylva Brekke.</p></body.content></body></nitf>"""
MAIL = """From: Press Office <press@county.example>
To: desk@post.example
Subject: Re: Ferry
Date: Thu, 7 Mar 2024 08:00:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The ferry sails, the county said t=
oday.

=E2=80=9CSomebody had to count the parcels,=E2=80=9D said Ylva Brekke.
"""
WARC = "".join(
    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0000000{n}-0000-0000-0000-000000000000>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: https://o.example/{n}\r\nContent-Type: {form}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}\r\n\r\n"
    for n, (kind, form, body) in enumerate(
        [
            (
                "response",
                "application/http; msgtype=response",
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}",
            ),
            (
                "response",
                "application/http; msgtype=response",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone</p>",
            ),
            ("response", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"),
            ("conversion", "text/plain", STORY),
        ]
    )
)


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


EPUB = zipped(
    **{
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Oddvik Post</dc:title><dc:date>2024-03-07</dc:date></metadata>'
        '<manifest><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
        "OPS/a.xhtml": f"<html><head><title>x</title></head><body><h1>Ferry</h1><p>{SAID}</p><p>{'The ferry sails twice a day. ' * 8}</p></body></html>",
        "OPS/b.xhtml": "<html><body><p>Cover</p></body></html>",
    }
)
TABLE = [{"Title": "Ferry", "Text": STORY, "Author": "Marit Osdal", "Date": "2024-03-07", "desk": 3}]
TSV = f"Title\tText\tAuthor\tDate\tdesk\nFerry\t{' '.join(STORY.split())}\tMarit Osdal\t2024-03-07\t3\n"

# name, content, number of articles, title, day; every one holds the words of Ylva Brekke
FILES: list[tuple[str, str | bytes, int, str | None, str | None]] = [
    ("a.text", STORY, 1, None, None),
    ("a.markdown", STORY, 1, None, None),
    ("a.xhtml", HTML, 1, "Ferry sails twice a day", None),
    ("a.php", HTML, 1, "Ferry sails twice a day", None),
    ("saved page", HTML, 1, "Ferry sails twice a day", None),
    ("notes", STORY, 1, None, None),
    ("a.txt.gz", gzip.compress(STORY.encode()), 1, None, None),
    ("a.html.gz", gzip.compress(HTML.encode()), 1, "Ferry sails twice a day", None),
    ("a.csv.gz", gzip.compress(TSV.encode()), 1, "Ferry", "2024-03-07"),
    ("a.tsv", TSV, 1, "Ferry", "2024-03-07"),
    ("a.ndjson", json.dumps(TABLE[0]) + "\n", 1, "Ferry", "2024-03-07"),
    ("lines.json", (json.dumps(TABLE[0]) + "\n") * 2, 2, "Ferry", "2024-03-07"),
    ("list.json", json.dumps(TABLE), 1, "Ferry", "2024-03-07"),
    ("answer.json", json.dumps({"status": "ok", "response": {"total": 1, "docs": TABLE}}), 1, "Ferry", "2024-03-07"),
    ("search.json", json.dumps({"hits": {"hits": [{"_id": "1", "_source": TABLE[0]}]}}), 1, "Ferry", "2024-03-07"),
    ("parts.json", json.dumps({"title": "Ferry", "content": STORY.split("\n\n")}), 1, "Ferry", None),
    ("a.rss", FEED, 2, "Ferry", "Thu, 07 Mar 2024 08:00:00 +0100"),
    ("a.xml", FEED, 2, "Ferry", "Thu, 07 Mar 2024 08:00:00 +0100"),
    ("a.atom", ATOM, 1, "Ferry", "2024-03-07T08:00:00+01:00"),
    ("a.nitf", NITF, 1, "Ferry", "20240307T080000+0100"),
    ("a.eml", MAIL, 1, "Ferry", "Thu, 07 Mar 2024 08:00:00 +0100"),
    ("a.mbox", f"From press Thu Mar  7 2024\n{MAIL}\nFrom press Fri Mar  8 2024\n{MAIL}", 2, "Ferry", "Thu, 07 Mar 2024 08:00:00 +0100"),
    ("a.mhtml", f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{HTML}\n--b--\n', 1, "Ferry sails twice a day", None),
    ("a.warc", WARC, 2, "Ferry sails twice a day", None),
    ("a.warc.gz", gzip.compress(WARC.encode()), 2, "Ferry sails twice a day", None),
    ("a.zip", zipped(**{"in/a.txt": STORY, "in/b.csv": TSV, "__MACOSX/x.txt": "no", ".hidden.txt": "no"}), 2, None, None),
    ("up.zip", zipped(**{"../a.txt": STORY}), 1, None, None),
    ("a.epub", EPUB, 1, None, "2024-03-07"),
    ("a.rtf", r"{\rtf1\ansi The ferry sails.\par\par \u8220?Somebody had to count the parcels,\u8221? said Ylva Brekke.\par}", 1, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "count", "title", "published"), FILES, ids=[row[0] for row in FILES])
def test_forms(
    tmp_path: Path, name: str, content: str | bytes, count: int, title: str | None, published: str | None
) -> None:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    found = [item for item in read([tmp_path]) if isinstance(item, Article)]
    assert len(found) == count
    assert len({article.doc_id for article in found}) == count
    first = found[0]
    assert SAID in " ".join(first.text.split())
    assert (first.title, first.published) == (title, published)
    assert {article.source for article in found} == {name}


def test_docx_and_xlsx_and_pdf(tmp_path: Path) -> None:
    docx, openpyxl, pypdf = (pytest.importorskip(name) for name in ("docx", "openpyxl", "pypdf"))
    document = docx.Document()
    for paragraph in STORY.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(tmp_path / "a.docx")
    book = openpyxl.Workbook()
    book.active.append(list(TABLE[0]))
    book.active.append(list(TABLE[0].values()))
    book.save(tmp_path / "b.xlsx")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "c.pdf")
    word, excel, scan = read([tmp_path])
    assert isinstance(word, Article)
    assert SAID in word.text
    assert isinstance(excel, Article)
    assert (excel.title, excel.byline, excel.published, excel.extra) == (
        "Ferry",
        "Marit Osdal",
        "2024-03-07",
        {"desk": 3},
    )
    assert isinstance(scan, Failure)
    assert "ocrmypdf" in scan.message


@pytest.mark.parametrize(
    ("name", "library"), [("a.docx", "docx"), ("a.rtf", "striprtf.striprtf"), ("a.pdf", "pypdf"), ("a.warc", "warcio.archiveiterator")]
)  # fmt: skip
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_bytes(b"x")
    [failure] = read([tmp_path])
    assert isinstance(failure, Failure)
    assert failure.error == "MissingPackage"
    assert "pip install '.[forms]'" in failure.message


@pytest.mark.parametrize("suffix", UNREAD)
def test_what_is_not_read_has_a_way_out(tmp_path: Path, suffix: str) -> None:
    assert suffix not in FORMS
    (tmp_path / f"a{suffix}").write_bytes(b"x")
    [failure] = read([tmp_path])
    assert isinstance(failure, Failure)
    assert (failure.error, failure.message) == ("UnknownForm", f"{suffix} files are not read: {UNREAD[suffix]}")


def test_archive_that_unpacks_to_too_much(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped(**{"a.csv": b"text\n" + bytes(60_000_000), "b.txt": STORY, "c.zip": zipped(**{"x.txt": STORY})})
    )
    bomb, article, nested = read([tmp_path])
    assert isinstance(bomb, Failure)
    assert (bomb.source, bomb.error) == ("a.zip:a.csv", "TooLarge")
    assert isinstance(article, Article)
    assert article.doc_id == "a/b"
    assert isinstance(nested, Failure)
    assert nested.error == "UnknownForm"
