"""What callers hand over, in the types they have it in: a text, a date. What is wrong is said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from os import PathLike
from typing import Any

FIELDS = ("published", "title", "byline", "url", "publisher")  # what may be given beside a text


def text_of(value: Any) -> str:
    """The text.

    Raises:
        TypeError: it is something else; the message says what to do instead.
    """
    if isinstance(value, str):
        return value
    kind = type(value).__name__
    if isinstance(value, PathLike):
        raise TypeError(f"a text is wanted, not a path: give path.read_text(), or run `onrecord extract {value}`")
    if isinstance(value, bytes | bytearray):
        raise TypeError("a text is wanted, not bytes: decode them first, as in data.decode('utf-8')")
    if hasattr(value, "__iter__"):
        raise TypeError(f"one text is wanted, not a {kind}: for many use onrecord.pipe(texts) or extract_frame(df)")
    if value is None or kind in ("NAType", "NaTType") or value != value:
        raise TypeError("a text is wanted, not an empty value (None or NaN)")
    raise TypeError(f"a text (str) is wanted, not {kind}")


def published_of(value: Any) -> str | None:
    """A publication date as ISO 8601: of a text, ``date``, ``datetime``, pandas ``Timestamp`` or ``datetime64``.

    Nothing (``None``, ``NaN``, ``NaT``) is ``None``. A moment at midnight without a time zone is a day, since that is
    how tables hold days.

    Raises:
        TypeError: a value of another type.
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if type(value).__name__ == "datetime64":
        value = value.astype("datetime64[s]").item()
        return published_of(value)
    if isinstance(value, datetime):
        day_only = value.tzinfo is None and value.time() == time()
        return value.date().isoformat() if day_only else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value != value:
        return None
    raise TypeError(f"published is a date or ISO 8601 text, not {type(value).__name__}: {value!r}")


def beside(context: Any) -> dict[str, str | None] | None:
    """What a spaCy context gives: a mapping with ``published`` and so on, or the date alone; None where neither."""
    if isinstance(context, Mapping):
        if not any(name in context for name in FIELDS):
            return None
        given = {name: context.get(name) for name in FIELDS}
        return {name: published_of(v) if name == "published" else words_of(v) for name, v in given.items()}
    if isinstance(context, date) or type(context).__name__ == "datetime64":
        return {"published": published_of(context)}
    return None


def words_of(value: Any) -> str | None:
    """A field as text; None for nothing, as tables have it."""
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    return str(value).strip() or None
