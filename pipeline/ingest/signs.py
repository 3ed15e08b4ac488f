"""What a line's own words tell of it: navigation, credit, header field (data in ``signs.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pipeline.dates.publication import parse_absolute
from pipeline.ingest.lines import Line

Sign = Literal["boilerplate", "caption", "header"]
Opener = Literal["comments", "notices", "end", "lists"]

OPENERS: tuple[Opener, ...] = ("comments", "notices", "end", "lists")
LONGEST = 700  # characters of a line that can be furniture; patterns never see more
MAX_PHRASE_CHARS = 60
CREDIT = 160  # characters at the end of a line that a credit stands in
_SPLIT = re.compile(r"\s*[|>»›/·•]\s*|\t+|\s{2,}")
_BULLETS = "-–—*•·►▶> "
_BARS = re.compile(r"\s\|\s")
BARRED = 4  # items between bars that are a menu, whatever they say; three may be place, section and author
_ADDRESS = re.compile(r"https?://\S+")
_SENTENCE_BEFORE = re.compile(r"[.!?…][\"'”’)\]]*\s*[—–-]?\s*$")
_EDITION = re.compile(r"\s*\([^)]{2,40}\)$|\s+(?:in English|Online|International|Group \w+)$|\.com$")
PUBLICATION_WORDS = 4  # of a newspaper's name; a headline that ends in "Post" has more
OUTLET_WORDS = 5
_MARKS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class Signs:
    """The tables of ``signs.toml``, compiled."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.phrases = frozenset(
            phrase.strip() for line in data["navigation"]["phrases"].splitlines() for phrase in line.split("|")
        ) - {""}
        self.navigation = _any(data["navigation"]["patterns"])
        self.containing = tuple(
            (tuple(words.split("|")), _any([pattern])) for words, pattern in data["navigation"]["containing"]
        )
        self.credit_words = tuple(data["captions"]["words"].split("|"))
        self.credits = _any(data["captions"]["credits"])
        self.loose_credits = _any(data["captions"]["loose"])
        self.captions = _any(data["captions"]["whole"])
        self.agency = _any([data["captions"]["agency"]])
        self.headers = _any(data["headers"]["patterns"])
        self.openers = {kind: _any([data["openers"][kind]]) for kind in OPENERS}
        self.sections = frozenset(data["sections"]["words"].split())
        self.newspapers = frozenset(data["newspapers"]["words"].split())
        self.organization = frozenset(data["organization"]["words"].split())
        self.places = frozenset(re.split(r"\s*[|\n]\s*", data["organization"]["places"].strip()))


@cache
def signs() -> Signs:
    """The tables, read once."""
    return Signs(tomllib.loads(files("pipeline.ingest").joinpath("signs.toml").read_text(encoding="utf-8")))


def sign(line: Line) -> Sign | None:
    """What the line is by its words alone, or None where they do not tell."""
    text = line.text
    if len(text) > LONGEST:
        return None
    tables = signs()
    if _ADDRESS.fullmatch(text):
        return "header"
    if _is_navigation(text, tables):
        return "boilerplate"
    if _is_credited(line, tables):
        return "caption"
    if not line.prose and _is_menu(text, tables):
        return "boilerplate"
    return "header" if tables.headers.match(text) else None


def is_agency_credit(line: Line) -> bool:
    """Whether only an agency's name makes the line a caption: "(AFP)" stands below photographs and below articles."""
    return len(line.text) <= LONGEST and signs().agency.search(line.text) is not None


def opener(line: Line) -> Opener | None:
    """Whether the line opens comments, a company's notices, what else stands at the end, or a list of links."""
    if len(line.text) > 2 * MAX_PHRASE_CHARS:
        return None
    return next((kind for kind in OPENERS if signs().openers[kind].match(line.text)), None)


def is_field(text: str) -> bool:
    """Whether the words are a field of a header ("Source: Harbor Daily")."""
    return signs().headers.match(text) is not None


def is_section(text: str) -> bool:
    """Whether the words are names of sections of a newspaper ("Science and Technology")."""
    words = re.findall(r"[^\W\d_]+|&", text.casefold())
    return 0 < len(words) <= 6 and all(word in signs().sections for word in words)


def is_publication(text: str) -> bool:
    """Whether the line is the name of a newspaper, perhaps with its place ("The Cape Gazette (South Africa)")."""
    words = _EDITION.sub("", text).split()
    return (
        0 < len(words) <= PUBLICATION_WORDS
        and all(word[0].isupper() and word.isalpha() for word in words)
        and words[-1].casefold() in signs().newspapers
    )


def is_outlet(text: str) -> bool:
    """Whether a short line names a newsroom or a job in one ("BBC Scotland", "Business reporter, Daily Sun")."""
    words = [word.strip(",.").casefold() for word in text.split()]
    return len(words) <= OUTLET_WORDS and any(word in signs().organization for word in words)


def _is_navigation(text: str, tables: Signs) -> bool:
    if len(text) <= MAX_PHRASE_CHARS and _MARKS.sub("", text.casefold()) in tables.phrases:
        return True
    if tables.navigation.match(text) or (text[0] in _BULLETS and tables.navigation.match(text.lstrip(_BULLETS))):
        return True
    folded = text.casefold()
    return any(pattern.search(text) for words, pattern in tables.containing if any(word in folded for word in words))


def _is_menu(text: str, tables: Signs) -> bool:
    """Several items on one line, most of them known: "HOME | NEWS | BUSINESS"."""
    words = text.casefold().split()
    if (
        len(words) >= 4
        and text.upper() == text
        and sum(word in tables.sections for word in words) * 4 >= 3 * len(words)
    ):
        return True
    items = [_MARKS.sub("", item) for item in _SPLIT.split(text.casefold())]
    items = [item for item in items if item]
    if len(items) < 2 or any(len(item.split()) > 4 for item in items) or parse_absolute(text) is not None:
        return False
    known = sum(item in tables.phrases or is_section(item) for item in items)
    return known * 2 >= len(items) or (len(_BARS.split(text)) >= BARRED and not any(ch.isdigit() for ch in text))


def _is_credited(line: Line, tables: Signs) -> bool:
    """Whether a credit ends the line; where sentences hold the same words, only after the end of one."""
    text, tail = line.text, max(0, len(line.text) - CREDIT)
    if line.ended and not any(word in text[tail:].casefold() for word in tables.credit_words):
        return False  # cheap, and true of nearly all running text
    if tables.captions.match(text) or tables.credits.search(text, tail):
        return True
    if _is_between_credits(text):
        return True
    loose = tables.loose_credits.search(text, tail)
    return loose is not None and (not line.ended or bool(_SENTENCE_BEFORE.search(text, tail, loose.start())))


def _is_between_credits(text: str) -> bool:
    """A photograph's alternative text as pages copy it: "Getty Images A grey bridge in the rainGetty Images"."""
    words = text.split()
    for count in (2, 3, 1):
        credit = " ".join(words[:count])
        if (
            len(words) > 2 * count + 2
            and text.endswith(credit)
            and credit.istitle()
            and not text.endswith(f" {credit}")
        ):
            return True
    return False


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
