"""Time zones as news writes them ("EDT", "GMT+8", "+0800", "Beijing time"), turned into ISO 8601 offsets."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TABLE = tomllib.loads(Path(__file__).with_name("zones.toml").read_text(encoding="utf-8"))
ABBREVIATIONS: dict[str, str] = _TABLE["abbreviation"]
NAMES: dict[str, str] = _TABLE["name"]
_NUMERIC = re.compile(r"(?:GMT|UTC)? ?([+-])(\d{1,2})(?::?(\d{2}))?")


def offset(zone: str, at: datetime) -> str | None:
    """ISO offset (``Z`` or ``+08:00``) of a zone as written, on the day ``at``; None where it names no known offset."""
    zone = zone.strip(" ()")
    numeric = _NUMERIC.fullmatch(zone)
    if numeric:
        sign, hours, minutes = numeric.groups()
        return _iso(f"{sign}{int(hours):02d}:{minutes or '00'}")
    name = zone.lower().removesuffix(" time").strip()
    meaning = ABBREVIATIONS.get(zone.upper()) or NAMES.get(name)
    if not meaning:
        return None
    return _iso(_of_place(meaning, at) if "/" in meaning else meaning)


def _iso(text: str | None) -> str | None:
    return "Z" if text in ("+00:00", "-00:00") else text


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a machine without a time zone database
        return None


def _of_place(name: str, at: datetime) -> str | None:
    zone = _zone(name)
    if zone is None:
        return None
    text = at.replace(tzinfo=zone).strftime("%z")
    return f"{text[:3]}:{text[3:5]}"
