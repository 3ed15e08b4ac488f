"""Record files as pandas tables whose types come from the contract, not from a guess at the values."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import orjson

from pipeline.schemas import RECORDS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.records import Model

_DTYPES = {str: ("string", "string"), int: ("int64", "Int64"), float: ("float64", "Float64"), bool: ("bool", "boolean")}


def read(path: str | Path, kind: str | None = None) -> pd.DataFrame:
    """A record file as a table: one row a record, columns in the contract's order.

    Text and ids are ``string`` (an id "1.0" stays "1.0"), numbers that may be missing are nullable, spans and lists are
    Python objects. An empty file gives an empty table with all columns.

    Args:
        path: a file of a results folder, such as ``outputs/quotes.jsonl``.
        kind: which records it holds, where the file's name does not say: ``"quotes"``.

    Raises:
        FileNotFoundError: no such file.
        ValueError: the name says no kind of record, or the file holds other fields than that kind.
    """
    path = Path(path)
    name = kind or path.name.split(".")[0]
    if name not in RECORDS:
        raise ValueError(f"{path.name}: no kind of record; name one of {', '.join(RECORDS)} as kind")
    with path.open("rb") as file:
        rows = [orjson.loads(line) for line in file if line.strip()]
    return frame(rows, RECORDS[name])


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


def _dtype(annotation: Any) -> str:
    optional = False
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        optional, annotation = True, inner[0]
    if get_origin(annotation) is Literal:
        annotation = str
    return _DTYPES[annotation][optional] if annotation in _DTYPES else "object"
