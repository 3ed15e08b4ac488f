"""An article as a fragment of HTML for a notebook: marked text, no script, nothing that leaks into the page around."""

from __future__ import annotations

from functools import cache

from jinja2 import Template
from markupsafe import Markup

from pipeline.views.report.article import paragraphs
from pipeline.views.report.page import asset, environment
from pipeline.views.results import Article


def fragment(article: Article) -> str:
    """The marked text with the speakers' names; hovering shows what a mark says."""
    return _template().render(style=Markup(asset("notebook.css")), rows=paragraphs(article), says=_says(article))


def _says(article: Article) -> dict[str, str]:
    """A line about each record, by its key."""
    cut = len(article.doc_id) + 1
    found = {e.id: f"{e.name} ({e.label})" for e in article.entities}
    found |= {d.id: f"{d.value}" for d in article.dates}
    found |= {c.id: f"{c.kind}: {c.value:,} {c.unit or ''}" if c.value is not None else c.kind for c in article.claims}
    found |= {q.id: f"{q.kind} quote: {q.speaker.name if q.speaker else 'nobody named'}" for q in article.quotes}
    return {key[cut:]: text for key, text in found.items()}


@cache
def _template() -> Template:
    return environment().get_template("notebook.html")
