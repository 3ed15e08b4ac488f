"""The dateline that a paragraph may begin with ("LIMA, March 5 (Sur) --"): it says nothing and is said by nobody."""

from __future__ import annotations

import re

_DASH = re.compile(r"(?:\s+(?:--|[-–—])\s+|\s?(?:--|—)\s?)(?=[\"“‘'«$€£\dA-Z])")
_PLACE = re.compile(r"[A-Z][\w.'’/-]*(?: [\w.'’/-]+){0,4}")
_PART = re.compile(r"[\w.'’/ ]{2,40}")  # county, country, date
_AGENCY = re.compile(r"\s?\([\w ./&-]{2,40}\)$")
_SHOUTED = re.compile(r"[A-Z]{3}[A-Z.'’/ -]*")
_DAY = re.compile(r"(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?: \d{4})?")
_YEAR = re.compile(r"\d{4}")
_LONGEST = 120  # characters
_MOST = 5  # parts between commas


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the words of the paragraph at ``start`` begin, its dateline passed over; ``start`` if it has none."""
    dash = _DASH.search(text, start, min(end, start + _LONGEST))
    return dash.end() if dash and _dateline(text[start : dash.start()]) else start


def _dateline(head: str) -> bool:
    """Whether a stretch is a place in capitals, or one with its agency in brackets or a day: "Paris, 3 March"."""
    agency = _AGENCY.search(head)
    place, *rest = (part.strip() for part in re.split(r"[,|]", head[: agency.start()] if agency else head))
    if not _PLACE.fullmatch(place) or len(rest) >= _MOST or not all(map(_PART.fullmatch, rest)):
        return False
    days = [part for part in rest if not _YEAR.fullmatch(part)]
    dated = bool(days) and _DAY.fullmatch(days[-1]) is not None
    return agency is not None or dated or _SHOUTED.fullmatch(place) is not None
