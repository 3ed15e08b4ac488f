"""Which line of the head is the title, and which stretch of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.dates.publication import parse_absolute
from pipeline.ingest.lines import Line
from pipeline.ingest.signs import is_publication, is_section

MAX_LINES = 60  # of a head: further down there is no title
MAX_WORDS = 35
MAX_CHARS = 260
SITE_WORDS = 5  # of a site's name behind a title
MAX_LEAD = 12  # characters before a date that stands in front of a title ("Date: 2025-03-12 ...")
SHORTEST = 8  # characters of a title that can be told from its slug
MENU_LINES = 2  # lines of navigation that part what stands above the article from its title
FULL_WORDS = 4  # a line of fewer words before the title is taken for a kicker or a site's name
_LABEL = re.compile(r"^(?:headline|title|subject|heading)\s*[:：]\s*(?:(?:fwd?|re): )*|^#{1,2}\s+", re.IGNORECASE)
_SITE_PREFIX = re.compile(r"^[【\[][^】\]]{1,30}[】\]]\s*")
_SITE_SUFFIX = re.compile(
    r"\s+[|»]\s+[^|»]{2,40}$|\s+[-–—]\s+(?:The )?(?:[A-Z]\w+ ){0,3}(?:News|Times|Post|Daily|Herald|BBC|CNN)$"
)
_BEGINNING = re.compile(r"[^\s|:：,;.·•–—-]")
_WORD = re.compile(r"[^\W_]+")


class Below(NamedTuple):
    """Lines of a head that tell where its title is: the byline, if one was found, lines of dates and of navigation."""

    signature: int | None
    dates: Sequence[int]
    furniture: Sequence[int]


def normal(text: str) -> str:
    """Words in lower case, for comparing a title with its slug ("City_Wins_Fight", "city-wins-fight-12")."""
    return " ".join(_WORD.findall(re.sub(r"['’‘]", "", text.casefold())))


def are_one(shown: str, given: str) -> bool:
    """Whether a line shows the title that was given, perhaps with a site's name behind either of them."""
    ours, theirs = normal(shown), normal(given)
    if not ours or not theirs:
        return False
    shorter, longer = sorted((ours, theirs), key=len)
    return ours == theirs or (
        len(shorter) >= SHORTEST and longer.startswith(shorter + " ") and _is_site(longer[len(shorter) :])
    )


def _is_site(rest: str) -> bool:
    return len(rest.split()) <= SITE_WORDS


def stretch(text: str) -> tuple[int, int]:
    """Where the title stands in its line: without label, site name, and date before it."""
    start = match.end() if (match := _LABEL.match(text) or _SITE_PREFIX.match(text)) else 0
    found = parse_absolute(text[:MAX_CHARS])
    if found and found.start <= MAX_LEAD and (rest := _BEGINNING.search(text, found.end)):
        start = max(start, rest.start())
    suffix = _SITE_SUFFIX.search(text, start)
    return start, suffix.start() if suffix else len(text)


def is_labelled(text: str) -> bool:
    """Whether the line says that it is the title ("HEADLINE: ...", "# ...")."""
    return bool(_LABEL.match(text))


def find(head: Sequence[Line], possible: Sequence[bool], below: Below, given: str | None) -> int | None:
    """Index of the title among the head's lines, or None.

    Args:
        head: lines above the article's running text.
        possible: which of them may be the title by their signs.
        below: where what stands below titles begins.
        given: the title that came with the article, if any.
    """
    head = head[:MAX_LINES]
    candidates = [i for i, line in enumerate(head) if possible[i] and _is_title_like(line)]
    if given:
        wanted = normal(given)
        for i, line in enumerate(head):
            if wanted and normal(line.text[slice(*stretch(line.text))]) == wanted:
                return i
    labelled = next((i for i in candidates if is_labelled(head[i].text)), None)
    if labelled is not None:
        return labelled
    repeated = _with_slug(head, candidates)
    if repeated is not None:
        return repeated
    before = [i for i in candidates if below.signature is None or i < below.signature] or candidates
    full = [i for i in before if head[i].words >= FULL_WORDS and not is_section(head[i].text)]
    return _topmost(head, full, below) if full else max(before, key=lambda i: head[i].words, default=None)


def _topmost(head: Sequence[Line], full: Sequence[int], below: Below) -> int:
    """The first line of the last group above byline or date: site names and notices stand higher, above the menus."""
    full = [i for i in full if not head[i].text.endswith(".")] or list(full)
    dated = next((i for i in below.dates if full[0] < i), len(head))
    end = below.signature if below.signature is not None and below.signature < len(head) else dated
    above = [i for i in full if i < end] or full
    shouted = [head[i].text.isupper() for i in above[:3]]
    first = above[1] if shouted == [True, False, False] else above[0]  # a kicker, a title and a summary
    for i, j in pairwise(above):
        between = range(i + 1, j)
        menu = sum(wall in between for wall in below.furniture) >= MENU_LINES or any(
            is_section(head[k].text) for k in between
        )
        alone = j == above[-1] and below.signature is not None and 0 < below.signature - j <= 2
        if menu or (alone and any(date in between for date in below.dates)):
            first = j
    return first


def is_slug(line: Line, title: str) -> bool:
    """Whether the line is the title again: as a slug, with a number or a site's name behind it, or as it is."""
    return len(line.text) <= 2 * MAX_CHARS and _repeats(normal(line.text), normal(title))


def _repeats(words: str, wanted: str) -> bool:
    if not words or len(wanted) < SHORTEST:
        return False
    return words == wanted or (words.startswith(wanted) and len(words.split()) <= len(wanted.split()) + 4)


def _with_slug(head: Sequence[Line], candidates: Sequence[int]) -> int | None:
    """The candidate that another line of the head repeats as a slug."""
    normals = [normal(line.text) for line in head]
    for i in candidates:
        line = head[i]
        if "_" in line.text or line.text.islower() or " " not in line.text or line.words < 3:
            continue
        if any(_repeats(normals[j], normals[i]) for j in range(len(head)) if head[j].text != line.text):
            return i
    return None


def _is_title_like(line: Line) -> bool:
    text = line.text[slice(*stretch(line.text))] if len(line.text) <= 2 * MAX_CHARS else line.text
    words = text.split()
    return (
        2 <= len(words) <= MAX_WORDS
        and len(text) <= MAX_CHARS
        and sum(ch.isalpha() for ch in text) * 2 > len(text)
        and not text.endswith((":", ","))
        and not is_publication(text)
        and not (text[0].islower() and text[:2].islower() and "_" not in text and "-" not in text)
    )
