"""The same for language-model agents (Model Context Protocol): extract, search, cite.

Every answer names the article and the offsets of its words, and ``cite`` gives back the very characters.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mcp.server.mcpserver import MCPServer

from pipeline import __version__
from pipeline.api import extract
from pipeline.serve.store import Store

AROUND_CHARS = 160  # of the text on both sides of a citation
MAX_HITS = 50
GUIDE = (
    "Quotes and figures from news articles, each with the article's doc_id and offsets (code points, half-open) into "
    "its text. Cite with `cite` before you repeat a quote: it returns the exact characters. `kind` direct and mixed "
    "quotes are verbatim, indirect ones are the article's words; `speech` false is belief or wish, not said."
)


def create(out: Path | None) -> MCPServer:
    """The server over a folder of results; without one it only reads texts.

    Raises:
        NoResults: there are no results in the folder.
    """
    server = MCPServer("onrecord", instructions=GUIDE, version=__version__)

    @server.tool()
    def extract_text(text: str, published: str = "", title: str = "") -> dict[str, Any]:
        """Quotes, figures, dates and names in a text; offsets count its characters. `published`: its date, ISO 8601."""
        found = extract(text, published or None, title=title or None, doc_id="text").to_dict()
        return {kind: found[kind] for kind in ("quotes", "claims", "dates", "entities")}

    if out is not None:
        _search(server, Store(out))
    return server


def _search(server: MCPServer, store: Store) -> None:
    @server.tool()
    def search_quotes(words: str = "", speaker: str = "", kind: str = "", since: str = "", until: str = "",
                      limit: int = 20) -> dict[str, Any]:  # fmt: skip
        """Quotes with all of the words, verbatim first; `kind`: direct, mixed or indirect; dates as ISO 8601."""
        filters = {"speaker": speaker, "kind": kind, "since": since, "until": until}
        found = store.quotes(words, filters, 0, min(limit, MAX_HITS))
        return {"total": found["total"], "quotes": found["rows"]}

    @server.tool()
    def search_claims(words: str = "", speaker: str = "", unit: str = "", limit: int = 20) -> dict[str, Any]:
        """Figures with all of the words in their sentence: value, unit, what is measured, for when, who says so."""
        found = store.claims(words, {"speaker": speaker, "unit": unit}, 0, min(limit, MAX_HITS))
        return {"total": found["total"], "claims": found["rows"]}

    @server.tool()
    def search_articles(words: str = "", limit: int = 20) -> dict[str, Any]:
        """Articles with all of the words, with the place where they stand."""
        found = store.articles(words, 0, min(limit, MAX_HITS))
        return {"total": found["total"], "articles": found["rows"]}

    @server.tool()
    def people(words: str = "", limit: int = 20) -> dict[str, Any]:
        """Who is quoted, merged over articles: roles, number of quotes and articles, gender by evidence."""
        found = store.people(words, 0, min(limit, MAX_HITS))
        return {"total": found["total"], "people": found["rows"]}

    @server.tool()
    def cite(doc_id: str, start: int, end: int) -> dict[str, Any]:
        """The exact characters of an article from `start` to `end`, what stands around, title, date and address."""
        article = store.article(doc_id)
        if article is None:
            raise ValueError(f"no article {doc_id!r}")
        text = article.text
        if not 0 <= start < end <= len(text):
            raise ValueError(f"from {start} to {end} is not in a text of {len(text):,} characters")
        document = article.document
        return {
            "doc_id": doc_id, "start": start, "end": end, "text": text[start:end],
            "before": text[max(0, start - AROUND_CHARS) : start], "after": text[end : end + AROUND_CHARS],
            "title": article.title, "published": article.published, "publisher": document.publisher,
            "url": document.url, "source": document.source,
        }  # fmt: skip
