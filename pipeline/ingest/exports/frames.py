"""One exported article's lines to its frame: what its header says, and where its body stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.dates.publication import parse_absolute
from pipeline.ingest.article import Article, Frame
from pipeline.ingest.exports.styles import LONGEST_CHARS, Style, months
from pipeline.ingest.lines import Line
from pipeline.ingest.names import bare, plain, signed

BYLINE_WORDS = 12
DATE_WORDS = 16  # of a line with the article's date
_LENGTH = re.compile(r"\d[\d,. ]* (?:words|mots)", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:©|\(c\)|copyright\b|all rights reserved|tous droits|aussi paru dans|this article appeared in).*|"
    r"proquest document link|openurl link|page:? .{1,20}|p\. \S+|"
    r"\S+ edition.*|edition \d+|.{0,40}\bedition|"
    r"english|anglais|(?-i:[A-Z]{3,8})|\d{1,4}|[A-Z]\d{1,4}|\d\d?:\d\d(?: ?[ap]m)?(?: [A-Z]{3,4})?|article text:?|body|"
    r"(?:\w+ ){0,2}(?:reporter|writer|correspondent|editor|columnist|staff)s?|"
    r"\d+ of \d+ documents?|document \d+ of \d+|_{10,}|-{10,}|={10,}",
    re.IGNORECASE,
)
_DAY_IN = re.compile(r"\b(\d{1,2})(?:er)?\s+([a-zûé]{3,9})\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_PUBLISHER_INFO = re.compile(r"\s*[;,\[(|].*", re.DOTALL)

Where = tuple[int, int]


@dataclass
class _Header:
    """What stands in the lines above (and, of labels, below) the body: fields to stretches of the file's text."""

    at: dict[str, Where] = field(default_factory=dict)
    unlabelled: list[tuple[int, Where]] = field(default_factory=list)  # index of the line, and its stretch
    date_line: int | None = None


def framed(style: Style, export: Article, lines: Sequence[Line], start: int, end: int) -> Article | None:
    """The article in ``export.text[start:end]``, its fields read; None for a stretch without a body."""
    body = _body(style, lines)
    if body is None:
        return None
    first, last, inline = body
    header = _header(style, lines, first, last, inline)
    text = export.text
    _assign(style, header, text)
    if "byline" in header.at:
        header.at["byline"] = _name_in(text, header.at["byline"])

    def words(name: str) -> str | None:
        where = header.at.get(name)
        return " ".join(text[slice(*where)].split()) or None if where else None

    moved = {name: (a - start, b - start) for name, (a, b) in header.at.items() if start <= a < b <= end}
    stretch = (inline if inline is not None else lines[first].start) - start, lines[last].end - start
    top = min((a for a, b in header.at.values() if start <= a < lines[first].start), default=lines[first].start) - start
    frame = Frame(
        title=moved.get("title"),
        byline=moved.get("byline"),
        published=moved.get("published"),
        header=(min(top, stretch[0]), stretch[0]),
        body=_without_codes(style, lines[first : last + 1], stretch, start),
    )
    extra = {name: value for name in ("section", "length", "page") if (value := words(name))}
    return replace(
        export,
        text=text[start:end],
        title=words("title"),
        byline=plain(words("byline") or "") if words("byline") else None,
        published=date_of(words("published")),
        publisher=publisher_of(words("publisher")),
        extra={**export.extra, **extra},
        archive=style.name,
        frame=frame,
    )


def _body(style: Style, lines: Sequence[Line]) -> tuple[int, int, int | None] | None:
    """First and last line of the body, and where it begins inside the first one if a label stands before it."""
    first, inline = _first(style, lines)
    if first is None:
        return None
    last = len(lines) - 1
    for i in range(first + (inline is not None), len(lines)):
        text = lines[i].text[:LONGEST_CHARS]
        ended = style.until is not None and style.until.fullmatch(text)
        trailing = style.until is None and (
            _trails(style, lines, i) or re.match(r"(?:©|copyright) ", text, re.IGNORECASE)
        )
        if ended or trailing:
            last = i - 1
            break
    return (first, last, inline) if last >= first else None


def _trails(style: Style, lines: Sequence[Line], i: int) -> bool:
    """Whether a line below the body is a field of the foot: a label that stands apart and that shouts as labels do."""
    label = style.label(lines[i].text)
    return label is not None and lines[i].gap and lines[i].text[: lines[i].text.find(":")].isupper()


def _first(style: Style, lines: Sequence[Line]) -> tuple[int | None, int | None]:
    if style.body is not None:
        found = None
        for i, line in enumerate(lines):
            match = style.body.match(line.text)
            if match and match.end() < len(line.text) and line.text[: match.end()].rstrip().endswith((":", "LP")):
                return i, line.start + match.end()
            if style.body.fullmatch(line.text):
                found = i + 1
                if not _more_follows(style, lines, i + 1):
                    break
        if found is not None and found < len(lines):
            return found, None
    return _below_labels(style, lines), None


def _more_follows(style: Style, lines: Sequence[Line], i: int) -> bool:
    """Whether another line that stands before bodies comes next: a copyright below "English"."""
    return style.body is not None and i < len(lines) and style.body.fullmatch(lines[i].text) is not None


def _below_labels(style: Style, lines: Sequence[Line]) -> int | None:
    """The first line that is neither label, nor what goes on with one, below the last label of the header."""
    dated = next((i for i, line in enumerate(lines) if _is_date_line(line)), 0)
    seen, below, named = None, 0, style.below
    for i in range(dated + 1, len(lines)):
        line = lines[i]
        if style.label(line.text):
            seen = i
        elif seen is not None and line.gap:
            return i
        elif seen is None and not _FURNITURE.fullmatch(line.text[:LONGEST_CHARS]):
            below += line.gap or not below
            if below > len(named) or (below == len(named) and named[-1] == "byline" and not bare(line.text)):
                return i
    return None


def _header(style: Style, lines: Sequence[Line], first: int, last: int, inline: int | None) -> _Header:
    header = _Header()
    top = range(first)
    dates = [i for i in top if _is_date_line(lines[i]) and not style.label(lines[i].text)]
    if dates and style.date != "none":
        header.date_line = dates[0] if style.date == "first" else dates[-1]
    for i in [*top, *range(last + 1, len(lines))]:
        _read_line(style, header, lines, i, in_head=i < first)
    return header


def _read_line(style: Style, header: _Header, lines: Sequence[Line], i: int, in_head: bool) -> None:
    line = lines[i]
    label = style.label(line.text)
    if label is not None:
        name, at = label
        value = (line.start + at, line.end)
        if " | " in line.text:  # "Author: Una Heslop | Section: News | 143 Words"
            value = _read_segments(style, header, line)
        if at >= len(line.text) and i + 1 < len(lines) and not style.label(lines[i + 1].text):
            value = (lines[i + 1].start, lines[i + 1].end)  # the value stands below its label
        if name == "published" and "published" in header.at and parse_absolute(line.text) is None:
            return
        header.at.setdefault(name, value)
        if (
            name == "published" and "publisher" not in header.at and ";" in line.text
        ):  # "Publication info: The Post ; Lima"
            header.at["publisher"] = value
    elif not in_head:
        return
    elif i == header.date_line:
        header.at["published"] = (line.start, line.end)
        before, bar, _ = line.text.partition(" | ")
        if bar:
            header.at["publisher"] = (line.start + len(before) + len(bar), line.end)
        if length := _LENGTH.search(line.text):
            header.at.setdefault("length", (line.start + length.start(), line.start + length.end()))
    elif _LENGTH.fullmatch(line.text):
        header.at.setdefault("length", (line.start, line.end))
    elif not _FURNITURE.fullmatch(line.text[:LONGEST_CHARS]):
        person = signed(line.text)
        if person and line.words <= BYLINE_WORDS:
            header.at.setdefault("byline", (line.start + person[0], line.start + person[1]))
        elif not _is_date_line(line):
            header.unlabelled.append((i, (line.start, line.end)))


def _read_segments(style: Style, header: _Header, line: Line) -> Where:
    """Read what stands between bars on one line; the value of the first label."""
    found: Where | None = None
    start = line.start
    for segment in line.text.split(" | "):
        label = style.label(segment)
        if label is not None:
            value = (start + label[1], start + len(segment))
            found = found or value
            header.at.setdefault(label[0], value)
        elif _LENGTH.fullmatch(segment):
            header.at.setdefault("length", (start, start + len(segment)))
        start += len(segment) + len(" | ")
    return found or (line.start, line.end)


def _assign(style: Style, header: _Header, text: str) -> None:
    """Give the lines without labels their fields, by their place above and below the date."""
    day = header.date_line
    above = [where for i, where in header.unlabelled if day is not None and i < day]
    below = [(i, where) for i, where in header.unlabelled if day is None or i > day]
    if len(above) > 1 and "byline" not in header.at and style.above[:1] == ("title",) and bare(_cut(text, above[-1])):
        header.at["byline"] = above.pop()
    for name, where in zip(style.above, reversed(above), strict=False):
        header.at.setdefault(name, where)
    if len(above) > len(style.above) and not style.begins:
        header.at.setdefault("title", above[-len(style.above) - 1])
    names = list(style.below) or ["title"] * (day is None)
    joined: list[tuple[int, Where]] = []
    for i, where in below:
        if joined and joined[-1][0] == i - 1 and style.begins is not None and len(joined) == len(names):
            joined[-1] = (i, (joined[-1][1][0], where[1]))  # a title on two lines
        else:
            joined.append((i, where))
    for name, (_, where) in zip(names, joined, strict=False):
        header.at.setdefault(name, where)


def _cut(text: str, where: Where) -> str:
    return text[slice(*where)]


def _name_in(text: str, where: Where) -> Where:
    """The names alone in a byline ("Una Heslop; Staff Writer", "By Bo Li.")."""
    start = where[0]
    words = _cut(text, where)
    found = signed(words) or signed(f"By {words.rstrip('. ')}")
    if found is None:
        return where
    shift = 0 if signed(words) else len("By ")
    return start + found[0] - shift, start + found[1] - shift


def _without_codes(style: Style, lines: Sequence[Line], stretch: Where, start: int) -> tuple[Where, ...]:
    """The body, parted where a field code stands alone in it ("TD")."""
    if not style.codes:
        return (stretch,)
    found: list[Where] = []
    begin = stretch[0]
    for line in lines:
        label = re.match(r"(?:LP|TD)(?:\s+|$)", line.text)
        if label:
            if line.start - start > begin:
                found.append((begin, line.start - start))
            begin = line.start - start + label.end()
    found.append((begin, stretch[1]))
    return tuple(where for where in found if where[0] < where[1])


def _is_date_line(line: Line) -> bool:
    return line.words <= DATE_WORDS and date_of(line.text) is not None


def date_of(text: str | None) -> str | None:
    """The day that a header line names, as ISO 8601."""
    if not text:
        return None
    found = parse_absolute(text[:LONGEST_CHARS])
    if found:
        return found.value
    for match in _DAY_IN.finditer(text[:LONGEST_CHARS]):
        month = months().get(match[2].lower())
        if month and 1 <= int(match[1]) <= 31:
            return f"{match[3]}-{month:02d}-{int(match[1]):02d}"
    return None


def publisher_of(text: str | None) -> str | None:
    """A publication's name without its place and what else stands behind it."""
    return _PUBLISHER_INFO.sub("", text).strip() or None if text else None
