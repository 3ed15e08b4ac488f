"""Results of any size behind one door: full-text search, facets, records and articles by id.

The tables of ``export --to sqlite`` lie in a file of their own beside the results (``.serve.sqlite``), made when they
are first served and again after they changed. What is asked for is looked up there: no name from outside is a path.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import records
from pipeline.run import files, manifest
from pipeline.run.stages import MANIFEST, RULES
from pipeline.views.export import export
from pipeline.views.results import Article, NoResults

INDEX = ".serve.sqlite"
MAX_ROWS = 200  # of one answer
FACET_VALUES = 50
SCHEMA = Path(__file__).with_name("serve.sql")
_WORD = re.compile(r"\w+")

# What quotes may be filtered by: the name in the address, and the condition.
QUOTE_FILTERS = {
    "speaker": "speaker = ?",
    "kind": "kind = ?",
    "speech": "speech = (? = 'true')",
    "modality": "modality = ?",
    "type": "type = ?",
    "publisher": "publisher = ?",
    "article": "doc_id = ?",
    "since": "published >= ?",
    "until": "substr(published, 1, length(?1)) <= ?1",
}
CLAIM_FILTERS = {
    "speaker": "claims.speaker = ?",
    "kind": "claims.kind = ?",
    "unit": "claims.unit = ?",
    "about": "claims.about = ?",
    "publisher": "articles.publisher = ?",
    "article": "claims.doc_id = ?",
}
FACETS = ("speaker", "kind", "type", "publisher")


class Store:
    """One folder of results. Reading is safe from any thread: each answer opens the file anew."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.refresh()

    def refresh(self) -> None:
        """Make the index anew where the results are not those it was made from.

        Raises:
            NoResults: there are no results in the folder.
        """
        made = manifest.read(self.out)
        if made is None:
            raise NoResults(f"no results in {self.out}: `onrecord extract INPUT... -o {self.out}` makes them")
        self.key = files.sha256(self.out / MANIFEST) or ""
        if self._key_of_index() == self.key:
            return
        export(self.out, "sqlite", self.out / INDEX)
        with sqlite3.connect(self.out / INDEX) as database:
            database.executescript(SCHEMA.read_text(encoding="utf-8"))
            database.execute("INSERT INTO served VALUES (?)", (self.key,))
            _add_records(database, self.out)
        database.close()

    def _key_of_index(self) -> str | None:
        try:
            rows = self._rows("SELECT key FROM served")
        except sqlite3.Error:
            return None
        return str(rows[0]["key"]) if rows else None

    def quotes(
        self, q: str = "", filters: Mapping[str, str] | None = None, offset: int = 0, limit: int = 20
    ) -> dict[str, Any]:
        """Quotes with all the words, direct ones first: how many there are, some of them, and facets of all."""
        where, values = _conditions(QUOTE_FILTERS, filters or {})
        if match := _match(q):
            where.append("n IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)")
            values.append(match)
        source = f"FROM brief WHERE {' AND '.join(where) or '1'}"
        total = self._rows(f"SELECT count(*) n {source}", values)[0]["n"]
        page = f"SELECT n, rank {source} ORDER BY rank, n LIMIT ? OFFSET ?"
        whole = "quotes.*, articles.publisher, articles.url FROM quotes JOIN articles USING (doc_id) JOIN page"
        rows = self._rows(
            f"WITH page AS MATERIALIZED ({page}) SELECT {whole} ON page.n = quotes.rowid ORDER BY rank, n",
            [*values, min(limit, MAX_ROWS), offset],
        )
        return {"total": total, "offset": offset, "rows": rows, "facets": self._facets(source, values)}

    def _facets(self, source: str, values: Sequence[Any]) -> dict[str, list[list[Any]]]:
        """Values and how often; those of all quotes were counted when the index was made."""
        counted = "SELECT v, n FROM facets WHERE facet = '{0}' AND v IS NOT NULL ORDER BY n DESC, v LIMIT ?"
        asked = f"SELECT {{0}} v, count(*) n {source} AND v IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
        sql = asked if values else counted
        return {
            name: [[row["v"], row["n"]] for row in self._rows(sql.format(name), [*values, FACET_VALUES])]
            for name in FACETS
        }

    def claims(
        self, q: str = "", filters: Mapping[str, str] | None = None, offset: int = 0, limit: int = 20
    ) -> dict[str, Any]:
        """Figures with all the words in their sentence."""
        where, values = _conditions(CLAIM_FILTERS, filters or {})
        if match := _match(q):
            where.append("claims.rowid IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?)")
            values.append(match)
        source = f"FROM claims JOIN articles USING (doc_id) WHERE {' AND '.join(where) or '1'}"
        return self._page(f"claims.*, articles.publisher {source}", values, "claims.rowid", offset, limit)

    def people(self, q: str = "", offset: int = 0, limit: int = 20) -> dict[str, Any]:
        """Speakers merged over articles, those with the most words first."""
        where = " AND ".join(["lower(name || ' ' || ifnull(roles, '')) LIKE ?"] * len(_WORD.findall(q))) or "1"
        values = [f"%{word.lower()}%" for word in _WORD.findall(q)]
        return self._page(f"* FROM people WHERE {where}", values, "words DESC, name", offset, limit)

    def articles(self, q: str = "", offset: int = 0, limit: int = 20) -> dict[str, Any]:
        """Articles with all the words, with the place where they stand (``snippet``, matches between U+0002 and 3)."""
        shown = "doc_id, title, published, publisher, url, quotes, claims"
        match = _match(q)
        if not match:
            return self._page(f"{shown} FROM articles", [], "published DESC, articles.rowid", offset, limit)
        columns = ", ".join(f"articles.{name.strip()}" for name in shown.split(","))
        snippet = "snippet(articles_fts, 1, char(2), char(3), ' … ', 24) AS snippet"
        source = "articles_fts JOIN articles ON articles.rowid = articles_fts.rowid WHERE articles_fts MATCH ?"
        return self._page(f"{columns}, {snippet} FROM {source}", [match], "rank", offset, limit)

    def article(self, doc_id: str) -> Article | None:
        """An article with its records; None where there is none of that id."""
        rows = self._rows("SELECT kind, line FROM lines WHERE doc_id = ? ORDER BY rowid", [doc_id])
        found: dict[str, list[Any]] = {"documents": [], **{stage.name: [] for stage in RULES}}
        for row in rows:
            found[row["kind"]].append(_MODELS[row["kind"]].model_validate_json(row["line"]))
        documents = found.pop("documents")
        return Article(documents[0], **found) if documents else None

    def record(self, name: str) -> dict[str, Any] | None:
        """A quote or figure by its id, as the tables have it."""
        for table in ("quotes", "claims"):
            if rows := self._rows(f"SELECT * FROM {table} WHERE id = ?", [name]):
                return rows[0]
        return None

    def counts(self) -> dict[str, int]:
        """How many articles, quotes, figures and people there are."""
        tables = ("articles", "quotes", "claims", "people")
        return {name: int(self._rows(f"SELECT count(*) n FROM {name}")[0]["n"]) for name in tables}

    def _page(self, what: str, values: Sequence[Any], order: str, offset: int, limit: int) -> dict[str, Any]:
        source = what[what.index(" FROM ") :]
        total = self._rows(f"SELECT count(*) n{source}", values)[0]["n"]
        found = f"SELECT {what} ORDER BY {order} LIMIT ? OFFSET ?"
        return {"total": total, "offset": offset, "rows": self._rows(found, [*values, min(limit, MAX_ROWS), offset])}

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        path = (self.out / INDEX).resolve()
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(sql, values)]
        finally:
            database.close()


_MODELS: Mapping[str, type[records.Model]] = {
    "documents": records.Document,
    **{stage.name: stage.record for stage in RULES if stage.record},
}


def _add_records(database: sqlite3.Connection, out: Path) -> None:
    """Every line of the record files by article, and the people."""
    import orjson

    from pipeline.views.across.corpus import corpus
    from pipeline.views.across.output import people_table
    from pipeline.views.results import articles

    for kind in _MODELS:
        rows = ((orjson.loads(line)["doc_id"], kind, line.decode()) for line in files.lines(out / f"{kind}.jsonl"))
        database.executemany("INSERT INTO lines VALUES (?, ?, ?)", rows)
    people = people_table(corpus(articles(out)).people())
    marks = ", ".join("?" * 13)
    database.executemany(f"INSERT INTO people VALUES ({marks})", [tuple(row.values()) for row in people])
    database.execute("CREATE INDEX lines_doc_id ON lines (doc_id)")


def _conditions(known: Mapping[str, str], asked: Mapping[str, str]) -> tuple[list[str], list[Any]]:
    """Conditions and their values, for the filters that are set."""
    chosen = {name: value for name, value in asked.items() if value and name in known}
    return [known[name].replace("?1", "?") for name in chosen], [
        value for name, value in chosen.items() for _ in range(known[name].count("?"))
    ]


def _match(q: str) -> str:
    """Words of a query for FTS5: all of them, the last as a beginning; none of its operators."""
    found = _WORD.findall(q)
    return " ".join(f'"{word}"' for word in found[:-1]) + (f' "{found[-1]}"*' if found else "")
