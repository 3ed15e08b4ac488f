"""Text that was decoded from the wrong encoding ("â€œ" for “): told, and on request repaired before it is fixed."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.ingest.article import Article

# What UTF-8's quotation marks, dashes and accented letters become in Windows-1252, Latin-1 and MacRoman
_SIGNS = re.compile("â€|Ã[\u0080-\u00bf¢-ÿ]|Â[\u0080-\u00bf]|‚Ä|\u00e2\u0080[\u0090-\u00bf]|ï»¿|√[©®§]")


def seen(text: str) -> str | None:
    """The first wrongly decoded stretch of a text; None where there is none."""
    found = _SIGNS.search(text)
    if found is None:
        return None
    from ftfy.badness import is_bad  # knows many more sequences, and which of them are words of some language

    around = text[max(0, found.start() - 40) : found.end() + 40]
    return text[found.start() : found.start() + 3] if is_bad(around) else None


def repaired(article: Article) -> Article:
    """The article with its text, title and byline decoded anew where they were decoded wrongly (by ftfy)."""
    from ftfy import fix_encoding

    if seen(article.text) is None and not any(map(seen, filter(None, (article.title, article.byline)))):
        return article
    title, byline = (fix_encoding(words) if words else words for words in (article.title, article.byline))
    warning = "the text had been decoded from the wrong encoding: repaired, as was asked for"
    text = fix_encoding(article.text)
    return replace(article, text=text, title=title, byline=byline, frame=None, warnings=(*article.warnings, warning))
