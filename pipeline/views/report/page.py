"""Articles to one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.views.across.corpus import corpus
from pipeline.views.across.entries import entries
from pipeline.views.across.output import people_data
from pipeline.views.folder import write_file
from pipeline.views.report.article import folded, paragraphs
from pipeline.views.report.payload import article_payload, ledger_payload, script_json
from pipeline.views.results import Article

HERE = Path(__file__).parent
CHART = "chart.umd.min.js"
VIEWS = (
    ("overview", "Overview"), ("read", "Read"), ("quotes", "Quotes"), ("people", "People"), ("figures", "Figures"),
    ("ledger", "Ledger"), ("dates", "Dates"), ("charts", "Charts"),
)  # fmt: skip
SCRIPTS = (
    "core.js", "route.js", "detail.js", "speakers.js", "overview.js", "people.js", "lists.js", "search.js",
    "figures.js", "ledger.js", "timeline.js", "charts.js", "review.js", "corrections.js", "keys.js", "start.js",
)  # fmt: skip


def page(shown: Sequence[Article], index: str = "", run: str = "", apply: str = "") -> str:
    """One self-contained page with these articles; ``index`` is the page to go back to, ``run`` what decisions are of.

    ``apply`` is where a server takes corrections; a page on disk saves them as a file only.
    A page of a large run has no charts, which its index has: the charting library would be two thirds of the page.
    """
    payload: dict[str, Any] = {"articles": [article_payload(article) for article in shown], "index": index, "run": run}
    payload["apply"] = apply
    payload["ledger"] = ledger_payload([entry for article in shown for entry in entries(article)])
    payload["people"] = people_data(corpus(shown).people()) if len(shown) > 1 else []
    return render(payload, articles=[(article, folded(paragraphs(article))) for article in shown], index=index)


def render(payload: dict[str, Any], **context: Any) -> str:
    """The template, with its script and style inside and a policy that lets only these run."""
    alone = bool(context["articles"] and context["index"])
    scripts = [_application()] if alone else [asset(CHART), _application()]
    reach = "; connect-src 'self'" if payload.get("apply") else ""
    policy = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    shown = {
        "overview": len(payload["articles"]) > 1,
        "people": len(payload["articles"]) > 1,
        "ledger": bool(payload["ledger"]["rows"] or payload["ledger"]["sources"]),
        "charts": not alone,
    }
    views = [(view, label) for view, label in VIEWS if shown.get(view, True)]
    return _template().render(
        views=views,
        policy=Markup(f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {policy}{reach}"),
        style=Markup(asset("style.css")),
        scripts=[Markup(script) for script in scripts],
        payload=Markup(script_json(payload)),
        **context,
    )


def write_text(target: Path, text: str) -> None:
    """Write a file whole or not at all."""
    write_file(target, text.encode("utf-8", "surrogatepass"))


def _application() -> str:
    """Our script: the parts in order, in one function scope."""
    return '"use strict";\n(() => {\n' + "\n".join(asset(name) for name in SCRIPTS) + "\n})();\n"


@cache
def asset(name: str) -> str:
    """A file of the assets folder."""
    return (HERE / "assets" / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Templates; whatever they print is escaped."""
    loader = FileSystemLoader(HERE / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.filters["when"] = lambda value: value and value[:16].replace("T", " ")  # to the minute
    return made


@cache
def _template() -> Template:
    return environment().get_template("page.html")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
