"""What is left in a text of the forms it has been through: entities, tags, escapes, characters nobody sees.

Each kind is a row: a pattern that finds it, and what is read in its place. Tables and JSON of the web are full of them.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.ingest.alignment import Edit, apart
from pipeline.ingest.language import function_words

_BLOCK = (
    "p|div|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|section|article|header|footer|aside|main|figure|figcaption|table|tr|"
    "thead|tbody|pre|address|center"
)
_INLINE = (
    "a|abbr|acronym|b|big|cite|code|del|em|font|i|iframe|img|ins|mark|nobr|o:p|picture|q|s|small|source|span|strike|strong|"
    "sub|sup|td|th|tt|u|video|wbr|html|body"
)
_HIDDEN = "script|style|noscript"
_TAG = re.compile(
    rf"<(/?)({_BLOCK}|{_INLINE}|{_HIDDEN})((?:\s[^<>]{{0,2000}})?/?)>|<!--[^<>]{{0,2000}}-->", re.IGNORECASE
)
_NOTE = re.compile(r"<sup(?:\s[^<>]{0,200})?>\s*(?:<a\s[^<>]{0,500}>)?\[?\d{1,3}\]?(?:</a>)?\s*</sup>", re.IGNORECASE)
_SILENT = re.compile(rf"<({_HIDDEN})\b[^<>]{{0,2000}}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp;)*(#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}\d{0,2});")
# "\n" and "\u201c" written out. A text has them if one stands where lines end: "C:\new" has not
_IS_ESCAPED = re.compile(r"\\[nr](?=[\\\"“‘'A-Z\d\s]|$)|\\u[0-9a-fA-F]{4}|\\\"")
_IS_PATH = re.compile(r"\b[A-Za-z]:\\|\\\\\w")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[nrt\"'/])")
_CONTROLS = {"n": "\n", "r": "", "t": " "}
# Soft hyphens, with the line end behind one; zero width, byte order and direction marks
_UNSEEN = re.compile(
    "\u00ad[ \t]*(?:\r?\n[ \t]*)?|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# Marks that stand for quotation marks, one for one
_ODD = str.maketrans(
    {"「": "“", "」": "”", "『": "“", "』": "”", "﹁": "“", "﹂": "”", "＂": '"', "″": '"', "〝": "“", "〞": "”"}
)
_ODD_MARK = re.compile("[「」『』﹁﹂＂″〝〞]")
_INWARD = re.compile(r"(?:^|(?<=[\s(]))»(?=\w)|(?<=[\w.,!?…])«(?=$|[\s.,;:)?!—–-])", re.MULTILINE)  # »as in Berlin«
_FEET = re.compile(r"\d$")  # 6′ 2″ is a height

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL = re.compile("[AEIOUYÀ-Ý]")
_BEGINS = re.compile(r"(?:^|[.!?][\"'”’)]*\s+|\n\s*)[\"'“‘(]*$")
ACRONYM_CHARS = 5  # of a word without a vowel
SHOUTED_SHARE, SHOUTED_LETTERS = (
    0.95,
    120,
)  # of the letters are capitals in a text that has no others; fewer show nothing

Finder = Callable[[str], Iterator[Edit]]


def find(text: str) -> tuple[list[Edit], tuple[str, ...]]:
    """What is to be read otherwise, in order and apart from each other, and warnings of what was seen."""
    edits: list[Edit] = []
    counts: Counter[str] = Counter()
    for name, trigger, finder in KINDS:
        if trigger.search(text):
            found = list(finder(text))
            counts[name] += len(found)
            edits += found
    warnings = (f"{name} in the text ({counts[name]}): read as what they mean" for name in TOLD if counts[name])
    return apart(edits), tuple(warnings)


def _tags(text: str) -> Iterator[Edit]:
    yield from (Edit(match.start(), match.end(), "") for match in _NOTE.finditer(text))
    yield from _silent(text)
    for match in _TAG.finditer(text):
        name = (match[2] or "").lower()
        if name == "q":
            new = "”" if match[1] else "“"
        elif name in ("td", "th"):
            new = " "
        else:
            new = "\n" if re.fullmatch(_BLOCK, name) else ""
        yield Edit(match.start(), match.end(), new)


def _silent(text: str) -> Iterator[Edit]:
    """Scripts and styles with all that is in them."""
    closing = {name: list(re.finditer(f"</{name}\\s*>", text, re.IGNORECASE)) for name in _HIDDEN.split("|")}
    ends = {name: [match.end() for match in found] for name, found in closing.items()}
    for match in _SILENT.finditer(text):
        behind = ends[match[1].lower()]
        at = bisect_right(behind, match.end())
        if at < len(behind):
            yield Edit(match.start(), behind[at], "")


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        meant = html.unescape(f"&{match[1]};")
        if len(meant) == 1 and meant != "\x00":
            new = " " if meant == "\xa0" else "" if _UNSEEN.match(meant) else meant
            yield Edit(match.start(), match.end(), new)


def _escapes(text: str) -> Iterator[Edit]:
    if _IS_PATH.search(text):
        return
    for match in _ESCAPE.finditer(text):
        mark = match.group()[1]
        new = _CONTROLS.get(mark, mark) if mark != "u" else _unicode(match.group())
        if new is not None:
            yield Edit(match.start(), match.end(), new)


def _unicode(escape: str) -> str | None:
    """The character of ``\\u201c`` or of a pair of surrogates; None for half a pair."""
    units = [int(part, 16) for part in escape.split("\\u")[1:]]
    try:
        return b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be")
    except UnicodeDecodeError:
        return None


def _unseen(text: str) -> Iterator[Edit]:
    return (Edit(match.start(), match.end(), "") for match in _UNSEEN.finditer(text))


def _marks(text: str) -> Iterator[Edit]:
    for match in _ODD_MARK.finditer(text):
        if match.group() != "″" or not _FEET.search(text, max(0, match.start() - 1), match.start()):
            yield Edit(match.start(), match.end(), match.group().translate(_ODD))
    inward = list(_INWARD.finditer(text))
    if "".join(match.group() for match in inward).count("»«") * 2 == len(inward):  # they come in pairs, or are others
        yield from (Edit(m.start(), m.end(), "“" if m.group() == "»" else "”") for m in inward)


def _capitals(text: str) -> Iterator[Edit]:
    """A text in capitals as a title is written: names keep their capital, function words lose it, acronyms stay."""
    if not _is_shouted(text):
        return
    small = function_words()
    for match in _WORD.finditer(text):
        word = match.group()
        if (len(word) == 1 and word != "A") or (len(word) <= ACRONYM_CHARS and not _VOWEL.search(word)):
            continue
        lower = word.lower()
        first = _BEGINS.search(text, max(0, match.start() - 6), match.start())
        yield Edit(match.start(), match.end(), lower if lower in small and not first else word[0] + lower[1:])


def _is_shouted(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= SHOUTED_LETTERS and sum(map(str.isupper, text)) >= SHOUTED_SHARE * letters


KINDS: tuple[tuple[str, re.Pattern[str], Finder], ...] = (
    ("HTML tags", _TAG, _tags),
    ("HTML entities", _ENTITY, _entities),
    ("backslash escapes", _IS_ESCAPED, _escapes),
    ("unseen characters", _UNSEEN, _unseen),
    ("capitals", re.compile(r"[A-Z]{2}[\W_]+[A-Z]{2,}"), _capitals),
    ("odd marks", re.compile("[「」『』﹁﹂＂″〝〞»]"), _marks),
)
TOLD = ("HTML tags", "HTML entities", "backslash escapes")
