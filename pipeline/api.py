"""Three lines of Python: a text in, its records out.

>>> import onrecord
>>> result = onrecord.extract("“We shipped 40 trucks in May,” said Dana Ruiz.", published="2025-06-02")
>>> result.quotes[0].speaker.name
'Dana Ruiz'
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from pipeline import records
from pipeline.config import Config
from pipeline.plain import counted

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.ingest.article import Article as Given
    from pipeline.views.results import Article

Kind = Literal["quotes", "claims", "dates", "entities"]
Row = TypeVar("Row", bound=records.Record)


@dataclass(frozen=True)
class Result:
    """What was found in one text, each list by ``start``; in a notebook it shows as the marked text.

    ``failures`` says which stage could not do it, where ``pipe`` went on after an error.
    """

    document: records.Document
    entities: list[records.Entity]
    dates: list[records.Date]
    quotes: list[records.Quote]
    claims: list[records.Claim]
    failures: list[records.Failure] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as given; every offset counts in it."""
        return self.document.text

    def to_frame(self, kind: Kind = "quotes") -> pd.DataFrame:
        """The records of one kind as a table, one row each, typed as in the files, with flat columns for grouping."""
        from pipeline.frames import rows_to_frame

        return rows_to_frame([record.model_dump(mode="json", by_alias=True) for record in getattr(self, kind)], kind)

    def speakers(self) -> pd.DataFrame:
        """Who speaks: name, type, role, affiliation, number of quotes and words; most words first."""
        import pandas as pd

        from pipeline.views.speakers import voices

        rows = [
            (v.name, v.type, "; ".join(v.roles), v.affiliation, len(v.quotes), v.words)
            for v in voices(self._article()).values()
        ]
        return pd.DataFrame(rows, columns=["name", "type", "role", "affiliation", "quotes", "words"])

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain JSON data: ``document``, ``entities``, ``dates``, ``quotes``, ``claims``."""
        found: dict[str, Any] = {"document": self.document.model_dump(mode="json", by_alias=True)}
        for kind in ("entities", "dates", "quotes", "claims"):
            found[kind] = [record.model_dump(mode="json", by_alias=True) for record in getattr(self, kind)]
        return found

    def _article(self) -> Article:
        from pipeline.views.results import Article

        return Article(self.document, self.entities, self.dates, self.quotes, self.claims)

    def _repr_html_(self) -> str:
        from pipeline.views.report.notebook import fragment

        return fragment(self._article())

    def __repr__(self) -> str:
        counts = (len(self.quotes), len(self.claims), len(self.dates), len(self.entities))
        kinds = ("quotes", "claims", "dates", "entity mentions")
        return "Result({})".format(", ".join(map(counted, counts, kinds)))


def extract(
    text: str,
    published: Any = None,
    *,
    title: str | None = None,
    byline: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    doc_id: str = "doc",
    config: Config | None = None,
) -> Result:
    """Everything in a text. The model is loaded once and kept.

    Args:
        text: an article, as it is; nothing in it is changed or moved.
        published: its date (ISO 8601 text, ``date``, ``datetime`` or ``Timestamp``), against which "last week" is read;
            wins over a date in the text.
        title: its title; where the text does not begin with it, it stands in the document alone.
        byline: who wrote it, likewise.
        publisher: who published it.
        url: its address.
        doc_id: what ids of records begin with.
        config: other settings than the default ones.

    Raises:
        TypeError: ``text`` is no text, or ``published`` no date; the message says what to do instead.
        FileNotFoundError: the model is missing.
    """
    from pipeline.ingest.article import article_of

    config = config or Config()
    given = {"title": title, "byline": byline, "publisher": publisher, "url": url, "published": published}
    made = analyse(nlp_of(config), article_of(text, doc_id, **given), config)
    for warning in made.document.warnings:
        if warning.startswith("the given publication date"):
            warnings.warn(f"{warning}; dates like “last week” have no anchor", UserWarning, stacklevel=2)
    return made


def analyse(nlp: Language, given: Given, config: Config) -> Result:
    """The records of one article, as ``onrecord extract`` writes them; what is not English is not analysed."""
    from pipeline.ingest.document import document
    from pipeline.ingest.reading import of_document
    from pipeline.run.process import is_english, with_reason

    made = with_reason(document(given, config))
    if not is_english(made):
        return Result(made, [], [], [], [])
    reading = of_document(made)
    doc = nlp.make_doc(reading.text)  # the stages read another text than the one that was given
    doc._.onrecord.document = reading.as_read(made)
    for _, component in nlp.pipeline:
        doc = component(doc)
    found = from_doc(doc)
    lists = {kind: _sorted(map(reading.as_given, getattr(found, kind))) for kind in get_args(Kind)}
    return Result(made, **lists)


def from_doc(doc: Doc) -> Result:
    """The result on a ``Doc`` that the pipeline, or a pipeline with onrecord's components, has run over.

    A ``Doc`` made of plain text has no document yet; it gets one as from ``extract(text)``.
    """
    from pipeline.ingest.document import from_text

    found = doc._.onrecord
    document = found.document or from_text(doc.text, doc_id="doc")
    return Result(document, _sorted(found.entities), _sorted(found.dates), _sorted(found.quotes), _sorted(found.claims))


def _sorted(rows: Iterable[Row] | None) -> list[Row]:
    return sorted(rows or (), key=lambda row: (row.start, row.end))


@lru_cache(maxsize=2)
def nlp_of(config: Config) -> Language:
    """The pipeline with these settings, loaded once."""
    from pipeline.loader import load

    return load(config)
