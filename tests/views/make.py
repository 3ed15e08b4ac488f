"""Articles for tests: records made by naming words of the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline import records
from pipeline.records import Span
from pipeline.views.results import Article

DESKTOP, PHONE = {"width": 1300, "height": 900}, {"width": 390, "height": 844}  # of windows


class Draft:
    """An article to which records are added; a phrase means its first place in the text."""

    def __init__(self, doc_id: str, text: str, published: str | None) -> None:
        self.doc_id, self.text, self.published = doc_id, text, published
        self.found: dict[str, list[Any]] = {"entities": [], "dates": [], "quotes": [], "claims": []}

    def span(self, phrase: str) -> Span:
        start = self.text.index(phrase)
        return Span(start=start, end=start + len(phrase), text=phrase)

    def _common(self, phrase: str, kind: str, letter: str) -> dict[str, Any]:
        number = len(self.found[kind]) + 1
        place = self.span(phrase).model_dump()
        return {
            **place,
            "doc_id": self.doc_id,
            "id": f"{self.doc_id}/{letter}{number}",
            "rule": "hand",
            "confidence": 0.5,
        }

    def entity(self, phrase: str, label: Any, entity: str) -> None:
        common = self._common(phrase, "entities", "m")
        row = records.Entity(**common, label=label, entity=f"{self.doc_id}/{entity}", name=phrase, mention="name")
        self.found["entities"].append(row)

    def date(self, phrase: str, value: str, begin: str, finish: str) -> None:
        common = self._common(phrase, "dates", "t")
        self.found["dates"].append(records.Date(**common, type="DATE", value=value, begin=begin, finish=finish))

    def quote(
        self, parts: list[str], cue: str, name: str, entity: str | None, role: str | None = None, kind: Any = "person"
    ) -> str:
        content = [self.span(part) for part in parts]
        start, end = content[0].start, content[-1].end
        roles = [self.span(role)] if role else []
        common = self._common(parts[0], "quotes", "q") | {"start": start, "end": end, "text": self.text[start:end]}
        speaker = records.Speaker(
            entity=f"{self.doc_id}/{entity}" if entity else None,
            name=name,
            type=kind if entity else "unnamed",
            role=roles[0] if roles else None,
            roles=roles,
            resolved_by="hand",
        )
        row = records.Quote(
            **common,
            kind="direct",
            content=content,
            cue=self.span(cue),
            source=self.span(name),
            speaker=speaker,
            speech=True,
        )
        self.found["quotes"].append(row)
        return row.id

    def claim(self, phrase: str, kind: Any, value: float, unit: str, **more: Any) -> None:
        measure, period = more.pop("measure", None), more.pop("period", None)
        row = records.Claim(
            **self._common(phrase, "claims", "c"),
            kind=kind,
            value=value,
            unit=unit,
            measure=self.span(measure) if measure else None,
            period=f"{self.doc_id}/{period}" if period else None,
            quote=more.get("quote"),
            speaker_name=more.get("speaker"),
            bound=more.get("bound", "exact"),
        )
        self.found["claims"].append(row)

    def article(self) -> Article:
        title = self.text.split("\n", 1)[0]
        blocks = [records.Block(kind="title", start=0, end=len(title))]
        at = len(title) + 2
        blocks.append(records.Block(kind="body", start=at, end=len(self.text.rstrip())))
        published = records.Published(value=self.published, origin="argument") if self.published else None
        document = records.Document(
            doc_id=self.doc_id,
            source=f"{self.doc_id}.txt",
            sha256="0" * 64,
            text=self.text,
            title=records.Heading(start=0, end=len(title), text=title),
            blocks=blocks,
            published=published,
        )
        return Article(document, **self.found)


def write(articles: list[Article], out: Path) -> Path:
    """The files of a run."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("entities", "dates", "quotes", "claims"):
        rows = [row for article in articles for row in getattr(article, name)]
        (out / f"{name}.jsonl").write_text(
            "".join(r.model_dump_json(by_alias=True) + "\n" for r in rows), encoding="utf-8"
        )
    documents = "".join(article.document.model_dump_json(by_alias=True) + "\n" for article in articles)
    (out / "documents.jsonl").write_text(documents, encoding="utf-8")
    return out
