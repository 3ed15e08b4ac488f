"""When the article was published, by what its header, its foot or its dateline says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from pipeline.config import Config
from pipeline.dates.publication import Order, parse_absolute
from pipeline.ingest.lines import Line
from pipeline.ingest.signs import sign
from pipeline.records import Published

LONGEST = 300  # characters of a line that a header date can stand in
FIRST_YEAR, LAST_YEAR = 1600, 2040  # of newspapers; no clock is asked, so that the same input gives the same output
EXCEL_EPOCH, EXCEL_DAYS = date(1899, 12, 30), range(20_000, 55_000)  # 1954 to 2050
UPDATED, BARE, PUBLISHED = range(3)  # what stands before a date, by how surely it is that of publication
# "Published" before a date says more than a bare date, and that more than "Updated"
_LABEL = re.compile(
    r"\b(?:(?P<published>published|posted|first published|issued|publication date|released|created|date|time|filed)"
    r"|(?P<updated>(?:last |most recently )?(?:updated|modified|edited|revised)|load-?date|update))\b"
    r"[^\w\n]*(?:on|at|:|-)?\W*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:event|expiry|expiration|due|closing|start(?:ing)?|end(?:ing)?|opening|sale|hearing|match|meeting|birth|retrieved|"
    r"accessed|access|crawled|downloaded|captured|taken|joined|request(?:ed)?)\b(?: (?:date|time|on))?\W*$",
    re.IGNORECASE,
)  # what is dated so is another thing than the article
_POINTED = re.compile(r"\.0*$")
_HANDLE = re.compile(r"\(@\w{1,30}\)")  # of somebody whose post is shown
_STAMP = re.compile(r"(?:first |last )?(?:published|posted|issued|updated|modified|date)\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"^(?:[(\[][\w .]{2,30}[)\]] ?)?[A-Z][\w.'’ -]{1,40}(?:,[ ][\w.'’ -]{2,40}){0,4}(?:\s?\([\w ./&-]{2,40}\))?"
    r"(?:[/|][\w ./&-]{2,40})?\s*(?:--|[-–—_:])(?:\s|$)"
)
_PLACE = re.compile(r"(?:[A-Z][\w.'’-]+[ ,]{0,2}){1,4}\s?(?:--|[–—])")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?![\d/.-])")
_YEAR = re.compile(r"(?:19|20)\d\d|\d[-/.]\d")  # one of these is in every full date
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# What stands beside numeric dates: a clock of 24 hours or a zone of Europe, Asia, Africa; a zone of North America
_ABROAD = re.compile(
    r"\d[/-]\d\d(?:\d\d)?[ ,|–-]+(?:at )?(?:1[3-9]|2[0-3]):[0-5]\d(?! ?[ap]\.?m)"
    r"|\d[ )]\(?(?:CEST|CET|BST|WAT|CAT|EAT|SAST|IST|PKT|MSK|SGT|HKT|MYT|AEST|AEDT|NZST|NZDT)\b"
)
_AMERICAN = re.compile(r"(?:\d|[ap]\.?m\.?)[ ]\(?(?:E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} \d{{1,2}}\b(?!\d)")
STAMP_WORDS, STAMP_REST = 24, 6  # of a line of dates, and those of them that belong to no date
ORDER_LINES = 20  # lines whose dates show how the article writes them
MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "PR", "GU", "FM", "PW", "MH"})
MONTH_FIRST_DOMAINS = re.compile(r"https?://[^/]*\.(?:us|gov|mil|ph)(?:/|$)")
DAY_FIRST_DOMAINS = re.compile(r"https?://[^/]*\.(?!(?:us|ph)\b)[a-z]{2}(?:/|:|$)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date in a header line: ISO value, span in the article, and how much its line says for it (more is better)."""

    value: str
    start: int
    end: int
    weight: int = 0
    sure: bool = True  # 03/04/2025 is not: it depends on who reads it

    @property
    def timed(self) -> bool:
        """Whether it has a clock time."""
        return len(self.value) > len("2025-03-06")


def given(value: str, origin: Literal["metadata", "argument"], order: Order) -> Published | None:
    """The publication date given with an article, as ISO 8601; None if it is no date."""
    found = iso(value.strip(), order)
    return Published.model_validate({"value": found, "from": origin}) if found else None


def in_order(value: str | None, order: Order) -> str | None:
    """A numeric date as ISO 8601, its day and month in this order; every other value as it is."""
    if value is None or not _NUMERIC.search(value):
        return value
    return iso(value.strip(), order) or value


def numeric_order(texts: Iterable[str]) -> Order | None:
    """How numeric dates are written, if one of them has a day above 12 and none says otherwise."""
    pairs = [(int(first), int(second)) for text in texts for first, second in _NUMERIC.findall(text)]
    day_first, month_first = (any(pair[i] > 12 for pair in pairs) for i in (0, 1))
    return None if day_first == month_first else "DMY" if day_first else "MDY"


def iso(value: str, order: Order) -> str | None:
    """A date in whatever spelling as ISO 8601; None for what is no date, or one on which no article was published."""
    found = _of_number(value) or _of_iso(value) or _of_words(value, order)
    return found if found is not None and is_plausible(found) else None


def is_plausible(day: str) -> bool:
    """Whether an article may be of that day: not of year 1, 1970's first second or a far future (slips of programs)."""
    year = day[:4]
    return year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR and not day.startswith("1970-01-01")


def _of_number(value: str) -> str | None:
    """Seconds or milliseconds since 1970, a day of Excel's calendar, or digits of a date run together."""
    number = _POINTED.sub("", value)
    if not number.isdigit() or not number.isascii():
        return None
    if len(number) in (10, 13):
        return datetime.fromtimestamp(int(number[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if len(number) == 5 and int(number) in EXCEL_DAYS:
        return (EXCEL_EPOCH + timedelta(days=int(number))).isoformat()
    layout = {14: "%Y%m%d%H%M%S", 12: "%Y%m%d%H%M", 8: "%Y%m%d"}.get(len(number))
    try:
        moment = datetime.strptime(number, layout) if layout else None
    except ValueError:
        return None
    return None if moment is None else moment.date().isoformat() if len(number) == 8 else moment.isoformat()


def _of_iso(value: str) -> str | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) <= 10:
        return moment.date().isoformat()
    return value.replace(" ", "T", 1) if value[10] in " T" and "-" in value[:8] else moment.isoformat()


def _of_words(value: str, order: Order) -> str | None:
    found = parse_absolute(value[:LONGEST], order)
    if found:
        return found.value
    try:
        return parsedate_to_datetime(value[:LONGEST]).isoformat()  # "Thu, 07 Mar 24 08:00:00 EST", as mail has it
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def in_header(lines: Sequence[Line], order: Order) -> Candidate | None:
    """The best of the dates in header and foot lines; of several that name its day, the first with a clock time."""
    found = [candidate for line in lines for candidate in _candidates(line, order)]
    best = max(found, key=lambda c: (c.weight, c.sure, c.timed), default=None)
    if best is None or best.timed:
        return best
    same_day = (c for c in found if c.timed and c.value[:10] == best.value[:10] and c.weight > UPDATED)
    return next(same_day, best)


def _candidates(line: Line, order: Order) -> Iterator[Candidate]:
    text = "" if _HANDLE.search(line.text[:LONGEST]) else line.text[:LONGEST]
    position = 0
    while found := parse_absolute(text[position:], order):
        start, end = position + found.start, position + found.end
        if _OTHER.search(text[:start]) or not is_plausible(found.value):
            position = end
            continue
        label = _LABEL.search(text[:start])
        weight = BARE if label is None else PUBLISHED if label["published"] else UPDATED
        numeric = _NUMERIC.search(text, start, end)
        sure = numeric is None or int(numeric[1]) > 12 or int(numeric[2]) > 12 or numeric[1] == numeric[2]
        yield Candidate(found.value, line.start + start, line.start + end, weight, sure)
        position = end


def is_date_line(line: Line) -> bool:
    """Whether the line is little more than a full date."""
    if len(line.text) > 120 or not _YEAR.search(line.text) or line.words > 14:  # cheap, and true of most lines
        return False
    return parse_absolute(line.text) is not None


def is_stamp(line: Line) -> bool:
    """Whether the line is a date and nothing else, or labelled ones ("Published 5 May 2024 | Updated 6 May 2024")."""
    if len(line.text) > 160 or not _YEAR.search(line.text) or line.words > STAMP_WORDS:
        return False
    rest, found = line.text, False
    while date := parse_absolute(rest):
        rest, found = rest[: date.start] + rest[date.end :], True
    return found and len(rest.split()) <= (STAMP_REST if _STAMP.match(line.text) else 1)


def dateline_end(line: Line) -> int | None:
    """How long the dateline is that the line begins with ("LIMA, March 5 (Sur) --"), or None; in characters."""
    match = _DATELINE.match(line.text[:200])
    if match is None or sign(line) == "header":
        return None
    place = re.split(r"[,(/|]|\s-", match.group(), maxsplit=1)[0].strip()
    return match.end() if place.isupper() or "(" in match.group() else None


def is_dateline(line: Line) -> bool:
    """Whether the line is a dateline and nothing else ("LIMA, March 5 (Sur) --", "Port Moresby —")."""
    return (dateline_end(line) or 0) >= len(line.text) or _PLACE.fullmatch(line.text) is not None


def in_dateline(line: Line, order: Order) -> Candidate | None:
    """The full date in the dateline that the line begins with."""
    end = dateline_end(line)
    found = parse_absolute(line.text[:end], order) if end else None
    return Candidate(found.value, line.start + found.start, line.start + found.end) if found else None


def date_order(config: Config, url: str | None, lines: Sequence[Line], given: str | None = None) -> Order:
    """How 03/04/2025 is to be read: as set, by the article's own dates, by country, address, clock or spelled dates."""
    if config.date_order != "auto":
        return config.date_order
    head = "\n".join([(given or "")[:LONGEST], *(line.text[:LONGEST] for line in lines[:ORDER_LINES])])
    numeric = _NUMERIC.findall(head)
    for first, second in numeric:
        if (int(first) > 12) != (int(second) > 12):
            return "DMY" if int(first) > 12 else "MDY"
    if config.country:
        return "MDY" if config.country.upper() in MONTH_FIRST_COUNTRIES else "DMY"
    if url and (MONTH_FIRST_DOMAINS.match(url) or DAY_FIRST_DOMAINS.match(url)):
        return "MDY" if MONTH_FIRST_DOMAINS.match(url) else "DMY"
    if not numeric:
        return "MDY"  # nothing hangs on it
    if _ABROAD.search(head) or _AMERICAN.search(head):
        return "MDY" if _AMERICAN.search(head) else "DMY"
    return "DMY" if len(_DAY_FIRST.findall(head)) > len(_MONTH_FIRST.findall(head)) else "MDY"
