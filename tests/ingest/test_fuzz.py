"""Any rows, of any form: nothing is raised, each bad one costs itself, and those beside it are read.

A short run here; ``make fuzz`` takes as many as ``FUZZ`` says. Every input follows from its number alone.
"""

# ruff: noqa: E501 - tables
from __future__ import annotations

import csv
import io
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.ingest.document import document
from pipeline.ingest.readers import read
from pipeline.records import Failure

FEW, MANY = 400, int(os.environ.get("FUZZ", "10000"))
TOGETHER = 20  # odd rows in one file
LIMIT = 10.0  # processor seconds for one file
FORESEEN = {  # what a reader says of its own accord; any other name is an exception that nobody thought of
    "JSON", "MissingText", "Empty", "Surrogate", "Encoding", "TooLarge", "CSV", "NoArticle", "Unread", "Binary",
    "ArrowInvalid",
}  # fmt: skip
TEXT = "“We shipped 40 trucks in February,” said Ines Duarte, who heads the port of Narvik.\n"
NAMES = (
    "id",
    "text",
    "title",
    "published",
    "byline",
    "url",
    "publisher",
    "body",
    "Date",
    "author",
    "",
    "\x00",
    "n",
    "🌊",
)
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 10**30, 1e308, float("nan"), float("inf"), -0.0, "", " ", "\x00", "a\ud800b",
    "\ufeff", "9999-12-31", "0000-00-00", "20250231", "at midnight", "2025-03-05T10:00:00+99:99", "\u202eabc", "a" * 5_000,
    [], [[]], {}, {"name": "Ana"}, {"$date": 10**20}, [None, "Bo", {"name": ["x"]}], "<p>", "<!doctype html><html><p>a",
    "=1+1", "[/x]", "\x1b[2J", "../../etc/passwd", "\r\n\r", "“" * 40, "12,5,", '"', "';--", b"\xff".decode("latin-1"),
)  # fmt: skip


def odd(dice: random.Random, depth: int = 0) -> Any:
    if depth < 4 and dice.random() < 0.1:
        return [odd(dice, depth + 1) for _ in range(3)]
    if depth < 4 and dice.random() < 0.1:
        return {dice.choice(NAMES): odd(dice, depth + 1)}
    return dice.choice(ODD)


def row(dice: random.Random) -> dict[str, Any]:
    found = {dice.choice(NAMES): odd(dice) for _ in range(dice.randint(0, 6))}
    return found | {"text": TEXT} if dice.random() < 0.6 else found


def damaged(dice: random.Random, data: bytes) -> bytes:
    """Some bytes taken out, doubled, or made others."""
    for _ in range(dice.randint(0, 3)):
        at = dice.randrange(len(data) + 1)
        new = dice.choice(
            [b"", data[at : at + 9] * 2, bytes([dice.randrange(256)]), b"\xed\xa0\x80", b"\x00", b"9" * 5_000]
        )
        data = data[:at] + new + data[at + dice.randint(0, 4) :]
    return data


def json_line(dice: random.Random) -> bytes:
    line = json.dumps(row(dice), ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")
    line = line.replace(b'"n": 0', b'"n": ' + b"9" * 5_000).replace(b": []", b": " + b"[" * 900 + b"]" * 900)
    return (damaged(dice, line) if dice.random() < 0.5 else line).replace(b"\n", b" ")


def jsonl(dice: random.Random) -> bytes:
    good = [orjson.dumps({"id": name, "text": TEXT}) for name in ("first", "last")]
    return b"\n".join([good[0], *(json_line(dice) for _ in range(TOGETHER)), good[1], b""])


def json_list(dice: random.Random) -> bytes:
    rows = [{"id": "first", "text": TEXT}, *(dice.choice([row, odd])(dice) for _ in range(TOGETHER))]
    data = json.dumps([*rows, {"id": "last", "text": TEXT}]).encode()
    return data.replace(b": []", b": " + b"[" * 900 + b"]" * 900)


def csv_table(dice: random.Random) -> bytes:
    names = ["id", "text", *dice.sample([name for name in NAMES if name not in ("id", "text", "", "\x00")], 4)]
    rows = [["first", TEXT, *[""] * 4], *(_cells(dice, len(names)) for _ in range(TOGETHER)), ["last", TEXT, *[""] * 4]]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=dice.choice(",;\t|"), lineterminator=dice.choice(["\n", "\r\n"])).writerows(
        [names, *rows]
    )
    return file.getvalue().encode(dice.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16"]), "replace")


def _cells(dice: random.Random, width: int) -> list[str]:
    cells = [str(odd(dice)).replace("\x00", "") for _ in range(max(0, width + dice.choice([0, 0, 0, -2, 3])))]
    return [cells[0], TEXT, *cells[2:]] if len(cells) > 1 and dice.random() < 0.6 else cells


def parquet(dice: random.Random) -> bytes:
    import pyarrow
    from pyarrow import parquet as form

    rows = TOGETHER + 2
    ids, texts = ["first", *(f"r{n}" for n in range(TOGETHER)), "last"], [TEXT] * rows
    named = {"id": pyarrow.array(ids), "text": pyarrow.array(texts)}
    while len(named) < 5:
        name = dice.choice([name for name in NAMES if name not in named])
        named[name] = _column(dice, rows)
    sink = io.BytesIO()
    try:
        form.write_table(pyarrow.table(named), sink)
    except (pyarrow.ArrowException, OSError):  # what Parquet has no form for
        return parquet(dice)
    return sink.getvalue()


def _column(dice: random.Random, rows: int) -> Any:
    """Values of one type, those at its very ends among them."""
    import pyarrow

    numbers = [dice.choice([0, 1, -1, 10**9, 2**62, -(2**62)]) for _ in range(rows)]
    small = [n % 2**31 - 2**30 for n in numbers]
    kinds: tuple[Callable[[], Any], ...] = (
        lambda: pyarrow.array(numbers, pyarrow.timestamp(dice.choice(["s", "ms", "us", "ns"]))),
        lambda: pyarrow.array(numbers, pyarrow.timestamp("us", dice.choice(["Mars/Phobos", "UTC", "Asia/Tokyo"]))),
        lambda: pyarrow.array(small, pyarrow.int32()).cast(pyarrow.date32()),
        lambda: pyarrow.array(numbers, pyarrow.duration("us")),
        lambda: pyarrow.array([dice.choice([b"\xff\x00", b"ok", None]) for _ in range(rows)]),
        lambda: _view(pyarrow.array([dice.choice([b"caf\xe9", b"ok", b"\xed\xa0\x80"]) for _ in range(rows)])),
        lambda: pyarrow.array([[n] for n in numbers]),
        lambda: pyarrow.array([{"name": str(n), "value": n} for n in numbers]),
        lambda: pyarrow.array([dice.choice(["a", "b"]) for _ in range(rows)]).dictionary_encode(),
        lambda: pyarrow.array([float("nan")] * rows),
        lambda: pyarrow.nulls(rows),
    )
    return dice.choice(kinds)()


def _view(binary: Any) -> Any:
    """Bytes as a column of strings that no one has checked."""
    import pyarrow

    return pyarrow.Array.from_buffers(pyarrow.string(), len(binary), binary.buffers())


PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Port ships more</title><script type="application/ld+json">'
    '{"@type": "NewsArticle", "headline": "Port ships more", "datePublished": "2025-03-06", "author": [{"name": "Ana"}]}'
    f"</script></head><body><article><h1>Port ships more</h1>{f'<p>{TEXT}</p>' * 8}</article></body></html>"
)
TAGS = (
    "<div>", "</div>", "<p", ">", "<script>", "</script>", "<!--", "-->", "<q>", "<table><tr><td>", "&#xd800;", "&#0;", "\x0b",
    "\x00", "<svg onload=1>", "<meta charset=undefined>", '<meta name="author" content="x">', '{"a":', "9" * 5_000, "<article>",
    "<br/>" * 50, "<b>" * 500, "]]>", "<![CDATA[", '<base href="file:///">', "\u2028", "<h1>", "<time datetime=99999-01-01>",
    '<script type="application/ld+json">{"author": [[[]]]}</script>', "<template>", "<math><mi>", "<plaintext>", "\ud800",
)  # fmt: skip


def html(dice: random.Random) -> bytes:
    page = PAGE
    for _ in range(dice.randint(1, 10)):
        at = dice.randrange(len(page) + 1)
        page = (
            page[:at]
            + dice.choice(["", page[at : at + 40] * 2, *dice.choices(TAGS, k=4)])
            + page[at + dice.randint(0, 30) :]
        )
    return (
        damaged(dice, page.encode("utf-8", "surrogatepass")) if dice.random() < 0.3 else page.encode("utf-8", "replace")
    )


FORMS: dict[str, tuple[str, Callable[[random.Random], bytes], int]] = {  # suffix, bytes, odd rows in it
    "json lines": (".jsonl", jsonl, TOGETHER),
    "json": (".json", json_list, TOGETHER),
    "csv": (".csv", csv_table, TOGETHER),
    "parquet": (".parquet", parquet, TOGETHER),
    "html": (".html", html, 1),
}


def faults(form: str, number: int, folder: Path) -> Iterator[str]:
    """What is wrong with how the input of this number is read."""
    suffix, make, rows = FORMS[form]
    path = folder / f"in{suffix}"
    path.write_bytes(make(random.Random(number)))
    began = time.process_time()
    found = list(read([path]))
    if time.process_time() - began > LIMIT:
        yield f"{time.process_time() - began:.1f} s"
    articles = [item for item in found if isinstance(item, Article)]
    if rows > 1 and not {"first", "last"} <= {article.doc_id for article in articles}:
        yield f"good rows are lost: {[item for item in found if isinstance(item, Failure)][-1:]}"
    yield from (
        f"{f.source} {f.error}: {f.message}" for f in found if isinstance(f, Failure) and f.error not in FORESEEN
    )
    for article in articles[:3]:
        made = document(article, Config())
        made.model_dump_json(by_alias=True).encode()
        for part in (*made.blocks, made.title, made.byline, made.published):
            start, end = getattr(part, "start", None), getattr(part, "end", None)
            read_back = article.text[start:end] == getattr(part, "text", article.text[start:end])
            if start is not None and not (read_back and start < end <= len(article.text)):
                yield f"{article.doc_id!r}: {part!r} does not read back"


@pytest.mark.parametrize("form", FORMS)
def test_a_few_odd_rows(form: str, tmp_path: Path) -> None:
    numbers = range(FEW // FORMS[form][2] if FORMS[form][2] > 1 else 60)
    assert [(n, fault) for n in numbers for fault in faults(form, n, tmp_path)] == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_many_odd_rows(form: str, tmp_path: Path) -> None:
    numbers = range(MANY // FORMS[form][2])
    assert [(n, fault) for n in numbers for fault in faults(form, n, tmp_path)] == []
