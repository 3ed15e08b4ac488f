"""Record files as pandas tables whose types come from the contract, not from a guess at the values.

Behind the contract's columns stand flat ones, to group and sort by: ``speaker_name``, ``published_at`` …
"""

from __future__ import annotations

import gzip
import types
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import orjson

from pipeline.schemas import RECORDS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.records import Model

_DTYPES = {str: ("string", "string"), int: ("int64", "Int64"), float: ("float64", "Float64"), bool: ("bool", "boolean")}
MOMENT = "datetime64[s, UTC]"  # seconds, so that 1066 has its place too

# Flat columns of each kind: the path of a text, or of a date (names in _at).
FLAT: Mapping[str, Mapping[str, str]] = {
    "documents": {"title_text": "title.text", "byline_text": "byline.text", "published_at": "published.value"},
    "dates": {"begin_at": "begin", "finish_at": "finish"},
    "quotes": {
        "content_text": "content",
        "cue_text": "cue.text",
        "source_text": "source.text",
        "speaker_name": "speaker.name",
        "speaker_type": "speaker.type",
        "speaker_entity": "speaker.entity",
        "speaker_role": "speaker.role.text",
        "speaker_affiliation": "speaker.affiliation.text",
        "speaker_gender": "speaker.gender",
    },
    "claims": {"measure_text": "measure.text"},
}


def read(path: str | Path, kind: str | None = None) -> pd.DataFrame:
    """A record file as a table: one row a record, columns in the contract's order, then flat ones.

    Text and ids are ``string`` (an id "1.0" stays "1.0"), numbers that may be missing are nullable, spans and lists are
    Python objects. For grouping and sorting their parts stand flat at the end (``speaker_name``, ``published_at`` …),
    times as timestamps in UTC. An empty file gives an empty table with all columns.

    Args:
        path: a file of a results folder, such as ``outputs/quotes.jsonl`` (or ``.jsonl.gz``).
        kind: which records it holds, where the file's name does not say: ``"quotes"``.

    Raises:
        FileNotFoundError: no such file.
        ValueError: a folder, a name that says no kind of record, a line that is no JSON, or fields of another kind.
    """
    path = Path(path)
    if path.is_dir():
        files = ", ".join(f"{path / name}.jsonl" for name in RECORDS if (path / f"{name}.jsonl").exists())
        raise ValueError(f"{path} is a folder; read one of its files: {files or 'it holds none'}")
    if not path.exists():
        raise FileNotFoundError(f"no such file: {path}")
    name = kind or path.name.split(".")[0]
    if name not in RECORDS:
        raise ValueError(f"{path.name}: no kind of record; name one of {', '.join(RECORDS)} as kind")
    return rows_to_frame(list(_lines(path)), name)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    row = orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    raise ValueError(f"{path}, line {number}: no JSON ({error})") from error
                if not isinstance(row, dict):
                    raise ValueError(f"{path}, line {number}: a line is one object, not {type(row).__name__}")
                yield row


def rows_to_frame(rows: Sequence[Mapping[str, Any]], kind: str) -> pd.DataFrame:
    """Rows of one kind (as in JSON) as ``read`` gives them."""
    import pandas as pd

    made = frame(rows, RECORDS[kind])
    for name, path in FLAT.get(kind, {}).items():
        values = [_at(row, path) for row in rows]
        if name.endswith("_at"):
            made[name] = pd.Series([moment(value) for value in values], dtype=MOMENT)
        else:
            made[name] = pd.Series(values, dtype="string")
    return made


def frame(rows: Sequence[Mapping[str, Any]], record: type[Model]) -> pd.DataFrame:
    """Rows (as in JSON) as a table with the columns and types of a record.

    Raises:
        ValueError: a row with a field that the record does not have, or with a value of another type.
    """
    import pandas as pd

    dtypes = columns(record)
    unknown = {key for row in rows for key in row} - set(dtypes)
    if unknown:
        raise ValueError(f"no field of {record.__name__}: {', '.join(sorted(unknown))}")
    return pd.DataFrame(
        {name: pd.Series([row.get(name) for row in rows], dtype=dtype) for name, dtype in dtypes.items()},
        columns=list(dtypes),
    )


def columns(record: type[Model]) -> dict[str, str]:
    """The pandas dtype of every column, in order."""
    return {
        field.serialization_alias or field.alias or name: _dtype(field.annotation)
        for name, field in record.model_fields.items()
    }


def moment(value: str | None) -> datetime | None:
    """An ISO 8601 date or date-time, whole or in part ("2025-03"), in UTC; one without a zone is taken for UTC."""
    if not value:
        return None
    whole = value if len(value) > 9 else (value + "-01-01")[:10]
    try:
        found = datetime.fromisoformat(whole)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _at(row: Mapping[str, Any], path: str) -> Any:
    """The value at a path; the texts of a list of spans with an ellipsis between."""
    value: Any = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        return " … ".join(part["text"] for part in value)
    return value


def _dtype(annotation: Any) -> str:
    optional = False
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        optional, annotation = True, inner[0]
    if get_origin(annotation) is Literal:
        annotation = str
    return _DTYPES[annotation][optional] if annotation in _DTYPES else "object"
