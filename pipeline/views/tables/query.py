"""SQL over the record files as they lie there, by DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from pipeline import records
from pipeline.extra import require
from pipeline.views.results import UserError, check_results

MODELS: dict[str, type[BaseModel]] = {
    "documents": records.Document,
    "entities": records.Entity,
    "dates": records.Date,
    "quotes": records.Quote,
    "claims": records.Claim,
}
_GLOB = re.compile(r"[*?\[]")  # a "*" in the name of a folder is a star
VIEWS = Path(__file__).with_name("query.sql")
_TYPES: dict[Any, str] = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


class BadQuery(UserError):
    """DuckDB does not accept the query; the message is its own."""


def query(out: Path, sql: str, *, allow_files: bool = False) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns and the rows of a query over ``out``.

    The files are views named ``documents``, ``entities``, ``dates``, ``quotes`` and ``claims``; ``statements``,
    ``figures`` and ``moments`` are the last three made flat, with the article's title beside them.

    A query reads the results and nothing else, and writes nothing, unless ``allow_files``: one SELECT (or DESCRIBE,
    SHOW, EXPLAIN), no other file, no extension, no setting.

    Raises:
        NoResults: ``out`` holds no results.
        BadQuery: the query is wrong.
        MissingExtra: DuckDB is not installed.
    """
    duckdb = require("duckdb", "tables")
    check_results(out)
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as database:
        for name, model in MODELS.items():
            database.execute(_view(name, model, out / f"{name}.jsonl"))
        for statement in VIEWS.read_text(encoding="utf-8").split(";\n"):
            database.execute(statement)
        try:
            if not allow_files:
                _shut(duckdb, database, out, sql)
            answer = database.execute(sql)
            return [column[0] for column in answer.description or ()], answer.fetchall()
        except duckdb.Error as error:
            raise BadQuery(str(error)) from error


def _shut(duckdb: Any, database: Any, out: Path, sql: str) -> None:
    """Let the query see the results alone."""
    kinds = duckdb.StatementType
    statements = database.extract_statements(sql)
    if len(statements) != 1 or statements[0].type not in (kinds.SELECT, kinds.EXPLAIN):
        raise BadQuery("one SELECT at a time; --allow-files lets a query do all that DuckDB can")
    files = [str(out / f"{name}.jsonl") for name in MODELS]
    paths = ", ".join(_quoted(path) for path in sorted({*files, *map(_literal, files)}))
    for setting in (f"allowed_paths = [{paths}]", "enable_external_access = false", "lock_configuration = true"):
        database.execute(f"SET {setting}")


def _view(name: str, model: type[BaseModel], path: Path) -> str:
    """The view of a file. Types are stated: a guess would make dates of "2025-03" and numbers of names."""
    fields = dict(_fields(model))
    columns = ", ".join(f"{_quoted(field)}: {_quoted(kind)}" for field, kind in fields.items())
    if not path.is_file():
        empty = ", ".join(f'NULL::{kind} AS "{field}"' for field, kind in fields.items())
        return f"CREATE VIEW {name} AS SELECT {empty} WHERE false"
    return (
        f"CREATE VIEW {name} AS SELECT * FROM read_json({_quoted(_literal(str(path)))}, format='newline_delimited', "
        f"columns={{{columns}}}, maximum_object_size=268435456)"
    )


def _literal(path: str) -> str:
    """A path as DuckDB's pattern for itself."""
    return _GLOB.sub(r"[\g<0>]", path)


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, _type(field.annotation)


def _type(annotation: Any) -> str:
    """DuckDB's type for a field of a record."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _type(next(part for part in get_args(annotation) if part is not NoneType))
    if origin is list:
        return f"{_type(get_args(annotation)[0])}[]"
    if origin is Literal:
        return "VARCHAR"
    if origin is dict:
        return "JSON"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "STRUCT(" + ", ".join(f'"{name}" {kind}' for name, kind in _fields(annotation)) + ")"
    return _TYPES[annotation]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
