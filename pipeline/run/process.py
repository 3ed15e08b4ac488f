"""One article through the stages: in memory where they follow each other, from its artifacts where one runs again."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from pipeline.config import Config
from pipeline.corrections import Decisions, applied, rejects
from pipeline.ingest.article import Article, sayable
from pipeline.ingest.document import document
from pipeline.ingest.duplicates import body, signature
from pipeline.ingest.reading import Reading, of_document
from pipeline.order import COMPONENTS
from pipeline.records import Document, Failure, Rejected, Span
from pipeline.run.annotations import to_doc, to_row
from pipeline.run.journal import Journal
from pipeline.run.limits import ArticleTimeout, Watchdog, deadline
from pipeline.run.manifest import Failed
from pipeline.run.stages import BY_NAME, NAMES, RULES, in_order

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

T = TypeVar("T")
_REASONS = {
    "Timeout": "took longer than the time limit and did not react",
    "Crash": "crashed the process",
    "Killed": "ended the process (for want of memory, most likely)",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """An article to be processed: as it was given, or as the lines of its artifacts (by stage)."""

    position: int
    article: Article | None = None
    given: Mapping[str, Sequence[bytes]] = field(default_factory=dict)


@dataclass(slots=True)
class Output:
    """JSON lines by stage (``rejected`` among them), and what went wrong."""

    lines: dict[str, list[bytes]] = field(default_factory=dict)
    failures: list[Failed] = field(default_factory=list)
    unreadable: Failure | None = None
    articles: int = 0
    words: int = 0
    undated: int = 0


class Processor:
    """Runs some of the stages over articles. ``nlp`` may be None where documents are all that is wanted."""

    def __init__(
        self,
        nlp: Language | None,
        config: Config,
        stages: Sequence[str],
        journal: Journal,
        seconds: float,
        corrections: Decisions | None = None,
    ) -> None:
        self.config, self.stages, self.journal, self.limit = config, in_order(stages), journal, seconds
        self.nlp, self.watchdog = nlp, Watchdog(seconds, journal.crash)
        self.corrections = corrections or {}
        self.seconds: dict[str, float] = defaultdict(float)
        self._clock = time.process_time()
        self.attached = {need for name in self.stages for need in BY_NAME[name].needs} - set(self.stages)
        pipes = dict(nlp.pipeline) if nlp else {}
        self.rules = {name: pipes[name] for name in COMPONENTS if name in pipes}
        self.model = [pipe for name, pipe in pipes.items() if name not in COMPONENTS]

    def __call__(self, unit: Unit) -> Output:
        """The lines that the stages write for one article; nothing that an article does is raised."""
        out = Output(articles=1)
        self._clock = time.process_time()
        made = self._document(unit, out)
        if made is None or not is_english(made) or self.stages == ("documents",):
            return out
        reading = of_document(made)  # the stages read another text than the one that was given
        found = reading.as_read(made)
        doc = self._annotated(unit, found, out)
        if doc is not None:
            self._rules(unit, reading, found, doc, out)
        return out

    def _document(self, unit: Unit, out: Output) -> Document | None:
        article = unit.article
        if article is None:
            return Document.model_validate_json(unit.given["documents"][0])
        made = self._attempt(
            unit, "documents", article.source, article.doc_id, out, lambda: document(article, self.config)
        )
        if made is not None:
            made = with_reason(made)
            out.lines["documents"] = [made.model_dump_json(by_alias=True).encode()]
            own = signature(body(made))
            out.lines["signatures"] = [b"" if own is None else own.tobytes().hex().encode()]
            out.words = len(made.text.split())
            out.undated = int(made.published is None)
        return made

    def _annotated(self, unit: Unit, found: Document, out: Output) -> Doc | None:
        nlp = self.nlp
        if nlp is None:
            raise ValueError("these stages need a pipeline")
        if "annotations" in self.stages:
            return self._attempt(
                unit, "annotations", found.source, found.doc_id, out, lambda: self._encode(nlp, found, out)
            )
        rows = unit.given.get("annotations", ())
        return to_doc(orjson.loads(rows[0]), found.text, nlp.vocab) if rows else None

    def _encode(self, nlp: Language, found: Document, out: Output) -> Doc:
        doc = nlp.make_doc(found.text)
        doc._.onrecord.document = found
        for pipe in self.model:
            doc = pipe(doc)
        out.lines["annotations"] = [orjson.dumps(to_row(doc, found.doc_id))]
        return doc

    def _rules(self, unit: Unit, reading: Reading, found: Document, doc: Doc, out: Output) -> None:
        doc._.onrecord.document = found
        rejected: list[Rejected] = []
        for name, component in self._plan():
            if component is None:
                self._attach(unit, reading, name, doc)
                continue
            doc._.onrecord.rejected = []
            setattr(doc._.onrecord, name, None)
            work = partial(self._corrected, component, name, doc, reading)
            done = self._attempt(unit, name, found.source, found.doc_id, out, work)
            records = (getattr(doc._.onrecord, name) or []) if done is not None else []
            setattr(doc._.onrecord, name, records)
            stage = "claims" if name == "quantities" else name  # what is no quantity is no claim
            if stage in self.stages:
                rejected += [
                    reading.as_given(r.model_copy(update={"stage": stage})) for r in doc._.onrecord.rejected or []
                ]
        for rule in RULES:
            if rule.name in self.stages:  # at the end: quotes add mentions to the entities
                records = [reading.as_given(record) for record in getattr(doc._.onrecord, rule.name)]
                ordered = sorted(records, key=lambda r: (r.start, r.end))
                out.lines[rule.name] = [r.model_dump_json(by_alias=True).encode() for r in ordered]
        if self.config.explain:
            out.lines["rejected"] = self._explained(unit, rejected)

    def _corrected(self, component: Callable[[Doc], Doc], name: str, doc: Doc, reading: Reading) -> Doc:
        """The component's records as a reader corrected them, before the next one builds on them."""
        doc = component(doc)
        left = doc._.onrecord
        decisions = self.corrections.get(left.document.doc_id, ())
        if decisions and name == "quantities":
            left.quantities = [q for q in left.quantities or [] if not rejects(decisions, reading.as_given(_place(q)))]
        elif decisions:
            for kind in ("entities", name) if name == "quotes" else (name,):  # quotes add mentions
                given = [reading.as_given(row) for row in getattr(left, kind) or []]
                rows = applied(kind, given, decisions, reading.given)
                setattr(left, kind, [reading.as_read(row) for row in rows])
        return doc

    def _plan(self) -> list[tuple[str, Callable[[Doc], Doc] | None]]:
        """Components to run, and (None) stages whose records are taken from their artifacts, in pipeline order."""
        running = [name for name in COMPONENTS if name in self.rules and name in self._wanted()]
        taken = [stage.name for stage in RULES if stage.name in self.attached]
        both = sorted([*running, *taken], key=COMPONENTS.index)
        return [(name, self.rules[name] if name in running else None) for name in both]

    def _wanted(self) -> set[str]:
        return {component for name in self.stages for component in BY_NAME[name].components}

    def _attach(self, unit: Unit, reading: Reading, name: str, doc: Doc) -> None:
        record = BY_NAME[name].record
        if record is not None:
            records = [record.model_validate_json(line) for line in unit.given.get(name, ())]
            setattr(doc._.onrecord, name, [reading.as_read(r) for r in records])

    def _explained(self, unit: Unit, new: Sequence[Rejected]) -> list[bytes]:
        kept = [Rejected.model_validate_json(line) for line in unit.given.get("rejected", ())]
        rows = [*(r for r in kept if r.stage not in self.stages), *new]
        rows.sort(key=lambda r: (r.start, r.end, NAMES.index(r.stage)))
        return [r.model_dump_json().encode() for r in rows]

    def _attempt(
        self, unit: Unit, stage: str, source: str, doc_id: str, out: Output, work: Callable[[], T]
    ) -> T | None:
        """The boundary: whatever one article does to one stage becomes a ``Failure``, and the run goes on."""
        known = self.journal.quarantined(unit.position, stage)
        if known:
            out.failures.append(_failed(source, stage, doc_id, known, _REASONS[known]))
            return None
        self.journal.at(unit.position, stage)
        self.watchdog.feed()
        try:
            with deadline(self.limit):
                return work()
        except ArticleTimeout:
            error, message = "Timeout", f"took longer than {self.limit:g} s"
        except MemoryError:
            gc.collect()
            error, message = "MemoryError", "needed more memory than one article may take"
        except Exception as other:  # noqa: BLE001 - any stage, any library: this is the one place that may not know
            error, message = type(other).__name__, str(other)
        finally:
            self._spent(stage)
        out.failures.append(_failed(source, stage, doc_id, error, message))
        return None

    def _spent(self, stage: str) -> None:
        """Count the time since the last look at the clock, which costs a system call, for this stage."""
        now = time.process_time()
        self.seconds[stage] += now - self._clock
        self._clock = now


def _place(quantity: Any) -> Span:
    return Span(start=quantity.start, end=quantity.end, text=quantity.text)


def _failed(source: str, stage: str, doc_id: str, error: str, message: str) -> Failed:
    return Failed(source=source, stage=stage, error=error, message=f"{doc_id}: {sayable(message)}", doc_id=doc_id)


def is_english(found: Document) -> bool:
    """Whether the stages look for anything in it."""
    return found.language.split("-")[0] == "en"


def with_reason(found: Document) -> Document:
    """A document in another language says why nothing was looked for in it."""
    if is_english(found):
        return found
    reason = f"language {found.language}: recorded, not analysed (only English is)"
    return found.model_copy(update={"warnings": [*found.warnings, reason]})
