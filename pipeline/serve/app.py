"""The local server: a page to search, read and correct results, and the same as a REST API with OpenAPI."""

from __future__ import annotations

import json
import secrets
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from pipeline import __version__
from pipeline.api import extract
from pipeline.corrections import BadCorrections
from pipeline.run.correct import apply
from pipeline.serve.guard import Guard
from pipeline.serve.store import Store
from pipeline.views.report.build import run_of
from pipeline.views.report.page import page
from pipeline.views.results import Article

STATIC = Path(__file__).with_name("static")
MAX_TEXT_CHARS = 1_000_000
MAX_READINGS = 20
# The pages of articles carry their script inside, allowed by its hash; their own policy (in the page) says so.
ARTICLE_POLICY = "base-uri 'none'; frame-ancestors 'none'; form-action 'self'; object-src 'none'"
Words = Annotated[str, Query(max_length=400, description="Words that must all be there.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]
Filter = Annotated[str, Query(max_length=300)]


class Text(BaseModel):
    """A text to read, and what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=MAX_TEXT_CHARS)
    published: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None


def create(out: Path | None, hosts: tuple[str, ...] = ()) -> Guard:
    """The application over a folder of results; without one it only reads texts. ``hosts``: names it also answers to.

    Raises:
        NoResults: there are no results in the folder.
    """
    store = Store(out) if out is not None else None
    # no /docs page: it would load its script from somewhere else; /openapi.json is there
    app = FastAPI(title="onrecord", version=__version__, docs_url=None, redoc_url=None)
    _reading(app)
    _pages(app, store)
    if store is not None:
        _results(app, store)
        _correcting(app, store)
    return Guard(app, hosts)


def _reading(app: FastAPI) -> None:
    one = threading.Lock()  # the model reads one text at a time

    def read(given: Text) -> Any:
        if not given.text.strip():
            raise HTTPException(422, "the text is empty")
        with one:
            return extract(**given.model_dump(), doc_id="text")

    @app.post("/extract")
    def extract_text(given: Text) -> dict[str, Any]:
        """Everything in a text: document, entities, dates, quotes, claims; offsets count its code points."""
        found: dict[str, Any] = read(given).to_dict()
        return found

    readings: OrderedDict[str, str] = OrderedDict()  # pages of the last texts, for whoever has the address

    @app.post("/read", include_in_schema=False)
    def read_text(given: Text) -> dict[str, str]:
        result = read(given)
        article = Article(result.document, result.entities, result.dates, result.quotes, result.claims)
        name = secrets.token_urlsafe(12)
        readings[name] = page([article], index="/")
        while len(readings) > MAX_READINGS:
            readings.popitem(last=False)
        return {"address": f"/readings/{name}"}

    @app.get("/readings/{name}", include_in_schema=False)
    def reading(name: str) -> HTMLResponse:
        if name not in readings:
            raise HTTPException(404, "this reading is gone: read the text again")
        return _article_page(readings[name])


def _pages(app: FastAPI, store: Store | None) -> None:
    @app.get("/", include_in_schema=False)
    def home() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    for name, kind in (("app.js", "text/javascript"), ("app.css", "text/css")):
        app.add_api_route(f"/{name}", _file(name, kind), include_in_schema=False)

    @app.get("/about")
    def about() -> dict[str, Any]:
        """How much there is; null where no results are served."""
        return {"version": __version__, "counts": store.counts() if store else None}


def _file(name: str, kind: str) -> Any:
    return lambda: FileResponse(STATIC / name, media_type=kind)


def _results(app: FastAPI, store: Store) -> None:
    @app.get("/quotes")
    def quotes(
        q: Words = "", speaker: Filter = "", kind: Filter = "", speech: Filter = "", modality: Filter = "",
        type: Filter = "", publisher: Filter = "", article: Filter = "", since: Filter = "", until: Filter = "",
        offset: Offset = 0, limit: Limit = 20,
    ) -> dict[str, Any]:  # fmt: skip
        """Quotes, verbatim first, with facets."""
        filters = {"speaker": speaker, "kind": kind, "speech": speech, "modality": modality, "type": type}
        filters |= {"publisher": publisher, "article": article, "since": since, "until": until}
        return store.quotes(q, filters, offset, limit)

    @app.get("/claims")
    def claims(
        q: Words = "", speaker: Filter = "", kind: Filter = "", unit: Filter = "", about: Filter = "",
        publisher: Filter = "", article: Filter = "", offset: Offset = 0, limit: Limit = 20,
    ) -> dict[str, Any]:  # fmt: skip
        """Figures: who says which, of what, for when."""
        filters = {"speaker": speaker, "kind": kind, "unit": unit, "about": about, "publisher": publisher}
        return store.claims(q, filters | {"article": article}, offset, limit)

    @app.get("/people")
    def people(q: Words = "", offset: Offset = 0, limit: Limit = 20) -> dict[str, Any]:
        """Speakers merged over articles."""
        return store.people(q, offset, limit)

    @app.get("/articles")
    def articles(q: Words = "", offset: Offset = 0, limit: Limit = 20) -> dict[str, Any]:
        """Articles, with the place where the words stand."""
        return store.articles(q, offset, limit)

    @app.get("/articles/{doc_id:path}")
    def article(doc_id: str) -> HTMLResponse:
        """An article as the page of the report."""
        found = store.article(doc_id)
        if found is None:
            raise HTTPException(404, f"no article {doc_id!r}")
        return _article_page(page([found], index="/", run=run_of(store.out), apply="/apply"))


def _article_page(html: str) -> HTMLResponse:
    return HTMLResponse(html, headers={"content-security-policy": ARTICLE_POLICY})


def _correcting(app: FastAPI, store: Store) -> None:
    one = threading.Lock()

    @app.post("/apply")
    async def corrections(request: Request) -> JSONResponse:
        """Corrections (lines as the report saves them) into the results."""
        import anyio

        body = await request.body()
        return JSONResponse(await anyio.to_thread.run_sync(lambda: apply_lines(body)))

    def apply_lines(body: bytes) -> dict[str, Any]:
        with one, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "corrections.jsonl"
            path.write_bytes(body)
            try:
                applied = apply(path, store.out)
            except (BadCorrections, LookupError, json.JSONDecodeError) as error:
                raise HTTPException(422, str(error.args[0])) from error
            store.refresh()
            return {"applied": str(applied), **applied.verdicts, "unfit": [d.id for d in applied.unfit]}
