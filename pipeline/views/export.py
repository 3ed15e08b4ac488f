"""The forms of ``onrecord export``: one row a form, read by the command, by ``export`` and by the documents' tests.

A new form is a row here and a line in docs/guide.md (a test asks for it). What writes it is of one of three kinds:

- ``tables``: a ``Writer`` (``tables/files.py``) that takes the rows of one article after the other,
- ``articles``: a function of the articles and the target, which returns how many there were,
- ``folder``: the same of the folder of results, for what is in no article (the syntax of ``annotations.jsonl``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pipeline.views.results import Article


@dataclass(frozen=True)
class Form:
    """The file or folder it becomes inside OUT, what kind of thing writes it, and where that is (``module:name``).

    ``listed``: a folder that lists its files, each written whole, and takes away those of an earlier export.
    """

    target: str
    kind: Literal["tables", "articles", "folder"]
    writer: str
    listed: bool = False

    def load(self) -> Any:
        """What writes it; its packages are imported now, and not before."""
        module, _, name = self.writer.partition(":")
        return getattr(import_module(f"pipeline.views.{module}"), name)


FORMS: Mapping[str, Form] = {
    "csv": Form("csv", "tables", "tables.files:CsvFolder"),
    "xlsx": Form("onrecord.xlsx", "folder", "tables.workbook:write"),
    "parquet": Form("parquet", "tables", "tables.files:ParquetFolder"),
    "sqlite": Form("onrecord.sqlite", "tables", "tables.databases:Sqlite"),
    "duckdb": Form("onrecord.duckdb", "tables", "tables.databases:Duckdb"),
    "webannotation": Form("webannotation", "articles", "interchange.webannotation:write", listed=True),
    "brat": Form("brat", "articles", "interchange.brat:write", listed=True),
    "labelstudio": Form("labelstudio.json", "articles", "interchange.tools:write_labelstudio"),
    "prodigy": Form("prodigy.jsonl", "articles", "interchange.tools:write_prodigy"),
    "doccano": Form("doccano.jsonl", "articles", "interchange.tools:write_doccano"),
    "conllu": Form("onrecord.conllu", "folder", "interchange.conllu:write"),
    "huggingface": Form("huggingface", "articles", "interchange.huggingface:write"),
    "schemaorg": Form("schemaorg.jsonl", "articles", "interchange.schemaorg:write"),
}


def export(out: Path, form: str, target: Path | None = None) -> tuple[int, Path]:
    """Write the results in ``out`` as ``form`` (one of ``FORMS``); returns the number of articles and where they are.

    Raises:
        NoResults: ``out`` holds no results.
        MissingExtra: a package that the form needs is not installed.
        TooLarge: more rows than the form holds.
        OSError: the target cannot be written; what was there before is there still.
    """
    from pipeline.views.folder import check_target, whole
    from pipeline.views.results import check_results

    check_results(out)
    chosen = FORMS[form]
    path = target or out / chosen.target
    check_target(path, "file" if Path(chosen.target).suffix else "folder")
    with nullcontext(path) if chosen.listed else whole(path) as place:
        return _write(out, chosen, place), path


def _write(out: Path, chosen: Form, path: Path) -> int:
    from pipeline.views.results import articles

    writer = chosen.load()
    if chosen.kind == "tables":
        return _write_tables(articles(out), writer, path)
    return int(writer(articles(out) if chosen.kind == "articles" else out, path))


def _write_tables(found: Iterable[Article], writer: Any, path: Path) -> int:
    from pipeline.views.tables.rows import flatten

    count = 0
    with writer(path) as writing:
        for count, article in enumerate(found, 1):  # noqa: B007 - how many there were
            writing.add(flatten(article))
    return count
