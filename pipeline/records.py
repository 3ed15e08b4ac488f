"""The record contract: one frozen pydantic model for each kind of line that the pipeline writes.

Offsets count Unicode code points of the article's text and are half-open, so ``text[start:end] == record.text`` holds
for every span. JSON Schemas are generated from these models (``onrecord schema``); field order here is key order there.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

EntityLabel = Literal["PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "MISC"]
MentionKind = Literal["name", "short", "pronoun", "nominal"]
BlockKind = Literal["title", "byline", "dateline", "header", "body", "heading", "caption", "boilerplate"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal[
    "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER",
    "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
]  # fmt: skip
QuoteKind = Literal["direct", "indirect", "mixed"]
SpeakerType = Literal["person", "organization", "document", "group", "unnamed"]
ClaimKind = Literal["money", "percent", "count", "rank", "ratio", "share", "multiple", "measure", "duration"]
Bound = Literal["exact", "about", "more_than", "less_than", "at_least", "at_most"]
Change = Literal["increase", "decrease"]
ClaimRole = Literal["level", "change", "target", "projection"]
Modality = Literal["negated", "hypothetical", "question"]
Gender = Literal["female", "male"]
GenderEvidence = Literal["honorific", "pronoun", "kinship", "given_name"]


class Model(BaseModel):
    """Base of everything written: immutable, and no field that the contract does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __json__(self) -> str:
        """For srsly, so that ``doc.to_json(underscore=["quotes"])`` can be written."""
        return self.model_dump_json(by_alias=True)


class Span(Model):
    """A stretch of the article's text: ``text == article[start:end]``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Record(Model):
    """What every finding carries; ``id`` is unique in a run and stable between runs."""

    doc_id: str
    id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    rule: str = Field(description="rule or model head that produced the record")
    confidence: float | None = Field(default=None, ge=0, le=1, description="null where there is no honest figure")


class Block(Model):
    """A line (or run of like lines) of the text and what it is."""

    kind: BlockKind
    start: int
    end: int


class Heading(Model):
    """Title or byline: a stretch of the text, or (null offsets) words given beside a text that does not repeat them."""

    start: int | None = None
    end: int | None = None
    text: str

    @property
    def span(self) -> Span | None:
        """The stretch of the text, if it stands there."""
        if self.start is None or self.end is None:
            return None
        return Span(start=self.start, end=self.end, text=self.text)


class Published(Model):
    """Publication date: ISO 8601 date or date-time, and where it was read."""

    value: str
    start: int | None = None
    end: int | None = None
    text: str | None = None
    origin: Literal["header", "dateline", "metadata", "argument"] = Field(alias="from")

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Document(Model):
    """One article. ``text`` is the input text unchanged; ``blocks`` cover all its non-blank lines."""

    doc_id: str
    source: str
    sha256: str
    text: str
    title: Heading | None = None
    byline: Heading | None = None
    publisher: str | None = None
    language: str = "en"
    published: Published | None = None
    blocks: list[Block] = []
    duplicate_of: str | None = None
    url: str | None = None
    encoding: str | None = None
    warnings: list[str] = []
    archive: str | None = Field(default=None, description="archive whose export the article is from: Nexis, Factiva …")
    extra: dict[str, Any] = Field(default={}, description="what the input gave besides, by its own names")


class Entity(Record):
    """A mention. ``entity`` is shared by all mentions of one thing in one article."""

    label: EntityLabel
    entity: str
    name: str = Field(description="fullest name of the thing in this article")
    mention: MentionKind


class Date(Record):
    """A temporal expression in TIMEX3 terms, with the interval meant (inclusive; null where vague)."""

    type: TimexType
    value: str
    mod: TimexMod | None = None
    begin: str | None = None
    finish: str | None = None
    anchor: str | None = Field(default=None, description="ISO date it was resolved against")
    granularity: str | None = None


class Speaker(Model):
    """Who is behind a quote's source phrase."""

    entity: str | None = None
    name: str
    type: SpeakerType
    role: Span | None = None
    roles: list[Span] = Field(default=[], description="every role in the article; the first is `role`")
    affiliation: Span | None = None
    gender: Gender | None = Field(default=None, description="of one person, as the article itself shows it")
    gender_by: GenderEvidence | None = Field(
        default=None, description="what shows it; a given name alone is the weakest"
    )
    resolved_by: str


class Quote(Record):
    """An attribution: content (one part or several), cue, source, and the speaker behind the source."""

    kind: QuoteKind
    content: list[Span]
    cue: Span | None = None
    source: Span | None = None
    speaker: Speaker | None = None
    speech: bool = Field(description="speech or writing, as against reported belief or wish")
    modality: Modality | None = Field(default=None, description="null: said; else denied, imagined or asked")
    claims: list[str] = []
    dates: list[str] = []
    entities: list[str] = []


class Basis(Model):
    """What chose each linked field of a claim: the name of a rule, a feature or a model; null where the field is."""

    measure: str | None = None
    about: str | None = None
    period: str | None = None
    change: str | None = None
    source: str | None = None


class Claim(Record):
    """A numeric claim; the span is the quantity with its approximator."""

    kind: ClaimKind
    value: float | None
    value2: float | None = None
    unit: str | None = None
    dimension: str | None = None
    bound: Bound = "exact"
    change: Change | None = None
    role: ClaimRole = "level"
    measure: Span | None = None
    about: str | None = None
    about_name: str | None = None
    period: str | None = None
    quote: str | None = None
    speaker_name: str | None = None
    same_as: str | None = None
    basis: Basis = Basis()


class Failure(Model):
    """An input that could not be read or processed."""

    source: str
    stage: str
    error: str
    message: str


class Rejected(Span):
    """A candidate that a stage dropped, and why (written with ``--explain``)."""

    doc_id: str
    stage: str
    reason: str
