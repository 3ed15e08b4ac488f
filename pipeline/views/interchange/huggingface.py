"""A folder for the Hugging Face hub: Parquet tables as configurations, and a dataset card."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.views.results import Article
from pipeline.views.tables.columns import tables
from pipeline.views.tables.files import ParquetFolder
from pipeline.views.tables.rows import flatten


def write(articles: Iterable[Article], target: Path) -> int:
    """The folder that ``datasets.load_dataset(folder, "quotes")`` reads; returns the number of articles.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    counts = dict.fromkeys(tables(), 0)
    with ParquetFolder(target / "data") as writer:
        for article in articles:
            rows = flatten(article)
            writer.add(rows)
            for name, lines in rows.items():
                counts[name] += len(lines)
    (target / "README.md").write_text(card(counts), encoding="utf-8", newline="\n")
    return counts["articles"]


def card(counts: dict[str, int]) -> str:
    """The dataset card: front matter that names the configurations, then what the columns are."""
    configs = "\n".join(f"- config_name: {name}\n  data_files: data/{name}.parquet" for name in tables())
    parts = [
        f"---\nlanguage:\n- en\ntags:\n- news\n- quotations\n- information-extraction\nconfigs:\n{configs}\n---\n",
        "# Quotes, figures and dates from news articles\n",
        "Made by onrecord. Offsets count Unicode code points of an article's `text`. Check the rights in the articles\n"
        "before you publish this: the tables hold their text.\n",
    ]
    for name, columns in tables().items():
        rows = "\n".join(f"| {c.name} | {c.type} | {c.about} |" for c in columns)
        parts.append(f"## {name} ({counts[name]:,} rows)\n\n| column | type | meaning |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)
